//! A programme: transfers that belong together, in an order, with gates between them.

use serde::{Deserialize, Serialize};
use values::{Id, Text, id};

/// Transfers that belong together. Their order is in each transfer's `after`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its id.
    pub id: Id<id::Programme>,
    /// Its title.
    pub title: Text,
    /// What must be true before its next wave may vest, in words; each gate is opened by a person.
    pub gates: Vec<Gate>,
}

/// Something that must be true before a wave may vest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Before which wave.
    pub before: Id<id::Transfer>,
    /// What must be true.
    pub what: Text,
}
