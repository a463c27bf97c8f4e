//! Coming back to a draft, or to the case that it became, by its link and by what the person must know.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::{
    Tx,
    audit::{self, Entry},
    seal::{PersonKey, Place, Vault},
};
use values::{Day, Id, Text, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Visit, redirect, session};

use crate::{
    Government, Platform, application,
    draft::{self, DraftError, form::Typed, pages::case_grant},
    journey::{Answer, Answers, Journey},
    link,
};

#[derive(Serialize, Default)]
struct ComeBackPage {
    typed: TypedDay,
    mistakes: Mistakes,
}

/// What the fields of the day hold.
#[derive(Serialize, Deserialize, Default, Clone)]
struct TypedDay {
    day: String,
    month: String,
    year: String,
}

impl TypedDay {
    fn of(fields: &Fields) -> Self {
        let of = |part: &str| fields.trimmed(&format!("knows-{part}")).chars().take(10).collect();
        Self { day: of("day"), month: of("month"), year: of("year") }
    }
}

impl ComeBackPage {
    fn with(typed: TypedDay, part: &str, message: &str) -> Self {
        let mut mistakes = Mistakes::none();
        mistakes.add_at("knows", format!("knows-{part}"), MessageRef::new(message.to_owned()));
        Self { typed, mistakes }
    }
}

/// What was not right, in the page's address: sealed, because a day that was typed is the person's own. No page answers the
/// form, so that going back to it asks nothing.
#[derive(Serialize, Deserialize)]
struct NotRight {
    typed: TypedDay,
    part: String,
    message: String,
}

impl NotRight {
    fn place(draft: &Id<id::Draft>) -> Place<'_> {
        Place { table: "link", row: draft.as_str(), column: "typed" }
    }

    fn address(&self, secret: &str, key: &PersonKey, draft: &Id<id::Draft>) -> String {
        let plain = serde_json::to_vec(self).expect("it has no keys but texts, so it is JSON");
        format!("/c/{secret}?wrong={}", hex::encode(key.seal(&Self::place(draft), &plain)))
    }

    /// Nothing where this link has not sealed it.
    fn open(sealed: &str, key: &PersonKey, draft: &Id<id::Draft>) -> Option<Self> {
        let plain = key.open(&Self::place(draft), &hex::decode(sealed).ok()?).ok()?;
        serde_json::from_slice(&plain).ok()
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    wrong: String,
}

impl Page for ComeBackPage {
    const TEMPLATE: &'static str = "come-back.html";
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(secret): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let draft = link::open(platform.vault(), &secret).ok_or_else(Problem::not_found)?;
    if visit.may_open(&case_grant(&draft.become_a())) {
        return Ok(redirect(&format!("/cases/{}", draft.become_a::<id::Application>())));
    }
    if visit.may_open(&draft::pages::grant(&draft)) {
        return Ok(redirect(&format!("/drafts/{draft}")));
    }
    let (government, vault) = (platform.government(), platform.vault().clone());
    let reading = platform.store().read(move |tx| {
        let said = what_was_said(tx, &government, &vault, &draft)?;
        let wrong = NotRight::open(&asked.wrong, &said.key, &draft);
        Ok::<_, DraftError>((said, wrong))
    });
    let (said, wrong) = reading.await?;
    Ok(match (said.not_yet(), wrong) {
        (Some(page), _) => platform.kit.page(&visit, &page),
        (None, Some(it)) => platform.kit.page(&visit, &ComeBackPage::with(it.typed, &it.part, &it.message)),
        (None, None) => platform.kit.page(&visit, &ComeBackPage::default()),
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

pub(super) async fn answer(
    State(platform): State<Platform>,
    visit: Visit,
    Path(secret): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let draft = link::open(platform.vault(), &secret).ok_or_else(Problem::not_found)?;
    let (government, vault, real) = (platform.government(), platform.vault().clone(), platform.clocks().real());
    let said = whole_day(&fields);
    let typed = TypedDay::of(&fields);
    let (known_session, name) = (visit.session.clone(), draft.clone());
    let (actor, now) = (visit.actor.clone(), platform.clocks().now());
    let not_right = {
        let (typed, secret, draft) = (typed.clone(), secret.clone(), draft.clone());
        move |key: &PersonKey, (part, message): NoDay| {
            let it = NotRight { typed: typed.clone(), part: part.to_owned(), message: message.to_owned() };
            Opened::NotRight(it.address(&secret, key, &draft))
        }
    };
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
            if found.not_yet().is_some() {
                return Ok(Opened::NotYet);
            }
            let Said { answers, journey, sent, key } = found;
            let said = match &said {
                Ok(said) => said,
                Err(why) => return Ok(not_right(&key, *why)),
            };
            let question = journey.as_ref().and_then(|journey| journey.knows()).map(|question| question.id.as_str());
            if !question.is_some_and(|question| is_known(&answers, question, said)) {
                super::store::failed(tx, &name, real)?;
                note(tx, "link-refused")?;
                return Ok(not_right(&key, ("day", "come-back-wrong")));
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
    Ok(match opened {
        Opened::Yes { sent, started } => {
            let to = if sent {
                format!("/cases/{}", draft.become_a::<id::Application>())
            } else {
                format!("/drafts/{draft}/back")
            };
            let response = redirect(&to);
            match started {
                Some(started) => platform.kit.with_session(response, &started),
                None => response,
            }
        }
        Opened::NotYet => redirect(&format!("/c/{secret}")),
        Opened::NotRight(address) => redirect(&address),
        // For a while nobody gets past this page, and there is nothing to go back from.
        Opened::Locked => {
            let page = ComeBackPage::with(typed, "day", "come-back-locked");
            platform.kit.page_with(&visit, StatusCode::TOO_MANY_REQUESTS, &page)
        }
    })
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
    Yes {
        sent: bool,
        started: Option<Box<session::Started>>,
    },
    NotYet,
    /// With the address that says so.
    NotRight(String),
    Locked,
}

/// What a draft, or the application that it became, says.
struct Said {
    answers: Answers,
    journey: Option<Arc<Journey>>,
    sent: bool,
    /// The person's.
    key: PersonKey,
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
        return Ok(Said { answers, journey, sent: true, key });
    }
    let draft = draft::load(tx, vault, draft)?;
    let journey = government.journeys.edition(&draft.journey, &draft.edition).cloned();
    let key = vault.person_key(tx, &draft.person)?;
    Ok(Said { answers: draft.body.answers, journey, sent: false, key })
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
