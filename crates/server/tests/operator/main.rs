//! What an operator does and sees: the binary itself, run as they run it.

#![expect(clippy::unwrap_used, reason = "what a test stands on may fail by panicking")]

mod pipes;
mod place;
mod process;

mod checks;
mod copies;
mod decisions;
mod demonstration;
mod franchises;
mod greeting;
mod moved;
mod refusals;
mod said_settings;
mod search;
mod walk;
mod watching;
