//! Rules that nobody here wrote: made into models, asked in the fewest questions, and held against asking everything. The
//! files are no part of the project; without them this says so and passes.

#![expect(clippy::unwrap_used, reason = "a test may fail")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use eligibility::{
    decision::{Fact, Facts, Finding, Verdict},
    import::{APPLIES, Imported, aides_jeunes, benefit_finder},
    question::persons::{Count, ask, count, person},
};
use values::Day;

/// So many made-up persons go through each journey.
const PERSONS: u32 = 1_000;

/// A file or folder: under `PORTICO_SHARED_DATA`, or under `../shared/data` beside the workspace.
fn data(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    let path = data.join(name);
    if !path.exists() {
        eprintln!("SKIPPED: there is nothing at {}", path.display());
        return None;
    }
    Some(path)
}

fn today() -> Day {
    "2025-02-06".parse().unwrap()
}

/// Every person comes to the same for every benefit, whether asked the fewest questions or all of them. How many questions
/// were asked.
fn all_come_to_the_same(imported: &Imported) -> Count {
    let (model, interview) = imported.interview().unwrap();
    let findings = model.findings();
    assert!(!findings.iter().any(Finding::is_fault), "{findings:?}");
    let mut applied = 0;
    for number in 0..PERSONS {
        let person = person(imported, u64::from(number), today());
        let asked = ask(&interview, &person, today()).unwrap();
        let (few, all) = (interview.facts(&asked.answers, today()), interview.facts(&person, today()));
        for benefit in &imported.benefits {
            let decide = |facts: &Facts| model.decide(&benefit.id, facts).unwrap().0;
            let (few, all) = (decide(&few), decide(&all));
            assert!(!matches!(few, Verdict::Open(_)), "{}: person {number} is left open", benefit.name);
            assert_eq!(few, all, "{}: person {number}", benefit.name);
            applied += usize::from(all == Verdict::Decided(Fact::text(APPLIES)));
        }
    }
    let count = count(imported, &interview, PERSONS, today()).unwrap();
    println!("{count:?}; {applied} times a benefit applied");
    assert!(applied > 500, "made-up persons have rights too: {applied}");
    count
}

/// The files of a folder, by name.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let name = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
    files.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

#[test]
fn the_american_benefit_finder_becomes_a_journey() {
    let Some(file) = data("us-benefit-finder/life_event_death.json") else { return };
    let imported = benefit_finder::read(&fs::read(file).unwrap()).unwrap();
    assert_eq!((imported.benefits.len(), imported.concepts.len(), imported.pages.len()), (30, 18, 2));
    // One bound is labelled the other way round, so that a person decides; two values are none of the options.
    assert_eq!(imported.remarks.len(), 4, "{:#?}", imported.remarks);
    let count = all_come_to_the_same(&imported);
    // A criterion that contradicts itself is no question: a person decides.
    assert_eq!((count.one_by_one, count.different), (118, 17));
    assert!(count.asked < 12.0, "{count:?}");
}

#[test]
fn the_french_aids_for_the_young_become_a_journey() {
    let Some(folder) = data("fr-aides-jeunes") else { return };
    let mut aids = files(&folder.join("benefits/javascript"));
    aids.extend(files(&folder.join("benefits/openfisca")));
    let institutions = files(&folder.join("institutions"));
    let imported = aides_jeunes::read(&borrowed(&aids), &borrowed(&institutions)).unwrap();
    assert!(imported.benefits.len() >= 190, "{}", imported.benefits.len());
    let left_out = imported.remarks.iter().filter(|remark| remark.what.contains("left out")).count();
    assert_eq!(imported.benefits.len() + left_out, aids.len(), "each is taken or left out aloud");
    let count = all_come_to_the_same(&imported);
    assert!(count.asked < 14.0, "{count:?}");
}
