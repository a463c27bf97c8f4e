//! The life of a transfer. `apply` is the only way from state to state.
//!
//! ```text
//!            Redraft (until it vests)
//!   ┌──────────────┬─────────────┐
//!   ▼              │             │
//! Draft ─Rehearse─▶ Rehearsed ─Approve─▶ Endorsed ─Approve─▶ Approved ─Schedule─▶ Scheduled ─Vest─▶ Vested ─Reverse─▶ Reversed
//!                   ▲    ▲                  │                   │                    │
//!                   │    └──Rehearse, and the plan is another──┴───────────────────┘
//!                   └─Rehearse
//! Cancel leads from every state before Vested to Cancelled. Withdraw leads from those that were shown, where the model
//! has changed so that no plan can be made any more, back to Draft.
//! ```
//!
//! An approval binds the hash of a plan. A rehearsal whose plan has another hash leaves no approval standing; one with
//! the same hash changes nothing. Whether gates are open and earlier waves have vested is asked by the command.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Day, Id, id};

use super::PlanHash;

/// How a transfer was carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vesting {
    /// Of the plan.
    pub hash: PlanHash,
    /// The version of the model it made.
    pub version: u64,
    /// On which day.
    pub on: Day,
    /// Later than its day.
    pub late: bool,
    /// Who had approved it.
    pub approved_by: [Id<id::Person>; 2],
}

/// Where a transfer stands, with what is true then and only then.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum State {
    /// Being written.
    Draft,
    /// Its plan was shown.
    Rehearsed {
        /// Of the plan.
        hash: PlanHash,
    },
    /// One of two people has approved the plan.
    Endorsed {
        /// Of the plan.
        hash: PlanHash,
        /// Who.
        by: Id<id::Person>,
    },
    /// Both have.
    Approved {
        /// Of the plan.
        hash: PlanHash,
        /// Who.
        by: [Id<id::Person>; 2],
    },
    /// It vests at the start of its day.
    Scheduled {
        /// Of the plan.
        hash: PlanHash,
        /// Who approved it.
        by: [Id<id::Person>; 2],
    },
    /// It was carried out.
    Vested(Vesting),
    /// It will not be carried out.
    Cancelled,
    /// It was carried out and taken back.
    Reversed {
        /// How it had been carried out.
        #[serde(flatten)]
        vesting: Vesting,
        /// By which transfer.
        by: Id<id::Transfer>,
    },
}

/// What can happen to it.
#[derive(Debug, Clone)]
pub enum Move<'a> {
    /// Somebody writes it anew.
    Redraft,
    /// A plan is made and shown.
    Rehearse {
        /// Of the plan.
        hash: PlanHash,
    },
    /// Somebody agrees to the plan.
    Approve {
        /// Who.
        person: &'a Id<id::Person>,
        /// Those who wrote it.
        drafted_by: &'a [Id<id::Person>],
        /// Of the plan they were shown.
        hash: PlanHash,
    },
    /// It is put on the calendar.
    Schedule,
    /// It is given up.
    Cancel,
    /// Its plan can't be made any more: it has to be drafted anew.
    Withdraw,
    /// It is carried out.
    Vest {
        /// Of the plan as it comes out now.
        hash: PlanHash,
        /// The version of the model it makes.
        version: u64,
        /// Its day.
        day: Day,
        /// The day it is.
        today: Day,
    },
    /// Another transfer takes it back.
    Reverse {
        /// Which one.
        by: &'a Id<id::Transfer>,
    },
}

/// Why that can't happen now.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum InvalidMove {
    /// Whoever wrote it does not approve it.
    #[error("{person} drafted this transfer and can't approve it too")]
    ByTheDrafter {
        /// Who.
        person: Id<id::Person>,
    },
    /// One person counts once.
    #[error("{person} has approved this transfer already; another person has to be the second")]
    Twice {
        /// Who.
        person: Id<id::Person>,
    },
    /// The plan is not the one that was shown or approved.
    #[error("the plan has changed since it was shown: it has to be rehearsed and approved again")]
    PlanChanged {
        /// The hash that was shown or approved.
        approved: PlanHash,
        /// The hash now.
        now: PlanHash,
    },
    /// It has vested already.
    #[error("this transfer has vested already, as version {version} of the model")]
    VestedAlready {
        /// The version it made.
        version: u64,
    },
    /// Its day has not come.
    #[error("this transfer vests on {day}, and today is {today}")]
    TooEarly {
        /// Its day.
        day: Day,
        /// The day it is.
        today: Day,
    },
    /// Nothing of the sort can happen in this state.
    #[error("a transfer that is {state} can't be {wanted}{}", first(state, wanted))]
    NotNow {
        /// The state.
        state: &'static str,
        /// What was wanted.
        wanted: &'static str,
    },
}

