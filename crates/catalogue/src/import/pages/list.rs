//! `GET /staff/catalogue`: the imports, and what people looked for in vain.

use ::store::{StoreError, Tx};
use axum::{
    extract::{Query, State as Of},
    response::Response,
};
use jiff::ToSpan;
use serde::{Deserialize, Serialize};
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
    /// After which older ones come.
    pub next: Option<String>,
    pub is_later: bool,
    /// What people looked for in vain of late.
    pub missed: Vec<Missed>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "catalogue/imports.html";
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    before: String,
}

pub(crate) async fn list(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let since = pages.kit.clocks.today().saturating_sub(LATELY.days());
    let before = match asked.before.as_str() {
        "" => None,
        text => Some(text.parse().map_err(|_| Problem::not_found())?),
    };
    let is_later = before.is_some();
    let read = move |tx: &mut Tx<'_>| {
        Ok::<_, StoreError>((table::listed(tx, before.as_ref(), LISTED + 1)?, missed(tx, since, MISSED)?))
    };
    let (mut imports, missed) = pages.kit.store.read(read).await?;
    let is_more = imports.len() > LISTED as usize;
    imports.truncate(LISTED as usize);
    let next = imports.last().filter(|_| is_more).map(|last| last.id.to_string());
    let imports = imports.iter().map(|import| line(&pages, import)).collect();
    Ok(pages.kit.page(&visit, &ListPage { imports, next, is_later, missed }))
}
