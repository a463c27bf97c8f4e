//! Franchises: small virtual businesses of several bodies for one customer segment or one life event. Created, split,
//! merged, handed over to another lead, closed; each of these takes the next version of the model and adds rows.

pub mod changes;
pub(crate) mod data;
pub mod rules;
pub mod store;
pub mod told;
pub mod words;

use serde::{Deserialize, Serialize};
use values::{Day, Effective, Id, Text, id};

pub use data::new::{New, read_new};

/// Whom it is for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Serves {
    /// People at this point of their life.
    LifeEvent(Id<id::LifeEvent>),
    /// People of this customer segment.
    Segment(String),
}

/// What a body is in a franchise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Part {
    /// Hosts it and answers for it. Exactly one at every instant of its life.
    Lead,
    /// Takes part.
    Partner,
}

/// A body's part in it, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Member {
    /// The body.
    pub body: Id<id::Organisation>,
    /// What it is in the franchise.
    pub part: Part,
    /// From day to day.
    pub valid: Effective,
}

/// A journey it offers, from day to day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Offered {
    /// The journey.
    pub journey: Id<id::Journey>,
    /// From day to day.
    pub valid: Effective,
}

/// A franchise as known at a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Franchise {
    /// Its id.
    pub id: Id<id::Franchise>,
    /// Its name.
    pub name: Text,
    /// Whom it is for.
    pub serves: Serves,
    /// What it promises and by which rules, in words.
    pub charter: Text,
    /// Under which agreement or order it stands.
    pub instrument: Id<id::Instrument>,
    /// Its life.
    pub valid: Effective,
    /// Its lead and partners.
    pub members: Vec<Member>,
    /// The journeys it offers.
    pub journeys: Vec<Offered>,
    /// The franchises it came from, by a split or a merger.
    pub came_from: Vec<Id<id::Franchise>>,
    /// Is it made up to illustrate?
    pub illustrative: bool,
    /// The first version of the model that knows it so.
    pub since_version: u64,
    /// The first version that knows it so no more.
    pub until_version: Option<u64>,
}

impl Franchise {
    /// Was it part of what we knew at this version?
    pub fn known_at(&self, version: u64) -> bool {
        self.since_version <= version && self.until_version.is_none_or(|until| version < until)
    }

    /// Its lead on a day.
    pub fn lead(&self, day: Day) -> Option<&Id<id::Organisation>> {
        self.members_on(day).find(|member| member.part == Part::Lead).map(|member| &member.body)
    }

    /// Its lead and partners on a day.
    pub fn members_on(&self, day: Day) -> impl Iterator<Item = &Member> {
        self.members.iter().filter(move |member| member.valid.holds_on(day))
    }

    /// The journeys it offers on a day.
    pub fn journeys_on(&self, day: Day) -> impl Iterator<Item = &Id<id::Journey>> {
        self.journeys.iter().filter(move |offered| offered.valid.holds_on(day)).map(|offered| &offered.journey)
    }

    /// Does another row say the same, whenever it was known?
    pub(crate) fn says_the_same(&self, other: &Self) -> bool {
        // The order in which members and journeys are named says nothing.
        let as_known = |row: &Self| {
            let mut row = Self { since_version: 0, until_version: None, ..row.clone() };
            row.members.sort_by(|one, other| {
                (one.valid.from, one.part, &one.body, one.valid.until).cmp(&(
                    other.valid.from,
                    other.part,
                    &other.body,
                    other.valid.until,
                ))
            });
            row.journeys.sort_by(|one, other| {
                (&one.journey, one.valid.from, one.valid.until).cmp(&(
                    &other.journey,
                    other.valid.from,
                    other.valid.until,
                ))
            });
            row.came_from.sort();
            row
        };
        as_known(self) == as_known(other)
    }
}
