//! Decisions with reasons, and models that are refused.

mod findings;
mod other_types;
mod tables;
mod written;

use proptest::prelude::*;

use super::{Fact, Facts, Finding, Model, ModelError, Person, Unfit, Verdict, What, Wrong, bounds};

/// A model of one table over `Age` (a number), `Member of a club` (yes or no) and `Town` (a text).
fn model(hit_policy: &str, rules: &[[&str; 4]]) -> String {
    let rules: Vec<String> = rules
        .iter()
        .map(|[age, member, town, says]| {
            let entry = |kind: &str, text: &str| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
                format!("<{kind}><text>{text}</text></{kind}>")
            };
            let cells = [entry("inputEntry", age), entry("inputEntry", member), entry("inputEntry", town)].concat();
            format!("<rule>{cells}{}</rule>", entry("outputEntry", says))
        })
        .collect();
    let inputs = [("Age", "number"), ("Member of a club", "boolean"), ("Town", "string")];
    let data = inputs.map(|(name, of)| {
        let id = name.replace(' ', "-");
        format!("<inputData id=\"i-{id}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{of}\"/></inputData>")
    });
    let needs = inputs.map(|(name, _)| {
        let id = name.replace(' ', "-");
        format!("<informationRequirement><requiredInput href=\"#i-{id}\"/></informationRequirement>")
    });
    let columns = inputs.map(|(name, of)| {
        format!("<input><inputExpression typeRef=\"{of}\"><text>{name}</text></inputExpression></input>")
    });
    format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" name=\"m\">
         <decision id=\"d\" name=\"Fee\"><variable name=\"Fee\" typeRef=\"string\"/>{}
         <decisionTable hitPolicy=\"{hit_policy}\">{}<output/>{}</decisionTable></decision>
         <decision id=\"e\" name=\"Letter\"><variable name=\"Letter\" typeRef=\"string\"/>
         <informationRequirement><requiredDecision href=\"#d\"/></informationRequirement>
         <decisionTable><input><inputExpression typeRef=\"string\"><text>Fee</text></inputExpression></input><output/>
         <rule><inputEntry><text>\"none\"</text></inputEntry><outputEntry><text>\"no\"</text></outputEntry></rule>
         <rule><inputEntry><text>not(\"none\")</text></inputEntry><outputEntry><text>\"yes\"</text></outputEntry></rule>
         </decisionTable></decision>{}</definitions>",
        needs.concat(),
        columns.concat(),
        rules.concat(),
        data.concat()
    )
}

const RULES: [[&str; 4]; 3] = [
    ["< 18", "-", "-", "\"none\""],
    [">= 18", "true", "-", "\"half\""],
    [">= 18", "false", "\"Port\",\"Quay\"", "\"full\""],
];

fn unique() -> Model {
    Model::compile(&model("UNIQUE", &RULES)).unwrap()
}

fn verdict(model: &Model, decision: &str, facts: &Facts) -> Verdict {
    model.decide(decision, facts).unwrap().0
}

fn open<const N: usize>(names: [&str; N]) -> Verdict {
    Verdict::Open(names.map(str::to_owned).into())
}

fn decided(text: &str) -> Verdict {
    Verdict::Decided(Fact::text(text))
}

#[test]
fn what_settles_a_case_is_enough_and_what_is_missing_is_named() {
    let model = unique();
    let known = |facts: &Facts| verdict(&model, "Fee", facts);
    let adult = ("Age", Fact::number(20));
    assert_eq!(known(&Facts::default()), open(["Age", "Member of a club", "Town"]));
    assert_eq!(known(&Facts::new([("Age", Fact::number(17))])), decided("none"));
    assert_eq!(known(&Facts::new([adult.clone()])), open(["Member of a club", "Town"]));
    assert_eq!(known(&Facts::new([adult.clone(), ("Member of a club", Fact::Boolean(true))])), decided("half"));
    let stranger = [adult, ("Member of a club", Fact::Boolean(false))];
    assert_eq!(known(&Facts::new(stranger.clone())), open(["Town"]));
    let [age, member] = stranger;
    assert_eq!(known(&Facts::new([age.clone(), member.clone(), ("Town", Fact::text("Quay"))])), decided("full"));
    // No rule is for it: never a silent no.
    assert_eq!(known(&Facts::new([age, member, ("Town", Fact::text("Inland"))])), Verdict::Person(Person::NoRule));
    assert_eq!(model.inputs_of("Letter").len(), 3);
}

