//! Instruments: the laws, orders and agreements that make somebody responsible (`LegalResource` in CPSV-AP).

pub(crate) mod data;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{Day, Id, Text, id};

use crate::Illustrative;

/// What sort of instrument it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum InstrumentKind {
    /// Passed by a parliament.
    Act,
    /// Made under an act.
    Order,
    /// Between bodies.
    Agreement,
    /// A scheme of delegation or the like, made by one body.
    Scheme,
    /// The charter of a franchise.
    Charter,
}

impl InstrumentKind {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Act, Self::Order, Self::Agreement, Self::Scheme, Self::Charter];

    /// The kind's name in data files and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Act => "act",
            Self::Order => "order",
            Self::Agreement => "agreement",
            Self::Scheme => "scheme",
            Self::Charter => "charter",
        }
    }
}

/// The law, order or agreement that creates a responsibility.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Instrument {
    /// Its id.
    pub id: Id<id::Instrument>,
    /// What sort it is.
    pub kind: InstrumentKind,
    /// Its title.
    pub title: Text,
    /// The day it takes effect.
    pub from: Day,
    /// The first day on which it has no effect any more, where an end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
    /// Where its text can be read.
    pub link: Option<String>,
    /// Whether it is made up for the demonstration.
    pub illustrative: Illustrative,
}
