//! The demonstration government is sound: every file of `demo/` that the catalogue reads, without a finding.

use std::{fs, path::Path};

use catalogue::{Catalogue, data};
use values::source::Source;

fn demonstration() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
    let mut sources = Vec::new();
    for folder in ["", "services"] {
        for entry in fs::read_dir(root.join(folder)).expect("demo/ is part of the repository") {
            let path = entry.expect("a file of demo/").path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                let name = path.file_name().expect("it has a name").to_string_lossy().into_owned();
                let file = Path::new("demo").join(folder).join(name).to_string_lossy().into_owned();
                sources.push(Source { file, text: fs::read_to_string(&path).expect("it is text") });
            }
        }
    }
    sources
}

#[test]
fn the_demonstration_is_sound() {
    let findings = data::read(&demonstration()).err().unwrap_or_default();
    let listed = findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(findings.is_empty(), "\n{listed}");
}

#[test]
fn every_place_that_a_postcode_leads_to_lies_in_a_country_before_and_after_every_change() {
    let catalogue = Catalogue::new(1, data::read(&demonstration()).expect("it is sound"));
    let mut days: Vec<_> = catalogue.areas().all().flat_map(|area| [area.from, area.until]).flatten().collect();
    days.extend(days.clone().iter().filter_map(|day| day.yesterday().ok()));
    let leaves: Vec<_> =
        catalogue.areas().all().filter(|area| catalogue.areas().postcodes_of(&area.code).next().is_some()).collect();
    assert!(!leaves.is_empty() && !days.is_empty());
    for leaf in leaves {
        for day in &days {
            let around = catalogue.areas().on(&leaf.code, *day);
            let country = around.iter().any(|area| area.kind == values::AreaKind::Country);
            assert!(country, "{} on {day}: {around:?}", leaf.code);
        }
    }
}
