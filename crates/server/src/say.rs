//! What commands print for people. Whoever reads it may have had enough, as in `portico try | head`: then the command
//! ends without a word about it.

use std::{
    fmt::Arguments,
    io::{self, ErrorKind, Write as _},
};

use anyhow::{Context as _, Result};
use thiserror::Error;

/// Nobody reads what is printed any more. A command ends by it as by any other error, so that what it has started
/// is stopped.
#[derive(Debug, Error)]
#[error("nobody reads what is printed")]
pub struct NobodyReads;

/// Prints a line on standard output, like `println!`. [`NobodyReads`] where the reader has gone.
macro_rules! say {
    ($($words:tt)*) => {
        $crate::say::line(::std::format_args!($($words)*))
    };
}

pub(crate) use say;

/// Prints a line; for [`say!`].
pub fn line(words: Arguments<'_>) -> Result<()> {
    written(writeln!(io::stdout(), "{words}"))
}

/// Prints a text that has its own line ends.
pub fn text(text: &str) -> Result<()> {
    let mut out = io::stdout();
    written(out.write_all(text.as_bytes()).and_then(|()| out.flush()))
}

/// Prints a text to whoever may be there: what runs goes on without readers.
pub fn to_anybody(text: &str) {
    let mut out = io::stdout();
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}

/// Says what went wrong, on standard error, if anybody listens.
pub fn problem(error: &anyhow::Error) {
    let _ = writeln!(io::stderr(), "portico: {error:#}");
}

fn written(outcome: io::Result<()>) -> Result<()> {
    match outcome {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Err(NobodyReads.into()),
        other => other.context("the output can't be written"),
    }
}
