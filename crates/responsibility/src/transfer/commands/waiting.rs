//! What a transfer waits for beside its day: others that vest before it, and gates that somebody opens.

use std::fmt;

use ::store::Tx;
use values::{Day, Id, Text, id};

use super::{ShutGate, TransferError};
use crate::{
    programme::{self, Gate},
    transfer::{Draft, State, Transfer, store},
};

/// One thing that it waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wait {
    /// Another vests before it.
    Before {
        /// Which.
        id: Id<id::Transfer>,
        /// Its title.
        title: Text,
        /// Its day, where it is on the calendar by then.
        on: Option<Day>,
    },
    /// That other was given up or taken back: it waits in vain.
    InVain {
        /// Which.
        id: Id<id::Transfer>,
        /// Its title.
        title: Text,
    },
    /// That other is on the calendar to be taken back by its day, or waits in vain itself.
    InVainByThen {
        /// Which.
        id: Id<id::Transfer>,
        /// Its title.
        title: Text,
        /// When it goes.
        day: Day,
    },
    /// Somebody opens a gate.
    Gate(Gate),
}

impl Wait {
    /// Will what it waits for never be?
    pub fn is_in_vain(&self) -> bool {
        matches!(self, Self::InVain { .. } | Self::InVainByThen { .. })
    }

    /// Will it come by itself in time, as the calendar stands?
    pub fn comes(&self) -> bool {
        matches!(self, Self::Before { on: Some(_), .. })
    }

    fn of(draft: &Draft, earlier: &Id<id::Transfer>, known: Option<&Transfer>) -> Option<Self> {
        let id = earlier.clone();
        let title = known.map_or_else(|| as_text(earlier.name()), |known| known.draft.title.clone());
        match known.map(|known| &known.state) {
            Some(State::Vested(_)) => None,
            Some(State::Cancelled | State::Reversed { .. }) => Some(Self::InVain { id, title }),
            _ => {
                let scheduled = known.filter(|known| matches!(known.state, State::Scheduled { .. }));
                let on = scheduled.map(|known| known.draft.day).filter(|day| *day <= draft.day);
                Some(Self::Before { id, title, on })
            }
        }
    }

    /// Why it can't vest now, whatever the day.
    fn obstacle(self) -> Option<TransferError> {
        match self {
            Self::Before { id, .. } => Some(TransferError::Waits(id)),
            Self::InVain { id, .. } => Some(TransferError::InVain(id)),
            Self::InVainByThen { .. } => None,
            Self::Gate(Gate { programme, id, what, .. }) => {
                Some(TransferError::GateShut(Box::new(ShutGate { programme, id, what })))
            }
        }
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Before { id, on: None, .. } => write!(f, "it comes after {id}, which is not on the calendar by then"),
            Self::InVainByThen { id, day, .. } => {
                write!(f, "it comes after {id}, which will not stand any more on {day}")
            }
            other => other.clone().obstacle().map_or(Ok(()), |why| why.fmt(f)),
        }
    }
}

/// All that it waits for. `all` are all transfers.
pub fn waits(tx: &mut Tx<'_>, all: &[Transfer], draft: &Draft) -> Result<Vec<Wait>, TransferError> {
    let known = |id: &Id<id::Transfer>| all.iter().find(|known| known.draft.id == *id);
    let mut waits: Vec<Wait> =
        draft.after.iter().filter_map(|earlier| Wait::of(draft, earlier, known(earlier))).collect();
    waits.extend(gone_by_then(all, draft));
    waits.extend(shut_gates(tx, draft)?.map(Wait::Gate));
    Ok(waits)
}

/// Why it can't vest yet, whatever the day: another has to before, or a gate is shut.
pub fn obstacle(tx: &mut Tx<'_>, draft: &Draft) -> Result<Option<TransferError>, TransferError> {
    for earlier in &draft.after {
        if let Some(wait) = Wait::of(draft, earlier, store::get(tx, earlier)?.as_ref()) {
            return Ok(wait.obstacle());
        }
    }
    Ok(shut_gates(tx, draft)?.next().map(Wait::Gate).and_then(Wait::obstacle))
}

fn shut_gates(tx: &mut Tx<'_>, draft: &Draft) -> Result<impl Iterator<Item = Gate> + use<>, TransferError> {
    let gates = programme::store::gates_before(tx, &draft.id)?;
    Ok(gates.into_iter().filter(|gate| gate.opened.is_none()))
}

/// What it comes after that will not stand on its day any more. Nothing comes after itself in any number of steps:
/// that is refused when it is drafted.
fn gone_by_then(all: &[Transfer], draft: &Draft) -> Option<Wait> {
    let earlier = draft.after.iter().filter(|earlier| draft.takes_back() != Some(earlier));
    let known = earlier.filter_map(|earlier| all.iter().find(|known| known.draft.id == *earlier));
    known.into_iter().find_map(|known| {
        let day = match &known.state {
            State::Vested(_) => taken_back(all, known, draft.day)?,
            State::Scheduled { .. } => match gone_by_then(all, &known.draft)? {
                Wait::InVainByThen { day, .. } => day,
                _ => return None,
            },
            _ => return None,
        };
        Some(Wait::InVainByThen { id: known.draft.id.clone(), title: known.draft.title.clone(), day })
    })
}

/// The day on which what has vested is taken back, where that is on the calendar for `by` or earlier.
fn taken_back(all: &[Transfer], vested: &Transfer, by: Day) -> Option<Day> {
    let scheduled = all.iter().filter(|known| matches!(known.state, State::Scheduled { .. })).map(|known| &known.draft);
    let mut back = scheduled.filter(|back| back.takes_back() == Some(&vested.draft.id) && back.day <= by);
    back.next().map(|back| back.day)
}

fn as_text(name: &str) -> Text {
    Text { en: name.to_owned(), fr: name.to_owned() }
}
