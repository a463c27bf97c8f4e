//! A transfer: responsibilities, posts and budget that move on one vesting day; drafted, rehearsed, approved by two
//! people, scheduled, vested; and, where the law allows, reversed.
//!
//! In reading order: `life` has its states, `hash` what an approval binds, `scene` what a plan may read, `problem` what
//! can be wrong with one, `rules` the plan, `coverage` who holds what before and after, `warnings` what is worth knowing,
//! `reversal` the way back, `proof` the sheet that shows all of it, `commands` what people and the worker do,
//! `succession` who follows a body that ends, `data` a draft that a person wrote, `files` all transfers of a government's
//! files.

pub mod life;

pub(crate) mod checks;
pub mod commands;
pub mod coverage;
pub mod data;
pub mod files;
pub mod hash;
pub(crate) mod pages;
pub mod problem;
pub mod proof;
pub mod reversal;
pub mod rules;
pub mod scene;
pub mod store;
pub mod succession;
pub mod systems;
mod warnings;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Id, Text, id};

use crate::{resource::Share, timeline::Line};

pub use commands::TransferError;
pub use hash::PlanHash;
pub use life::State;
pub use problem::{Problem, Warning};
pub use proof::ProofSheet;
pub use rules::{Foresee, Plan, Rehearsal};
pub use scene::{Scene, Snapshot, Step};
pub use succession::{OldPage, Successions};

/// What kind of move it is, which decides the way back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A retail organisation, a franchise or an intermediary takes contact over. Reversible within the window.
    Retail,
    /// Bodies merge or split; predecessors dissolve for good. Only corrected, with a reason.
    Succession,
    /// Two living bodies agree that one serves for both. Reversible within the window.
    Agreement,
    /// Puts right what an earlier transfer got wrong. Its day may be past; it has a reason.
    Correction,
    /// Takes an earlier transfer between living bodies back.
    Reversal,
}

impl Kind {
    /// Can it be taken back within its window? Only between bodies that live on.
    pub fn is_reversible(self) -> bool {
        matches!(self, Self::Retail | Self::Agreement)
    }

    /// The kind's name in data and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Retail => "retail",
            Self::Succession => "succession",
            Self::Agreement => "agreement",
            Self::Correction => "correction",
            Self::Reversal => "reversal",
        }
    }
}

/// What becomes of a request that was sent and is unanswered on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OpenWork {
    /// It goes to the successor.
    Moves,
    /// The predecessor's people finish it.
    StaysUntilClosed,
    /// It goes to the successor unless somebody has begun.
    MovesIfNotStarted,
}

/// What becomes of a deadline that runs on the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deadlines {
    /// It stands as it was promised.
    Keep,
    /// It is counted anew from the day by the successor's standard, never earlier than promised.
    CountAnew,
}

/// A system that takes the work of some service types from the day on. Where none is named, the system stays.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SystemMove {
    /// Of which service types.
    pub service_types: Vec<Id<id::ServiceType>>,
    /// In which area; everywhere where none is named.
    #[serde(default)]
    pub area: Option<AreaCode>,
    /// The system that takes it.
    pub system: Id<id::System>,
}

/// What people still use of a body that is no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Thing {
    /// Its page addresses.
    Pages,
    /// Its telephone numbers.
    Telephones,
    /// Its postal addresses.
    PostalAddresses,
    /// The references it gave to cases.
    CaseReferences,
    /// Complaints that are open.
    Complaints,
    /// Information requests that are open.
    InformationRequests,
    /// Appeals against what it decided.
    Appeals,
}

impl Thing {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Pages,
        Self::Telephones,
        Self::PostalAddresses,
        Self::CaseReferences,
        Self::Complaints,
        Self::InformationRequests,
        Self::Appeals,
    ];

    /// Its name in data and the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pages => "pages",
            Self::Telephones => "telephones",
            Self::PostalAddresses => "postal-addresses",
            Self::CaseReferences => "case-references",
            Self::Complaints => "complaints",
            Self::InformationRequests => "information-requests",
            Self::Appeals => "appeals",
        }
    }

    pub(crate) fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|thing| thing.as_str() == text)
    }
}

impl std::fmt::Display for Thing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Pages => "its page addresses",
            Self::Telephones => "its telephone numbers",
            Self::PostalAddresses => "its postal addresses",
            Self::CaseReferences => "its case references",
            Self::Complaints => "open complaints",
            Self::InformationRequests => "open information requests",
            Self::Appeals => "appeals",
        })
    }
}

/// A body that ends on the day, and who follows it in what people still use. A body that several others follow stands
/// several times: by area, by thing, or both.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    /// The body that ends.
    pub body: Id<id::Organisation>,
    /// Who follows it.
    pub successor: Id<id::Organisation>,
    /// In these things; in all of them where empty.
    #[serde(default)]
    pub things: Vec<Thing>,
    /// For places in these areas; everywhere where empty.
    #[serde(default)]
    pub areas: Vec<AreaCode>,
    /// Its pages about one service each. Whoever opens one is led to our page of that service.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<OldPage>,
}

impl Dissolution {
    /// Does it speak of this thing?
    pub fn is_about(&self, thing: Thing) -> bool {
        self.things.is_empty() || self.things.contains(&thing)
    }
}

