//! Decisions with their reasons beside the bare engine on the same model; and the next question of a long journey.

use std::{
    hint::black_box,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use eligibility::{
    decision::{Column, Decision, Fact, Facts, InputData, Model, Rule, Source, Table},
    import::{APPLIES, DOES_NOT_APPLY},
    question::{Interview, Service, Step},
};
use values::Day;

/// So many different cases are decided.
const CASES: usize = 500;
/// Each of them so often.
const TIMES: usize = 6;
/// Tables with so many rules.
const RULES: [usize; 2] = [6, 200];
/// A journey of so many services, of which each asks for a few of so many things.
const SERVICES: usize = 30;
const CONCEPTS: usize = 20;

/// What was measured.
pub struct Measured {
    pub decisions: Vec<Line>,
    /// How long the next question took, in the middle and at most, over so many people's whole ways.
    pub question: [Duration; 2],
    pub asked: usize,
}

/// Decisions over a table of so many rules.
pub struct Line {
    pub rules: usize,
    pub own: Duration,
    pub bare: Duration,
}

/// Measures.
pub fn measure() -> Result<Measured> {
    let decisions = RULES.into_iter().map(line).collect::<Result<_>>()?;
    let (question, asked) = questions()?;
    Ok(Measured { decisions, question, asked })
}

fn line(rules: usize) -> Result<Line> {
    let model = Model::compile(&table(rules).to_xml())?;
    let cases: Vec<Facts> = (0..CASES).map(|n| case(rules, n)).collect();
    let bare = cases.iter().map(|case| model.bare(case)).collect::<Result<Vec<_>, _>>()?;
    let (mut own_time, mut bare_time) = (Duration::ZERO, Duration::ZERO);
    // One after the other, so that whatever else the machine does meets both.
    for _ in 0..TIMES {
        let begun = Instant::now();
        for case in &cases {
            black_box(model.decide("Fee", case)?);
        }
        own_time += begun.elapsed();
        let begun = Instant::now();
        for bare in &bare {
            ensure!(black_box(bare.ask("Fee")), "the engine decides every case");
        }
        bare_time += begun.elapsed();
    }
    let each = u32::try_from(CASES * TIMES)?;
    Ok(Line { rules, own: own_time / each, bare: bare_time / each })
}

/// Rules over bands of age, members and others, and three towns.
fn table(rules: usize) -> Source {
    let rule = |n: usize| {
        let (from, to) = (n / 2 * 5, n / 2 * 5 + 5);
        let when = vec![format!("[{from}..{to})"), n.is_multiple_of(2).to_string(), "\"Port\",\"Quay\"".to_owned()];
        rule_of(n, when, &format!("{}", n * 10))
    };
    let inputs = [("Age", "number"), ("Member", "boolean"), ("Town", "string")];
    model("Fee", &inputs, vec![("Fee".to_owned(), "UNIQUE", inputs.to_vec(), (0..rules).map(rule).collect())])
}

fn case(rules: usize, n: usize) -> Facts {
    let age = n * 7919 % (rules / 2 * 5);
    Facts::new([
        ("Age", Fact::number(age)),
        ("Member", Fact::Boolean(n.is_multiple_of(2))),
        ("Town", Fact::text(if n.is_multiple_of(3) { "Port" } else { "Quay" })),
    ])
}

fn rule_of(n: usize, when: Vec<String>, then: &str) -> Rule {
    Rule { id: Some(format!("r{n}")), description: None, when, then: vec![then.to_owned()], notes: Vec::new() }
}

type Made<'a> = (String, &'a str, Vec<(&'a str, &'a str)>, Vec<Rule>);

fn model(name: &str, inputs: &[(&str, &str)], decisions: Vec<Made<'_>>) -> Source {
    let data = inputs.iter().map(|(name, of)| InputData {
        id: format!("i-{name}"),
        name: (*name).to_owned(),
        label: None,
        type_ref: Some((*of).to_owned()),
        description: None,
    });
    let column = |(name, of): &(&str, &str)| Column {
        expression: Some((*name).to_owned()),
        type_ref: Some((*of).to_owned()),
        ..Column::default()
    };
    let made = decisions.into_iter().map(|(name, policy, asks, rules)| Decision {
        id: format!("d-{name}"),
        variable: name.clone(),
        name,
        question: None,
        description: None,
        requires: asks.iter().map(|(name, _)| format!("i-{name}")).collect(),
        logic: None,
        logic_type: None,
        type_ref: None,
        table: Some(Table {
            hit_policy: policy.to_owned(),
            aggregation: None,
            type_ref: None,
            inputs: asks.iter().map(column).collect(),
            outputs: vec![Column::default()],
            annotations: Vec::new(),
            rules,
        }),
    });
    Source {
        name: name.to_owned(),
        namespace: "urn:bench".to_owned(),
        inputs: data.collect(),
        decisions: made.collect(),
        ..Source::default()
    }
}

/// The ways of a hundred people through a journey of many services.
fn questions() -> Result<([Duration; 2], usize)> {
    let names: Vec<String> = (0..CONCEPTS).map(|n| format!("C{n}")).collect();
    let of = |n: usize| if n.is_multiple_of(4) { "number" } else { "boolean" };
    let inputs: Vec<(&str, &str)> = names.iter().enumerate().map(|(n, name)| (name.as_str(), of(n))).collect();
    let service = |n: usize| {
        let asks: Vec<(&str, &str)> = (0..4).map(|k| inputs[(n * 3 + k * 5 + k * k) % CONCEPTS]).collect();
        let cell = |(_, of): &(&str, &str)| if *of == "number" { format!(">= {}", n * 3) } else { "true".to_owned() };
        let yes = rule_of(0, asks.iter().map(cell).collect(), &format!("\"{APPLIES}\""));
        let no = rule_of(1, vec!["-".to_owned(); asks.len()], &format!("\"{DOES_NOT_APPLY}\""));
        (format!("S{n}"), "FIRST", asks, vec![yes, no])
    };
    let model = Arc::new(Model::compile(&model("Journey", &inputs, (0..SERVICES).map(service).collect()).to_xml())?);
    let services = (0..SERVICES).map(|n| Service { model: Arc::clone(&model), decision: format!("S{n}") }).collect();
    let interview = Interview::new(services, Vec::new(), Vec::new());
    let today: Day = jiff::civil::date(2026, 1, 1);
    let mut times = Vec::new();
    for person in 0..100_usize {
        let mut answers = Facts::default();
        loop {
            let begun = Instant::now();
            let step = interview.next(&answers, today)?;
            times.push(begun.elapsed());
            let Step::Ask { concepts, .. } = step else { break };
            for concept in concepts {
                let n: usize = concept[1..].parse()?;
                let said = person * 31 + n * 17;
                let answer =
                    if n.is_multiple_of(4) { Fact::number(said % 100) } else { Fact::Boolean(!said.is_multiple_of(3)) };
                answers.0.insert(concept, answer);
            }
        }
    }
    times.sort_unstable();
    let most = times.last().copied().unwrap_or_default();
    Ok(([times[times.len() / 2], most], times.len()))
}
