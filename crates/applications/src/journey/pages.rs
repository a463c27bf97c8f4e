//! `/staff/journeys`: what a journey asks and offers, drawn and listed; its decisions as tables, tried with a case; and what
//! one edition says otherwise than the one before.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use eligibility::question::How;
use serde::{Deserialize, Serialize};
use values::{Day, Id, Role, Text, id};
use web::{Access, Fields, Mistakes, Page, Problem, Routes, Visit};

use super::{
    Journey, Order, Step,
    decisions::Decisions,
    desk::{KEEPERS, draft},
    differences::{Difference, differences},
    lacking::{Lacking, lacking, to_come},
    picture::{Picture, picture},
    store::Edition,
    trial::{self, Models, Said},
};
use crate::{Government, Platform, evidence::EvidenceType};

const ALL: &[Role] = &Role::STAFF;

/// The routes of journeys, for staff.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/staff/journeys", Access::Staff(ALL), list)
        .get("/staff/journeys/{journey}", Access::Staff(ALL), show)
        .post("/staff/journeys/{journey}", Access::Staff(ALL), try_a_case)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct ListPage {
    journeys: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    id: String,
    title: Text,
    edition: String,
    questions: usize,
    services: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "journeys.html";
}

async fn list(State(platform): State<Platform>, visit: Visit) -> Response {
    let government = platform.government();
    let line = |journey: &&Arc<Journey>| Line {
        id: journey.id.name().to_owned(),
        title: journey.title.clone(),
        edition: journey.edition.clone(),
        questions: journey.questions.len(),
        services: journey.services.len(),
    };
    let page = ListPage { journeys: government.journeys.all(platform.today()).iter().map(line).collect() };
    platform.kit.page(&visit, &page)
}

#[derive(Serialize)]
struct JourneyPage {
    id: String,
    title: Text,
    summary: Text,
    edition: String,
    /// All editions, the last one first.
    editions: Vec<EditionLine>,
    /// Editions to come that would take back what another has changed.
    lacking: Vec<Lacking>,
    /// The last of those to come, which the next is best begun from.
    waiting: Option<String>,
    /// May this visitor change it?
    keeps: bool,
    /// Has somebody begun the next edition?
    has_draft: bool,
    picture: Picture,
    pages: Vec<Asked>,
    services: Vec<Service>,
    /// Questions whose answers nothing uses.
    unused: Vec<Text>,
    /// The evidence that services ask for, and which of it is enough for each.
    evidence: Vec<EvidenceType>,
    asking: Vec<Asking>,
    /// How the next question is found.
    order: &'static str,
    models: Models,
    /// The edition that it is compared with, and what it says otherwise.
    before: Option<String>,
    differences: Vec<Difference>,
    mistakes: Mistakes,
}

impl Page for JourneyPage {
    const TEMPLATE: &'static str = "journey.html";
}

/// An edition that was published.
#[derive(Serialize)]
struct EditionLine {
    name: String,
    from: Option<Day>,
    by: Option<String>,
    reason: Option<String>,
    /// Is it what people are asked today, to come, or past?
    stands: &'static str,
    is_shown: bool,
}

/// A page of questions.
#[derive(Serialize)]
struct Asked {
    title: Text,
    questions: Vec<Text>,
}

/// A service that asks for evidence: each list is enough by itself.
#[derive(Serialize)]
struct Asking {
    title: Text,
    ways: Vec<Vec<Text>>,
}

/// A service, and when it is offered.
#[derive(Serialize)]
struct Service {
    title: Text,
    why: Text,
    after: Option<Text>,
    is_decided: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    edition: String,
    before: String,
}

async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Problem> {
    let page = page(&platform, &visit, (&id, &wanted), &BTreeMap::new()).await?;
    Ok(platform.kit.page(&visit, &page))
}

