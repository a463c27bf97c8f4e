//! `GET /staff/catalogue`: the imports, and what people looked for in vain.

use ::store::{StoreError, Tx};
use axum::{extract::State as Of, response::Response};
use jiff::ToSpan;
use serde::Serialize;
use web::{Page, Problem, Visit};

use super::{super::store as table, Line, line};
use crate::{
    CataloguePages,
    search::finder::{Missed, missed},
};

/// So many imports stand on the list.
const LISTED: u32 = 100;
/// So many searches in vain are named, of so many days.
const MISSED: u32 = 20;
const LATELY: i64 = 30;

#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    pub imports: Vec<Line>,
    /// What people looked for in vain of late.
    pub missed: Vec<Missed>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "catalogue/imports.html";
}

pub(crate) async fn list(Of(pages): Of<CataloguePages>, visit: Visit) -> Result<Response, Problem> {
    let since = pages.kit.clocks.today().saturating_sub(LATELY.days());
    let read = move |tx: &mut Tx<'_>| Ok::<_, StoreError>((table::all(tx, LISTED)?, missed(tx, since, MISSED)?));
    let (imports, missed) = pages.kit.store.read(read).await?;
    Ok(pages
        .kit
        .page(&visit, &ListPage { imports: imports.iter().map(|import| line(&pages, import)).collect(), missed }))
}
