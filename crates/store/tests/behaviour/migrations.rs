//! Forward only, and nothing is ever overwritten.

use std::{fs, path::PathBuf};

use store::{
    Engine, Migration, Settings, Store, StoreError, args,
    testing::{Nothing, nothing_yet},
};

const ONE: Migration = Migration { name: "one", sql: "CREATE TABLE one (id TEXT PRIMARY KEY)" };
const TWO: Migration = Migration {
    name: "two",
    sql: "CREATE TABLE two (id TEXT PRIMARY KEY, n {INT}); INSERT INTO two (id, n) VALUES ('a;b', 1);",
};

fn refused(settings: &Settings, migrations: &[Migration]) -> StoreError {
    match Store::open(settings, migrations) {
        Ok(_) => panic!("it was opened"),
        Err(error) => {
            let line = error.to_string();
            assert!(!line.contains('\n') && line.len() < 400, "one clear line: {line}");
            error
        }
    }
}

fn two(settings: &Settings, migrations: &[Migration]) -> Result<i64, StoreError> {
    let store = Store::open(settings, migrations).unwrap();
    store.read_blocking(|tx| tx.one("SELECT n FROM two WHERE id = 'a;b'", args![], |row| row.get(0)))
}

#[test]
fn steps_are_applied_once_and_in_order() {
    let Nothing { settings, .. } = &nothing_yet();
    assert!(matches!(refused(settings, &[ONE]), StoreError::NotMigrated(_)));
    assert_eq!(Store::migrate(settings, &[ONE]).unwrap(), ["one"]);
    assert_eq!(Store::migrate(settings, &[ONE, TWO]).unwrap(), ["two"]);
    assert_eq!(Store::migrate(settings, &[ONE, TWO]).unwrap(), Vec::<String>::new());
    assert_eq!(two(settings, &[ONE, TWO]).unwrap(), 1);
}

#[test]
fn a_step_of_another_crate_may_come_before_those_that_were_applied() {
    let Nothing { settings, .. } = &nothing_yet();
    Store::migrate(settings, &[TWO]).unwrap();
    assert_eq!(Store::migrate(settings, &[ONE, TWO]).unwrap(), ["one"]);
}

#[test]
fn an_unfinished_database_is_refused_with_what_is_missing() {
    let Nothing { settings, .. } = &nothing_yet();
    Store::migrate(settings, &[ONE]).unwrap();
    let said = refused(settings, &[ONE, TWO]).to_string();
    assert_eq!(said, "the database is not ready (two is missing); run `portico migrate`");
}

#[test]
fn a_newer_database_is_refused_and_left_as_it_is() {
    let Nothing { settings, .. } = &nothing_yet();
    Store::migrate(settings, &[ONE, TWO]).unwrap();
    let said = refused(settings, &[ONE]).to_string();
    assert_eq!(said, "the database was changed by a newer Portico (two); install that version");
    assert!(matches!(Store::migrate(settings, &[ONE]), Err(StoreError::NewerDatabase(_))));
    assert_eq!(two(settings, &[ONE, TWO]).unwrap(), 1);
}

#[test]
fn a_step_that_was_edited_after_it_was_applied_is_refused() {
    let Nothing { settings, .. } = &nothing_yet();
    Store::migrate(settings, &[ONE]).unwrap();
    let edited = Migration { sql: "CREATE TABLE one (id TEXT PRIMARY KEY, more TEXT)", ..ONE };
    assert!(matches!(refused(settings, &[edited]), StoreError::Damaged(_)));
    assert!(matches!(Store::migrate(settings, &[edited]), Err(StoreError::Damaged(_))));
}

#[test]
fn a_step_that_fails_leaves_the_steps_before_it() {
    let Nothing { settings, .. } = &nothing_yet();
    let bad = Migration { name: "bad", sql: "CREATE TABLE half (id TEXT); INSERT INTO nowhere (id) VALUES ('a')" };
    let failed = Store::migrate(settings, &[ONE, bad, TWO]);
    assert!(matches!(&failed, Err(StoreError::Migration { name, .. }) if name == "bad"), "{failed:?}");
    assert_eq!(Store::migrate(settings, &[ONE, TWO]).unwrap(), ["two"]);
    let half = Migration { name: "half", sql: "CREATE TABLE half (id TEXT)" };
    assert_eq!(Store::migrate(settings, &[ONE, TWO, half]).unwrap(), ["half"], "nothing of the failed step was left");
}

#[test]
fn two_steps_of_one_name_are_refused() {
    let Nothing { settings, .. } = &nothing_yet();
    assert!(matches!(Store::migrate(settings, &[ONE, ONE]), Err(StoreError::Migration { .. })));
}

