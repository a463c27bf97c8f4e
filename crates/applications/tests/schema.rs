//! The schema of a journey's file says of a file what reading it says, as far as a schema can.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

use std::{fs, path::Path};

use applications::journey::Journey;
use jsonschema::Validator;
use serde_json::Value;

fn here(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn schema() -> Validator {
    let schema: Value = serde_json::from_str(&here("../../docs/reference/journey.schema.json")).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// What the schema says of a file, and whether it can be read.
fn both(schema: &Validator, text: &str) -> (Vec<String>, bool) {
    let value: Value = serde_json::to_value(toml::from_str::<toml::Table>(text).unwrap()).unwrap();
    let wrong = schema.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    (wrong, toml::from_str::<Journey>(text).is_ok())
}

#[test]
fn the_journeys_of_the_demonstration_are_as_the_schema_says() {
    let schema = schema();
    for name in ["moving-home", "after-a-death"] {
        let text = here(&format!("../../demo/journeys/{name}.toml"));
        assert_eq!(both(&schema, &text), (Vec::new(), true), "{name}");
    }
    assert_eq!(both(&schema, include_str!("../src/journey/fixture.toml")), (Vec::new(), true));
}

#[test]
fn what_can_not_be_read_is_not_as_the_schema_says() {
    let schema = schema();
    let text = include_str!("../src/journey/fixture.toml");
    let planted = [
        ("kind = \"choice\"", "kind = \"chioce\""),
        ("edition = \"1\"", "edition = \"1\"\nediton = \"2\""),
        ("past = true", "past = \"yes\""),
        ("past = true", "aged = -1"),
        ("fields = [\"name\", \"plate\"]", "fields = \"name\""),
        ("after = \"car-tax\"", "basis = \"because\""),
        ("fr = \"Plaque\"", "de = \"Schild\""),
    ];
    for (from, to) in planted {
        assert!(text.contains(from), "{from}");
        let (wrong, is_read) = both(&schema, &text.replacen(from, to, 1));
        assert!(!wrong.is_empty() && !is_read, "{to}: {wrong:?}");
    }
    // What reading alone does not see, and the checker says.
    for (from, to) in [("edition = \"1\"", "edition = \"preview-1\""), ("fr = \"Plaque\"", "fr = \"\"")] {
        assert!(!both(&schema, &text.replacen(from, to, 1)).0.is_empty(), "{to}");
    }
}
