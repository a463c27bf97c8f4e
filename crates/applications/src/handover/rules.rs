//! What becomes of a request on the vesting day, by the state it is in. Every state has its rule: a new state without
//! one does not compile.

use responsibility::transfer::OpenWork;

use super::Fate;
use crate::request::State;

/// What matters beside the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circumstances {
    /// The rule of the transfer for what was sent and is unanswered.
    pub open_work: OpenWork,
    /// Has somebody at the body begun?
    pub started: bool,
    /// Does another system take the work from that day on?
    pub other_system: bool,
}

/// What becomes of it; nothing where it has come to its end.
pub fn fate(state: &State, circumstances: Circumstances) -> Option<Fate> {
    match state {
        // Not sent yet: it goes to the holder of the day of sending, through the system of that day.
        State::Held { .. } | State::Queued { .. } => Some(Fate::Follows),
        State::Sent => Some(sent(circumstances)),
        // Nobody knows whether the predecessor has it, or it took a person before: it stays a person's matter.
        State::Uncertain | State::Stuck { .. } | State::Referred { .. } => Some(Fate::Listed),
        State::Answered { .. } | State::NotSent { .. } | State::Withdrawn | State::Closed { .. } => None,
    }
}

fn sent(Circumstances { open_work, started, other_system }: Circumstances) -> Fate {
    let moves = if other_system { Fate::HandedOver } else { Fate::Follows };
    match open_work {
        OpenWork::StaysUntilClosed => Fate::Finishes,
        OpenWork::MovesIfNotStarted if started => Fate::Listed,
        OpenWork::Moves | OpenWork::MovesIfNotStarted => moves,
    }
}

/// Does the successor answer from then on?
pub fn changes_hands(fate: Fate, state: &State) -> bool {
    match fate {
        Fate::Follows | Fate::HandedOver => true,
        Fate::Finishes => false,
        // What nobody knows stays with the body that may have it; what its system would not take does not.
        Fate::Listed => matches!(state, State::Stuck { .. } | State::Referred { .. }),
    }
}

#[cfg(test)]
mod tests {
    use values::Id;

    use super::*;

    fn when(open_work: OpenWork, started: bool, other_system: bool) -> Circumstances {
        Circumstances { open_work, started, other_system }
    }

    #[test]
    fn what_was_not_sent_follows_whatever_the_rule() {
        for rule in [OpenWork::Moves, OpenWork::StaysUntilClosed, OpenWork::MovesIfNotStarted] {
            for state in
                [State::Held { waits_for: Id::named("a").unwrap() }, State::Queued { lost_replies: 1, tried: 1 }]
            {
                assert_eq!(fate(&state, when(rule, false, true)), Some(Fate::Follows));
            }
        }
    }

    #[test]
    fn what_was_sent_follows_the_rule_of_the_transfer() {
        let check =
            |rule, started, other, expected| assert_eq!(fate(&State::Sent, when(rule, started, other)), Some(expected));
        check(OpenWork::Moves, true, false, Fate::Follows);
        check(OpenWork::Moves, true, true, Fate::HandedOver);
        check(OpenWork::StaysUntilClosed, false, true, Fate::Finishes);
        check(OpenWork::MovesIfNotStarted, false, false, Fate::Follows);
        check(OpenWork::MovesIfNotStarted, false, true, Fate::HandedOver);
        check(OpenWork::MovesIfNotStarted, true, true, Fate::Listed);
    }

    #[test]
    fn what_nobody_knows_stays_so_and_is_listed() {
        let uncertain = fate(&State::Uncertain, when(OpenWork::Moves, false, true)).unwrap();
        assert_eq!(uncertain, Fate::Listed);
        assert!(!changes_hands(uncertain, &State::Uncertain));
        let stuck = State::Stuck { why: "400".into() };
        assert!(changes_hands(fate(&stuck, when(OpenWork::Moves, false, true)).unwrap(), &stuck));
    }

    #[test]
    fn what_has_ended_is_not_touched() {
        for state in [
            State::Answered { granted: true },
            State::Closed { ask: Id::named("a").unwrap() },
            State::NotSent { because: Id::named("a").unwrap() },
        ] {
            assert_eq!(fate(&state, when(OpenWork::Moves, false, true)), None);
        }
    }
}
