//! The life of a request. Nothing else sets a state.
//!
//! ```text
//!                       ┌─── handed over ───┐
//!                       ▼                   │
//!   Held ──release──▶ Queued ──accepted──▶ Sent ──answered──▶ Answered
//!    │                  │ ▲                 ▲                   ▲
//!    │         no trace │ │ send again      │ they have it      │ a late answer
//!    │                  ▼ │                 │                   │
//!    │                Uncertain ────────────┴───────────────────┤
//!    │         refused  │                                       │
//!    │         to take  ▼                                       │
//!    │                Stuck ──send again──▶ Queued   not theirs ┴▶ Referred ──send on──▶ Queued
//!    │ what it waits for was not done          Held, Queued, NotSent ──withdraw──▶ Withdrawn
//!    ▼
//!   NotSent ──send again──▶ Queued       Uncertain, Stuck, Referred ──close──▶ Closed
//! ```

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Id, id};

/// Where a request is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "is")]
pub enum State {
    /// Waits until another request of the application is answered with a reference.
    Held {
        /// For which one.
        waits_for: Id<id::Request>,
    },
    /// Due to be sent.
    Queued {
        /// How many replies were lost: the body may have it. Asked before it is sent again.
        #[serde(default)]
        lost_replies: u32,
        /// The last attempt whose outcome is known. A later one that left no outcome may have reached the body.
        #[serde(default)]
        tried: u32,
    },
    /// The body has it.
    Sent,
    /// Nobody knows whether the body has it. A person settles it.
    Uncertain,
    /// The body's system refuses to take it. A person mends it.
    Stuck {
        /// Why, for staff: a code, never the answers.
        why: String,
    },
    /// The body decided.
    Answered {
        /// In the person's favour?
        granted: bool,
    },
    /// "Not us": the body says who should answer, where it knows.
    Referred {
        /// The next body.
        next: Option<Id<id::Organisation>>,
    },
    /// It was not sent and will not be by itself: what it had to follow was not done.
    NotSent {
        /// What was not done.
        because: Id<id::Request>,
    },
    /// The person took back their consent before it was sent.
    Withdrawn,
    /// A person ended it, and told the citizen in words what to do.
    Closed {
        /// Whom the citizen should ask.
        ask: Id<id::Organisation>,
    },
}

/// What can happen to a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// What it waited for is there.
    Release,
    /// What it waited for will not come.
    Withhold {
        /// What was not done.
        because: Id<id::Request>,
    },
    /// The body has accepted it.
    Accept,
    /// The body could not take it for now; it certainly has nothing of this attempt.
    Postpone {
        /// Which attempt.
        attempt: u32,
    },
    /// It was sent and no reply came.
    LoseReply {
        /// In which attempt.
        attempt: u32,
    },
    /// It was sent, no reply came, and the body can't be asked or doesn't list it.
    LoseTrack,
    /// The body's system refuses to take it.
    RefuseToTake {
        /// Why: a code.
        why: String,
    },
    /// The person takes back their consent, and it was not sent.
    Withdraw,
    /// A person says: send it (again).
    SendAgain,
    /// A person says: send it to another body.
    SendOn,
    /// Responsibility and system have moved: it goes to the successor's system with all that there is.
    HandOver,
    /// A person ends it.
    Close {
        /// Whom the citizen should ask.
        ask: Id<id::Organisation>,
    },
    /// The body decided.
    Answer {
        /// In the person's favour?
        granted: bool,
    },
    /// "Not us".
    Refer {
        /// Who then.
        next: Option<Id<id::Organisation>>,
    },
}

/// The move is not possible from there.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("a request that is {state} can't {wanted}")]
pub struct InvalidMove {
    /// Where it is.
    pub state: &'static str,
    /// What was wanted.
    pub wanted: &'static str,
}

impl State {
    /// The state after the move.
    pub fn apply(self, step: Move) -> Result<Self, InvalidMove> {
        use State::{Answered, Closed, Held, NotSent, Queued, Referred, Sent, Stuck, Uncertain, Withdrawn};
        match (self, step) {
            (Held { .. } | NotSent { .. }, Move::Release)
            | (Uncertain | Stuck { .. } | Referred { .. } | NotSent { .. }, Move::SendAgain)
            | (Uncertain | Stuck { .. } | Referred { .. }, Move::SendOn)
            | (Sent, Move::HandOver) => Ok(Queued { lost_replies: 0, tried: 0 }),
            (Held { .. }, Move::Withhold { because }) => Ok(NotSent { because }),
            (Held { .. } | NotSent { .. } | Queued { lost_replies: 0, .. }, Move::Withdraw) => Ok(Withdrawn),
            (Uncertain | Stuck { .. } | Referred { .. }, Move::Close { ask }) => Ok(Closed { ask }),
            // A call that was under way when it was withdrawn has reached the body.
            (Queued { .. } | Uncertain | Withdrawn, Move::Accept) => Ok(Sent),
            (Queued { lost_replies, .. }, Move::LoseReply { attempt }) => {
                Ok(Queued { lost_replies: lost_replies + 1, tried: attempt })
            }
            (Queued { lost_replies, .. }, Move::Postpone { attempt }) => Ok(Queued { lost_replies, tried: attempt }),
            (Queued { .. }, Move::LoseTrack) => Ok(Uncertain),
            (Queued { .. }, Move::RefuseToTake { why }) => Ok(Stuck { why }),
            // An answer proves that the body has it, whatever we believed and whatever it said before.
            (
                Queued { .. } | Sent | Uncertain | Stuck { .. } | Referred { .. } | Closed { .. } | Withdrawn,
                Move::Answer { granted },
            ) => Ok(Answered { granted }),
            (Queued { .. } | Sent | Uncertain | Stuck { .. } | Referred { .. }, Move::Refer { next }) => {
                Ok(Referred { next })
            }
            (state, step) => Err(InvalidMove { state: state.name(), wanted: step.name() }),
        }
    }

