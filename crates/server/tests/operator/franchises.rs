//! `portico franchise`: from a file to the next version of the model, and what files may say after that.

use std::fs;

use crate::place::Place;

const HOME: &str = r#"[[franchise]]
id = "home"
name = { en = "A first home", fr = "Un premier logement" }
segment = "student"
charter = { en = "Once.", fr = "Une fois." }
instrument = "moving-charter"
from = "2030-01-01"
illustrative = true
members = [{ body = "cumberland", part = "lead" }]
"#;

#[test]
fn a_franchise_is_made_by_a_planner_and_files_do_not_undo_it() {
    let place = Place::new().migrated();
    let files = place.copy_demo_data();
    // Without transfers, none of which has to vest before this.
    fs::remove_file(files.join("transfers.toml")).unwrap();
    let gaps = place.run(&["load", "files"]).refused();
    assert!(gaps.starts_with("portico: there are 100 gaps from ") && gaps.ends_with("--with-gaps"), "{gaps}");
    place.run(&["load", "files", "--with-gaps"]).worked();
    fs::write(place.path("home.toml"), HOME).unwrap();
    let create = ["franchise", "create", "home.toml", "--as"];

    let refused = place.run(&[&create[..], &["nobody"]].concat()).refused();
    assert_eq!(refused, "portico: there is no person 'nobody' among the staff");
    let created = place.run(&[&create[..], &["clementine-placeholder"]].concat()).worked();
    assert_eq!(created.trim_end(), "home stands from 2030-01-01 on; this is version 2 of the model");
    let again = place.run(&[&create[..], &["clementine-placeholder"]].concat()).refused();
    assert_eq!(again, "portico: there is a franchise 'fra_home' already: choose another id");
    let list = place.run(&["franchise", "list"]).worked();
    assert!(list.contains("home  for the segment student  led by cumberland, since 2030-01-01, to come"), "{list}");
    let shown = place.run(&["franchise", "show", "home"]).worked();
    assert!(shown.contains("Lead        Cumberland Council, since 2030-01-01"), "{shown}");

    // Files as they were loaded load again, with anything else in them, and undo nothing.
    let holidays = fs::read_to_string(files.join("holidays.toml")).unwrap();
    let another = "\n[[holiday]]\nday = \"2031-12-26\"\nname = { en = \"Another\", fr = \"Un autre\" }\n";
    fs::write(files.join("holidays.toml"), format!("{holidays}{another}")).unwrap();
    place.run(&["load", "files", "--with-gaps"]).worked();
    let shown = place.run(&["franchise", "show", "home"]).worked();
    assert_eq!(shown.matches("  Known ").count(), 1, "it is the same row\n{shown}");

    // What they say of franchises otherwise than when they were loaded is refused; what commands say is the same row.
    let known = fs::read_to_string(files.join("franchises.toml")).unwrap();
    fs::write(files.join("franchises.toml"), known.replacen("Moving home", "Moving house", 1)).unwrap();
    let refused = place.run(&["load", "files", "--with-gaps"]).refused();
    assert!(refused.contains("fra_home was changed by a command, so files no longer say what franchises"), "{refused}");
    fs::write(files.join("franchises.toml"), format!("{known}\n{HOME}")).unwrap();
    place.run(&["load", "files", "--with-gaps"]).worked();
    let shown = place.run(&["franchise", "show", "home"]).worked();
    assert_eq!(shown.matches("  Known ").count(), 1, "the same words are the same row\n{shown}");
}

#[test]
fn after_a_franchise_has_a_new_lead_files_load_as_they_were_and_it_keeps_its_lead() {
    let place = Place::new().migrated();
    let files = place.copy_demo_data();
    fs::remove_file(files.join("transfers.toml")).unwrap();
    place.run(&["load", "files", "--with-gaps"]).worked();
    let by = ["--as", "clementine-placeholder"];
    let day = "2030-02-01";
    let hand_over = ["franchise", "hand-over", "moving", "--to", "westmorland-and-furness", "--day", day];
    place.run(&[&hand_over[..], &by].concat()).worked();
    place.run(&["load", "files", "--with-gaps"]).worked();
    let shown = place.run(&["franchise", "show", "moving"]).worked();
    assert!(shown.contains("Lead        Westmorland and Furness Council, since 2030-02-01"), "{shown}");

    // It has not begun, so it can be taken back; then nothing is left to take back.
    let take_back = ["franchise", "take-back", "moving"];
    let told = place.run(&[&take_back[..], &by].concat()).worked();
    assert!(told.contains("what was planned last for moving is taken back"), "{told}");
    let shown = place.run(&["franchise", "show", "moving"]).worked();
    assert!(shown.contains("Lead        Cumberland Council, since 2023-04-01"), "{shown}");
    place.run(&["load", "files", "--with-gaps"]).worked();
}
