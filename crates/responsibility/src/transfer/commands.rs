//! What planners, approvers and the worker do with a transfer. Each writes an audit entry; those that change the
//! model take its next version.

mod agreeing;
mod drafting;
mod ending;
mod error;
mod planning;
mod vesting;
mod waiting;

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use values::{Actor, Day, Id, Moment, Role, Who, id};

use super::{
    Draft, State, Transfer,
    proof::{self, Made},
    store,
};

pub use agreeing::{approve, not_past, schedule};
pub(crate) use agreeing::{approve_planned, schedule_planned};
pub use drafting::{Over, WayBack, draft, reverse};
pub use ending::{cancel, lapse, waiting_for, withdraw};
pub use error::{Rival, ShutGate, TransferError};
pub use planning::{plan, rehearse, to_rehearse};
pub use vesting::{Settled, look_again, settle, vest, vest_or_ask};
pub use waiting::{Wait, obstacle, waits};

/// The transfer, or an error that names it.
pub fn get(tx: &mut Tx<'_>, id: &Id<id::Transfer>) -> Result<Transfer, TransferError> {
    store::get(tx, id)?.ok_or_else(|| TransferError::NotFound(id.clone()))
}

/// The sheet as it is kept.
pub fn proof(tx: &mut Tx<'_>, id: &Id<id::Transfer>, made: Made) -> Result<Option<proof::store::Kept>, TransferError> {
    Ok(proof::store::get(tx, id, made)?)
}

/// The transfers that can vest today, in the order in which they should.
pub fn due(tx: &mut Tx<'_>, today: Day) -> Result<Vec<Id<id::Transfer>>, TransferError> {
    let mut due = Vec::new();
    for transfer in store::scheduled(tx)? {
        if transfer.draft.day <= today && obstacle(tx, &transfer.draft)?.is_none() {
            due.push(transfer.draft);
        }
    }
    due.sort_by(Draft::by_vesting);
    Ok(due.into_iter().map(|draft| draft.id).collect())
}

/// Writes down beside the version of the model when the next transfer vests that can.
pub(crate) fn note_next_vesting(tx: &mut Tx<'_>) -> Result<(), TransferError> {
    let mut next: Option<Day> = None;
    for transfer in store::scheduled(tx)? {
        if next.is_none_or(|day| transfer.draft.day < day) && obstacle(tx, &transfer.draft)?.is_none() {
            next = Some(transfer.draft.day);
        }
    }
    Ok(store::put_next_vesting(tx, next)?)
}

fn replace(tx: &mut Tx<'_>, now: Moment, was: &State, transfer: &Transfer) -> Result<(), TransferError> {
    if store::replace(tx, now, was, transfer)? { Ok(()) } else { Err(TransferError::Changed) }
}

fn staff<'a>(actor: &'a Actor, role: Role, wanted: &'static str) -> Result<&'a Id<id::Person>, TransferError> {
    match &actor.who {
        Who::Staff(person) if actor.role == role => Ok(person),
        _ => Err(TransferError::NotTheirs { wanted }),
    }
}

fn planner_or_approver(actor: &Actor) -> Result<(), TransferError> {
    let may = matches!(actor.role, Role::TransferPlanner | Role::TransferApprover | Role::Operator);
    match &actor.who {
        Who::Staff(_) if may => Ok(()),
        _ => Err(TransferError::NotTheirs { wanted: "a transfer planner, a transfer approver or an operator" }),
    }
}

fn note(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    action: &str,
    transfer: &Transfer,
    details: &[(&str, String)],
) -> Result<(), StoreError> {
    let mut all = vec![("state", transfer.state.as_str().to_owned())];
    all.extend(details.iter().cloned());
    let subject = transfer.draft.id.as_str();
    audit::record(tx, &Entry { at: now, actor, action, subject, details: &all })?;
    Ok(())
}
