//! Threads that write: two in groups of up to 32, others one by one.

use std::{thread, time::Duration};

use tracing::error;

use super::{Commit, Line, errors::unavailable};
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
const ATTEMPTS: u32 = 10;

/// Commits people's commands in groups, and batches between them, until the queue is closed and empty.
///
/// A group is complete before its transaction begins: its snapshot must not be older than anything that was
/// acknowledged before one of its commands was sent.
pub(crate) fn group(mut line: Line, clock: &RealClock, queue: &Queue) {
    let mut groups = 0;
    while let Some(mut jobs) = queue.wait_for_group(MOST, groups >= GROUPS_BEFORE_A_BATCH) {
        groups = if jobs.len() > 1 { groups + 1 } else { 0 };
        if jobs.len() > 1 && run_together(&mut line, clock, &mut jobs) {
            continue;
        }
        for job in jobs {
            run_alone(&mut line, clock, job);
        }
    }
}

/// Runs commands one by one until the queue is closed and empty.
pub(crate) fn singly(mut line: Line, clock: &RealClock, queue: &Queue) {
    while let Some(job) = queue.wait() {
        run_alone(&mut line, clock, job);
    }
}

/// One transaction without savepoints. Answers whether everybody was answered; if not, nothing has happened.
fn run_together(line: &mut Line, clock: &RealClock, jobs: &mut Vec<Job>) -> bool {
    let Ok(session) = line.session() else { return false };
    let Some(kind) = jobs.first().map(|job| job.kind()) else { return true };
    if session.begin(kind).is_err() {
        line.hang_up();
        return false;
    }
    for job in jobs.iter_mut() {
        let kind = job.kind();
        match job.run(&mut Tx::new(Link::Postgres(session), clock, kind)) {
            // A refusal that wrote nothing leaves nothing to undo.
            Ran::Good | Ran::Refused { wrote: false } => {}
            Ran::Lost => {
                line.hang_up();
                return false;
            }
            Ran::Refused { .. } | Ran::Again => {
                if !session.roll_back() {
                    line.hang_up();
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
            metrics::histogram!("portico_store_group_size").record(u32::try_from(jobs.len()).map_or(0.0, f64::from));
            for job in jobs.drain(..) {
                job.answer();
            }
            true
        }
        Commit::Unknown => {
            error!("The answer to a commit of {} commands was lost", jobs.len());
            line.hang_up();
            for job in jobs.drain(..) {
                job.fail(StoreError::CommitUnknown);
            }
            true
        }
        Commit::Again | Commit::Refused(_) => false,
    }
}

/// A transaction of its own, again after a conflict or a lost connection, never after a COMMIT whose answer is lost.
fn run_alone(line: &mut Line, clock: &RealClock, mut job: Job) {
    let kind = job.kind();
    let mut lost = false;
    for attempt in 0..ATTEMPTS {
        if attempt > 0 {
            pause(attempt);
        }
        let session = match line.session() {
            Ok(session) => session,
            Err(error) => return job.fail(error),
        };
        if session.begin(kind).is_err() {
            line.hang_up();
            lost = true;
            continue;
        }
        let mut tx = Tx::new(Link::Postgres(session), clock, kind);
        let ran = job.run(&mut tx);
        kind.account(tx.began(), tx.rows());
        lost = ran == Ran::Lost;
        match ran {
            Ran::Good => {}
            Ran::Lost => {
                line.hang_up();
                continue;
            }
            Ran::Refused { .. } | Ran::Again => {
                if !session.roll_back() {
                    line.hang_up();
                }
                if ran == Ran::Again {
                    metrics::counter!("portico_store_conflicts_total", "kind" => kind.name()).increment(1);
                    continue;
                }
                return job.answer();
            }
        }
        crash::point("store.before_commit");
        let committed = session.commit();
        crash::point("store.after_commit");
        match committed {
            Commit::Done => return job.answer(),
            Commit::Refused(error) => return job.fail(error),
            Commit::Again => {}
            Commit::Unknown => {
                error!("The answer to a commit was lost");
                line.hang_up();
                return job.fail(StoreError::CommitUnknown);
            }
        }
    }
    job.fail(if lost {
        unavailable("the connection keeps breaking")
    } else {
        StoreError::Conflict { attempts: ATTEMPTS }
    });
}

/// Longer each time, and never the same as a competitor's.
fn pause(attempt: u32) {
    let [byte] = random();
    let most = 1_u64 << attempt.min(6);
    thread::sleep(Duration::from_micros(most * 1_000 * u64::from(byte) / 255));
}
