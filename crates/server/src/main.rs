//! `portico`: one front door, built onto the government that is there.

use std::process::ExitCode;

/// Gives memory back to the system once a large import has gone through; the system's own allocator keeps much of it.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    server::cli::run()
}
