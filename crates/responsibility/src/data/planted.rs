//! A small government in which faults are planted.

use values::{
    Id,
    source::{Finding, Source},
};

use super::{Known, ModelData, read};

pub(crate) const FRANCHISES: &str = "[[franchise]]
id = \"bereavement\"
name = { en = \"Bereavement\", fr = \"Deuil\" }
life_event = \"death\"
charter = { en = \"Tell us once.\", fr = \"Dites-le une fois.\" }
instrument = \"act\"
from = \"2022-01-01\"
illustrative = true
members = [
  { body = \"north\", part = \"lead\" },
  { body = \"south\", part = \"partner\", from = \"2023-01-01\" },
]
journeys = [{ journey = \"death\" }]
";

pub(crate) fn known() -> Known {
    Known {
        organisations: ["north", "south"].map(|name| Id::named(name).unwrap()).into(),
        service_types: ["waste", "water"].map(|name| Id::named(name).unwrap()).into(),
        areas: ["E1".into()].into(),
        instruments: [Id::named("act").unwrap()].into(),
        people: ["ann", "bob", "eve"].map(|name| Id::named(name).unwrap()).into(),
        life_events: [Id::named("death").unwrap()].into(),
        journeys: [Id::named("death").unwrap()].into(),
    }
}

/// What is found in a file of arrangements, read beside [`FRANCHISES`].
pub(crate) fn findings_of(file: &str, text: &str) -> Vec<String> {
    match model_of(file, text) {
        Ok(_) => Vec::new(),
        Err(findings) => findings.iter().map(ToString::to_string).collect(),
    }
}

/// A file of arrangements, read beside [`FRANCHISES`].
pub(crate) fn model_of(file: &str, text: &str) -> Result<ModelData, Vec<Finding>> {
    let known = known();
    let source = |file: &str, text: &str| Source { file: file.into(), text: text.into() };
    let mut files = vec![source(file, text)];
    if file != "franchises.toml" {
        files.insert(0, source("franchises.toml", FRANCHISES));
    }
    read(&source("r.toml", ""), &source("s.toml", ""), &files, &known)
}

/// Plants a fault in a sound file and looks for its finding.
pub(crate) fn faulty(file: &str, sound: &str, from: &str, to: &str, expected: &str) {
    assert!(sound.contains(from), "{from}");
    let found = findings_of(file, &sound.replacen(from, to, 1));
    assert!(found.iter().any(|finding| finding.starts_with(expected)), "{from} → {to}: {found:?}");
}
