//! SQLite or PostgreSQL behind one [`Tx`], and what stands on it: migrations, the outbox, the audit log, sealed
//! answers, the two clocks, backups.
//!
//! A command is a closure over `&mut Tx`. It may be run again (after a conflict, or because a neighbour in its
//! group failed), so it touches nothing but the `Tx`; whoever calls [`Store::write`] owns the commit.
//!
//! One SQL text serves both engines: `$1` bound by number, text ids of our own, integer times, `RETURNING`,
//! `ON CONFLICT`, total `ORDER BY` with NULLS said aloud, `LIKE` with `ESCAPE`, `CAST` around sums and around
//! `$1 IS NULL`. `tests/both_engines.rs` plants every difference we know.

mod error;
mod settings;
mod store;

mod row;
mod tx;
mod value;

mod budget;
mod command;
mod postgresql;
mod queue;
mod random;
mod sqlite;

mod migrate;
mod schema;

pub mod audit;
pub mod clocks;
pub mod crash;
pub mod outbox;
pub mod seal;

mod copy;

#[cfg(feature = "bench")]
pub mod bench;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use clocks::{Clocks, RealClock};
pub use copy::{Copied, backup, restore};
pub use error::{Constraint, StoreError};
pub use migrate::Migration;
pub use random::random;
pub use row::{Cell, Column, Row};
pub use schema::MIGRATIONS;
pub use seal::Vault;
pub use settings::{Engine, Settings};
pub use store::Store;
pub use tx::{Tx, statements};
pub use value::Value;