/// What has to come before.
fn first(state: &str, wanted: &str) -> &'static str {
    match (state, wanted) {
        ("draft", "approved" | "scheduled") => ": rehearse it, so that people see its plan",
        ("rehearsed" | "endorsed", "scheduled") => ": two people have to approve its plan",
        ("draft" | "rehearsed" | "endorsed" | "approved", "vested") => {
            ": two people have to approve it, and then it is scheduled"
        }
        ("approved" | "scheduled", "drafted anew") => {
            ": a file does not undo what people have approved; draft it anew on its page, and two of them approve it again"
        }
        _ => "",
    }
}

impl State {
    /// The state's name in addresses, the database and the language files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Rehearsed { .. } => "rehearsed",
            Self::Endorsed { .. } => "endorsed",
            Self::Approved { .. } => "approved",
            Self::Scheduled { .. } => "scheduled",
            Self::Vested { .. } => "vested",
            Self::Cancelled => "cancelled",
            Self::Reversed { .. } => "reversed",
        }
    }

    /// Has it been carried out, whatever came afterwards?
    pub fn has_vested(&self) -> bool {
        self.vesting().is_some()
    }

    /// Can it still vest?
    pub fn is_ahead(&self) -> bool {
        !self.has_vested() && *self != Self::Cancelled
    }

    /// How it was carried out, whatever came afterwards.
    pub fn vesting(&self) -> Option<&Vesting> {
        match self {
            Self::Vested(vesting) | Self::Reversed { vesting, .. } => Some(vesting),
            _ => None,
        }
    }

    /// The version of the model that its vesting made.
    pub fn version(&self) -> Option<u64> {
        self.vesting().map(|vesting| vesting.version)
    }

    /// Who has approved the plan that stands, or that was carried out.
    pub fn approved_by(&self) -> &[Id<id::Person>] {
        match self {
            Self::Draft | Self::Rehearsed { .. } | Self::Cancelled => &[],
            Self::Endorsed { by, .. } => std::slice::from_ref(by),
            Self::Approved { by, .. } | Self::Scheduled { by, .. } => by,
            Self::Vested(vesting) | Self::Reversed { vesting, .. } => &vesting.approved_by,
        }
    }

    /// The hash of the plan that was shown last, or carried out.
    pub fn hash(&self) -> Option<PlanHash> {
        match self {
            Self::Rehearsed { hash }
            | Self::Endorsed { hash, .. }
            | Self::Approved { hash, .. }
            | Self::Scheduled { hash, .. }
            | Self::Vested(Vesting { hash, .. }) => Some(*hash),
            Self::Draft | Self::Cancelled | Self::Reversed { .. } => None,
        }
    }

    /// The state after a move.
    pub fn apply(self, what: Move<'_>) -> Result<Self, InvalidMove> {
        match (self, what) {
            (
                Self::Draft
                | Self::Rehearsed { .. }
                | Self::Endorsed { .. }
                | Self::Approved { .. }
                | Self::Scheduled { .. },
                Move::Redraft,
            )
            | (
                Self::Rehearsed { .. } | Self::Endorsed { .. } | Self::Approved { .. } | Self::Scheduled { .. },
                Move::Withdraw,
            ) => Ok(Self::Draft),
            (Self::Draft, Move::Rehearse { hash }) => Ok(Self::Rehearsed { hash }),
            (
                shown @ (Self::Rehearsed { .. }
                | Self::Endorsed { .. }
                | Self::Approved { .. }
                | Self::Scheduled { .. }),
                Move::Rehearse { hash },
            ) => Ok(if shown.hash() == Some(hash) { shown } else { Self::Rehearsed { hash } }),
            (shown @ (Self::Rehearsed { .. } | Self::Endorsed { .. }), Move::Approve { person, drafted_by, hash }) => {
                shown.approve(person, drafted_by, hash)
            }
            (Self::Approved { by, .. } | Self::Scheduled { by, .. }, Move::Approve { person, .. })
                if by.contains(person) =>
            {
                Err(InvalidMove::Twice { person: person.clone() })
            }
            (Self::Approved { hash, by }, Move::Schedule) => Ok(Self::Scheduled { hash, by }),
            (
                Self::Draft
                | Self::Rehearsed { .. }
                | Self::Endorsed { .. }
                | Self::Approved { .. }
                | Self::Scheduled { .. },
                Move::Cancel,
            ) => Ok(Self::Cancelled),
            (Self::Scheduled { hash: approved, by }, Move::Vest { hash, version, day, today }) => {
                if today < day {
                    return Err(InvalidMove::TooEarly { day, today });
                }
                if approved != hash {
                    return Err(InvalidMove::PlanChanged { approved, now: hash });
                }
                Ok(Self::Vested(Vesting { hash, version, on: today, late: today > day, approved_by: by }))
            }
            (Self::Vested(vesting) | Self::Reversed { vesting, .. }, Move::Vest { .. }) => {
                Err(InvalidMove::VestedAlready { version: vesting.version })
            }
            (Self::Vested(vesting), Move::Reverse { by }) => Ok(Self::Reversed { vesting, by: by.clone() }),
            (state, what) => Err(InvalidMove::NotNow { state: state.as_str(), wanted: what.as_str() }),
        }
    }

    fn approve(
        self,
        person: &Id<id::Person>,
        drafted_by: &[Id<id::Person>],
        seen: PlanHash,
    ) -> Result<Self, InvalidMove> {
        if drafted_by.contains(person) {
            return Err(InvalidMove::ByTheDrafter { person: person.clone() });
        }
        let unchanged = |hash: PlanHash| {
            if hash == seen { Ok(hash) } else { Err(InvalidMove::PlanChanged { approved: seen, now: hash }) }
        };
        match self {
            Self::Rehearsed { hash } => Ok(Self::Endorsed { hash: unchanged(hash)?, by: person.clone() }),
            Self::Endorsed { by, .. } if by == *person => Err(InvalidMove::Twice { person: by }),
            Self::Endorsed { hash, by } => Ok(Self::Approved { hash: unchanged(hash)?, by: [by, person.clone()] }),
            other => Ok(other),
        }
    }
}