#[test]
fn reasons_are_the_rules_that_fired_and_the_cells_that_said_no() {
    let model = unique();
    let facts = Facts::new([("Age", Fact::number(20)), ("Member of a club", Fact::Boolean(true))]);
    let (_, reasons) = model.decide("Fee", &facts).unwrap();
    let [reason] = reasons.0.as_slice() else { panic!("{reasons:?}") };
    assert_eq!((reason.fired.as_slice(), reason.open.as_slice()), (&[1][..], &[][..]));
    assert_eq!(reason.why_not, [(0, vec![0]), (2, vec![1])]);
    let (_, reasons) = model.decide("Fee", &Facts::new([("Age", Fact::number(20))])).unwrap();
    assert_eq!(reasons.0[0].open, [1, 2]);
}

#[test]
fn a_decision_waits_for_those_that_it_needs() {
    let model = unique();
    let letter = |facts: &Facts| verdict(&model, "Letter", facts);
    assert_eq!(letter(&Facts::new([("Age", Fact::number(3))])), decided("no"));
    assert_eq!(letter(&Facts::new([("Age", Fact::number(30))])), open(["Member of a club", "Town"]));
    let nobody = Facts::new([
        ("Age", Fact::number(30)),
        ("Member of a club", Fact::Boolean(false)),
        ("Town", Fact::text("Inland")),
    ]);
    assert_eq!(letter(&nobody), Verdict::Person(Person::Needs("Fee".to_owned())));
}

#[test]
fn rules_that_contradict_each_other_are_a_persons_matter() {
    let rules = [["> 10", "-", "-", "\"a\""], ["> 20", "-", "-", "\"b\""]];
    let at = |hit_policy: &str, age: i32| {
        let model = Model::compile(&model(hit_policy, &rules)).unwrap();
        verdict(&model, "Fee", &Facts::new([("Age", Fact::number(age))]))
    };
    assert_eq!(at("UNIQUE", 15), decided("a"));
    assert_eq!(at("UNIQUE", 25), Verdict::Person(Person::Disagree));
    assert_eq!(at("ANY", 25), Verdict::Person(Person::Disagree));
    assert_eq!(at("FIRST", 25), decided("a"));
}

#[test]
fn under_first_an_open_rule_counts_until_one_above_it_has_fired() {
    let rules = [["-", "true", "-", "\"half\""], [">= 60", "-", "-", "\"none\""], ["-", "-", "-", "\"full\""]];
    let model = Model::compile(&model("FIRST", &rules)).unwrap();
    let at = |facts: &Facts| verdict(&model, "Fee", facts);
    assert_eq!(at(&Facts::new([("Age", Fact::number(70))])), open(["Member of a club"]));
    assert_eq!(at(&Facts::new([("Member of a club", Fact::Boolean(true))])), decided("half"));
    assert_eq!(at(&Facts::new([("Member of a club", Fact::Boolean(false))])), open(["Age"]));
}

#[test]
fn a_fact_of_another_type_is_told_and_not_taken_for_a_no() {
    let model = unique();
    let wrong = |facts: &Facts| model.decide("Fee", facts).unwrap_err();
    let of = |input: &str, expected: &str| Wrong::Type { input: input.to_owned(), expected: expected.to_owned() };
    assert_eq!(wrong(&Facts::new([("Age", Fact::text("20"))])), of("Age", "number"));
    assert_eq!(wrong(&Facts::new([("Age", Fact::number("twenty"))])), of("Age", "number"));
    assert_eq!(wrong(&Facts::new([("Member of a club", Fact::text("yes"))])), of("Member of a club", "boolean"));
    assert!(matches!(model.decide("Fees", &Facts::default()), Err(Wrong::Decision(_))));
}

