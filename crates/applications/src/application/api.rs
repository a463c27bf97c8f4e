//! The same for machines: what is asked, sending it, and the case. Errors are problem details (RFC 9457).

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{Path, State, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use values::{Actor, Id, Role, Text, Who, id};
use web::{Access, Problem, Refused, Routes, Visit};

use super::{
    Application,
    extent::Extent,
    incoming::{self, New},
    indicate::indicate,
    plan::{Verdict, Wishes, plan},
    submit::{Submission, SubmitError, send},
    untaken::{self, Untaken},
};
use crate::{
    Platform, case,
    journey::{Journey, Step},
    link, request, say,
};

/// The routes for machines.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/api/journeys", Access::Anyone, journeys)
        .get("/api/journeys/{journey}", Access::Anyone, journey)
        .post("/api/journeys/{journey}/indications", Access::Anyone, indicate)
        .post("/api/applications", Access::Anyone, apply)
        .get("/api/cases/{case}", Access::Anyone, show_case)
        .with_state(platform.clone())
}

/// One line of the list of journeys.
#[derive(Serialize)]
struct Offer {
    id: String,
    title: Text,
    summary: Text,
    edition: String,
}

/// What a client gets: what to keep, and a pass for the next hour.
#[derive(Serialize)]
struct Sent {
    application: Id<id::Application>,
    receipt: String,
    case: String,
    /// For the person: opens the case together with the date of birth.
    link: String,
    /// For the client: a bearer token for `case`, for an hour.
    pass: String,
    /// What the answers say concerns the person, and nobody here took that day: it was not sent.
    untaken: Vec<Untaken>,
    /// What would have been sent had the person agreed.
    unagreed: Vec<Id<id::ServiceType>>,
}

async fn journeys(State(platform): State<Platform>) -> Json<Vec<Offer>> {
    let government = platform.government();
    let offer = |journey: &Arc<Journey>| Offer {
        id: journey.id.name().to_owned(),
        title: journey.title.clone(),
        summary: journey.summary.clone(),
        edition: journey.edition.clone(),
    };
    Json(government.journeys.all(platform.today()).into_iter().map(offer).collect())
}

async fn journey(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Response, Problem> {
    let journey = offered(&platform, &id)?;
    Ok(Json(Journey::clone(&journey).with_examples_on(platform.government().today(platform.today()))).into_response())
}

async fn apply(
    State(platform): State<Platform>,
    visit: Visit,
    headers: HeaderMap,
    sent: Result<Bytes, BytesRejection>,
) -> Result<Response, Refused> {
    let draft = draft_of(&platform, &headers)?;
    let new: New = incoming::body(&headers, sent)?;
    let id = draft.become_a();
    let before = platform.store().read(move |tx| super::store::get(tx, &id)).await?;
    let journey = match &before {
        Some(sent) => sent_with(&platform, sent, &new.journey).await?,
        None => offered(&platform, &new.journey).map_err(|_| say::unknown_journey())?,
    };
    // The day on which it was sent holds too: sending it again is no mistake.
    let day = before.as_ref().map_or_else(|| platform.today(), |sent| sent.day);
    let answers = incoming::answers(&platform.government(), &journey, &new, day)?;
    let now = platform.clocks().now();
    // Whoever sends it for them has asked: a consent comes with the answers that it is for.
    let agreed_to = |step: &Step| (step.service_type.name().to_owned(), Extent::of(&journey, step, &answers, &[]));
    let agreed_to = journey.services.iter().map(agreed_to).filter(|(name, _)| new.agreed.contains(name)).collect();
    let submission = Submission {
        draft: draft.clone(),
        version: None,
        person: None,
        language: new.language,
        answers,
        wishes: Wishes {
            anyway: new.anyway.clone(),
            left_out: new.left_out.clone(),
            agreed: new.agreed.iter().map(|service| (service.clone(), now)).collect(),
            agreed_to,
        },
    };
    let actor = Actor { who: Who::Visitor, role: Role::Citizen, ..visit.actor };
    let (answers, wishes) = (submission.answers.clone(), submission.wishes.clone());
    let government = platform.government();
    let counted = journey.asking(&answers, &wishes.anyway, day).counted(&answers);
    let planned = plan(&government, &journey, &counted, &wishes, day);
    if before.is_none() {
        incoming::left_out(&government, &journey, &planned, &new)?;
    }
    let unagreed = planned.iter().filter(|part| part.verdict == Verdict::Unagreed);
    let unagreed = unagreed.map(|part| part.step.service_type.clone()).collect();
    let application = send(&platform, actor, journey.clone(), submission, None).await?;
    let (id, answers) =
        (application.id.clone(), journey.asking(&answers, &wishes.anyway, application.day).counted(&answers));
    let untaken = untaken::when_sent(&platform.government(), (journey.as_ref(), &answers, &wishes), &application);
    // Most applications leave nothing: only then is it asked what was taken after all.
    let untaken = if untaken.is_empty() {
        untaken
    } else {
        let requests = platform.store().read(move |tx| request::store::of_application(tx, &id)).await?;
        untaken::without_taken(untaken, &requests)
    };
    let sent = Sent {
        untaken,
        unagreed,
        receipt: application.receipt.to_string(),
        case: format!("/api/cases/{}", application.id),
        link: case::pages::come_back_address(&platform, &draft),
        pass: link::pass(platform.vault(), &application.id, platform.clocks().real()),
        application: application.id,
    };
    Ok((StatusCode::CREATED, Json(sent)).into_response())
}

async fn show_case(
    State(platform): State<Platform>,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id: Id<id::Application> = id.parse().map_err(|_| Problem::not_found())?;
    let pass = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if !pass.is_some_and(|pass| link::admits(platform.vault(), pass, &id, platform.clocks().real())) {
        return Err(say::pass_missing());
    }
    let (government, vault, today) = (platform.government(), platform.vault().clone(), platform.today());
    let case = platform.store().read(move |tx| case::read(tx, &government, &vault, &id, today)).await?;
    let mut response = Json(case.ok_or_else(Problem::not_found)?).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    Ok(response)
}

/// The key of the command, as an id of ours: the same key is the same application.
fn draft_of(platform: &Platform, headers: &HeaderMap) -> Result<Id<id::Draft>, Problem> {
    let key = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !(16..=100).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(say::key_missing());
    }
    let digest = platform.vault().keyed_digest("application-key", key.as_bytes());
    Id::named(&hex::encode(&digest[..16])).map_err(|_| Problem::internal())
}

/// The edition with which it was sent, whatever is offered by now. The key is for no other journey.
async fn sent_with(platform: &Platform, sent: &Application, journey: &str) -> Result<Arc<Journey>, Refused> {
    if sent.journey.name() != journey {
        return Err(SubmitError::OtherApplication.into());
    }
    let edition = || platform.government().journeys.edition(&sent.journey, &sent.edition).cloned();
    if edition().is_none() {
        // It was published a moment ago, by way of another node.
        platform.reload().await?;
    }
    edition().ok_or_else(say::unknown_journey)
}

pub(super) fn offered(platform: &Platform, id: &str) -> Result<Arc<Journey>, Problem> {
    let id = Id::named(id).map_err(|_| Problem::not_found())?;
    platform.government().journeys.offered(&id, platform.today()).cloned().ok_or_else(Problem::not_found)
}
