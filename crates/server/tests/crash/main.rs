//! The promise, under `kill -9`: nothing acknowledged is lost, and no agency that honours the key or can be asked shows
//! a second effect. The binary itself is killed, beside agencies that remember what they took, by a client that
//! remembers what it was told.
//!
//! ```text
//! make test STEPS=crashes
//! ```
//!
//! `PORTICO_CRASH_KILLS` says how often the server is killed at random; every test prints its figures.

#![expect(clippy::unwrap_used, reason = "what a test stands on may fail by panicking")]

mod client;
mod database;
mod oracle;
mod place;
mod process;

mod controls;
mod named_points;
mod random_kills;
mod two_nodes;
mod vesting;
