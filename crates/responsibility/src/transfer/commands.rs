//! What planners, approvers and the worker do with a transfer. Each writes an audit entry; those that change the
//! model take its next version.

mod error;
mod vesting;

use std::collections::BTreeSet;

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use values::{Actor, Day, Id, Moment, Role, Text, Who, id};

use super::{
    Answerable, Deadlines, Draft, Kind, Problem, Rehearsal, Remark, Reversed, Scene, Snapshot, State, Transfer, checks,
    life::{InvalidMove, Move, PlanHash},
    problem::Warning,
    proof::{self, Made},
    rules, store,
};
use crate::{
    model,
    programme::{self, Gate},
};

pub use error::{Rival, ShutGate, TransferError};
pub use vesting::{Settled, look_again, vest, vest_or_ask};

/// Drafts a transfer, or writes it anew while nobody or only one has approved. A correction is one with a reason.
pub fn draft(tx: &mut Tx<'_>, actor: &Actor, now: Moment, draft: Draft) -> Result<Transfer, TransferError> {
    if draft.kind == Kind::Reversal || draft.reverses.is_some() {
        return Err(TransferError::DraftedReversal);
    }
    put_draft(tx, actor, now, draft, "transfer.drafted")
}

fn put_draft(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    draft: Draft,
    action: &'static str,
) -> Result<Transfer, TransferError> {
    let person = staff(actor, Role::TransferPlanner, "a transfer planner")?.clone();
    if draft.kind == Kind::Correction && draft.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) {
        return Err(TransferError::NoReason);
    }
    let problems = checks::by_itself(&draft);
    if !problems.is_empty() {
        return Err(TransferError::Problems(problems));
    }
    if let Some(programme) = &draft.programme
        && programme::store::get(tx, programme)?.is_none()
    {
        return Err(TransferError::UnknownProgramme(programme.clone()));
    }
    check_order(tx, &draft)?;
    check_one_way_back(tx, &draft)?;
    let transfer = match store::get(tx, &draft.id)? {
        None => {
            let transfer = Transfer { draft, drafted_by: vec![person], state: State::Draft, remark: None };
            store::insert(tx, now, &transfer)?;
            transfer
        }
        Some(known) if known.draft.takes_back() != draft.takes_back() => {
            return Err(TransferError::Taken(draft.id));
        }
        // A reversal is not looked at before it is written: nobody writes over another's unseen.
        Some(known) if draft.reverses.is_some() && known.state.is_ahead() && !known.drafted_by.contains(&person) => {
            return Err(TransferError::ReversalDrafted { id: draft.id, by: known.drafted_by });
        }
        Some(known) => {
            let state = known.state.clone().apply(Move::Redraft)?;
            let mut drafted_by = known.drafted_by;
            if !drafted_by.contains(&person) {
                drafted_by.push(person);
            }
            let transfer = Transfer { draft, drafted_by, state, remark: None };
            replace(tx, now, &known.state, &transfer)?;
            transfer
        }
    };
    note(tx, actor, now, action, &transfer, &[])?;
    Ok(transfer)
}

/// Nobody takes back what another reversal is on its way to take back.
fn check_one_way_back(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    let Some(original) = draft.takes_back() else { return Ok(()) };
    let ahead = store::all(tx)?.into_iter().filter(|known| known.state.is_ahead() && known.draft.id != draft.id);
    match ahead.into_iter().find(|known| known.draft.takes_back() == Some(original)) {
        Some(other) => Err(TransferError::ReversalDrafted { id: other.draft.id, by: other.drafted_by }),
        None => Ok(()),
    }
}

