//! One piece of work: calls the body with no transaction open and records the outcome.
//!
//! A crash at any point leaves it due again when its lease ends. The key of a request never changes, so a body
//! that honours it sees one effect; a body that can be asked is asked before anything is sent a second time.

use std::{sync::Arc, time::Duration};

use connectors::{Connectors, Delivery, Dispatch, Failure, Field, Link, Misconfigured, Speaker};
use metrics::counter;
use responsibility::{ModelError, System, endpoint::Protocol};
use store::{
    StoreError, Tx, crash,
    outbox::{self, Claim},
    seal::Vault,
};
use thiserror::Error;
use tracing::{info, warn};
use values::{Actor, Day, Id, id};

use crate::{
    Government, Platform, application, consent,
    dispatch::worker::chance,
    evidence::{self, EvidenceError, folder::Folder},
    handover, journey,
    request::{
        self, Move, Request, State,
        outcome::{self, OutcomeError, Scene, topic},
        rules::{self, Taker},
    },
};

/// Why a round of work came to nothing.
#[derive(Debug, Error)]
pub enum JobError {
    /// The model: a stale snapshot is reloaded, a gap goes to a person.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// The system is not set up.
    #[error(transparent)]
    Misconfigured(#[from] Misconfigured),
    /// Recording failed.
    #[error(transparent)]
    Outcome(#[from] OutcomeError),
    /// Evidence could not be read.
    #[error(transparent)]
    Evidence(#[from] EvidenceError),
    /// A predecessor's system could not be told for now.
    #[error("it could not be told: {0}")]
    NotTold(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What is needed for one send, read in one snapshot.
struct Prepared {
    request: Request,
    dispatch: Dispatch,
    system: System,
    /// Some body may have had it, and answered, before.
    sent_before: bool,
    /// The predecessor's system, which may have it from before it moved.
    tried_before: Option<System>,
    /// The system's own reference from before the request moved away and back.
    left_with: Option<String>,
    /// Who was to answer for it until then.
    was: Id<id::Organisation>,
}

pub(super) async fn dispatch(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let Some(mut prepared) = prepare(platform, claim).await? else { return unsent(platform, claim).await };
    if prepared.was != prepared.request.holder && handover::jobs::ahead(platform, &claim.subject).await? {
        let Some(again) = prepare(platform, claim).await? else { return unsent(platform, claim).await };
        prepared = again;
    }
    let mut outcome = None;
    if let Some(before) = prepared.tried_before.take() {
        outcome = ask_before(platform, claim, &prepared, &before).await?;
        if outcome.is_some() {
            prepared.request.system = Some(before.id.clone());
            prepared.system = before;
        }
    }
    let speaker = speaker(&platform.connectors, &prepared.system)?;
    let outcome = match (outcome, &prepared.left_with) {
        (Some(outcome), _) => outcome,
        (None, Some(reference)) if !speaker.honours_key => look(&speaker, reference).await,
        (None, _) => send(platform, claim, &prepared, &speaker).await,
    };
    crash::point("dispatch.before_record");
    let asked = speaker.polled.is_some() && (!speaker.calls_back || prepared.sent_before);
    record(platform, claim, prepared, outcome, asked).await?;
    crash::point("dispatch.after_record");
    Ok(())
}

/// Looks up holder and endpoint for the day of dispatch. Nothing where the request is not to be sent any more.
async fn prepare(platform: &Platform, claim: &Claim) -> Result<Option<Prepared>, JobError> {
    let government = platform.government();
    let vault = platform.vault().clone();
    let today = platform.today();
    let address = platform.public_address.clone();
    let folder = platform.evidence.folder.clone();
    let (subject, attempt) = (claim.subject.clone(), claim.attempt);
    platform
        .store()
        .read(move |tx| {
            government.model.check_current(tx, today)?;
            let request = request_of(tx, &subject)?;
            let State::Queued { lost_replies, tried } = request.state else { return Ok(None) };
            // Where one reply was lost the body is asked whether it has it: that is no letter to another.
            if lost_replies == 0 && consent::withdrawn(tx, &request.id)?.is_some() {
                return Ok(None);
            }
            let taker = rules::taker(&government, &request, today)?;
            let known = Known { government: &government, vault: &vault, folder: folder.as_ref(), address: &address };
            let dispatch = letter(tx, &known, &request, &taker, today)?;
            let sent_before = attempt > 1 || request.system.is_some();
            let in_doubt = lost_replies > 0 || attempt > tried + 1;
            let tried_before =
                if in_doubt { handover::crossed::tried_before(tx, &request, &taker.system.id)? } else { None };
            let tried_before = tried_before.and_then(|id| government.model.system(&id).cloned());
            let system = taker.system.clone();
            // What never was in a system can't have come back to one.
            let left_with = match &request.system {
                Some(_) => handover::package::left_with(tx, &request.id, &system.id)?,
                None => None,
            };
            let was = request.holder.clone();
            let request = answered_by(request, &taker, &government);
            Ok::<_, JobError>(Some(Prepared { request, dispatch, system, sent_before, tried_before, left_with, was }))
        })
        .await
}

/// The request as it stands when the body of the day takes it.
fn answered_by(request: Request, taker: &Taker<'_>, government: &Government) -> Request {
    Request {
        holder: taker.holder.holder.clone(),
        instrument: taker.holder.instrument.clone(),
        model_version: government.model.version(),
        system: Some(taker.system.id.clone()),
        ..request
    }
}

/// What a letter is made with.
struct Known<'a> {
    government: &'a Government,
    vault: &'a Vault,
    folder: Option<&'a Folder>,
    /// Where this server is reached.
    address: &'a str,
}

/// What the body gets: the declared fields of its service, the evidence that it asks for, and nothing else.
fn letter(
    tx: &mut Tx<'_>,
    known: &Known<'_>,
    request: &Request,
    taker: &Taker<'_>,
    day: Day,
) -> Result<Dispatch, JobError> {
    let Known { government, vault, address, .. } = *known;
    let application = application::store::get(tx, &request.application)?
        .ok_or_else(|| OutcomeError::NotFound(request.application.to_string()))?;
    let key = vault.person_key(tx, &application.person)?;
    let answers = application::store::answers(tx, &key, &application.id)?;
    let journey = match government.journeys.edition(&application.journey, &application.edition) {
        Some(journey) => Arc::clone(journey),
        // It was published a moment ago, by way of another node.
        None => journey::store::edition(tx, &application.journey, &application.edition)?
            .map(Arc::new)
            .ok_or_else(|| OutcomeError::NotFound(application.journey.to_string()))?,
    };
    let language = application.language;
    let step = journey.services.iter().find(|step| step.service_type == request.service_type);
    let fields = step.into_iter().flat_map(|step| &step.fields).filter_map(|id| {
        let (question, answer) = (journey.question(id)?, answers.get(id).filter(|answer| !answer.is_empty())?);
        let value = question.line(answer);
        Some(Field { id: id.clone(), label: question.label.in_language(language).to_owned(), value })
    });
    let (given, follows) = evidence::of_request(tx, vault, &journey, request)?;
    let carried = evidence::carried(tx, vault, known.folder, &given, taker.system.protocol)?;
    let left = carried.iter().any(|file| file.content.is_none());
    let desk =
        left.then(|| Link { title: "evidence".to_owned(), address: format!("{address}/desk/{}/evidence", request.id) });
    let title =
        government.catalogue.service_type(&request.service_type).map_or("", |known| known.title.in_language(language));
    Ok(Dispatch {
        key: request.id.to_string(),
        request: request.id.clone(),
        receipt: application.receipt.to_string(),
        service_type: request.service_type.clone(),
        service_title: title.to_owned(),
        body: taker.holder.holder.clone(),
        day,
        language,
        fields: fields.collect(),
        callback: format!("{address}/agency/callbacks/{}", taker.system.id),
        evidence: carried,
        evidence_to_follow: follows.into_iter().map(|kind| kind.id).collect(),
        links: desk.into_iter().collect(),
        handover: handover::package::package(tx, government, &key, request)?,
    })
}

/// What came of a call.
enum Sent {
    Delivered(Delivery),
    /// Not taken; try again later.
    Later {
        why: String,
        after: Option<Duration>,
    },
    /// The reply was lost: the body may have it.
    Lost {
        why: String,
    },
    /// The reply was lost before and the body, asked again and again, does not list it.
    NoTrace,
    /// The body's system refuses to take it.
    Refused {
        why: String,
    },
    /// It came back to a system that has had it all the time.
    Still {
        their_reference: String,
    },
}

/// How often a body is asked for a request whose reply was lost before a person is asked.
const ASKED: u32 = 3;

async fn send(platform: &Platform, claim: &Claim, prepared: &Prepared, speaker: &Speaker) -> Sent {
    let State::Queued { lost_replies, tried } = prepared.request.state else { return Sent::NoTrace };
    if planted_fault() {
        return deliver(prepared, speaker).await;
    }
    if claim.attempt > platform.pace.attempts && lost_replies > 0 {
        return Sent::NoTrace;
    }
    // An earlier attempt may have reached the body: its reply was lost, or we died before its outcome was recorded.
    let may_have_it = lost_replies > 0 || claim.attempt > tried + 1;
    if may_have_it && !speaker.honours_key {
        match ask(&prepared.dispatch, speaker, lost_replies).await {
            Some(known) => known,
            None => deliver(prepared, speaker).await,
        }
    } else {
        deliver(prepared, speaker).await
    }
}

/// Asks a system that would do it twice for what it had before the request moved away and back. Nothing is sent: what it
/// does not know any more is a person's matter.
async fn look(speaker: &Speaker, reference: &str) -> Sent {
    let Some(polled) = &speaker.polled else { return Sent::NoTrace };
    match polled.read(reference).await {
        Ok(_) => Sent::Still { their_reference: reference.to_owned() },
        Err(Failure::Never { .. }) => Sent::NoTrace,
        Err(failure) => Sent::Later { why: failure.to_string(), after: None },
    }
}

/// Asks a body that does not honour our key whether it has the request. Nothing where it certainly has not: then it
/// is sent again.
async fn ask(dispatch: &Dispatch, speaker: &Speaker, lost_replies: u32) -> Option<Sent> {
    let not_yet = |why: &str| Some(Sent::Lost { why: why.to_owned() });
    let Some(findable) = &speaker.findable else { return Some(Sent::NoTrace) };
    match findable.find(dispatch).await {
        Ok(Some(their_reference)) => Some(Sent::Delivered(Delivery::Accepted { their_reference })),
        // It may still be on its way into their listing.
        Ok(None) if (1..ASKED).contains(&lost_replies) => not_yet("not listed yet"),
        Ok(None) => None,
        Err(Failure::Unknown { .. }) if lost_replies >= ASKED => Some(Sent::NoTrace),
        Err(Failure::Unknown { why }) => not_yet(&why),
        Err(failure) => Some(Sent::Later { why: failure.to_string(), after: None }),
    }
}

/// Asks the predecessor's system for what may have reached it before the request moved. Nothing where it certainly has
/// not, and where it is a desk, whose letters are its rows here.
async fn ask_before(
    platform: &Platform,
    claim: &Claim,
    prepared: &Prepared,
    before: &System,
) -> Result<Option<Sent>, JobError> {
    let State::Queued { lost_replies, .. } = prepared.request.state else { return Ok(None) };
    if before.protocol == Protocol::Desk {
        return Ok(None);
    }
    let asked = ask(&prepared.dispatch, &speaker(&platform.connectors, before)?, lost_replies).await;
    Ok(match asked {
        // It may be shut for good: a person finds out.
        Some(Sent::Later { .. }) if claim.attempt >= platform.pace.attempts => Some(Sent::NoTrace),
        asked => asked,
    })
}

async fn deliver(prepared: &Prepared, speaker: &Speaker) -> Sent {
    crash::point("dispatch.before_send");
    let reply = speaker.connector.deliver(&prepared.dispatch).await;
    crash::point("dispatch.after_reply");
    match reply {
        Ok(delivery) => Sent::Delivered(delivery),
        Err(Failure::Later { why, after }) => Sent::Later { why, after },
        Err(Failure::Unknown { why }) => Sent::Lost { why },
        Err(Failure::Never { why }) => Sent::Refused { why },
    }
}

async fn record(
    platform: &Platform,
    claim: &Claim,
    prepared: Prepared,
    sent: Sent,
    asked: bool,
) -> Result<(), JobError> {
    let Prepared { request, system, was, .. } = prepared;
    let (claim, platform_in, government) = (claim.clone(), platform.clone(), platform.government());
    let (now, real) = platform.times();
    let actor = Actor::portico("worker");
    let wait = match &sent {
        Sent::Later { after: Some(after), .. } => i64::try_from(after.as_millis()).unwrap_or(i64::MAX).min(3_600_000),
        _ => platform.pace.retry_after(claim.attempt, chance()),
    };
    counter!("portico_dispatches_total", "outcome" => name_of(&sent), "protocol" => system.protocol.as_str())
        .increment(1);
    log(&request, &system, &sent);
    let out_of_patience = claim.attempt >= platform.pace.attempts;
    platform
        .store()
        .write(move |tx| {
            let scene = Scene { actor: &actor, now, real, government: &government, vault: platform_in.vault() };
            let stored = outcome::load(tx, &request.id)?;
            // What was looked up for this day, on the row as it stands now.
            let request = Request {
                version: stored.version,
                their_reference: stored.their_reference,
                state: stored.state,
                due: stored.due,
                chosen: stored.chosen,
                ..request.clone()
            };
            // It has moved while the call was under way: whoever it was sent for answers for it no more.
            let request = if stored.holder == was {
                request
            } else {
                let (instrument, model_version) = (stored.instrument, stored.model_version);
                Request { holder: stored.holder, instrument, model_version, ..request }
            };
            // Its answer was quicker than the reply to the call: what became of the call says nothing more.
            if !matches!((&request.state, &sent), (State::Queued { .. }, _) | (_, Sent::Delivered(_))) {
                return Ok(end(tx, &claim)?);
            }
            match &sent {
                Sent::Delivered(delivery) => {
                    end(tx, &claim)?;
                    let (Delivery::Accepted { their_reference } | Delivery::Answered { their_reference, .. }) =
                        delivery;
                    let due = request.due.or_else(|| government.due(&request, now));
                    let request = outcome::accepted(tx, &scene, Request { due, ..request }, their_reference)?;
                    if let Delivery::Answered { answer, .. } = delivery {
                        outcome::answer(tx, &scene, &request.id, answer)?;
                    } else if !handover::crossed::accepted(tx, &scene, &request)? && asked {
                        outbox::put(tx, topic::POLL, request.id.as_str(), real.plus(platform_in.pace.poll_ms))?;
                    }
                }
                Sent::Still { their_reference } => {
                    end(tx, &claim)?;
                    let reference = Some(their_reference.clone());
                    let event = request::Event {
                        their_reference: reference.clone(),
                        ..scene.event("event-still-there", &request.holder)
                    };
                    let request = Request { their_reference: reference, ..request };
                    let request = outcome::moved(tx, &scene, request, Move::Accept, event)?;
                    // Who told it that the request was gone has to tell it that it is back.
                    if handover::store::need_not_tell(tx, &request.id, &system.id, now)? {
                        handover::notices::by_hand(tx, &request.id, now)?;
                    }
                    outbox::put(tx, topic::POLL, request.id.as_str(), real)?;
                }
                Sent::Later { .. } if out_of_patience => {
                    end(tx, &claim)?;
                    let event = scene.event("event-stuck", &request.holder);
                    outcome::moved(tx, &scene, request, Move::RefuseToTake { why: "unreachable".into() }, event)?;
                }
                Sent::Later { .. } => {
                    outbox::again(tx, &claim, real.plus(wait))?;
                    outcome::postponed(tx, request, claim.attempt)?;
                }
                Sent::Lost { .. } => {
                    outbox::again(tx, &claim, real.plus(wait))?;
                    let event = scene.event("event-reply-lost", &request.holder);
                    outcome::moved(tx, &scene, request, Move::LoseReply { attempt: claim.attempt }, event)?;
                }
                Sent::NoTrace => {
                    end(tx, &claim)?;
                    let event = scene.event("event-uncertain", &request.holder);
                    outcome::moved(tx, &scene, request, Move::LoseTrack, event)?;
                }
                Sent::Refused { why } => {
                    end(tx, &claim)?;
                    let event = scene.event("event-stuck", &request.holder);
                    outcome::moved(tx, &scene, request, Move::RefuseToTake { why: why.clone() }, event)?;
                }
            }
            Ok::<_, JobError>(())
        })
        .await
}

pub(super) async fn poll(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let government = platform.government();
    let subject = claim.subject.clone();
    let request = platform.store().read(move |tx| request_of(tx, &subject)).await?;
    let system = request.system.as_ref().and_then(|system| government.model.system(system));
    let (Some(reference), Some(system), State::Sent) = (&request.their_reference, system, &request.state) else {
        return finish(platform, claim).await;
    };
    let speaker = speaker(&platform.connectors, system)?;
    let Some(polled) = speaker.polled else { return finish(platform, claim).await };
    let heard = polled.read(reference).await;
    if let Err(failure) = &heard {
        info!(request.id = %request.id, system = %system.id, "Asked for news of {}: {failure}", request.id);
    }
    // Whoever calls back is asked until it says where it stands, and not for ever.
    let once = speaker.calls_back && (heard.is_ok() || claim.attempt >= platform.pace.attempts);
    let news = heard.ok().flatten();
    if news.is_some() {
        handover::jobs::bring_up(platform, &request.id).await?;
    }
    let government = platform.government();
    let (now, real) = platform.times();
    let wait = platform.pace.poll_ms;
    let (claim, vault) = (claim.clone(), platform.vault().clone());
    crash::point("poll.before_record");
    platform
        .store()
        .write(move |tx| {
            let decided = news.as_ref().is_some_and(|answer| answer.outcome != connectors::Outcome::InProgress);
            if decided || once {
                end(tx, &claim)?;
            } else {
                outbox::again(tx, &claim, real.plus(wait))?;
            }
            let Some(answer) = &news else { return Ok(()) };
            let stored = outcome::load(tx, &request.id)?;
            if stored.system != request.system || stored.their_reference != request.their_reference {
                return Ok(()); // It was sent on to another body while we asked.
            }
            let asked = request.system.as_ref().map(|system| handover::package::speaks(tx, &stored, system));
            let speaks = asked.transpose()?.flatten().unwrap_or_else(|| stored.holder.clone());
            let actor = Actor::agency(speaks.clone()).through("poll");
            let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
            outcome::answer_of(tx, &scene, stored, &speaks, answer)?;
            Ok::<_, JobError>(())
        })
        .await?;
    crash::point("poll.after_record");
    Ok(())
}

/// Asks a system that had a request before it moved for what it makes of it after all. It does not call back, so its
/// answer would be heard by nobody. It is asked for a year: whoever was told that it answers no more may well stay silent.
pub(super) async fn ask_predecessor(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let (subject, since) = (claim.subject.clone(), platform.clocks().now().plus(-LISTENED_FOR));
    let read = platform.store().read(move |tx| {
        let request = request_of(tx, &subject)?;
        let left = handover::package::left_behind(tx, &request, since)?;
        Ok::<_, JobError>((request, left))
    });
    let (request, left) = read.await?;
    let government = platform.government();
    let (mut heard, mut silent) = (Vec::new(), false);
    for (system, reference) in left {
        let Some(known) = government.model.system(&system) else { continue };
        let Some(polled) = speaker(&platform.connectors, known)?.polled else { continue };
        match polled.read(&reference).await {
            Ok(Some(answer)) if answer.outcome != connectors::Outcome::InProgress => heard.push((system, answer)),
            Ok(_) => silent = true,
            Err(failure) => {
                info!(request.id = %request.id, system = %system, "Asked for a late answer about {}: {failure}", request.id);
                silent = true;
            }
        }
    }
    if !heard.is_empty() {
        handover::jobs::bring_up(platform, &request.id).await?;
    }
    let government = platform.government();
    let (now, real) = platform.times();
    // Whoever is silent for long is asked less and less often.
    let wait = platform.pace.poll_ms.saturating_mul(i64::from(claim.attempt.clamp(1, SELDOM)));
    let (claim, vault) = (claim.clone(), platform.vault().clone());
    platform
        .store()
        .write(move |tx| {
            if silent {
                outbox::again(tx, &claim, real.plus(wait))?;
            } else {
                end(tx, &claim)?;
            }
            for (system, answer) in &heard {
                let stored = outcome::load(tx, &request.id)?;
                let Some(speaks) = handover::package::speaks(tx, &stored, system)? else { continue };
                let actor = Actor::agency(speaks.clone()).through("poll");
                let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
                outcome::answer_of(tx, &scene, stored, &speaks, answer)?;
                handover::store::need_not_tell(tx, &request.id, system, now)?;
            }
            Ok::<_, JobError>(())
        })
        .await
}

/// A system that had a request is asked for a late answer at last every so many times the usual wait.
const SELDOM: u32 = 60;
/// So long after a request has left a system, in milliseconds, its late answer is asked for no more.
const LISTENED_FOR: i64 = 365 * 24 * 60 * 60 * 1_000;

/// It is not to be sent any more; what rests on a consent that was taken back ends here, wherever it was on its way to.
async fn unsent(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let (claim, government, vault, (now, real)) =
        (claim.clone(), platform.government(), platform.vault().clone(), platform.times());
    let actor = Actor::portico("worker");
    let ending = platform.store().write(move |tx| {
        end(tx, &claim)?;
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        let request = request_of(tx, &claim.subject)?;
        Ok::<_, JobError>(consent::stop(tx, &scene, &request.id)?)
    });
    ending.await
}

async fn finish(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let claim = claim.clone();
    Ok(platform.store().write(move |tx| end(tx, &claim)).await?)
}

pub(super) fn end(tx: &mut Tx<'_>, claim: &Claim) -> Result<(), StoreError> {
    outbox::finish(tx, claim)
}

pub(super) fn request_of(tx: &mut Tx<'_>, subject: &str) -> Result<Request, JobError> {
    let id: Id<id::Request> = subject.parse().map_err(|_| OutcomeError::NotFound(subject.to_owned()))?;
    Ok(request::outcome::load(tx, &id)?)
}

/// The connector for a system of the model.
pub fn speaker(connectors: &Arc<Connectors>, system: &System) -> Result<Speaker, Misconfigured> {
    connectors.for_system(&connectors::System {
        id: system.id.clone(),
        protocol: system.protocol,
        host: system.host.clone(),
        path: system.path.clone(),
        settings: system.settings.clone(),
    })
}

fn name_of(sent: &Sent) -> &'static str {
    match sent {
        Sent::Delivered(_) => "delivered",
        Sent::Later { .. } => "later",
        Sent::Lost { .. } => "lost",
        Sent::NoTrace => "uncertain",
        Sent::Refused { .. } => "refused",
        Sent::Still { .. } => "still-there",
    }
}

fn log(request: &Request, system: &System, sent: &Sent) {
    let (id, to) = (&request.id, &system.id);
    match sent {
        Sent::Delivered(_) => info!(request.id = %id, system = %to, "Delivered request {id} to {to}"),
        Sent::Later { why, .. } => {
            info!(request.id = %id, system = %to, "{to} did not take {id}, tried again later: {why}");
        }
        Sent::Lost { why } => warn!(request.id = %id, system = %to, "The reply of {to} about {id} was lost: {why}"),
        Sent::NoTrace => {
            warn!(request.id = %id, system = %to, "Nobody knows whether {to} has {id}: a person settles it");
        }
        Sent::Refused { why } => warn!(request.id = %id, system = %to, "{to} refuses to take {id}: {why}"),
        Sent::Still { .. } => info!(request.id = %id, system = %to, "{to} has {id} still: nothing was sent again"),
    }
}

/// A deliberately broken worker for the positive control of the crash tests: it asks nobody and sends again.
#[cfg(feature = "crash-points")]
fn planted_fault() -> bool {
    std::env::var("PORTICO_PLANTED_FAULT").is_ok_and(|fault| fault == "no-asking")
}

#[cfg(not(feature = "crash-points"))]
fn planted_fault() -> bool {
    false
}
