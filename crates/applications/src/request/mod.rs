//! One supplier's part of an application.

pub mod life;
pub mod rules;

pub mod outcome;
pub mod settle;
pub(crate) mod store;

use values::{AreaCode, Day, Id, Moment, id};

pub use life::{InvalidMove, Move, State};

/// One supplier's part of an application: who answers for it, where it is in its life, by when it is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// Its id; also the stable key of every attempt to send it.
    pub id: Id<id::Request>,
    /// Part of which application.
    pub application: Id<id::Application>,
    /// Its place among the application's requests.
    pub position: u32,
    /// For which service type.
    pub service_type: Id<id::ServiceType>,
    /// The area of the place that decides it; none for a national service.
    pub area: Option<AreaCode>,
    /// Who answers: the holder of `Fulfilment` on the day it was sent, or expected to be until then.
    pub holder: Id<id::Organisation>,
    /// Under which instrument the holder answers.
    pub instrument: Id<id::Instrument>,
    /// The version of the model that said so.
    pub model_version: u64,
    /// Where it is in its life.
    pub state: State,
    /// The body's own reference, once it has one.
    pub their_reference: Option<String>,
    /// Through which system it was sent.
    pub system: Option<Id<id::System>>,
    /// Whom a person sent it on to. Then no other body takes it, whoever is the holder of the day.
    pub chosen: Option<Chosen>,
    /// By which day the body has promised to answer. Unknown while it is held.
    pub due: Option<Day>,
    /// Counts its changes: two writers can't both win.
    pub version: i64,
}

impl Request {
    /// Has the day passed by which an answer was promised, without one?
    pub fn is_late(&self, today: Day) -> bool {
        let waits = matches!(self.state, State::Held { .. });
        self.state.is_open() && !waits && self.due.is_some_and(|due| due < today)
    }

    /// The reference that the body gave it which has it now. Until that one has taken it, it still carries the last one's.
    pub fn reference_now(&self) -> Option<&str> {
        let taken =
            matches!(self.state, State::Sent | State::Answered { .. } | State::Referred { .. } | State::Closed { .. });
        self.their_reference.as_deref().filter(|_| taken)
    }
}

/// A body that a person chose, and the system of its that takes the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Who is to answer.
    pub body: Id<id::Organisation>,
    /// Through which system.
    pub system: Id<id::System>,
}

/// One line of a request's history. Lines are added, never edited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// When, in business time.
    pub at: Moment,
    /// What happened: a message of the language files, `event-…`.
    pub what: String,
    /// Which body it concerns.
    pub body: Option<Id<id::Organisation>>,
    /// The body's reference, where one came with it.
    pub their_reference: Option<String>,
    /// Words to the person: the body's, or those of whoever settled it.
    pub text: Option<String>,
    /// Which member of staff did it, where one did.
    pub by: Option<Id<id::Person>>,
}
