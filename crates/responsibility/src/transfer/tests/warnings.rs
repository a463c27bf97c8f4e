//! What is worth knowing about a plan though it stops nothing.

use super::{plan::*, *};

/// Alpha hands passports to gamma, as each of these lines says.
fn warned(lines: Vec<Line>, systems: Vec<SystemMove>) -> Vec<Warning> {
    let draft = Draft { resources: retail().resources, systems, ..transfer("x", Kind::Agreement, DAY, lines) };
    let mut warnings = planned(&model_data(), &draft).warnings;
    warnings.retain(|warning| !matches!(warning, Warning::NothingPromised { .. }));
    warnings
}

fn passports() -> Line {
    let mut line = line("alpha", "gamma");
    line.what.service_types = vec![name("passport")];
    line
}

#[test]
fn a_segment_that_nobody_knows_yet_is_told_with_those_that_are_known() {
    let of = |segment: &str| {
        let mut line = passports();
        line.what.segment = Some(segment.into());
        line
    };
    let new = |known: &[&str]| Warning::NewSegment {
        segment: "studnets".into(),
        known: known.iter().map(|&segment| segment.to_owned()).collect(),
    };
    assert_eq!(warned(vec![of("studnets")], Vec::new()), [new(&[])]);
    assert_eq!(warned(vec![passports()], Vec::new()), []);

    let mut data = model_data();
    data.responsibilities.push(Responsibility {
        segment: Some("students".into()),
        ..row(99, "passport", Function::Contact, None, "beta", always())
    });
    let told = |segment: &str| planned(&data, &transfer("x", Kind::Agreement, DAY, vec![of(segment)])).warnings;
    assert!(told("studnets").contains(&new(&["students"])));
    assert!(!told("students").iter().any(|warning| matches!(warning, Warning::NewSegment { .. })));
}

#[test]
fn a_system_that_changes_for_everybody_while_a_line_moves_the_work_of_some_is_told() {
    let change =
        || SystemMove { service_types: vec![name("passport"), name("waste")], area: None, system: name("new") };
    let everybody = Warning::SystemForEverybody { system: name("new"), service_types: vec![name("passport")] };
    let is_told = |lines: Vec<Line>| {
        let warnings = warned(lines, vec![change()]);
        warnings.into_iter().filter(|warning| matches!(warning, Warning::SystemForEverybody { .. })).collect::<Vec<_>>()
    };
    let mut by_phone = passports();
    by_phone.what.channel = Some(Channel::Phone);
    assert_eq!(is_told(vec![by_phone.clone()]), [everybody], "of waste nothing moves: only its system changes");
    assert_eq!(is_told(vec![passports()]), []);
    assert_eq!(is_told(vec![passports(), by_phone.clone()]), [], "one line moves all of it");
    by_phone.what.functions = vec![Function::Contact];
    assert_eq!(is_told(vec![by_phone]), [], "contact is in no system");
}
