//! From the start page over the questions to sending.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store::StoreError;
use values::{Day, Id, Moment, Money, Text, id};
use web::{Access, Mistakes, Page, Problem, Routes, Visit, redirect, session};

use super::{
    Draft, DraftError,
    added::Added,
    aside::{Coming, NotRight, Sending},
    carried, check, discard,
    form::{self, Field, Typed},
    keep::{self, Notice},
    late, parts,
    seen::Seen,
};
use crate::{
    Government, Platform,
    application::{received::Said, submit::SubmitError},
    case,
    evidence::{self, Held},
    journey::{Answer, Asking, Contact, Journey, Kind, PREVIEW, Step, identifier, number, people, place, rules::Next},
    say,
};

/// The routes of a draft's life.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/start/{journey}", Access::Anyone, show_start)
        .post("/start/{journey}", Access::Anyone, start)
        .get("/drafts/{draft}", Access::Citizen, go_on)
        .get("/drafts/{draft}/questions/{page}", Access::Citizen, show_question)
        .post("/drafts/{draft}/questions/{page}", Access::Citizen, keep::answer)
        .get("/drafts/{draft}/exits/{exit}", Access::Citizen, show_exit)
        .get("/drafts/{draft}/save", Access::Citizen, show_save)
        .get("/drafts/{draft}/discard", Access::Citizen, discard::show)
        .post("/drafts/{draft}/discard", Access::Citizen, discard::throw_away)
        .get("/drafts/{draft}/parts", Access::Citizen, parts::show)
        .get("/drafts/{draft}/back", Access::Citizen, parts::come_back)
        .get("/drafts/{draft}/changed", Access::Citizen, carried::show)
        .post("/drafts/{draft}/changed", Access::Citizen, carried::go_on)
        .get("/drafts/{draft}/check", Access::Citizen, check::show_check)
        .get("/drafts/{draft}/anyway", Access::Citizen, go_on)
        .post("/drafts/{draft}/anyway", Access::Citizen, check::set_anyway)
        .get("/drafts/{draft}/send", Access::Citizen, go_on)
        .post("/drafts/{draft}/send", Access::Citizen, check::send_it)
        .get("/drafts/{draft}/late", Access::Citizen, late::show)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct StartPage {
    title: Text,
    summary: Text,
    before: Vec<Text>,
    pages: usize,
    /// The newest that was begun and not sent.
    draft: Option<Begun>,
}

#[derive(Serialize)]
struct Begun {
    id: Id<id::Draft>,
    at: Moment,
    /// Are there others?
    several: bool,
}

impl Page for StartPage {
    const TEMPLATE: &'static str = "start.html";
}

async fn show_start(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let journey = offered(&platform, &id)?;
    let page = StartPage {
        title: journey.title.clone(),
        summary: journey.summary.clone(),
        before: paragraphs(&journey.before_you_start),
        pages: journey.pages.len(),
        draft: begun(&platform, &visit, &journey).await?,
    };
    Ok(platform.kit.page(&visit, &page))
}

async fn start(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let journey = offered(&platform, &id)?;
    let (now, real) = platform.times();
    let (vault, actor, language, known) =
        (platform.vault().clone(), visit.actor.clone(), visit.language, visit.session.clone());
    let (draft, started) = platform
        .store()
        .write(move |tx| {
            let draft = super::start(tx, &actor, (now, real), &vault, &journey, language)?;
            let started = if known.is_some() { None } else { Some(session::start(tx, &vault, real)?) };
            let session = known.as_ref().or(started.as_ref().map(|started| &started.session));
            if let Some(session) = session {
                session::grant(tx, session, &grant(&draft.id))?;
            }
            Ok::<_, DraftError>((draft, started))
        })
        .await?;
    let response = redirect(&format!("/drafts/{}", draft.id));
    Ok(match &started {
        Some(started) => platform.kit.with_session(response, started),
        None => response,
    })
}

async fn go_on(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    Ok(redirect(&opened.next(platform.today())))
}

