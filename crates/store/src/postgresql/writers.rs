//! Threads that write: two in groups of up to 32, others one by one.

use std::{sync::Arc, thread, time::Duration};

use tracing::error;

use super::{
    Commit, Line,
    errors::unavailable,
    gate::{Gate, Pass},
};
use crate::{
    RealClock, StoreError, Tx,
    command::Ran,
    crash,
    queue::{Job, Queue},
    random::random,
    tx::Link,
};

const MOST: usize = 32;
/// People who never stop coming must not starve the batches.
const GROUPS_BEFORE_A_BATCH: u32 = 8;
const ATTEMPTS: u32 = 20;
/// From this attempt on, others stand aside.
const ALONE_FROM: u32 = 3;

/// One thread's connection, and the gate it shares with the others.
pub(crate) struct Writer {
    line: Line,
    gate: Arc<Gate>,
}

/// What one attempt of one command came to.
enum Attempt {
    Answered,
    /// Others were faster.
    Conflict(Job),
    /// The connection broke before the COMMIT.
    Lost(Job),
}

impl Writer {
    pub(crate) fn new(line: Line, gate: Arc<Gate>) -> Self {
        Self { line, gate }
    }

    /// Commits people's commands in groups, and batches between them, until the queue is closed and empty.
    ///
    /// A group is complete before its transaction begins: its snapshot must not be older than anything that was
    /// acknowledged before one of its commands was sent.
    pub(crate) fn in_groups(mut self, clock: &RealClock, queue: &Queue) {
        let mut groups = 0;
        while let Some(mut jobs) = queue.wait_for_group(MOST, groups >= GROUPS_BEFORE_A_BATCH) {
            groups = if jobs.len() > 1 { groups + 1 } else { 0 };
            if jobs.len() > 1 && self.run_together(clock, &mut jobs) {
                continue;
            }
            for job in jobs {
                self.run_alone(clock, job);
            }
        }
    }

    /// Runs commands one by one until the queue is closed and empty.
    pub(crate) fn one_by_one(mut self, clock: &RealClock, queue: &Queue) {
        while let Some(job) = queue.wait() {
            self.run_alone(clock, job);
        }
    }

    /// One transaction without savepoints. Answers whether everybody was answered; if not, nothing has happened.
    fn run_together(&mut self, clock: &RealClock, jobs: &mut Vec<Job>) -> bool {
        let Some(kind) = jobs.first().map(|job| job.kind()) else { return true };
        let _inside = self.gate.pass(Pass::Together);
        let Ok(session) = self.line.session() else { return false };
        if session.begin(kind).is_err() {
            self.line.hang_up();
            return false;
        }
        for job in jobs.iter_mut() {
            let kind = job.kind();
            match job.run(&mut Tx::new(Link::Postgres(session), clock, kind)) {
                // A refusal that wrote nothing leaves nothing to undo.
                Ran::Good | Ran::Refused { wrote: false } => {}
                Ran::Lost => {
                    self.line.hang_up();
                    return false;
                }
                Ran::Refused { .. } | Ran::Again => {
                    if !session.roll_back() {
                        self.line.hang_up();
                    }
                    metrics::counter!("portico_store_groups_undone_total").increment(1);
                    return false;
                }
            }
        }
        crash::point("store.before_commit");
        let committed = session.commit();
        crash::point("store.after_commit");
        match committed {
            Commit::Done => {
                let size = u32::try_from(jobs.len()).map_or(0.0, f64::from);
                metrics::histogram!("portico_store_group_size").record(size);
                for job in jobs.drain(..) {
                    job.answer();
                }
                true
            }
            Commit::Unknown => {
                error!("The answer to a commit of {} commands was lost", jobs.len());
                self.line.hang_up();
                for job in jobs.drain(..) {
                    job.fail(StoreError::CommitUnknown);
                }
                true
            }
            Commit::Again | Commit::Refused(_) => false,
        }
    }

    /// A transaction of its own, again after a conflict or a lost connection, never after a COMMIT whose answer is
    /// lost.
    fn run_alone(&mut self, clock: &RealClock, mut job: Job) {
        let mut last = StoreError::Conflict { attempts: ATTEMPTS };
        for attempt in 0..ATTEMPTS {
            pause(attempt);
            (job, last) = match self.attempt(clock, job, attempt) {
                Attempt::Answered => return,
                Attempt::Conflict(job) => (job, StoreError::Conflict { attempts: ATTEMPTS }),
                Attempt::Lost(job) => {
                    self.line.hang_up();
                    (job, unavailable("the connection keeps breaking"))
                }
            };
        }
        job.fail(last);
    }

    fn attempt(&mut self, clock: &RealClock, mut job: Job, attempt: u32) -> Attempt {
        let kind = job.kind();
        let _inside = self.gate.pass(if attempt < ALONE_FROM { Pass::Together } else { Pass::Alone });
        let session = match self.line.session() {
            Ok(session) => session,
            Err(error) => {
                job.fail(error);
                return Attempt::Answered;
            }
        };
        if session.begin(kind).is_err() {
            return Attempt::Lost(job);
        }
        let mut tx = Tx::new(Link::Postgres(session), clock, kind);
        let ran = job.run(&mut tx);
        kind.account(tx.began(), tx.rows());
        match ran {
            Ran::Good => {}
            Ran::Lost => return Attempt::Lost(job),
            Ran::Refused { .. } | Ran::Again => {
                if !session.roll_back() {
                    self.line.hang_up();
                }
                if ran == Ran::Again {
                    metrics::counter!("portico_store_conflicts_total", "kind" => kind.name()).increment(1);
                    return Attempt::Conflict(job);
                }
                job.answer();
                return Attempt::Answered;
            }
        }
        crash::point("store.before_commit");
        let committed = session.commit();
        crash::point("store.after_commit");
        match committed {
            Commit::Done => job.answer(),
            Commit::Refused(error) => job.fail(error),
            Commit::Again => return Attempt::Conflict(job),
            Commit::Unknown => {
                error!("The answer to a commit was lost");
                self.line.hang_up();
                job.fail(StoreError::CommitUnknown);
            }
        }
        Attempt::Answered
    }
}

/// Longer each time, and never the same as a competitor's on another node.
fn pause(attempt: u32) {
    let most = 1_u64 << attempt.min(5);
    let [byte] = random();
    if attempt > 0 {
        thread::sleep(Duration::from_micros(most * 1_000 * u64::from(byte) / 255));
    }
}
