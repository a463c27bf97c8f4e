//! Life events: what happens in a life and brings several services with it.

pub(crate) mod data;
pub(crate) mod pages;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{Id, Text, id};

/// Something that happens in a life.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeEvent {
    /// Its id. A journey of the same name is how a person starts.
    pub id: Id<id::LifeEvent>,
    /// What it is called.
    pub title: Text,
    /// What it is about, in a sentence or two.
    pub summary: Text,
}
