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
    place.run(&["load", "files"]).worked();
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

    let refused = place.run(&["load", "files"]).refused();
    assert!(
        refused.ends_with(
            "fra_home was changed by a command, and the files say otherwise: bring franchises.toml up to date first"
        ),
        "{refused}"
    );
    let known = fs::read_to_string(files.join("franchises.toml")).unwrap();
    fs::write(files.join("franchises.toml"), format!("{known}\n{HOME}")).unwrap();
    place.run(&["load", "files"]).worked();
    let shown = place.run(&["franchise", "show", "home"]).worked();
    assert_eq!(shown.matches("  Known ").count(), 1, "the same words are the same row\n{shown}");
}
