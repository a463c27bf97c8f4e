//! Areas: dated places that lie within each other, with successors, and the postcodes that lead to them.

pub(crate) mod data;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaCode, AreaKind, Day, Text};

mod areas;

pub use areas::{AreaOnDay, Areas, Resolved};

/// A place of one kind, for as long as it exists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its code.
    pub code: AreaCode,
    /// What sort of area it is.
    pub kind: AreaKind,
    /// Its name.
    pub name: Text,
    /// The first day, where it was not always there.
    pub from: Option<Day>,
    /// The first day on which it is no more.
    pub until: Option<Day>,
    /// What stands in its place from then on.
    pub successors: Vec<AreaCode>,
    /// What it lies within.
    pub within: Vec<Within>,
}

/// The kind's name in data files, the database and the language files.
pub(crate) fn kind_name(kind: AreaKind) -> &'static str {
    match kind {
        AreaKind::Country => "country",
        AreaKind::County => "county",
        AreaKind::District => "district",
        AreaKind::Unitary => "unitary",
        AreaKind::NationalPark => "national-park",
        AreaKind::RegistrationDistrict => "registration-district",
        AreaKind::Locality => "locality",
    }
}

/// An area lies within another, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Within {
    /// Within which.
    pub area: AreaCode,
    /// The first day, where it was not always so.
    pub from: Option<Day>,
    /// The first day on which it is so no more.
    pub until: Option<Day>,
}

/// The first half of a postcode, and the areas it leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Postcode {
    /// The first half, in capitals without spaces.
    pub outward: String,
    /// One area: it is known. Several: the person is asked which.
    pub areas: Vec<AreaCode>,
}

impl Area {
    /// Is it there on this day?
    pub fn holds_on(&self, day: Day) -> bool {
        holds(self.from, self.until, day)
    }
}

impl Within {
    /// Does it lie there on this day?
    pub fn holds_on(&self, day: Day) -> bool {
        holds(self.from, self.until, day)
    }
}

fn holds(from: Option<Day>, until: Option<Day>, day: Day) -> bool {
    from.is_none_or(|from| from <= day) && until.is_none_or(|until| day < until)
}
