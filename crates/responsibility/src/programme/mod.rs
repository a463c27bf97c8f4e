//! A programme: transfers that belong together, in an order, with gates between them. The order is in each transfer's
//! `after`; a gate is opened by a person.

pub mod rules;
pub mod store;

pub mod commands;

use serde::{Deserialize, Serialize};
use values::{Id, Moment, Text, id};

/// Transfers that belong together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Programme {
    /// Its id.
    pub id: Id<id::Programme>,
    /// Its title.
    pub title: Text,
    /// What must be true before its waves may vest.
    pub gates: Vec<Gate>,
}

/// Something that must be true before a wave may vest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gate {
    /// Of which programme.
    pub programme: Id<id::Programme>,
    /// Its name within the programme.
    pub id: String,
    /// Before which wave.
    pub before: Id<id::Transfer>,
    /// What must be true, in words.
    pub what: Text,
    /// Who opened it, and when.
    pub opened: Option<Opened>,
}

/// Somebody has said that it is true.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// Who.
    pub by: Id<id::Person>,
    /// When.
    pub at: Moment,
}
