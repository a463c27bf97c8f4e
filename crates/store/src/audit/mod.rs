//! Who did what, when, through which door: numbered without gaps, in an RFC 6962 tree, under signed checkpoints.
//!
//! A command inserts a leaf of salted digests and reads no head, so that commands never wait for one another. One
//! leased sequencer numbers what has been committed. Until then (a second or so) an entry is not yet protected, and
//! whoever holds the key owns the log: publish checkpoints, and hand the published ones to [`verify`].

mod checkpoint;
mod leaf;
mod sequence;
mod store;
mod tree;
mod verify;

use values::{Actor, Moment, RealTime};

pub use checkpoint::Checkpoint;
pub use sequence::{Round, sequence, sequence_blocking};
pub use store::{checkpoints, entries, record, unnumbered};
pub use verify::{Fault, Report, verify};

/// What happened. Never personal data: ids, states, numbers, names of bodies.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// When, in business time.
    pub at: Moment,
    /// Who, in which role, for whom, through which door.
    pub actor: &'a Actor,
    /// What, such as `application.submitted`.
    pub action: &'a str,
    /// To what: an id.
    pub subject: &'a str,
    /// What else a reader needs.
    pub details: &'a [(&'a str, String)],
}

/// An entry as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// Its place in the log, from 1, once it is numbered. Feeds count by it.
    pub number: Option<i64>,
    /// Its id.
    pub id: String,
    /// When, in business time.
    pub at: Moment,
    /// When, in real time.
    pub recorded_at: RealTime,
    /// Who, in which role, for whom, through which door.
    pub actor: Actor,
    /// What.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else.
    pub details: Vec<(String, String)>,
}
