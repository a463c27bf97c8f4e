//! The supplier desk: a body with no system of its own decides here. Its answers take the same path as any other.

mod already;
mod moved;

pub mod pages;

use responsibility::{System, endpoint::Protocol};
use store::{StoreError, Tx};
use values::{Actor, Day, Id, Moment, Who, id};

use crate::{
    Government,
    request::{self, Event, Request},
};

/// The desks an officer may work at: those of their own body, and those through which their body answers today.
pub fn desks<'a>(government: &'a Government, actor: &Actor) -> Vec<&'a System> {
    let Some(body) = &actor.body else { return Vec::new() };
    let mut desks: Vec<&System> = government
        .model
        .systems()
        .filter(|system| {
            system.protocol == Protocol::Desk
                && (system.operator == *body || succeeds(government, &system.operator, body))
        })
        .collect();
    desks.sort_by(|a, b| a.id.cmp(&b.id));
    desks
}

/// Is `body` among the successors of `former`, however far down?
fn succeeds(government: &Government, former: &Id<id::Organisation>, body: &Id<id::Organisation>) -> bool {
    let mut to_see = vec![former.clone()];
    let mut seen = Vec::new();
    while let Some(next) = to_see.pop() {
        if seen.contains(&next) {
            continue;
        }
        let successors = government.catalogue.organisation(&next).map_or(&[][..], |known| &known.successors);
        if successors.contains(body) {
            return true;
        }
        to_see.extend(successors.iter().cloned());
        seen.push(next);
    }
    false
}

/// What waits at an officer's desks, the one due first on top: a successor sees only what it answers for, and whoever
/// answers for a request sees it at whichever desk it lies.
pub fn queue(tx: &mut Tx<'_>, government: &Government, actor: &Actor, today: Day) -> Result<Vec<Request>, StoreError> {
    let mut waiting = Vec::new();
    for desk in desks(government, actor) {
        let at_desk = request::store::at_system(tx, &desk.id, "sent", 200)?;
        waiting.extend(at_desk.into_iter().filter(|request| may_decide(government, actor, request, today)));
    }
    if let Some(body) = &actor.body {
        let all = government.model.systems().filter(|system| system.protocol == Protocol::Desk);
        let all: Vec<_> = all.map(|system| system.id.clone()).collect();
        let held = request::store::held_at_systems(tx, body, &all, "sent", 200)?;
        let known: Vec<_> = waiting.iter().map(|request| request.id.clone()).collect();
        waiting.extend(held.into_iter().filter(|request| !known.contains(&request.id)));
    }
    waiting.sort_by(|a, b| (a.due.is_none(), a.due, &a.id).cmp(&(b.due.is_none(), b.due, &b.id)));
    Ok(waiting)
}

/// How long an answer of a predecessor is shown to whoever has the request now.
const SHOWN_MS: i64 = 30 * 24 * 3_600_000;

/// What other bodies said lately about requests that this officer's body has from them.
pub fn passed_on(tx: &mut Tx<'_>, actor: &Actor, now: Moment) -> Result<Vec<(Request, Event)>, StoreError> {
    let Some(body) = &actor.body else { return Ok(Vec::new()) };
    let mut said = Vec::new();
    for request in request::store::passed_on(tx, body, Moment(now.0 - SHOWN_MS), 50)? {
        if let Some(event) = request::store::said_by_another(tx, &request)? {
            said.push((request, event));
        }
    }
    Ok(said)
}

/// Is this officer without the power to grant or refuse the request for their body today? Then who has it, or nobody.
pub fn without_power(
    government: &Government,
    actor: &Actor,
    request: &Request,
    today: Day,
) -> Option<Vec<Id<id::Person>>> {
    let body = actor.body.as_ref()?;
    let deciders = government.model.arrangements().deciders(body, &request.service_type, today)?;
    let has_it = |who: &Who| matches!(who, Who::Staff(person) if deciders.contains(&person));
    (!has_it(&actor.who)).then(|| deciders.into_iter().cloned().collect())
}

/// Does a request wait for an officer at a desk?
pub fn waits(government: &Government, request: &Request) -> bool {
    let is_desk = system(government, request).is_some_and(|system| system.protocol == Protocol::Desk);
    is_desk && request.state == request::State::Sent
}

fn system<'a>(government: &'a Government, request: &Request) -> Option<&'a System> {
    request.system.as_ref().and_then(|system| government.model.system(system))
}

/// Does this officer's body answer for the request: as the body it was sent to, or as the holder of today?
pub fn may_decide(government: &Government, actor: &Actor, request: &Request, today: Day) -> bool {
    let Some(body) = &actor.body else { return false };
    let Some(system) = system(government, request).filter(|system| system.protocol == Protocol::Desk) else {
        return false;
    };
    let holder = government.supplier(&request.service_type, request.area.as_ref(), today).ok();
    let is_theirs = || desks(government, actor).iter().any(|desk| desk.id == system.id);
    request.holder == *body || (holder.is_some_and(|row| row.holder == *body) && is_theirs())
}
