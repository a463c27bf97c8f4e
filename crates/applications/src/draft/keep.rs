//! Keeping what a page of questions said. No form overwrites what it did not show: what was kept since it was opened, by
//! another tab, is shown before. What the same form said before, that somebody has gone back to, is its own.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use store::{random, seal::Vault};
use values::Text;
use web::{Fields, Mistakes, Visit, redirect};

use super::{
    Body, Draft, DraftError, Said, Wish,
    aside::{self, Aside, Changing},
    form::{self, Typed},
    late,
    pages::{Elsewhere, Opened, find},
    seen::Seen,
};
use crate::{
    Platform,
    application::received,
    journey::{Journey, Question, Says, Step},
};

/// The hidden field that holds what the page showed. No question is called so.
const SEEN: &str = "_seen";
/// The one that tells a form from every other. Nor so.
const FORM: &str = "_form";
/// As many characters as it has.
const FORM_LENGTH: usize = 16;

/// What a page of questions says above them.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "there")]
pub(super) enum Notice {
    /// Nothing was sent: something here has to be answered or put right before.
    Unsent,
    /// It was changed since it was opened, and nothing of this form was kept. With what is kept of that for which something
    /// else was typed here.
    Changed(Vec<received::Said>),
}

pub(super) async fn answer(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, page)): Path<(String, String)>,
    Query(changing): Query<Changing>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = find(&platform, &visit, &id).await?;
    let typed = Typed::from_pairs(fields.pairs());
    if opened.sent {
        return late::answer(&platform, &visit, &opened, (&page, &typed), platform.today()).await;
    }
    let (journey, body) = (opened.journey.clone(), &opened.draft.body);
    let today = opened.government.today(platform.today());
    let asking = journey.asking(&body.answers, &body.wishes.anyway, platform.today());
    let areas = opened.government.catalogue.areas();
    let (answers, mistakes) = form::read(&asking, &page, &body.answers, &typed, areas, today);
    let as_typed = aside::as_typed(&journey, &page, &typed, &answers);
    let form = Some(fields.trimmed(FORM)).filter(|form| form.len() == FORM_LENGTH);
    let said_by = form.map(|form| (page.clone(), form.to_owned()));
    let (shown, said) = (Seen::parse(fields.trimmed(SEEN)), Said { answers, as_typed, said_by });
    let came = Arc::new(Came { page, shown, said });
    let draft = match keep(&platform, &visit, &opened, came.clone()).await {
        Ok(Some(draft)) => draft,
        Ok(None) => return changed(&platform, &visit, &id, (&came, &typed), &changing).await,
        Err(DraftError::Sent(_)) => return late::page(&platform, &visit, &opened).await,
        Err(error) => return Err(error.into()),
    };
    if let Some(aside) = Aside::of(&fields) {
        return Ok(redirect(&aside.address(&opened)));
    }
    let opened = Opened { draft, ..opened };
    let back = changing.back(&opened, &came.page);
    if mistakes.is_empty() {
        let next = opened.next(platform.today());
        return Ok(redirect(&back.filter(|_| next == opened.check()).unwrap_or(next)));
    }
    let wrong = (StatusCode::UNPROCESSABLE_ENTITY, mistakes);
    Ok(opened.question((&platform, &visit), &asking, (&came.page, back), &typed, wrong, changing.notice())?)
}

/// What came by the form of a page.
struct Came {
    page: String,
    /// What the page had shown.
    shown: Seen,
    said: Said,
}

/// What a page had shown, what came by its form, and what is kept by now.
struct Compared {
    shown: Seen,
    came: Seen,
    kept: Seen,
}

/// What tells a form from every other.
pub(super) fn form() -> String {
    hex::encode(random::<{ FORM_LENGTH / 2 }>())
}

impl Came {
    /// Was this page last said by the same form? Somebody has gone back to it.
    fn is_last_of(&self, draft: &Draft) -> bool {
        self.said.said_by.as_ref().is_some_and(|(page, form)| draft.body.said_by.get(page) == Some(form))
    }

