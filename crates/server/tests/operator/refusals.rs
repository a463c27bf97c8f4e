//! What the server will not start on: one line each, and nothing is overwritten.

use std::{
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
};

use crate::{
    place::{Place, demo_data},
    process::Ended,
};

/// Every file below a folder, with what is in it.
fn contents(folder: &Path) -> Vec<(PathBuf, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().map(Result::unwrap) {
        match entry.file_type().unwrap() {
            kind if kind.is_dir() => found.extend(contents(&entry.path())),
            // SQLite's shared memory and the lock are no data: looking at a database may touch them.
            _ if ["-shm", ".lock"].iter().any(|end| entry.path().to_string_lossy().ends_with(end)) => (),
            _ => found.push((entry.path(), fs::read(entry.path()).unwrap())),
        }
    }
    found.sort();
    found
}

/// Refuses to serve, and leaves the data folder as it is.
fn refuses_to_serve(place: &Place, words: &str) {
    let before = contents(&place.data());
    let line = place.run(&["serve", "--listen", "127.0.0.1:0"]).refused();
    assert!(line.contains(words), "{line}");
    assert_eq!(contents(&place.data()), before, "it changed something");
}

#[test]
fn an_address_in_use() {
    let place = Place::new().migrated();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let line = place.run(&["serve", "--listen", &address]).refused();
    assert!(line.contains(&address) && line.contains("in use"), "{line}");
}

#[test]
fn a_demonstration_on_an_address_in_use_deletes_nothing() {
    let place = Place::on_sqlite();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("portico-demo.toml"), "about = ''\nmade = ['portico.sqlite']").unwrap();
    fs::write(place.data().join("portico.sqlite"), "precious").unwrap();
    let before = contents(&place.data());
    let line = place.run(&["demo", "--fresh", "--listen", &address, "--demo-data", &demo_data()]).refused();
    assert!(line.contains("in use"), "{line}");
    assert_eq!(contents(&place.data()), before);
}

#[test]
fn a_database_that_nobody_migrated() {
    let place = Place::new();
    refuses_to_serve(&place, "portico migrate");
    assert!(!place.data().join("portico.sqlite").exists());
}

#[test]
fn a_folder_that_cannot_be_written_to() {
    let place = Place::on_sqlite();
    // A file where the folder should be: no permission makes a difference to that, not even root's.
    fs::write(place.data(), "not a folder").unwrap();
    let line = place.run(&["migrate"]).refused();
    assert!(line.contains("data"), "{line}");
    let line = place.run(&["demo", "--listen", "127.0.0.1:0", "--demo-data", &demo_data()]).refused();
    assert!(line.contains("data"), "{line}");
    assert_eq!(fs::read_to_string(place.data()).unwrap(), "not a folder");
}

#[test]
fn a_database_that_a_newer_version_changed() {
    let place = Place::new().migrated();
    place.execute("INSERT INTO portico_migration (name, checksum, applied_at) VALUES ('0999_from_the_future', 'x', 1)");
    refuses_to_serve(&place, "newer Portico (0999_from_the_future)");
    let line = place.run(&["migrate"]).refused();
    assert!(line.contains("newer Portico"), "{line}");
}

#[test]
fn a_copy_that_a_newer_version_made() {
    let place = Place::on_sqlite().migrated();
    place.execute("INSERT INTO portico_migration (name, checksum, applied_at) VALUES ('0999_from_the_future', 'x', 1)");
    let (copy, to) = (place.data().join("portico.sqlite"), place.path("restored.sqlite"));
    let words = ["restore", "--from", copy.to_str().unwrap(), "--to", to.to_str().unwrap()];
    let line = Ended::of(place.bare(&words)).refused();
    assert!(line.contains("newer Portico (0999_from_the_future)"), "{line}");
    assert!(!to.exists());
}

#[test]
fn a_database_that_is_an_empty_file_stays_one() {
    let place = Place::on_sqlite().migrated();
    let database = place.data().join("portico.sqlite");
    for left in ["portico.sqlite-wal", "portico.sqlite-shm"] {
        let _ = fs::remove_file(place.data().join(left));
    }
    fs::write(&database, "").unwrap();
    refuses_to_serve(&place, "is empty");
    assert_eq!(fs::metadata(&database).unwrap().len(), 0);
}

