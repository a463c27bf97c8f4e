//! `portico check`: what it finds in a folder, and where it says that it stands.

use std::fs;

use crate::{place::Place, process::Ended};

/// What is said of the demonstration after one file of it was changed: the findings, and the last line.
fn checked(file: &str, change: impl FnOnce(Vec<u8>) -> Vec<u8>) -> (Vec<String>, String) {
    let place = Place::on_sqlite();
    place.copy_demo_data();
    let path = place.path("files").join(file);
    fs::write(&path, change(fs::read(&path).unwrap())).unwrap();
    let ended = Ended::of(place.bare(&["check", "files"]));
    let found = ended.out.lines().map(str::to_owned).collect();
    (found, ended.refused())
}

/// The line of the first row of a file in which all of these words stand, and the file with one line of it changed.
fn in_row(text: &str, table: &str, words: &[&str], change: impl Fn(&str) -> String) -> (usize, String) {
    let lines: Vec<&str> = text.lines().collect();
    let begins: Vec<usize> = (0..lines.len()).filter(|n| lines[*n].starts_with("[[")).chain([lines.len()]).collect();
    let row = begins.windows(2).find(|row| {
        let own = lines[row[0]..row[1]].join("\n");
        own.starts_with(table) && words.iter().all(|words| own.contains(words))
    });
    let [begin, end] = row.unwrap() else { panic!("a row begins and ends") };
    let mut changed: Vec<String> = lines.iter().map(ToString::to_string).collect();
    for line in &mut changed[*begin..*end] {
        *line = change(line);
    }
    (begin + 1, changed.join("\n") + "\n")
}

/// What is found after a line of a file was changed, with the line's number.
fn after(file: &str, from: &str, to: &str) -> (Vec<String>, usize) {
    let mut at = 0;
    let (found, _) = checked(file, |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        at = text[..text.find(from).expect("it stands there")].lines().count().max(1);
        at += usize::from(text[..text.find(from).unwrap()].ends_with('\n'));
        text.replacen(from, to, 1).into_bytes()
    });
    (found, at)
}

#[test]
fn a_host_that_nobody_knows_is_named_by_its_line() {
    let (found, line) = after("systems.toml", "host = \"rest-agency\"", "host = \"rest-agncy\"");
    assert_eq!(found.len(), 1, "{found:?}");
    let begins = format!("files/systems.toml:{line}: system 'allerdale-revenues' is at a host 'rest-agncy'");
    assert!(found[0].starts_with(&begins) && found[0].contains("Did you mean 'rest-agency'?"), "{line}: {found:?}");
}

#[test]
fn a_role_that_only_one_person_has_is_named() {
    let (found, _) = after("people.toml", "role = \"transfer-approver\"", "role = \"transfer-planner\"");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].contains("only one person has the role 'transfer-approver'"), "{found:?}");
}

#[test]
fn a_fault_in_a_journey_is_found_once_and_not_again_where_the_journey_is_named() {
    let (found, _) = after("journeys/moving-home.toml", "max = 120", "max = 0");
    assert!(!found.is_empty() && found.iter().all(|found| found.contains("moving-home.toml:")), "{found:?}");
    let (found, _) = after("journeys/moving-home.toml", "[[page]]", "[[page");
    assert_eq!(found.len(), 1, "{found:?}");
}

#[test]
fn a_system_that_can_not_be_read_is_not_found_missing_as_well() {
    let (found, line) = after("systems.toml", "operator = \"allerdale\"", "operator = \"alerdale\"");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with(&format!("files/systems.toml:{line}: ")), "{found:?}");
}

#[test]
fn a_file_that_nobody_reads_is_named_unless_it_is_a_note() {
    let place = Place::on_sqlite();
    place.copy_demo_data();
    fs::write(place.path("files/notes.md"), "Notes").unwrap();
    Ended::of(place.bare(&["check", "files"])).worked();
    fs::write(place.path("files/people.toml.bak"), "").unwrap();
    let ended = Ended::of(place.bare(&["check", "files"]));
    assert!(ended.out.starts_with("files/people.toml.bak:1: no part of Portico reads this file. Take it"), "{ended:?}");
    ended.refused();
}

