//! What people do with a programme.

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use thiserror::Error;
use values::{Actor, Id, Moment, Role, Who, id};

use super::{Opened, Programme, store};
use crate::transfer::{self, TransferError};

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum ProgrammeError {
    /// There is no such programme.
    #[error("there is no programme {0}")]
    NotFound(Id<id::Programme>),
    /// There is no such gate.
    #[error("{programme} has no gate '{gate}'")]
    NoGate {
        /// Which programme.
        programme: Id<id::Programme>,
        /// Which gate.
        gate: String,
    },
    /// It is open.
    #[error("{by} has opened the gate '{gate}' already")]
    OpenAlready {
        /// Which gate.
        gate: String,
        /// Who.
        by: Id<id::Person>,
    },
    /// Only some people may.
    #[error("this takes a member of staff who is {0}")]
    NotTheirs(&'static str),
    /// The transfers behind it.
    #[error(transparent)]
    Transfer(#[from] TransferError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts a programme. New gates are shut; those that stand stay as they are: nobody takes one away.
pub fn put(tx: &mut Tx<'_>, actor: &Actor, now: Moment, programme: &Programme) -> Result<(), ProgrammeError> {
    match &actor.who {
        Who::Staff(_) if actor.role == Role::TransferPlanner => {}
        _ => return Err(ProgrammeError::NotTheirs("a transfer planner")),
    }
    store::put(tx, programme)?;
    for gate in &programme.gates {
        store::put_gate(tx, gate)?;
    }
    transfer::commands::note_next_vesting(tx)?;
    let details = [("gates", programme.gates.len().to_string())];
    let subject = programme.id.as_str();
    audit::record(tx, &Entry { at: now, actor, action: "programme.put", subject, details: &details })?;
    Ok(())
}

/// A person says that what a gate waits for is true. From then on the wave behind it may vest.
pub fn open_gate(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    programme: &Id<id::Programme>,
    gate: &str,
) -> Result<(), ProgrammeError> {
    let may = matches!(actor.role, Role::TransferPlanner | Role::TransferApprover);
    let by = match &actor.who {
        Who::Staff(person) if may => person.clone(),
        _ => return Err(ProgrammeError::NotTheirs("a transfer planner or a transfer approver")),
    };
    let Some(known) = store::get(tx, programme)? else { return Err(ProgrammeError::NotFound(programme.clone())) };
    let missing = || ProgrammeError::NoGate { programme: programme.clone(), gate: gate.to_owned() };
    let known = known.gates.into_iter().find(|known| known.id == gate).ok_or_else(missing)?;
    if let Some(opened) = known.opened {
        return Err(ProgrammeError::OpenAlready { gate: gate.to_owned(), by: opened.by });
    }
    if store::open(tx, programme, gate, &Opened { by: by.clone(), at: now })? != 1 {
        return Err(ProgrammeError::OpenAlready { gate: gate.to_owned(), by });
    }
    transfer::commands::note_next_vesting(tx)?;
    let details = [("gate", gate.to_owned()), ("before", known.before.to_string())];
    let subject = programme.as_str();
    audit::record(tx, &Entry { at: now, actor, action: "programme.gate-opened", subject, details: &details })?;
    Ok(())
}