/// What it waits for is there, and nothing waits for itself.
fn check_order(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    let mut after = std::collections::BTreeMap::new();
    for Transfer { draft: known, state, .. } in store::all(tx)?.into_iter().filter(|known| known.draft.id != draft.id) {
        let (waits, is_waited_for) = (draft.after.contains(&known.id), known.after.contains(&draft.id));
        if state.is_ahead() && ((waits && known.day > draft.day) || (is_waited_for && draft.day > known.day)) {
            let (earlier, later) = if waits { (&known, draft) } else { (draft, &known) };
            let (id, day) = (earlier.id.clone(), earlier.day);
            return Err(TransferError::WaitsForLater { earlier: id, day, own: later.day });
        }
        after.insert(known.id, known.after);
    }
    after.insert(draft.id.clone(), draft.after.clone());
    if let Some(unknown) = draft.after.iter().find(|id| !after.contains_key(id)) {
        return Err(TransferError::WaitsForNobody(unknown.clone()));
    }
    match programme::rules::circle(&after) {
        Some(circle) => Err(TransferError::Circle(circle)),
        None => Ok(()),
    }
}

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
    match rules::rehearse(scene, &transfer.draft, &before) {
        Ok(mut rehearsal) => {
            rehearsal.sheet.warnings.extend(resting(tx, &transfer.draft)?);
            Ok(rehearsal)
        }
        Err(mut problems) => {
            name_movers(tx, &transfer.draft, &mut problems)?;
            Err(TransferError::Problems(problems))
        }
    }
}

/// What comes after that which a reversal takes back, in any number of steps: it stands, and rests on nothing any more, or can't vest.
fn resting(tx: &mut Tx<'_>, reversal: &Draft) -> Result<Option<Warning>, StoreError> {
    let Some(original) = reversal.takes_back() else { return Ok(None) };
    let stands = |known: &Transfer| matches!(known.state, State::Vested(_)) || known.state.is_ahead();
    let mut others = store::all(tx)?;
    others.retain(|known| known.draft.id != reversal.id && stands(known));
    let mut transfers: Vec<Id<id::Transfer>> = Vec::new();
    let rests = |draft: &Draft, on: &[Id<id::Transfer>]| {
        let is_new = !on.contains(&draft.id) && draft.id != *original;
        is_new && draft.after.iter().any(|earlier| earlier == original || on.contains(earlier))
    };
    while let Some(next) = others.iter().find(|known| rests(&known.draft, &transfers)) {
        transfers.push(next.draft.id.clone());
    }
    Ok((!transfers.is_empty()).then_some(Warning::RestsOnIt { transfers }))
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
        _ => check_rivals(tx, scene, planned),
    }
}

/// What it waits for still stands on its day.
fn check_ground(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), TransferError> {
    match store::approved(tx)?.into_iter().map(|known| known.draft).find(|known| known.goes_before(draft)) {
        Some(by) => Err(TransferError::GroundGoes { by: by.id, day: by.day }),
        None => Ok(()),
    }
}

