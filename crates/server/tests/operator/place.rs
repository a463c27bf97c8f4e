//! A folder and a database of its own for each test, on the engine of `PORTICO_TEST_ENGINE`.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use tempfile::TempDir;
use uuid::Uuid;

use crate::process::{Ended, Running};

/// A folder, and a database that nobody has migrated yet.
#[derive(Debug)]
pub struct Place {
    folder: TempDir,
    postgres: Option<Throwaway>,
}

impl Place {
    /// On the engine under test.
    pub fn new() -> Self {
        let postgres = (env::var("PORTICO_TEST_ENGINE").as_deref() == Ok("postgres")).then(Throwaway::new);
        Self { folder: tempfile::tempdir().unwrap(), postgres }
    }

    /// On SQLite, for what only SQLite has.
    pub fn on_sqlite() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), postgres: None }
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("data")
    }

    /// A path beside the data folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// What `--database` takes.
    pub fn database(&self) -> String {
        match &self.postgres {
            Some(throwaway) => throwaway.url.clone(),
            None => self.data().join("portico.sqlite").display().to_string(),
        }
    }

    /// The binary with no setting of the test's own environment.
    pub fn bare(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_portico"));
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_")) {
            command.env_remove(name);
        }
        command.current_dir(self.folder.path()).args(words);
        command
    }

    /// The binary on this place's data folder and database.
    pub fn portico(&self, words: &[&str]) -> Command {
        let mut command = self.bare(words);
        command.arg("--data").arg(self.data()).args(["--database", &self.database()]);
        command
    }

    /// Runs a command on this place to its end.
    pub fn run(&self, words: &[&str]) -> Ended {
        Ended::of(self.portico(words))
    }

    /// Starts a server on this place, on any free port, with more flags.
    pub fn serve(&self, flags: &[&str]) -> Running {
        let words = [&["serve", "--listen", "127.0.0.1:0"], flags].concat();
        Running::start(self.portico(&words))
    }

    /// Runs a statement on this place's database, behind Portico's back.
    pub fn execute(&self, sql: &str) {
        match &self.postgres {
            Some(throwaway) => {
                postgres::Client::connect(&throwaway.url, postgres::NoTls).unwrap().batch_execute(sql).unwrap();
            }
            None => rusqlite::Connection::open(self.database()).unwrap().execute_batch(sql).unwrap(),
        }
    }

    /// A copy of the demonstration's files, to be changed.
    pub fn copy_demo_data(&self) -> PathBuf {
        let files = self.path("files");
        copy(Path::new(&demo_data()), &files);
        files
    }

    /// A place with a database that is up to date.
    pub fn migrated(self) -> Self {
        self.run(&["migrate"]).worked();
        self
    }
}

/// The demonstration government of this repository.
pub fn demo_data() -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo").canonicalize().unwrap().display().to_string()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), to).unwrap();
        }
    }
}

/// A PostgreSQL database in the tests' cluster, dropped at the end.
#[derive(Debug)]
pub struct Throwaway {
    pub url: String,
    name: String,
}

impl Throwaway {
    pub fn new() -> Self {
        let name = format!("operator_{}", Uuid::now_v7().simple());
        administer(&format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"));
        Self { url: with_database(&cluster(), &name), name }
    }
}

impl Drop for Throwaway {
    fn drop(&mut self) {
        administer(&format!("DROP DATABASE IF EXISTS {} WITH (FORCE)", self.name));
    }
}

/// Runs a statement on the cluster's own database.
pub fn administer(sql: &str) {
    let mut client = postgres::Client::connect(&cluster(), postgres::NoTls).unwrap();
    client.batch_execute(sql).unwrap();
}

fn cluster() -> String {
    env::var("PORTICO_TEST_POSTGRES").expect("PORTICO_TEST_POSTGRES names the throw-away cluster")
}

/// The same server, another database: `host=… dbname=…` takes the last word, an address its path.
fn with_database(cluster: &str, name: &str) -> String {
    let Some((scheme, rest)) = cluster.split_once("://") else { return format!("{cluster} dbname={name}") };
    let (rest, query) = rest.split_once('?').map_or((rest, String::new()), |(rest, query)| (rest, format!("?{query}")));
    let server = rest.split('/').next().unwrap_or_default();
    format!("{scheme}://{server}/{name}{query}")
}
