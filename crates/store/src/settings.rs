//! Where the data lives and how much may wait.

use std::path::PathBuf;

use crate::RealClock;

/// Which database, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Engine {
    /// One file on a local disk. One process writes.
    Sqlite {
        /// The database file; two more appear beside it while it is open.
        path: PathBuf,
    },
    /// A PostgreSQL server, 15 or newer, and a database with collation C.
    Postgres {
        /// `postgres://user@host/database` or `host=/run/postgresql dbname=portico`.
        url: String,
    },
}

/// How to open a store.
#[derive(Debug, Clone)]
pub struct Settings {
    /// Which database.
    pub engine: Engine,
    /// How many commands may wait before callers are turned away.
    pub queue: usize,
    /// How many connections read.
    pub readers: usize,
    /// The clock that leases, ids and sessions follow.
    pub clock: RealClock,
}

impl Settings {
    /// A store with the usual bounds, on the machine's clock.
    pub fn new(engine: Engine) -> Self {
        Self { engine, queue: 1024, readers: 4, clock: RealClock::System }
    }
}
