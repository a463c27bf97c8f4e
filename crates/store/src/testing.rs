//! A store of its own for each test, on the engine that `PORTICO_TEST_ENGINE` names.

use std::{
    fs,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA256, digest};
use jiff::tz::TimeZone;
use tempfile::TempDir;
use values::RealTime;

use crate::{Clocks, Engine, Migration, Settings, Store, StoreError, seal::Vault};

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
    let path = folder.path().join("portico.sqlite");
    let mut settings = Settings::new(Engine::Sqlite { path: path.clone() });
    settings.clock = clocks.real_clock();
    settings.readers = 2;
    change(&mut settings);
    copy_template(migrations, &settings, &path).expect("a test can make its database");
    let store = Store::open(&settings, migrations).expect("a test can open its database");
    Fresh { store, clocks, vault: Vault::for_tests(), settings, folder }
}

/// Migrating takes a commit per step, so it is done once and copied by every later test.
fn copy_template(migrations: &[Migration], settings: &Settings, to: &Path) -> Result<(), StoreError> {
    let template = std::env::temp_dir().join(format!("portico-template-{}.sqlite", fingerprint(migrations)));
    if !template.exists() {
        make_template(migrations, settings, &template)?;
    }
    fs::copy(&template, to).map(drop).map_err(|error| StoreError::file(&template, &error))
}

fn make_template(migrations: &[Migration], settings: &Settings, template: &Path) -> Result<(), StoreError> {
    let folder = tempfile::tempdir().map_err(|error| StoreError::file(template, &error))?;
    let path: PathBuf = folder.path().join("template.sqlite");
    let made = Settings { engine: Engine::Sqlite { path: path.clone() }, ..settings.clone() };
    Store::migrate(&made, migrations)?;
    fs::rename(&path, template).map_err(|error| StoreError::file(template, &error))
}

fn fingerprint(migrations: &[Migration]) -> String {
    let mut text = rusqlite::version().to_owned();
    for migration in migrations {
        text.push_str(migration.name);
        text.push_str(&migration.checksum());
    }
    hex::encode(&digest(&SHA256, text.as_bytes()).as_ref()[..8])
}
