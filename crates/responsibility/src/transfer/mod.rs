//! A transfer: responsibilities, posts and budget that move on one vesting day; drafted, rehearsed, approved by two
//! people, scheduled, vested; and, where the law allows, reversed.

use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Id, Text, id};

use crate::{resource::Share, timeline::Line};

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

/// A body that ends on the day, and who follows it in what people still use.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dissolution {
    /// The body that ends.
    pub body: Id<id::Organisation>,
    /// Who follows it at its page addresses, telephone numbers and postal addresses, in its case references, open
    /// complaints, information requests and appeals.
    pub successor: Id<id::Organisation>,
}

/// Who sees to what does not fit the plan.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answerable {
    /// For what: `uncertain`, `started`, `stuck`, `resources`, or `everything`.
    pub matter: String,
    /// The person.
    pub person: Id<id::Person>,
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
    /// What responsibility moves, and to whom.
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
