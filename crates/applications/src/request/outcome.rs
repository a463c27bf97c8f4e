//! Every word of a body takes one path into the case: at once, by signed call, by polling, or from the desk.

use connectors::{Answer, Outcome};
use store::{
    StoreError, Tx,
    audit::{self, Entry},
    outbox,
    seal::Vault,
};
use thiserror::Error;
use values::{Actor, Id, Moment, RealTime, Who, id};

use super::{Event, InvalidMove, Move, Request, State, store as requests};
use crate::{application, government::Government};

/// Under which topics the outbox knows a request.
pub mod topic {
    /// It is due to be sent.
    pub const DISPATCH: &str = "dispatch";
    /// Its body is due to be asked for news.
    pub const POLL: &str = "poll";
    /// The system that had it, which does not call back, is due to be asked for a late answer.
    pub const LATE: &str = "late";
    /// The body that had it is due to be told that another answers now.
    pub const NOTICE: &str = "notice";
    /// The body that has it is due to be told that one which had it before has answered.
    pub const NEWS: &str = "news";
    /// A transfer whose work is due to be moved, batch by batch.
    pub const HANDOVER: &str = "handover";
}

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum OutcomeError {
    /// There is no such request.
    #[error("there is no request {0}")]
    NotFound(String),
    /// The move is not possible from where the request is.
    #[error(transparent)]
    Invalid(#[from] InvalidMove),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Landed {
    /// It changed the case.
    New,
    /// It was here before: nothing changed.
    Known,
    /// It came after the last word: kept in the history, the state stays.
    Late,
}

/// What a command on a request works with.
pub struct Scene<'a> {
    /// Who does it.
    pub actor: &'a Actor,
    /// When, in business time.
    pub now: Moment,
    /// When, in real time: for what becomes due in the outbox.
    pub real: RealTime,
    /// The government as this node knows it.
    pub government: &'a Government,
    /// The keys of persons.
    pub vault: &'a Vault,
}

impl Scene<'_> {
    /// A line of history as of now, about this body.
    pub(crate) fn event(&self, what: &str, body: &Id<id::Organisation>) -> Event {
        Event {
            at: self.now,
            what: what.to_owned(),
            body: Some(body.clone()),
            their_reference: None,
            text: None,
            by: match &self.actor.who {
                Who::Staff(person) => Some(person.clone()),
                _ => None,
            },
        }
    }
}

/// Loads a request, or says that there is none.
pub fn load(tx: &mut Tx<'_>, id: &Id<id::Request>) -> Result<Request, OutcomeError> {
    requests::get(tx, id)?.ok_or_else(|| OutcomeError::NotFound(id.to_string()))
}

/// An answer of the body that has the request lands in the case.
pub fn answer(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: &Id<id::Request>,
    answer: &Answer,
) -> Result<Landed, OutcomeError> {
    let request = load(tx, id)?;
    let speaks = request.holder.clone();
    answer_of(tx, scene, request, &speaks, answer)
}

/// An answer lands in the case as that of the body that speaks: who has the request, or a predecessor, late.
pub fn answer_of(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut request: Request,
    speaks: &Id<id::Organisation>,
    answer: &Answer,
) -> Result<Landed, OutcomeError> {
    let id = &request.id.clone();
    let by_another = *speaks != request.holder;
    if !requests::see_answer(tx, id, &answer.answer_id)? {
        return Ok(Landed::Known);
    }
    let reference = Some(answer.their_reference.clone()).filter(|reference| !reference.is_empty());
    // The one who has it now knows it by a reference of its own.
    if reference.is_some() && !by_another {
        request.their_reference.clone_from(&reference);
    }
    let (step, what) = match &answer.outcome {
        Outcome::Granted => (Some(Move::Answer { granted: true }), "event-granted"),
        Outcome::Refused => (Some(Move::Answer { granted: false }), "event-refused"),
        Outcome::NotOurs { next } => (Some(Move::Refer { next: next.clone() }), "event-referred"),
        Outcome::InProgress => (None, "event-in-progress"),
    };
    let after_the_end = matches!(request.state, State::Closed { .. }) && matches!(step, Some(Move::Refer { .. }));
    // A predecessor has done it, or not; that it is not its own any more says nothing new.
    let not_its_own = by_another && matches!(step, Some(Move::Refer { .. }));
    let late = request.state.is_final() || after_the_end || not_its_own;
    if let (Some(step), false) = (step, late) {
        request.state = request.state.clone().apply(step)?;
    }
    let event = Event {
        their_reference: reference.or_else(|| request.their_reference.clone()),
        text: answer.text.clone(),
        ..scene.event(if late { "event-late" } else { what }, speaks)
    };
    keep(tx, scene, &mut request, event)?;
    if by_another {
        requests::pass_on(tx, id, scene.now)?;
        outbox::put(tx, topic::NEWS, id.as_str(), scene.real)?;
    }
    if request.state.is_final() || matches!(request.state, State::Referred { .. }) {
        outbox::cancel(tx, topic::POLL, request.id.as_str())?;
        outbox::cancel(tx, topic::DISPATCH, request.id.as_str())?;
    }
    match request.state {
        State::Answered { granted: true } if !late => release_waiting(tx, scene, &request)?,
        State::Answered { granted: false } if !late => withhold_waiting(tx, scene, &request)?,
        _ => {}
    }
    Ok(if late { Landed::Late } else { Landed::New })
}

