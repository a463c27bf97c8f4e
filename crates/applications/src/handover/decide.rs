//! What a named person decides about a request that somebody had begun when its responsibility moved: it stays with who
//! has it, or goes to the holder of the day, with words that the citizen reads.

use responsibility::transfer::{State as Stage, store as transfers};
use store::{
    Tx,
    audit::{self, Entry},
    outbox,
};
use values::{Actor, Id, id};

use super::{
    Fate, Item, batch,
    moving::{Moved, Moving, Past},
    settle::{SettleError, waits_for},
    store::{self as handovers, Settlement},
};
use crate::{
    Government, application,
    request::{
        Event, Request, State,
        outcome::{self, Scene, topic},
        store as requests,
    },
};

/// What is decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    /// It stays with who has it.
    Leave,
    /// It goes to the holder of the day.
    Give,
}

impl Decision {
    /// The name in the database and in the language files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Leave => "left",
            Self::Give => "given",
        }
    }

    pub fn parse(text: &str) -> Option<Self> {
        [Self::Leave, Self::Give].into_iter().find(|decision| decision.as_str() == text)
    }
}

/// What becomes of a begun request where it is given on; nothing where the transfer does not lead to the holder of today.
pub(crate) fn to_give(
    tx: &mut Tx<'_>,
    government: &Government,
    today: values::Day,
    transfer: &Id<id::Transfer>,
    request: &Request,
) -> Result<Option<(Request, Item)>, store::StoreError> {
    if request.state != State::Sent {
        return Ok(None);
    }
    let transfer = transfers::get(tx, transfer)?.filter(|known| matches!(known.state, Stage::Vested { .. }));
    let Some(transfer) = transfer else { return Ok(None) };
    let past = Past::unbegun(batch::past(tx, &transfer.draft, std::slice::from_ref(request))?);
    let moved = Moving::of(government, &transfer, today).request(request, &past);
    let Some(Moved { item, given: Some(given), .. }) = moved else { return Ok(None) };
    let holder = government.supplier(&request.service_type, request.area.as_ref(), today).ok();
    Ok(holder.is_some_and(|row| row.holder == given.holder).then_some((given, item)))
}

/// Carries out what the person for whom a line waits, or an operator, has decided.
pub(crate) fn decide(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
    decision: Decision,
    words: &str,
) -> Result<(), SettleError> {
    let named = waits_for(tx, scene.actor, transfer, request)?;
    let request = outcome::load(tx, request)?;
    if request.state != State::Sent {
        return Err(SettleError::Already);
    }
    let today = scene.now.day(&scene.government.zone);
    match decision {
        Decision::Leave => {
            let event = Event { text: Some(words.to_owned()), ..scene.event("event-left", &request.holder) };
            outcome::noted(tx, scene, request.clone(), event)?;
        }
        Decision::Give => {
            let (given, item) =
                to_give(tx, scene.government, today, transfer, &request)?.ok_or(SettleError::Already)?;
            give(tx, scene, &given, words)?;
            if item.fate == Fate::HandedOver {
                outbox::put(tx, topic::DISPATCH, request.id.as_str(), scene.real)?;
                outbox::put(tx, topic::NOTICE, request.id.as_str(), scene.real)?;
            }
            handovers::relist(tx, transfer, &Item { person: Some(named.clone()), ..item })?;
        }
    }
    let given_on = (decision == Decision::Give).then_some(today);
    let settled = Settlement { by: by(scene.actor), decided: Some(decision.as_str()), given_on };
    if !handovers::settle(tx, transfer, &request.id, scene.now, &settled)? {
        return Err(SettleError::Already);
    }
    let details =
        [("transfer", transfer.to_string()), ("named", named.to_string()), ("decided", decision.as_str().to_owned())];
    let entry = Entry {
        at: scene.now,
        actor: scene.actor,
        action: "handover-decided",
        subject: request.id.as_str(),
        details: &details,
    };
    Ok(audit::record(tx, &entry)?)
}

/// Gives one request away, with words.
fn give(tx: &mut Tx<'_>, scene: &Scene<'_>, given: &Request, words: &str) -> Result<(), SettleError> {
    handovers::give(tx, std::slice::from_ref(given))?;
    let person = application::store::person(tx, &given.application)?;
    let key = scene.vault.person_key(tx, &person)?;
    let event = Event { text: Some(words.to_owned()), ..scene.event("event-given", &given.holder) };
    let given = Request { version: given.version + 1, ..given.clone() };
    Ok(requests::add_event(tx, &given, &key, &event)?)
}

/// Which member of staff an actor is.
pub(super) fn by(actor: &Actor) -> Option<Id<id::Person>> {
    match &actor.who {
        values::Who::Staff(person) => Some(person.clone()),
        _ => None,
    }
}
