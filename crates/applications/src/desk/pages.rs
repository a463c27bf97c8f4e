//! The officer's pages: the queue, and one request with the decision.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use connectors::{Answer, Handover, Outcome};
use serde::Serialize;
use store::{StoreError, Tx};
use values::{Actor, Day, Id, Moment, Role, Text, id};
use web::{Access, Fields, MessageRef, Mistakes, Page, Problem, Routes, Visit, redirect};

use super::{
    already::AlreadyPage,
    moved::{Moved, MovedPage},
};
use crate::{
    Government, Platform, application,
    case::{self, follows::Ended},
    consent,
    draft::pages::spoken,
    evidence::{self, EvidenceType, Given},
    handover,
    request::{
        self, Event, Request, State as Life,
        outcome::{self, Landed, OutcomeError, Scene},
        rules,
    },
};

const OFFICERS: &[Role] = &[Role::SupplierOfficer];

/// The routes of the desk.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/desk", Access::Staff(OFFICERS), show_queue)
        .get("/desk/{request}", Access::Staff(OFFICERS), show_request)
        .post("/desk/{request}", Access::Staff(OFFICERS), decide)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct DeskPage {
    body: Text,
    /// Where the body is no more.
    ended: Option<Ended>,
    rows: Vec<QueueRow>,
    /// What predecessors said lately about requests of this body.
    passed_on: Vec<PassedOn>,
}

/// A predecessor's word about a request.
#[derive(Serialize)]
struct PassedOn {
    /// The request, where it is at this officer's desk.
    id: Option<Id<id::Request>>,
    reference: String,
    title: Text,
    at: Moment,
    what: String,
    body: Text,
    their_reference: Option<String>,
}

#[derive(Serialize)]
struct QueueRow {
    id: Id<id::Request>,
    reference: String,
    title: Text,
    due: Option<Day>,
    late: bool,
}

impl Page for DeskPage {
    const TEMPLATE: &'static str = "desk.html";
}

async fn show_queue(State(platform): State<Platform>, visit: Visit) -> Result<Response, Problem> {
    let (government, actor, today) = (platform.government(), visit.actor.clone(), platform.today());
    let known = government.clone();
    let now = platform.clocks().now();
    let read = platform.store().read(move |tx| {
        let said = super::passed_on(tx, &actor, now)?.into_iter();
        let passed_on = said.map(|(request, event)| passed_on(&known, &actor, &request, event, today)).collect();
        Ok::<_, StoreError>((super::queue(tx, &known, &actor, today)?, passed_on))
    });
    let (waiting, passed_on) = read.await?;
    let body = visit
        .actor
        .body
        .as_ref()
        .map_or_else(|| Text { en: String::new(), fr: String::new() }, |body| case::body(&government, body).name);
    let row = |request: Request| QueueRow {
        title: case::title(&government, &request),
        reference: request.their_reference.clone().unwrap_or_else(|| request.id.to_string()),
        due: request.due,
        late: request.is_late(today),
        id: request.id,
    };
    let ended = visit.actor.body.as_ref().and_then(|body| case::follows::no_more(&government, body, today));
    let rows = waiting.into_iter().map(row).collect();
    Ok(platform.kit.page(&visit, &DeskPage { body, ended, rows, passed_on }))
}

fn passed_on(government: &Government, actor: &Actor, request: &Request, event: Event, today: Day) -> PassedOn {
    PassedOn {
        id: super::may_decide(government, actor, request, today).then(|| request.id.clone()),
        reference: request.their_reference.clone().unwrap_or_else(|| request.id.to_string()),
        title: case::title(government, request),
        at: event.at,
        what: event.what,
        body: case::body(government, event.body.as_ref().unwrap_or(&request.holder)).name,
        their_reference: event.their_reference,
    }
}

#[derive(Serialize)]
struct RequestPage {
    title: Text,
    reference: String,
    version: i64,
    /// Has it changed since the officer saw it? Then nothing was sent.
    changed: bool,
    due: Option<Day>,
    late: bool,
    rows: Vec<Said>,
    /// When the person took back their consent to it.
    withdrawn: Option<Moment>,
    request: Id<id::Request>,
    /// The evidence that the service asks for, and what of it is still to come.
    evidence: Vec<Given>,
    follows: Vec<EvidenceType>,
    /// What came with it, where another body had it before.
    before: Option<Before>,
    /// What was said to the person so far.
    words: Vec<Words>,
    /// Other bodies that do this work.
    others: Vec<Other>,
    /// How the person may appeal against a refusal, where the law says so.
    appeal: Option<Text>,
    /// The officer has no power to decide on it; who has. They may send news, and say that it is not theirs.
    without_power: Option<Vec<String>>,
    typed: Typed,
    mistakes: Mistakes,
}

