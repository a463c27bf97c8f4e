//! The tables of a draft, and a case that is made up and tried with them before anybody is asked.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::Text;
use web::{Fields, Mistakes, Page, Problem, Visit, redirect};

use super::{
    super::{
        Journey,
        decisions::Decisions,
        pages::title,
        trial::{self, Models, Said},
    },
    Opened, address,
    draft::Checked,
    open,
    page::{Line, line},
    text,
};
use crate::{Platform, say};

#[derive(Serialize)]
struct TablesPage {
    id: String,
    title: Text,
    findings: Vec<Line>,
    worth_a_look: Vec<Line>,
    /// Its tables; nothing where they can't be read.
    models: Option<Models>,
    mistakes: Mistakes,
}

impl Page for TablesPage {
    const TEMPLATE: &'static str = "journey-draft-tables.html";
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let opened = match open(&platform, &id).await {
        Err(problem) if problem.code == say::NO_JOURNEY_DRAFT => return Ok(redirect(&format!("/staff/journeys/{id}"))),
        other => other?,
    };
    let checked = opened.draft.check(&opened.government);
    Ok(platform.kit.page(&visit, &page(&opened, &checked, &Said::new())))
}

pub(super) async fn try_a_case(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    let checked = opened.draft.check(&opened.government);
    // Where somebody has made it unsound since, the page says so.
    let Some(journey) = &checked.journey else {
        let page = page(&opened, &checked, &Said::new());
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let (government, day) = (&opened.government, platform.today());
    let said = trial::said(&fields, journey, government.catalogue.areas(), day);
    let mut page = page(&opened, &checked, &said);
    page.mistakes = trial::mistakes(&said);
    if !page.mistakes.is_empty() {
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let tried = trial::tried(journey, said, day, |step| title(government, step));
    page.models = page.models.map(|models| Models { tried: Some(tried), ..models });
    Ok(platform.kit.page(&visit, &page))
}

fn page(opened: &Opened, checked: &Checked, said: &Said) -> TablesPage {
    let Opened { draft, government, title: of } = opened;
    let parts = text::parts(&draft.text);
    let lines = |findings: &[_]| findings.iter().map(|finding| line(draft, &parts, finding)).collect();
    let at = format!("{}/tables", address(&draft.journey));
    let read = |journey: &Journey| {
        let decisions = Decisions::of(journey).ok()?;
        // Only what is sound can be tried.
        let fields = checked.journey.as_ref().map(|sound| trial::fields(sound, &decisions, said));
        let models = Models::of(journey, &decisions, at, |step| title(government, step));
        Some(Models { fields: fields.unwrap_or_default(), ..models })
    };
    TablesPage {
        id: draft.journey.name().to_owned(),
        title: of.clone(),
        findings: lines(&checked.findings),
        worth_a_look: lines(&checked.worth_a_look),
        models: draft.read().as_ref().and_then(read),
        mistakes: Mistakes::none(),
    }
}
