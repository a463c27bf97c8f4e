use catalogue::{
    Illustrative,
    instrument::InstrumentKind,
    organisation::{ContactPoint, Level, Sector},
};
use jiff::civil::date;
use values::{AreaKind, Text, source::Source};

use super::*;
use crate::data::planted::{self, FRANCHISES};

const AGREEMENT: &str = "[[agreement]]
id = \"bins\"
title = { en = \"Bins\", fr = \"Poubelles\" }
provider = \"north\"
client = \"south\"
service_types = [\"waste\"]
forecaster = \"south\"
instrument = \"act\"
from = \"2022-06-01\"
until = \"2023-04-01\"
";
const DELEGATION: &str = "[[delegation]]
body = \"north\"
officers = [\"ann\"]
instrument = \"act\"
from = \"2022-06-01\"
until = \"2023-04-01\"
";
const CONTROLLER: &str = "[[controller]]
service_types = [\"waste\", \"water\"]
area = \"E1\"
bodies = [\"north\", \"south\"]
instrument = \"act\"
from = \"2022-06-01\"
until = \"2023-04-01\"
";
/// The franchise of the planted government, handed over in time.
fn franchise() -> String {
    FRANCHISES.replace(
        "part = \"lead\" },",
        "part = \"lead\", until = \"2023-04-01\" },\n  { body = \"south\", part = \"lead\", from = \"2023-04-01\" },",
    )
    .replace("from = \"2023-01-01\"", "from = \"2023-01-01\", until = \"2023-04-01\"")
    .replace("illustrative = true\n", "until = \"2026-01-01\"\n")
}

/// The north ends on 1 April 2023, when the south follows it; the act has effect for four years.
fn catalogue() -> CatalogueData {
    let text = |text: &str| Text { en: text.into(), fr: text.into() };
    let body = |name: &str, from, until, successors: &[&str]| Organisation {
        id: Id::named(name).unwrap(),
        name: text(name),
        level: Level::Local,
        sector: Sector::Public,
        valid: Effective { from, until },
        areas: Vec::new(),
        successors: successors.iter().map(|name| Id::named(name).unwrap()).collect(),
        contact: ContactPoint::default(),
        illustrative: Illustrative::default(),
    };
    let person = |name: &str, body: &str, role| Person {
        id: Id::named(name).unwrap(),
        name: name.into(),
        role,
        body: Id::named(body).unwrap(),
    };
    CatalogueData {
        organisations: vec![
            body("north", date(1974, 4, 1), Some(date(2023, 4, 1)), &["south"]),
            body("south", date(2022, 5, 5), None, &[]),
        ],
        areas: vec![Area {
            code: "E1".into(),
            kind: AreaKind::District,
            name: text("E1"),
            from: Some(date(2000, 1, 1)),
            until: Some(date(2023, 4, 1)),
            successors: vec!["E2".into()],
            within: Vec::new(),
        }],
        instruments: vec![Instrument {
            id: Id::named("act").unwrap(),
            kind: InstrumentKind::Act,
            title: text("Act"),
            from: date(2022, 1, 1),
            until: Some(date(2026, 1, 1)),
            link: None,
            illustrative: Illustrative::default(),
        }],
        people: vec![
            person("ann", "north", Role::SupplierOfficer),
            person("bob", "south", Role::SupplierOfficer),
            person("eve", "north", Role::ContactAgent),
        ],
        ..CatalogueData::default()
    }
}

/// What is found in a file. The planted franchise beside it has faults of its own.
fn judged(file: &str, text: &str, scheduled: Option<&[Draft]>) -> (Vec<String>, Vec<String>) {
    let model = planted::model_of(file, text).unwrap();
    let found = judge(&model, &catalogue(), scheduled);
    let told =
        |findings: Vec<Finding>| findings.iter().filter(|one| one.file == file).map(ToString::to_string).collect();
    (told(found.wrong), told(found.worth_a_look))
}

/// Plants a fault in a sound file beside no transfer: it alone is found.
#[track_caller]
fn faulty(file: &str, sound: &str, from: &str, to: &str, expected: &str) {
    assert_eq!(judged(file, sound, Some(&[])), (Vec::new(), Vec::new()));
    assert!(sound.contains(from), "{from}");
    let found = judged(file, &sound.replacen(from, to, 1), Some(&[]));
    assert_eq!(found, (vec![format!("{file}:{expected}")], Vec::new()), "{from} → {to}");
}

#[test]
fn an_agreement_keeps_to_the_days_of_its_instrument_and_of_both_bodies() {
    let faulty = |from: &str, to: &str, expected: &str| faulty("agreements.toml", AGREEMENT, from, to, expected);
    faulty(
        "from = \"2022-06-01\"",
        "from = \"2022-05-04\"",
        "1: the agreement begins on 2022-05-04, before 'south' is there on 2022-05-05. Begin it on that day, or name the \
         body that was there then.",
    );
    faulty(
        "until = \"2023-04-01\"",
        "until = \"2023-04-02\"",
        "1: the agreement goes on after 'north' ends on 2023-04-01. Write until = \"2023-04-01\", and let a row of its \
         own begin then with 'south'.",
    );
    faulty(
        "from = \"2022-06-01\"\nuntil = \"2023-04-01\"",
        "from = \"2023-04-01\"\nuntil = \"2026-01-01\"",
        "1: the agreement begins on 2023-04-01, and 'north' ended on 2023-04-01. Name what follows it: 'south'.",
    );
    let alone = AGREEMENT
        .replace("client = \"south\"", "client = \"north\"")
        .replace("provider = \"north\"", "provider = \"south\"");
    let (found, _) = judged("agreements.toml", &alone.replace("2022-06-01", "2021-06-01"), Some(&[]));
    let early = "agreements.toml:1: the agreement begins on 2021-06-01, before 'act' is in force on 2022-01-01. Name the \
                 instrument that it stood under then, or begin it on that day.";
    assert_eq!(found[0], early);
    let (found, _) = judged("agreements.toml", &alone.replace("until = \"2023-04-01\"\n", ""), Some(&[]));
    let late = "agreements.toml:1: the agreement goes on after 'act' ends on 2026-01-01. Write until = \"2026-01-01\", or \
                name an instrument that goes on.";
    assert_eq!(found[0], late);
}

#[test]
fn an_officer_decides_for_their_own_body_while_it_is_there() {
    let faulty = |from: &str, to: &str, expected: &str| faulty("delegations.toml", DELEGATION, from, to, expected);
    faulty(
        "[\"ann\"]",
        "[\"ann\", \"bob\"]",
        "1: 'bob' works for 'south', not for 'north'. Name an officer of the body whose power it is.",
    );
    faulty(
        "[\"ann\"]",
        "[\"eve\"]",
        "1: 'eve' is no officer: the role is 'contact-agent'. Name a person of people.toml with role = \"supplier-officer\".",
    );
    faulty(
        "2022-06-01",
        "2021-12-31",
        "1: the power begins on 2021-12-31, before 'act' is in force on 2022-01-01. Name the instrument that it stood \
         under then, or begin it on that day.",
    );
    faulty(
        "until = \"2023-04-01\"",
        "until = \"2025-04-01\"",
        "1: the power goes on after 'north' ends on 2023-04-01. Write until = \"2023-04-01\", and let a row of its own \
         begin then with 'south'.",
    );
}

#[test]
fn a_controller_is_there_and_so_is_its_area() {
    let (found, _) = judged("controllers.toml", &CONTROLLER.replace("until = \"2023-04-01\"", ""), Some(&[]));
    let over = |what: &str, follows: &str| {
        format!(
            "controllers.toml:1: the row goes on after {what} ends on {}. Write until = \"{0}\", and let a row of its own \
             begin then with '{follows}'.",
            "2023-04-01"
        )
    };
    let act = "controllers.toml:1: the row goes on after 'act' ends on 2026-01-01. Write until = \"2026-01-01\", or name \
               an instrument that goes on.";
    assert_eq!(found, [act.to_owned(), over("'north'", "south"), over("area 'E1'", "E2")], "two rows of one table");
    let later = CONTROLLER.replace("from = \"2022-06-01\"\nuntil = \"2023-04-01\"", "from = \"2024-01-01\"");
    let (found, _) = judged("controllers.toml", &later.replace("\"north\", ", ""), Some(&[]));
    assert!(
        found[1].contains("the row begins on 2024-01-01, and area 'E1' ended on 2023-04-01. Name what"),
        "{found:?}"
    );
    let early = CONTROLLER.replace("2022-06-01", "1999-01-01");
    let (found, _) = judged("controllers.toml", &early, Some(&[]));
    assert!(found.iter().any(|one| one.contains("before area 'E1' is there on 2000-01-01")), "{found:?}");
}

#[test]
fn a_franchise_keeps_to_its_charter_and_its_members_are_there() {
    let faulty = |from: &str, to: &str, expected: &str| faulty("franchises.toml", &franchise(), from, to, expected);
    faulty(
        "from = \"2022-01-01\"",
        "from = \"2021-01-01\"",
        "1: the franchise begins on 2021-01-01, before 'act' is in force on 2022-01-01. Name the instrument that it stood \
         under then, or begin it on that day.",
    );
    faulty(
        "part = \"lead\", until = \"2023-04-01\" },\n  { body = \"south\", part = \"lead\", from = \"2023-04-01\" },",
        "part = \"lead\" },",
        "1: the lead's part goes on after 'north' ends on 2023-04-01. Write until = \"2023-04-01\", and let a row of its \
         own begin then with 'south'.",
    );
    faulty(
        "from = \"2023-01-01\", until = \"2023-04-01\" },",
        "until = \"2023-04-01\" },",
        "1: a partner's part begins on 2022-01-01, before 'south' is there on 2022-05-05. Begin it on that day, or name \
         the body that was there then.",
    );
}

#[test]
fn what_goes_on_over_a_scheduled_transfer_is_worth_a_look() {
    let text = "id = \"merger\"
title = { en = \"Merger\", fr = \"Fusion\" }
kind = \"succession\"
day = \"2023-04-01\"
instrument = \"act\"
dissolves = [{ body = \"north\", successor = \"south\" }]
open_work = \"moves\"
deadlines = \"keep\"
answerable = [{ matter = \"everything\", person = \"ann\" }]
";
    let merger = crate::transfer::data::read(&Source { file: "draft".into(), text: text.into() }).unwrap();
    let other = Draft { day: date(2023, 5, 1), ..merger.clone() };
    let goes_on = CONTROLLER.replace("until = \"2023-04-01\"", "until = \"2024-04-01\"");
    let counts = |scheduled: Option<&[Draft]>, text: &str| {
        let (wrong, look) = judged("controllers.toml", text, scheduled);
        (wrong.len(), look.len())
    };
    assert_eq!(counts(Some(&[other]), &goes_on), (2, 0), "the body and its area");
    assert_eq!(counts(Some(std::slice::from_ref(&merger)), &goes_on), (0, 2));
    assert_eq!(counts(None, &goes_on), (0, 2), "nobody knows yet what is scheduled");
    let begins = CONTROLLER
        .replace("from = \"2022-06-01\"\nuntil = \"2023-04-01\"", "from = \"2023-04-01\"\nuntil = \"2024-04-01\"");
    assert_eq!(counts(Some(&[merger]), &begins), (2, 0), "no transfer brings back what has ended");
}
