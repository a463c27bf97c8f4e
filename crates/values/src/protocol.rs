//! How a body's system is spoken to. `connectors` knows what each means.

use serde::{Deserialize, Serialize};

/// The protocols that Portico speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Protocol {
    /// JSON over HTTP, with an idempotency key and signed answers.
    Rest,
    /// Open311 `GeoReport` v2; we ask for news.
    Open311,
    /// No system at all: people at the body decide in Portico.
    Desk,
}

impl Protocol {
    /// The protocol's name in data and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rest => "rest",
            Self::Open311 => "open311",
            Self::Desk => "desk",
        }
    }

    /// Must a person tell its people what happened elsewhere to a request of theirs? Others are told, and a desk is shown.
    pub fn is_deaf(self) -> bool {
        self == Self::Open311
    }

    /// The protocol with this name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Rest, Self::Open311, Self::Desk].into_iter().find(|protocol| protocol.as_str() == text)
    }
}