#[test]
fn a_cell_that_would_never_match_is_found_when_the_model_is_read() {
    for (rule, column, said) in [
        (["< 18", "-", "Port", "\"none\""], 3, "nobody knows 'Port'"),
        (["< 18", "-", "-", "None"], 4, "nobody knows 'None'"),
        (["age < 18", "-", "-", "\"none\""], 1, "nobody knows 'age'"),
        (["[18..25", "-", "-", "\"none\""], 1, "it can't be read"),
        (["\"18\"", "-", "-", "\"none\""], 1, "it says a text, and the column is number"),
        (["date(\"2020-02-30\")", "-", "-", "\"none\""], 1, "it names a day, a number or a text that there is none of"),
        (["-", "\"yes\"", "-", "\"none\""], 2, "it says a text, and the column is boolean"),
        (["-", "-", "< 18, 20", "\"none\""], 3, "it says a number, and the column is string"),
        (["-", "-", "-", "20"], 4, "it says a number, and the column is string"),
        (["-", "-", "-", ""], 4, "it is empty"),
    ] {
        let Err(ModelError::Cells(faults)) = Model::compile(&model("UNIQUE", &[RULES[0], rule])) else {
            panic!("{rule:?} was taken")
        };
        let [fault] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!((fault.table.as_str(), fault.rule, fault.column), ("Fee", Some(2), column), "{fault}");
        assert!(fault.what.starts_with(said), "{fault}");
    }
}

#[test]
fn an_output_says_what_its_column_may() {
    let with = |says: &str| {
        let values = "<output><outputValues><text>\"none\",\"half\",\"full\"</text></outputValues></output>";
        model("UNIQUE", &[["< 18", "-", "-", says]]).replacen("<output/>", values, 1)
    };
    assert!(Model::compile(&with("\"half\"")).is_ok());
    let refused = Model::compile(&with("\"halb\"")).err().unwrap().to_string();
    assert!(refused.contains("it says \"halb\", and the column may have \"none\",\"half\",\"full\""), "{refused}");
    let default = with("\"half\"").replacen(
        "</output>",
        "<defaultOutputEntry><text>\"nome\"</text></defaultOutputEntry></output>",
        1,
    );
    let refused = Model::compile(&default).err().unwrap().to_string();
    assert!(refused.contains("'Fee', heads, column 4: it says \"nome\", and the column may have"), "{refused}");
    assert!(Model::compile(&default.replace("nome", "none")).is_ok());
}

#[test]
fn what_an_expression_makes_itself_is_known_to_it() {
    let says = |text: &str| {
        let model = Model::compile(&model("UNIQUE", &[["-", "-", "-", text]])).unwrap();
        verdict(&model, "Fee", &Facts::new([("Age", Fact::number(20))]))
    };
    let joined = "string join(for n in [1, 2, 3] return string(n), \"-\")";
    assert_eq!(says(joined), decided("1-2-3"));
    assert_eq!(says("string(count([1, 2, 3][item > 1]))"), decided("2"));
    // What a decision that is no table speaks of has to be known, too.
    let refused = |text: &str| {
        let literal = format!(
            "<decision id=\"l\" name=\"Twice\"><variable name=\"Twice\"/><informationRequirement>\
             <requiredInput href=\"#i-Age\"/></informationRequirement><literalExpression><text>{text}</text>\
             </literalExpression></decision></definitions>"
        );
        let refused = Model::compile(&model("UNIQUE", &RULES).replace("</definitions>", &literal)).err();
        refused.map(|error| error.to_string()).unwrap_or_default()
    };
    assert_eq!(refused("Age * 2"), "");
    let said = refused("age * 2");
    assert!(said.starts_with("decision 'Twice': nobody knows 'age"), "{said}");
}