/// A case that is made up is tried, and kept nowhere.
async fn try_a_case(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let wanted = Wanted { edition: fields.trimmed("edition").to_owned(), before: String::new() };
    let government = platform.government();
    let journey = edition(&platform, &government, &id, &wanted.edition)?;
    let day = platform.today();
    let said = trial::said(&fields, &journey, government.catalogue.areas(), day);
    let mut page = page(&platform, &visit, (&id, &wanted), &said).await?;
    page.mistakes = trial::mistakes(&said);
    if !page.mistakes.is_empty() {
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    page.models.tried = Some(trial::tried(&journey, said, day, |step| title(&government, step)));
    Ok(platform.kit.page(&visit, &page))
}

fn edition(platform: &Platform, government: &Government, id: &str, edition: &str) -> Result<Arc<Journey>, Problem> {
    let id: Id<id::Journey> = Id::named(id).map_err(|_| Problem::not_found())?;
    let found = if edition.is_empty() {
        government.journeys.offered(&id, platform.today())
    } else {
        government.journeys.edition(&id, edition)
    };
    found.cloned().ok_or_else(Problem::not_found)
}

fn asking(journey: &super::Journey, title_of: impl Fn(&Step) -> Text) -> Vec<Asking> {
    let label = |id: &String| journey.evidence.iter().find(|kind| kind.id == *id).map(|kind| kind.label.clone());
    let asks = journey.services.iter().filter(|step| !step.evidence.is_empty());
    let ways = |step: &Step| step.evidence.iter().map(|list| list.0.iter().filter_map(label).collect()).collect();
    asks.map(|step| Asking { title: title_of(step), ways: ways(step) }).collect()
}

/// What a service of a journey is called.
pub(super) fn title(government: &Government, step: &Step) -> Text {
    let known = government.catalogue.service_type(&step.service_type);
    known.map_or_else(|| step.why.clone(), |known| known.title.clone())
}

async fn page(
    platform: &Platform,
    visit: &Visit,
    (id, wanted): (&str, &Wanted),
    tried: &Said,
) -> Result<JourneyPage, Problem> {
    let government = platform.government();
    let journey = edition(platform, &government, id, &wanted.edition)?;
    let of = journey.id.clone();
    let has_draft = platform.store().read(move |tx| draft::get(tx, &of)).await.map_err(Problem::from)?.is_some();
    let editions = editions(&government, &journey, platform.today());
    let before = match wanted.before.as_str() {
        "" => editions.iter().skip_while(|known| known.name != journey.edition).nth(1).map(|known| known.name.clone()),
        before => Some(before.to_owned()),
    };
    let before = before.map(|before| edition(platform, &government, id, &before)).transpose()?;
    let decisions = Decisions::of(&journey).map_err(|error| {
        tracing::error!(journey = id, %error, "The decisions of a published journey can't be read");
        Problem::internal()
    })?;
    let title_of = |step: &Step| title(&government, step);
    let service = |step: &Step| Service {
        title: title_of(step),
        why: step.why.clone(),
        after: step
            .after
            .as_ref()
            .and_then(|after| journey.services.iter().find(|other| other.service_type == *after))
            .map(title_of),
        is_decided: step.decision.is_some() || !step.when.is_empty(),
    };
    let asked = |page: &super::Page| Asked {
        title: page.title.clone(),
        questions: journey.questions_on(&page.id).map(|question| question.label.clone()).collect(),
    };
    let models = Models {
        edition: Some(journey.edition.clone()),
        findings: decisions.models().flat_map(|model| model.findings()).map(|finding| finding.to_string()).collect(),
        fields: trial::fields(&journey, &decisions, tried),
        ..Models::of(&journey, &decisions, format!("/staff/journeys/{id}"), title_of)
    };
    let to_come = to_come(government.journeys.published(&journey.id), platform.today());
    Ok(JourneyPage {
        waiting: to_come.last().map(|(edition, _)| edition.name.clone()),
        id: id.to_owned(),
        title: journey.title.clone(),
        summary: journey.summary.clone(),
        edition: journey.edition.clone(),
        editions,
        lacking: lacking(&government, &journey.id, platform.today()),
        keeps: KEEPERS.contains(&visit.actor.role),
        has_draft,
        picture: picture(&journey, title_of),
        pages: journey.pages.iter().map(asked).collect(),
        services: journey.services.iter().map(service).collect(),
        unused: journey.asked_for_nothing().into_iter().map(|question| question.label.clone()).collect(),
        evidence: journey.evidence.clone(),
        asking: asking(&journey, title_of),
        order: order(&journey, &decisions),
        models,
        differences: before.as_ref().map(|before| differences(&government, before, &journey)).unwrap_or_default(),
        before: before.map(|before| before.edition.clone()),
        mistakes: Mistakes::none(),
    })
}

/// All editions, the last one first.
fn editions(government: &Government, shown: &Journey, today: Day) -> Vec<EditionLine> {
    let offered = government.journeys.offered(&shown.id, today);
    let mut is_past = false;
    let mut line = |edition: &Edition| {
        let is_offered = offered.is_some_and(|offered| offered.edition == edition.name);
        let stands = if is_offered {
            "now"
        } else if is_past {
            "past"
        } else {
            "to-come"
        };
        is_past = is_past || is_offered;
        let by: Option<Id<id::Person>> = edition.by.as_ref().and_then(|by| by.parse().ok());
        EditionLine {
            name: edition.name.clone(),
            from: edition.from,
            by: by.and_then(|person| Some(government.catalogue.person(&person)?.name.clone())),
            reason: edition.reason.clone(),
            stands,
            is_shown: edition.name == shown.edition,
        }
    };
    government.journeys.published(&shown.id).iter().rev().map(&mut line).collect()
}

/// How the next question is found: as the pages are written, or in which way the fewest are.
fn order(journey: &Journey, decisions: &Decisions) -> &'static str {
    match (journey.ask, decisions.interview.how()) {
        (Order::AsWritten, _) => "as-written",
        (Order::Fewest, How::Weighed) => "weighed",
        (Order::Fewest, How::Compared) => "compared",
        (Order::Fewest, How::InOrder) => "in-order",
    }
}
