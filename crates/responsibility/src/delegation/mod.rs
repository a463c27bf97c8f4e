//! An officer's power to decide for a body, from day to day. Without one, an officer of a body that has
//! written its powers down grants and refuses nothing at the desk.

pub(crate) mod data;
pub(crate) mod store;
pub(crate) mod told;

use serde::{Deserialize, Serialize};
use values::{Day, Effective, Id, id};

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

impl Delegation {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }

    /// Does it hold for this service type that day?
    pub fn covers(&self, service_type: &Id<id::ServiceType>, day: Day) -> bool {
        (self.service_types.is_empty() || self.service_types.contains(service_type)) && self.valid.holds_on(day)
    }

    /// Does another row say the same, whenever it was known?
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let as_known = |row: &Self| Self { id: self.id.clone(), since_version: 0, until_version: None, ..row.clone() };
        as_known(self) == as_known(other)
    }
}
