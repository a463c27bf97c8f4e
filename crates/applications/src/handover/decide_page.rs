//! One line that waits for a named person: what happened to it, and what they can do about it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use store::StoreError;
use values::{Id, Role, id};
use web::{Fields, Mistakes, Page, Problem, Visit, redirect};

use super::{
    decide::{self, Decision},
    pages::{Row, THEIRS, named},
    settle, store as handovers,
};
use crate::{
    Platform,
    case::{self, Body},
    request::outcome::Scene,
    say,
};

/// The longest words that the citizen reads.
const LONGEST: usize = 2_000;

#[derive(Serialize)]
pub(super) struct DecidePage {
    row: Row,
    /// Who has it now.
    holder: Body,
    /// To whom it can be given.
    other: Option<Body>,
    /// May whoever looks decide?
    may_settle: bool,
    typed: Typed,
    mistakes: Mistakes,
}

/// What was typed.
#[derive(Serialize, Default)]
struct Typed {
    decision: String,
    words: String,
}

impl Page for DecidePage {
    const TEMPLATE: &'static str = "handover-decide.html";
}

impl DecidePage {
    async fn read(
        platform: &Platform,
        visit: &Visit,
        (transfer, request): (Id<id::Transfer>, Id<id::Request>),
        typed: Typed,
        mistakes: Mistakes,
    ) -> Result<Self, Problem> {
        let (government, today) = (platform.government(), platform.today());
        let known = government.clone();
        let read = platform.store().read(move |tx| {
            let Some(shown) = handovers::line(tx, &transfer, &request)? else { return Ok(None) };
            let Some(request) = crate::request::store::get(tx, &request)? else { return Ok(None) };
            let given = decide::to_give(tx, &known, today, &transfer, &request)?;
            Ok::<_, StoreError>(Some((shown, request.holder, given.map(|(given, _)| given.holder))))
        });
        let (shown, holder, other) = read.await?.ok_or_else(Problem::not_found)?;
        let me = visit.staff().map(|staff| &staff.person);
        let theirs = shown.item.person.is_some() && shown.item.person.as_ref() == me;
        // Nobody else is to know of it.
        if !theirs && !visit.is_staff(THEIRS) {
            return Err(Problem::not_found());
        }
        Ok(Self {
            may_settle: (theirs || visit.is_staff(&[Role::Operator])) && shown.settled.is_none(),
            row: Row::new(&government, shown),
            holder: case::body(&government, &holder),
            other: other.map(|other| case::body(&government, &other)),
            typed,
            mistakes,
        })
    }
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path((transfer, request)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let request: Id<id::Request> = request.parse().map_err(|_| Problem::not_found())?;
    let line = (named(&transfer)?, request);
    let page = DecidePage::read(&platform, &visit, line, Typed::default(), Mistakes::none()).await?;
    Ok(platform.kit.page(&visit, &page))
}

/// A decision with words, or that it is settled in another way.
pub(super) async fn settle_one(
    State(platform): State<Platform>,
    visit: Visit,
    Path((transfer, request)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let transfer = named(&transfer)?;
    let request: Id<id::Request> = request.parse().map_err(|_| Problem::not_found())?;
    let (actor, (now, real)) = (visit.actor.clone(), platform.times());
    match fields.trimmed("form") {
        "decide" => {}
        "settled" => {
            platform.store().write(move |tx| settle::settle(tx, &actor, now, &transfer, &request)).await?;
            return Ok(redirect("/staff/handover"));
        }
        _ => return Err(say::no_form()),
    }
    let typed = Typed { decision: fields.trimmed("decision").to_owned(), words: fields.trimmed("words").to_owned() };
    let mut mistakes = Mistakes::none();
    let decision = Decision::parse(&typed.decision);
    if decision.is_none() {
        mistakes.add("decision", "decide-none");
    }
    match typed.words.chars().count() {
        0 => mistakes.add("words", "settle-no-why"),
        count if count > LONGEST => mistakes.add("words", "desk-too-long"),
        _ => {}
    }
    let (Some(decision), true) = (decision, mistakes.is_empty()) else {
        let page = DecidePage::read(&platform, &visit, (transfer, request), typed, mistakes).await?;
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let (government, vault) = (platform.government(), platform.vault().clone());
    let decided = platform.store().write(move |tx| {
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        decide::decide(tx, &scene, &transfer, &request, decision, &typed.words)
    });
    decided.await?;
    platform.bell.notify_one();
    Ok(redirect("/staff/handover"))
}
