//! The case page.

use std::collections::BTreeMap;

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Id, id};
use web::{Access, Fields, Page, Problem, Routes, Visit, redirect};

use super::{Case, Part, come_back};
use crate::{
    Platform,
    application::{received::Received, untaken::Untaken},
    consent,
    draft::{self, pages::case_grant},
    link,
    request::outcome::{OutcomeError, Scene},
};

/// The routes of cases.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/cases/{case}", Access::Citizen, show)
        .get("/cases/{case}/withdraw", Access::Citizen, show)
        .post("/cases/{case}/withdraw", Access::Citizen, withdraw)
        .get("/c/{secret}", Access::Anyone, come_back::show)
        .post("/c/{secret}", Access::Anyone, come_back::answer)
        .with_state(platform.clone())
}

/// The case page, for the person and, with more on it, for staff.
#[derive(Serialize)]
pub struct CasePage {
    case: Case,
    answered: usize,
    /// How many answers there are to be.
    expected: usize,
    status: &'static str,
    /// What the person has to ask for elsewhere; what else nobody took is left with the case.
    elsewhere: Vec<Untaken>,
    /// What each body got of the answers, by request: for the person alone.
    received: BTreeMap<String, Received>,
    link: String,
    staff: bool,
}

impl Page for CasePage {
    const TEMPLATE: &'static str = "case.html";
}

impl CasePage {
    /// The page of a case.
    pub fn new(platform: &Platform, mut case: Case, staff: bool) -> Self {
        let is_ended = |part: &&Part| part.taken_back || matches!(part.state, "not_sent" | "withdrawn" | "closed");
        let is_answered = |part: &&Part| !part.taken_back && matches!(part.state, "granted" | "refused");
        let answered = case.requests.iter().filter(is_answered).count();
        let ended = case.requests.iter().filter(is_ended).count();
        let link = if staff { String::new() } else { come_back_address(platform, &case.id.become_a()) };
        let status = match (case.open, ended) {
            (true, _) => "case-status-open",
            (false, 0) => "case-status-done",
            (false, _) => "case-status-ended",
        };
        let received = case.requests.iter_mut().filter_map(|part| Some((part.id.to_string(), part.received.take()?)));
        let received = received.filter(|_| !staff).collect();
        if staff {
            case.name_staff(&platform.government());
        }
        let (elsewhere, untaken) = std::mem::take(&mut case.untaken).into_iter().partition(Untaken::is_elsewhere);
        case.untaken = untaken;
        Self { expected: case.requests.len() - ended, case, answered, status, elsewhere, received, link, staff }
    }
}

/// Where a person comes back to a draft and to the case that it becomes.
pub fn come_back_address(platform: &Platform, draft: &Id<id::Draft>) -> String {
    format!("{}/c/{}", platform.public_address, link::secret(platform.vault(), draft))
}

/// The case, if this browser may open it.
fn own(visit: &Visit, id: &str) -> Result<Id<id::Application>, Problem> {
    let id: Id<id::Application> = id.parse().map_err(|_| Problem::not_found())?;
    // Who may open a draft may open the case that it became, wherever it was sent from.
    let may_open = visit.may_open(&case_grant(&id)) || visit.may_open(&draft::pages::grant(&id.become_a()));
    if may_open { Ok(id) } else { Err(Problem::not_found()) }
}

/// Takes a consent back.
async fn withdraw(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = own(&visit, &id)?;
    let request: Id<id::Request> = fields.trimmed("request").parse().map_err(|_| Problem::not_found())?;
    let (government, vault, (now, real)) = (platform.government(), platform.vault().clone(), platform.times());
    let (application, asked, actor) = (id.clone(), request.clone(), visit.actor.clone());
    let taken_back = platform.store().write(move |tx| {
        let consents = consent::of_application(tx, &application)?;
        if !consents.iter().any(|consent| consent.request == asked) {
            return Err(OutcomeError::NotFound(asked.to_string()));
        }
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        consent::withdraw(tx, &scene, &asked)
    });
    taken_back.await?;
    Ok(redirect(&format!("/cases/{id}#{request}")))
}

async fn show(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = own(&visit, &id)?;
    let case = load(&platform, &id).await?;
    Ok(platform.kit.page(&visit, &CasePage::new(&platform, case, false)))
}

/// A case as it stands.
pub async fn load(platform: &Platform, id: &Id<id::Application>) -> Result<Case, Problem> {
    let (government, vault, id) = (platform.government(), platform.vault().clone(), id.clone());
    let today = platform.today();
    let found = platform.store().read(move |tx| super::read(tx, &government, &vault, &id, today)).await?;
    found.ok_or_else(Problem::not_found)
}