#[test]
fn a_model_that_would_end_the_process_or_never_end_is_not_read() {
    let cell = |text: &str| bounds::check(&model("UNIQUE", &[[text, "-", "-", "\"x\""]]));
    let deep = |sign: &str, times: usize| format!("{}1", sign.repeat(times));
    for fit in [
        "< 18",
        "[18..25]",
        "]1..2]",
        "1,2,3",
        "some x in Town satisfies x = \"a\"",
        "\"for ((((((((((((((((((((((((((\"",
    ] {
        assert_eq!(cell(fit), Ok(()), "{fit}");
    }
    for (text, expected) in [
        (deep("[", 30), "nested too deep"),
        (deep("-", 300), "nested too deep"),
        (deep("1+", 300), "nested too deep"),
        (deep("if true then ", 300), "more than 2000 bytes"),
        ("x".repeat(3_000), "more than 2000 bytes"),
        ("count(for i in 1..20000 return i) > 1".to_owned(), "counts through a range"),
        ("count(for i in [1, 2], j in [1, 2] return i) > 1".to_owned(), "counts through a range"),
        (
            "every a in b satisfies some c in d satisfies some e in f satisfies e > 1".to_owned(),
            "counts through a range",
        ),
        ("today() > date(\"2026-01-01\")".to_owned(), "asks the clock (today())"),
        ("function(x) external {java: {}}".to_owned(), "another program's"),
        ("(function(s,n) s(s,n))(1,2)".to_owned(), "can call itself without end"),
    ] {
        let refused = cell(&text).unwrap_err().to_string();
        assert!(refused.contains(expected), "{text}: {refused}");
    }
    let nested = format!("{}{}", "<a>".repeat(100), "</a>".repeat(100));
    assert_eq!(bounds::check(&nested), Err(Unfit::TooDeep { line: 1 }));
    assert_eq!(bounds::check("<!DOCTYPE a [<!ENTITY b \"c\">]>\n<a/>"), Err(Unfit::DocumentType { line: 1 }));
    assert!(matches!(bounds::check("<a>\n<b></a>"), Err(Unfit::NotXml { line: 2, .. })));
    assert!(matches!(bounds::check("<a>"), Err(Unfit::NotXml { .. })));
    assert_eq!(bounds::check(&" ".repeat(bounds::MOST_BYTES + 1)), Err(Unfit::TooLong));
    let java = model("UNIQUE", &RULES).replace("<output/>", "<output kind=\"Java\"/>");
    assert!(matches!(bounds::check(&java), Err(Unfit::External { .. })));
}

/// What is told of a model's first table.
fn told(model: &str, which: impl Fn(&Finding) -> bool) -> Vec<String> {
    let findings = Model::compile(model).unwrap().findings();
    findings.iter().filter(|finding| finding.table == "Fee" && which(finding)).map(ToString::to_string).collect()
}

#[test]
fn what_needs_itself_is_found_before_the_engine_goes_round() {
    let itself =
        model("UNIQUE", &RULES).replacen("<requiredInput href=\"#i-Age\"/>", "<requiredDecision href=\"#e\"/>", 1);
    assert!(matches!(Model::compile(&itself), Err(ModelError::Circle(_))));
    let refused = |types: &str| {
        let model = model("UNIQUE", &RULES).replace("</definitions>", &format!("{types}</definitions>"));
        Model::compile(&model).err().unwrap().to_string()
    };
    let holds = |name: &str, other: &str, times: usize| {
        let part = |n| format!("<itemComponent name=\"c{n}\"><typeRef>{other}</typeRef></itemComponent>");
        let parts: Vec<String> = (0..times).map(part).collect();
        format!("<itemDefinition name=\"{name}\">{}</itemDefinition>", parts.concat())
    };
    assert!(refused(&holds("a", "a", 1)).contains("cyclic"));
    // Ten of ten of ten: small to write down, and more than a memory holds.
    let many: Vec<String> = (0..8).map(|n| holds(&format!("t{n}"), &format!("t{}", n + 1), 10)).collect();
    assert!(
        refused(&format!("{}{}", many.concat(), holds("t8", "string", 1))).contains("more than anybody can fill in")
    );
}

