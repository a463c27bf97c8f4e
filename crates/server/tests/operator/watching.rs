//! What an operator watches, and what the server says of itself.

use std::{fs, time::Duration};

use crate::{
    place::{Place, administer},
    process::until,
};

#[test]
fn the_server_says_that_it_is_alive_and_ready() {
    let place = Place::new().migrated();
    let running = place.serve(&[]);
    assert_eq!(running.get("/healthz").status, 200);
    until("ready", || running.get("/readyz").status == 200);
    let ready = running.get("/readyz");
    assert!(ready.body.contains(r#""database":"ok""#) && ready.body.contains(r#""disk":"ok""#), "{}", ready.body);
}

#[test]
fn a_demonstration_asked_for_by_a_stranger_s_name_says_where_it_is() {
    let place = Place::new().migrated();
    let running = place.serve(&["--demo", "true"]);
    let answer = running.get_with("/staff/sign-in", "host: attacker.example\r\n");
    assert_eq!(answer.status, 421, "{}", answer.body);
    assert!(answer.body.contains(&format!("Open http://{}/", running.address)), "{}", answer.body);
    assert_eq!(running.get("/staff/sign-in").status, 200);
}

#[test]
fn a_disk_that_fails_shows_within_five_seconds_and_so_does_its_repair() {
    let place = Place::new().migrated();
    let running = place.serve(&[]);
    until("ready", || running.get("/readyz").status == 200);
    let elsewhere = place.path("elsewhere");
    fs::rename(place.data(), &elsewhere).unwrap();
    let took = until("not ready", || running.get("/readyz").status == 503);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(running.get("/readyz").body.contains(r#""disk":"failing""#));
    assert_eq!(running.get("/healthz").status, 200);
    fs::rename(&elsewhere, place.data()).unwrap();
    let took = until("ready again", || running.get("/readyz").status == 200);
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn a_disk_without_room_is_not_ready() {
    let place = Place::new().migrated();
    let running = place.serve(&["--limits-free-mib", "1048576"]);
    until("the first look", || !running.get("/readyz").body.contains("unknown"));
    assert!(running.get("/readyz").body.contains(r#""disk":"failing""#));
}

#[test]
fn a_database_server_that_goes_away_shows_within_five_seconds_and_so_does_its_return() {
    let place = Place::new();
    if place.database().ends_with(".sqlite") {
        return;
    }
    let place = place.migrated();
    let running = place.serve(&[]);
    until("ready", || running.get("/readyz").status == 200);
    let name = place.database().rsplit('/').next().unwrap().to_owned();
    administer(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false"));
    administer(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"));
    let took = until("not ready", || running.get("/readyz").status == 503);
    assert!(took < Duration::from_secs(5), "{took:?}");
    assert!(running.get("/readyz").body.contains(r#""database":"failing""#));
    administer(&format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true"));
    let took = until("ready again", || running.get("/readyz").status == 200);
    assert!(took < Duration::from_secs(5), "{took:?}");
}

#[test]
fn measurements_are_for_this_machine_only() {
    let place = Place::new().migrated();
    let running = place.serve(&[]);
    running.get("/healthz");
    let measured = running.get("/metrics");
    assert_eq!(measured.status, 200);
    for name in ["portico_requests_total", "portico_request_seconds", "process_resident_memory_bytes"] {
        assert!(measured.body.contains(&format!("# TYPE {name} ")), "{name} in:\n{}", measured.body);
    }
    let passed_on = running.get_with("/metrics", "x-forwarded-for: 192.0.2.1\r\n");
    assert_eq!(passed_on.status, 403, "{}", passed_on.body);
    assert!(!passed_on.body.contains("portico_requests_total"));
}

#[test]
fn no_line_and_no_measurement_holds_what_is_in_an_address() {
    let place = Place::new().migrated();
    let mut running = place.serve(&["--log-format", "json", "--log-level", "trace"]);
    running.get("/cases/CANARY-IN-PATH?name=CANARY-IN-QUERY");
    running.get_with("/nothing/CANARY-IN-PATH", "cookie: portico=CANARY-IN-COOKIE\r\nx-request-id: CANARY-IN-ID\r\n");
    let last = running.get("/");
    let measured = running.get("/metrics").body;
    running.signal("TERM");
    assert!(running.ended().success(), "{}", running.said);
    assert!(!running.said.contains("CANARY"), "{}", running.said);
    assert!(!measured.contains("CANARY"), "{measured}");

    let lines: Vec<serde_json::Value> =
        running.said.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("{line}"))).collect();
    let of_request = lines.iter().find(|line| line["route"] == "/" && line["method"] == "GET").expect("a line");
    assert_eq!(of_request["status"], last.status);
    let id = of_request["span"]["id"].as_str().expect("an id");
    assert!(last.head.contains(&format!("x-request-id: {id}")), "{}", last.head);
}

#[test]
fn the_server_stops_in_time_when_it_is_told_to() {
    for signal in ["TERM", "INT"] {
        let place = Place::new().migrated();
        let mut running = place.serve(&[]);
        // A connection that somebody keeps open does not hold it up.
        let _idle = std::net::TcpStream::connect(running.address).unwrap();
        assert_eq!(running.get("/healthz").status, 200);
        let begun = std::time::Instant::now();
        running.signal(signal);
        assert!(running.ended().success(), "{}", running.said);
        assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
        assert!(!running.said.contains("unfinished"), "{}", running.said);
    }
}

#[test]
fn staff_pages_are_off_in_a_service_and_it_says_so() {
    let place = Place::new().migrated();
    let running = place.serve(&[]);
    let (running, page) = said_of_staff(running, "Staff pages are off: no identity provider");
    assert_ne!(page, 200);
    drop(running);
}

#[test]
fn staff_pages_are_off_in_a_demonstration_that_others_can_reach_and_it_says_so() {
    let place = Place::new().migrated();
    let (running, page) = said_of_staff(place.serve(&["--demo", "true"]), "Staff pages are open");
    assert_eq!(page, 200);
    drop(running);
    let beyond = place.serve(&["--demo", "true", "--listen", "0.0.0.0:0"]);
    let (running, page) = said_of_staff(beyond, "Staff pages are off");
    assert_ne!(page, 200);
    drop(running);
}

/// Waits until the server says this of its staff pages, and asks for their sign-in page.
fn said_of_staff(mut running: crate::process::Running, words: &str) -> (crate::process::Running, u16) {
    running.wait_for(words);
    let status = running.get("/staff/sign-in").status;
    (running, status)
}
