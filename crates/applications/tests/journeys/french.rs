//! French as it is set: the space before a colon, a semicolon, a question or exclamation mark and inside quotation
//! marks is narrow and does not break; apostrophes are curved.

use std::{fs, path::Path};

/// The French of a file: all of a language file but its comments, and what stands behind `fr = "` elsewhere.
fn french(path: &Path) -> Vec<String> {
    let text = fs::read_to_string(path).unwrap();
    if path.to_string_lossy().ends_with("fr.ftl") {
        return text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect();
    }
    let said = |part: &str| part.split('"').next().unwrap_or_default().to_owned();
    text.split("fr = \"").skip(1).map(said).collect()
}

fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else if path.extension().is_some_and(|kind| kind == "toml") || path.to_string_lossy().ends_with("fr.ftl") {
            found.push(path);
        }
    }
}

#[test]
fn spaces_and_apostrophes_are_those_of_french() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mut all = Vec::new();
    for crate_of in fs::read_dir(root.join("crates")).unwrap() {
        let locales = crate_of.unwrap().path().join("locales");
        if locales.is_dir() {
            files(&locales, &mut all);
        }
    }
    assert!(all.len() > 5, "{all:?}");
    files(&root.join("demo"), &mut all);
    let mut slips = Vec::new();
    for path in &all {
        for text in french(path) {
            let wrong = |slip: &&&str| text.contains(**slip);
            let spaces =
                [" :", " ;", " ?", " !", " »", "« ", "\u{a0}:", "\u{a0};", "\u{a0}?", "\u{a0}!", "\u{a0}»", "«\u{a0}"];
            let apostrophes = ["l'", "d'", "n'", "qu'", "s'", "j'", "c'"];
            if let Some(slip) = spaces.iter().chain(&apostrophes).find(wrong) {
                slips.push(format!("{}: {slip:?} in {text}", path.display()));
            }
        }
    }
    assert_eq!(slips, Vec::<String>::new());
}