#[derive(Serialize)]
struct QuestionPage<'a> {
    draft: &'a Id<id::Draft>,
    title: &'a Text,
    section: &'a Text,
    fields: Vec<Field>,
    back: String,
    mistakes: Mistakes,
    /// What this page shows, for its form.
    seen: String,
    /// What tells this form from every other.
    form: String,
    /// Why nothing was sent, if they wanted to.
    unsent: Option<&'static str>,
    /// What another tab had saved, if this page was changed since it was opened.
    changed: Option<Vec<Said>>,
    /// The services that were added and are why some of this is asked.
    added: Vec<Added>,
    /// Who helps with a place outside the area served.
    contact: Option<&'a Contact>,
    /// Can one come back by the link yet?
    knows: bool,
    /// Has the journey a page that shows all its parts?
    long: bool,
    /// The link itself, on the page after the one that made it work.
    link: Option<String>,
    /// Is it an edition that is only looked through?
    preview: Option<String>,
}

impl Page for QuestionPage<'_> {
    const TEMPLATE: &'static str = "question.html";
}

async fn show_question(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, page)): Path<(String, String)>,
    Query(coming): Query<Coming>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let (today, answers) = (platform.today(), &opened.draft.body.answers);
    let asking = opened.asking(today);
    if opened.newer.is_some() || !asking.pages().any(|asked| asked.id == page) {
        return Ok(redirect(&opened.next(today)));
    }
    let back = coming.back(&opened, &page);
    if let Some(filled) = opened.draft.body.set_aside.get(&page).filter(|_| coming.was_changed()) {
        return Ok(keep::changed(&opened, (&platform, &visit), (&page, back), filled)?);
    }
    let mut typed = Typed::of_page(&opened.journey, &page, &opened.draft.body, visit.language);
    let (areas, today) = (opened.government.catalogue.areas(), opened.government.today(today));
    let is_open = coming.was_wrong() || opened.not_right(&asking).iter().any(|question| question.page == page);
    let mistakes = if is_open {
        typed = typed.on_form(opened.journey.questions_on(&page));
        form::read(&asking, &page, answers, &typed, areas, today).1
    } else {
        form::wrong_days(&asking, &page, answers, today)
    };
    let notice = Notice { unsent: coming.unsent(), ..Notice::default() };
    Ok(opened.question((&platform, &visit), &asking, (&page, back), &typed, mistakes, notice)?)
}

#[derive(Serialize)]
struct ExitPage<'a> {
    title: &'a Text,
    paragraphs: Vec<Text>,
    contact: &'a Text,
    phone: Option<&'a str>,
    phone_link: String,
    site: Option<&'a str>,
    back: String,
    /// Why nothing was sent, if they wanted to.
    unsent: Option<&'static str>,
    preview: Option<String>,
}

impl Page for ExitPage<'_> {
    const TEMPLATE: &'static str = "exit.html";
}

async fn show_exit(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, exit)): Path<(String, String)>,
    Query(sending): Query<Sending>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let Some(exit) = opened.journey.exits.iter().find(|known| known.id == exit) else {
        return Err(Problem::not_found().into());
    };
    let asked_last = exit.when.last().and_then(|when| opened.journey.question(&when.question));
    let phone = exit.contact.phone.as_deref();
    let page = ExitPage {
        title: &exit.title,
        paragraphs: paragraphs(&exit.text),
        contact: &exit.contact.name,
        phone,
        phone_link: phone.unwrap_or_default().chars().filter(|c| c.is_ascii_digit() || *c == '+').collect(),
        site: exit.contact.page.as_deref().filter(|page| page.starts_with("https://")),
        back: asked_last.map_or_else(|| opened.address(), |question| opened.question_address(&question.page)),
        unsent: sending.unsent("exit-unsent"),
        preview: opened.preview(),
    };
    Ok(platform.kit.page(&visit, &page))
}

#[derive(Serialize)]
struct SavePage<'a> {
    draft: &'a Id<id::Draft>,
    title: &'a Text,
    link: String,
    knows: bool,
    not_right: Vec<NotRight>,
}

impl Page for SavePage<'_> {
    const TEMPLATE: &'static str = "save.html";
}

