//! Two people agree to a plan, and it goes on the calendar.

use ::store::Tx;
use values::{Actor, Day, Id, Moment, Role, Who, id};

use super::{
    Rival, TransferError, get, note, note_next_vesting, plan, planner_or_approver, replace, staff, to_rehearse,
};
use crate::transfer::{
    Draft, Kind, Rehearsal, Scene, Snapshot, State, Transfer,
    hash::PlanHash,
    life::{InvalidMove, Move},
    rules, store,
};

/// One of two people agrees to the plan they were shown.
pub fn approve(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Transfer>,
    seen: PlanHash,
) -> Result<Transfer, TransferError> {
    agreed(actor, &get(tx, id)?, seen)?;
    let snapshot = Snapshot::load(tx)?;
    let planned = plan(tx, &snapshot.scene(), id)?;
    approve_planned(tx, actor, now, (&snapshot.scene(), &planned), seen)
}

/// The same, for whoever has just planned it in this transaction.
pub(crate) fn approve_planned(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    planned: (&Scene<'_>, &Rehearsal),
    seen: PlanHash,
) -> Result<Transfer, TransferError> {
    let known = get(tx, &planned.1.draft.id)?;
    let state = agreed(actor, &known, seen)?;
    check_plan(tx, &known, planned)?;
    let transfer = Transfer { state, remark: None, ..known.clone() };
    replace(tx, now, &known.state, &transfer)?;
    note(tx, actor, now, "transfer.approved", &transfer, &[("plan", seen.to_string())])?;
    Ok(transfer)
}

/// Where it stands once this person has agreed, if they may.
fn agreed(actor: &Actor, known: &Transfer, seen: PlanHash) -> Result<State, TransferError> {
    let person = staff(actor, Role::TransferApprover, "a transfer approver")
        .or_else(|refused| drafter(actor, known).ok_or(refused))?;
    let approval = Move::Approve { person, drafted_by: &known.drafted_by, hash: seen };
    Ok(known.state.clone().apply(approval)?)
}

/// Whoever drafted it is told so, whatever their role.
fn drafter<'a>(actor: &'a Actor, known: &Transfer) -> Option<&'a Id<id::Person>> {
    match &actor.who {
        Who::Staff(person) if known.drafted_by.contains(person) => Some(person),
        _ => None,
    }
}

/// Puts an approved transfer on the calendar.
pub fn schedule(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    id: &Id<id::Transfer>,
) -> Result<Transfer, TransferError> {
    on_the_calendar(actor, &get(tx, id)?, today)?;
    let snapshot = Snapshot::load(tx)?;
    let planned = plan(tx, &snapshot.scene(), id)?;
    schedule_planned(tx, actor, now, today, (&snapshot.scene(), &planned))
}

/// Where it stands once it is on the calendar, if this person may put it there and its day has not passed.
fn on_the_calendar(actor: &Actor, known: &Transfer, today: Day) -> Result<State, TransferError> {
    planner_or_approver(actor)?;
    let state = known.state.clone().apply(Move::Schedule)?;
    not_past(&known.draft, today)?;
    Ok(state)
}

/// Only a correction may be dated in the past.
pub fn not_past(draft: &Draft, today: Day) -> Result<(), TransferError> {
    if draft.day < today && draft.kind != Kind::Correction {
        return Err(TransferError::DayPassed { day: draft.day, today });
    }
    Ok(())
}

/// The same, for whoever has just planned it in this transaction.
pub(crate) fn schedule_planned(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    planned: (&Scene<'_>, &Rehearsal),
) -> Result<Transfer, TransferError> {
    let known = get(tx, &planned.1.draft.id)?;
    let state = on_the_calendar(actor, &known, today)?;
    let day = known.draft.day;
    check_plan(tx, &known, planned)?;
    let transfer = Transfer { state, ..known.clone() };
    replace(tx, now, &known.state, &transfer)?;
    note_next_vesting(tx)?;
    note(tx, actor, now, "transfer.scheduled", &transfer, &[("day", day.to_string())])?;
    Ok(transfer)
}

/// The plan that people agreed to is the one that would be carried out now, and no other of its day is in its way.
fn check_plan(
    tx: &mut Tx<'_>,
    known: &Transfer,
    (scene, planned): (&Scene<'_>, &Rehearsal),
) -> Result<(), TransferError> {
    check_ground(tx, &known.draft)?;
    let now = planned.plan.hash();
    match known.state.hash() {
        Some(approved) if approved != now => Err(InvalidMove::PlanChanged { approved, now }.into()),
        _ => match rival(tx, scene, planned)? {
            Some(rival) => Err(TransferError::MovesTheSame(Box::new(rival))),
            None => Ok(()),
        },
    }
}

/// What it waits for still stands on its day.
fn check_ground(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    match store::approved(tx)?.into_iter().map(|known| known.draft).find(|known| known.goes_before(draft)) {
        Some(by) => Err(TransferError::GroundGoes { by: by.id, day: by.day }),
        None => Ok(()),
    }
}

/// Of two transfers that move the same, the later one could not vest as it was approved, unless it waits for the other and
/// so was planned after it. An earlier one may come in between: then the later one is asked for again.
pub(super) fn rival(tx: &mut Tx<'_>, scene: &Scene<'_>, own: &Rehearsal) -> Result<Option<Rival>, TransferError> {
    for other in store::approved(tx)?.into_iter().map(|known| known.draft) {
        if other.id == own.draft.id || other.day > own.draft.day {
            continue;
        }
        let (Transfer { state, .. }, before) = to_rehearse(tx, &other.id)?;
        let waits = before.iter().any(|earlier| earlier.id == own.draft.id);
        let is_waited_for = own.before.iter().any(|step| step.draft.id == other.id);
        if matches!(state, State::Endorsed { .. }) || waits || is_waited_for {
            continue;
        }
        let Ok(theirs) = rules::rehearse(scene, &other, &before) else { continue };
        if own.is_changed_by(&theirs, scene) || theirs.is_changed_by(own, scene) {
            let (other, title, day) = (other.id, other.title, other.day);
            return Ok(Some(Rival { other, title, day }));
        }
    }
    Ok(None)
}
