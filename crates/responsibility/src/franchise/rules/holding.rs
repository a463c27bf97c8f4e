//! Does a row that holds a function in the form of a franchise do so rightly? The franchise lives, and the holder
//! leads it, as long as the row holds.

use std::collections::BTreeSet;

use thiserror::Error;
use values::{Day, Id, id};

use crate::{OperatingForm, Responsibility, franchise::Franchise};

/// What is wrong with such a row.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum IllHeld {
    /// Its form is a franchise, and it names none.
    #[error("the form is 'franchise', and none is named")]
    Unnamed,
    /// It names a franchise, and its form is another.
    #[error("a franchise is named, and the form is not 'franchise'")]
    NotTheForm,
    /// It names one that is not there.
    #[error("there is no franchise '{0}'")]
    Unknown(Id<id::Franchise>),
    /// The franchise does not live on a day of the row.
    #[error("the franchise '{0}' does not stand on {1}")]
    NotStanding(Id<id::Franchise>, Day),
    /// Another body leads it on a day of the row.
    #[error("{lead} leads the franchise '{franchise}' on {day}, not the holder")]
    NotLead {
        /// Which franchise.
        franchise: Id<id::Franchise>,
        /// Who leads it.
        lead: Id<id::Organisation>,
        /// First on which day.
        day: Day,
    },
}

impl IllHeld {
    /// The first day on which the row is wrong.
    pub fn first_day(&self, row: &Responsibility) -> Day {
        match self {
            Self::NotStanding(_, day) | Self::NotLead { day, .. } => *day,
            Self::Unnamed | Self::NotTheForm | Self::Unknown(_) => row.valid.from,
        }
    }
}

/// What is wrong with a row, first in the order of its days.
pub fn ill_held(row: &Responsibility, known: &[Franchise]) -> Option<IllHeld> {
    let id = match (&row.franchise, row.form) {
        (None, OperatingForm::Franchise) => return Some(IllHeld::Unnamed),
        (Some(_), form) if form != OperatingForm::Franchise => return Some(IllHeld::NotTheForm),
        (None, _) => return None,
        (Some(id), _) => id,
    };
    let Some(franchise) = known.iter().find(|known| known.id == *id) else { return Some(IllHeld::Unknown(id.clone())) };
    let spans = franchise.members.iter().map(|member| member.valid).chain([franchise.valid, row.valid]);
    let bounds = spans.flat_map(|valid| [Some(valid.from), valid.until]).flatten();
    let days: BTreeSet<Day> = bounds.filter(|day| row.valid.holds_on(*day)).collect();
    days.into_iter().find_map(|day| {
        if !franchise.valid.holds_on(day) {
            return Some(IllHeld::NotStanding(id.clone(), day));
        }
        let lead = franchise.lead(day).filter(|lead| **lead != row.holder)?;
        Some(IllHeld::NotLead { franchise: id.clone(), lead: lead.clone(), day })
    })
}