async fn show_save(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let link = case::pages::come_back_address(&platform, &opened.draft.id);
    let page = SavePage {
        draft: &opened.draft.id,
        title: &opened.journey.title,
        link,
        knows: opened.knows(),
        not_right: opened.named_not_right(&opened.asking(platform.today())),
    };
    Ok(platform.kit.page(&visit, &page))
}

/// A draft that this browser may open, with the journey it is made with.
pub(crate) struct Opened {
    pub draft: Draft,
    /// The evidence that was given with it.
    pub evidence: Vec<Held>,
    pub journey: Arc<Journey>,
    pub government: Arc<Government>,
    /// Was it sent? Then nothing of it changes any more.
    pub sent: bool,
    /// The edition that has taken its turn since: what it asks otherwise is shown first.
    pub newer: Option<Arc<Journey>>,
}

/// The answer where a draft's page can't be shown: a problem, or the way to the case that the draft became.
pub(crate) struct Elsewhere(Response);

impl IntoResponse for Elsewhere {
    fn into_response(self) -> Response {
        self.0
    }
}

impl From<Response> for Elsewhere {
    fn from(response: Response) -> Self {
        Self(response)
    }
}

impl From<Problem> for Elsewhere {
    fn from(problem: Problem) -> Self {
        Self(problem.into_response())
    }
}

impl From<DraftError> for Elsewhere {
    fn from(error: DraftError) -> Self {
        Problem::from(error).into()
    }
}

impl From<SubmitError> for Elsewhere {
    fn from(error: SubmitError) -> Self {
        Problem::from(error).into()
    }
}

/// A draft that was not sent yet. One that was leads to its case: another tab, a page that was opened again.
pub(crate) async fn open(platform: &Platform, visit: &Visit, id: &str) -> Result<Opened, Elsewhere> {
    let opened = find(platform, visit, id).await?;
    if opened.sent { Err(Elsewhere(redirect(&opened.case()))) } else { Ok(opened) }
}

/// A draft, sent or not.
pub(crate) async fn find(platform: &Platform, visit: &Visit, id: &str) -> Result<Opened, Elsewhere> {
    let id: Id<id::Draft> = id.parse().map_err(|_| Problem::not_found())?;
    if !visit.may_open(&grant(&id)) {
        return Err(say::draft_missing().into());
    }
    let vault = platform.vault().clone();
    let asked = id.clone();
    let (draft, sent, evidence) = platform
        .store()
        .read(move |tx| {
            let draft = super::load(tx, &vault, &asked)?;
            let evidence = evidence::store::of_draft(tx, &vault, &asked)?;
            Ok::<_, DraftError>((draft, super::was_sent(tx, &asked)?, evidence))
        })
        .await?;
    if platform.government().journeys.edition(&draft.journey, &draft.edition).is_none() {
        // It was published a moment ago, by way of another node.
        platform.reload().await.map_err(Problem::from)?;
    }
    let government = platform.government();
    let journey =
        government.journeys.edition(&draft.journey, &draft.edition).cloned().ok_or_else(Problem::not_found)?;
    let offered = government.journeys.offered(&draft.journey, platform.today());
    let is_other = |offered: &&Arc<Journey>| !sent && !journey.is_preview() && offered.edition != journey.edition;
    let newer = offered.filter(is_other).cloned();
    Ok(Opened { draft, evidence, journey, government, sent, newer })
}

impl Opened {
    pub(crate) fn address(&self) -> String {
        format!("/drafts/{}", self.draft.id)
    }

    pub(crate) fn check(&self) -> String {
        format!("/drafts/{}/check", self.draft.id)
    }

    pub(crate) fn question_address(&self, page: &str) -> String {
        format!("/drafts/{}/questions/{page}", self.draft.id)
    }

    pub(crate) fn case(&self) -> String {
        format!("/cases/{}", self.draft.id.become_a::<id::Application>())
    }

    /// Where whoever looks through an edition that is not published came from.
    pub(crate) fn preview(&self) -> Option<String> {
        self.journey.is_preview().then(|| format!("/staff/journeys/{}/draft", self.journey.id.name()))
    }

