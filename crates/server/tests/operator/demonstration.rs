//! `portico demo`: what it starts, what it keeps, and that nothing outlives it.

use std::{fs, net::TcpListener, process::Command};

use crate::{
    place::{Place, demo_data},
    process::{Ended, Running, until},
};

fn demo(place: &Place, flags: &[&str]) -> Command {
    let data = demo_data();
    let usual = ["demo", "--demo-data", &data, "--listen", "127.0.0.1:0", "--rest-port", "0", "--open311-port", "0"];
    place.portico(&[&usual, flags].concat())
}

/// The agency processes that keep their state in this place: their ids, by protocol.
fn agencies(place: &Place) -> Vec<(String, u32)> {
    let state = place.data().join("agencies");
    let mut found = Vec::new();
    for entry in fs::read_dir("/proc").unwrap().map(Result::unwrap) {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse().ok()) else { continue };
        let line = fs::read_to_string(entry.path().join("cmdline")).unwrap_or_default();
        if line.contains("portico-sandbox") && line.contains(state.to_str().unwrap()) {
            found.push((line.split('\0').nth(1).unwrap().to_owned(), id));
        }
    }
    found.sort();
    found
}

fn kill(id: u32) {
    assert!(Command::new("kill").args(["-KILL", &id.to_string()]).status().unwrap().success());
}

#[test]
fn it_says_where_to_go_as_whom_and_what_to_try() {
    let place = Place::new();
    let mut running = Running::start(demo(&place, &[]));
    let here = running.address;
    assert_eq!(running.get("/staff/sign-in").status, 200);
    running.signal("INT");
    assert!(running.ended().success(), "{}", running.said);
    let printed = running.printed();
    for words in [
        &format!("http://{here}/"),
        &format!("http://{here}/staff/sign-in"),
        "rest-agency",
        "open311-agency",
        "contact-agent",
        "supplier-officer",
        "Monday 20 March 2023, 09:0",
        "Try this",
    ] {
        assert!(printed.contains(words), "{words} in:\n{printed}");
    }
}

#[test]
fn an_interrupt_stops_everything_that_it_started() {
    let place = Place::new();
    let mut running = Running::start(demo(&place, &[]));
    let protocols: Vec<_> = agencies(&place).into_iter().map(|(protocol, _)| protocol).collect();
    assert_eq!(protocols, ["open311", "rest"]);
    running.signal("INT");
    assert!(running.ended().success(), "{}", running.said);
    until("no agency is left", || agencies(&place).is_empty());
}

#[test]
fn a_kill_stops_everything_that_it_started() {
    let place = Place::new();
    let mut running = Running::start(demo(&place, &[]));
    assert_eq!(agencies(&place).len(), 2);
    running.signal("KILL");
    assert!(!running.ended().success());
    until("no agency is left", || agencies(&place).is_empty());
}

#[test]
fn an_agency_that_dies_is_started_again() {
    let place = Place::new();
    let mut running = Running::start(demo(&place, &[]));
    let before = agencies(&place);
    kill(before[1].1);
    running.wait_for("it is started again");
    until("there are two again", || agencies(&place).len() == 2);
    let after = agencies(&place);
    assert_eq!(after[0], before[0]);
    assert_ne!(after[1], before[1]);
}

#[test]
fn a_second_run_goes_on_and_a_fresh_one_starts_again() {
    let place = Place::on_sqlite();
    let stop = |mut running: Running| {
        running.signal("TERM");
        assert!(running.ended().success(), "{}", running.said);
    };
    let day = |place: &Place| place.run(&["clock", "show"]).worked().split(',').next().unwrap().to_owned();
    let key = |place: &Place| fs::read(place.data().join("portico.key")).unwrap();

    let mut running = Running::start(demo(&place, &[]));
    assert_eq!(day(&place), "Monday 20 March 2023");
    place.run(&["clock", "move-to", "2023-04-01"]).worked();
    running.wait_for("The business clock was moved on");
    stop(running);
    fs::write(place.data().join("notes.txt"), "mine").unwrap();
    let first_key = key(&place);

    stop(Running::start(demo(&place, &[])));
    assert_eq!(day(&place), "Saturday 1 April 2023");
    assert_eq!(key(&place), first_key);
    let refused = |when: &str| place.run(&["clock", "move-to", when]).refused();
    assert!(refused("2023-03-25").contains("only moves forward, and it is Saturday 1 April 2023"));
    assert!(refused("2100-01-01").contains("no further than 2099-12-31"));
    assert!(refused("2023-02-30").contains("'2023-02-30' is neither a day (2023-04-01)"));

    stop(Running::start(demo(&place, &["--fresh"])));
    assert_eq!(day(&place), "Monday 20 March 2023");
    assert_ne!(key(&place), first_key);
    assert_eq!(fs::read_to_string(place.data().join("notes.txt")).unwrap(), "mine");
}

