//! Migrations: forward only, named, with the checksum of what was applied; nothing unknown is ever overwritten.

mod postgres;
mod script;
mod sqlite;

use std::collections::BTreeMap;

use aws_lc_rs::digest::{SHA256, digest};

use crate::{Engine, Settings, StoreError};

pub(crate) use script::Dialect;
pub(crate) use sqlite::{quick_check, usable};

/// One step. Never edited once released: the checksum of what was applied is compared.
///
/// Column types are `{INT}`, `TEXT`, `{REAL}` and `{BLOB}`; tables are STRICT on SQLite without saying so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    /// A name that no other crate uses, such as `catalogue-0001-organisations`.
    pub name: &'static str,
    /// Statements, separated by `;`.
    pub sql: &'static str,
}

impl Migration {
    /// The digest that is kept beside the name once it was applied.
    pub(crate) fn checksum(&self) -> String {
        hex::encode(digest(&SHA256, self.sql.as_bytes()).as_ref())
    }
}

/// Applies what is missing, creating the database if there is none. Answers the names of what was applied.
pub(crate) fn migrate(settings: &Settings, migrations: &[Migration]) -> Result<Vec<String>, StoreError> {
    check_names(migrations)?;
    match &settings.engine {
        Engine::Sqlite { path } => sqlite::migrate(path, settings, migrations),
        Engine::Postgres { url } => postgres::migrate(url, settings, migrations),
    }
}

/// Is the database exactly what these migrations make?
pub(crate) fn check(settings: &Settings, migrations: &[Migration]) -> Result<(), StoreError> {
    check_names(migrations)?;
    match &settings.engine {
        Engine::Sqlite { path } => sqlite::check(path, migrations),
        Engine::Postgres { url } => postgres::check(url, migrations),
    }
}

fn check_names(migrations: &[Migration]) -> Result<(), StoreError> {
    let mut seen = BTreeMap::new();
    for migration in migrations {
        if seen.insert(migration.name, migration.sql).is_some() {
            let why = "two migrations have this name".to_owned();
            return Err(StoreError::Migration { name: migration.name.to_owned(), why });
        }
    }
    Ok(())
}

/// Compares what was applied with what we know, and answers what is missing, in order.
pub(crate) fn missing<'m>(
    applied: &BTreeMap<String, String>,
    migrations: &'m [Migration],
) -> Result<Vec<&'m Migration>, StoreError> {
    let unknown: Vec<_> =
        applied.keys().filter(|name| !migrations.iter().any(|known| known.name == name.as_str())).cloned().collect();
    if !unknown.is_empty() {
        return Err(StoreError::NewerDatabase(unknown.join(", ")));
    }
    if let Some(edited) =
        migrations.iter().find(|known| applied.get(known.name).is_some_and(|kept| *kept != known.checksum()))
    {
        return Err(StoreError::Damaged(format!("migration {} is not the one that was applied", edited.name)));
    }
    Ok(migrations.iter().filter(|known| !applied.contains_key(known.name)).collect())
}

fn refuse_missing(missing: &[&Migration]) -> Result<(), StoreError> {
    match missing {
        [] => Ok(()),
        [one] => Err(StoreError::NotMigrated(format!("{} is missing", one.name))),
        [first, rest @ ..] => {
            Err(StoreError::NotMigrated(format!("{} and {} more are missing", first.name, rest.len())))
        }
    }
}

/// What keeps count of the steps, on both engines.
pub(crate) const LEDGER: &str = "CREATE TABLE portico_migration (
    name TEXT PRIMARY KEY,
    checksum TEXT NOT NULL,
    applied_at {INT} NOT NULL
)";
