//! Why a file was not taken. The page that says so has an address of its own, so that going back to it asks nothing.

use values::{Id, id};
use web::MessageRef;

use super::{EvidenceError, Unfit, settings::MOST_FILES};
use crate::{Platform, draft::pages::Opened};

/// Why a file was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    Missing,
    Empty,
    TooLarge,
    TooMuch,
    Type,
    NotWhole,
    Locked,
    Damaged,
    Pixels,
    Infected,
    NotScanned,
}

impl Refused {
    const ALL: [(Self, &'static str); 11] = [
        (Self::Missing, "missing"),
        (Self::Empty, "empty"),
        (Self::TooLarge, "too-large"),
        (Self::TooMuch, "too-much"),
        (Self::Type, "type"),
        (Self::NotWhole, "not-whole"),
        (Self::Locked, "locked"),
        (Self::Damaged, "damaged"),
        (Self::Pixels, "pixels"),
        (Self::Infected, "infected"),
        (Self::NotScanned, "not-scanned"),
    ];

    /// Nothing where that is no fault of the file's.
    pub fn of(error: &EvidenceError) -> Option<Self> {
        Some(match error {
            EvidenceError::Unfit(Unfit::Empty) => Self::Empty,
            EvidenceError::Unfit(Unfit::TooLarge) => Self::TooLarge,
            EvidenceError::Unfit(Unfit::Type | Unfit::Archive) => Self::Type,
            EvidenceError::Unfit(Unfit::NotWhole) => Self::NotWhole,
            EvidenceError::Unfit(Unfit::Locked) => Self::Locked,
            EvidenceError::Unfit(Unfit::Damaged) => Self::Damaged,
            EvidenceError::Unfit(Unfit::Pixels) => Self::Pixels,
            EvidenceError::TooMuch => Self::TooMuch,
            EvidenceError::Infected => Self::Infected,
            EvidenceError::NotScanned(_) => Self::NotScanned,
            _ => return None,
        })
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(refused, _)| *refused)
    }

    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(refused, _)| *refused == self).map_or("", |(_, name)| name)
    }

    /// Where the page says so.
    pub fn address(self, opened: &Opened, (kind, replaces): (&str, Option<&Id<id::Evidence>>)) -> String {
        let address = format!("{}?refused={}", opened.evidence_address(kind), self.name());
        replaces.map_or_else(|| address.clone(), |replaces| format!("{address}&replaces={replaces}"))
    }

    /// What is said beside the field of the file.
    pub fn message(self, platform: &Platform) -> MessageRef {
        let message = MessageRef::new(format!("evidence-mistake-{}", self.name()));
        match self {
            Self::TooLarge => message.with("most", platform.evidence.largest / 1_000_000),
            Self::TooMuch => message.with("files", MOST_FILES).with("most", platform.evidence.most() / 1_000_000),
            _ => message,
        }
    }
}