/// What came with a request that another body had before: under which reference, since when, and what became of it there.
#[derive(Serialize)]
struct Before {
    body: Text,
    their_reference: Option<String>,
    history: Vec<Past>,
}

/// One line of what became of it there.
#[derive(Serialize)]
struct Past {
    day: Day,
    what: MessageRef,
    /// The body's own reference, where it is named for the first time.
    their_reference: Option<String>,
}

/// Words to the person, and whose they were.
#[derive(Serialize)]
struct Words {
    at: Moment,
    by: Option<String>,
    body: Option<Text>,
    text: String,
}

/// A body that an officer may name in place of their own.
#[derive(Serialize)]
struct Other {
    id: String,
    name: Text,
}

/// What an officer typed.
#[derive(Serialize, Default)]
struct Typed {
    outcome: String,
    next: String,
    text: String,
}

#[derive(Serialize)]
struct Said {
    question: Text,
    answer: Text,
}

impl Page for RequestPage {
    const TEMPLATE: &'static str = "desk-request.html";
}

async fn show_request(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let shown = request_page(&platform, &visit.actor, &id, Typed::default(), Mistakes::none()).await?;
    Ok(match shown {
        Shown::Waiting(page) => platform.kit.page(&visit, &*page),
        Shown::Already(page) => platform.kit.page(&visit, &*page),
        Shown::Moved(page) => platform.kit.page(&visit, &*page),
    })
}

async fn decide(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let of = |name: &str| fields.trimmed(name).to_owned();
    let typed = Typed { outcome: of("outcome"), next: of("next"), text: of("text") };
    let text = typed.text.clone();
    let outcome = match typed.outcome.as_str() {
        "granted" => Some(Outcome::Granted),
        "refused" => Some(Outcome::Refused),
        "not-ours" => Some(Outcome::NotOurs { next: named(&platform.government(), &typed.next) }),
        "in-progress" => Some(Outcome::InProgress),
        _ => None,
    };
    let mut mistakes = Mistakes::none();
    if outcome.is_none() {
        mistakes.add("outcome", "desk-no-outcome");
    }
    if text.is_empty() {
        match outcome {
            Some(Outcome::Refused | Outcome::NotOurs { .. }) => mistakes.add("text", "desk-no-text"),
            Some(Outcome::InProgress) => mistakes.add("text", "desk-no-news"),
            _ => {}
        }
    }
    if text.chars().count() > 2_000 {
        mistakes.add("text", "desk-too-long");
    }
    let (Some(outcome), true) = (outcome, mistakes.is_empty()) else {
        let shown = request_page(&platform, &visit.actor, &id, typed, mistakes).await?;
        return Ok(match shown {
            Shown::Waiting(page) => platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &*page),
            Shown::Already(page) => platform.kit.page_with(&visit, StatusCode::CONFLICT, &*page),
            Shown::Moved(page) => platform.kit.page_with(&visit, StatusCode::CONFLICT, &page.with(text)),
        });
    };
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    let shown: i64 = fields.trimmed("version").parse().unwrap_or_default();
    crate::handover::jobs::bring_up(&platform, &id).await?;
    let (government, vault, actor) = (platform.government(), platform.vault().clone(), visit.actor.clone());
    let (now, real) = platform.times();
    let today = platform.today();
    let (of_request, words) = (id.clone(), typed.text.clone());
    let came = platform
        .store()
        .write(move |tx| {
            let decides = matches!(outcome, Outcome::Granted | Outcome::Refused);
            let answer = |their_reference| Answer {
                outcome: outcome.clone(),
                their_reference,
                text: (!words.is_empty()).then(|| words.clone()),
                answer_id: format!("desk-{shown}"),
            };
            let request = match at_desk(tx, &government, &actor, &id, today)? {
                Found::Waiting(request) if request.version != shown => return Ok(Came::Changed),
                Found::Waiting(request)
                    if decides && super::without_power(&government, &actor, &request, today).is_some() =>
                {
                    return Ok(Came::WithoutPower);
                }
                Found::Waiting(request) => request,
                Found::Already(page) => return Ok(Came::Already(page)),
                Found::Moved(moved) => {
                    let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
                    return late(tx, &scene, *moved, answer(String::new()), shown);
                }
            };
            let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
            let reference = request.their_reference.clone().unwrap_or_default();
            outcome::answer(tx, &scene, &id, &answer(reference))?;
            Ok::<_, OutcomeError>(Came::Done)
        })
        .await?;
    let (changed, status) = match came {
        Came::Done => {
            platform.bell.notify_one();
            return Ok(redirect("/desk"));
        }
        Came::Already(page) => return Ok(platform.kit.page_with(&visit, StatusCode::CONFLICT, &*page)),
        Came::Moved(page) => {
            let status = if page.without_power { StatusCode::FORBIDDEN } else { StatusCode::CONFLICT };
            return Ok(platform.kit.page_with(&visit, status, &page.with(text)));
        }
        Came::Changed => (true, StatusCode::CONFLICT),
        Came::WithoutPower => {
            mistakes.add("outcome", "desk-without-power");
            (false, StatusCode::FORBIDDEN)
        }
    };
    let shown = request_page(&platform, &visit.actor, of_request.as_str(), typed, mistakes).await?;
    Ok(match shown {
        Shown::Waiting(page) => platform.kit.page_with(&visit, status, &RequestPage { changed, ..*page }),
        Shown::Already(page) => platform.kit.page_with(&visit, StatusCode::CONFLICT, &*page),
        Shown::Moved(page) => platform.kit.page_with(&visit, StatusCode::CONFLICT, &page.with(text)),
    })
}