/// Of two transfers of one day that move the same, one could not vest as it was approved. One of a later day is asked
/// for again once the earlier one has vested.
fn check_rivals(tx: &mut Tx<'_>, scene: &Scene<'_>, own: &Rehearsal) -> Result<(), TransferError> {
    for other in store::approved(tx)?.into_iter().map(|known| known.draft) {
        if other.id == own.draft.id || other.day != own.draft.day {
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
            return Err(TransferError::MovesTheSame(Box::new(Rival { other, title, day })));
        }
    }
    Ok(())
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
    let day = known.draft.day;
    if day < today && known.draft.kind != Kind::Correction {
        return Err(TransferError::DayPassed { day, today });
    }
    Ok(state)
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

fn end_with(
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

/// How a transfer is taken back.
#[derive(Debug, Clone)]
pub struct WayBack {
    /// The id of the reversal, chosen by the planner.
    pub id: Id<id::Transfer>,
    /// Its title.
    pub title: Text,
    /// From which day on it is as it was.
    pub day: Day,
    /// Under which instrument; that of the transfer where none is named.
    pub instrument: Option<Id<id::Instrument>>,
    /// Why.
    pub reason: Option<String>,
    /// Who sees to what doesn't fit; those of the transfer where nobody is named.
    pub answerable: Vec<Answerable>,
}

/// Drafts the transfer that takes a vesting between living bodies back, within its window. It is rehearsed, approved
/// and scheduled like any other.
pub fn reverse(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    original: &Id<id::Transfer>,
    way: WayBack,
) -> Result<Transfer, TransferError> {
    let known = get(tx, original)?;
    if !known.draft.kind.is_reversible() {
        return Err(TransferError::NotReversible(known.draft.kind));
    }
    let (version, on) = match &known.state {
        State::Vested(vesting) => (vesting.version, vesting.on),
        State::Reversed { by, .. } => return Err(TransferError::TakenBackBy(by.clone())),
        _ => return Err(TransferError::NotVested(original.clone())),
    };
    let last = known.draft.window_from(on);
    if way.day > last || today > last {
        return Err(TransferError::WindowOver { last, day: way.day.max(today) });
    }
    if way.day < today {
        return Err(TransferError::DayPassed { day: way.day, today });
    }
    let answerable = if way.answerable.is_empty() { known.draft.answerable.clone() } else { way.answerable };
    let draft = Draft {
        id: way.id,
        title: way.title,
        kind: Kind::Reversal,
        day: way.day,
        instrument: way.instrument.unwrap_or_else(|| known.draft.instrument.clone()),
        reason: way.reason,
        programme: known.draft.programme.clone(),
        after: vec![original.clone()],
        window_days: 0,
        reverses: Some(Reversed { transfer: original.clone(), version }),
        lines: Vec::new(),
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        open_work: known.draft.open_work,
        deadlines: Deadlines::Keep,
        answerable,
        illustrative: known.draft.illustrative,
    };
    put_draft(tx, actor, now, draft, "transfer.reversal-drafted")
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

/// The sheet as it is kept.
pub fn proof(tx: &mut Tx<'_>, id: &Id<id::Transfer>, made: Made) -> Result<Option<proof::store::Kept>, TransferError> {
    Ok(proof::store::get(tx, id, made)?)
}

/// The transfer, or an error that names it.
pub fn get(tx: &mut Tx<'_>, id: &Id<id::Transfer>) -> Result<Transfer, TransferError> {
    store::get(tx, id)?.ok_or_else(|| TransferError::NotFound(id.clone()))
}

/// Why it can't vest yet, whatever the day: another has to before, or a gate is shut.
pub fn obstacle(tx: &mut Tx<'_>, draft: &Draft) -> Result<Option<TransferError>, TransferError> {
    for earlier in &draft.after {
        match store::get(tx, earlier)?.map(|known| known.state) {
            Some(State::Vested(_)) => {}
            Some(State::Cancelled | State::Reversed { .. }) => return Ok(Some(TransferError::InVain(earlier.clone()))),
            _ => return Ok(Some(TransferError::Waits(earlier.clone()))),
        }
    }
    let gates: Vec<Gate> = programme::store::gates_before(tx, &draft.id)?;
    let shut = gates.into_iter().find(|gate| gate.opened.is_none());
    Ok(shut.map(|gate| {
        TransferError::GateShut(Box::new(ShutGate { programme: gate.programme, id: gate.id, what: gate.what }))
    }))
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

fn check_current(tx: &mut Tx<'_>, rehearsal: &Rehearsal, known: &Transfer) -> Result<(), TransferError> {
    let now = model::current_version(tx)?.number;
    if now != rehearsal.version {
        return Err(TransferError::Stale { known: rehearsal.version, now });
    }
    if known.draft == rehearsal.draft { Ok(()) } else { Err(TransferError::Redrafted) }
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

/// Whoever drafted it is told so, whatever their role.
fn drafter<'a>(actor: &'a Actor, known: &Transfer) -> Option<&'a Id<id::Person>> {
    match &actor.who {
        Who::Staff(person) if known.drafted_by.contains(person) => Some(person),
        _ => None,
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
