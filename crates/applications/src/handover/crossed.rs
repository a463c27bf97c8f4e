//! A call to a predecessor's system that was under way while its request moved, to be sent to another system: what that
//! call left there counts as sent, and is not sent anew as if nobody had it.

use responsibility::transfer::{State as Stage, store as transfers};
use store::{StoreError, Tx, outbox};
use values::{Id, id};

use super::{
    Fate, Item,
    moving::Moving,
    store::{self as handovers},
};
use crate::request::{
    Request,
    outcome::{Scene, topic},
};

/// The last move of a request, where it was one still to be sent.
fn unsent(tx: &mut Tx<'_>, request: &Id<id::Request>) -> Result<Option<(Id<id::Transfer>, Item)>, StoreError> {
    let last = handovers::of_request(tx, request)?.pop();
    Ok(last.filter(|(_, item)| item.fate == Fate::Follows && item.addressed_after.is_some()))
}

/// The system that was to take a request until it moved, where another takes it now and has not been tried.
pub(crate) fn tried_before(
    tx: &mut Tx<'_>,
    request: &Request,
    now: &Id<id::System>,
) -> Result<Option<Id<id::System>>, StoreError> {
    if request.system.as_ref() == Some(now) {
        return Ok(None);
    }
    let before = unsent(tx, &request.id)?.and_then(|(_, item)| item.addressed_before);
    Ok(before.filter(|before| before != now))
}

/// The predecessor's system has it after all: the rule of the transfer for what was sent is carried out. Answers
/// whether it is to be sent on.
pub(crate) fn accepted(tx: &mut Tx<'_>, scene: &Scene<'_>, request: &Request) -> Result<bool, StoreError> {
    let moved = unsent(tx, &request.id)?.filter(|(_, item)| item.addressed_after != request.system);
    let Some((transfer, item)) = moved else { return Ok(false) };
    let transfer = transfers::get(tx, &transfer)?.filter(|known| matches!(known.state, Stage::Vested { .. }));
    let Some(transfer) = transfer else { return Ok(false) };
    let eve = transfer.draft.day.yesterday().unwrap_or(transfer.draft.day);
    let Ok(holder) = scene.government.supplier(&request.service_type, request.area.as_ref(), eve) else {
        return Ok(false);
    };
    let instrument = holder.instrument.clone();
    let then = Request { holder: item.before.clone(), instrument, due: item.due_before, ..request.clone() };
    let Some(moved) = Moving::of(scene.government, &transfer).request(&then, false) else { return Ok(false) };
    let sent_on = moved.item.fate == Fate::HandedOver;
    // What the predecessor finishes goes back to it.
    let given = moved.given.or_else(|| (moved.item.fate == Fate::Finishes).then_some(then));
    handovers::give(tx, given.as_slice())?;
    handovers::tell(tx, given.as_slice(), "event-moved", scene.now)?;
    handovers::relist(tx, &transfer.draft.id, &moved.item)?;
    if sent_on {
        outbox::put(tx, topic::DISPATCH, request.id.as_str(), scene.real)?;
        outbox::put(tx, topic::NOTICE, request.id.as_str(), scene.real)?;
    }
    Ok(sent_on)
}