/// The package of a request, with each line of its history in words.
fn before(government: &Government, package: Handover, events: &[(Id<id::Request>, Event)]) -> Before {
    let last = events.iter().rposition(|(_, event)| event.what == "event-moved").unwrap_or(events.len());
    let past = events[..last].iter().map(|(_, event)| {
        let body = event
            .body
            .as_ref()
            .map_or_else(|| Text { en: "—".into(), fr: "—".into() }, |body| case::body(government, body).name);
        let what = MessageRef::new(event.what.clone()).with("body", body);
        let their_reference = event.their_reference.clone().filter(|_| event.what == "event-accepted");
        Past { day: event.at.day(&government.zone), what, their_reference }
    });
    Before {
        body: case::body(government, &package.from).name,
        their_reference: package.their_reference,
        history: past.collect(),
    }
}

fn words(government: &Government, event: Event) -> Option<Words> {
    Some(Words {
        at: event.at,
        by: event.by.map(|by| case::person(government, &by)),
        body: event.body.map(|body| case::body(government, &body).name),
        text: event.text?,
    })
}

/// The body that an officer named, if there is such a body.
fn named(government: &Government, typed: &str) -> Option<Id<id::Organisation>> {
    typed.parse().ok().filter(|id| government.catalogue.organisation(id).is_some())
}

/// Other bodies that do this work, each once.
fn others(government: &Government, request: &Request, today: Day) -> Vec<Other> {
    let mut others: Vec<Other> = Vec::new();
    for taker in rules::takers(government, &request.service_type, today) {
        let id = taker.holder.holder.to_string();
        if taker.holder.holder != request.holder && !others.iter().any(|known| known.id == id) {
            others.push(Other { id, name: case::body(government, &taker.holder.holder).name });
        }
    }
    others
}

/// What came of an officer's answer.
enum Came {
    Done,
    /// It was decided before.
    Already(Box<AlreadyPage>),
    /// It is with another body now, and nothing was sent.
    Moved(Box<MovedPage>),
    /// It is no longer what the officer saw: a colleague has sent news, perhaps.
    Changed,
    /// The officer may not decide on it.
    WithoutPower,
}

/// What lies, or lay, at an officer's desk.
enum Found {
    Waiting(Box<Request>),
    Already(Box<AlreadyPage>),
    Moved(Box<Moved>),
}

/// A request at this officer's desk, or gone from it to another body. Any other is not found: they are not to know of it.
fn at_desk(
    tx: &mut Tx<'_>,
    government: &Government,
    actor: &Actor,
    id: &Id<id::Request>,
    today: Day,
) -> Result<Found, OutcomeError> {
    let request = outcome::load(tx, id)?;
    let not_found = || OutcomeError::NotFound(id.to_string());
    if !super::may_decide(government, actor, &request, today) {
        let moved = Moved::read(tx, government, actor, request)?.ok_or_else(not_found)?;
        return Ok(match AlreadyPage::read(tx, government, actor, &moved.request)?.filter(|page| page.own) {
            Some(answered_late) => Found::Already(Box::new(answered_late)),
            None => Found::Moved(Box::new(moved)),
        });
    }
    if request.state == Life::Sent {
        return Ok(Found::Waiting(Box::new(request)));
    }
    let already = AlreadyPage::read(tx, government, actor, &request)?.ok_or_else(not_found)?;
    Ok(Found::Already(Box::new(already)))
}