    /// Is it said what a person must know to come back by the link?
    pub(super) fn knows(&self) -> bool {
        self.journey.knows().is_some_and(|question| self.draft.body.answers.contains_key(&question.id))
    }

    /// What is asked, by what was said so far.
    pub(crate) fn asking(&self, today: Day) -> Asking<'_> {
        self.journey.asking(&self.draft.body.answers, &self.draft.body.wishes.anyway, today)
    }

    /// Where the person is: what has changed since they began, the first page that lacks an answer, has something that is
    /// not right yet or a day that is wrong by now, an exit, evidence that is missing, or checking.
    pub(crate) fn next(&self, today: Day) -> String {
        if self.newer.is_some() {
            return format!("{}/changed", self.address());
        }
        let asking = self.asking(today);
        match asking.next(&self.draft.body.answers) {
            Next::Ask(page) => self.question_address(&page.id),
            Next::Leave(exit) => format!("{}/exits/{}", self.address(), exit.id),
            Next::Check => {
                let wrong = asking.wrong_days(&self.draft.body.answers, self.government.today(today));
                let wrong = wrong.first().map(|(question, _)| *question);
                match self.not_right(&asking).first().copied().or(wrong) {
                    Some(question) => self.question_address(&question.page),
                    None => self.evidence_missing(today).unwrap_or_else(|| self.check()),
                }
            }
        }
    }

    pub(super) fn question(
        &self,
        (platform, visit): (&Platform, &Visit),
        asking: &Asking<'_>,
        (page, back): (&str, Option<String>),
        typed: &Typed,
        mistakes: Mistakes,
        notice: Notice,
    ) -> Result<Response, Problem> {
        let known = self.journey.page(page).ok_or_else(Problem::not_found)?;
        let before = asking.before(page);
        let after_knows = before.is_some_and(|before| self.journey.knows().is_some_and(|it| it.page == before.id));
        let link = (after_knows && self.knows()).then(|| case::pages::come_back_address(platform, &self.draft.id));
        let before = before.map(|before| self.question_address(&before.id));
        let back = back.or(before).unwrap_or_else(|| format!("/start/{}", self.journey.id.name()));
        let vault = platform.vault();
        let page = QuestionPage {
            draft: &self.draft.id,
            title: &known.title,
            section: &known.section,
            fields: form::fields(asking, page, typed, self.government.catalogue.areas()),
            back,
            mistakes,
            seen: Seen::of_page((vault, &self.draft.id), &self.journey, page, &self.draft.body).to_string(),
            form: keep::form(),
            unsent: notice.unsent,
            changed: notice.changed,
            added: self.added(asking, page, platform.today()),
            contact: self.journey.elsewhere.as_ref(),
            knows: self.knows(),
            long: parts::is_long(self),
            link,
            preview: self.preview(),
        };
        Ok(platform.kit.page(visit, &page))
    }
}

