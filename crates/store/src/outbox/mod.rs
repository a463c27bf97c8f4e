//! Work that must happen: put in the transaction of its reason, claimed under a lease, done at least once.
//!
//! There is one open task per topic and subject. A lease is fenced: whoever lost it cannot record an outcome. It
//! cannot bind an agency, so what is sent always carries a key that stays the same.

mod store;

use values::RealTime;

pub use store::{again, begun, cancel, claim, depth, extend, finish, put, put_all, put_held, wake};

/// A task that is ours until the lease ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What sort of work.
    pub topic: String,
    /// On what.
    pub subject: String,
    /// Which attempt this is, from 1.
    pub attempt: u32,
    /// Tells this lease from every other, earlier or later.
    pub fence: i64,
    /// Others may claim it from then on.
    pub lease_until: RealTime,
    /// When it was first put.
    pub put_at: RealTime,
}

/// How much waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Depth {
    /// Due and not claimed.
    pub due: u64,
    /// Due later, or being worked on.
    pub waiting: u64,
    /// Held until somebody wakes them.
    pub held: u64,
    /// Since when the oldest has been due.
    pub oldest_due: Option<RealTime>,
}