/// What may not fit a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matter {
    /// Nobody knows whether the predecessor has the request.
    Uncertain,
    /// The predecessor's people have begun.
    Started,
    /// A request that can't go on by itself.
    Stuck,
    /// What the successor has acted on when a move is taken back.
    Acted,
    /// Posts and money that people have to be told about.
    Resources,
    /// All of it.
    Everything,
}

impl Matter {
    /// Those that somebody must answer for.
    pub const EACH: [Self; 5] = [Self::Uncertain, Self::Started, Self::Stuck, Self::Acted, Self::Resources];
}

impl std::fmt::Display for Matter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Uncertain => "uncertain",
            Self::Started => "begun by the predecessor",
            Self::Stuck => "stuck",
            Self::Acted => "acted on by the successor",
            Self::Resources => "to be done about posts and money",
            Self::Everything => "left over",
        })
    }
}

/// Who sees to what does not fit the plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answerable {
    /// For what.
    pub matter: Matter,
    /// The person.
    pub person: Id<id::Person>,
}

/// The vesting that a reversal takes back.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reversed {
    /// The transfer.
    pub transfer: Id<id::Transfer>,
    /// The version of the model that its vesting made: rows that this version knows first, or no more, are its doing.
    pub version: u64,
}

/// What a planner drafts. Its content is what approval binds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// Its id, chosen by the planner.
    pub id: Id<id::Transfer>,
    /// Its title.
    pub title: Text,
    /// What kind of move it is.
    pub kind: Kind,
    /// The vesting day.
    pub day: Day,
    /// Under which law, order or agreement.
    pub instrument: Id<id::Instrument>,
    /// Why: needed for a correction.
    #[serde(default)]
    pub reason: Option<String>,
    /// The programme it is a wave of.
    #[serde(default)]
    pub programme: Option<Id<id::Programme>>,
    /// Transfers that must have vested before.
    #[serde(default)]
    pub after: Vec<Id<id::Transfer>>,
    /// For so many days after the vesting it can be reversed; never, for a dissolution.
    #[serde(default)]
    pub window_days: u16,
    /// For a reversal: the vesting it takes back.
    #[serde(default)]
    pub reverses: Option<Reversed>,
    /// What responsibility moves, and to whom.
    #[serde(default)]
    pub lines: Vec<Line>,
    /// What posts and money move.
    #[serde(default)]
    pub resources: Vec<Share>,
    /// Which systems change.
    #[serde(default)]
    pub systems: Vec<SystemMove>,
    /// Bodies that end.
    #[serde(default)]
    pub dissolves: Vec<Dissolution>,
    /// The rule for open requests.
    pub open_work: OpenWork,
    /// The rule for deadlines.
    pub deadlines: Deadlines,
    /// Who sees to what does not fit.
    pub answerable: Vec<Answerable>,
    /// Is it made up to illustrate?
    #[serde(default)]
    pub illustrative: bool,
}

impl Draft {
    /// The last day on which it can be taken back, where it vested on this day.
    pub fn window_from(&self, vested_on: Day) -> Day {
        vested_on.saturating_add(jiff::Span::new().days(i64::from(self.window_days)))
    }

    /// In which order transfers vest: by their days, and on one day first what is taken back, so that nothing vests on
    /// ground that goes away that very day.
    pub fn by_vesting(&self, other: &Self) -> std::cmp::Ordering {
        (self.day, self.reverses.is_none(), &self.id).cmp(&(other.day, other.reverses.is_none(), &other.id))
    }

    /// Does it take back, by the day of the other, what that one comes after?
    pub fn goes_before(&self, other: &Self) -> bool {
        self.id != other.id
            && self.day <= other.day
            && self.takes_back().is_some_and(|original| other.after.contains(original))
    }

    /// The SHA-256 of what it says: whoever writes over it has seen it.
    pub fn hash(&self) -> PlanHash {
        proof::hash_of(&serde_json::to_string(self).expect("a draft is names, days and numbers"))
    }

    /// The transfer that a reversal takes back.
    pub fn takes_back(&self) -> Option<&Id<id::Transfer>> {
        self.reverses.as_ref().map(|reversed| &reversed.transfer)
    }

    /// Who sees to a matter: whoever is named for it, or for everything.
    pub fn answers_for(&self, matter: Matter) -> Option<&Id<id::Person>> {
        let named = |wanted: Matter| self.answerable.iter().find(|named| named.matter == wanted);
        named(matter).or_else(|| named(Matter::Everything)).map(|named| &named.person)
    }
}

/// A transfer as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// What was drafted.
    pub draft: Draft,
    /// Everybody who had a hand in the draft: none of them approves it.
    pub drafted_by: Vec<Id<id::Person>>,
    /// Where it stands.
    pub state: State,
    /// What has come in its way.
    pub remark: Option<Remark>,
}

/// What has come in the way of a transfer, for whoever has to look at it again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Remark {
    /// Its plan is not the one any more that was approved.
    PlanChanged,
    /// No plan can be made any more.
    NoPlan,
    /// Its day passed while it waited for a gate or for another transfer.
    DayPassed,
    /// It was given up.
    GivenUp {
        /// Why.
        because: String,
    },
}

impl std::fmt::Display for Remark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::PlanChanged => f.write_str("its plan changed after it was approved: it has to be approved again"),
            Self::NoPlan => f.write_str("it can't be carried out any more: it has to be drafted anew"),
            Self::DayPassed => f.write_str("its day passed while it waited: it has to be drafted anew for another"),
            Self::GivenUp { because } => write!(f, "given up: {because}"),
        }
    }
}
