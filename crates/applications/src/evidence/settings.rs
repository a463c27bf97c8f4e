//! What an operator says about evidence.

use std::sync::Arc;

use super::{folder::Folder, scan::Scanner};

/// Where evidence is kept, how much of it, and who looks into it first.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The folder that sealed files lie in. None: the database.
    pub folder: Option<Folder>,
    /// Who looks into a file before it is kept. None: nobody.
    pub scanner: Option<Arc<Scanner>>,
    /// No file has more bytes.
    pub largest: usize,
}

/// No application holds more files.
pub const MOST_FILES: usize = 10;

/// No application holds more bytes, in files of the usual size: four of the largest.
pub const MOST_LARGEST: usize = 4;

/// What of it a letter to a body's system carries at most. The rest lies at the body's desk.
pub const LARGEST_LETTER: usize = 20_000_000;

impl Default for Settings {
    fn default() -> Self {
        Self { folder: None, scanner: None, largest: 10_000_000 }
    }
}

impl Settings {
    /// No application holds more bytes.
    pub fn most(&self) -> usize {
        self.largest * MOST_LARGEST
    }
}
