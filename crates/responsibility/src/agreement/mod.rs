//! Agreements between two bodies: one does something for the other, so much of it, to a standard, from day to day.
//! Auditors found them vague everywhere; here volume, forecaster and standard have fields, and a missing one shows.

use serde::{Deserialize, Serialize};
use values::{Effective, Id, Text, id};

/// What two bodies agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Agreement {
    /// Its id.
    pub id: Id<id::Agreement>,
    /// Its title.
    pub title: Text,
    /// The body that does it.
    pub provider: Id<id::Organisation>,
    /// The body it is done for.
    pub client: Id<id::Organisation>,
    /// Of which service types.
    pub service_types: Vec<Id<id::ServiceType>>,
    /// How many a month are expected, where anybody said.
    pub monthly_volume: Option<u32>,
    /// Who forecasts the volume, where anybody does.
    pub forecaster: Option<Id<id::Organisation>>,
    /// The standard, in words, where there is one.
    pub standard: Option<Text>,
    /// Under which instrument.
    pub instrument: Id<id::Instrument>,
    /// From day to day.
    pub valid: Effective,
    /// Is it made up to illustrate?
    pub illustrative: bool,
    /// The first version of the model that knows this row.
    pub since_version: u64,
    /// The first version that knows it no more.
    pub until_version: Option<u64>,
}