#[test]
fn text_that_is_the_same_in_french_is_worth_a_look_and_no_fault() {
    let place = Place::on_sqlite();
    place.copy_demo_data();
    let file = place.path("files/journeys/moving-home.toml");
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("fr = \"Déménager\"", "fr = \"Moving home\"", 1)).unwrap();
    let said = Ended::of(place.bare(&["check", "files"])).worked();
    assert!(said.contains("worth a look: files/journeys/moving-home.toml:6: the French of 'title'"), "{said}");
}

#[test]
fn a_power_that_goes_on_past_a_transfer_is_worth_a_look_and_one_of_another_body_is_wrong() {
    let place = Place::on_sqlite();
    place.copy_demo_data();
    let file = place.path("files/delegations.toml");
    let text = fs::read_to_string(&file).unwrap();
    let change = |from: &str, to: &str| fs::write(&file, text.replacen(from, to, 1)).unwrap();
    change("until = \"2023-04-01\"\n", "");
    let said = Ended::of(place.bare(&["check", "files"])).worked();
    assert!(said.contains("worth a look: files/delegations.toml:3: the power goes on after 'cumbria-county"), "{said}");
    change("\"hettie-notreal\"", "\"dorothea-madeup\"");
    let ended = Ended::of(place.bare(&["check", "files"]));
    assert!(ended.out.contains("delegations.toml:3: 'dorothea-madeup' works for 'cumberland', not for"), "{ended:?}");
    ended.refused();
}

#[test]
fn a_row_that_ends_too_early_is_named_by_its_line() {
    let mut line = 0;
    let (found, last) = checked("responsibilities.toml", |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        let ends = |own: &str| own.replace("from = \"2022-01-01\"", "from = \"2022-01-01\"\nuntil = \"2023-03-30\"");
        let (at, changed) = in_row(&text, "[[responsibility]]", &["holder = \"carlisle\"", "council-tax-start"], ends);
        line = at;
        changed.into_bytes()
    });
    assert!(!found.is_empty());
    for found in &found {
        assert!(found.starts_with(&format!("files/responsibilities.toml:{line}: nobody holds ")), "{line}: {found}");
    }
    assert!(last.contains("things are wrong in files"), "{last}");
}

#[test]
fn work_that_no_system_takes_is_named_in_the_file_of_systems() {
    let mut line = 0;
    let (found, last) = checked("systems.toml", |bytes| {
        let text = String::from_utf8(bytes).unwrap();
        let begins =
            |own: &str| if own.starts_with("from = ") { "from = \"2023-05-01\"".to_owned() } else { own.to_owned() };
        let (at, changed) = in_row(&text, "[[endpoint]]", &["driving-licence"], begins);
        line = at;
        changed.into_bytes()
    });
    assert!(
        found[0].starts_with(&format!("files/systems.toml:{line}: no system takes the work of ")),
        "{line}: {found:?}"
    );
    assert!(found[0].ends_with("Add an [[endpoint]] for that area and those days, or correct the dates of one."));
    assert!(last.contains("wrong in files"), "{last}");
}

#[test]
fn a_file_in_another_encoding_is_one_thing_that_is_wrong() {
    let (found, last) = checked("people.toml", |bytes| [b"# caf\xe9\n".to_vec(), bytes].concat());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("files/people.toml:1: the byte at offset 5 (0xe9) is not UTF-8"), "{found:?}");
    assert_eq!(last, "portico: 1 thing is wrong in files");
}

#[test]
fn a_load_that_undoes_what_people_have_approved_says_so() {
    let place = Place::new();
    place.copy_demo_data();
    let said = place.run(&["load", "files"]).worked();
    assert!(!said.contains("to do"), "{said}");
    let path = place.path("files").join("responsibilities.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replacen("instrument = \"lgfa-1992\"", "instrument = \"ssaa-1992\"", 1)).unwrap();
    let said = place.run(&["load", "files"]).worked();
    assert!(said.contains("to do: transfer two-councils of 2023-04-01: its plan is another now"), "{said}");
    let said = place.run(&["load", "files"]).worked();
    assert!(!said.contains("to do"), "once: {said}");
}

#[test]
fn a_place_where_nothing_is_recorded_is_not_said_to_be_without_gaps() {
    let place = Place::new().migrated();
    let said = place.run(&["responsibility", "gaps"]).refused();
    assert!(said.contains("nothing is recorded here") && said.contains("portico load"), "{said}");
}