/// An answer as people read it.
pub(crate) fn spoken(government: &Government, question: &crate::journey::Question, answer: &Answer) -> Text {
    let same = |text: &str| Text { en: text.to_owned(), fr: text.to_owned() };
    let label = |value: &str| match (question.kind, value) {
        (Kind::YesNo, "yes") => Text { en: "Yes".into(), fr: "Oui".into() },
        (Kind::YesNo, _) => Text { en: "No".into(), fr: "Non".into() },
        _ => question
            .options
            .iter()
            .find(|option| option.value == value)
            .map_or_else(|| same(value), |option| option.label.clone()),
    };
    match (question.kind, answer) {
        (Kind::Date, Answer::Text(text)) => match text.parse::<Day>() {
            Ok(day) => Text {
                en: web::language::dates::day(values::Language::En, day),
                fr: web::language::dates::day(values::Language::Fr, day),
            },
            Err(_) => same(text),
        },
        (Kind::Number, Answer::Text(text)) => number::spoken(text),
        (Kind::Money, Answer::Text(text)) => match question.currency.zip(number::minor(text)) {
            Some((currency, minor)) => Text {
                en: web::language::dates::money(values::Language::En, Money { minor, currency }),
                fr: web::language::dates::money(values::Language::Fr, Money { minor, currency }),
            },
            None => number::spoken(text),
        },
        (Kind::Identifier, Answer::Text(text)) => same(&identifier::spoken(question, text)),
        (_, Answer::Address(address)) => same(&address.to_line()),
        (Kind::People, Answer::Text(text)) => {
            people::read(text).map_or_else(|_| same(text), |all| people::spoken(&all))
        }
        (Kind::YesNo | Kind::Choice, Answer::Text(text)) => label(text),
        (_, Answer::Text(text)) => same(text),
        (_, Answer::Many(values)) => {
            let labels: Vec<Text> = values.iter().map(|value| label(value)).collect();
            let joined = |pick: fn(&Text) -> &str| labels.iter().map(pick).collect::<Vec<_>>().join(", ");
            Text { en: joined(|text| &text.en), fr: joined(|text| &text.fr) }
        }
        (_, Answer::Elsewhere { postcode, .. }) if answer.has_no_postcode() => place::without_postcode(postcode),
        (_, Answer::Elsewhere { postcode, .. }) => Text {
            en: format!("{postcode} (not a place served here)"),
            fr: format!("{postcode} (lieu non desservi ici)"),
        },
        (_, Answer::Place { postcode, area }) => {
            let area = area.as_ref().and_then(|area| government.catalogue.areas().get(area));
            let with = |name: &str| if name.is_empty() { postcode.clone() } else { format!("{postcode} ({name})") };
            Text { en: with(area.map_or("", |area| &area.name.en)), fr: with(area.map_or("", |area| &area.name.fr)) }
        }
    }
}

fn offered(platform: &Platform, id: &str) -> Result<Arc<Journey>, Problem> {
    let id = Id::named(id).map_err(|_| Problem::not_found())?;
    platform.government().journeys.offered(&id, platform.today()).cloned().ok_or_else(Problem::not_found)
}

/// The newest draft of this journey that this browser has begun and not sent.
async fn begun(platform: &Platform, visit: &Visit, journey: &Journey) -> Result<Option<Begun>, Problem> {
    let mut mine: BTreeMap<String, Id<id::Draft>> = BTreeMap::new();
    for id in visit.grants("draft:").filter_map(|id| id.parse::<Id<id::Draft>>().ok()) {
        mine.insert(id.to_string(), id);
    }
    let (vault, journey) = (platform.vault().clone(), journey.id.clone());
    let found = platform.store().read(move |tx| {
        let mut newest: Option<Begun> = None;
        for id in mine.values().rev().take(20) {
            match super::load(tx, &vault, id) {
                Ok(draft)
                    if draft.journey == journey && !draft.edition.starts_with(PREVIEW) && !super::was_sent(tx, id)? =>
                {
                    match newest {
                        None => newest = Some(Begun { id: draft.id, at: draft.begun, several: false }),
                        Some(newest) => return Ok(Some(Begun { several: true, ..newest })),
                    }
                }
                Ok(_) | Err(DraftError::NotFound(_) | DraftError::Store(StoreError::KeyGone(_))) => {}
                Err(error) => return Err(error),
            }
        }
        Ok::<_, DraftError>(newest)
    });
    Ok(found.await?)
}

/// What people call a service of a journey.
pub(crate) fn title_of(government: &Government, step: &Step) -> Text {
    let known = government.catalogue.service_type(&step.service_type);
    known.map_or_else(|| step.why.clone(), |known| known.title.clone())
}

/// What a session is granted to open this draft.
pub(crate) fn grant(id: &Id<id::Draft>) -> String {
    format!("draft:{id}")
}

/// What a session is granted to open the case of this draft.
pub(crate) fn case_grant(id: &Id<id::Application>) -> String {
    format!("case:{id}")
}

fn paragraphs(text: &Text) -> Vec<Text> {
    let (en, fr): (Vec<&str>, Vec<&str>) = (text.en.split("\n\n").collect(), text.fr.split("\n\n").collect());
    let of = |all: &[&str], n: usize| all.get(n).map(|part| part.trim().to_owned()).unwrap_or_default();
    (0..en.len().max(fr.len())).map(|n| Text { en: of(&en, n), fr: of(&fr, n) }).collect()
}
