//! Databases that hold the demonstration government and nothing else, on the engine of `PORTICO_TEST_ENGINE`.

use std::{env, fs, path::Path, thread};

use applications::data;
use server::{
    commands::clock,
    government,
    settings::{
        Resolved, Settings,
        resolved::{Origin as SaidBy, Said},
    },
    wiring,
};
use tempfile::TempDir;
use uuid::Uuid;
use values::{Actor, Moment};

/// A database that others are copied from, with its key file.
#[derive(Debug)]
pub struct Pattern {
    folder: TempDir,
    postgres: Option<Postgres>,
}

/// A PostgreSQL database in the tests' cluster, dropped at the end.
#[derive(Debug)]
struct Postgres {
    name: String,
}

/// A database of one test.
#[derive(Debug)]
pub struct Database {
    /// What `--database` takes.
    pub address: String,
    _postgres: Option<Postgres>,
}

/// Whether this run is on PostgreSQL.
pub fn on_postgres() -> bool {
    env::var("PORTICO_TEST_ENGINE").is_ok_and(|engine| engine == "postgres")
}

impl Pattern {
    /// A new database, on the demonstration's first day.
    pub fn new() -> Self {
        let postgres = on_postgres().then(|| Postgres::create("template0"));
        let pattern = Self { folder: tempfile::tempdir().unwrap(), postgres };
        // The store's blocking calls are not for the threads of a runtime.
        thread::scope(|scope| scope.spawn(|| pattern.fill()).join()).unwrap();
        pattern
    }

    fn fill(&self) {
        let folder = self.folder.path().display().to_string();
        let address = self.postgres.as_ref().map(Postgres::address);
        let said = |(name, text): (&str, &str)| {
            (name.to_owned(), Said { text: text.to_owned(), origin: SaidBy::Flag(name.to_owned()) })
        };
        let words = [("data", &*folder)].into_iter().chain(address.as_deref().map(|address| ("database", address)));
        let settings = Settings::of(&Resolved::of([words.map(said).collect()])).unwrap();
        wiring::migrate(&settings).unwrap();
        let opened = wiring::open(&settings).unwrap();
        let government = government::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")).unwrap();
        let begin = Moment::parse("2023-03-20T09:00:00Z").unwrap();
        let clocks = opened.clocks.clone();
        let recorded = opened.store.write_blocking(move |tx| {
            let actor = Actor::portico("test");
            clock::set(tx, &actor, &clocks, begin)?;
            data::record(tx, &actor, begin, begin.day(clocks.zone()), &government).map(drop)
        });
        recorded.unwrap();
        opened.close();
    }

    /// A copy of the database, its key file in this data folder.
    pub fn copy_to(&self, data: &Path) -> Database {
        fs::create_dir(data).unwrap();
        fs::copy(self.folder.path().join("portico.key"), data.join("portico.key")).unwrap();
        self.database_for(data)
    }

    /// A copy of the database alone, in the place of any that is there.
    pub fn database_for(&self, data: &Path) -> Database {
        if let Some(pattern) = &self.postgres {
            let postgres = Postgres::create(&pattern.name);
            return Database { address: postgres.address(), _postgres: Some(postgres) };
        }
        // Connections that close at the same moment may leave the log of the last commits beside the file.
        for name in ["portico.sqlite-shm", "portico.sqlite-wal", "portico.sqlite"] {
            let (from, to) = (self.folder.path().join(name), data.join(name));
            drop(fs::remove_file(&to));
            if from.exists() && !name.ends_with("-shm") {
                fs::copy(from, to).unwrap();
            }
        }
        Database { address: data.join("portico.sqlite").display().to_string(), _postgres: None }
    }
}

impl Postgres {
    fn create(template: &str) -> Self {
        let name = format!("crash_{}", Uuid::now_v7().simple());
        administer(&format!("CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"));
        Self { name }
    }

    /// The cluster's address with another database in it.
    fn address(&self) -> String {
        let cluster = cluster();
        let Some((scheme, rest)) = cluster.split_once("://") else { return format!("{cluster} dbname={}", self.name) };
        let (server, query) = rest.split_once('?').map_or((rest, None), |(server, query)| (server, Some(query)));
        let host = server.split('/').next().unwrap_or_default();
        let query = query.map(|query| format!("?{query}")).unwrap_or_default();
        format!("{scheme}://{host}/{}{query}", self.name)
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Runs a statement on the cluster's own database, on a thread of its own: tests call it from a runtime.
fn administer(sql: &str) {
    let run = || postgres::Client::connect(&cluster(), postgres::NoTls)?.batch_execute(sql);
    thread::scope(|scope| scope.spawn(run).join()).unwrap().unwrap();
}

fn cluster() -> String {
    env::var("PORTICO_TEST_POSTGRES").expect("PORTICO_TEST_POSTGRES names the throw-away cluster")
}
