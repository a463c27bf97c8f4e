//! Where one test takes place: a database, agencies with a memory of their own, an address for each node.

use std::{
    env, fs, io,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::Stdio,
    sync::atomic::{AtomicU8, Ordering},
    time::Duration,
};

use sandbox::{Protocol, Running};
use tempfile::TempDir;
use tokio::process::Command;
use uuid::Uuid;

use crate::{
    database::{Database, Pattern},
    process::Server,
};

const SECRET: &str = "shared-by-the-tests-and-the-stand-in-agencies";

/// Short times, so that a test sees several of each: work changes hands after three seconds.
const PACE: [(&str, &str); 5] = [
    ("PORTICO_WORK_LEASE_SECONDS", "3"),
    ("PORTICO_LIMITS_ANSWER_SECONDS", "2"),
    ("PORTICO_WORK_POLL_SECONDS", "1"),
    ("PORTICO_LIMITS_FREE_MIB", "0"),
    ("PORTICO_LOG_LEVEL", "info,server=warn"),
];

/// What a place is made from. Other builds may replace the binary while the tests run, so they keep a link to theirs.
#[derive(Debug)]
pub struct Origin {
    pattern: Pattern,
    program: PathBuf,
}

/// A database, agencies, and an address.
#[derive(Debug)]
pub struct Place<'a> {
    origin: &'a Origin,
    folder: TempDir,
    database: Database,
    /// Where its server is.
    pub at: SocketAddr,
    /// The agencies that honour the key.
    pub rest: Running,
    /// The agencies that don't, and can be asked.
    pub open311: Running,
}

impl Origin {
    /// The binary under test, and a database with the demonstration government.
    pub fn new() -> Self {
        let ours = Path::new(env!("CARGO_BIN_EXE_portico"));
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("portico-{}", Uuid::now_v7().simple()));
        fs::hard_link(ours, &program).or_else(|_| fs::copy(ours, &program).map(drop)).unwrap();
        let mut asked = std::process::Command::new(&program);
        asked.args(["serve", "--print-config"]).env("PORTICO_CRASH_AT", "nowhere");
        let knows = asked.stdout(Stdio::null()).status().unwrap().success();
        assert!(knows, "{} was built again meanwhile, without the feature crash-points", ours.display());
        Self { pattern: Pattern::new(), program }
    }

    /// A place whose agencies take so long to decide.
    pub async fn place(&self, answer_after: Duration) -> Place<'_> {
        let folder = tempfile::tempdir().unwrap();
        let database = self.pattern.copy_to(&folder.path().join("data"));
        let agencies = async |protocol, name: &str| {
            let settings = sandbox::Settings {
                secret: SECRET.to_owned(),
                answer_after,
                callback_retry: Duration::from_millis(50),
                ..sandbox::Settings::new(protocol, folder.path().join(name))
            };
            sandbox::start(settings).await.unwrap()
        };
        let (rest, open311) = (agencies(Protocol::Rest, "rest").await, agencies(Protocol::Open311, "open311").await);
        Place { origin: self, folder, database, at: address(), rest, open311 }
    }
}

impl Drop for Origin {
    fn drop(&mut self) {
        drop(fs::remove_file(&self.program));
    }
}

impl Place<'_> {
    /// Starts the server, with more of an environment.
    pub fn start(&self, environment: &[(&str, &str)]) -> Server {
        self.start_at(self.at, environment)
    }

    /// Starts a server at another address.
    pub fn start_at(&self, at: SocketAddr, environment: &[(&str, &str)]) -> Server {
        let mut command = self.portico(&["serve", "--demo", "true", "--listen", &at.to_string()]);
        command.envs(environment.iter().copied());
        Server::start(command, format!("http://{at}"), self.folder.path().join("log"))
    }

    /// The binary on this place's database, with nothing of the test's own environment.
    pub fn portico(&self, words: &[&str]) -> Command {
        let mut command = Command::new(&self.origin.program);
        for (name, _) in env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("PORTICO_")) {
            command.env_remove(name);
        }
        command.envs(PACE).current_dir(self.folder.path()).args(words);
        command.env("PORTICO_DATA", self.data()).env("PORTICO_DATABASE", &self.database.address);
        for (host, agencies) in [("REST", &self.rest), ("OPEN311", &self.open311)] {
            command.env(format!("PORTICO_HOSTS_{host}_AGENCY_URL"), agencies.url());
            command.env(format!("PORTICO_HOSTS_{host}_AGENCY_SECRET"), SECRET);
        }
        command
    }

    /// A path beside the data folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a database in the place of this one that knows of no application. Its key file stays.
    pub fn forget_everything(&mut self) {
        self.database = self.origin.pattern.database_for(&self.data());
    }

    fn data(&self) -> PathBuf {
        self.path("data")
    }
}

/// An address for a node, the same after each restart: on a loopback address that nobody else has, because a port that
/// is free for a moment may be taken by any connection of this machine's.
pub fn address() -> SocketAddr {
    static NEXT: AtomicU8 = AtomicU8::new(1);
    let [.., high, low] = std::process::id().to_be_bytes();
    let free = |ip: Ipv4Addr| -> io::Result<_> { TcpListener::bind((ip, 0))?.local_addr() };
    free(Ipv4Addr::new(127, high, low, NEXT.fetch_add(1, Ordering::Relaxed).max(1))).unwrap()
}
