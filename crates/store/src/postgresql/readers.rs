//! Threads that read, each on its own connection, each command on one snapshot.

use super::Line;
use crate::{
    RealClock, StoreError, Tx,
    command::Ran,
    queue::{Job, Queue},
    tx::Link,
};

/// A read does nothing, so it is simply done again when its connection breaks.
const ATTEMPTS: u32 = 4;

/// Reads until the queue is closed and empty.
pub(crate) fn read(mut line: Line, clock: &RealClock, queue: &Queue) {
    while let Some(job) = queue.wait() {
        read_one(&mut line, clock, job);
    }
}

fn read_one(line: &mut Line, clock: &RealClock, mut job: Job) {
    let kind = job.kind();
    for _ in 0..ATTEMPTS {
        let session = match line.session() {
            Ok(session) => session,
            Err(error) => return job.fail(error),
        };
        if session.begin(kind).is_err() {
            line.hang_up();
            continue;
        }
        let ran = job.run(&mut Tx::new(Link::Postgres(session), clock, kind));
        if ran == Ran::Lost {
            line.hang_up();
            continue;
        }
        if !session.roll_back() {
            line.hang_up();
        }
        if ran != Ran::Again {
            return job.answer();
        }
    }
    job.fail(StoreError::Conflict { attempts: ATTEMPTS });
}
