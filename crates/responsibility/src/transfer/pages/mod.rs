//! Transfers for the people who plan, approve and watch them: what there is and what is due, one transfer with what may
//! be done now, its proof sheet, a new draft, the way back.

mod acts;
mod cancel;
mod list;
mod new;
mod proof;
mod reverse;
mod sheet;
mod show;
pub(crate) mod words;

#[cfg(test)]
mod tests;

use ::store::Tx;
use values::{Day, Id, Role, Text, id};
use web::{Access, MessageRef, Problem, Routes};

use crate::{
    ResponsibilityPages, programme,
    transfer::{Draft, State, Transfer, TransferError, store},
};

/// Who may look at transfers. The commands say who may do what with one.
const THEIRS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover, Role::Operator];
const PLANNERS: &[Role] = &[Role::TransferPlanner];
const KEEPERS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover];

/// The routes of transfers.
pub(crate) fn routes(pages: ResponsibilityPages) -> Routes<()> {
    Routes::new(&pages.kit)
        .get("/transfers", Access::Staff(THEIRS), list::show)
        .get("/transfers/new", Access::Staff(PLANNERS), new::show)
        .post("/transfers/new", Access::Staff(PLANNERS), new::take)
        .get("/transfers/{id}", Access::Staff(THEIRS), show::show)
        .post("/transfers/{id}/rehearse", Access::Staff(THEIRS), acts::rehearse)
        .post("/transfers/{id}/approve", Access::Staff(THEIRS), acts::approve)
        .post("/transfers/{id}/schedule", Access::Staff(THEIRS), acts::schedule)
        .get("/transfers/{id}/cancel", Access::Staff(THEIRS), cancel::show)
        .post("/transfers/{id}/cancel", Access::Staff(THEIRS), cancel::take)
        .post("/transfers/{id}/gates/{programme}/{gate}", Access::Staff(KEEPERS), acts::open_gate)
        .get("/transfers/{id}/reverse", Access::Staff(PLANNERS), reverse::show)
        .post("/transfers/{id}/reverse", Access::Staff(PLANNERS), reverse::take)
        .get("/transfers/{id}/proof", Access::Staff(THEIRS), proof::show)
        .get("/transfers/{id}/proof.json", Access::Staff(THEIRS), proof::json)
        .get("/transfers/{id}/proof.csv", Access::Staff(THEIRS), proof::csv)
        .with_state(pages)
}

/// The transfer that an address names, by its whole id or by its name.
fn named(id: &str) -> Result<Id<id::Transfer>, Problem> {
    id.parse().or_else(|_| Id::named(id)).map_err(|_| Problem::not_found())
}

/// It waits for one that was given up or taken back.
const IN_VAIN: &str = "transfer-waits-in-vain";
const IN_VAIN_BY_THEN: &str = "transfer-waits-in-vain-by-then";

/// Does this say that what it waits for will never be?
fn is_in_vain(wait: &MessageRef) -> bool {
    wait.id == IN_VAIN || wait.id == IN_VAIN_BY_THEN
}

/// The transfer among those on the calendar that takes this one back before a day, or on it.
fn taken_back_by(tx: &mut Tx<'_>, id: &Id<id::Transfer>, day: Day) -> Result<Option<Draft>, TransferError> {
    let mut scheduled = store::scheduled(tx)?.into_iter().map(|known| known.draft);
    Ok(scheduled.find(|draft| draft.takes_back() == Some(id) && draft.day <= day))
}

/// What it comes after that will not stand on its day any more: it is on the calendar to be taken back, or waits in vain
/// itself.
fn gone_by_then(tx: &mut Tx<'_>, draft: &Draft) -> Result<Option<(Text, Day)>, TransferError> {
    for earlier in draft.after.iter().filter(|earlier| draft.takes_back() != Some(earlier)) {
        let Some(known) = store::get(tx, earlier)? else { continue };
        let gone = match &known.state {
            State::Vested(_) => taken_back_by(tx, earlier, draft.day)?.map(|back| back.day),
            State::Scheduled { .. } => gone_by_then(tx, &known.draft)?.map(|(_, day)| day),
            _ => None,
        };
        if let Some(day) = gone {
            return Ok(Some((known.draft.title, day)));
        }
    }
    Ok(None)
}

/// What a transfer waits for beside its day: others that vest before it, gates that are shut.
fn waits_for(tx: &mut Tx<'_>, draft: &Draft) -> Result<Vec<MessageRef>, TransferError> {
    let mut waits = Vec::new();
    for earlier in &draft.after {
        let known = store::get(tx, earlier)?;
        if !known.as_ref().is_some_and(|known| matches!(known.state, State::Vested(_))) {
            waits.push(match known {
                Some(Transfer { draft, state, .. }) if !state.is_ahead() => {
                    MessageRef::new(IN_VAIN).with("transfer", draft.title)
                }
                Some(known) => MessageRef::new("transfer-waits-for").with("transfer", known.draft.title),
                None => MessageRef::new("transfer-waits-for").with("transfer", earlier.name()),
            });
        }
    }
    if let Some((title, day)) = gone_by_then(tx, draft)? {
        waits.push(MessageRef::new(IN_VAIN_BY_THEN).with("transfer", title).with("day", day));
    }
    let gates = programme::store::gates_before(tx, &draft.id)?;
    let shut = gates.into_iter().filter(|gate| gate.opened.is_none());
    waits.extend(shut.map(|gate| MessageRef::new("transfer-waits-for-gate").with("what", gate.what)));
    Ok(waits)
}
