//! What the demonstration says to try: commands that can be typed as they stand.

use std::process::Command;

use crate::{
    place::{Place, demo_data},
    process::{Ended, Running},
};

/// Types a command where the demonstration was started.
fn type_in(place: &Place, command: &str) -> Ended {
    let mut shell = Command::new("sh");
    shell.current_dir(place.path("")).args(["-c", command]);
    Ended::of(shell)
}

#[test]
fn beyond_this_machine_it_names_nothing_that_does_not_work_there() {
    let place = Place::on_sqlite();
    let data = demo_data();
    let start = ["demo", "--demo-data", &data, "--listen", "0.0.0.0:0", "--rest-port", "0", "--open311-port", "0"];
    let mut running = Running::start(place.portico(&start));
    running.wait_for("Staff pages are off");
    running.signal("INT");
    running.ended();
    let printed = running.printed();
    for wrong in ["http://0.0.0.0", "/staff/sign-in", "/demo/clock", "sign in as one of", "picking their name"] {
        assert!(!printed.contains(wrong), "{wrong}:\n{printed}");
    }
    let right = [
        "For staff              closed",
        "http://127.0.0.1:",
        " clock move-to ",
        "on this machine only",
        "--public-address",
    ];
    for right in right {
        assert!(printed.contains(right), "{right}:\n{printed}");
    }
}

#[test]
fn every_command_that_it_names_works_as_it_stands() {
    let place = Place::on_sqlite();
    let data = demo_data();
    let start = ["demo", "--demo-data", &data, "--listen", "127.0.0.1:0", "--rest-port", "0", "--open311-port", "0"];
    let mut running = Running::start(place.portico(&start));
    running.wait_for("Staff pages are open");
    running.signal("INT");
    assert!(running.ended().success(), "{}", running.said);
    let printed = running.printed();
    let program = env!("CARGO_BIN_EXE_portico");
    let typed = |words: &str| {
        let line = printed.lines().map(str::trim).find(|line| line.starts_with(program) && line.contains(words));
        line.unwrap_or_else(|| panic!("no '{words}' in:\n{printed}"))
    };
    assert!(typed(" try ").ends_with(&format!("--at http://{}", running.address)));
    assert!(type_in(&place, typed(" clock move-to ")).worked().starts_with("Saturday 1 April 2023"));
    let again = format!("{} --print-config", typed(" demo --fresh"));
    assert!(type_in(&place, &again).worked().contains(&format!("data = \"{}\"", place.data().display())));
    assert!(printed.contains(&format!("http://{}/demo/clock", running.address)), "{printed}");
}
