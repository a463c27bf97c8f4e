//! Whoever reads what a command prints may have had enough: `portico check demo/ | head -1`.

use std::{
    io::{Read as _, pipe},
    process::{Command, Stdio},
};

use crate::{
    place::{Place, demo_data},
    process::Running,
};

/// Runs a command whose reader is gone before it begins. What it says on standard error.
fn unread(mut command: Command) -> (Option<i32>, String) {
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut child = command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    (child.wait().unwrap().code(), said)
}

#[test]
fn a_command_that_nobody_reads_ends_without_a_word() {
    let place = Place::on_sqlite().migrated();
    place.run(&["load", &demo_data()]).worked();
    let copy = place.path("copy.sqlite").display().to_string();
    let commands: [&[&str]; 6] = [
        &["migrate"],
        &["verify"],
        &["clock", "show"],
        &["backup", "--to", &copy],
        &["load", &demo_data()],
        &["serve", "--print-config"],
    ];
    for words in commands {
        assert_eq!(unread(place.portico(words)), (Some(141), String::new()), "{words:?}");
    }
    assert_eq!(unread(place.bare(&["check", &demo_data()])), (Some(141), String::new()));
    let server = place.serve(&["--demo", "true"]);
    let at = format!("http://{}", server.address);
    assert_eq!(unread(place.bare(&["try", "--at", &at])), (Some(141), String::new()));
}

#[test]
fn a_mistake_that_nobody_reads_is_still_a_failure() {
    let place = Place::on_sqlite();
    let (reader, writer) = pipe().unwrap();
    drop(reader);
    let mut command = place.portico(&["verify"]);
    assert_eq!(command.stderr(writer).status().unwrap().code(), Some(1));
}

#[test]
fn a_demonstration_whose_greeting_nobody_reads_runs_all_the_same() {
    let place = Place::on_sqlite();
    let data = demo_data();
    let flags = ["demo", "--demo-data", &data, "--listen", "127.0.0.1:0", "--rest-port", "0", "--open311-port", "0"];
    let mut running = Running::start(place.portico(&flags));
    drop(running.child.stdout.take());
    assert_eq!(running.get("/healthz").status, 200);
    running.signal("TERM");
    assert!(running.ended().success(), "{}", running.said);
}