    fn beside(&self, vault: &Vault, journey: &Journey, draft: &Draft) -> Compared {
        let as_typed =
            self.said.as_typed.iter().filter_map(|(question, typed)| Some((question.clone(), typed.clone()?)));
        let came = Body {
            answers: self.said.answers.iter().cloned().collect(),
            as_typed: as_typed.collect(),
            ..Body::default()
        };
        let seen = |body| Seen::of_page((vault, &draft.id), journey, &self.page, body);
        Compared { shown: self.shown.clone(), came: seen(&came), kept: seen(&draft.body) }
    }
}

impl Compared {
    /// Would something be overwritten that the page did not show? The same once more overwrites nothing.
    fn overwrites(&self, question: &Question) -> bool {
        !self.shown.has_answer(&question.id, &self.kept) && !self.came.has_answer(&question.id, &self.kept)
    }

    /// Was something typed here?
    fn was_typed(&self, question: &Question) -> bool {
        self.came.shows(&question.id) && !self.shown.has_answer(&question.id, &self.came)
    }
}

/// Keeps what a page said; nothing of it where that would overwrite what the page did not show. A consent to what does not
/// apply any more is none.
async fn keep(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    came: Arc<Came>,
) -> Result<Option<Draft>, DraftError> {
    let (vault, id, journey) = (platform.vault().clone(), opened.draft.id.clone(), opened.journey.clone());
    let (actor, now, today) = (visit.as_citizen(&opened.draft.person), platform.clocks().now(), platform.today());
    let keeping = platform.store().write(move |tx| {
        let before = super::load(tx, &vault, &id)?;
        let compared = came.beside(&vault, &journey, &before);
        let overwrites = journey.questions_on(&came.page).any(|question| compared.overwrites(question));
        if overwrites && !came.is_last_of(&before) {
            return Ok(None);
        }
        let draft = super::answer(tx, &actor, now, &vault, &id, &came.said)?;
        let wishes = &draft.body.wishes;
        if wishes.agreed.is_empty() {
            return Ok(Some(draft));
        }
        let answers = journey.asking(&draft.body.answers, &wishes.anyway, today).counted(&draft.body.answers);
        let case = journey.case(&answers, today);
        let is_none = |step: &&Step| {
            let name = step.service_type.name();
            wishes.agreed.contains_key(name)
                && case.says(step) == Says::DoesNotApply
                && !wishes.anyway.iter().any(|wished| wished == name)
        };
        let gone = journey.services.iter().filter(is_none);
        let gone: Vec<_> = gone.map(|step| (step.service_type.name().to_owned(), Wish::NotAgreed)).collect();
        if gone.is_empty() { Ok(Some(draft)) } else { super::wish(tx, &actor, now, &vault, &id, &gone).map(Some) }
    });
    keeping.await
}

/// The page once more: with what was typed here where something was, otherwise what is kept; and what is kept where both differ.
async fn changed(
    platform: &Platform,
    visit: &Visit,
    id: &str,
    (came, typed): (&Came, &Typed),
    changing: &Changing,
) -> Result<Response, Elsewhere> {
    let opened = find(platform, visit, id).await?;
    if opened.sent {
        return late::page(platform, visit, &opened).await;
    }
    let compared = came.beside(platform.vault(), &opened.journey, &opened.draft);
    let asking = opened.asking(platform.today());
    let mut body = opened.draft.body.clone();
    let mut there = Vec::new();
    for question in opened.journey.questions_on(&came.page).filter(|question| compared.was_typed(question)) {
        if compared.overwrites(question) && asking.asks(question) {
            there.push(kept(&opened, question));
        }
        body.as_typed.extend(typed.of(question).map(|fields| (question.id.clone(), fields)));
    }
    let typed = Typed::of_page(&opened.journey, &came.page, &body, visit.language);
    let page = (&*came.page, changing.back(&opened, &came.page));
    let status = (StatusCode::CONFLICT, Mistakes::none());
    Ok(opened.question((platform, visit), &asking, page, &typed, status, Some(Notice::Changed(there)))?)
}

/// What is kept for a question, right or not.
fn kept(opened: &Opened, question: &Question) -> received::Said {
    let said = received::Said::of(&opened.government, &opened.draft.body.answers, question);
    match opened.draft.body.as_typed.get(&question.id).map(Typed::to_line) {
        Some(line) => received::Said { answer: Some(Text { en: line.clone(), fr: line }), ..said },
        None => said,
    }
}
