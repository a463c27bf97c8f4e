//! `portico`: one front door, built onto the government that is there.

use std::process::ExitCode;

fn main() -> ExitCode {
    server::cli::run()
}
