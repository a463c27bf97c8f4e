//! The vesting itself: one commit, over the version that was planned on.

use std::collections::BTreeSet;

use ::store::Tx;
use values::{Actor, Day, Id, Moment, id};

use super::{
    TransferError, ending::end_with, get, note, note_next_vesting, obstacle, planning::check_current, rehearse,
    replace, withdraw,
};
use crate::{
    Endpoint, Responsibility, endpoint, holding, model, resource,
    transfer::{
        Problem, ProofSheet, Rehearsal, Remark, Thing, Transfer,
        life::{InvalidMove, Move},
        proof::{self, Made},
        store,
        succession::{self, Succession},
    },
};

/// Carries a transfer out, in this one commit: rows end and begin, posts, money and systems with them, as the next
/// version of the model. The plan must be the one that was approved, over the model as it stands. `work` is what
/// becomes of the work in flight, for the proof sheet.
pub fn vest(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    rehearsal: &Rehearsal,
    work: serde_json::Value,
) -> Result<Transfer, TransferError> {
    let known = get(tx, &rehearsal.draft.id)?;
    let hash = rehearsal.plan.hash();
    let version = rehearsal.version + 1;
    let state = known.state.clone().apply(Move::Vest { hash, version, day: known.draft.day, today })?;
    if let Some(obstacle) = obstacle(tx, &known.draft)? {
        return Err(obstacle);
    }
    check_current(tx, rehearsal, &known)?;
    if !rehearsal.before.is_empty() {
        return Err(TransferError::Redrafted);
    }
    let next = model::next_version(tx, actor, now, known.draft.id.as_str())?.number;
    if next != version {
        return Err(TransferError::Stale { known: rehearsal.version, now: next - 1 });
    }
    write(tx, rehearsal, next)?;
    let transfer = Transfer { state, ..known.clone() };
    replace(tx, now, &known.state, &transfer)?;
    if let Some(reversed) = &known.draft.reverses {
        let original = get(tx, &reversed.transfer)?;
        let state = original.state.clone().apply(Move::Reverse { by: &known.draft.id })?;
        replace(tx, now, &original.state, &Transfer { state, ..original.clone() })?;
        waits_in_vain(tx, actor, now, &reversed.transfer)?;
    }
    note_next_vesting(tx)?;
    let sheet = ProofSheet { work, ..rehearsal.sheet.clone() };
    let proof = proof::store::put(tx, &transfer.draft.id, Made::Vesting, now, &sheet.to_json())?;
    let details = [
        ("version", next.to_string()),
        ("plan", hash.to_string()),
        ("proof", proof.to_string()),
        ("day", transfer.draft.day.to_string()),
        ("on", today.to_string()),
    ];
    note(tx, actor, now, "transfer.vested", &transfer, &details)?;
    Ok(transfer)
}

/// What was to come after a transfer that has been taken back can't vest as it was drafted: it is a draft again, to be
/// drafted without that.
fn waits_in_vain(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    taken_back: &Id<id::Transfer>,
) -> Result<(), TransferError> {
    let waiting = store::shown(tx)?.into_iter().filter(|known| known.draft.after.contains(taken_back));
    for known in waiting.filter(|known| known.draft.reverses.is_none()) {
        let why = [("waited", TransferError::InVain(taken_back.clone()).to_string())];
        let with = (Move::Withdraw, Some(Remark::NoPlan));
        end_with(tx, actor, now, &known.draft.id, with, ("transfer.withdrawn", &why))?;
    }
    Ok(())
}

/// What came of a transfer whose day had come.
#[derive(Debug, Clone)]
pub enum Settled {
    /// It was carried out.
    Vested(Transfer),
    /// Its plan is another now than the one that was approved: it is off the calendar, and waits for approval.
    AskedAgain(Transfer),
    /// No plan can be made any more: it is off the calendar, and a draft again.
    Withdrawn(Transfer),
}

