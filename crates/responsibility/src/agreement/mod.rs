//! Agreements between two bodies: one does something for the other, so much of it, to a standard, from day to day.
//! Auditors found them vague everywhere; here volume, forecaster and standard have fields, and a missing one shows.

pub(crate) mod data;
pub(crate) mod pages;
pub(crate) mod store;
pub(crate) mod told;

use serde::{Deserialize, Serialize};
use values::{Channel, Effective, Id, Text, id};

use crate::seam::Missing;

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
    /// By which channels; by all of them where none is named.
    pub channels: Vec<Channel>,
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

impl Agreement {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }

    /// Is it about this service type?
    pub fn covers(&self, service_type: &Id<id::ServiceType>) -> bool {
        self.service_types.contains(service_type)
    }

    /// Does it hold by this channel? By every channel only where it names none.
    pub fn is_by(&self, channel: Option<Channel>) -> bool {
        self.channels.is_empty() || channel.is_some_and(|channel| self.channels.contains(&channel))
    }

    /// Is it between these two, either way?
    pub fn is_between(&self, one: &Id<id::Organisation>, other: &Id<id::Organisation>) -> bool {
        (self.provider == *one && self.client == *other) || (self.provider == *other && self.client == *one)
    }

    /// Does this body do it for the other?
    pub fn is_done_by(&self, provider: &Id<id::Organisation>, client: &Id<id::Organisation>) -> bool {
        self.provider == *provider && self.client == *client
    }

    /// Does it say how much, how well, and who forecasts it? Where one is missing, a seam stays open.
    pub fn is_whole(&self) -> bool {
        self.missing().is_empty()
    }

    /// What it leaves unsaid. A forecast of nothing is none.
    pub fn missing(&self) -> Vec<Missing> {
        let said = [
            (self.monthly_volume.is_some_and(|volume| volume > 0), Missing::Volume),
            (self.standard.is_some(), Missing::Standard),
            (self.forecaster.is_some(), Missing::Forecaster),
        ];
        said.into_iter().filter(|(there, _)| !there).map(|(_, missing)| missing).collect()
    }

    /// Does another row say the same, whenever it was known?
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        let as_known = |row: &Self| Self { since_version: 0, until_version: None, ..row.clone() };
        as_known(self) == as_known(other)
    }
}
