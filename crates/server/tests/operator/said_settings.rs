//! Settings as the binary itself takes them: where they come from, and what it says to one that it does not know.

use std::fs;

use server::settings::keys::KEYS;

use crate::{place::Place, process::Ended};

#[test]
fn every_setting_is_printed_with_where_it_comes_from() {
    let place = Place::on_sqlite();
    let printed = Ended::of(place.bare(&["serve", "--print-config"])).worked();
    for key in KEYS {
        let line = printed.lines().find(|line| line.starts_with(&format!("{} = ", key.name)));
        assert!(line.is_some_and(|line| line.ends_with("# default")), "{} in:\n{printed}", key.name);
    }
}

#[test]
fn flags_win_over_the_environment_and_that_over_the_file() {
    let place = Place::on_sqlite();
    let file = place.path("portico.toml");
    fs::write(&file, "zone = 'Europe/Paris'\nlisten = '127.0.0.1:3'\n[log]\nformat = 'json'\n").unwrap();
    let mut command = place.bare(&["serve", "--print-config", "--listen", "127.0.0.1:1"]);
    command.env("PORTICO_CONFIG", &file).env("PORTICO_LISTEN", "127.0.0.1:2").env("PORTICO_ZONE", "Europe/Rome");
    let printed = Ended::of(command).worked();
    let check = |name: &str, value: &str, origin: &str| {
        let line = printed.lines().find(|line| line.starts_with(name)).unwrap();
        assert!(line.contains(&format!("\"{value}\"")) && line.ends_with(origin), "{line}");
    };
    check("listen", "127.0.0.1:1", "# --listen");
    check("zone", "Europe/Rome", "# PORTICO_ZONE");
    check("log.format", "json", "portico.toml:4");
}

#[test]
fn a_demonstration_is_one_whatever_anybody_says() {
    let place = Place::on_sqlite();
    let mut command = place.bare(&["demo", "--print-config"]);
    command.env("PORTICO_DEMO", "false").env("PORTICO_WORK_POLL_SECONDS", "7");
    let printed = Ended::of(command).worked();
    let line = |name: &str| printed.lines().find(|line| line.starts_with(name)).unwrap().to_owned();
    assert!(line("demo = ").contains("\"true\"") && line("demo = ").ends_with("# portico demo"), "{printed}");
    assert!(line("work.poll-seconds").ends_with("# PORTICO_WORK_POLL_SECONDS"), "{printed}");
    assert!(!place.data().exists());
}

#[test]
fn what_is_printed_hides_secrets_and_is_a_settings_file_again() {
    let place = Place::on_sqlite();
    let mut command = place.bare(&["serve", "--print-config", "--host", "rest-agency=http://127.0.0.1:1"]);
    command.env("PORTICO_HOSTS_REST_AGENCY_SECRET", "hunter2-hunter2-hunter2");
    command.env("PORTICO_DATABASE", "postgres://portico:hunter2@db/portico");
    let printed = Ended::of(command).worked();
    assert!(!printed.contains("hunter2-hunter2-hunter2"), "{printed}");
    let file = place.path("printed.toml");
    fs::write(&file, &printed).unwrap();
    let again = Ended::of(place.bare(&["serve", "--print-config", "--config", file.to_str().unwrap()])).worked();
    let values = |text: &str| text.lines().map(|line| line.split(" #").next().unwrap().trim().to_owned()).collect();
    let (first, second): (Vec<String>, Vec<String>) = (values(&printed), values(&again));
    assert_eq!(first, second);
}

#[test]
fn a_name_that_nobody_knows_is_one_line_with_the_nearest_known() {
    let place = Place::on_sqlite();
    let mut command = place.bare(&["serve"]);
    command.env("PORTICO_LISEN", "127.0.0.1:1");
    let line = Ended::of(command).refused();
    assert!(line.contains("PORTICO_LISEN") && line.contains("PORTICO_LISTEN"), "{line}");

    let file = place.path("portico.toml");
    fs::write(&file, "# mine\n[limits]\nqeue = 5\n").unwrap();
    let line = Ended::of(place.bare(&["serve", "--config", file.to_str().unwrap()])).refused();
    assert!(line.contains("portico.toml:3: 'limits.qeue'") && line.contains("'limits.queue'"), "{line}");

    let refused = Ended::of(place.bare(&["serve", "--lisen", "127.0.0.1:1"]));
    assert!(!refused.status.success() && refused.err.contains("--listen"), "{refused:?}");
}

#[test]
fn a_settings_file_that_is_no_text_is_one_line_that_says_where() {
    let place = Place::on_sqlite();
    let file = place.path("portico.toml");
    let refused = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        Ended::of(place.bare(&["serve", "--config", file.to_str().unwrap()])).refused()
    };
    let line = refused(b"# mine\nzone = \"caf\xe9\"\n");
    assert!(line.contains("portico.toml:2:") && line.contains("0xe9") && line.contains("UTF-8"), "{line}");
    let line = refused(b"\xff\xfez\0o\0n\0e\0");
    assert!(line.contains("portico.toml:1:") && line.contains("0xff"), "{line}");
}

#[test]
fn a_settings_file_that_is_not_there_is_one_line() {
    let place = Place::on_sqlite();
    let line = Ended::of(place.bare(&["serve", "--config", "nowhere.toml"])).refused();
    assert!(line.contains("nowhere.toml"), "{line}");
}
