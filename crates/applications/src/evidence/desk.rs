//! Evidence at the desk of the body that has the request now, and at no other: seen, and opened with a note in the audit log.

use ::store::{
    Tx,
    audit::{self, Entry},
    seal::Vault,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Actor, Day, Id, Role, Text, id};
use web::{Access, Page, Problem, Routes, Visit};

use super::{EvidenceError, EvidenceType, Given, give, of_request, pages::file};
use crate::{
    Government, Platform, application, case, consent, desk, journey,
    request::{self, Request, State as Life},
};

const OFFICERS: &[Role] = &[Role::SupplierOfficer];

/// The routes of evidence at desks.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/desk/{request}/evidence", Access::Staff(OFFICERS), show)
        .get("/desk/{request}/evidence/{evidence}", Access::Staff(OFFICERS), download)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct DeskPage {
    request: Id<id::Request>,
    title: Text,
    reference: String,
    evidence: Vec<Given>,
    follows: Vec<EvidenceType>,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "evidence-desk.html";
}

/// May this officer open the evidence of a request? Their body has it now, and it has come to them.
fn may_open(government: &Government, actor: &Actor, request: &Request, today: Day) -> bool {
    let has_come = matches!(request.state, Life::Sent | Life::Answered { .. });
    let is_theirs = actor.body.as_ref() == Some(&request.holder);
    has_come && (is_theirs || desk::may_decide(government, actor, request, today))
}

/// A request with what its body gets of the evidence. Any other is not found: they are not to know of it.
fn find(
    tx: &mut Tx<'_>,
    government: &Government,
    vault: &Vault,
    (actor, today): (&Actor, Day),
    id: &Id<id::Request>,
) -> Result<(Request, Vec<Given>, Vec<EvidenceType>), EvidenceError> {
    let not_found = || EvidenceError::NotFound(id.to_string());
    let request = request::store::get(tx, id)?.ok_or_else(not_found)?;
    // What rested on a consent is closed once that was taken back.
    if !may_open(government, actor, &request, today) || consent::withdrawn(tx, &request.id)?.is_some() {
        return Err(not_found());
    }
    let application = application::store::get(tx, &request.application)?.ok_or_else(not_found)?;
    let known = government.journeys.edition(&application.journey, &application.edition).cloned();
    let journey = match known {
        Some(journey) => journey,
        None => journey::store::edition(tx, &application.journey, &application.edition)?.ok_or_else(not_found)?.into(),
    };
    let (given, follows) = of_request(tx, vault, &journey, &request)?;
    Ok((request, given, follows))
}

async fn show(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    let (government, vault, actor, today) =
        (platform.government(), platform.vault().clone(), visit.actor.clone(), platform.today());
    let known = government.clone();
    let found = platform.store().read(move |tx| find(tx, &known, &vault, (&actor, today), &id)).await?;
    let (request, evidence, follows) = found;
    let page = DeskPage {
        title: case::title(&government, &request),
        reference: request.their_reference.clone().unwrap_or_else(|| request.id.to_string()),
        request: request.id,
        evidence,
        follows,
    };
    Ok(platform.kit.page(&visit, &page))
}

async fn download(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, evidence)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    let evidence: Id<id::Evidence> = evidence.parse().map_err(|_| Problem::not_found())?;
    let (government, vault, actor, today) =
        (platform.government(), platform.vault().clone(), visit.actor.clone(), platform.today());
    let now = platform.clocks().now();
    // It is noted before it is opened.
    let noted = platform.store().write(move |tx| {
        let (_, given, _) = find(tx, &government, &vault, (&actor, today), &id)?;
        let held = given.into_iter().find(|given| given.held.id == evidence).map(|given| given.held);
        let held = held.ok_or_else(|| EvidenceError::NotFound(evidence.to_string()))?;
        let details = [("evidence", held.id.to_string()), ("type", held.kind.clone())];
        let entry =
            Entry { at: now, actor: &actor, action: "evidence-opened", subject: id.as_str(), details: &details };
        audit::record(tx, &entry)?;
        Ok::<_, EvidenceError>(held)
    });
    let held = noted.await?;
    let bytes = give::content(&platform, &held).await?;
    Ok(file("attachment", &held, bytes))
}