impl Move<'_> {
    fn as_str(&self) -> &'static str {
        match self {
            Self::Redraft => "drafted anew",
            Self::Rehearse { .. } => "rehearsed",
            Self::Approve { .. } => "approved",
            Self::Schedule => "scheduled",
            Self::Cancel => "cancelled",
            Self::Withdraw => "withdrawn",
            Self::Vest { .. } => "vested",
            Self::Reverse { .. } => "reversed",
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const ONE: PlanHash = PlanHash([1; 32]);
    const OTHER: PlanHash = PlanHash([2; 32]);

    fn person(name: &str) -> Id<id::Person> {
        Id::named(name).unwrap()
    }

    fn approve(state: State, name: &str, hash: PlanHash) -> Result<State, InvalidMove> {
        state.apply(Move::Approve { person: &person(name), drafted_by: &[person("drafter")], hash })
    }

    fn scheduled() -> State {
        let shown = State::Draft.apply(Move::Rehearse { hash: ONE }).unwrap();
        let approved = approve(approve(shown, "anna", ONE).unwrap(), "bert", ONE).unwrap();
        approved.apply(Move::Schedule).unwrap()
    }

    fn vest_on(state: State, day: Day, hash: PlanHash) -> Result<State, InvalidMove> {
        state.apply(Move::Vest { hash, version: 7, day: date(2023, 4, 1), today: day })
    }

    #[test]
    fn two_people_approve_what_a_third_drafted() {
        let State::Scheduled { by, .. } = scheduled() else { panic!("it is scheduled") };
        assert_eq!(by, [person("anna"), person("bert")]);
    }

    #[test]
    fn neither_the_drafter_nor_one_person_twice_approves() {
        let shown = State::Rehearsed { hash: ONE };
        assert_eq!(
            approve(shown.clone(), "drafter", ONE),
            Err(InvalidMove::ByTheDrafter { person: person("drafter") })
        );
        let endorsed = approve(shown, "anna", ONE).unwrap();
        assert_eq!(approve(endorsed.clone(), "anna", ONE), Err(InvalidMove::Twice { person: person("anna") }));
        assert_eq!(
            approve(endorsed.clone(), "drafter", ONE),
            Err(InvalidMove::ByTheDrafter { person: person("drafter") })
        );
        let approved = approve(endorsed, "bert", ONE).unwrap();
        assert_eq!(approve(approved, "bert", ONE), Err(InvalidMove::Twice { person: person("bert") }));
    }

    #[test]
    fn what_can_not_be_done_yet_says_what_comes_first() {
        let by = [person("anna"), person("bert")];
        let said = |state: &State, what: Move<'_>| state.clone().apply(what).unwrap_err().to_string();
        let vest = || Move::Vest { hash: ONE, version: 7, day: date(2023, 4, 1), today: date(2023, 4, 1) };
        let approval = || Move::Approve { person: &by[0], drafted_by: &[], hash: ONE };
        let states = [State::Draft, State::Rehearsed { hash: ONE }, State::Approved { hash: ONE, by: by.clone() }];
        let [draft, rehearsed, approved] = &states;
        for what in [approval(), Move::Schedule] {
            assert!(said(draft, what).ends_with(": rehearse it, so that people see its plan"));
        }
        assert!(said(rehearsed, Move::Schedule).ends_with(": two people have to approve its plan"));
        for state in &states {
            assert!(
                said(state, vest()).ends_with(": two people have to approve it, and then it is scheduled"),
                "{state:?}"
            );
        }
        for state in [approved, &scheduled()] {
            let of_file = InvalidMove::NotNow { state: state.as_str(), wanted: "drafted anew" };
            assert!(of_file.to_string().ends_with("and two of them approve it again"), "{of_file}");
            assert_eq!(state.clone().apply(Move::Redraft), Ok(State::Draft), "and people do");
        }
        assert!(said(&State::Cancelled, Move::Schedule).ends_with("can't be scheduled"), "nothing helps");
    }

    #[test]
    fn once_two_have_approved_a_third_is_not_asked() {
        let by = [person("anna"), person("bert")];
        for state in [State::Approved { hash: ONE, by }, scheduled()] {
            let said = approve(state.clone(), "carl", ONE).unwrap_err().to_string();
            assert_eq!(said, format!("a transfer that is {} can't be approved", state.as_str()));
        }
    }

    #[test]
    fn what_has_vested_has_a_version_and_what_has_neither_vested_nor_been_cancelled_is_ahead() {
        let vested = || vest_on(scheduled(), date(2023, 4, 1), ONE).unwrap();
        let reversed = vested().apply(Move::Reverse { by: &Id::named("back").unwrap() }).unwrap();
        for (state, version, is_ahead, hash) in [
            (State::Draft, None, true, None),
            (State::Rehearsed { hash: ONE }, None, true, Some(ONE)),
            (scheduled(), None, true, Some(ONE)),
            (vested(), Some(7), false, Some(ONE)),
            (State::Cancelled, None, false, None),
            (reversed, Some(7), false, None),
        ] {
            assert_eq!((state.version(), state.has_vested()), (version, version.is_some()), "{state:?}");
            assert_eq!((state.is_ahead(), state.hash()), (is_ahead, hash), "{state:?}");
        }
    }

    #[test]
    fn an_approval_is_of_the_plan_that_was_shown() {
        let changed = Err(InvalidMove::PlanChanged { approved: OTHER, now: ONE });
        assert_eq!(approve(State::Rehearsed { hash: ONE }, "anna", OTHER), changed);
        let endorsed = State::Endorsed { hash: ONE, by: person("anna") };
        assert_eq!(approve(endorsed, "bert", OTHER), changed);
    }

    #[test]
    fn another_plan_leaves_no_approval_standing_and_the_same_one_all() {
        for state in [
            State::Endorsed { hash: ONE, by: person("anna") },
            State::Approved { hash: ONE, by: [person("anna"), person("bert")] },
            scheduled(),
        ] {
            assert_eq!(state.clone().apply(Move::Rehearse { hash: ONE }), Ok(state.clone()));
            assert_eq!(state.apply(Move::Rehearse { hash: OTHER }), Ok(State::Rehearsed { hash: OTHER }));
        }
    }

    #[test]
    fn it_vests_on_its_day_or_late_and_once() {
        let day = date(2023, 4, 1);
        assert_eq!(
            vest_on(scheduled(), date(2023, 3, 31), ONE),
            Err(InvalidMove::TooEarly { day, today: date(2023, 3, 31) })
        );
        let vested = vest_on(scheduled(), day, ONE).unwrap();
        let approved_by = [person("anna"), person("bert")];
        let on_time = Vesting { hash: ONE, version: 7, on: day, late: false, approved_by };
        assert_eq!(vested, State::Vested(on_time.clone()));
        let late = State::Vested(Vesting { on: date(2023, 4, 3), late: true, ..on_time });
        assert_eq!(vest_on(scheduled(), date(2023, 4, 3), ONE), Ok(late));
        assert_eq!(vest_on(vested, day, ONE), Err(InvalidMove::VestedAlready { version: 7 }));
        assert_eq!(vest_on(scheduled(), day, OTHER), Err(InvalidMove::PlanChanged { approved: ONE, now: OTHER }));
    }

    #[test]
    fn it_is_cancelled_before_it_vests_only_and_reversed_after_it_only() {
        assert_eq!(scheduled().apply(Move::Cancel), Ok(State::Cancelled));
        let back = Id::named("back").unwrap();
        assert!(scheduled().apply(Move::Reverse { by: &back }).is_err());
        let vested = vest_on(scheduled(), date(2023, 4, 1), ONE).unwrap();
        let refused = vested.clone().apply(Move::Cancel).unwrap_err();
        assert_eq!(refused.to_string(), "a transfer that is vested can't be cancelled");
        let reversed = vested.apply(Move::Reverse { by: &back }).unwrap();
        assert_eq!((reversed.version(), reversed.approved_by().len()), (Some(7), 2));
        assert!(matches!(&reversed, State::Reversed { by, .. } if *by == back), "{reversed:?}");
        assert!(reversed.clone().apply(Move::Reverse { by: &back }).is_err());
        assert_eq!(vest_on(reversed, date(2023, 4, 1), ONE), Err(InvalidMove::VestedAlready { version: 7 }));
    }

    #[test]
    fn a_state_reads_back_as_it_was_kept() {
        let text = serde_json::to_string(&scheduled()).unwrap();
        assert!(text.contains(&"01".repeat(32)), "{text}");
        assert_eq!(serde_json::from_str::<State>(&text).unwrap(), scheduled());
        assert!(serde_json::from_str::<State>(&text.replace("0101", "01")).is_err());
        let vested = vest_on(scheduled(), date(2023, 4, 1), ONE).unwrap();
        let reversed = vested.clone().apply(Move::Reverse { by: &Id::named("back").unwrap() }).unwrap();
        for state in [vested, reversed] {
            let text = serde_json::to_string(&state).unwrap();
            assert_eq!(serde_json::from_str::<State>(&text).unwrap(), state, "{text}");
        }
    }

    proptest! {
        /// Whatever happens in whatever order: what vests was approved by two who differ and did not draft it, with
        /// the very plan that is carried out, on its day or later.
        #[test]
        fn nothing_vests_that_two_others_did_not_approve(moves in prop::collection::vec((0..7u8, 0..3usize, 0..2u8), 0..40)) {
            let people = [person("drafter"), person("anna"), person("bert")];
            let day = date(2023, 4, 1);
            let back = Id::named("back").unwrap();
            let mut state = State::Draft;
            let mut agreed: Vec<(Id<id::Person>, PlanHash)> = Vec::new();
            for (what, who, plan) in moves {
                let hash = if plan == 0 { ONE } else { OTHER };
                let (person, today) = (&people[who], if plan == 0 { day } else { date(2023, 3, 31) });
                let step = match what {
                    0 => Move::Redraft,
                    1 => Move::Rehearse { hash },
                    2 | 3 => Move::Approve { person, drafted_by: &people[..1], hash },
                    4 => Move::Schedule,
                    5 => Move::Vest { hash, version: 1, day, today },
                    _ if plan == 0 => Move::Reverse { by: &back },
                    _ => Move::Cancel,
                };
                let was = state.clone();
                match state.clone().apply(step.clone()) {
                    Ok(next) => state = next,
                    Err(_) => continue,
                }
                match step {
                    Move::Approve { person, hash, .. } => agreed.push((person.clone(), hash)),
                    Move::Redraft => agreed.clear(),
                    Move::Rehearse { .. } if was != state => agreed.clear(),
                    Move::Vest { hash, .. } => {
                        prop_assert_eq!(agreed.len(), 2);
                        prop_assert!(agreed[0].0 != agreed[1].0 && agreed.iter().all(|one| one.1 == hash && one.0 != people[0]));
                        prop_assert!(!was.has_vested());
                    }
                    _ => {}
                }
            }
        }
    }
}
