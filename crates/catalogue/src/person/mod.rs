//! The staff of the demonstration, who sign in by choosing their name.

pub(crate) mod data;
pub(crate) mod store;

pub use data::lone;
use serde::{Deserialize, Serialize};
use values::{Id, Role, id};

/// A member of staff in the demonstration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// Their id.
    pub id: Id<id::Person>,
    /// Their name.
    pub name: String,
    /// The role they sign in with.
    pub role: Role,
    /// The body they work for.
    pub body: Id<id::Organisation>,
}
