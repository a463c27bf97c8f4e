//! An agency answers by a signed call. What is not signed, or not by it, is not read.

use axum::{
    body::Bytes,
    extract::{Path, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use connectors::{rest, webhook::Headers};
use metrics::counter;
use store::crash;
use tracing::warn;
use values::{Actor, Id, id};
use web::{Access, Problem, Routes, Visit};

use crate::{
    Platform, handover,
    request::{
        outcome::{self, Landed, OutcomeError, Scene},
        rules,
    },
    say,
};

/// The route for agencies.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit).post("/agency/callbacks/{system}", Access::Agency, take).with_state(platform.clone())
}

async fn take(
    State(platform): State<Platform>,
    visit: Visit,
    Path(system): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let system: Id<id::System> = system.parse().map_err(|_| say::system_unknown())?;
    let government = platform.government();
    let known = government.model.system(&system).ok_or_else(say::system_unknown)?;
    let secret = platform.secrets.get(&known.host).ok_or_else(say::system_unknown)?;
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let signed =
        Headers { id: text("webhook-id"), timestamp: text("webhook-timestamp"), signature: text("webhook-signature") };
    let callback = rest::verify_callback(secret, &signed, &body, platform.clocks().real()).map_err(|error| {
        counter!("portico_forged_callbacks_total").increment(1);
        warn!(system = %system, "A callback was refused: {error}");
        say::forged(error)
    })?;
    let request: Id<id::Request> = callback.key.parse().map_err(|_| say::key_unknown())?;

    handover::jobs::bring_up(&platform, &request).await?;
    let government = platform.government();
    let (now, real) = platform.times();
    let actor = Actor::agency(known.operator.clone()).through(visit.actor.via.clone());
    let (vault, government_in) = (platform.vault().clone(), government.clone());
    crash::point("callback.before_record");
    let landed = platform
        .store()
        .write(move |tx| {
            let asked = outcome::load(tx, &request)?;
            // The answer must come from the system that the request went to. One that comes before we have recorded
            // that it was taken must come from the system that it goes to today.
            let today = now.day(&government_in.zone);
            let taker = rules::taker(&government_in, &asked, today).ok().filter(|_| asked.system.is_none());
            // A predecessor that had it may still answer: late, and an answer all the same.
            let speaks = match taker.filter(|taker| taker.system.id == system) {
                Some(_) => Some(asked.holder.clone()),
                None => handover::package::speaks(tx, &asked, &system)?,
            };
            let speaks = speaks.ok_or_else(|| OutcomeError::NotFound(request.to_string()))?;
            let scene = Scene { actor: &actor, now, real, government: &government_in, vault: &vault };
            outcome::answer_of(tx, &scene, asked, &speaks, &callback.answer)
        })
        .await
        .map_err(|error| match error {
            OutcomeError::NotFound(_) => say::key_unknown(),
            error => Problem::from(error),
        })?;
    crash::point("callback.after_record");
    platform.bell.notify_one();
    counter!("portico_answers_total", "way" => "callback", "new" => if landed == Landed::Known { "no" } else { "yes" })
        .increment(1);
    Ok(StatusCode::NO_CONTENT.into_response())
}
