//! Keeping what a page of questions said. No form overwrites what it did not show: what was kept since it was opened, by
//! another tab, is shown before. What the same form said before, that somebody has gone back to, is its own. Whatever comes of
//! it has an address of its own: no page answers a form.

use std::sync::Arc;

use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use store::{random, seal::Vault};
use values::Text;
use web::{Fields, Mistakes, Problem, Visit, redirect};

use super::{
    Body, Draft, DraftError, Said, Wish,
    aside::{Again, Aside, Coming},
    form::{Filled, Typed},
    late,
    pages::{Elsewhere, Opened, find},
    seen::Seen,
};
use crate::{
    Platform,
    application::received,
    journey::{Asking, Journey, Question, Says, Step},
};

/// The hidden field that holds what the page showed. No question is called so.
const SEEN: &str = "_seen";
/// The one that holds which questions were on it, filled or not. Nor so.
const ASKED: &str = "_asked";
/// The one that tells a form from every other. Nor so.
const FORM: &str = "_form";
/// As many characters as it has.
const FORM_LENGTH: usize = 16;

/// What a page of questions says above them.
#[derive(Default)]
pub(super) struct Notice {
    /// Nothing was sent: something here has to be answered or put right before.
    pub unsent: Option<&'static str>,
    /// It was changed since it was opened, and nothing of this form was kept. With what is kept of that for which something
    /// else was typed here.
    pub changed: Option<Vec<received::Said>>,
}

pub(super) async fn answer(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, page)): Path<(String, String)>,
    Query(coming): Query<Coming>,
    fields: Fields,
) -> Result<Response, Elsewhere> {
    let opened = find(&platform, &visit, &id).await?;
    let is_asked = |question: &&Question| {
        fields.get(ASKED).is_none_or(|asked| asked.split_whitespace().any(|id| id == question.id))
    };
    let typed = Typed::from_pairs(fields.pairs()).on_form(opened.journey.questions_on(&page).filter(is_asked));
    let today = platform.today();
    if opened.sent {
        return Ok(late::answer(&opened, (&page, &typed), today));
    }
    let filled = Filled::of_page(&opened.journey, &page, &typed, Seen::parse(fields.trimmed(SEEN)));
    let (mut came, mistakes) = Came::read(&opened, &opened.asking(today), &page, filled, &platform);
    let form = Some(fields.trimmed(FORM)).filter(|form| form.len() == FORM_LENGTH);
    came.said.said_by = form.map(|form| (page.clone(), form.to_owned()));
    let draft = match keep(&platform, &visit, &opened, Arc::new(came)).await {
        Ok(Some(draft)) => draft,
        Ok(None) => return Ok(redirect(&coming.again(&opened, &page, Again::Changed))),
        Err(DraftError::Sent(_)) => return Ok(late::lead(&opened)),
        Err(error) => return Err(error.into()),
    };
    if let Some(aside) = Aside::of(&fields) {
        return Ok(redirect(&aside.address(&opened)));
    }
    if !mistakes.is_empty() {
        return Ok(redirect(&coming.again(&opened, &page, Again::Wrong)));
    }
    let opened = Opened { draft, ..opened };
    let next = opened.next(today);
    let back = coming.back(&opened, &page).filter(|_| next == opened.check());
    Ok(redirect(&back.unwrap_or(next)))
}

/// What came by the form of a page.
struct Came {
    page: String,
    filled: Filled,
    /// What that says.
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
    /// What a form says, and what is wrong with it.
    fn read(opened: &Opened, asking: &Asking<'_>, page: &str, filled: Filled, platform: &Platform) -> (Self, Mistakes) {
        let (areas, today) = (opened.government.catalogue.areas(), opened.government.today(platform.today()));
        let (said, mistakes) = filled.read((asking, page), &opened.draft.body.answers, areas, today);
        (Self { page: page.to_owned(), filled, said }, mistakes)
    }

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
        Compared { shown: self.filled.shown.clone(), came: seen(&came), kept: seen(&draft.body) }
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

/// Keeps what a page said; sets it aside where that would overwrite what the page did not show. A consent to what does not
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
            super::set_aside(tx, &vault, &id, &came.page, &came.filled)?;
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

/// The page of a form that was set aside: with what was typed there where something was, otherwise what is kept; and what is
/// kept where both differ.
pub(super) fn changed(
    opened: &Opened,
    (platform, visit): (&Platform, &Visit),
    (page, back): (&str, Option<String>),
    filled: &Filled,
) -> Result<Response, Problem> {
    let asking = opened.asking(platform.today());
    let (came, _) = Came::read(opened, &asking, page, filled.clone(), platform);
    let compared = came.beside(platform.vault(), &opened.journey, &opened.draft);
    let mut body = opened.draft.body.clone();
    let mut there = Vec::new();
    for question in opened.journey.questions_on(page).filter(|question| compared.was_typed(question)) {
        if compared.overwrites(question) && asking.asks(question) {
            there.push(kept(opened, question));
        }
        body.as_typed.extend(filled.typed.of(question).map(|fields| (question.id.clone(), fields)));
    }
    let typed = Typed::of_page(&opened.journey, page, &body, visit.language);
    let notice = Notice { changed: Some(there), ..Notice::default() };
    opened.question((platform, visit), &asking, (page, back), &typed, Mistakes::none(), notice)
}

/// What is kept for a question, right or not.
fn kept(opened: &Opened, question: &Question) -> received::Said {
    let said = received::Said::of(&opened.government, &opened.draft.body.answers, question);
    match opened.draft.body.as_typed.get(&question.id).map(Typed::to_line) {
        Some(line) => received::Said { answer: Some(Text { en: line.clone(), fr: line }), ..said },
        None => said,
    }
}