/// What the worker does on the day: vests, or takes off the calendar what can't vest as it was approved, so that it
/// holds nobody up. `planned` is what [`plan`] said over the model at `version`.
pub fn vest_or_ask(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (now, today): (Moment, Day),
    id: &Id<id::Transfer>,
    (version, planned): (u64, Result<&Rehearsal, &[Problem]>),
    work: serde_json::Value,
) -> Result<Settled, TransferError> {
    let current = model::current_version(tx)?.number;
    if current != version {
        return Err(TransferError::Stale { known: version, now: current });
    }
    let rehearsal = match planned {
        Ok(rehearsal) => rehearsal,
        Err(problems) => return Ok(Settled::Withdrawn(withdraw(tx, actor, now, id, problems)?)),
    };
    match vest(tx, actor, now, today, rehearsal, work) {
        Ok(transfer) => Ok(Settled::Vested(transfer)),
        // Nothing has been written yet: the state is asked first.
        Err(TransferError::Invalid(InvalidMove::PlanChanged { .. })) => {
            Ok(Settled::AskedAgain(rehearse(tx, actor, now, rehearsal)?))
        }
        Err(other) => Err(other),
    }
}

/// What somebody does who looks at a transfer before its day: whoever approved it hears in time where its plan is
/// another now, or where none can be made any more. Nothing where it stands as it was approved.
pub fn look_again(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    (version, planned): (u64, Result<&Rehearsal, &[Problem]>),
) -> Result<Option<Settled>, TransferError> {
    let current = model::current_version(tx)?.number;
    if current != version {
        return Err(TransferError::Stale { known: version, now: current });
    }
    let known = get(tx, id)?;
    if known.state.has_vested() || known.state.approved_by().is_empty() {
        return Ok(None);
    }
    match planned {
        Ok(rehearsal) if known.state.hash() == Some(rehearsal.plan.hash()) => Ok(None),
        Ok(rehearsal) => Ok(Some(Settled::AskedAgain(rehearse(tx, actor, now, rehearsal)?))),
        Err(problems) => Ok(Some(Settled::Withdrawn(withdraw(tx, actor, now, id, problems)?))),
    }
}

fn write(tx: &mut Tx<'_>, rehearsal: &Rehearsal, version: u64) -> Result<(), TransferError> {
    let plan = &rehearsal.plan;
    let gone = TransferError::Stale { known: rehearsal.version, now: version - 1 };
    let ends = &plan.change.retire;
    if holding::store::retire_all(tx, ends, version)? != ends.len() as u64 {
        return Err(gone);
    }
    let recorded = |row: &Responsibility| Responsibility { id: tx.id(), since_version: version, ..row.clone() };
    let begins: Vec<Responsibility> = plan.change.add.iter().map(recorded).collect();
    holding::store::insert_all(tx, &begins)?;
    for id in &plan.endpoints.retire {
        if endpoint::store::retire(tx, id, version)? != 1 {
            return Err(gone);
        }
    }
    for row in &plan.endpoints.add {
        endpoint::store::insert(tx, &Endpoint { id: tx.id(), since_version: version, ..row.clone() })?;
    }
    resource::store::apply(tx, &plan.resources, version)?;
    let ended: BTreeSet<_> = plan.dissolves.iter().map(|ended| &ended.body).collect();
    for body in ended {
        for thing in Thing::ALL {
            succession::store::retire(tx, body, thing, version)?;
        }
    }
    for ended in &plan.dissolves {
        for thing in Thing::ALL.into_iter().filter(|thing| ended.is_about(*thing)) {
            let areas: Vec<_> =
                if ended.areas.is_empty() { vec![None] } else { ended.areas.iter().cloned().map(Some).collect() };
            for area in areas {
                let row = Succession {
                    body: ended.body.clone(),
                    thing,
                    area,
                    successor: ended.successor.clone(),
                    from: plan.day,
                    transfer: rehearsal.draft.id.clone(),
                    pages: if thing == Thing::Pages { ended.pages.clone() } else { Vec::new() },
                    since_version: version,
                    until_version: None,
                };
                succession::store::insert(tx, &row)?;
            }
        }
    }
    Ok(())
}

/// Keeps the sheet of a vesting once more, when all work in flight has followed.
pub fn settle(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    work: serde_json::Value,
) -> Result<(), TransferError> {
    let known = get(tx, id)?;
    let Some(kept) = proof::store::get(tx, id, Made::Vesting)? else {
        return Err(TransferError::NotVested(id.clone()));
    };
    let mut sheet: serde_json::Value = serde_json::from_str(&kept.sheet).expect("we wrote it as JSON");
    sheet["work"] = work;
    let hash = proof::store::put(tx, id, Made::Settled, now, &sheet.to_string())?;
    note(tx, actor, now, "transfer.settled", &known, &[("proof", hash.to_string())])?;
    Ok(())
}
