//! Who is data controller of what people tell for a service type, from day to day. Where no row says otherwise it is
//! the holder of `Decision`: whoever decides in law decides why and how the data are used (UK GDPR, Article 4(7)).

pub(crate) mod data;
pub mod rules;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Effective, Id, id};

/// One dated row that says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Controller {
    /// Its id.
    pub id: Id<id::Controller>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// For one area only, or everywhere.
    pub area: Option<AreaCode>,
    /// The controllers: two or more are joint (Article 26).
    pub bodies: Vec<Id<id::Organisation>>,
    /// Under which instrument.
    pub instrument: Id<id::Instrument>,
    /// From day to day.
    pub valid: Effective,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}

impl Controller {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }

    /// Does another row say the same, whenever it was known?
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let as_known = |row: &Self| Self { id: self.id.clone(), since_version: 0, until_version: None, ..row.clone() };
        as_known(self) == as_known(other)
    }
}
