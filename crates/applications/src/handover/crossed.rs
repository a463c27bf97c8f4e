//! What a predecessor turns out to have after all: a call to its system was under way while the request moved, to be
//! sent to another; or nobody knew until a person asked it. That counts as sent, and is not sent anew as if nobody had it.

use responsibility::transfer::{State as Stage, store as transfers};
use store::{StoreError, Tx, outbox};
use values::{Id, id};

use super::{
    Fate, Item, batch,
    decide::by,
    moving::{Moving, Past},
    store::{self as handovers, Settlement},
};
use crate::request::{
    Request, State,
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
    as_sent(tx, scene, request, &transfer, item).map(|fate| fate == Some(Fate::HandedOver))
}

/// A person has found out that the predecessor has what nobody knew of when a vesting listed it: the rule of the transfer
/// for what was sent is carried out, and the line waits for nobody any more. Answers whether it is to be sent on.
pub(crate) fn found(tx: &mut Tx<'_>, scene: &Scene<'_>, request: &Request) -> Result<bool, StoreError> {
    let listed = handovers::of_request(tx, &request.id)?.pop().filter(|(_, item)| {
        item.fate == Fate::Listed && item.state == State::Uncertain.name() && item.before == request.holder
    });
    let Some((transfer, item)) = listed else { return Ok(false) };
    let fate = as_sent(tx, scene, request, &transfer, item)?;
    if fate.is_some_and(|fate| fate != Fate::Listed) {
        let settled = Settlement { by: by(scene.actor), decided: None, given_on: None };
        handovers::settle(tx, &transfer, &request.id, scene.now, &settled)?;
    }
    Ok(fate == Some(Fate::HandedOver))
}

/// Does with a request that its predecessor has what the transfer does with one that was sent; nothing where the transfer
/// has not vested or does not move it. The person who was named stays named.
fn as_sent(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    request: &Request,
    transfer: &Id<id::Transfer>,
    item: Item,
) -> Result<Option<Fate>, StoreError> {
    let transfer = transfers::get(tx, transfer)?.filter(|known| matches!(known.state, Stage::Vested { .. }));
    let Some(transfer) = transfer else { return Ok(None) };
    let eve = transfer.draft.day.yesterday().unwrap_or(transfer.draft.day);
    let Ok(holder) = scene.government.supplier(&request.service_type, request.area.as_ref(), eve) else {
        return Ok(None);
    };
    let instrument = holder.instrument.clone();
    let then = Request { holder: item.before.clone(), instrument, due: item.due_before, ..request.clone() };
    let past = Past::unbegun(batch::past(tx, &transfer.draft, std::slice::from_ref(&then))?);
    let Some(moved) =
        Moving::of(scene.government, &transfer, scene.now.day(&scene.government.zone)).request(&then, &past)
    else {
        return Ok(None);
    };
    let fate = moved.item.fate;
    // What the predecessor finishes goes back to it, where it had left it.
    let goes_back = fate == Fate::Finishes && request.holder != then.holder;
    let given = moved.given.or_else(|| goes_back.then_some(then));
    handovers::give(tx, given.as_slice())?;
    handovers::tell(tx, given.as_slice(), "event-moved", scene.now)?;
    let line = match item.fate {
        // Who was named for it, and what nobody knew then, stays said.
        Fate::Listed => Item { person: item.person, state: item.state, ..moved.item },
        _ => moved.item,
    };
    handovers::relist(tx, &transfer.draft.id, &line)?;
    if fate == Fate::HandedOver {
        outbox::put(tx, topic::DISPATCH, request.id.as_str(), scene.real)?;
        outbox::put(tx, topic::NOTICE, request.id.as_str(), scene.real)?;
    }
    Ok(Some(fate))
}
