//! What a person does about a request that no rule can move on: sends it, sends it to another body, or ends it.

use store::{Tx, outbox};
use values::{Day, Id, id};

use super::{
    Chosen, Event, Move, State,
    outcome::{self, OutcomeError, Scene, load, moved, topic},
    rules, store as requests,
};
use crate::handover;

/// Send it (again), with words to the citizen where there is something to say.
pub fn send_again(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &Id<id::Request>,
    words: Option<String>,
) -> Result<(), OutcomeError> {
    let mut request = load(tx, id)?;
    let what = match request.state {
        State::NotSent { .. } => "event-sent-anyway",
        _ => "event-send-again",
    };
    request.due = request.due.or_else(|| scene.government.due(&request, scene.now));
    // A body that honours the key says again what it said before: that counts again.
    requests::forget_answers(tx, id)?;
    let event = Event { text: words, ..scene.event(what, &request.holder) };
    moved(tx, scene, request, Move::SendAgain, event)?;
    outbox::put(tx, topic::DISPATCH, id.as_str(), scene.real)?;
    Ok(())
}

/// The body has it, under this reference of theirs. Where it is no longer the one that answers, it goes on with whoever does.
pub fn they_have_it(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &Id<id::Request>,
    their_reference: &str,
) -> Result<(), OutcomeError> {
    let request = load(tx, id)?;
    let request = outcome::accepted(tx, scene, request, their_reference)?;
    if !handover::crossed::found(tx, scene, &request)? {
        outbox::put(tx, topic::POLL, request.id.as_str(), scene.real)?;
    }
    Ok(())
}

/// Another body is to answer. The id stays, and with it the receipt and the key: that system has not seen it.
pub fn send_on(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &Id<id::Request>,
    to: &Chosen,
    today: Day,
    why: String,
) -> Result<(), OutcomeError> {
    let mut request = load(tx, id)?;
    let takers = rules::others(scene.government, &request, today);
    let taker = takers
        .iter()
        .find(|taker| taker.holder.holder == to.body && taker.system.id == to.system)
        .ok_or_else(|| OutcomeError::NotFound(to.body.to_string()))?;
    request.holder = taker.holder.holder.clone();
    request.instrument = taker.holder.instrument.clone();
    request.model_version = scene.government.model.version();
    request.system = Some(taker.system.id.clone());
    request.their_reference = None;
    request.due = scene.government.due(&request, scene.now);
    request.chosen = Some(to.clone());
    requests::forget_answers(tx, id)?;
    let event = Event { text: Some(why), ..scene.event("event-sent-on", &request.holder) };
    moved(tx, scene, request, Move::SendOn, event)?;
    outbox::put(tx, topic::DISPATCH, id.as_str(), scene.real)?;
    Ok(())
}

/// It ends here, with words to the citizen and somebody whom they can ask. What waited for it is not sent.
pub fn close(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &Id<id::Request>,
    ask: &Id<id::Organisation>,
    words: String,
) -> Result<(), OutcomeError> {
    let request = load(tx, id)?;
    let event = Event { text: Some(words), ..scene.event("event-closed", &request.holder) };
    let request = moved(tx, scene, request, Move::Close { ask: ask.clone() }, event)?;
    outbox::cancel(tx, topic::POLL, id.as_str())?;
    outbox::cancel(tx, topic::DISPATCH, id.as_str())?;
    outcome::withhold_waiting(tx, scene, &request)
}
