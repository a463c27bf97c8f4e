//! Making a transfer's plan over the model as it is, and keeping it as its rehearsal.

use std::collections::BTreeSet;

use ::store::{StoreError, Tx};
use values::{Actor, Day, Id, Moment, Text, Who, id};

use super::{Rival, TransferError, agreeing::rival, get, note, note_next_vesting, planner_or_approver, replace};
use crate::{
    model,
    transfer::{
        Draft, Kind, Problem, Rehearsal, Remark, Scene, State, Successions, Transfer,
        life::{InvalidMove, Move},
        problem::Warning,
        proof::{self, Made},
        rules, store,
    },
};

/// What a rehearsal of a transfer needs beside the scene: itself, and those that vest before it and haven't yet. Read
/// in the transaction that reads the scene.
pub fn to_rehearse(tx: &mut Tx<'_>, id: &Id<id::Transfer>) -> Result<(Transfer, Vec<Draft>), TransferError> {
    let transfer = get(tx, id)?;
    let mut before = Vec::new();
    let mut seen = BTreeSet::from([id.clone()]);
    gather(tx, &transfer.draft, &mut seen, &mut before)?;
    Ok((transfer, before))
}

fn gather(
    tx: &mut Tx<'_>,
    draft: &Draft,
    seen: &mut BTreeSet<Id<id::Transfer>>,
    before: &mut Vec<Draft>,
) -> Result<(), TransferError> {
    for earlier in &draft.after {
        if seen.insert(earlier.clone()) {
            let earlier = get(tx, earlier)?;
            if !earlier.state.has_vested() {
                gather(tx, &earlier.draft, seen, before)?;
                before.push(earlier.draft);
            }
        }
    }
    Ok(())
}

/// A rehearsal in one go, for whoever has the scene at hand in this transaction.
pub fn plan(tx: &mut Tx<'_>, scene: &Scene<'_>, id: &Id<id::Transfer>) -> Result<Rehearsal, TransferError> {
    let (transfer, before) = to_rehearse(tx, id)?;
    if let Some(vesting) = transfer.state.vesting() {
        return Err(InvalidMove::VestedAlready { version: vesting.version }.into());
    }
    let mut ended = ended_already(tx, &transfer.draft)?;
    match rules::rehearse(scene, &transfer.draft, &before) {
        Ok(mut rehearsal) => {
            if !ended.is_empty() {
                return Err(TransferError::Problems(ended));
            }
            rehearsal.sheet.warnings.extend(resting(tx, &transfer.draft)?);
            if matches!(transfer.state, State::Draft | State::Rehearsed { .. }) {
                let rival = rival(tx, scene, &rehearsal)?;
                rehearsal.sheet.warnings.extend(rival.map(|Rival { other, title, day }| Warning::Rival {
                    transfer: other,
                    title,
                    day,
                }));
            }
            Ok(rehearsal)
        }
        Err(mut problems) => {
            name_movers(tx, &transfer.draft, &mut problems)?;
            // That a body has ended is why it holds nothing any more.
            ended.append(&mut problems);
            Err(TransferError::Problems(ended))
        }
    }
}

/// What comes after that which a reversal takes back, in any number of steps: it stands, and rests on nothing any more, or can't vest.
fn resting(tx: &mut Tx<'_>, reversal: &Draft) -> Result<Option<Warning>, StoreError> {
    let Some(original) = reversal.takes_back() else { return Ok(None) };
    let stands = |known: &Transfer| matches!(known.state, State::Vested(_)) || known.state.is_ahead();
    let mut others = store::all(tx)?;
    // A way back of what rests on it goes on as it is.
    others.retain(|known| known.draft.reverses.is_none() && stands(known));
    let (mut transfers, mut titles): (Vec<Id<id::Transfer>>, Vec<Text>) = (Vec::new(), Vec::new());
    let rests = |draft: &Draft, on: &[Id<id::Transfer>]| {
        let is_new = !on.contains(&draft.id) && draft.id != *original;
        is_new && draft.after.iter().any(|earlier| earlier == original || on.contains(earlier))
    };
    while let Some(next) = others.iter().find(|known| rests(&known.draft, &transfers)) {
        transfers.push(next.draft.id.clone());
        titles.push(next.draft.title.clone());
    }
    Ok((!transfers.is_empty()).then_some(Warning::RestsOnIt { transfers, titles }))
}

