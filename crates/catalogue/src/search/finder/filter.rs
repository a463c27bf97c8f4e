//! What hits can be narrowed down by.

use serde::{Deserialize, Serialize};
use tantivy::schema::Facet;

/// By what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// What it is, by the kind's name: `PublicService`, `ServiceType`, `Event`, `Organisation`.
    Kind,
    /// A life or business event that brings it with it, by the event's name.
    LifeEvent,
    /// Where it is given, by the area's name.
    Area,
    /// The body in law, by the body's name.
    Body,
    /// A way to it: `web`, `phone`, `counter`, `post`, `email`, `fax`, `other`.
    Channel,
    /// `free`, or `fee`.
    Price,
    /// `end-to-end`: every step that it has can be done online.
    Online,
}

/// One value that hits must have. Of several values of one kind, any will do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Filter {
    /// By what.
    pub by: By,
    /// Which.
    pub value: String,
}

/// Longer values are names of nothing.
const LONGEST: usize = 2_000;

impl By {
    /// All of them, in the order a page offers them.
    pub const ALL: [Self; 7] =
        [Self::Kind, Self::LifeEvent, Self::Area, Self::Body, Self::Channel, Self::Price, Self::Online];

    /// Its name in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Kind => "kind",
            Self::LifeEvent => "life-event",
            Self::Area => "area",
            Self::Body => "body",
            Self::Channel => "channel",
            Self::Price => "price",
            Self::Online => "online",
        }
    }

    pub(super) fn facet(self) -> Facet {
        Facet::from_path([self.as_str()])
    }
}

impl Filter {
    /// A value that hits must have.
    pub fn new(by: By, value: impl Into<String>) -> Self {
        Self { by, value: value.into() }
    }

    /// As the index has it. The index takes no zero bytes, and no name has any.
    pub(super) fn facet(&self) -> Facet {
        let value: String = self.value.chars().filter(|letter| *letter != '\0').take(LONGEST).collect();
        Facet::from_path([self.by.as_str(), value.as_str()])
    }
}
