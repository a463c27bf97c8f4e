//! One small batch of a vesting's work: some open requests of a predecessor, each given what its rule says.

use responsibility::{
    System,
    transfer::{Deadlines, Draft, Kind, Matter, OpenWork, Transfer, store as transfers},
};
use store::{
    StoreError, Tx,
    audit::{self, Entry},
    outbox,
};
use values::{Day, Id, id};

use super::{
    Fate, Item,
    rules::{Circumstances, changes_hands, fate},
    store::{self as handovers, By, Cursor},
};
use crate::{
    Government,
    request::{
        Move, Request, State,
        outcome::{Scene, topic},
    },
};

/// How many requests a batch looks at: few enough that people who send meanwhile do not notice.
const BATCH: u32 = 100;

/// One request with what becomes of it.
struct Handled {
    item: Item,
    /// As it will be; none where it stays as it is.
    given: Option<Request>,
}

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
    let started = handovers::started(tx, &open, begun_by(draft))?;
    let handled: Vec<Handled> = open
        .iter()
        .filter_map(|request| handle(scene.government, transfer, request, started.contains(&request.id)))
        .collect();
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
    let started = handovers::started(tx, std::slice::from_ref(request), begun_by(draft))?;
    let Some(handled) = handle(scene.government, transfer, request, !started.is_empty()) else { return Ok(false) };
    carry_out(tx, scene, draft, &[handled])?;
    Ok(true)
}

/// What the successor has not begun is taken back from it, whoever had begun before.
fn begun_by(draft: &Draft) -> By {
    if draft.kind == Kind::Reversal { By::Holder } else { By::Anybody }
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

/// What becomes of one request; nothing where its holder stays the same, or where it is another vesting of that day that
/// moves it.
fn handle(government: &Government, transfer: &Transfer, request: &Request, started: bool) -> Option<Handled> {
    let draft = &transfer.draft;
    let day = draft.day;
    let (kind, place) = (&request.service_type, request.area.as_ref());
    let holder = government.supplier(kind, place, day).ok()?;
    let eve = day.yesterday().unwrap_or(day);
    let moved = transfer.state.version().is_some_and(|version| government.changed_at(version, kind, place, day));
    let by_rule = moved && government.supplier(kind, place, eve).is_ok_and(|before| before.holder == request.holder);
    // A person had sent it on to a body that others follow now: a person decides again.
    let chosen = request.chosen.is_some() && draft.dissolves.iter().any(|ends| ends.body == request.holder);
    if holder.holder == request.holder || !(by_rule || chosen) {
        return None;
    }
    let system = government.endpoint(kind, place, day).ok();
    let other_system = system.is_some_and(|system| request.system.as_ref().is_some_and(|known| *known != system.id));
    let system_then = government.endpoint(kind, place, eve).ok();
    // What the successor has acted on is not taken from it: a person decides.
    let back = draft.kind == Kind::Reversal;
    let open_work = if back { OpenWork::MovesIfNotStarted } else { draft.open_work };
    let circumstances = Circumstances { open_work, started, other_system };
    let fate = if by_rule { fate(&request.state, circumstances)? } else { Fate::Listed };
    let given = (by_rule && changes_hands(fate, &request.state)).then(|| {
        let mut given = Request {
            holder: holder.holder.clone(),
            instrument: holder.instrument.clone(),
            model_version: government.model.version(),
            ..request.clone()
        };
        given.chosen = None;
        given.due = due(government, draft, &given, day);
        if fate == Fate::HandedOver {
            given.state = given.state.apply(Move::HandOver).unwrap_or_else(|_| request.state.clone());
        }
        given
    });
    // What has left already stays where it is, unless it goes to another system too.
    let is_to_be_sent = matches!(request.state, State::Held { .. } | State::Queued { .. }) || fate == Fate::HandedOver;
    let addressed = |system: Option<&System>| system.filter(|_| is_to_be_sent).map(|system| system.id.clone());
    let item = Item {
        request: request.id.clone(),
        service_type: kind.clone(),
        state: request.state.name().to_owned(),
        before: request.holder.clone(),
        after: given.as_ref().map_or_else(|| request.holder.clone(), |given| given.holder.clone()),
        fate,
        due_before: request.due,
        due_after: given.as_ref().map_or(request.due, |given| given.due),
        person: matter(&request.state, fate, back).and_then(|matter| draft.answers_for(matter).cloned()),
        system_before: request.system.clone(),
        reference_before: request.their_reference.clone(),
        addressed_before: addressed(system_then),
        addressed_after: addressed(system),
    };
    Some(Handled { item, given })
}

/// Which matter a listed request is.
fn matter(state: &State, fate: Fate, back: bool) -> Option<Matter> {
    (fate == Fate::Listed).then_some(match state {
        State::Uncertain => Matter::Uncertain,
        State::Sent if back => Matter::Acted,
        State::Sent => Matter::Started,
        _ => Matter::Stuck,
    })
}

/// A running deadline is never made earlier than it was promised.
fn due(government: &Government, draft: &Draft, given: &Request, day: Day) -> Option<Day> {
    match (draft.deadlines, given.due) {
        (_, None) => None,
        (Deadlines::Keep, promised) => promised,
        (Deadlines::CountAnew, Some(promised)) => {
            let anew = government.due_from(&given.service_type, &given.holder, given.area.as_ref(), day);
            Some(anew.map_or(promised, |anew| anew.max(promised)))
        }
    }
}

fn carry_out(tx: &mut Tx<'_>, scene: &Scene<'_>, draft: &Draft, handled: &[Handled]) -> Result<(), StoreError> {
    let given: Vec<Request> = handled.iter().filter_map(|handled| handled.given.clone()).collect();
    handovers::give(tx, &given)?;
    handovers::tell(tx, &given, "event-moved", scene.now)?;
    let items: Vec<Item> = handled.iter().map(|handled| handled.item.clone()).collect();
    handovers::list(tx, &draft.id, &items)?;
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_request_is_a_matter_and_no_other_is() {
        assert_eq!(matter(&State::Uncertain, Fate::Listed, false), Some(Matter::Uncertain));
        assert_eq!(matter(&State::Sent, Fate::Listed, false), Some(Matter::Started));
        assert_eq!(matter(&State::Sent, Fate::Listed, true), Some(Matter::Acted));
        assert_eq!(matter(&State::Stuck { why: "400".into() }, Fate::Listed, false), Some(Matter::Stuck));
        assert_eq!(matter(&State::Sent, Fate::Finishes, false), None);
    }
}
