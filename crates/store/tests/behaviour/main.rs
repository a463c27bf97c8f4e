//! What the store promises, on the engine of `PORTICO_TEST_ENGINE`.
#![expect(clippy::unwrap_used, reason = "a helper of a test fails the test, as the test itself would")]

mod audit;
mod both_engines;
mod clocks;
mod closing;
mod commands;
mod copies;
mod crowds;
mod idling;
mod migrations;
mod outbox;
mod recovery;
mod seal;

use store::{MIGRATIONS, Migration, Store, StoreError, args, testing::Fresh};

/// A table for tests: one column of each type.
const NOTES: Migration = Migration {
    name: "test-0001-note",
    sql: "CREATE TABLE note (id TEXT PRIMARY KEY, n {INT} NOT NULL, text TEXT, x {REAL}, bytes {BLOB})",
};

fn tables() -> Vec<Migration> {
    [MIGRATIONS, &[NOTES]].concat()
}

fn fresh() -> Fresh {
    store::testing::fresh(&tables())
}

fn on_postgres(store: &Store) -> bool {
    store.engine_name() == "PostgreSQL"
}

fn put(tx: &mut store::Tx<'_>, id: &str, n: i64) -> Result<(), StoreError> {
    tx.execute("INSERT INTO note (id, n) VALUES ($1, $2)", args![id, n]).map(drop)
}

fn add(store: &Store, id: &str, n: i64) -> Result<(), StoreError> {
    let id = id.to_owned();
    store.write_blocking(move |tx| put(tx, &id, n))
}

/// The numbers of all notes, by id.
fn notes(store: &Store) -> Vec<(String, i64)> {
    store
        .read_blocking(|tx| {
            tx.all("SELECT id, n FROM note ORDER BY id", args![], |row| Ok((row.get(0)?, row.get(1)?)))
                .map_err(|error: StoreError| error)
        })
        .unwrap()
}
