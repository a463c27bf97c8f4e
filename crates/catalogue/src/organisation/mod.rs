//! Organisations: public, private or voluntary bodies, with predecessors and successors.

pub(crate) mod data;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Effective, Id, Text, id};

use crate::Illustrative;

/// How far a body's work reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The whole country.
    National,
    /// Part of it.
    Regional,
    /// One place.
    Local,
}

impl Level {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::National, Self::Regional, Self::Local];

    /// The level's name in data files and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Regional => "regional",
            Self::Local => "local",
        }
    }
}

/// What sort of body it is in law.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sector {
    /// Part of government.
    Public,
    /// A business.
    Private,
    /// A charity or other voluntary body.
    Voluntary,
}

impl Sector {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Public, Self::Private, Self::Voluntary];

    /// The sector's name in data files and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
            Self::Voluntary => "voluntary",
        }
    }
}

/// How to reach a body (`ContactPoint` in CPSV-AP).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactPoint {
    /// A telephone number as people write it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The address of a page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page: Option<String>,
    /// An e-mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// A postal address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Text>,
}

/// A body (`PublicOrganisation` in CPSV-AP, and private and voluntary ones).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organisation {
    /// Its id.
    pub id: Id<id::Organisation>,
    /// Its name.
    pub name: Text,
    /// How far its work reaches.
    pub level: Level,
    /// What sort of body it is.
    pub sector: Sector,
    /// From the day it came into being to the day it was dissolved.
    pub valid: Effective,
    /// Where it works; everywhere for none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub areas: Vec<AreaCode>,
    /// Who took over when it was dissolved.
    pub successors: Vec<Id<id::Organisation>>,
    /// How to reach it.
    pub contact: ContactPoint,
    /// What of this is made up for the demonstration.
    pub illustrative: Illustrative,
}