#[test]
fn nodes_that_migrate_at_once_apply_each_step_once() {
    let Nothing { settings, .. } = &nothing_yet();
    let done: Vec<String> = std::thread::scope(|scope| {
        let nodes: Vec<_> = (0..4).map(|_| scope.spawn(|| Store::migrate(settings, &[ONE, TWO]))).collect();
        nodes.into_iter().flat_map(|node| node.join().unwrap().unwrap()).collect()
    });
    assert_eq!(done.len(), 2, "{done:?}");
    assert_eq!(two(settings, &[ONE, TWO]).unwrap(), 1);
}

#[test]
fn a_database_that_sorts_otherwise_is_refused() {
    let nothing = nothing_yet();
    let Engine::Postgres { url } = nothing.settings.engine.clone() else { return };
    // The address is a URL or pairs of names and values; either way the database's name stands last.
    let place = url.rfind(['=', '/']).expect("tests name their database last") + 1;
    let (cluster, name) = (format!("{}postgres", &url[..place]), url[place..].to_owned());
    std::thread::spawn(move || {
        let mut client = postgres::Client::connect(&cluster, postgres::NoTls).unwrap();
        let other = "TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'";
        client.batch_execute(&format!("CREATE DATABASE {name} {other}")).unwrap();
    })
    .join()
    .unwrap();
    assert!(matches!(Store::migrate(&nothing.settings, &[ONE]), Err(StoreError::Unsupported(_))));
    assert!(matches!(refused(&nothing.settings, &[ONE]), StoreError::Unsupported(_)));
}

/// A file where the database is to be, and what both opening and migrating make of it.
fn of_a_file(nothing: &Nothing, bytes: &[u8]) -> Option<StoreError> {
    let Engine::Sqlite { path } = &nothing.settings.engine else { return None };
    fs::write(path, bytes).unwrap();
    let said = refused(&nothing.settings, &[ONE]);
    assert!(Store::migrate(&nothing.settings, &[ONE]).is_err());
    assert!(fs::read(path).unwrap() == bytes, "it was overwritten");
    Some(said)
}

#[test]
fn a_file_that_is_no_database_is_refused_and_left_alone() {
    let nothing = nothing_yet();
    let said = of_a_file(&nothing, "Dear diary, this is not a database. ".repeat(200).as_bytes());
    assert!(matches!(said, None | Some(StoreError::Damaged(_))), "{said:?}");
}

#[test]
fn another_programs_database_is_refused_and_left_alone() {
    let nothing = nothing_yet();
    for mode in ["DELETE", "WAL"] {
        let other = nothing.folder().join(mode);
        let theirs = rusqlite::Connection::open(&other).unwrap();
        theirs.execute_batch(&format!("PRAGMA journal_mode = {mode}; CREATE TABLE theirs (id TEXT)")).unwrap();
        theirs.close().unwrap();
        let said = of_a_file(&nothing, &fs::read(other).unwrap());
        assert!(matches!(said, None | Some(StoreError::Damaged(_))), "{said:?}");
    }
}

#[test]
fn a_damaged_file_is_refused_and_left_alone() {
    let nothing = nothing_yet();
    let Engine::Sqlite { path } = nothing.settings.engine.clone() else { return };
    Store::migrate(&nothing.settings, &[ONE, TWO]).unwrap();
    let whole = fs::read(&path).unwrap();
    let cut = of_a_file(&nothing, &whole[..whole.len() - 4096]);
    assert!(matches!(cut, Some(StoreError::Damaged(_))), "{cut:?}");
    let mut scribbled = whole;
    let end = scribbled.len();
    scribbled[end - 4096..].fill(0xa5);
    let scribbled = of_a_file(&nothing, &scribbled);
    assert!(matches!(scribbled, Some(StoreError::Damaged(_))), "{scribbled:?}");
}

#[test]
fn a_folder_that_cannot_be_written_to_is_refused() {
    let nothing = nothing_yet();
    if !matches!(nothing.settings.engine, Engine::Sqlite { .. }) {
        return;
    }
    let of = |path: PathBuf| Settings::new(Engine::Sqlite { path });
    for path in ["/proc/portico.sqlite", "/nowhere/portico.sqlite"] {
        let made = Store::migrate(&of(path.into()), &[ONE]);
        assert!(matches!(made, Err(StoreError::NotWritable(_))), "{path}: {made:?}");
    }
    let under_a_file = nothing.folder().join("file");
    fs::write(&under_a_file, "").unwrap();
    let made = Store::migrate(&of(under_a_file.join("portico.sqlite")), &[ONE]);
    assert!(matches!(made, Err(StoreError::NotWritable(_))), "{made:?}");
}

#[test]
fn a_server_that_only_reads_is_refused() {
    let nothing = nothing_yet();
    let Engine::Postgres { url } = &nothing.settings.engine else { return };
    Store::migrate(&nothing.settings, &[ONE]).unwrap();
    let reading = if url.contains("://") {
        format!("{url}?options=-c%20default_transaction_read_only%3Don")
    } else {
        format!("{url} options='-c default_transaction_read_only=on'")
    };
    let reading = Settings::new(Engine::Postgres { url: reading });
    assert!(matches!(refused(&reading, &[ONE]), StoreError::NotWritable(_)));
}
