//! How far a long step has come, on the screen of whoever waits for it; nothing where nobody does.

use std::{
    cell::Cell,
    io::{self, IsTerminal as _, Write as _},
};

use catalogue::import::Progress;

const WIDTH: usize = 40;

/// A bar that fills.
pub struct Bar {
    what: &'static str,
    is_seen: bool,
    shown: Cell<usize>,
}

impl Bar {
    /// An empty one.
    pub fn new(what: &'static str) -> Self {
        Self { what, is_seen: io::stderr().is_terminal(), shown: Cell::new(usize::MAX) }
    }

    /// Fills it so far.
    pub fn show(&self, progress: Progress) {
        let full = (progress.done * WIDTH).checked_div(progress.of).unwrap_or(WIDTH);
        if !self.is_seen || self.shown.replace(full) == full {
            return;
        }
        let (done, of) = (progress.done, progress.of);
        let bar: String = (0..WIDTH).map(|n| if n < full { '#' } else { '.' }).collect();
        // Who can't see it misses nothing.
        let _ = write!(io::stderr(), "\r{} [{bar}] {done} of {of}", self.what).and_then(|()| io::stderr().flush());
    }

    /// Takes it off the screen.
    pub fn end(&self) {
        if self.is_seen {
            let _ = write!(io::stderr(), "\r\x1b[K").and_then(|()| io::stderr().flush());
        }
    }
}
