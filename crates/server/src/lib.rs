//! The one binary, `portico`: settings, wiring, worker, command line, and what an operator watches.

#![deny(clippy::print_stdout, clippy::print_stderr)]

pub mod settings;

pub mod bench;
pub mod cli;
pub mod commands;
pub mod demo;
pub mod say;
pub mod serve;
pub mod try_it;

pub mod government;
pub mod wiring;

pub mod disk;
pub mod health;
pub mod http;
pub mod lock;
pub mod logs;
pub mod measures;
pub mod moved;
pub mod names;
pub mod pages;
pub mod requests;
pub mod routes;
pub mod stop;
pub mod upkeep;
