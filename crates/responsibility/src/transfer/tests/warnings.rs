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

#[test]
fn what_a_body_loses_that_no_line_names_is_told_and_an_approval_binds_it() {
    let held = |areas: &[&str], channel: Channel| {
        let mut data = model_data();
        data.responsibilities.extend(areas.iter().map(|area| Responsibility {
            id: name(area),
            channel: Some(channel),
            form: OperatingForm::Intermediary,
            ..row(99, "waste", Function::Contact, Some(area), "gamma", always())
        }));
        planned(&data, &merger())
    };
    let (before, after) = (held(&[], Channel::Counter), held(&["north", "south"], Channel::Counter));
    let told = Warning::TakenBesides { bodies: vec![name("gamma")] };
    assert!(!before.warnings.contains(&told));
    assert!(after.warnings.contains(&told), "{:?}", after.warnings);
    assert_ne!(before.hash(), after.hash(), "both areas end, and with them what gamma held there");
    assert_ne!(held(&["north", "south"], Channel::Post).hash(), after.hash(), "what is taken is bound");
}

#[test]
fn a_rehearsal_names_what_is_approved_and_moves_the_same() {
    let world = World::new();
    world.prepare(retail());
    let again = Draft { id: name("again"), ..retail() };
    world.draft(again).unwrap();
    let rival = Warning::Rival { transfer: name("retail"), title: text("retail"), day: retail().day };
    assert!(world.rehearse("again").unwrap().sheet.warnings.contains(&rival));
    world.draft(Draft { id: name("after"), after: vec![name("retail")], ..decisions() }).unwrap();
    assert!(
        !world.rehearse("after").unwrap().sheet.warnings.iter().any(|known| matches!(known, Warning::Rival { .. }))
    );
}

/// Something else that alpha holds.
fn decisions() -> Draft {
    let mut line = line("alpha", "beta");
    (line.what.service_types, line.what.functions) = (vec![name("passport")], vec![Function::Decision]);
    transfer("after", Kind::Agreement, date(2023, 6, 1), vec![line])
}
