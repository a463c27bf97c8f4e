//! Migrations of a SQLite file.

use std::{
    collections::BTreeMap, fs, io::ErrorKind, os::unix::fs::OpenOptionsExt as _, path::Path, thread, time::Duration,
};

use rusqlite::{OptionalExtension, params};

use super::{
    Dialect, LEDGER, Migration, missing, refuse_missing,
    script::{statements, translate},
};
use crate::{
    Settings, StoreError,
    sqlite::{APPLICATION_ID, Connection, OWN, failure, open, opening},
};

/// Files up to this size are looked through on every start.
const QUICK: u64 = 64 << 20;

pub(super) fn migrate(path: &Path, settings: &Settings, migrations: &[Migration]) -> Result<Vec<String>, StoreError> {
    if !path.exists() {
        create(path)?;
    }
    let connection = patiently(|| open(path))?;
    let empty = patiently(|| is_empty(path, &connection))?;
    if !empty {
        whole(path, &connection)?;
    }
    let known = if empty { BTreeMap::new() } else { applied(&connection)? };
    let mut done = Vec::new();
    for migration in missing(&known, migrations)? {
        if apply(&connection, migration, settings.clock.now().0)? {
            done.push(migration.name.to_owned());
        }
    }
    Ok(done)
}

pub(super) fn check(path: &Path, migrations: &[Migration]) -> Result<(), StoreError> {
    if !path.exists() {
        return Err(StoreError::NotMigrated(format!("there is none at {}; is that the right place?", path.display())));
    }
    let empty = || StoreError::NotMigrated(format!("{} is empty", path.display()));
    // Opening it would already write into it.
    if fs::metadata(path).is_ok_and(|file| file.len() == 0) {
        return Err(empty());
    }
    let connection = open(path)?;
    if is_empty(path, &connection)? {
        return Err(empty());
    }
    whole(path, &connection)?;
    refuse_missing(&missing(&applied(&connection)?, migrations)?)?;
    // Takes the write lock and gives it back: a folder we may only read fails here, not at the first command.
    connection.raw.execute_batch("BEGIN IMMEDIATE; ROLLBACK").map_err(|error| opening(path, &error))
}

/// While another node makes the file, SQLite turns us away at once, whatever our patience: try for two seconds.
fn patiently<T>(attempt: impl Fn() -> Result<T, StoreError>) -> Result<T, StoreError> {
    for _ in 0..100 {
        match attempt() {
            Err(StoreError::Unavailable { .. }) => thread::sleep(Duration::from_millis(20)),
            other => return other,
        }
    }
    attempt()
}

/// An empty file, put there only if nothing is: SQLite fills it. Only its owner can read it, nor what SQLite puts
/// beside it, which takes after it.
fn create(path: &Path) -> Result<(), StoreError> {
    match fs::OpenOptions::new().write(true).create_new(true).mode(OWN).open(path) {
        Ok(_) => Ok(()),
        // Another node has put it there since we looked: the lock inside decides who fills it.
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(StoreError::NotWritable(format!("{} ({error})", path.display()))),
    }
}

/// Nothing in it yet?
fn is_empty(path: &Path, connection: &Connection) -> Result<bool, StoreError> {
    connection
        .raw
        .query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))
        .map_err(|error| opening(path, &error))
}

/// Looks through a file of ordinary size; a very large one is left to `portico verify`.
fn whole(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    if fs::metadata(path).is_ok_and(|file| file.len() > QUICK) {
        return Ok(());
    }
    quick_check(path, connection)
}

pub(crate) fn quick_check(path: &Path, connection: &Connection) -> Result<(), StoreError> {
    let found: String = connection
        .raw
        .query_row("PRAGMA quick_check(1)", [], |row| row.get(0))
        .map_err(|error| opening(path, &error))?;
    if found == "ok" {
        return Ok(());
    }
    let found = found.lines().collect::<Vec<_>>().join(" ");
    Err(StoreError::Damaged(format!("{}: {found}", path.display())))
}

/// Is a copy one that this program can use, at once or after a migration?
pub(crate) fn usable(connection: &Connection, migrations: &[Migration]) -> Result<(), StoreError> {
    missing(&applied(connection)?, migrations).map(drop)
}

fn applied(connection: &Connection) -> Result<BTreeMap<String, String>, StoreError> {
    let read = || -> rusqlite::Result<BTreeMap<String, String>> {
        let mut statement = connection.raw.prepare("SELECT name, checksum FROM portico_migration ORDER BY name")?;
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
    };
    read().map_err(|error| StoreError::Damaged(format!("its list of migrations cannot be read ({error})")))
}

/// Applies one in one transaction. Answers false if another process was faster.
fn apply(connection: &Connection, migration: &Migration, now: i64) -> Result<bool, StoreError> {
    let statements = statements(migration, Dialect::Sqlite)?;
    let refused = |error, sql: &str| match failure(error, sql).error {
        StoreError::Full => StoreError::Full,
        other => StoreError::Migration { name: migration.name.to_owned(), why: other.to_string() },
    };
    let run = |sql: &str| connection.raw.execute_batch(sql).map_err(|error| refused(error, sql));
    run("BEGIN IMMEDIATE")?;
    let result = (|| {
        run(&format!("PRAGMA application_id = {APPLICATION_ID}"))?;
        run(&translate(LEDGER, Dialect::Sqlite).replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"))?;
        let kept: Option<String> = connection
            .raw
            .query_row("SELECT checksum FROM portico_migration WHERE name = ?1", [migration.name], |row| row.get(0))
            .optional()
            .map_err(|error| refused(error, "SELECT"))?;
        if kept.is_some() {
            return Ok(false);
        }
        statements.iter().try_for_each(|statement| run(statement))?;
        connection
            .raw
            .execute(
                "INSERT INTO portico_migration (name, checksum, applied_at) VALUES (?1, ?2, ?3)",
                params![migration.name, migration.checksum(), now],
            )
            .map_err(|error| refused(error, "INSERT"))?;
        Ok(true)
    })();
    match result {
        Ok(new) => run("COMMIT").map(|()| new),
        Err(error) => {
            if !connection.raw.is_autocommit() {
                run("ROLLBACK")?;
            }
            Err(error)
        }
    }
}
