//! SQLite: one thread writes, others read, all on one file in WAL mode with `synchronous=FULL`.

mod connection;
mod errors;
mod readers;
mod statement;
mod writer;

pub(crate) use connection::{APPLICATION_ID, Connection, OWN, empty_log, open, open_new, open_reader};
pub(crate) use errors::{failure, opening};
pub(crate) use readers::read;
pub(crate) use statement::{cell, execute, visit};
pub(crate) use writer::write;
