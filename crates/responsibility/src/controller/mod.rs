//! Who is data controller of what people tell for a service type, from day to day. Where no row says otherwise it is
//! the holder of `Decision`: whoever decides in law decides why and how the data are used (UK GDPR, Article 4(7)).

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
