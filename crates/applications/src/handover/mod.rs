//! Work in flight when responsibility moves: what becomes of each open request, and what a person must still see to.
//!
//! `responsibility` decides who; this moves the work. The switch is one commit on the vesting day. The work follows
//! in small batches while service goes on; each request that is touched, or deliberately is not, leaves a line, and
//! these lines are the work part of the proof sheet.

pub mod ahead;
pub mod nouns;
pub mod rules;
pub mod watch;

pub(crate) mod batch;
pub(crate) mod crossed;
mod decide;
mod decide_page;
pub mod jobs;
mod moving;
pub(crate) mod notices;
pub(crate) mod package;
pub mod pages;
pub(crate) mod settle;
pub(crate) mod store;
pub(crate) mod work;

use ::store::{StoreError, Tx};
use responsibility::transfer::Draft;
use serde::{Deserialize, Serialize};
use values::{Day, Id, id};

/// What became of one open request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// The predecessor's people finish it.
    Finishes,
    /// The successor answers. Nothing is sent: it was not sent yet, or the system stays.
    Follows,
    /// The successor answers through another system, which gets all that there is.
    HandedOver,
    /// A person decides.
    Listed,
}

impl Fate {
    /// The name in the database, in proof sheets and in the language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Follows => "follows",
            Self::HandedOver => "handed-over",
            Self::Finishes => "finishes",
            Self::Listed => "listed",
        }
    }

    fn parse(text: &str) -> Option<Self> {
        [Self::Finishes, Self::Follows, Self::HandedOver, Self::Listed].into_iter().find(|fate| fate.as_str() == text)
    }
}

/// One open request in a vesting: one line of the proof sheet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The request.
    pub request: Id<id::Request>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// Its state then.
    pub state: String,
    /// Who answered before.
    pub before: Id<id::Organisation>,
    /// Who answers after.
    pub after: Id<id::Organisation>,
    /// What became of it.
    pub fate: Fate,
    /// By which day it was due before.
    pub due_before: Option<Day>,
    /// By which day it is due after.
    pub due_after: Option<Day>,
    /// Who sees to it, where a person must.
    pub person: Option<Id<id::Person>>,
    /// Through which system it had gone.
    pub system_before: Option<Id<id::System>>,
    /// Under which reference of the predecessor's.
    pub reference_before: Option<String>,
    /// Where it is still to be sent, the system that it was to go to.
    pub addressed_before: Option<Id<id::System>>,
    /// The system that it goes to now.
    pub addressed_after: Option<Id<id::System>>,
}

/// A request changed hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Handed {
    /// From which day on.
    pub day: Day,
    /// Who answered before.
    pub before: Id<id::Organisation>,
    /// Who answers from then on.
    pub after: Id<id::Organisation>,
}

/// What lines of a proof sheet are counted by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Sum {
    /// Who answered before.
    pub before: Id<id::Organisation>,
    /// Who answers after.
    pub after: Id<id::Organisation>,
    /// Of which service type.
    pub service_type: Id<id::ServiceType>,
    /// In which state they were.
    pub state: String,
    /// What became of them.
    pub fate: Fate,
}

/// How far the work of one vesting has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// Has the transfer vested, and its work begun?
    pub begun: bool,
    /// How many requests have been handled so far.
    pub seen: i64,
    /// How many open requests of the predecessors have still to be looked at.
    pub left: i64,
    /// Is all of it done?
    pub done: bool,
}

/// How far the work of a transfer has come; before the vesting, how much of it there is.
pub fn progress(tx: &mut Tx<'_>, draft: &Draft) -> Result<Progress, StoreError> {
    let bodies = batch::predecessors(tx, draft)?;
    store::progress(tx, &draft.id, &bodies)
}

/// Has the work of all these transfers followed whole? Costs next to nothing, however much there is.
pub fn is_done(tx: &mut Tx<'_>, drafts: &[Draft]) -> Result<bool, StoreError> {
    for draft in drafts {
        if !store::cursor(tx, &draft.id)?.is_some_and(|cursor| cursor.done) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// What the vestings of one day have come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Account {
    /// How many requests have their line.
    pub lines: i64,
    /// How many changed hands more than once.
    pub twice: i64,
    /// How many open requests are still to be looked at.
    pub left: i64,
}

/// Counts what became of the work of these transfers.
pub fn account(tx: &mut Tx<'_>, drafts: &[Draft]) -> Result<Account, StoreError> {
    let mut account = Account { lines: 0, twice: store::moved_twice(tx)?, left: 0 };
    for draft in drafts {
        account.lines += store::lines(tx, &draft.id)?;
        account.left += progress(tx, draft)?.left;
    }
    Ok(account)
}
