//! A named person says that what a vesting left to them is settled.

use axum::http::StatusCode;
use store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use thiserror::Error;
use values::{Actor, Id, Moment, Role, Who, id};
use web::{MessageRef, Problem, Show};

use super::{
    Fate,
    decide::by,
    store::{self as handovers, Settlement},
};
use crate::request::{
    State,
    outcome::{self, OutcomeError},
};

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum SettleError {
    /// The transfer left no such request to anybody.
    #[error("{transfer} left {request} to nobody")]
    NotFound {
        /// The transfer.
        transfer: Id<id::Transfer>,
        /// The request.
        request: Id<id::Request>,
    },
    /// It waits for somebody else.
    #[error("this waits for {0}, and operators may settle it too")]
    NotTheirs(Id<id::Person>),
    /// It is settled.
    #[error("this has been settled already")]
    Already,
    /// The request itself is to be settled.
    #[error("this request is still open: settle the request itself")]
    StillOpen,
    /// The request.
    #[error(transparent)]
    Request(#[from] OutcomeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Marks one line as settled: by the person it waits for, or by an operator. The request itself is not touched.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
) -> Result<(), SettleError> {
    let named = waits_for(tx, actor, transfer, request)?;
    if let Some(line) = handovers::line(tx, transfer, request)?.filter(|line| line.item.fate == Fate::Listed) {
        let open = match outcome::load(tx, request)?.state {
            State::Uncertain | State::Stuck { .. } | State::Referred { .. } => true,
            // Begun before the vesting: it is decided who finishes it. What was unclear and has been sent since is settled.
            State::Sent => line.item.state == State::Sent.name(),
            _ => false,
        };
        if open {
            return Err(SettleError::StillOpen);
        }
    }
    let settled = Settlement { by: by(actor), decided: None, given_on: None };
    if !handovers::settle(tx, transfer, request, now, &settled)? {
        return Err(SettleError::Already);
    }
    let details = [("transfer", transfer.to_string()), ("named", named.to_string())];
    let entry = Entry { at: now, actor, action: "handover-settled", subject: request.as_str(), details: &details };
    Ok(audit::record(tx, &entry)?)
}

/// The person for whom a line waits, where it is whoever acts, or an operator acts.
pub(super) fn waits_for(
    tx: &mut Tx<'_>,
    actor: &Actor,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
) -> Result<Id<id::Person>, SettleError> {
    let missing = || SettleError::NotFound { transfer: transfer.clone(), request: request.clone() };
    let (named, settled) = handovers::person_of(tx, transfer, request)?.ok_or_else(missing)?;
    match &actor.who {
        Who::Staff(person) if *person == named || actor.role == Role::Operator => {}
        _ => return Err(SettleError::NotTheirs(named)),
    }
    if settled { Err(SettleError::Already) } else { Ok(named) }
}

impl Show for SettleError {
    fn problem(&self) -> Problem {
        let (status, code, what) = match self {
            Self::Store(error) => return error.problem(),
            Self::Request(error) => return error.problem(),
            Self::NotFound { .. } => return Problem::not_found(),
            Self::NotTheirs(_) => (StatusCode::FORBIDDEN, "handover_not_theirs", "handover-not-theirs"),
            Self::StillOpen => (StatusCode::CONFLICT, "handover_still_open", "handover-still-open"),
            Self::Already => (StatusCode::CONFLICT, "handover_settled_already", "handover-settled-already"),
        };
        Problem { status, code, what: MessageRef::new(what), next: "handover-next".into() }
    }
}