/// The body has accepted the request, through this system, as of this day's responsibility.
pub fn accepted(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut request: Request,
    their_reference: &str,
) -> Result<Request, OutcomeError> {
    if request.state.is_final() || matches!(request.state, State::Referred { .. }) {
        // Its answer was quicker than our record that it was taken: what it went through is kept, the answer stands.
        requests::save(tx, &mut request)?;
        return Ok(request);
    }
    request.state = request.state.apply(Move::Accept)?;
    request.their_reference = Some(their_reference.to_owned());
    let event =
        Event { their_reference: request.their_reference.clone(), ..scene.event("event-accepted", &request.holder) };
    keep(tx, scene, &mut request, event)?;
    Ok(request)
}

/// Any other move, with the line it leaves in the history.
pub fn moved(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut request: Request,
    step: Move,
    event: Event,
) -> Result<Request, OutcomeError> {
    request.state = request.state.apply(step)?;
    keep(tx, scene, &mut request, event)?;
    Ok(request)
}

/// Nothing of the request changes: a line is added to its history.
pub(crate) fn noted(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut request: Request,
    event: Event,
) -> Result<(), OutcomeError> {
    keep(tx, scene, &mut request, event)
}

/// The body could not take it for now. No line of history: it happens often and means nothing to the person.
pub fn postponed(tx: &mut Tx<'_>, mut request: Request, attempt: u32) -> Result<(), OutcomeError> {
    request.state = request.state.apply(Move::Postpone { attempt })?;
    Ok(requests::save(tx, &mut request)?)
}

/// What waited for this request is due now, even where we had given it up.
fn release_waiting(tx: &mut Tx<'_>, scene: &Scene<'_>, request: &Request) -> Result<(), OutcomeError> {
    for mut waiting in requests::waiting_for(tx, request)? {
        waiting.due = scene.government.due(&waiting, scene.now);
        let event = scene.event("event-released", &waiting.holder);
        let waiting = moved(tx, scene, waiting, Move::Release, event)?;
        outbox::put(tx, topic::DISPATCH, waiting.id.as_str(), scene.real)?;
    }
    Ok(())
}

/// What waits for this request is not sent, nor what waits for that.
pub(super) fn withhold_waiting(tx: &mut Tx<'_>, scene: &Scene<'_>, request: &Request) -> Result<(), OutcomeError> {
    for waiting in requests::waiting_for(tx, request)? {
        if matches!(waiting.state, State::Held { .. }) {
            let event = scene.event("event-not-sent", &waiting.holder);
            let because = request.id.clone();
            let withheld = moved(tx, scene, waiting, Move::Withhold { because }, event)?;
            withhold_waiting(tx, scene, &withheld)?;
        }
    }
    Ok(())
}

/// Saves the request, adds the line to its history, records who did it.
fn keep(tx: &mut Tx<'_>, scene: &Scene<'_>, request: &mut Request, event: Event) -> Result<(), OutcomeError> {
    let person = application::store::person(tx, &request.application)?;
    let key = scene.vault.person_key(tx, &person)?;
    requests::save(tx, request)?;
    requests::add_event(tx, request, &key, &event)?;
    let details = [("state", request.state.name().to_owned()), ("holder", request.holder.to_string())];
    audit::record(
        tx,
        &Entry {
            at: scene.now,
            actor: scene.actor,
            action: &event.what,
            subject: request.id.as_str(),
            details: &details,
        },
    )?;
    Ok(())
}