/// The bodies of a succession that have ended by another transfer, or will have: what people still use of them has found its successors.
/// Only a correction says otherwise.
fn ended_already(tx: &mut Tx<'_>, draft: &Draft) -> Result<Vec<Problem>, StoreError> {
    if draft.kind != Kind::Succession || draft.dissolves.is_empty() {
        return Ok(Vec::new());
    }
    let known = Successions::load(tx)?;
    let mut ahead: Vec<Draft> = store::approved(tx)?.into_iter().map(|known| known.draft).collect();
    ahead.retain(|other| other.id != draft.id && other.kind == Kind::Succession && other.day <= draft.day);
    let bodies: BTreeSet<_> = draft.dissolves.iter().map(|ended| &ended.body).collect();
    let ended = bodies.into_iter().filter_map(|body| {
        let row =
            known.of_body(body, Day::MAX).find(|row| row.transfer != draft.id).map(|row| (row.from, &row.transfer));
        let ends = |other: &&Draft| other.dissolves.iter().any(|ended| ended.body == *body);
        let (day, by) = row.or_else(|| ahead.iter().find(ends).map(|other| (other.day, &other.id)))?;
        Some(Problem::EndedAlready { body: body.clone(), day, by: by.clone() })
    });
    Ok(ended.collect())
}

/// Where a body holds nothing any more by the day: the transfer on its way that has moved it by then.
fn name_movers(tx: &mut Tx<'_>, draft: &Draft, problems: &mut [Problem]) -> Result<(), StoreError> {
    for problem in problems {
        if let Problem::HoldsNone { from, moved_by, .. } = problem {
            let earlier = store::approved(tx)?.into_iter().map(|known| known.draft);
            let mut earlier = earlier.filter(|known| known.id != draft.id && known.day <= draft.day);
            let mover = earlier.find(|known| known.lines.iter().any(|line| line.what.from == *from));
            *moved_by = mover.map(|known| known.id);
        }
    }
    Ok(())
}

/// Keeps a rehearsal. Where its plan is another than the one that was approved, no approval stands, and it is on the
/// calendar no more.
pub fn rehearse(tx: &mut Tx<'_>, actor: &Actor, now: Moment, rehearsal: &Rehearsal) -> Result<Transfer, TransferError> {
    if matches!(actor.who, Who::Staff(_)) {
        planner_or_approver(actor)?;
    }
    let known = get(tx, &rehearsal.draft.id)?;
    check_current(tx, rehearsal, &known)?;
    let hash = rehearsal.plan.hash();
    let state = known.state.clone().apply(Move::Rehearse { hash })?;
    let undone = !known.state.approved_by().is_empty() && state != known.state;
    let remark = if undone { Some(Remark::PlanChanged) } else { known.remark.clone().filter(|_| state == known.state) };
    let transfer = Transfer { state, remark, ..known.clone() };
    replace(tx, now, &known.state, &transfer)?;
    proof::store::put(tx, &transfer.draft.id, Made::Rehearsal, now, &rehearsal.sheet.to_json())?;
    note_next_vesting(tx)?;
    note(tx, actor, now, "transfer.rehearsed", &transfer, &[("plan", hash.to_string())])?;
    Ok(transfer)
}

/// The model and the draft are those that were planned.
pub(super) fn check_current(tx: &mut Tx<'_>, rehearsal: &Rehearsal, known: &Transfer) -> Result<(), TransferError> {
    let now = model::current_version(tx)?.number;
    if now != rehearsal.version {
        return Err(TransferError::Stale { known: rehearsal.version, now });
    }
    if known.draft == rehearsal.draft { Ok(()) } else { Err(TransferError::Redrafted) }
}
