//! The case page, and coming back to it by the link.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use store::{
    Tx,
    audit::{self, Entry},
    seal::Vault,
};
use values::{Day, Id, Text, id};
use web::{Access, Fields, MessageRef, Mistakes, Page, Problem, Routes, Visit, redirect, session};

use super::{Case, Part};
use crate::{
    Government, Platform,
    application::{self, received::Received, untaken::Untaken},
    consent,
    draft::{self, DraftError, form::Typed, pages::case_grant},
    journey::{Answer, Answers, Journey},
    link,
    request::outcome::{OutcomeError, Scene},
};

/// The routes of cases.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/cases/{case}", Access::Citizen, show)
        .get("/cases/{case}/withdraw", Access::Citizen, show)
        .post("/cases/{case}/withdraw", Access::Citizen, withdraw)
        .get("/c/{secret}", Access::Anyone, show_come_back)
        .post("/c/{secret}", Access::Anyone, come_back)
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

#[derive(Serialize, Default)]
struct ComeBackPage {
    day: String,
    month: String,
    year: String,
    mistakes: Mistakes,
}

impl Page for ComeBackPage {
    const TEMPLATE: &'static str = "come-back.html";
}

async fn show_come_back(
    State(platform): State<Platform>,
    visit: Visit,
    Path(secret): Path<String>,
) -> Result<Response, Problem> {
    let draft = link::open(platform.vault(), &secret).ok_or_else(Problem::not_found)?;
    if visit.may_open(&case_grant(&draft.become_a())) {
        return Ok(redirect(&format!("/cases/{}", draft.become_a::<id::Application>())));
    }
    if visit.may_open(&draft::pages::grant(&draft)) {
        return Ok(redirect(&format!("/drafts/{draft}")));
    }
    let (government, vault) = (platform.government(), platform.vault().clone());
    let said = platform.store().read(move |tx| what_was_said(tx, &government, &vault, &draft)).await?;
    Ok(match said.not_yet() {
        Some(page) => platform.kit.page(&visit, &page),
        None => platform.kit.page(&visit, &ComeBackPage::default()),
    })
}

/// The link of a draft that nobody can know anything about yet: it opens nothing, and says why.
#[derive(Serialize)]
struct NotYetPage {
    question: Text,
    start: String,
}

impl Page for NotYetPage {
    const TEMPLATE: &'static str = "not-yet.html";
}

async fn come_back(
    State(platform): State<Platform>,
    visit: Visit,
    Path(secret): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let draft = link::open(platform.vault(), &secret).ok_or_else(Problem::not_found)?;
    let (government, vault, real) = (platform.government(), platform.vault().clone(), platform.clocks().real());
    let said = whole_day(&fields);
    let (known_session, name) = (visit.session.clone(), draft.clone());
    let (actor, now) = (visit.actor.clone(), platform.clocks().now());
    let opened = platform
        .store()
        .write(move |tx| {
            let note = |tx: &mut Tx<'_>, action| {
                audit::record(tx, &Entry { at: now, actor: &actor, action, subject: name.as_str(), details: &[] })
            };
            if super::store::locked(tx, &name, real)? {
                return Ok(Opened::Locked);
            }
            let found = what_was_said(tx, &government, &vault, &name)?;
            if let Some(page) = found.not_yet() {
                return Ok(Opened::NotYet(page));
            }
            let said = match &said {
                Ok(said) => said,
                Err(why) => return Ok(Opened::NoDay(*why)),
            };
            let Said { answers, journey, sent } = found;
            let question = journey.as_ref().and_then(|journey| journey.knows()).map(|question| question.id.as_str());
            if !question.is_some_and(|question| is_known(&answers, question, said)) {
                super::store::failed(tx, &name, real)?;
                note(tx, "link-refused")?;
                return Ok(Opened::Wrong);
            }
            note(tx, "link-opened")?;
            super::store::opened(tx, &name)?;
            let started = if known_session.is_some() { None } else { Some(session::start(tx, &vault, real)?) };
            if let Some(session) = known_session.as_ref().or(started.as_ref().map(|started| &started.session)) {
                session::grant(tx, session, &draft::pages::grant(&name))?;
                if sent {
                    session::grant(tx, session, &case_grant(&name.become_a()))?;
                }
            }
            Ok::<_, DraftError>(Opened::Yes { sent, started: started.map(Box::new) })
        })
        .await?;
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    let (part, message) = match opened {
        Opened::Yes { sent, started } => {
            let to = if sent {
                format!("/cases/{}", draft.become_a::<id::Application>())
            } else {
                format!("/drafts/{draft}/back")
            };
            let response = redirect(&to);
            return Ok(match started {
                Some(started) => platform.kit.with_session(response, &started),
                None => response,
            });
        }
        Opened::NotYet(page) => return Ok(platform.kit.page(&visit, &page)),
        Opened::NoDay(why) => why,
        Opened::Wrong => ("day", "come-back-wrong"),
        Opened::Locked => {
            status = StatusCode::TOO_MANY_REQUESTS;
            ("day", "come-back-locked")
        }
    };
    let mut mistakes = Mistakes::none();
    mistakes.add_at("knows", format!("knows-{part}"), MessageRef::new(message));
    let of = |part: &str| fields.trimmed(&format!("knows-{part}")).chars().take(10).collect::<String>();
    let page = ComeBackPage { day: of("day"), month: of("month"), year: of("year"), mistakes };
    Ok(platform.kit.page_with(&visit, status, &page))
}

