//! Why something can't be done with a transfer, for whoever can act on it.

use ::store::StoreError;
use thiserror::Error;
use values::{Day, Id, Text, id};

use crate::transfer::{Kind, Problem, life::InvalidMove};

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum TransferError {
    /// There is no such transfer.
    #[error("there is no transfer {0}")]
    NotFound(Id<id::Transfer>),
    /// Only people draft and approve, and only some of them.
    #[error("this takes a member of staff who is {wanted}")]
    NotTheirs {
        /// Which role may.
        wanted: &'static str,
    },
    /// Not in this state.
    #[error(transparent)]
    Invalid(#[from] InvalidMove),
    /// It can't be carried out as it is drafted.
    #[error("{}", words(.0))]
    Problems(Vec<Problem>),
    /// The plan was made over an older version of the model.
    #[error("the plan was made over version {known} of the model, which is at {now}: make it anew")]
    Stale {
        /// The version it was made over.
        known: u64,
        /// The version now.
        now: u64,
    },
    /// The draft is not the one that was planned.
    #[error("the draft was changed while its plan was made: make the plan anew")]
    Redrafted,
    /// Somebody else wrote it since it was looked at, or it was not looked at.
    #[error("{} wrote {id} since you last did: look at it before you write over it", last(.by))]
    WrittenMeanwhile {
        /// The draft that is there.
        id: Id<id::Transfer>,
        /// Those who wrote it, the last of them last.
        by: Vec<Id<id::Person>>,
    },
    /// Somebody else changed it at the same moment.
    #[error("somebody else changed this transfer at the same moment: look at it again")]
    Changed,
    /// It names a transfer to wait for that is not there.
    #[error("it waits for {0}, which is not there")]
    WaitsForNobody(Id<id::Transfer>),
    /// It would have to vest before what it waits for.
    #[error("a transfer of {own} can't wait for {earlier}, which is of {day}")]
    WaitsForLater {
        /// What should vest first.
        earlier: Id<id::Transfer>,
        /// The day of that.
        day: Day,
        /// The day of the one that waits.
        own: Day,
    },
    /// Somebody else's draft has this id.
    #[error("there is a transfer {0} already: write that one anew, or choose another id")]
    Taken(Id<id::Transfer>),
    /// Somebody else has drafted the way back under this id.
    #[error("{} drafted {id} already, which takes it back: ask them, or cancel that one and choose another id with --called", people(.by))]
    ReversalDrafted {
        /// The reversal that is there.
        id: Id<id::Transfer>,
        /// Those who drafted it.
        by: Vec<Id<id::Person>>,
    },
    /// An approved transfer of the same day moves the same.
    #[error("{} moves the same on {} and is approved: cancel one of the two, or have one wait for the other", .0.other, .0.day)]
    MovesTheSame(Box<Rival>),
    /// What it waits for is taken back by its day.
    #[error("{by} takes back by {day} what this one waits for: cancel one of the two")]
    GroundGoes {
        /// The reversal.
        by: Id<id::Transfer>,
        /// Its day.
        day: Day,
    },
    /// Transfers that wait for each other.
    #[error("{}", circle(.0))]
    Circle(Vec<Id<id::Transfer>>),
    /// There is no such programme.
    #[error("there is no programme {0}")]
    UnknownProgramme(Id<id::Programme>),
    /// A correction has a reason.
    #[error("a correction needs a reason")]
    NoReason,
    /// A reversal is made from what it takes back.
    #[error("a reversal is not drafted: take the transfer back that it is of")]
    DraftedReversal,
    /// The day is past.
    #[error("{day} is past, and today is {today}: only a correction may be dated in the past")]
    DayPassed {
        /// Its day.
        day: Day,
        /// The day it is.
        today: Day,
    },
    /// Another transfer has to vest before.
    #[error("it can't vest before {0}, which hasn't")]
    Waits(Id<id::Transfer>),
    /// What it waits for was given up or taken back.
    #[error("it waits for {0}, which was given up or taken back")]
    InVain(Id<id::Transfer>),
    /// A gate is shut.
    #[error("the gate '{}' of {} has not been opened", .0.id, .0.programme)]
    GateShut(Box<ShutGate>),
    /// This kind of move has no way back.
    #[error("{}", no_way_back(*.0))]
    NotReversible(Kind),
    /// It was agreed without a window.
    #[error("it was agreed without a window in which it can be taken back: move it anew")]
    NoWindow,
    /// The window is over.
    #[error("it could be taken back until {last}, and {day} is later")]
    WindowOver {
        /// The last day.
        last: Day,
        /// The day that was asked for.
        day: Day,
    },
    /// Nothing is taken back before it has vested.
    #[error("{0} has not vested: cancel it instead")]
    NotVested(Id<id::Transfer>),
    /// Another transfer takes it back already.
    #[error("{0} takes it back already")]
    TakenBackBy(Id<id::Transfer>),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Another transfer that is in the way of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rival {
    /// Which one.
    pub other: Id<id::Transfer>,
    /// Its title.
    pub title: Text,
    /// The day of both.
    pub day: Day,
}

/// A gate that is shut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShutGate {
    /// Of which programme.
    pub programme: Id<id::Programme>,
    /// Which gate.
    pub id: String,
    /// What must be true before it opens.
    pub what: Text,
}

pub(super) fn words(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
}

fn last(by: &[Id<id::Person>]) -> &str {
    by.last().map_or("somebody", Id::name)
}

fn people(named: &[Id<id::Person>]) -> String {
    named.iter().map(ToString::to_string).collect::<Vec<_>>().join(" and ")
}

fn circle(transfers: &[Id<id::Transfer>]) -> String {
    match transfers {
        [alone] => format!("{alone} waits for itself"),
        _ => {
            format!("{} wait for each other", transfers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        }
    }
}

fn no_way_back(kind: Kind) -> &'static str {
    match kind {
        Kind::Succession => {
            "a vesting that dissolves a body can't be reversed; what is wrong is corrected, with a reason"
        }
        Kind::Correction => "a correction can't be reversed; what is wrong is corrected again, with a reason",
        _ => "a reversal can't be reversed; draft the move anew",
    }
}
