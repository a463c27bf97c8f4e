//! Rules that hold for the same case, cases that no rule is for, and rules that nothing reaches.

use super::*;

#[test]
fn rules_that_hold_for_the_same_case_are_found_with_such_a_case() {
    let found = |rules: &[[&str; 4]]| told(&model("UNIQUE", rules), Finding::is_fault);
    assert_eq!(found(&RULES), Vec::<String>::new());
    let rule = |age: &'static str, member: &'static str, town: &'static str| [age, member, town, "\"x\""];
    for (one, other, case) in [
        (rule("< 18", "-", "-"), rule("[17..20]", "-", "-"), Some("Age is 17")),
        (rule("< 18", "-", "-"), rule("(17..20]", "true", "-"), Some("Age is 17.5 and Member of a club is true")),
        (rule("< 18", "-", "-"), rule(">= 18", "-", "-"), None),
        (rule("<= 18", "-", "-"), rule(">= 18", "-", "-"), Some("Age is 18")),
        (
            rule("-", "true", "-"),
            rule("-", "-", "not(\"Port\")"),
            Some("Member of a club is true and Town is \"something else\""),
        ),
        (rule("-", "true", "-"), rule("-", "not(true)", "-"), None),
        (rule("-", "-", "\"Port\",\"Quay\""), rule("-", "-", "\"Quay\""), Some("Town is \"Quay\"")),
        (rule("-", "-", "\"Port\""), rule("-", "-", "\"Quay\""), None),
        (rule("-", "-", "-"), rule("-", "-", "-"), Some("anything is the case")),
        // What asks for more than values is not looked at.
        (rule("> abs(-7)", "-", "-"), rule("> 18", "-", "-"), None),
    ] {
        let said = found(&[one, other]);
        match case {
            None => assert_eq!(said, Vec::<String>::new(), "{one:?} {other:?}"),
            Some(case) => {
                let expected =
                    format!("table 'Fee', rules 1 and 2: both hold, such as where {case}. Make one of them narrower.");
                assert_eq!(said, [expected]);
            }
        }
    }
}

#[test]
fn a_case_that_takes_what_a_decision_says_beside_what_that_hangs_on_is_only_worth_a_look() {
    let with = |input: &str, letter: [&str; 2], other: [&str; 2]| {
        let entry = |kind: &str, text: &str| format!("<{kind}><text>{text}</text></{kind}>");
        let rule = |[fee, own]: [&str; 2], says: &str| {
            let cells = [entry("inputEntry", fee), entry("inputEntry", own), entry("outputEntry", says)];
            format!("<rule>{}</rule>", cells.concat())
        };
        let (whole, id) = (model("UNIQUE", &[RULES[0], [">= 18", "-", "-", "\"half\""]]), input.replace(' ', "-"));
        let (before, after) = whole.split_once("<decision id=\"e\"").unwrap();
        let (_, after) = after.split_once("</decision>").unwrap();
        let text = format!(
            "{before}<decision id=\"e\" name=\"Letter\"><variable name=\"Letter\" typeRef=\"string\"/>
             <informationRequirement><requiredDecision href=\"#d\"/></informationRequirement>
             <informationRequirement><requiredInput href=\"#i-{id}\"/></informationRequirement>
             <decisionTable><input><inputExpression><text>Fee</text></inputExpression></input>
             <input><inputExpression><text>{input}</text></inputExpression></input><output/>{}{}</decisionTable></decision>{after}",
            rule(letter, "\"no\""),
            rule(other, "\"yes\"")
        );
        let found = Model::compile(&text).unwrap().findings();
        let of = |which: fn(&Finding) -> bool| {
            let all = found.iter().filter(|found| found.table == "Letter" && which(found));
            all.map(ToString::to_string).filter(|said| said.contains("both hold")).collect::<Vec<_>>()
        };
        (of(Finding::is_fault), of(|finding| !finding.is_fault()))
    };
    let may = "table 'Letter', rules 1 and 2: both hold where Age is 65 and Fee is \"none\", which may never be, since one of \
               these hangs on another. If it can be, a person decides it: make one of them narrower.";
    assert_eq!(with("Age", ["\"none\"", "-"], ["-", "&gt;= 65"]), (Vec::new(), vec![may.to_owned()]));
    // What the other decision says alone, or beside what it doesn't hang on, there is.
    let must = |case: &str| {
        let said =
            format!("table 'Letter', rules 1 and 2: both hold, such as where {case}. Make one of them narrower.");
        (vec![said], Vec::new())
    };
    assert_eq!(with("Age", ["\"none\"", "-"], ["\"none\"", "-"]), must("Fee is \"none\""));
    assert_eq!(with("Age", ["-", "&gt;= 60"], ["-", "&gt;= 65"]), must("Age is 65"));
}

#[test]
fn rules_of_which_any_counts_have_to_say_the_same() {
    let found = |one: &'static str, other: &'static str| {
        told(&model("ANY", &[["< 18", "-", "-", one], ["-", "true", "-", other]]), Finding::is_fault)
    };
    assert_eq!(found("\"none\"", "\"none\""), Vec::<String>::new());
    let said = "table 'Fee', rules 1 and 2: both hold and say different things, such as where Age is 17 and \
                Member of a club is true. Make one of them narrower.";
    assert_eq!(found("\"none\"", "\"half\""), [said]);
}

