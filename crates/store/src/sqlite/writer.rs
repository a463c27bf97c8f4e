//! The one thread that writes: up to 256 commands, each in a savepoint, one COMMIT, then the answers.

use std::{
    thread,
    time::{Duration, Instant},
};

use rusqlite::ErrorCode;
use tracing::error;

use crate::{
    RealClock, StoreError, Tx,
    budget::Kind,
    command::Ran,
    crash,
    queue::{Job, Queue},
    tx::Link,
};

use super::{Connection, failure};

const MOST: usize = 256;
/// A group that has run this long commits, so that its first caller need not wait for its last.
const LONG_ENOUGH: Duration = Duration::from_millis(20);
/// So long nothing is written after a batch, which other batches are likely to follow: another process that waits for the
/// file, and asks for it every millisecond, gets it in between.
const BREATH: Duration = Duration::from_millis(2);

/// Writes until the queue is closed and empty.
pub(crate) fn write(connection: &Connection, clock: &RealClock, queue: &Queue) {
    while let Some(first) = queue.wait() {
        let mut group = Group { connection, clock, ran: Vec::with_capacity(16), again: Vec::new(), has_batch: false };
        group.run(first, queue);
        // Neighbours of a command that took the whole transaction down with it; nobody was answered yet.
        for job in std::mem::take(&mut group.again) {
            group.run_alone(job);
        }
        if group.has_batch {
            thread::sleep(BREATH);
        }
    }
}

struct Group<'g> {
    connection: &'g Connection,
    clock: &'g RealClock,
    ran: Vec<Job>,
    again: Vec<Job>,
    has_batch: bool,
}

impl Group<'_> {
    fn run(&mut self, first: Job, queue: &Queue) {
        let began = Instant::now();
        if let Err(error) = self.begin() {
            return first.fail(error);
        }
        if !self.run_one(first) {
            return;
        }
        while self.ran.len() < MOST && began.elapsed() < LONG_ENOUGH {
            let Some(job) = queue.pop() else { break };
            if !self.run_one(job) {
                return;
            }
        }
        // People who never stop coming must not starve the batches.
        if let Some(batch) = queue.pop_batch()
            && !self.run_one(batch)
        {
            return;
        }
        self.commit();
    }

    fn run_alone(&mut self, job: Job) {
        if let Err(error) = self.begin() {
            return job.fail(error);
        }
        if self.run_one(job) {
            self.commit();
        }
    }

    /// Runs a command in a savepoint. Answers whether the transaction still stands.
    fn run_one(&mut self, mut job: Job) -> bool {
        if let Err(error) = self.statement("SAVEPOINT command") {
            job.fail(error);
            return self.stands();
        }
        let kind = job.kind();
        self.has_batch |= kind == Kind::Batch;
        self.connection.must_end_within(kind.limit());
        let mut tx = Tx::new(Link::Sqlite(&self.connection.raw), self.clock, kind);
        let ran = job.run(&mut tx);
        kind.account(tx.began(), tx.rows());
        self.connection.may_take_its_time();
        if self.connection.raw.is_autocommit() {
            // A full disk or an interrupted write rolls back everything, not only the savepoint.
            job.answer();
            self.again.append(&mut self.ran);
            return false;
        }
        let ended = match ran {
            Ran::Good => self.statement("RELEASE command"),
            _ => self.statement("ROLLBACK TO command").and_then(|()| self.statement("RELEASE command")),
        };
        match ended {
            Ok(()) => self.ran.push(job),
            Err(error) => job.fail(error),
        }
        self.stands()
    }

    fn stands(&mut self) -> bool {
        if self.connection.raw.is_autocommit() {
            self.again.append(&mut self.ran);
            return false;
        }
        true
    }

    fn begin(&self) -> Result<(), StoreError> {
        self.connection.may_take_its_time();
        self.statement("BEGIN IMMEDIATE")
    }

    fn commit(&mut self) {
        crash::point("store.before_commit");
        let committed = self.commit_statement();
        crash::point("store.after_commit");
        let jobs = std::mem::take(&mut self.ran);
        metrics::histogram!("portico_store_group_size").record(u32::try_from(jobs.len()).map_or(0.0, f64::from));
        match committed {
            Ok(()) => {
                for job in jobs {
                    job.answer();
                }
            }
            Err(failed) => {
                error!("A commit of {} commands failed: {failed}", jobs.len());
                if !self.connection.raw.is_autocommit() {
                    drop(self.statement("ROLLBACK"));
                }
                for job in jobs {
                    job.fail(failed.clone());
                }
            }
        }
    }

    fn commit_statement(&self) -> Result<(), StoreError> {
        let commit = self.connection.raw.prepare_cached("COMMIT").and_then(|mut commit| commit.raw_execute());
        match commit {
            Ok(_) => Ok(()),
            // The log may have reached the disk although the system says it did not.
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::SystemIoFailure) => {
                Err(StoreError::CommitUnknown)
            }
            Err(error) => Err(failure(error, "COMMIT").error),
        }
    }

    fn statement(&self, sql: &'static str) -> Result<(), StoreError> {
        self.connection
            .raw
            .prepare_cached(sql)
            .and_then(|mut statement| statement.raw_execute())
            .map(drop)
            .map_err(|error| failure(error, sql).error)
    }
}
