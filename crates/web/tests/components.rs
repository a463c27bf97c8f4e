//! Every component that Portico uses prints what its package says it prints: all fixtures of the npm package, compared
//! as tokens with sorted attributes, so that only spaces, quoting and order may differ.

use std::{fs, path::PathBuf};

use minijinja::{Value, value::Serde};
use serde::Deserialize;
use web::{
    render::{COMPONENTS, Renderer},
    testing::html::tokens,
};

#[derive(Deserialize)]
struct File {
    component: String,
    fixtures: Vec<Fixture>,
}

#[derive(Deserialize)]
struct Fixture {
    name: String,
    options: serde_json::Value,
    html: String,
}

fn fixtures() -> impl Iterator<Item = File> {
    COMPONENTS.iter().map(|component| {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("components/fixtures");
        let text = fs::read_to_string(folder.join(format!("{component}.json"))).expect("scripts/components was run");
        let file: File = serde_json::from_str(&text).expect("fixtures have this shape");
        assert_eq!(&file.component, component);
        file
    })
}

/// `date-input` is printed by `govukDateInput`.
fn function(component: &str) -> String {
    let words = component.split('-').map(|word| word[..1].to_uppercase() + &word[1..]);
    format!("govuk{}", words.collect::<String>())
}

#[test]
fn every_fixture_of_every_component_is_equal() {
    let renderer = Renderer::new(&jiff::tz::TimeZone::UTC, &[], &[]).unwrap();
    let (mut all, mut equal) = (0, 0);
    for file in fixtures() {
        for fixture in &file.fixtures {
            all += 1;
            let params = Value::from(Serde(&fixture.options));
            let ours = renderer.component(&file.component, &function(&file.component), params);
            match ours {
                Ok(html) if tokens(&html) == tokens(&fixture.html) => equal += 1,
                Ok(html) => println!("{} '{}':\n{html}\n--- but\n{}", file.component, fixture.name, fixture.html),
                Err(error) => println!("{} '{}': {error:#}", file.component, fixture.name),
            }
        }
    }
    println!("{equal} of {all} fixtures equal");
    assert!(all > 500, "only {all} fixtures were found");
    assert_eq!(equal, all, "run with --no-capture to see which differ");
}

#[test]
fn a_planted_fault_in_any_fixture_is_noticed() {
    for file in fixtures() {
        for fixture in file.fixtures.iter().filter(|fixture| !fixture.html.trim().is_empty()) {
            let right = tokens(&fixture.html);
            let class = fixture.html.replacen("class=\"govuk-", "class=\"govukk-", 1);
            assert!(!fixture.html.contains("class=\"govuk-") || tokens(&class) != right, "{}", fixture.name);
            let closed = fixture.html.rsplit_once("</").unwrap().0;
            assert_ne!(tokens(closed), right, "a lost end tag in {}", fixture.name);
            let said = fixture.html.replacen('>', "> planted", 1);
            assert_ne!(tokens(&said), right, "a word too many in {}", fixture.name);
        }
    }
}
