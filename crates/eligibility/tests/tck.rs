//! The test kit of DMN through our wrapper. The kit is no part of the project; without it this says so and passes.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use eligibility::{decision::Model, tck};

/// The kit: under `PORTICO_SHARED_DATA`, or under `../shared/data` beside the workspace.
fn kit() -> PathBuf {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    data.join("dmn-tck/compliance-level-2")
}

fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|known| known == ending)).collect();
    files.sort();
    files
}

#[test]
fn the_kit_of_level_2_passes_or_each_failing_case_is_named() {
    let kit = kit();
    if !kit.exists() {
        eprintln!("SKIPPED: the test kit of DMN is not at {}", kit.display());
        return;
    }
    let mut folders: Vec<PathBuf> = fs::read_dir(&kit).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let (mut passed, mut failed) = (0, Vec::new());
    for folder in folders.iter().filter(|folder| folder.is_dir()) {
        for file in files(folder, "xml") {
            let cases = tck::read(&fs::read_to_string(&file).unwrap()).unwrap().unwrap();
            let model = Model::compile(&fs::read_to_string(folder.join(&cases.model)).unwrap());
            let model = model.unwrap_or_else(|error| panic!("{}: {error}", cases.model));
            for checked in cases.cases.iter().flat_map(|case| tck::check(&model, case)) {
                match checked.failed {
                    None => passed += 1,
                    Some(why) => {
                        let decision = checked.decision.unwrap_or_default();
                        failed.push(format!("{}, case {}, {decision}: {why}", cases.model, checked.case));
                    }
                }
            }
        }
    }
    eprintln!("DMN TCK level 2: {passed} passed, {} failed", failed.len());
    assert!(failed.is_empty(), "{}", failed.join("\n"));
    assert!(passed >= 116, "{passed}");
}
