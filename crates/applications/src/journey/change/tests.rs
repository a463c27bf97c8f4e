//! What is told as what would change it is tried here with every answer that the words cover.

use std::fmt::Write as _;

use eligibility::{
    decision::{Column, Decision, InputData, Rule, Source},
    requirement::{Told, Way},
};

use super::{
    super::{Indication, Journey, When, made_up::demonstration},
    *,
};

/// A table: its name, its hit policy with the values of its output, what its columns look at, and its rules.
type Written<'w> = (&'w str, (&'w str, &'w str), &'w [&'w str], &'w [&'w [&'w str]]);

const YES: &str = "\"applies\"";
const NO: &str = "\"does not apply\"";
const INPUTS: [(&str, &str); 5] =
    [("age", "number"), ("income", "number"), ("region", "string"), ("partner", "boolean"), ("things", "Any")];

fn decision((name, (hit_policy, values), inputs, rules): &Written<'_>, known: &[Decision]) -> Decision {
    let column = |input: &&str| Column { expression: Some((*input).to_owned()), ..Column::default() };
    let rule = |(n, cells): (usize, &&[&str])| {
        let (then, when) = cells.split_last().unwrap();
        Rule {
            id: None,
            description: None,
            when: when.iter().map(|cell| (*cell).to_owned()).collect(),
            then: vec![(*then).to_owned()],
            notes: vec![format!("{name} {}", n + 1)],
        }
    };
    let all = INPUTS.iter().map(|(name, _)| (*name).to_owned()).chain(known.iter().map(|known| known.name.clone()));
    Decision {
        id: (*name).to_owned(),
        name: (*name).to_owned(),
        variable: (*name).to_owned(),
        requires: all.filter(|id| inputs.iter().any(|column| column.contains(id))).collect(),
        table: Some(Table {
            hit_policy: (*hit_policy).to_owned(),
            aggregation: (*hit_policy == "COLLECT").then(|| "SUM".to_owned()),
            type_ref: None,
            inputs: inputs.iter().map(column).collect(),
            outputs: vec![Column {
                values: Some((*values).to_owned()).filter(|values| !values.is_empty()),
                ..Column::default()
            }],
            annotations: vec!["law".to_owned()],
            rules: rules.iter().enumerate().map(rule).collect(),
        }),
        ..Decision::default()
    }
}

/// A journey of one service that the last of some tables decides.
fn journey(tables: &[Written<'_>]) -> Journey {
    let both = |text: &str| format!("{{ en = \"{text}\", fr = \"{text}\" }}");
    let options = |values: &[&str]| {
        let option = |value: &&str| format!("{{ value = \"{value}\", label = {} }}", both(value));
        format!("\noptions = [{}]", values.iter().map(option).collect::<Vec<_>>().join(", "))
    };
    let mut text = format!(
        "id = \"j\"\nlife_event = \"l\"\nedition = \"1\"\ntitle = {0}\nsummary = {0}\nbefore_you_start = {0}\n[[page]]\nid = \"p\"\ntitle = {0}\nsection = {0}\n",
        both("J")
    );
    for (id, kind, more) in [
        ("age", "number", String::new()),
        ("income", "number", String::new()),
        ("region", "choice", options(&["north", "south", "east", "west"])),
        ("partner", "yes-no", String::new()),
        ("things", "choices", options(&["boat", "plane", "cart"])),
    ] {
        let label = both(id);
        let _ = writeln!(text, "[[question]]\nid = \"{id}\"\npage = \"p\"\nkind = \"{kind}\"\nlabel = {label}{more}");
    }
    let (name, why) = (tables.last().unwrap().0, both("S"));
    let _ =
        writeln!(text, "[[service]]\ntype = \"s\"\nwhy = {why}\nwhy_not = {why}\nfields = []\ndecision = \"{name}\"");
    let input = |(name, of): (&str, &str)| InputData {
        id: name.to_owned(),
        name: name.to_owned(),
        label: None,
        type_ref: Some(of.to_owned()),
        description: None,
    };
    let mut decisions = Vec::new();
    for table in tables {
        decisions.push(decision(table, &decisions));
    }
    let inputs = INPUTS.map(input).into();
    let source = Source { name: "m".to_owned(), namespace: "urn:m".to_owned(), inputs, decisions, ..Source::default() };
    Journey { dmn: Some(source.to_xml()), ..toml::from_str(&text).unwrap() }
}

/// Answers: an age, an income, a region, a partner and some things.
fn answers((age, income, region, partner, things): (u32, u32, &str, &str, &[&str])) -> Answers {
    let text = Answer::Text;
    let things = Answer::Many(things.iter().map(|thing| (*thing).to_owned()).collect());
    let all = [
        ("age", text(age.to_string())),
        ("income", text(income.to_string())),
        ("region", text(region.to_owned())),
        ("partner", text(partner.to_owned())),
        ("things", things),
    ];
    all.map(|(id, answer)| (id.to_owned(), answer)).into()
}

fn indicate(journey: &Journey, answers: &Answers) -> Indication {
    journey.indicate(&journey.services[0], answers, "2023-03-30".parse().unwrap())
}

/// What would change it, of a table under a hit policy, in JSON.
fn change(tables: &[Written<'_>], said: (u32, u32, &str, &str, &[&str])) -> String {
    let indication = indicate(&journey(tables), &answers(said));
    assert_eq!(indication.says, Says::DoesNotApply);
    serde_json::to_string(&indication.change).unwrap()
}

#[test]
fn all_bounds_of_an_answer_are_told_together() {
    let rules: &[&[&str]] = &[&[">= 18", "<= 30", YES], &[">= 18", "> 30", NO], &["< 18", "-", NO]];
    let table: Written<'_> = ("d", ("UNIQUE", ""), &["age", "age"], rules);
    assert_eq!(change(&[table], (17, 0, "north", "no", &[])), r#"[{"question":"age","cell":"[18..30]"}]"#);
    assert_eq!(change(&[table], (40, 0, "north", "no", &[])), r#"[{"question":"age","cell":"[18..30]"}]"#);
}

#[test]
fn of_several_ways_all_that_is_enough_is_told() {
    let rules: &[&[&str]] =
        &[&["\"north\"", "< 18", NO], &["\"north\"", "-", YES], &["-", ">= 60", YES], &["-", "-", NO]];
    let table: Written<'_> = ("d", ("FIRST", ""), &["region", "age"], rules);
    assert_eq!(change(&[table], (10, 0, "north", "no", &[])), r#"[{"question":"age","cell":">= 18"}]"#);
    let south = change(&[table], (10, 0, "south", "no", &[]));
    assert_eq!(south, r#"[{"question":"age","cell":">= 60"}]"#);
    let rules: &[&[&str]] = &[&["\"north\"", YES], &["\"east\"", YES], &["-", NO]];
    let several = change(&[("d", ("FIRST", ""), &["region"], rules)], (10, 0, "south", "no", &[]));
    assert_eq!(several, r#"[{"question":"region","any":["north","east"]}]"#);
}

#[test]
fn what_closes_a_service_must_not_hold_any_more() {
    let rules: &[&[&str]] = &[&["> 16000", "-", NO], &["-", ">= 60", YES], &["-", "-", NO]];
    let first: Written<'_> = ("d", ("FIRST", ""), &["income", "age"], rules);
    assert_eq!(change(&[first], (70, 20000, "north", "no", &[])), r#"[{"question":"income","cell":"<= 16000"}]"#);
    let both = r#"[{"question":"age","cell":">= 60"},{"question":"income","cell":"<= 16000"}]"#;
    assert_eq!(change(&[first], (20, 20000, "north", "no", &[])), both);
    let rules: &[&[&str]] = &[&["-", "> 50", NO], &["\"north\"", "-", YES], &["-", "-", YES]];
    let priority: Written<'_> = ("d", ("PRIORITY", "\"does not apply\",\"applies\""), &["region", "age"], rules);
    assert_eq!(change(&[priority], (60, 0, "north", "no", &[])), r#"[{"question":"age","cell":"<= 50"}]"#);
    // What stands behind it in that order closes nothing.
    let rules: &[&[&str]] = &[&[">= 60", "-", YES], &["-", "> 2", YES], &["-", "-", NO]];
    let caught: Written<'_> = ("d", ("PRIORITY", "\"applies\",\"does not apply\""), &["age", "income"], rules);
    assert_eq!(change(&[caught], (30, 1, "north", "no", &[])), r#"[{"question":"age","cell":">= 60"}]"#);
    // Two of them, and one more that says yes.
    let rules: &[&[&str]] =
        &[&["true", "-", "-", NO], &["-", "< 18", "-", NO], &["-", "-", "\"north\"", YES], &["-", "-", "-", NO]];
    let excluded: Written<'_> = ("d", ("FIRST", ""), &["partner", "age", "region"], rules);
    let all = r#"[{"question":"region","any":["north"]},{"question":"partner","any":["no"]},{"question":"age","cell":">= 18"}]"#;
    assert_eq!(change(&[excluded], (10, 0, "south", "yes", &[])), all);
}

#[test]
fn what_is_ticked_says_all_that_is_enough_and_what_is_too_much() {
    let column = &["list contains(things, \"boat\") or list contains(things, \"cart\")"];
    let rules: &[&[&str]] = &[&["true", YES], &["false", NO]];
    let either: Written<'_> = ("d", ("UNIQUE", ""), column, rules);
    let any = r#"[{"question":"things","any":["boat","cart"]}]"#;
    assert_eq!(change(&[either], (0, 0, "north", "no", &["plane"])), any);
    let rules: &[&[&str]] = &[&["true", NO], &["false", YES]];
    let none: Written<'_> = ("d", ("UNIQUE", ""), column, rules);
    let not = r#"[{"question":"things","not":["boat"]}]"#;
    assert_eq!(change(&[none], (0, 0, "north", "no", &["plane", "boat"])), not);
    // One of them, but not both: then only one is told.
    let rules: &[&[&str]] = &[&["true", "false", YES], &["false", "true", YES], &["-", "-", NO]];
    let columns = &["list contains(things, \"boat\")", "list contains(things, \"cart\")"];
    let one = change(&[("d", ("FIRST", ""), columns, rules)], (0, 0, "north", "no", &[]));
    assert_eq!(one, r#"[{"question":"things","any":["boat"]}]"#);
}

#[test]
fn a_condition_with_several_values_is_told_with_all_of_them() {
    let journey = demonstration().into_iter().find(|journey| journey.id.name() == "moving-home").unwrap();
    let step = journey.services.iter().find(|step| step.service_type.name() == "free-school-meals").unwrap();
    let answers = |things: &[&str]| -> Answers {
        let things = Answer::Many(things.iter().map(|thing| (*thing).to_owned()).collect());
        [("low-income", Answer::Text("yes".to_owned())), ("who-moves", things)]
            .map(|(id, answer)| (id.to_owned(), answer))
            .into()
    };
    for said in [&["care"][..], &[]] {
        let indication = journey.indicate(step, &answers(said), "2023-03-30".parse().unwrap());
        let any = r#"[{"question":"who-moves","any":["primary-child","secondary-child"]}]"#;
        assert_eq!(serde_json::to_string(&indication.change).unwrap(), any);
    }
}

#[test]
fn a_change_goes_through_the_tables_that_a_decision_needs() {
    let band: Written<'_> = (
        "band",
        ("UNIQUE", ""),
        &["income"],
        &[&["< 10000", "\"low\""], &["[10000..20000)", "\"mid\""], &[">= 20000", "\"high\""]],
    );
    let own: &[&[&str]] =
        &[&["\"low\",\"mid\"", ">= 18", YES], &["\"low\",\"mid\"", "< 18", NO], &["\"high\"", "-", NO]];
    let tables = [band, ("d", ("UNIQUE", ""), &["band", "age"], own)];
    assert_eq!(change(&tables, (30, 25000, "north", "no", &[])), r#"[{"question":"income","cell":"< 20000"}]"#);
    let indication = indicate(&journey(&tables), &answers((30, 25000, "north", "no", &[])));
    assert_eq!((indication.because, indication.rules.len()), (vec!["income".to_owned()], 2));
    let points: Written<'_> = (
        "points",
        ("COLLECT", ""),
        &["age", "region"],
        &[&[">= 60", "-", "1"], &["-", "\"north\"", "1"], &["-", "-", "0"]],
    );
    let own: &[&[&str]] = &[&[">= 2", YES], &["< 2", NO]];
    let tables = [points, ("d", ("UNIQUE", ""), &["points"], own)];
    assert_eq!(change(&tables, (30, 0, "north", "no", &[])), r#"[{"question":"age","cell":">= 60"}]"#);
    // Where a table asks for more than values nobody says what it would have to be.
    let more = [("d", ("UNIQUE", ""), &["income - 100"][..], own)];
    assert_eq!(change(&more, (30, 50, "north", "no", &[])), "[]");
    assert_eq!(indicate(&journey(&more), &answers((30, 50, "north", "no", &[]))).because, ["income"]);
}

#[test]
fn under_any_all_rules_that_fired_are_named_with_their_laws() {
    let rules: &[&[&str]] = &[&["\"north\"", "-", NO], &["-", "> 50", NO], &["not(\"north\")", "<= 50", YES]];
    let table: Written<'_> = ("d", ("ANY", ""), &["region", "age"], rules);
    let indication = indicate(&journey(&[table]), &answers((60, 0, "north", "no", &[])));
    assert_eq!(
        (indication.laws(), indication.because),
        (vec!["d 1".to_owned(), "d 2".to_owned()], vec!["region".to_owned(), "age".to_owned()])
    );
    let both = r#"[{"question":"region","any":["south","east","west"]},{"question":"age","cell":"<= 50"}]"#;
    assert_eq!(serde_json::to_string(&indication.change).unwrap(), both);
}

#[test]
fn what_opens_a_question_is_ticked_though_no_table_is_told_of_it() {
    let rules: &[&[&str]] = &[&["true", YES], &["-", NO]];
    let mut journey = journey(&[("d", ("FIRST", ""), &["partner"], rules)]);
    let opened = When { question: "things".to_owned(), is: vec!["boat".to_owned()], is_not: Vec::new() };
    // What opens another stands before it.
    journey.questions.rotate_right(1);
    journey.questions.iter_mut().find(|question| question.id == "partner").unwrap().when = vec![opened];
    let indication = indicate(&journey, &answers((0, 0, "north", "no", &["plane"])));
    let both = r#"[{"question":"things","any":["boat"]},{"question":"partner","any":["yes"]}]"#;
    assert_eq!(serde_json::to_string(&indication.change).unwrap(), both);
}

#[test]
fn who_has_said_only_what_closes_the_rest_is_told_all_that_it_takes() {
    let opened = When { question: "things".to_owned(), is: vec!["boat".to_owned()], is_not: Vec::new() };
    let told = |rules: &[&[&str]]| {
        let mut journey = journey(&[("d", ("FIRST", ""), &["partner", "region", "age"], rules)]);
        journey.questions.rotate_right(1);
        for question in
            journey.questions.iter_mut().filter(|question| ["partner", "region"].contains(&question.id.as_str()))
        {
            question.when = vec![opened.clone()];
        }
        let answers: Answers =
            answers((0, 0, "", "", &["plane"])).into_iter().filter(|(id, _)| id == "things").collect();
        let change = |case: Case<'_>| serde_json::to_string(&case.indication(&journey.services[0]).change).unwrap();
        let day = "2023-03-30".parse().unwrap();
        assert_eq!(change(journey.case_so_far(&answers, day)), change(journey.case(&answers, day)));
        change(journey.case_so_far(&answers, day))
    };
    let both = r#"[{"question":"things","any":["boat"]},{"question":"partner","any":["yes"]},{"question":"region","any":["north"]}]"#;
    assert_eq!(told(&[&["true", "\"north\"", "-", YES], &["-", "-", "-", NO]]), both);
    // What else a rule asks that stands before it is nothing to whoever was not asked.
    assert_eq!(told(&[&["true", "-", "> 90", "null"], &["true", "\"north\"", "-", YES], &["-", "-", "-", NO]]), both);
}

#[test]
fn what_was_not_answered_makes_no_rule_hold() {
    let day = "2023-03-30".parse().unwrap();
    let told = |policy: &str, inputs: &[&str], rules: &[&[&str]], and: (&str, &str)| {
        let journey = journey(&[("d", (policy, ""), inputs, rules)]);
        let said = |all: &[(&str, &str)]| -> Answers {
            all.iter().map(|(id, text)| ((*id).to_owned(), Answer::Text((*text).to_owned()))).collect()
        };
        let says = |answers: &Answers| journey.case_so_far(answers, day).says(&journey.services[0]);
        assert_eq!(says(&said(&[("age", "61")])), Says::Open);
        assert_eq!(says(&said(&[("age", "61"), and])), Says::Applies);
        let answers = said(&[("age", "30")]);
        serde_json::to_string(&journey.case_so_far(&answers, day).indication(&journey.services[0]).change).unwrap()
    };
    let first = |input: &str, cell: &str, and: &str| {
        told("FIRST", &["age", input], &[&["> 60", cell, YES], &["-", "-", NO]], (input, and))
    };
    let age = r#"{"question":"age","cell":"> 60"}"#;
    let number = format!(r#"[{age},{{"question":"income","cell":"< 1, > 2"}}]"#);
    assert_eq!(first("income", "not(1,2)", "5"), number);
    assert_eq!(first("partner", "not(false)", "yes"), format!(r#"[{age},{{"question":"partner","any":["yes"]}}]"#));
    let region = format!(r#"[{age},{{"question":"region","any":["south","east","west"]}}]"#);
    assert_eq!(first("region", "not(\"north\")", "south"), region);
    let rules: &[&[&str]] = &[&["> 60", "not([18..60])", YES], &["> 60", "[18..60]", NO], &["<= 60", "-", NO]];
    let unique = format!(r#"[{age},{{"question":"income","cell":"< 18, > 60"}}]"#);
    assert_eq!(told("UNIQUE", &["age", "income"], rules, ("income", "70")), unique);
    // Where another rule waits for more, and what is not asked is taken as nothing.
    let rules: &[&[&str]] =
        &[&["true", "-", "> 90", "null"], &["true", "not(\"north\")", "-", YES], &["-", "-", "-", NO]];
    let mut journey = journey(&[("d", ("FIRST", ""), &["partner", "region", "age"], rules)]);
    journey.questions.rotate_right(1);
    let opened = When { question: "things".to_owned(), is: vec!["boat".to_owned()], is_not: Vec::new() };
    journey.questions.iter_mut().find(|question| question.id == "partner").unwrap().when = vec![opened];
    let answers: Answers = [("things".to_owned(), Answer::Many(vec!["plane".to_owned()]))].into();
    let change = journey.case_so_far(&answers, day).indication(&journey.services[0]).change;
    let all = r#"[{"question":"things","any":["boat"]},{"question":"partner","any":["yes"]},{"question":"region","any":["south","east","west"]}]"#;
    assert_eq!(serde_json::to_string(&change).unwrap(), all);
}

#[test]
fn where_any_answer_would_do_none_is_told() {
    let rules: &[&[&str]] = &[&["null", "-", NO], &[">= 5", "-", YES], &["< 5", "true", YES], &["-", "-", NO]];
    let journey = journey(&[("d", ("FIRST", ""), &["income", "partner"], rules)]);
    let change = |partner: &str| {
        let mut answers = answers((0, 0, "north", partner, &[]));
        answers.remove("income");
        serde_json::to_string(&indicate(&journey, &answers).change).unwrap()
    };
    assert_eq!(change("no"), r#"[{"question":"income","cell":">= 5"}]"#);
    assert_eq!(change("yes"), "[]");
}

#[test]
fn where_nothing_was_ticked_or_said_any_tick_is_an_answer() {
    let rules: &[&[&str]] = &[&["false", YES], &["-", NO]];
    let mut journey = journey(&[("d", ("FIRST", ""), &["partner"], rules)]);
    let way = Way::Says("boat".to_owned());
    journey.told = vec![Told { input: "partner".to_owned(), concept: "things".to_owned(), way }];
    let any = r#"[{"question":"things","any":["plane","cart"]}]"#;
    let not = r#"[{"question":"things","not":["boat"]}]"#;
    for (said, wanted) in [(None, any), (Some("boat"), not)] {
        let mut answers = answers((0, 0, "north", "no", said.as_slice()));
        if said.is_none() {
            answers.remove("things");
        }
        let indication = indicate(&journey, &answers);
        assert_eq!(serde_json::to_string(&indication.change).unwrap(), wanted);
    }
}

/// A number within the words of a cell, as they are written here.
fn is_within(words: &str, number: u32) -> bool {
    words.split(", ").any(|part| {
        let n = |text: &str| text.trim().trim_matches(['<', '>', '=', ' ', '[', ']', '(', ')']).parse::<u32>().unwrap();
        match part.split_once("..") {
            Some((from, to)) => {
                (number > n(from) || from.starts_with('[') && number == n(from))
                    && (number < n(to) || to.ends_with(']') && number == n(to))
            }
            None if part.starts_with(">=") => number >= n(part),
            None if part.starts_with('>') => number > n(part),
            None if part.starts_with("<=") => number <= n(part),
            None if part.starts_with('<') => number < n(part),
            None => number == n(part),
        }
    })
}

proptest::proptest! {
    /// Of tables made at random: whatever the words of a change cover does change it, all at once.
    #[test]
    fn what_is_told_holds_for_whatever_it_covers(
        rules in proptest::collection::vec(((0..6_usize, 0..5_usize, 0..3_usize), proptest::bool::ANY), 1..6),
        ranked in proptest::bool::ANY,
        said in (0..10_u32, 0..4_usize, proptest::bool::ANY),
    ) {
        const AGES: [&str; 6] = ["-", "< 3", ">= 5", "[2..6]", "not([4..7))", "3, 8"];
        const REGIONS: [&str; 5] = ["-", "\"north\"", "\"south\",\"east\"", "not(\"north\")", "not(\"west\",\"east\")"];
        const PARTNERS: [&str; 3] = ["-", "true", "false"];
        const ALL: [&str; 4] = ["north", "south", "east", "west"];
        let mut written: Vec<[&str; 4]> = rules
            .iter()
            .map(|((age, region, partner), yes)| [AGES[*age], REGIONS[*region], PARTNERS[*partner], if *yes { YES } else { NO }])
            .collect();
        written.push(["-", "-", "-", if ranked { YES } else { NO }]);
        let cells: Vec<&[&str]> = written.iter().map(<[&str; 4]>::as_slice).collect();
        let policy = if ranked { ("PRIORITY", "\"does not apply\",\"applies\"") } else { ("FIRST", "") };
        let journey = journey(&[("d", policy, &["age", "region", "partner"], &cells)]);
        let (age, region, partner) = said;
        let own = (age, 0, ALL[region], if partner { "yes" } else { "no" }, &[][..]);
        let indication = indicate(&journey, &answers(own));
        let covers = |id: &str, value: &str| indication.change.iter().find(|change| change.question == id).map(|change| match &change.to {
            Wanted::Any(values) => values.iter().any(|known| known == value),
            Wanted::Not(values) => values.iter().all(|known| known != value),
            Wanted::Words(words) | Wanted::Years(words) => is_within(words, value.parse().unwrap()),
        });
        let mut covered = 0;
        let mut is_possible = false;
        for other_age in 0..10 {
            for other_region in ALL {
                for other_partner in ["yes", "no"] {
                    let case = answers((other_age, 0, other_region, other_partner, &[]));
                    let applies = indicate(&journey, &case).says == Says::Applies;
                    is_possible |= applies;
                    let is_covered = covers("age", &other_age.to_string()).unwrap_or(other_age == age)
                        && covers("region", other_region).unwrap_or(other_region == ALL[region])
                        && covers("partner", other_partner).unwrap_or((other_partner == "yes") == partner);
                    if is_covered && !indication.change.is_empty() {
                        covered += 1;
                        proptest::prop_assert!(applies, "{other_age} {other_region} {other_partner}: {:?} of {written:?}", indication.change);
                    }
                }
            }
        }
        if indication.says == Says::DoesNotApply {
            proptest::prop_assert_eq!(covered > 0, !indication.change.is_empty());
            proptest::prop_assert!(is_possible || indication.change.is_empty());
        }
    }
}
