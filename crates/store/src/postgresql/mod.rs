//! PostgreSQL: the same commands on threads of their own, with blocking connections.
//!
//! A `postgres::Client` panics when it is dropped inside a runtime, so clients are made, used and dropped on plain
//! threads only. Two workers commit people's commands in groups without savepoints, and one by one where anything
//! failed; others run commands that must not be grouped, and reads.

mod errors;
mod gate;
mod line;
mod readers;
mod session;
mod statement;
mod writers;

pub(crate) use errors::{Commit, failure};
pub(crate) use gate::Gate;
pub(crate) use line::Line;
pub(crate) use readers::read;
pub(crate) use session::{Session, config, connect, on_a_plain_thread};
pub(crate) use statement::cell;
pub(crate) use writers::Writer;

/// How many workers commit in groups. One is slow, and more than two gain nothing on two cores (both measured).
pub(crate) const GROUPERS: usize = 2;
/// How many workers run commands that are never grouped.
pub(crate) const SINGLES: usize = 2;
