//! `/staff/journeys/{journey}/draft`: the edition to be of a journey, changed part by part or file by file, looked through as
//! a citizen, held against what stands, and published from a day. What is published is never edited: whoever wants an
//! earlier edition back begins a draft from it.

pub mod draft;
mod files;
pub mod judge;
mod page;
mod part;
mod tables;
pub mod text;

use axum::{
    extract::{Path, State},
    response::Response,
};
use jiff::ToSpan as _;
use store::StoreError;
use values::{Actor, Day, Id, Moment, Role, Text, Who, id};
use web::{Access, Fields, MessageRef, Problem, Routes, Visit, redirect, session};

use self::{
    draft::Draft,
    page::{Brought, page},
};
use super::{Journey, PREVIEW, lacking::taken_back, store::Edition};
use crate::{Government, Platform, draft as drafts, draft::DraftError, say};

/// Who keeps journeys.
pub const KEEPERS: &[Role] = &[Role::CatalogueManager];
/// No file with decisions is longer.
const LONGEST_MODEL: usize = eligibility::decision::bounds::MOST_BYTES;
/// Nobody publishes for a day further ahead.
const FURTHEST_DAYS: i64 = 2 * 366;
/// A preview is there so long.
const PREVIEW_DAYS: i64 = 7;

/// The routes of drafts of journeys.
pub fn routes(platform: &Platform) -> Routes<()> {
    let of = |rest: &str| format!("/staff/journeys/{{journey}}/draft{rest}");
    let kept = Access::Staff(KEEPERS);
    Routes::new(&platform.kit)
        .get(&of(""), kept, show)
        .post(&of(""), kept, begin)
        .get(&of("/parts/{part}"), kept, part::show)
        .post(&of("/parts/{part}"), kept, part::change)
        .get(&of("/text"), kept, files::take_text)
        .upload(&of("/text"), kept, draft::LONGEST, files::bring_text)
        .get(&of("/model"), kept, files::take_model)
        .upload(&of("/model"), kept, LONGEST_MODEL, files::bring_model)
        .get(&of("/tables"), kept, tables::show)
        .post(&of("/tables"), kept, tables::try_a_case)
        .get(&of("/preview"), kept, show)
        .post(&of("/preview"), kept, preview)
        .get(&of("/publish"), kept, show)
        .post(&of("/publish"), kept, publish)
        .get(&of("/throw-away"), kept, show)
        .post(&of("/throw-away"), kept, throw_away)
        .with_state(platform.clone())
}

/// A draft with what it belongs to.
struct Opened {
    draft: Draft,
    government: std::sync::Arc<Government>,
    title: Text,
}

async fn open(platform: &Platform, journey: &str) -> Result<Opened, Problem> {
    let id: Id<id::Journey> = Id::named(journey).map_err(|_| Problem::not_found())?;
    let government = platform.government();
    let title = government.journeys.latest(&id).map(|latest| latest.title.clone()).ok_or_else(Problem::not_found)?;
    let found = platform.store().read(move |tx| draft::get(tx, &id)).await.map_err(Problem::from)?;
    Ok(Opened { draft: found.ok_or_else(say::no_journey_draft)?, government, title })
}

/// A draft that is changed: the version that was shown is still the one that there is.
async fn open_shown(platform: &Platform, journey: &str, fields: &Fields) -> Result<Opened, Problem> {
    let opened = open(platform, journey).await?;
    if opened.is_as_shown(fields) { Ok(opened) } else { Err(say::journey_draft_moved()) }
}

impl Opened {
    /// Is the version that the page showed still the one that there is?
    fn is_as_shown(&self, fields: &Fields) -> bool {
        fields.trimmed("version").parse() == Ok(self.draft.version)
    }
}

fn address(journey: &Id<id::Journey>) -> String {
    format!("/staff/journeys/{}/draft", journey.name())
}

fn whose(actor: &Actor) -> String {
    match &actor.who {
        Who::Staff(person) => person.to_string(),
        _ => String::new(),
    }
}

async fn show(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let opened = match open(&platform, &id).await {
        // Nobody has begun one: the journey's own page says how.
        Err(problem) if problem.code == say::NO_JOURNEY_DRAFT => return Ok(redirect(&format!("/staff/journeys/{id}"))),
        other => other?,
    };
    Ok(page(&platform, &visit, &opened, Brought::default()))
}

/// Begins a draft from an edition, or goes on with the one that there is.
async fn begin(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id: Id<id::Journey> = Id::named(&id).map_err(|_| Problem::not_found())?;
    let (government, today) = (platform.government(), platform.today());
    let base = match fields.trimmed("edition") {
        "" => government.journeys.offered(&id, today),
        edition => government.journeys.edition(&id, edition),
    };
    let base = base.filter(|base| !base.is_preview()).ok_or_else(Problem::not_found)?;
    let month = today.strftime("%Y-%m").to_string();
    let text = text::written(base).map_err(|error| {
        tracing::error!(%error, "An edition can't be written out");
        Problem::internal()
    })?;
    let draft = Draft {
        journey: id.clone(),
        version: 1,
        base: base.edition.clone(),
        text: text::with_key(&text, "edition", &draft::fresh_name(&government, &id, &month)),
        dmn: base.dmn.clone(),
        changed_at: platform.clocks().now(),
        changed_by: whose(&visit.actor),
    };
    let (actor, to) = (visit.actor.clone(), address(&id));
    let begun = platform.store().write(move |tx| draft::begin(tx, &actor, &draft)).await?;
    if begun { Ok(redirect(&to)) } else { Err(say::journey_draft_there()) }
}

