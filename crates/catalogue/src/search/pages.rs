//! `GET /search?q=`.

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use web::{Page, Problem, Visit};

use super::{Found, SearchError, words::LONGEST_TEXT};
use crate::{CataloguePages, pages::Entry};

/// As many hits as one page holds.
const HITS: usize = 20;

/// What somebody asked.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct SearchPage {
    pub typed: String,
    pub asked: bool,
    pub hits: Vec<Listed>,
}

/// One hit.
#[derive(Debug, Serialize)]
pub(crate) struct Listed {
    #[serde(flatten)]
    pub entry: Entry,
    pub is_event: bool,
}

impl Page for SearchPage {
    const TEMPLATE: &'static str = "catalogue/search.html";
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(Asked { q }): Query<Asked>,
) -> Result<Response, Problem> {
    let catalogue = pages.shown().catalogue;
    let typed: String = q.trim().chars().take(LONGEST_TEXT).collect();
    let hits = catalogue.search()?.find(visit.language, &typed, HITS);
    let listed = hits.iter().filter_map(|hit| match &hit.found {
        Found::LifeEvent(id) => Some(Listed { entry: catalogue.life_event(id)?.into(), is_event: true }),
        Found::ServiceType(id) => Some(Listed { entry: catalogue.service_type(id)?.into(), is_event: false }),
    });
    let page = SearchPage { asked: !typed.is_empty(), hits: listed.collect(), typed };
    Ok(pages.kit.page(&visit, &page))
}

impl web::Show for SearchError {
    fn problem(&self) -> Problem {
        Problem::internal()
    }
}