/// The field in which it is, and what to say of it.
type NoDay = (&'static str, &'static str);

/// What was typed, where it is a whole real day: nothing else is a guess.
fn whole_day(fields: &Fields) -> Result<String, NoDay> {
    let Some(said) = Typed::from_pairs(fields.pairs()).day("knows") else { return Err(("day", "come-back-missing")) };
    let of = |part: &str| fields.trimmed(&format!("knows-{part}"));
    if let Some(part) = ["day", "month", "year"].into_iter().find(|part| of(part).is_empty()) {
        return Err((part, "come-back-whole"));
    }
    if of("year").len() != 4 || !of("year").bytes().all(|digit| digit.is_ascii_digit()) {
        return Err(("year", "come-back-year"));
    }
    if said.parse::<Day>().is_ok() { Ok(said) } else { Err(("day", "come-back-not-a-day")) }
}

enum Opened {
    Yes { sent: bool, started: Option<Box<session::Started>> },
    NotYet(NotYetPage),
    NoDay(NoDay),
    Wrong,
    Locked,
}

/// What a draft, or the application that it became, says.
struct Said {
    answers: Answers,
    journey: Option<Arc<Journey>>,
    sent: bool,
}

impl Said {
    /// What its link says while the question that a person must know the answer of is not answered.
    fn not_yet(&self) -> Option<NotYetPage> {
        let journey = self.journey.as_ref().filter(|_| !self.sent)?;
        let question = journey.knows().filter(|question| !self.answers.contains_key(&question.id))?;
        let start = format!("/start/{}", journey.id.name());
        Some(NotYetPage { question: question.label.clone(), start })
    }
}

fn what_was_said(
    tx: &mut Tx<'_>,
    government: &Government,
    vault: &Vault,
    draft: &Id<id::Draft>,
) -> Result<Said, DraftError> {
    if let Some(application) = application::store::get(tx, &draft.become_a())? {
        let key = vault.person_key(tx, &application.person)?;
        let answers = application::store::answers(tx, &key, &application.id)?;
        let journey = government.journeys.edition(&application.journey, &application.edition).cloned();
        return Ok(Said { answers, journey, sent: true });
    }
    let draft = draft::load(tx, vault, draft)?;
    let journey = government.journeys.edition(&draft.journey, &draft.edition).cloned();
    Ok(Said { answers: draft.body.answers, journey, sent: false })
}

/// Compared without telling by the time it takes how much of it was right.
fn is_known(answers: &Answers, question: &str, said: &str) -> bool {
    match answers.get(question) {
        Some(Answer::Text(known)) => {
            aws_lc_rs::constant_time::verify_slices_are_equal(known.as_bytes(), said.as_bytes()).is_ok()
        }
        _ => false,
    }
}