#[test]
fn what_would_stop_the_engine_is_not_given_to_it() {
    let refused = |model: &str| Model::compile(model).err().map(|error| error.to_string()).unwrap_or_default();
    let with = |more: &str| model("UNIQUE", &RULES).replace("</definitions>", &format!("{more}</definitions>"));
    let function = |name: &str, text: &str| {
        format!(
            "<businessKnowledgeModel id=\"b-{name}\" name=\"{name}\"><variable name=\"{name}\"/><encapsulatedLogic>\
             <formalParameter name=\"n\"/><literalExpression><text>{text}</text></literalExpression>\
             </encapsulatedLogic></businessKnowledgeModel>"
        )
    };
    assert_eq!(refused(&with(&function("f", "if n = 0 then 1 else n + 1"))), "");
    assert!(refused(&with(&function("f", "n * f(n - 1)"))).contains("needs itself"));
    let both = [function("f", "g(n)"), function("g", "f(n)")].concat();
    assert!(refused(&with(&both)).contains("needs itself"));
    let doubled: Vec<String> =
        (0..20).map(|n| function(&format!("f{n}"), &format!("f{}(n) + f{}(n)", n + 1, n + 2))).collect();
    assert!(refused(&with(&doubled.concat())).contains("in too many ways"));
    let twice: Vec<String> =
        (0..20).map(|n| function(&format!("f{n}"), &format!("f{}(f{}(n))", n + 1, n + 1))).collect();
    assert!(refused(&with(&twice.concat())).contains("in too many ways"));
    let chain: Vec<String> = (0..200).map(|n| function(&format!("f{n}"), &format!("f{}(n)", n + 1))).collect();
    assert!(refused(&with(&chain.concat())).contains("too deep"));
    assert!(refused(&with(&[function("f", "1"), function("f", "2")].concat())).contains("stands twice"));
    let short = model("UNIQUE", &RULES).replacen("<inputEntry><text>-</text></inputEntry>", "", 1);
    assert!(
        refused(&short).contains("it has 2 conditions and 1 outputs, and the heads have 3 and 1"),
        "{}",
        refused(&short)
    );
}

#[test]
fn texts_between_bounds_are_not_compared_and_types_bound_what_is() {
    let told_all = |rules: &[[&str; 4]]| told(&model("UNIQUE", rules), |_| true);
    let unseen = "table 'Fee', column 3: asks for more than values, so rules are not compared there.";
    assert_eq!(told_all(&[["-", "-", "< \"m\"", "\"a\""], ["-", "-", "< \"n\"", "\"b\""]]), [unseen]);
    let typed = |town: &str, rules: &[[&str; 4]]| {
        let towns = format!(
            "<itemDefinition name=\"town\"><typeRef>string</typeRef><allowedValues><text>{town}</text></allowedValues></itemDefinition>"
        );
        let open = model("UNIQUE", rules)
            .replace("<variable name=\"Town\" typeRef=\"string\"/>", "<variable name=\"Town\" typeRef=\"town\"/>");
        told(&open.replace("<decision id=\"d\"", &format!("{towns}<decision id=\"d\"")), |_| true)
    };
    let rules = [["-", "-", "\"a\"", "\"x\""], ["-", "-", "\"b\"", "\"y\""]];
    let gap = "table 'Fee', no rule is for a case where Town is \"c\": a person decides it. Add a rule if it should be decided here.";
    assert_eq!(typed("\"a\",\"b\",\"c\"", &rules), [gap]);
    // Outside of what the type allows nothing overlaps.
    let apart = [["-", "-", "not(\"a\")", "\"x\""], ["-", "-", "not(\"b\")", "\"y\""]];
    assert_eq!(typed("\"a\",\"b\"", &apart), Vec::<String>::new());
}

