//! One transaction on either engine: what every command is given.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::{Duration, Instant},
};

use uuid::Builder;
use values::{Id, Kind, RealTime};

use crate::{
    RealClock, Row, StoreError, Value, args, budget, command::Ran, postgresql::Session, random::random, row::table_of,
    sqlite,
};

static STATEMENTS: AtomicU64 = AtomicU64::new(0);

/// How many statements this process has sent to its database.
pub fn statements() -> u64 {
    STATEMENTS.load(Ordering::Relaxed)
}

/// One transaction. After a statement fails nothing of the command counts, on both engines.
pub struct Tx<'a> {
    link: Link<'a>,
    clock: &'a RealClock,
    began: Instant,
    limit: Duration,
    rows: u64,
    wrote: bool,
    failed: bool,
    then: Option<Ran>,
}

/// The connection a transaction runs on.
pub(crate) enum Link<'a> {
    Sqlite(&'a rusqlite::Connection),
    Postgres(&'a mut Session),
}

/// A statement that failed, and what it means for the command.
pub(crate) struct Failure {
    pub(crate) error: StoreError,
    /// `Again` after a conflict, `Lost` with the connection, nothing for the command's own mistakes.
    pub(crate) then: Option<Ran>,
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self { error, then: None }
    }
}

/// Called for each row; `false` stops.
pub(crate) type Visit<'v> = &'v mut dyn FnMut(&Row<'_>) -> Result<bool, StoreError>;

impl<'a> Tx<'a> {
    pub(crate) fn new(link: Link<'a>, clock: &'a RealClock, kind: budget::Kind) -> Self {
        Self {
            link,
            clock,
            began: Instant::now(),
            limit: kind.limit(),
            rows: 0,
            wrote: false,
            failed: false,
            then: None,
        }
    }

    /// Runs a statement and answers how many rows it changed.
    pub fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64, StoreError> {
        self.before(sql)?;
        let done = match &mut self.link {
            Link::Sqlite(connection) => sqlite::execute(connection, sql, args),
            Link::Postgres(session) => session.execute(sql, args),
        };
        let changed = self.after(done)?;
        self.rows += changed;
        Ok(changed)
    }

    /// Exactly one row: `NotFound` without one, `TooMany` with several.
    pub fn one<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.maybe(sql, args, read)?.ok_or_else(|| StoreError::NotFound(table_of(sql).to_owned()))
    }

    /// One row or none: `TooMany` with several.
    pub fn maybe<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Option<T>, StoreError> {
        let mut found = None;
        self.visit(sql, args, &mut |row| {
            if found.is_some() {
                return Err(StoreError::TooMany(table_of(sql).to_owned()));
            }
            found = Some(read(row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// All rows, in the order the statement asks for.
    pub fn all<T>(
        &mut self,
        sql: &str,
        args: &[Value<'_>],
        read: impl Fn(&Row<'_>) -> Result<T, StoreError>,
    ) -> Result<Vec<T>, StoreError> {
        let mut found = Vec::new();
        self.visit(sql, args, &mut |row| {
            found.push(read(row)?);
            Ok(true)
        })?;
        Ok(found)
    }

    /// A fresh id. Ids sort by the time they were made.
    pub fn id<K: Kind>(&self) -> Id<K> {
        let milliseconds = u64::try_from(self.clock.now().0).unwrap_or(0);
        Id::from_uuid(Builder::from_unix_timestamp_millis(milliseconds, &self.random()).into_uuid())
    }

    /// Random bytes that nobody can guess.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        random()
    }

    /// The clock that leases follow: the database server's where there is one, so that all nodes agree.
    pub fn database_time(&mut self) -> Result<RealTime, StoreError> {
        match (&self.link, self.clock) {
            (Link::Postgres(_), RealClock::System) => {
                self.one("SELECT CAST(extract(epoch FROM clock_timestamp()) * 1000 AS BIGINT)", args![], |row| {
                    row.get(0)
                })
            }
            _ => Ok(self.clock.now()),
        }
    }

    /// Ends a `SELECT` whose rows others must pass over, inside a lease.
    pub fn lock_suffix(&self) -> &'static str {
        match self.link {
            Link::Sqlite(_) => "",
            Link::Postgres(_) => " FOR UPDATE SKIP LOCKED",
        }
    }

    /// The store's real clock.
    pub(crate) fn real_time(&self) -> RealTime {
        self.clock.now()
    }

    fn visit(&mut self, sql: &str, args: &[Value<'_>], each: Visit<'_>) -> Result<(), StoreError> {
        self.before(sql)?;
        let done = match &mut self.link {
            Link::Sqlite(connection) => sqlite::visit(connection, sql, args, each),
            Link::Postgres(session) => session.visit(sql, args, each),
        };
        self.after(done)
    }

    fn before(&mut self, sql: &str) -> Result<(), StoreError> {
        STATEMENTS.fetch_add(1, Ordering::Relaxed);
        if self.failed {
            return Err(StoreError::Aborted);
        }
        if self.began.elapsed() > self.limit {
            self.failed = true;
            return Err(StoreError::TooLong { limit: self.limit });
        }
        self.wrote |= !sql.get(..6).is_some_and(|word| word.eq_ignore_ascii_case("select"));
        Ok(())
    }

    fn after<T>(&mut self, done: Result<T, Failure>) -> Result<T, StoreError> {
        done.map_err(|Failure { error, then }| {
            self.failed = true;
            self.then = then;
            match error {
                StoreError::TooLong { .. } => StoreError::TooLong { limit: self.limit },
                error => error,
            }
        })
    }

    pub(crate) fn fail(&mut self) {
        self.failed = true;
    }

    pub(crate) fn has_failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn how_it_ran(&self, good: bool) -> Ran {
        match self.then {
            Some(then) => then,
            None if good => Ran::Good,
            None => Ran::Refused { wrote: self.wrote || self.failed },
        }
    }

    pub(crate) fn rows(&self) -> u64 {
        self.rows
    }

    pub(crate) fn began(&self) -> Instant {
        self.began
    }
}
