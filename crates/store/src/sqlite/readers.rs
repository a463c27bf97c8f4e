//! Threads that read, each on its own connection, each command on one snapshot.

use crate::{RealClock, StoreError, Tx, command::Ran, queue::Queue, tx::Link};

use super::{Connection, failure};

/// Reads until the queue is closed and empty.
pub(crate) fn read(connection: &Connection, clock: &RealClock, queue: &Queue) {
    while let Some(mut job) = queue.wait() {
        connection.may_take_its_time();
        if let Err(error) = statement(connection, "BEGIN") {
            job.fail(error);
            continue;
        }
        let kind = job.kind();
        connection.must_end_within(kind.limit());
        let mut tx = Tx::new(Link::Sqlite(&connection.raw), clock, kind);
        let ran = job.run(&mut tx);
        connection.may_take_its_time();
        if !connection.raw.is_autocommit() {
            drop(statement(connection, if ran == Ran::Good { "COMMIT" } else { "ROLLBACK" }));
        }
        job.answer();
    }
}

fn statement(connection: &Connection, sql: &'static str) -> Result<(), StoreError> {
    connection
        .raw
        .prepare_cached(sql)
        .and_then(|mut statement| statement.raw_execute())
        .map(drop)
        .map_err(|error| failure(error, sql).error)
}
