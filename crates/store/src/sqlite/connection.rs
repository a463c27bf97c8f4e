//! Opening a connection, and the deadline that its statements cannot outlast.

use std::{
    cell::Cell,
    fs,
    os::unix::fs::OpenOptionsExt as _,
    path::Path,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use rusqlite::{OpenFlags, config::DbConfig};
use tracing::info;

use crate::StoreError;

use super::opening;

/// Written into every file of ours ("Port"), so that we never mistake another program's file for one.
pub(crate) const APPLICATION_ID: i64 = 0x506f_7274;

/// How files are made that hold what people told: only their owner can look into them.
pub(crate) const OWN: u32 = 0o600;

/// A file that another process writes into is waited for so long.
const BUSY: Duration = Duration::from_secs(5);
/// It is asked for this often. SQLite alone waits longer each time, up to 100 ms, and so never meets the moment at which a
/// process that writes without end lets go.
const BETWEEN_ASKING: Duration = Duration::from_millis(1);
/// How long a log is waited for at the end, while another process reads from it.
const LAST: Duration = Duration::from_secs(1);
const STATEMENTS: usize = 256;
const STEPS_BETWEEN_LOOKS: i32 = 4_000;

static EPOCH: LazyLock<Instant> = LazyLock::new(Instant::now);

/// A connection and the time at which whatever it runs is interrupted.
pub(crate) struct Connection {
    pub(crate) raw: rusqlite::Connection,
    deadline: Arc<AtomicU64>,
}

impl Connection {
    /// Statements are interrupted once this much time has passed.
    pub(crate) fn must_end_within(&self, limit: Duration) {
        self.deadline.store(micros(EPOCH.elapsed() + limit), Ordering::Relaxed);
    }

    /// Statements may take as long as they take: ours, not a command's.
    pub(crate) fn may_take_its_time(&self) {
        self.deadline.store(u64::MAX, Ordering::Relaxed);
    }
}

/// Waits for whoever has the file now; false: for long enough.
fn wait(asked: i32) -> bool {
    thread_local!(static SINCE: Cell<Instant> = Cell::new(Instant::now()));
    if asked == 0 {
        SINCE.set(Instant::now());
    }
    thread::sleep(BETWEEN_ASKING);
    SINCE.get().elapsed() < BUSY
}

fn micros(time: Duration) -> u64 {
    u64::try_from(time.as_micros()).unwrap_or(u64::MAX)
}

/// Opens an existing file of ours, or an empty one. Creates nothing, and leaves another program's file as it is.
pub(crate) fn open(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let open = |error| opening(path, &error);
    let mut raw = rusqlite::Connection::open_with_flags(path, flags).map_err(open)?;
    raw.busy_handler(Some(wait)).map_err(open)?;
    let theirs = "SELECT count(*) > 0 AND (SELECT application_id <> ?1 FROM pragma_application_id) FROM sqlite_schema";
    if raw.query_row(theirs, [APPLICATION_ID], |row| row.get(0)).map_err(open)? {
        return Err(StoreError::Damaged(format!("{} belongs to another program", path.display())));
    }
    set_up(raw).map_err(open)
}

/// Opens an existing file to read from it.
pub(crate) fn open_reader(path: &Path) -> Result<Connection, StoreError> {
    let connection = open(path)?;
    // What a reader keeps is stale after the next commit, so it keeps little.
    let modest = "PRAGMA query_only = ON; PRAGMA cache_size = -4000;";
    connection.raw.execute_batch(modest).map_err(|error| opening(path, &error))?;
    Ok(connection)
}

/// Puts what is in the log into the file, and closes. Of the connections that close at the same time SQLite may take
/// none for the last one, and leave the log to the next start; so this is called when ours are gone.
///
/// A log that another process reads from stays: nothing in it is lost.
pub(crate) fn empty_log(connection: Connection) {
    connection.may_take_its_time();
    let raw = connection.raw;
    let left = raw
        .busy_timeout(LAST)
        .and_then(|()| raw.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)));
    if left != Ok(false) {
        info!("The database's log stays beside it, and is taken up at the next start");
    }
    drop(raw);
}

/// A new file for a copy, filled by the caller in one go and made safe afterwards. Only its owner can read it.
pub(crate) fn open_new(path: &Path) -> Result<rusqlite::Connection, StoreError> {
    let made = fs::OpenOptions::new().write(true).create_new(true).mode(OWN).open(path);
    made.map_err(|error| StoreError::file(path, &error))?;
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    rusqlite::Connection::open_with_flags(path, flags).map_err(|error| opening(path, &error))
}

fn set_up(mut raw: rusqlite::Connection) -> rusqlite::Result<Connection> {
    raw.set_prepared_statement_cache_capacity(STATEMENTS);
    // Double-quoted text is a typing mistake on PostgreSQL, so it is one here.
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DML, false)?;
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_DQS_DDL, false)?;
    // Otherwise a statement is planned anew whenever a value is bound that statistics might know something about:
    // a fifth of the time of every read.
    raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    raw.execute_batch(
        "PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA case_sensitive_like = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16000;
         PRAGMA wal_autocheckpoint = 4000;
         PRAGMA journal_size_limit = 67108864;",
    )?;
    let deadline = Arc::new(AtomicU64::new(u64::MAX));
    let watched = deadline.clone();
    raw.progress_handler(
        STEPS_BETWEEN_LOOKS,
        Some(move || {
            let deadline = watched.load(Ordering::Relaxed);
            deadline != u64::MAX && micros(EPOCH.elapsed()) > deadline
        }),
    )?;
    Ok(Connection { raw, deadline })
}