#[test]
fn cases_that_no_rule_is_for_are_found() {
    let found =
        |policy: &str, rules: &[[&str; 4]]| told(&model(policy, rules), |finding| !finding.is_fault()).join("|");
    let said = |case: &str| {
        format!(
            "table 'Fee', no rule is for a case where {case}: a person decides it. Add a rule if it should be decided here."
        )
    };
    // From 18 on, in no club, and neither in Port nor in Quay.
    let gap = said("Age is 18 and Member of a club is false and Town is \"something else\"");
    assert_eq!(found("UNIQUE", &RULES), gap);
    let rest = [["-", "-", "-", "\"rest\""]];
    assert_eq!(found("FIRST", &[&RULES[..], &rest].concat()), "");
    // Of several lists the one that has none of it says so in its own way.
    assert_eq!(found("COLLECT", &RULES), "");
    let below = found("UNIQUE", &[[">= 18", "-", "-", "\"a\""], ["< 17", "-", "-", "\"b\""]]);
    assert_eq!(below, said("Age is 17"));
    // What a type does not allow is no case.
    let towns = "<itemDefinition name=\"town\"><typeRef>string</typeRef>\
                 <allowedValues><text>\"Port\",\"Quay\"</text></allowedValues></itemDefinition>";
    let whole = [["-", "-", "\"Port\"", "\"a\""], ["-", "-", "\"Quay\"", "\"b\""]];
    let open = model("UNIQUE", &whole);
    assert_eq!(told(&open, |_| true).join("|"), said("Town is \"something else\""));
    let closed = open
        .replace("<variable name=\"Town\" typeRef=\"string\"/>", "<variable name=\"Town\" typeRef=\"town\"/>")
        .replace("<decision id=\"d\"", &format!("{towns}<decision id=\"d\""));
    assert_eq!(told(&closed, |_| true), Vec::<String>::new());
    // Nor what the type of which it is does not allow.
    let derived = closed.replace("typeRef=\"town\"", "typeRef=\"port\"").replace(
        "<decision id=\"d\"",
        "<itemDefinition name=\"port\"><typeRef>town</typeRef></itemDefinition><decision id=\"d\"",
    );
    assert_eq!(told(&derived, |_| true), Vec::<String>::new());
    // A decision says no more than its table does: "none", "half" or "full", and `Letter` has a rule for each.
    let letters = |model: &str| {
        Model::compile(model).unwrap().findings().into_iter().filter(|found| found.table == "Letter").count()
    };
    let some = |letter: &str| model("UNIQUE", &RULES).replace("not(\"none\")", letter);
    assert_eq!((letters(&some("\"half\",\"full\"")), letters(&some("\"half\""))), (0, 1));
    // Nobody can tell where a column asks for more than values.
    let unseen = found("UNIQUE", &[["> abs(-7)", "-", "-", "\"a\""]]);
    assert_eq!(unseen, "table 'Fee', column 1: asks for more than values, so rules are not compared there.");
}

#[test]
fn rules_that_nothing_ever_reaches_are_found() {
    let found = |policy: &str, rules: &[[&str; 4]]| {
        let unreached = |finding: &Finding| matches!(finding.what, What::Unreached { .. });
        told(&model(policy, rules), unreached).join("|")
    };
    let said = |rule: usize| format!("table 'Fee', rule {rule}: no case is left for it. Take it out, or move it up.");
    let both = [["< 18", "-", "-", "\"a\""], [">= 18", "-", "-", "\"b\""], ["-", "true", "-", "\"c\""]];
    assert_eq!(found("FIRST", &both), said(3));
    assert_eq!(found("COLLECT", &both), "");
    assert_eq!(found("FIRST", &both[1..]), "");
    assert_eq!(found("UNIQUE", &[["< 18,> 20", "-", "-", "\"a\""], ["(18..18)", "-", "-", "\"b\""]]), said(2));
    // Where a rule asks for nothing, that is a case.
    let nothing = [["null", "-", "-", "\"a\""], [">= 5", "-", "-", "\"b\""], ["-", "-", "-", "\"c\""]];
    assert_eq!(found("FIRST", &nothing), "");
    assert_eq!(found("FIRST", &[nothing[1], nothing[2], nothing[0]]), said(3));
    let last = [["< 5", "-", "-", "\"a\""], [">= 5", "-", "-", "\"b\""], ["null", "-", "-", "\"c\""]];
    assert_eq!(found("FIRST", &last), "");
    let huge = format!("< {}", "9".repeat(40));
    assert_eq!(found("FIRST", &[[huge.as_str(), "-", "-", "\"a\""], ["-", "-", "-", "\"b\""]]), "");
}

#[test]
fn rules_of_a_large_table_are_held_against_each_other_too() {
    let ages: Vec<String> = (0..1_000).map(|n| format!("[{n}..{}]", n + 1)).collect();
    let rules: Vec<[&str; 4]> = ages.iter().map(|age| [age.as_str(), "-", "-", "\"a\""]).collect();
    let found = told(&model("UNIQUE", &rules[..]), Finding::is_fault);
    assert!(found[0].contains("rules 1 and 2"), "{}", found[0]);
}
