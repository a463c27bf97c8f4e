//! What goes along when the system changes too: the rest of what there is, to the new one; a notice, to the old one.

use std::collections::BTreeMap;

use connectors::{Handover, News, Notice, Past};
use jiff::tz::TimeZone;
use store::{StoreError, Tx, seal::PersonKey};
use values::{Day, Id, Moment, id};

use super::{Fate, Item, store as handovers};
use crate::{
    Government,
    request::{Event, Request, State, store as requests},
};

/// What the successor's system gets beside the request; nothing where it never was in another.
pub(crate) fn package(
    tx: &mut Tx<'_>,
    government: &Government,
    key: &PersonKey,
    request: &Request,
) -> Result<Option<Handover>, StoreError> {
    if request.system.is_none() {
        return Ok(None);
    }
    let moves = handovers::of_request(tx, &request.id)?;
    let Some((_, last)) = moves.into_iter().rev().find(|(_, item)| item.fate == Fate::HandedOver) else {
        return Ok(None);
    };
    let events = requests::events(tx, key, &request.application)?;
    let past = events.into_iter().filter(|(of, _)| *of == request.id).map(|(_, event)| past(&government.zone, event));
    Ok(Some(Handover {
        from: last.before,
        their_reference: last.reference_before,
        due: request.due,
        history: past.collect(),
    }))
}

/// The last system that had it before, and what it is told; nothing where there is none, or where the predecessor
/// never had a reference.
pub(crate) fn notice(
    tx: &mut Tx<'_>,
    request: &Request,
    day: Day,
) -> Result<Option<(Id<id::System>, Notice)>, StoreError> {
    let moves = handovers::of_request(tx, &request.id)?;
    let last = moves.into_iter().rev().find(|(_, item)| item.fate == Fate::HandedOver);
    Ok(last.and_then(|(_, item)| {
        let notice = Notice {
            key: request.id.to_string(),
            their_reference: item.reference_before?,
            news: News::Moved { successor: request.holder.clone(), day },
        };
        Some((item.system_before?, notice))
    }))
}

/// What the system that has a request is told of what a body said that had it before; nothing where it has no reference
/// yet (then all of that comes with the request), or where nobody said anything.
pub(crate) fn answered(
    tx: &mut Tx<'_>,
    zone: &TimeZone,
    key: &PersonKey,
    request: &Request,
) -> Result<Option<(Id<id::System>, Notice)>, StoreError> {
    let (Some(system), Some(their_reference)) = (&request.system, &request.their_reference) else { return Ok(None) };
    let left_behind = |item: &Item| {
        item.fate == Fate::HandedOver
            && item.system_before.as_ref() == Some(system)
            && item.reference_before.as_ref() == Some(their_reference)
    };
    if handovers::of_request(tx, &request.id)?.last().is_some_and(|(_, item)| left_behind(item)) {
        return Ok(None);
    }
    let Some(last) = requests::said_by_another(tx, request)? else { return Ok(None) };
    let same = |event: &Event| (event.at, &event.what, &event.body) == (last.at, &last.what, &last.body);
    let events = requests::events(tx, key, &request.application)?;
    let said = events.into_iter().rev().find(|(of, event)| *of == request.id && same(event));
    Ok(said.and_then(|(_, event)| {
        let by = event.body.clone()?;
        let notice = Notice {
            key: request.id.to_string(),
            their_reference: their_reference.clone(),
            news: News::Answered { by, said: past(zone, event) },
        };
        Some((system.clone(), notice))
    }))
}

fn past(zone: &TimeZone, event: Event) -> Past {
    Past { day: event.at.day(zone), what: event.what.trim_start_matches("event-").to_owned(), text: event.text }
}

/// The reference under which a system had a request before it moved away; nothing where it never had it.
pub(crate) fn left_with(
    tx: &mut Tx<'_>,
    request: &Id<id::Request>,
    system: &Id<id::System>,
) -> Result<Option<String>, StoreError> {
    let moves = handovers::of_request(tx, request)?.into_iter().rev();
    Ok(moves
        .filter(|(_, item)| item.system_before.as_ref() == Some(system))
        .find_map(|(_, item)| item.reference_before))
}

/// The systems that a request has left since a moment, each with its last reference; not the one that it has come back to.
pub(crate) fn left_behind(
    tx: &mut Tx<'_>,
    request: &Request,
    since: Moment,
) -> Result<BTreeMap<Id<id::System>, String>, StoreError> {
    let mut left: BTreeMap<_, _> = handovers::left_since(tx, &request.id, since)?.into_iter().collect();
    // Handed over, it is still noted as in the old system until the new one has it.
    if let Some(system) = request.system.as_ref().filter(|_| request.state == State::Sent) {
        left.remove(system);
    }
    Ok(left)
}

/// Whose word is it that comes from this system: of whoever answers, or of who had the request there before it was handed
/// over to another? Nobody's where it never was in it.
pub(crate) fn speaks(
    tx: &mut Tx<'_>,
    request: &Request,
    system: &Id<id::System>,
) -> Result<Option<Id<id::Organisation>>, StoreError> {
    let mut moves = handovers::of_request(tx, &request.id)?;
    // Handed over, it is still noted as in the old system until the new one has it.
    let on_its_way = matches!(request.state, State::Queued { .. });
    let handed_over = |item: &Item| item.fate == Fate::HandedOver && item.system_before.as_ref() == Some(system);
    let leaves = on_its_way && moves.last().is_some_and(|(_, item)| handed_over(item));
    if request.system.as_ref() == Some(system) && !leaves {
        return Ok(Some(request.holder.clone()));
    }
    moves.retain(|(_, item)| item.system_before.as_ref() == Some(system));
    Ok(moves.pop().map(|(_, item)| item.before))
}
