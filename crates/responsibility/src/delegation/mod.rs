//! An officer's power to decide for a body, from day to day. Without one, a decision at the desk is not in force.

use serde::{Deserialize, Serialize};
use values::{Effective, Id, id};

/// A body lets an officer decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    /// Its id.
    pub id: Id<id::Delegation>,
    /// The body that holds the function `Decision`.
    pub body: Id<id::Organisation>,
    /// The officer.
    pub officer: Id<id::Person>,
    /// Of which service types; of all that the body decides where empty.
    pub service_types: Vec<Id<id::ServiceType>>,
    /// Under which instrument: a scheme of delegation.
    pub instrument: Id<id::Instrument>,
    /// From day to day.
    pub valid: Effective,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}