#[test]
fn a_damaged_database() {
    let place = Place::on_sqlite().migrated();
    let database = place.data().join("portico.sqlite");
    let mut bytes = fs::read(&database).unwrap();
    bytes[..100].fill(0);
    fs::write(&database, &bytes).unwrap();
    refuses_to_serve(&place, "damaged");
    let before = contents(&place.data());
    place.run(&["migrate"]).refused();
    assert_eq!(contents(&place.data()), before, "migrate changed something");
}

#[test]
fn something_that_is_no_database() {
    let place = Place::on_sqlite();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("portico.sqlite"), "Dear diary, today I met a database.\n".repeat(100)).unwrap();
    refuses_to_serve(&place, "damaged");
}

#[test]
fn a_database_without_its_key_file() {
    let place = Place::new().migrated();
    place.run(&["clock", "move-to", "2023-03-20", "--demo", "true"]).worked();
    let key = place.data().join("portico.key");
    fs::remove_file(&key).unwrap();
    refuses_to_serve(&place, "portico.key");
    place.run(&["migrate"]).refused();
    assert!(!key.exists(), "it made another key");
}

#[test]
fn a_database_that_nobody_has_used_yet_gets_its_key_file_even_after_a_stop_halfway() {
    let place = Place::new().migrated();
    let key = place.data().join("portico.key");
    fs::remove_file(&key).unwrap();
    place.run(&["migrate"]).worked();
    assert!(key.exists());
}

#[test]
fn a_second_server_on_the_same_sqlite_database() {
    let place = Place::on_sqlite().migrated();
    let first = place.serve(&[]);
    let line = place.run(&["serve", "--listen", "127.0.0.1:0"]).refused();
    assert!(line.contains("another Portico"), "{line}");
    assert_eq!(first.get("/healthz").status, 200);
}

#[test]
fn a_folder_that_is_not_the_demonstrations() {
    let place = Place::on_sqlite();
    fs::create_dir(place.data()).unwrap();
    fs::write(place.data().join("thesis.txt"), "five years of work").unwrap();
    let line = place.run(&["demo", "--fresh", "--listen", "127.0.0.1:0", "--demo-data", &demo_data()]).refused();
    assert!(line.contains("nothing was deleted"), "{line}");
    assert_eq!(contents(&place.data()).len(), 1);
}

#[test]
fn the_clock_of_a_service_is_never_moved() {
    let place = Place::new().migrated();
    let before = place.run(&["clock", "show"]).worked();
    let line = place.run(&["clock", "move-to", "2099-01-01"]).refused();
    assert!(line.contains("never moved"), "{line}");
    let day = |told: &str| told.split(',').next().unwrap().to_owned();
    assert_eq!(day(&place.run(&["clock", "show"]).worked()), day(&before));
}

#[test]
fn a_host_whose_address_is_none() {
    let place = Place::new().migrated();
    let line = place.run(&["serve", "--listen", "127.0.0.1:0", "--host", "rest-agency=http://"]).refused();
    assert!(line.contains("rest-agency"), "{line}");
}

#[test]
fn a_backup_over_something_that_is_there() {
    let place = Place::on_sqlite().migrated();
    let there = place.path("there.sqlite");
    fs::write(&there, "precious").unwrap();
    let to = there.to_str().unwrap();
    let line = place.run(&["backup", "--to", to]).refused();
    assert!(line.contains("there.sqlite"), "{line}");
    let from = place.database();
    let line = Ended::of(place.bare(&["restore", "--from", &from, "--to", to])).refused();
    assert!(line.contains("there.sqlite"), "{line}");
    assert_eq!(fs::read_to_string(&there).unwrap(), "precious");
}

#[test]
fn a_server_that_is_not_there_to_be_tried() {
    let place = Place::on_sqlite();
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let at = format!("http://{free}");
    let line = Ended::of(place.bare(&["try", "--at", &at])).refused();
    assert!(line.contains(&at) && line.contains("refused") && line.contains("make run"), "{line}");
    let line = Ended::of(place.bare(&["try", "--at", "nonsense"])).refused();
    assert!(line.contains("'nonsense' is not the address of a server"), "{line}");
}