proptest! {
    /// Whatever is told late: what was decided with less stays decided with more, and the same.
    #[test]
    fn more_facts_never_change_what_is_decided(
        rules in proptest::collection::vec((0..4_usize, 0..3_usize, 0..3_usize, 0..3_usize), 1..6),
        (age, member, town) in (10..30_i32, any::<bool>(), 0..3_usize),
        known in (any::<bool>(), any::<bool>(), any::<bool>()),
        is_first in any::<bool>(),
    ) {
        const AGES: [&str; 4] = ["-", "< 18", ">= 18", "[15..25]"];
        const MEMBERS: [&str; 3] = ["-", "true", "false"];
        const TOWNS: [&str; 3] = ["-", "\"Port\"", "not(\"Port\")"];
        // Overlaps are found before: with all of them gone, UNIQUE never leaves a case to a person for it.
        const SAYS: [&str; 3] = ["\"a\"", "\"b\"", "\"c\""];
        let rules: Vec<[&str; 4]> = rules.iter().map(|(age, member, town, says)| [AGES[*age], MEMBERS[*member], TOWNS[*town], SAYS[*says]]).collect();
        let model = Model::compile(&model(if is_first { "FIRST" } else { "UNIQUE" }, &rules)).unwrap();
        let findings: Vec<What> = model.findings().into_iter().filter(|finding| finding.table == "Fee").map(|finding| finding.what).collect();
        let case_of = |case: &Facts| {
            let mut whole = Facts::new([("Age", Fact::number(age)), ("Member of a club", Fact::Boolean(member)), ("Town", Fact::text(["Port", "Quay", "Inland"][town]))]);
            whole.0.extend(case.0.clone());
            verdict(&model, "Fee", &whole)
        };
        let all = [("Age", Fact::number(age)), ("Member of a club", Fact::Boolean(member)), ("Town", Fact::text(["Port", "Quay", "Inland"][town]))];
        let whole = verdict(&model, "Fee", &Facts::new(all.clone()));
        let is_whole_open = matches!(whole, Verdict::Open(_));
        prop_assert!(!is_whole_open, "nothing is missing");
        let is_overlap = |what: &What| matches!(what, What::Overlap { .. });
        let is_gap = |what: &What| matches!(what, What::Gap { .. });
        prop_assert!(is_first || whole != Verdict::Person(Person::Disagree) || findings.iter().any(is_overlap));
        prop_assert!(whole != Verdict::Person(Person::NoRule) || findings.iter().any(is_gap));
        for what in &findings {
            match what {
                What::Overlap { case, .. } => prop_assert_eq!(case_of(case), Verdict::Person(Person::Disagree), "{:?}", what),
                What::Gap { case } => prop_assert_eq!(case_of(case), Verdict::Person(Person::NoRule), "{:?}", what),
                What::Unreached { rule } => {
                    let (_, reasons) = model.decide("Fee", &Facts::new(all.clone())).unwrap();
                    prop_assert_ne!(reasons.0[0].fired.first(), Some(&(rule - 1)));
                }
                other => prop_assert!(false, "{:?}", other),
            }
        }
        let some = [known.0, known.1, known.2];
        let part = Facts(all.iter().zip(some).filter(|(_, known)| *known).map(|((name, fact), _)| ((*name).to_owned(), fact.clone())).collect());
        match verdict(&model, "Fee", &part) {
            // Under UNIQUE a second rule that fires later is a fault of the model, which more facts bring to light.
            Verdict::Decided(_) if !is_first && whole == Verdict::Person(Person::Disagree) => {}
            Verdict::Open(missing) => prop_assert!(!missing.is_empty() && missing.iter().all(|name| !part.0.contains_key(name))),
            settled => prop_assert_eq!(settled, whole),
        }
    }
}

