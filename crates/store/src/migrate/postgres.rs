//! Migrations of a PostgreSQL database. One node at a time: the others wait, and find nothing left to do.

use std::{collections::BTreeMap, time::Duration};

use ::postgres::{Client, Config, NoTls, error::SqlState};

use super::{
    Dialect, LEDGER, Migration, missing, refuse_missing,
    script::{statements, translate},
};
use crate::{
    Settings, StoreError,
    postgresql::{config, on_a_plain_thread},
};

/// "Port", the key of the lock.
const LOCK: i64 = 0x506f_7274;
const OLDEST: i32 = 150_000;

pub(super) fn migrate(url: &str, settings: &Settings, migrations: &[Migration]) -> Result<Vec<String>, StoreError> {
    on_a_plain_thread(|| {
        let config = config(url)?;
        let mut client = connect_or_create(&config)?;
        fit_for_us(&mut client)?;
        client.execute("SELECT pg_advisory_lock($1)", &[&LOCK]).map_err(|error| unavailable(&error))?;
        let known = applied(&mut client)?;
        if known.is_none() {
            let ledger = translate(LEDGER, Dialect::Postgres);
            client.batch_execute(&ledger).map_err(|error| failed("portico_migration", &error))?;
        }
        let mut done = Vec::new();
        for migration in missing(&known.unwrap_or_default(), migrations)? {
            apply(&mut client, migration, settings.clock.now().0)?;
            done.push(migration.name.to_owned());
        }
        Ok(done)
    })
}

pub(super) fn check(url: &str, migrations: &[Migration]) -> Result<(), StoreError> {
    on_a_plain_thread(|| {
        let mut client = connect(&config(url)?).map_err(|error| match error.code() {
            Some(&SqlState::INVALID_CATALOG_NAME) => StoreError::NotMigrated("there is no such database".to_owned()),
            _ => unavailable(&error),
        })?;
        fit_for_us(&mut client)?;
        let known = applied(&mut client)?.ok_or_else(|| StoreError::NotMigrated("it is empty".to_owned()))?;
        refuse_missing(&missing(&known, migrations)?)
    })
}

fn connect(config: &Config) -> Result<Client, ::postgres::Error> {
    config.connect(NoTls)
}

fn connect_or_create(config: &Config) -> Result<Client, StoreError> {
    match connect(config) {
        Err(error) if error.code() == Some(&SqlState::INVALID_CATALOG_NAME) => {
            create(config)?;
            connect(config).map_err(|error| unavailable(&error))
        }
        other => other.map_err(|error| unavailable(&error)),
    }
}

fn create(config: &Config) -> Result<(), StoreError> {
    let name = config.get_dbname().or(config.get_user()).unwrap_or_default();
    let mut client = connect(config.clone().dbname("postgres")).map_err(|error| unavailable(&error))?;
    let made = client.batch_execute(&format!(
        "CREATE DATABASE \"{}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'",
        name.replace('"', "\"\"")
    ));
    match made {
        // Another node was faster.
        Err(error) if matches!(error.code(), Some(&SqlState::DUPLICATE_DATABASE | &SqlState::UNIQUE_VIOLATION)) => {
            Ok(())
        }
        other => other.map_err(|error| failed("CREATE DATABASE", &error)),
    }
}

/// A server that is new enough, writes, keeps its promises, and sorts as SQLite does.
fn fit_for_us(client: &mut Client) -> Result<(), StoreError> {
    let row = client
        .query_one(
            "SELECT CAST(current_setting('server_version_num') AS INTEGER), current_setting('transaction_read_only'),
                 current_setting('fsync'), current_setting('full_page_writes'), datcollate, datctype,
                 pg_encoding_to_char(encoding)
             FROM pg_database WHERE datname = current_database()",
            &[],
        )
        .map_err(|error| unavailable(&error))?;
    if row.get::<_, i32>(0) < OLDEST {
        return Err(StoreError::Unsupported("PostgreSQL 15 or newer is needed".to_owned()));
    }
    if row.get::<_, &str>(1) != "off" {
        return Err(StoreError::NotWritable("this PostgreSQL server: it is read-only".to_owned()));
    }
    if row.get::<_, &str>(2) != "on" || row.get::<_, &str>(3) != "on" {
        tracing::warn!("This PostgreSQL server runs with fsync or full_page_writes off: a power cut loses work");
    }
    if row.get::<_, &str>(4) != "C" || row.get::<_, &str>(5) != "C" || row.get::<_, &str>(6) != "UTF8" {
        let why = "the database must be created with TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'";
        return Err(StoreError::Unsupported(why.to_owned()));
    }
    Ok(())
}

/// What was applied; nothing if this database was never migrated.
fn applied(client: &mut Client) -> Result<Option<BTreeMap<String, String>>, StoreError> {
    let damaged = |error: ::postgres::Error| {
        StoreError::Damaged(format!("its list of migrations cannot be read ({})", said(&error)))
    };
    let there = client
        .query_one("SELECT to_regclass('portico_migration') IS NOT NULL", &[])
        .map_err(|error| unavailable(&error))?;
    if !there.get::<_, bool>(0) {
        return Ok(None);
    }
    let rows = client.query("SELECT name, checksum FROM portico_migration ORDER BY name", &[]).map_err(damaged)?;
    rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect::<Result<_, _>>().map(Some).map_err(damaged)
}

fn apply(client: &mut Client, migration: &Migration, now: i64) -> Result<(), StoreError> {
    let statements = statements(migration, Dialect::Postgres)?;
    let apply = || -> Result<(), ::postgres::Error> {
        let mut transaction = client.transaction()?;
        // A migration that waits for a long query must not make everybody wait behind it.
        transaction.batch_execute("SET LOCAL lock_timeout = '10s'")?;
        for statement in &statements {
            transaction.batch_execute(statement)?;
        }
        transaction.execute(
            "INSERT INTO portico_migration (name, checksum, applied_at) VALUES ($1, $2, $3)",
            &[&migration.name, &migration.checksum(), &now],
        )?;
        transaction.commit()
    };
    let mut apply = apply;
    apply().map_err(|error| failed(migration.name, &error))
}

fn failed(name: &str, error: &::postgres::Error) -> StoreError {
    if error.code() == Some(&SqlState::DISK_FULL) {
        return StoreError::Full;
    }
    StoreError::Migration { name: name.to_owned(), why: said(error) }
}

fn unavailable(error: &::postgres::Error) -> StoreError {
    StoreError::Unavailable { why: said(error), retry_after: Duration::from_secs(1) }
}

/// What the server said; the client's own errors may repeat the address, so only their kind.
fn said(error: &::postgres::Error) -> String {
    error.as_db_error().map_or_else(|| error.to_string(), |said| said.message().to_owned())
}
