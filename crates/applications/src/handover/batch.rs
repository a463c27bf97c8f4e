//! One small batch of a vesting's work: some open requests of a predecessor, each given what its rule says.

use std::collections::BTreeMap;

use responsibility::transfer::{Draft, Kind, Transfer, store as transfers};
use store::{
    StoreError, Tx,
    audit::{self, Entry},
    outbox,
};
use values::{Day, Id, id};

use super::{
    Fate, Item,
    moving::{Moved, Moving, Past},
    store::{self as handovers, By, Cursor},
};
use crate::request::{
    Request,
    outcome::{Scene, topic},
};

/// How many requests a batch looks at: few enough that people who send meanwhile do not notice.
const BATCH: u32 = 50;

/// Does the next batch of a transfer. Answers whether all is done.
pub(crate) fn next(tx: &mut Tx<'_>, scene: &Scene<'_>, transfer: &Transfer) -> Result<bool, StoreError> {
    let draft = &transfer.draft;
    let Some(cursor) = handovers::cursor(tx, &draft.id)? else { return Ok(true) };
    if cursor.done {
        return Ok(true);
    }
    let bodies = predecessors(tx, draft)?;
    let body = bodies.iter().find(|body| body.as_str() >= cursor.body.as_str());
    let Some(body) = body else { return end(tx, scene, draft, &cursor).map(|()| true) };
    let after = if body.as_str() == cursor.body { cursor.after.as_str() } else { "" };
    let open = handovers::open_of(tx, body.as_str(), after, BATCH)?;
    let Some(last) = open.last() else {
        // A body's name with a space after it comes behind the body and before every other.
        let to = Cursor { body: format!("{body} "), after: String::new(), ..cursor.clone() };
        handovers::advance(tx, &draft.id, &cursor, &to, scene.now)?;
        return Ok(false);
    };
    let past = past(tx, draft, &open)?;
    let moving = Moving::of(scene.government, transfer, today(scene));
    let handled: Vec<Moved> = open.iter().filter_map(|request| moving.request(request, &past)).collect();
    carry_out(tx, scene, draft, &handled)?;
    let to = Cursor { body: body.to_string(), after: last.id.to_string(), done: false };
    handovers::advance(tx, &draft.id, &cursor, &to, scene.now)?;
    Ok(false)
}

/// Does what the batch would do with one request, ahead of it. Answers whether it had to.
pub(crate) fn one(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    transfer: &Transfer,
    request: &Request,
) -> Result<bool, StoreError> {
    let draft = &transfer.draft;
    if !predecessors(tx, draft)?.contains(&request.holder) {
        return Ok(false);
    }
    let past = past(tx, draft, std::slice::from_ref(request))?;
    let moving = Moving::of(scene.government, transfer, today(scene));
    let Some(moved) = moving.request(request, &past) else { return Ok(false) };
    carry_out(tx, scene, draft, &[moved])?;
    Ok(true)
}

fn today(scene: &Scene<'_>) -> Day {
    scene.now.day(&scene.government.zone)
}

/// What lies behind these requests. A reversal takes back what the successor has not begun, whoever had begun before.
pub(super) fn past(tx: &mut Tx<'_>, draft: &Draft, requests: &[Request]) -> Result<Past, StoreError> {
    let by = if draft.kind == Kind::Reversal { By::Holder } else { By::Anybody };
    let started = handovers::started(tx, requests, by)?.into_iter().collect();
    let deadlines = match &draft.reverses {
        Some(reversed) => handovers::deadlines(tx, &reversed.transfer, requests)?,
        None => BTreeMap::new(),
    };
    Ok(Past { started, deadlines })
}

/// The bodies whose requests are looked at, in order: for a reversal those that the transfer it takes back gave to.
pub(crate) fn predecessors(tx: &mut Tx<'_>, draft: &Draft) -> Result<Vec<Id<id::Organisation>>, StoreError> {
    let mut bodies: Vec<_> = draft.lines.iter().map(|line| line.what.from.clone()).collect();
    if let Some(reversed) = &draft.reverses {
        let original = transfers::get(tx, &reversed.transfer)?;
        bodies.extend(original.into_iter().flat_map(|known| known.draft.lines).map(|line| line.whom.to));
    }
    bodies.sort();
    bodies.dedup();
    Ok(bodies)
}

fn carry_out(tx: &mut Tx<'_>, scene: &Scene<'_>, draft: &Draft, handled: &[Moved]) -> Result<(), StoreError> {
    let given: Vec<Request> = handled.iter().filter_map(|handled| handled.given.clone()).collect();
    handovers::give(tx, &given)?;
    handovers::tell(tx, &given, "event-moved", scene.now)?;
    let items: Vec<Item> = handled.iter().map(|handled| handled.item.clone()).collect();
    handovers::list(tx, &draft.id, &items)?;
    for moved in handled.iter().filter(|moved| moved.day != draft.day) {
        handovers::given_on(tx, &draft.id, &moved.item.request, moved.day)?;
    }
    let anew = |item: &&Item| draft.kind == Kind::Reversal || item.fate == Fate::Listed;
    let anew: Vec<_> = items.iter().filter(anew).map(|item| &item.request).collect();
    handovers::supersede(tx, &draft.id, &anew, scene.now)?;
    let sent = items.iter().filter(|item| item.fate == Fate::HandedOver).map(|item| item.request.as_str());
    let sent: Vec<&str> = sent.collect();
    outbox::put_all(tx, topic::DISPATCH, sent.iter().copied(), scene.real)?;
    outbox::put_all(tx, topic::NOTICE, sent.iter().copied(), scene.real)?;
    if !items.is_empty() {
        let details = [("requests", items.len().to_string()), ("changed_hands", given.len().to_string())];
        let entry = Entry {
            at: scene.now,
            actor: scene.actor,
            action: "work-handed-over",
            subject: draft.id.as_str(),
            details: &details,
        };
        audit::record(tx, &entry)?;
    }
    Ok(())
}

fn end(tx: &mut Tx<'_>, scene: &Scene<'_>, draft: &Draft, cursor: &Cursor) -> Result<(), StoreError> {
    let to = Cursor { done: true, ..cursor.clone() };
    handovers::advance(tx, &draft.id, cursor, &to, scene.now)?;
    let details = [("requests", handovers::lines(tx, &draft.id)?.to_string())];
    let entry = Entry {
        at: scene.now,
        actor: scene.actor,
        action: "handover-done",
        subject: draft.id.as_str(),
        details: &details,
    };
    audit::record(tx, &entry)
}
