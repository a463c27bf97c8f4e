//! `GET /life-events/{id}`.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Id, Text};
use web::{Page, Problem, Visit};

use crate::{
    CataloguePages,
    pages::{Entry, sorted},
};

#[derive(Debug, Serialize)]
pub(crate) struct LifeEventPage {
    pub title: Text,
    pub summary: Text,
    pub start: Option<String>,
    pub services: Vec<Entry>,
}

impl Page for LifeEventPage {
    const TEMPLATE: &'static str = "catalogue/life_event.html";
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let shown = pages.shown();
    let id = Id::named(&name).map_err(|_| Problem::not_found())?;
    let event = shown.catalogue.life_event(&id).ok_or_else(Problem::not_found)?;
    let page = LifeEventPage {
        title: event.title.clone(),
        summary: event.summary.clone(),
        start: shown.start(event),
        services: sorted(shown.catalogue.service_types_of(&id), visit.language),
    };
    Ok(pages.kit.page(&visit, &page))
}