/// The answer of an officer who had the form open when the request moved to another body is accepted as a late word of
/// the body that had it, and passed on. Nothing is sent where it was sent before, where it only says that the request is
/// not theirs, or where they had no power to decide.
fn late(tx: &mut Tx<'_>, scene: &Scene<'_>, moved: Moved, answer: Answer, shown: i64) -> Result<Came, OutcomeError> {
    let page = MovedPage::of(scene.government, &moved);
    let was_theirs = (1..moved.request.version).contains(&shown);
    if !was_theirs || matches!(answer.outcome, Outcome::NotOurs { .. }) {
        return Ok(Came::Moved(Box::new(page)));
    }
    let last_day = moved.day.yesterday().unwrap_or(moved.day);
    let decides = matches!(answer.outcome, Outcome::Granted | Outcome::Refused);
    if decides && super::without_power(scene.government, scene.actor, &moved.request, last_day).is_some() {
        return Ok(Came::Moved(Box::new(page.powerless())));
    }
    let answer = Answer { their_reference: moved.reference.unwrap_or_default(), ..answer };
    Ok(match outcome::answer_of(tx, scene, moved.request, &moved.body, &answer)? {
        Landed::Known => Came::Moved(Box::new(page)),
        Landed::New | Landed::Late => Came::Done,
    })
}

/// What an officer sees.
enum Shown {
    Waiting(Box<RequestPage>),
    Already(Box<AlreadyPage>),
    Moved(Box<MovedPage>),
}

async fn request_page(
    platform: &Platform,
    actor: &Actor,
    id: &str,
    typed: Typed,
    mistakes: Mistakes,
) -> Result<Shown, Problem> {
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    let (government, vault, visitor, today) =
        (platform.government(), platform.vault().clone(), actor, platform.today());
    let (known, actor) = (government.clone(), visitor.clone());
    let found = platform
        .store()
        .read(move |tx| {
            let request = match at_desk(tx, &known, &actor, &id, today)? {
                Found::Waiting(request) => request,
                Found::Already(page) => return Ok(Err(Shown::Already(page))),
                Found::Moved(moved) => {
                    return Ok(Err(Shown::Moved(Box::new(MovedPage::of(&known, &moved)))));
                }
            };
            let application = application::store::get(tx, &request.application)?
                .ok_or_else(|| OutcomeError::NotFound(request.application.to_string()))?;
            let key = vault.person_key(tx, &application.person)?;
            let answers = application::store::answers(tx, &key, &application.id)?;
            let mut events = request::store::events(tx, &key, &application.id)?;
            events.retain(|(of, _)| *of == request.id);
            let package = handover::package::package(tx, &known, &key, &request)?;
            let withdrawn = consent::withdrawn(tx, &request.id)?;
            let evidence = match known.journeys.edition(&application.journey, &application.edition) {
                Some(journey) if withdrawn.is_none() => evidence::of_request(tx, &vault, journey, &request)?,
                _ => (Vec::new(), Vec::new()),
            };
            Ok::<_, OutcomeError>(Ok((request, application, answers, events, package, evidence, withdrawn)))
        })
        .await?;
    let (request, application, answers, events, package, (evidence, follows), withdrawn) = match found {
        Ok(found) => found,
        Err(shown) => return Ok(shown),
    };
    let journey =
        government.journeys.edition(&application.journey, &application.edition).ok_or_else(Problem::not_found)?;
    let step = journey.services.iter().find(|step| step.service_type == request.service_type);
    // What the person took back is shown to nobody any more.
    let step = step.filter(|_| withdrawn.is_none());
    let rows = step.into_iter().flat_map(|step| &step.fields).filter_map(|field| {
        let (question, answer) = (journey.question(field)?, answers.get(field).filter(|answer| !answer.is_empty())?);
        Some(Said { question: question.label.clone(), answer: spoken(&government, question, answer) })
    });
    let before = package.map(|package| before(&government, package, &events));
    let page = RequestPage {
        before,
        title: case::title(&government, &request),
        reference: request.their_reference.clone().unwrap_or_else(|| request.id.to_string()),
        version: request.version,
        changed: false,
        due: request.due,
        late: request.is_late(today),
        rows: rows.collect(),
        withdrawn,
        request: request.id.clone(),
        evidence,
        follows,
        words: events.into_iter().filter_map(|(_, event)| words(&government, event)).collect(),
        others: others(&government, &request, today),
        appeal: government.catalogue.service_type(&request.service_type).and_then(|known| known.appeal.clone()),
        without_power: super::without_power(&government, visitor, &request, today)
            .map(|deciders| deciders.iter().map(|person| case::person(&government, person)).collect()),
        typed,
        mistakes,
    };
    Ok(Shown::Waiting(Box::new(page)))
}