    /// The state's name in the database and, save where [`Self::told`] has another, for people.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Held { .. } => "held",
            Self::Queued { .. } => "queued",
            Self::Sent => "sent",
            Self::Uncertain => "uncertain",
            Self::Stuck { .. } => "stuck",
            Self::Answered { granted: true } => "granted",
            Self::Answered { granted: false } => "refused",
            Self::Referred { .. } => "referred",
            Self::NotSent { .. } => "not_sent",
            Self::Withdrawn => "withdrawn",
            Self::Closed { .. } => "closed",
        }
    }

    /// The state's name for people, in the language files and in proof sheets: what may have arrived is not just still to be
    /// sent.
    pub fn told(&self) -> &'static str {
        if self.may_have_arrived() { "asking" } else { self.name() }
    }

    /// Was it sent without a reply, so that the body may have it and is asked?
    pub fn may_have_arrived(&self) -> bool {
        matches!(self, Self::Queued { lost_replies: 1.., .. })
    }

    /// Has the body spoken its last word?
    pub fn is_final(&self) -> bool {
        matches!(self, Self::Answered { .. })
    }

    /// Is something still to come by itself?
    pub fn is_open(&self) -> bool {
        !matches!(self, Self::Answered { .. } | Self::NotSent { .. } | Self::Withdrawn | Self::Closed { .. })
    }
}

impl Move {
    /// The move's name, as errors and the audit log say it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Withhold { .. } => "withhold",
            Self::Withdraw => "withdraw",
            Self::Accept => "accept",
            Self::Postpone { .. } => "postpone",
            Self::LoseReply { .. } => "lose_reply",
            Self::LoseTrack => "lose_track",
            Self::RefuseToTake { .. } => "refuse_to_take",
            Self::SendAgain => "send_again",
            Self::SendOn => "send_on",
            Self::HandOver => "hand_over",
            Self::Close { .. } => "close",
            Self::Answer { .. } => "answer",
            Self::Refer { .. } => "refer",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use proptest::prelude::*;

    use super::*;

    fn states() -> Vec<State> {
        vec![
            State::Held { waits_for: Id::named("a.0").unwrap() },
            State::Queued { lost_replies: 0, tried: 0 },
            State::Sent,
            State::Uncertain,
            State::Stuck { why: "400".into() },
            State::Answered { granted: true },
            State::Answered { granted: false },
            State::Referred { next: None },
            State::NotSent { because: Id::named("a.0").unwrap() },
            State::Withdrawn,
            State::Closed { ask: Id::named("a").unwrap() },
        ]
    }

    fn moves() -> Vec<Move> {
        vec![
            Move::Release,
            Move::Withhold { because: Id::named("a.0").unwrap() },
            Move::Withdraw,
            Move::Accept,
            Move::Postpone { attempt: 1 },
            Move::LoseReply { attempt: 1 },
            Move::LoseTrack,
            Move::RefuseToTake { why: "400".into() },
            Move::SendAgain,
            Move::SendOn,
            Move::HandOver,
            Move::Close { ask: Id::named("a").unwrap() },
            Move::Answer { granted: true },
            Move::Refer { next: None },
        ]
    }

    #[test]
    fn what_may_have_arrived_is_told_as_such_and_stays_queued() {
        let check = |state: State, name, told| assert_eq!((state.name(), state.told()), (name, told));
        check(State::Queued { lost_replies: 0, tried: 3 }, "queued", "queued");
        check(State::Queued { lost_replies: 1, tried: 3 }, "queued", "asking");
        check(State::Sent, "sent", "sent");
    }

    #[test]
    fn the_whole_graph_fits_on_one_screen() {
        let mut graph = String::new();
        for state in states() {
            for step in moves() {
                if let Ok(next) = state.clone().apply(step.clone()) {
                    writeln!(graph, "{} --{}--> {}", state.name(), step.name(), next.name()).unwrap();
                }
            }
        }
        insta::assert_snapshot!(graph);
    }

    proptest! {
        #[test]
        fn nothing_leaves_a_final_state_and_nothing_returns_to_held(steps in prop::collection::vec(0usize..14, 0..30), start in 0usize..11) {
            let mut state = states().remove(start);
            for step in steps {
                let before = state.clone();
                let Ok(next) = state.clone().apply(moves().remove(step)) else { continue };
                prop_assert!(!before.is_final(), "{before:?} moved to {next:?}");
                let held = matches!(next, State::Held { .. });
                prop_assert!(!held);
                state = next;
            }
        }
    }
}