#[test]
fn a_question_that_is_closed_is_nothing_to_a_column_that_allows_values_and_rules_that_ask_nothing_hold() {
    let rules = [["-", "true", "\"Port\"", "\"applies\""], ["-", "-", "-", "\"does not apply\""]];
    let text = model("FIRST", &rules).replace(
        "<text>Town</text></inputExpression>",
        "<text>Town</text></inputExpression><inputValues><text>\"Port\",\"Quay\"</text></inputValues>",
    );
    let model = Model::compile(&text).unwrap();
    let of = |member: bool, town: Fact| {
        let facts = [("Age", Fact::number(20)), ("Member of a club", Fact::Boolean(member)), ("Town", town)];
        verdict(&model, "Fee", &Facts::new(facts))
    };
    assert_eq!(of(true, Fact::text("Port")), decided("applies"));
    assert_eq!(of(true, Fact::text("Quay")), decided("does not apply"));
    assert_eq!(of(false, Fact::Nothing), decided("does not apply"));
    assert!(matches!(of(true, Fact::text("Moon")), Verdict::Person(_)), "what the column does not allow is a person's");
}

#[test]
fn a_cell_that_no_value_meets_is_refused_with_its_place() {
    let refused = |age: &str, town: &str| {
        let error = Model::compile(&model("UNIQUE", &[[age, "-", town, "\"a\""]])).err();
        error.map(|error| error.to_string()).unwrap_or_default()
    };
    let ages = [
        "? > 7",
        "? >= 5 and ? < 18",
        ">= 5 and < 18",
        "5 or 9",
        "modulo(?, 2) = 1",
        "not(? = 3)",
        "Age = 9",
        "even(?)",
    ];
    for age in ages {
        let error = refused(age, "-");
        assert!(error.contains("table 'Fee', rule 1, column 1: it says yes or no by itself"), "{age}: {error}");
    }
    for age in ["< < 18", "=< 18", "> > 5", "> 3 + < 4"] {
        assert!(!refused(age, "-").is_empty(), "{age}");
    }
    assert!(refused("1,009", "-").contains("the number 009 begins with 0"), "{}", refused("1,009", "-"));
    for town in ["? = \"Port\"", "contains(?, \"P\")", "starts with(?, \"P\")", "\"Port\" or \"Quay\""] {
        let error = refused("-", town);
        assert!(error.contains("rule 1, column 3: it says yes or no by itself"), "{town}: {error}");
    }
    for (age, town) in
        [("> abs(-7)", "-"), ("-5", "not(\"Port\")"), ("[5..18),> 65", "\"Port\",\"Quay\""), ("0", "-"), ("0.5", "-")]
    {
        assert_eq!(refused(age, town), "", "{age} {town}");
    }
}

#[test]
fn the_texts_that_a_model_speaks_of_are_known_those_of_what_is_no_table_first() {
    let rules = model("UNIQUE", &RULES);
    let (before, after) = rules.split_once("<decision id=\"e\"").unwrap();
    let (_, after) = after.split_once("</decision>").unwrap();
    let letter = "<decision id=\"e\" name=\"Letter\"><variable name=\"Letter\" typeRef=\"string\"/><literalExpression>\
                  <text>if Town = \"Sea\" then \"Quay\" else \"none\"</text></literalExpression></decision>";
    let needs = "<informationRequirement><requiredInput href=\"#i-Town\"/></informationRequirement><literalExpression>";
    let letter = letter.replace("<literalExpression>", needs);
    let model = Model::compile(&[before, &letter, after].concat()).unwrap();
    assert_eq!(model.source().texts(), ["Sea", "Quay", "none", "half", "Port", "full"]);
}
