//! A store of its own for each test, on the engine that `PORTICO_TEST_ENGINE` names.
//!
//! `sqlite` is the default. `postgres` takes the address of a throw-away cluster from `PORTICO_TEST_POSTGRES`; each
//! test gets a database there, cloned from a template that is migrated once.

mod postgres;
mod sqlite;

use std::path::Path;

use aws_lc_rs::digest::{SHA256, digest};
use jiff::tz::TimeZone;
use tempfile::TempDir;
use values::RealTime;

use crate::{Clocks, Engine, Migration, Settings, Store, seal::Vault};

/// When every test begins, in real time: 14 November 2023. Business time is the same until a test sets it.
pub const BEGINNING: RealTime = RealTime(1_700_000_000_000);

/// A store that is gone when this is.
pub struct Fresh {
    /// The store.
    pub store: Store,
    /// Its clocks: real time stands still until a test advances it.
    pub clocks: Clocks,
    /// Keys that are always the same.
    pub vault: Vault,
    /// How the store was opened, to open it again.
    pub settings: Settings,
    // Dropped after the store, in this order.
    _database: Option<postgres::Database>,
    folder: TempDir,
}

impl Fresh {
    /// A folder for files of the test; gone with it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The database file, on SQLite.
    pub fn file(&self) -> Option<&Path> {
        match &self.settings.engine {
            Engine::Sqlite { path } => Some(path),
            Engine::Postgres { .. } => None,
        }
    }
}

/// An empty database with these tables, on manual clocks in the zone of London.
pub fn fresh(migrations: &[Migration]) -> Fresh {
    fresh_with(migrations, |_| {})
}

/// Like [`fresh`], with settings of the test's own.
pub fn fresh_with(migrations: &[Migration], change: impl FnOnce(&mut Settings)) -> Fresh {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    let zone = TimeZone::get("Europe/London").expect("the zones are built in");
    let clocks = Clocks::manual(BEGINNING, zone);
    let (engine, database) = match postgres::address() {
        Some(url) => {
            let database = postgres::Database::from_template(&url, migrations);
            (Engine::Postgres { url: database.url() }, Some(database))
        }
        None => (Engine::Sqlite { path: sqlite::from_template(folder.path(), migrations) }, None),
    };
    let mut settings = Settings { engine, queue: 1024, readers: 2, clock: clocks.real_clock() };
    change(&mut settings);
    let store = Store::open(&settings, migrations).expect("a test can open its database");
    Fresh { store, clocks, vault: Vault::for_tests(), settings, _database: database, folder }
}

/// How SQLite would run a statement on this crate's tables.
#[cfg(test)]
pub(crate) fn sqlite_plan(sql: &str) -> String {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    let path = sqlite::from_template(folder.path(), crate::MIGRATIONS);
    let connection = ::rusqlite::Connection::open(path).expect("a test can open its database");
    let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("the statement is ours");
    let nothing = ::rusqlite::params_from_iter(vec![None::<i64>; statement.parameter_count()]);
    let rows = statement.query_map(nothing, |row| row.get::<_, String>(3)).expect("a plan has rows");
    rows.map(|row| row.expect("a plan is text")).collect::<Vec<_>>().join("\n")
}

/// A database that was never migrated, for tests of migrations: nothing is there yet.
pub fn nothing_yet() -> Nothing {
    let folder = tempfile::tempdir().expect("the system has a folder for temporary files");
    let (engine, database) = match postgres::address() {
        Some(url) => {
            let database = postgres::Database::to_be(&url);
            (Engine::Postgres { url: database.url() }, Some(database))
        }
        None => (Engine::Sqlite { path: folder.path().join("portico.sqlite") }, None),
    };
    Nothing { settings: Settings { readers: 1, ..Settings::new(engine) }, _database: database, folder }
}

/// Where a database may be made; what was made is gone when this is.
pub struct Nothing {
    /// How to open it.
    pub settings: Settings,
    _database: Option<postgres::Database>,
    folder: TempDir,
}

impl Nothing {
    /// A folder for files of the test; gone with it.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }
}

/// Names a set of migrations, so that templates of different sets never meet.
fn fingerprint(migrations: &[Migration]) -> String {
    let mut text = ::rusqlite::version().to_owned();
    for migration in migrations {
        text.push_str(migration.name);
        text.push_str(&migration.checksum());
    }
    hex::encode(&digest(&SHA256, text.as_bytes()).as_ref()[..8])
}
