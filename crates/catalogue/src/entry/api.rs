//! `GET /api/v1/catalogue/entries` and `/{id}`: what stands, for machines.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use values::Day;
use web::{MessageRef, Problem};

use super::{
    Entry,
    pages::{self, list_of},
    store::{self as table, As},
    word,
};
use crate::{CataloguePages, import, inventory::Inventory};

/// So many entries are in one answer where nobody says otherwise, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 500;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    after: String,
    limit: Option<u32>,
    day: String,
}

/// On which day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct On {
    day: String,
}

/// One page.
#[derive(Debug, Serialize)]
struct Answer {
    /// As of which edition.
    edition: i64,
    /// On which day.
    day: Day,
    entries: Vec<One>,
    /// The value of `after` for the next page.
    next: Option<String>,
}

/// One entry.
#[derive(Debug, Serialize)]
pub(super) struct One {
    id: String,
    href: String,
    kind: &'static str,
    source: String,
    name: String,
    from: Day,
    said: Inventory,
}

impl From<&Entry> for One {
    fn from(entry: &Entry) -> Self {
        Self {
            id: entry.id.clone(),
            href: entry.href(),
            kind: entry.kind.map_or("other", word),
            source: entry.source.clone(),
            name: entry.name.to_string(),
            from: entry.from,
            said: entry.said.clone(),
        }
    }
}

/// An entry as JSON, with the digest of what it says as its tag.
pub(super) fn one(entry: &Entry) -> impl IntoResponse + use<> {
    ([(header::ETAG, tag(entry))], Json(One::from(entry)))
}

fn tag(entry: &Entry) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{}\"", entry.digest)).expect("a digest is hexadecimal digits")
}

pub(crate) async fn list(
    State(pages): State<CataloguePages>,
    Query(asked): Query<Asked>,
) -> Result<Json<impl Serialize>, Problem> {
    let kind = pages::kind(&asked.kind).ok_or_else(|| unclear("kind_unknown", "entry-kind-unknown", &asked.kind))?;
    let day = day(&asked.day, pages.kit.clocks.today())?;
    let limit = asked.limit.unwrap_or(USUAL);
    if !(1..=MOST).contains(&limit) {
        return Err(unclear("limit_unclear", "entry-limit-unclear", &limit.to_string()));
    }
    let read = move |tx: &mut Tx<'_>| list_of(tx, kind, day, &asked.after, limit);
    let listed = pages.kit.store.read(read).await?;
    let entries = listed.entries.iter().map(One::from).collect();
    Ok(Json(Answer { edition: listed.edition, day, entries, next: listed.next }))
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    Path(id): Path<String>,
    Query(on): Query<On>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let day = day(&on.day, pages.kit.clocks.today())?;
    let read = move |tx: &mut Tx<'_>| {
        let edition = import::current_edition(tx)?;
        Ok::<_, StoreError>((table::by_id(tx, As { edition, day }, &id)?, table::versions(tx, edition, &id)?))
    };
    let (entry, versions) = pages.kit.store.read(read).await?;
    let entry = entry.ok_or_else(|| pages::gone(&versions, day))?;
    let known = headers.get(header::IF_NONE_MATCH).and_then(|known| known.to_str().ok()).unwrap_or_default();
    let current = tag(&entry);
    if known.split(',').any(|tag| tag.trim() == "*" || current == tag.trim().trim_start_matches("W/")) {
        return Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, current)]).into_response());
    }
    Ok(one(&entry).into_response())
}

/// What this interface is, for programs that make programs (OpenAPI 3.1).
pub(crate) const OPENAPI: &str = include_str!("openapi.json");

pub(crate) async fn describe() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], OPENAPI)
}

fn day(text: &str, today: Day) -> Result<Day, Problem> {
    let text = text.trim();
    if text.is_empty() {
        Ok(today)
    } else {
        text.parse().map_err(|_| unclear("day_unreadable", "entry-day-unreadable", text))
    }
}

pub(super) fn unclear(code: &'static str, what: &'static str, typed: &str) -> Problem {
    Problem {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        code,
        what: MessageRef::new(what).with("typed", typed.to_owned()),
        next: "entry-unclear-next".into(),
    }
}
