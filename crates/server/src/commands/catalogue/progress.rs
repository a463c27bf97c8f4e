//! How far a long step has come, on the screen of whoever waits for it; nothing where nobody does.

use std::{
    cell::{Cell, RefCell},
    io::{self, IsTerminal as _, Write as _},
    sync::mpsc,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use catalogue::import::Progress;

const WIDTH: usize = 40;

/// Seconds that pass, where nobody knows how many it will be.
pub struct Waiting(RefCell<Option<(mpsc::Sender<()>, JoinHandle<()>)>>);

impl Waiting {
    /// They are shown from the first whole one on, until it ends.
    pub fn new(what: &'static str) -> Self {
        if !io::stderr().is_terminal() {
            return Self(RefCell::new(None));
        }
        let (end, ended) = mpsc::channel();
        let show = thread::spawn(move || {
            let began = Instant::now();
            while ended.recv_timeout(Duration::from_secs(1)) == Err(mpsc::RecvTimeoutError::Timeout) {
                let seconds = began.elapsed().as_secs();
                let _ = write!(io::stderr(), "\r{what} … {seconds} s").and_then(|()| io::stderr().flush());
            }
            let _ = write!(io::stderr(), "\r\x1b[K").and_then(|()| io::stderr().flush());
        });
        Self(RefCell::new(Some((end, show))))
    }

    /// Takes them off the screen; once more does nothing.
    pub fn end(&self) {
        if let Some((end, show)) = self.0.take() {
            drop(end);
            // Whoever shows them has nothing to say but that it ended.
            let _ = show.join();
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.end();
    }
}

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
