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
    Entry, list, page,
    store::{self as table, As},
    word,
};
use crate::{
    CataloguePages, import,
    inventory::{Inventory, Kind},
};

/// So many entries are in one answer where nobody says otherwise, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 500;

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    kind: String,
    after: String,
    limit: String,
    day: String,
}

/// On which day, as which edition knew it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct On {
    day: String,
    edition: String,
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

/// What one page reads.
struct Listed {
    entries: Vec<Entry>,
    next: Option<String>,
    edition: i64,
}

/// One page of a kind: two statements, however many entries there are.
fn list_of(tx: &mut Tx<'_>, kind: Kind, day: Day, after: &str, most: u32) -> Result<Listed, StoreError> {
    let edition = import::current_edition(tx)?;
    let mut entries = table::page(tx, As { edition, day }, kind, after, most + 1)?;
    let is_more = entries.len() > most as usize;
    entries.truncate(most as usize);
    let next = entries.last().filter(|_| is_more).map(|last| last.id.clone());
    Ok(Listed { entries, next, edition })
}

pub(crate) async fn list(
    State(pages): State<CataloguePages>,
    Query(asked): Query<Asked>,
) -> Result<Json<impl Serialize>, Problem> {
    let kind = list::kind(&asked.kind).ok_or_else(|| unclear("kind_unknown", "entry-kind-unknown", &asked.kind))?;
    let day = day(&asked.day, pages.kit.clocks.today())?;
    if !asked.after.is_empty() && !is_id(&asked.after) {
        return Err(unclear("after_unclear", "entry-after-unclear", &asked.after));
    }
    let limit = if asked.limit.is_empty() { Ok(USUAL) } else { asked.limit.parse() };
    let limit = limit.ok().filter(|limit| (1..=MOST).contains(limit));
    let limit = limit.ok_or_else(|| unclear("limit_unclear", "entry-limit-unclear", &asked.limit))?;
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
    let (day, edition) = (day(&on.day, pages.kit.clocks.today())?, page::edition(&on.edition)?);
    let read = move |tx: &mut Tx<'_>| {
        let current = import::current_edition(tx)?;
        let at = As { edition: edition.unwrap_or(current), day };
        Ok::<_, StoreError>((table::by_id(tx, at, &id)?, table::versions(tx, current, &id)?, at.edition <= current))
    };
    let (entry, versions, is_known) = pages.kit.store.read(read).await?;
    if !is_known {
        return Err(page::edition_unknown(&on.edition));
    }
    let entry = entry.ok_or_else(|| page::gone(&versions, day))?;
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

/// Has a cursor the form of an id of ours? What was there once may be gone by the time of the next page.
fn is_id(text: &str) -> bool {
    text.split_once('_').is_some_and(|(kind, name)| {
        let is_part =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        is_part(kind) && is_part(name)
    })
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
