//! The life of an import. `apply` is the only way from state to state.
//!
//! ```text
//! Arriving ─Arrive─▶ Previewed ─Approve─▶ Approved ─Begin─▶ Publishing ─Finish─▶ Published
//!     └──────────────────┴────────┬───────────┘
//!                             Withdraw ─▶ Withdrawn
//! ```
//!
//! What is published is taken back by an import of its own, which says what stood before.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Id, id};

/// Where an import stands, with what is true then and only then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum State {
    /// Its changes are being written. One that stays so was interrupted, and counts for nothing.
    Arriving,
    /// It can be looked at.
    Previewed,
    /// A second person has approved it.
    Approved {
        /// Who.
        by: Id<id::Person>,
    },
    /// Its changes are on their way into the catalogue. Nobody sees them yet.
    Publishing {
        /// Who approved it.
        by: Id<id::Person>,
        /// The edition that it will be.
        edition: i64,
        /// So many changes are there.
        done: i64,
    },
    /// It is an edition.
    Published {
        /// Who approved it.
        by: Id<id::Person>,
        /// Which edition.
        edition: i64,
    },
    /// It was given up.
    Withdrawn {
        /// By whom.
        by: Id<id::Person>,
        /// Why.
        reason: String,
    },
}

/// What can happen to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// All its changes are written.
    Arrive,
    /// A second person approves it.
    Approve(Id<id::Person>),
    /// Its publication begins, as this edition.
    Begin(i64),
    /// So many of its changes are there.
    Advance(i64),
    /// All are there.
    Finish,
    /// It is given up.
    Withdraw(Id<id::Person>, String),
}

/// It can't do that from where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("an import that is {from} can't be {to}")]
pub struct InvalidMove {
    /// Where it stands.
    pub from: &'static str,
    /// What was asked.
    pub to: &'static str,
}

impl State {
    /// Where it is after a move.
    pub fn apply(self, step: Move) -> Result<Self, InvalidMove> {
        Ok(match (self, step) {
            (Self::Arriving, Move::Arrive) => Self::Previewed,
            (Self::Previewed, Move::Approve(by)) => Self::Approved { by },
            (Self::Approved { by }, Move::Begin(edition)) => Self::Publishing { by, edition, done: 0 },
            (Self::Publishing { by, edition, done }, Move::Advance(now)) if now >= done => {
                Self::Publishing { by, edition, done: now }
            }
            (Self::Publishing { by, edition, .. }, Move::Finish) => Self::Published { by, edition },
            // One that was interrupted on its way is given up like any other.
            (Self::Arriving | Self::Previewed | Self::Approved { .. }, Move::Withdraw(by, reason)) => {
                Self::Withdrawn { by, reason }
            }
            (state, step) => return Err(InvalidMove { from: state.as_str(), to: step.as_str() }),
        })
    }

    /// The word for it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Arriving => "arriving",
            Self::Previewed => "previewed",
            Self::Approved { .. } => "approved",
            Self::Publishing { .. } => "publishing",
            Self::Published { .. } => "published",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }
}

impl Move {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Arrive => "previewed",
            Self::Approve(_) => "approved",
            Self::Begin(_) | Self::Advance(_) | Self::Finish => "published",
            Self::Withdraw(..) => "withdrawn",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> Id<id::Person> {
        Id::named(name).unwrap()
    }

    #[test]
    fn nothing_is_published_that_nobody_approved() {
        let moves = || {
            [
                Move::Arrive,
                Move::Approve(person("b")),
                Move::Begin(3),
                Move::Advance(5),
                Move::Finish,
                Move::Withdraw(person("a"), "no".to_owned()),
            ]
        };
        // Every way of six steps: whatever is published went through all of them in order.
        let mut ways = vec![(State::Arriving, Vec::new())];
        for _ in 0..6 {
            for (state, way) in std::mem::take(&mut ways) {
                for (n, step) in moves().into_iter().enumerate() {
                    if let Ok(next) = state.clone().apply(step) {
                        ways.push((next, [way.clone(), vec![n]].concat()));
                    }
                }
            }
            for (state, way) in &ways {
                if let State::Published { by, edition } = state {
                    assert_eq!((by, *edition), (&person("b"), 3));
                    let without_advances: Vec<_> = way.iter().filter(|n| **n != 3).collect();
                    assert_eq!(without_advances, [&0, &1, &2, &4]);
                }
            }
        }
    }

    #[test]
    fn a_move_out_of_turn_says_both_states() {
        let error = State::Previewed.apply(Move::Begin(1)).unwrap_err();
        assert_eq!(error.to_string(), "an import that is previewed can't be published");
        let published = State::Published { by: person("b"), edition: 1 };
        assert!(published.apply(Move::Withdraw(person("a"), String::new())).is_err());
        let going = State::Publishing { by: person("b"), edition: 1, done: 7 };
        assert!(going.apply(Move::Advance(6)).is_err());
    }
}