async fn keep(platform: &Platform, visit: &Visit, draft: &mut Draft) -> Result<(), Problem> {
    draft.changed_at = platform.clocks().now();
    draft.changed_by = whose(&visit.actor);
    let (actor, own) = (visit.actor.clone(), draft.clone());
    let kept = platform.store().write(move |tx| draft::change(tx, &actor, &own)).await.map_err(Problem::from)?;
    if !kept {
        return Err(say::journey_draft_moved());
    }
    draft.version += 1;
    Ok(())
}

/// The draft's pages as a citizen sees them: an edition that is never offered, and a draft of it for this browser.
async fn preview(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open_shown(&platform, &id, &fields).await?;
    let Some(journey) = opened.draft.check(&opened.government).journey else {
        return Ok(page(&platform, &visit, &opened, Brought::unsound()));
    };
    let Some(known) = visit.session.clone() else { return Err(Problem::forbidden()) };
    let (now, real) = platform.times();
    let (vault, actor, language) = (platform.vault().clone(), visit.actor.clone(), visit.language);
    let before = Moment(now.0 - PREVIEW_DAYS * 24 * 60 * 60 * 1000);
    let begun = platform.store().write(move |tx| {
        super::store::forget_previews(tx, before)?;
        let named: Id<id::Draft> = tx.id();
        let name = format!("{PREVIEW}{}", named.name());
        let journey = Journey { edition: name.clone(), ..journey.clone() };
        let edition = Edition { name, from: None, published_at: now, by: Some(whose(&actor)), reason: None };
        super::store::insert(tx, &actor, &journey, &edition)?;
        let draft = drafts::start(tx, &actor, (now, real), &vault, &journey, language)?;
        session::grant(tx, &known, &drafts::pages::grant(&draft.id))?;
        Ok::<_, DraftError>(draft.id)
    });
    let draft = begun.await?;
    platform.reload().await?;
    Ok(redirect(&format!("/drafts/{draft}")))
}

async fn publish(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    let (from, reason) = (fields.trimmed("from"), fields.trimmed("reason"));
    let back: Vec<String> = fields.all("back").map(str::to_owned).collect();
    let mut brought = Brought { from: Some(from.to_owned()), reason: reason.to_owned(), back, ..Brought::default() };
    if !opened.is_as_shown(&fields) {
        brought.mistakes.add("parts", "journey-draft-moved");
        return Ok(page(&platform, &visit, &opened, brought));
    }
    let Some(journey) = opened.draft.check(&opened.government).journey else {
        return Ok(page(&platform, &visit, &opened, Brought::unsound()));
    };
    let today = platform.today();
    let furthest = today.checked_add(FURTHEST_DAYS.days()).unwrap_or(Day::MAX);
    let day = match from.parse::<Day>() {
        Ok(day) if day >= today && day <= furthest => Some(day),
        _ => {
            brought.mistakes.add("from", MessageRef::new("journey-draft-day").with("from", today).with("to", furthest));
            None
        }
    };
    if reason.is_empty() {
        brought.mistakes.add("reason", "journey-draft-reason-missing");
    } else if reason.chars().count() > 500 {
        brought.mistakes.add("reason", "journey-draft-reason-long");
    }
    let mut taken_back = taken_back(&opened.government, &journey, today).into_iter();
    if let Some(unseen) = taken_back.find(|one| Some(one.from) <= day && !brought.back.contains(&one.edition)) {
        let message =
            MessageRef::new("journey-draft-back-missing").with("edition", unseen.edition).with("day", unseen.from);
        brought.mistakes.add("back", message);
    }
    let Some(day) = day.filter(|_| brought.mistakes.is_empty()) else {
        return Ok(page(&platform, &visit, &opened, brought));
    };
    let edition = Edition {
        name: journey.edition.clone(),
        from: Some(day),
        published_at: platform.clocks().now(),
        by: Some(whose(&visit.actor)),
        reason: Some(reason.to_owned()),
    };
    let (to, name) = (format!("/staff/journeys/{id}"), edition.name.clone());
    let (actor, own) = (visit.actor.clone(), opened.draft.clone());
    let published = platform.store().write(move |tx| {
        let is_published = draft::remove(tx, &own)? && super::store::insert(tx, &actor, &journey, &edition)?;
        // Nothing of it is kept where either is not so.
        if is_published { Ok(()) } else { Err(NotPublished::Moved) }
    });
    match published.await {
        Ok(()) => {}
        Err(NotPublished::Moved) => return Err(say::journey_draft_moved()),
        Err(NotPublished::Store(error)) => return Err(error.into()),
    }
    platform.reload().await?;
    Ok(redirect(&format!("{to}?edition={name}#editions")))
}

#[derive(Debug, thiserror::Error)]
enum NotPublished {
    #[error("somebody else has changed it")]
    Moved,
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn throw_away(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    if !opened.is_as_shown(&fields) {
        let mut brought = Brought::default();
        brought.mistakes.add("parts", "journey-draft-moved");
        return Ok(page(&platform, &visit, &opened, brought));
    }
    let (actor, own, now) = (visit.actor.clone(), opened.draft, platform.clocks().now());
    let removed = platform.store().write(move |tx| {
        let removed = draft::remove(tx, &own)?;
        if removed {
            draft::note_thrown_away(tx, &actor, now, &own)?;
        }
        Ok::<_, StoreError>(removed)
    });
    if removed.await? { Ok(redirect(&format!("/staff/journeys/{id}"))) } else { Err(say::journey_draft_moved()) }
}
