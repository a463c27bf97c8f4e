//! What is not to vest: given up, planned anew, or overtaken by its day.

use std::collections::BTreeSet;

use ::store::{StoreError, Tx};
use values::{Actor, Day, Id, Moment, id};

use super::{TransferError, error, get, note, note_next_vesting, obstacle, planner_or_approver, replace};
use crate::transfer::{Kind, Problem, Remark, State, Transfer, checks, life::Move, store};

/// Gives a transfer up before it vests, with a reason where there is one to tell.
pub fn cancel(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    because: Option<&str>,
) -> Result<Transfer, TransferError> {
    planner_or_approver(actor)?;
    if let Some(problem) = because.and_then(checks::reason) {
        return Err(TransferError::Problems(vec![problem]));
    }
    let remark = because.map(|because| Remark::GivenUp { because: because.to_owned() });
    end_with(tx, actor, now, id, (Move::Cancel, remark), ("transfer.cancelled", &[]))
}

/// The transfers ahead that wait for this one, in any number of steps.
pub fn waiting_for(tx: &mut Tx<'_>, id: &Id<id::Transfer>) -> Result<Vec<Transfer>, StoreError> {
    let ahead: Vec<Transfer> = store::all(tx)?.into_iter().filter(|known| known.state.is_ahead()).collect();
    let mut waiting = BTreeSet::from([id.clone()]);
    while let Some(next) = ahead
        .iter()
        .map(|known| &known.draft)
        .find(|draft| !waiting.contains(&draft.id) && draft.after.iter().any(|earlier| waiting.contains(earlier)))
    {
        waiting.insert(next.id.clone());
    }
    waiting.remove(id);
    Ok(ahead.into_iter().filter(|known| waiting.contains(&known.draft.id)).collect())
}

/// Takes a transfer off the calendar whose plan can't be made any more: it is a draft again, and says why.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    problems: &[Problem],
) -> Result<Transfer, TransferError> {
    let why = [("problems", error::words(problems))];
    end_with(tx, actor, now, id, (Move::Withdraw, Some(Remark::NoPlan)), ("transfer.withdrawn", &why))
}

/// Makes drafts again of those transfers that were shown and whose day passed: they were not on the calendar, or a gate or
/// another transfer held them up. None of them vests as if nothing had been. A correction's day may be past.
pub fn lapse(tx: &mut Tx<'_>, actor: &Actor, now: Moment, today: Day) -> Result<Vec<Transfer>, TransferError> {
    let mut lapsed = Vec::new();
    while let Some((id, obstacle)) = overtaken(tx, today)? {
        let why = [("waited", obstacle.to_string())];
        let with = (Move::Withdraw, Some(Remark::DayPassed));
        lapsed.push(end_with(tx, actor, now, &id, with, ("transfer.lapsed", &why))?);
    }
    Ok(lapsed)
}

/// A transfer whose day is over, and why it has not vested. One on the calendar may only be late.
fn overtaken(tx: &mut Tx<'_>, today: Day) -> Result<Option<(Id<id::Transfer>, TransferError)>, TransferError> {
    for Transfer { draft, state, .. } in store::shown(tx)? {
        if draft.day >= today || draft.kind == Kind::Correction {
            continue;
        }
        if !matches!(state, State::Scheduled { .. }) {
            return Ok(Some((draft.id, TransferError::DayPassed { day: draft.day, today })));
        }
        match obstacle(tx, &draft)? {
            // A node that was down has that one still to vest.
            Some(TransferError::Waits(earlier))
                if store::get(tx, &earlier)?.is_some_and(|known| matches!(known.state, State::Scheduled { .. })) => {}
            Some(obstacle) => return Ok(Some((draft.id, obstacle))),
            None => {}
        }
    }
    Ok(None)
}

pub(super) fn end_with(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    (what, remark): (Move<'_>, Option<Remark>),
    (action, details): (&'static str, &[(&str, String)]),
) -> Result<Transfer, TransferError> {
    let known = get(tx, id)?;
    let transfer = Transfer { state: known.state.clone().apply(what)?, remark, ..known.clone() };
    replace(tx, now, &known.state, &transfer)?;
    note_next_vesting(tx)?;
    note(tx, actor, now, action, &transfer, details)?;
    Ok(transfer)
}