#[test]
fn two_demonstrations_stand_beside_each_other_but_not_in_one_folder() {
    let (one, other) = (Place::on_sqlite(), Place::on_sqlite());
    // The usual ports of the agencies are for whoever comes first.
    let usual = |place: &Place| place.portico(&["demo", "--demo-data", &demo_data(), "--listen", "127.0.0.1:0"]);
    let (first, second) = (Running::start(usual(&one)), Running::start(usual(&other)));
    assert_eq!((first.get("/healthz").status, second.get("/healthz").status), (200, 200));
    let line = Ended::of(demo(&one, &["--fresh"])).refused();
    assert!(line.contains("another Portico"), "{line}");
    assert_eq!(first.get("/healthz").status, 200);
}

#[test]
fn a_port_that_was_asked_for_and_is_in_use_is_one_line() {
    let place = Place::on_sqlite();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let mut command = demo(&place, &["--open311-port", &port]);
    command.env("RUST_BACKTRACE", "1");
    let line = Ended::of(command).refused();
    assert!(line.contains("open311") && line.contains(&format!("cannot listen on port {port}")), "{line}");
    until("no agency is left", || agencies(&place).is_empty());
}

#[test]
fn what_an_agency_can_no_longer_read_is_one_line_that_names_its_file() {
    let place = Place::on_sqlite();
    fs::create_dir_all(place.data().join("agencies/rest")).unwrap();
    fs::write(place.data().join("portico-demo.toml"), "about = ''\nmade = ['agencies']").unwrap();
    fs::write(place.data().join("agencies/rest/journal.jsonl"), "no line of ours\n").unwrap();
    let line = Ended::of(demo(&place, &[])).refused();
    assert!(line.contains("journal.jsonl") && line.contains("line 1 cannot be read"), "{line}");
}

#[test]
fn a_database_that_is_damaged_is_left_alone_and_the_way_to_start_again_is_told() {
    let place = Place::on_sqlite();
    let stop = |mut running: Running| {
        running.signal("TERM");
        assert!(running.ended().success(), "{}", running.said);
    };
    stop(Running::start(demo(&place, &[])));
    let database = place.data().join("portico.sqlite");
    fs::write(&database, "no database any more").unwrap();
    let line = Ended::of(demo(&place, &[])).refused();
    assert!(line.contains("damaged") && line.contains("portico demo --fresh"), "{line}");
    assert_eq!(fs::read_to_string(&database).unwrap(), "no database any more");
    stop(Running::start(demo(&place, &["--fresh"])));
}

#[test]
fn a_marker_that_is_not_as_it_was_written_is_one_line() {
    let place = Place::on_sqlite();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("portico-demo.toml"), "about = ''\nmade = [\ngarbage\n").unwrap();
    let line = Ended::of(demo(&place, &["--fresh"])).refused();
    assert!(line.contains("portico-demo.toml is not as"), "{line}");
}

#[test]
fn files_that_are_not_sound_are_one_line_and_nothing_is_made() {
    let place = Place::on_sqlite();
    let files = place.copy_demo_data();
    let organisations = files.join("organisations.toml");
    let text = fs::read_to_string(&organisations).unwrap();
    fs::write(&organisations, text.replacen("[[organisation]]", "[[organisation]]\ncolour = 'red'", 1)).unwrap();
    let data = files.to_str().unwrap();
    let line = place.run(&["demo", "--demo-data", data, "--listen", "127.0.0.1:0"]).refused();
    assert!(line.contains("organisations.toml:"), "{line}");
    assert!(!place.data().exists());

    let checked = Ended::of(place.bare(&["check", data]));
    assert!(!checked.status.success());
    assert!(checked.out.contains("organisations.toml:") && checked.out.contains("colour"), "{checked:?}");
}

#[test]
fn the_files_of_this_repository_are_sound() {
    Ended::of(Place::on_sqlite().bare(&["check", &demo_data()])).worked();
}

#[test]
fn a_database_that_it_did_not_load_is_left_alone() {
    let place = Place::new();
    let mut running = Running::start(demo(&place, &[]));
    running.signal("TERM");
    assert!(running.ended().success());
    // As if the database were a service's: nothing in the folder says that a demonstration made it.
    fs::remove_file(place.data().join("portico-demo.toml")).unwrap();
    let line = Ended::of(demo(&place, &[])).refused();
    assert!(line.contains("did not"), "{line}");
    assert!(!place.data().join("portico-demo.toml").exists());
}
