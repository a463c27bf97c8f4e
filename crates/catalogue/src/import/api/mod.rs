//! `/api/v1/catalogue/imports`: bringing files in, looking at them, approval, publication and the way back, for machines;
//! and what stands as one file. A step names the state that it was decided on in `If-Match`.

#[cfg(test)]
mod tests;

use std::{collections::BTreeMap, time::Duration};

use ::store::{StoreError, Tx};
use axum::{
    Json,
    body::Bytes,
    extract::{Path, Query, State as Of},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use values::{Actor, Day, Id, Moment, id};
use web::{MessageRef, Problem, Show, Visit};

use super::{
    Import, ImportError, Incoming, Sort, State, fields_changed, look,
    steps::{self, publish_in_background},
    store::{self as table, Guarded},
};
use crate::{
    CataloguePages,
    export::{ExportError, Output, standing_on},
    inventory::{Format, Inventory, Kind, Tag},
};

/// No file is larger.
pub(crate) const LARGEST: usize = 64 * 1024 * 1024;
/// Whoever brings a file is answered after so long, whether it has arrived or not.
pub(super) const PATIENCE: Duration = Duration::from_secs(20);
/// So many stand in one answer where nobody says otherwise, and at most.
const USUAL: u32 = 50;
const MOST: u32 = 500;

type Parameters = BTreeMap<String, String>;

/// An import, as machines see it.
#[derive(Debug, Serialize)]
struct One {
    id: String,
    href: String,
    source: String,
    format: Option<String>,
    title: String,
    from: Day,
    brought_by: String,
    brought_at: String,
    over: i64,
    changes: i64,
    hash: String,
    takes_back: Option<String>,
    state: State,
}

impl Import {
    /// As machines see it.
    pub fn to_json(&self) -> Value {
        json!(One::from(self))
    }
}

impl From<&Import> for One {
    fn from(import: &Import) -> Self {
        Self {
            id: import.id.to_string(),
            href: href(&import.id),
            source: import.source.clone(),
            format: import.format.clone(),
            title: import.title.clone(),
            from: import.from,
            brought_by: import.brought_by.to_string(),
            brought_at: import.brought_at.to_rfc3339(),
            over: import.over,
            changes: import.changes,
            hash: import.hash.clone(),
            takes_back: import.takes_back.as_ref().map(ToString::to_string),
            state: import.state.clone(),
        }
    }
}

fn href(id: &Id<id::Import>) -> String {
    format!("/api/v1/catalogue/imports/{id}")
}

/// An import with the tag of the state that it is in.
fn shown(status: StatusCode, guarded: &Guarded) -> Response {
    let tag = HeaderValue::from_str(&tag(guarded.version)).expect("a number in quotation marks");
    (status, [(header::ETAG, tag)], Json(One::from(&guarded.import))).into_response()
}

fn tag(version: i64) -> String {
    format!("\"{version}\"")
}

/// Which part of a list.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Range {
    after: String,
    limit: Option<u32>,
}

impl Range {
    fn limit(&self) -> Result<u32, Problem> {
        match self.limit {
            None => Ok(USUAL),
            Some(limit) if (1..=MOST).contains(&limit) => Ok(limit),
            Some(other) => Err(unclear("limit", &other.to_string())),
        }
    }

    fn place(&self) -> Result<i64, Problem> {
        if self.after.is_empty() { Ok(0) } else { self.after.parse().map_err(|_| unclear("after", &self.after)) }
    }
}

fn unclear(name: &'static str, typed: &str) -> Problem {
    Problem {
        status: StatusCode::UNPROCESSABLE_ENTITY,
        code: "parameter_unclear",
        what: MessageRef::new("import-parameter-unclear").with("name", name).with("typed", typed.to_owned()),
        next: "import-parameter-unclear-next".into(),
    }
}

fn named(text: &str) -> Result<Id<id::Import>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// `GET …/imports`: the newest first.
pub(crate) async fn list(Of(pages): Of<CataloguePages>, Query(range): Query<Range>) -> Result<Json<Value>, Problem> {
    let limit = range.limit()?;
    let after = if range.after.is_empty() {
        None
    } else {
        Some(named(&range.after).map_err(|_| unclear("after", &range.after))?)
    };
    let read = move |tx: &mut Tx<'_>| table::listed(tx, after.as_ref(), limit + 1);
    let mut imports = pages.kit.store.read::<_, StoreError, _>(read).await?;
    let is_more = imports.len() > limit as usize;
    imports.truncate(limit as usize);
    let next = imports.last().filter(|_| is_more).map(|last| last.id.to_string());
    Ok(Json(json!({ "imports": imports.iter().map(One::from).collect::<Vec<_>>(), "next": next })))
}

/// A file, by the address and the body of a request.
fn incoming(pages: &CataloguePages, parameters: &Parameters, file: Bytes) -> Result<Incoming, Problem> {
    let of = |name: &str| parameters.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let title = of("title").unwrap_or("file").to_owned();
    let format = match of("format") {
        Some(name) => Format::named(name).ok_or_else(|| unclear("format", name))?,
        None => Format::guess(&title, &file).ok_or_else(format_missing)?,
    };
    let from = match of("from") {
        Some(day) => day.parse().map_err(|_| unclear("from", day))?,
        None => pages.kit.clocks.today(),
    };
    let source = of("source").unwrap_or_default().to_owned();
    if !source.is_empty() && Id::<id::Import>::named(&source).is_err() {
        return Err(unclear("source", &source));
    }
    let of_source = if source.is_empty() { "file" } else { &source };
    let base = of("base").map_or_else(|| format!("urn:portico:{of_source}:"), str::to_owned);
    if !look::is_beginning(&base) {
        return Err(unclear("base", &base));
    }
    Ok(Incoming { source, format, title, file, from, base })
}

fn format_missing() -> Problem {
    Problem { code: "format_missing", what: "bring-format-unknown".into(), ..unclear("format", "") }
}

/// `POST …/check`: what is wrong with a file. Keeps nothing.
pub(crate) async fn look(
    Of(pages): Of<CataloguePages>,
    Query(parameters): Query<Parameters>,
    file: Bytes,
) -> Result<Json<Value>, Problem> {
    let incoming = incoming(&pages, &parameters, file)?;
    let read = move || {
        let outcome = incoming.format.read(&incoming.file, &incoming.base).map_err(ImportError::from)?;
        Ok::<_, ImportError>(outcome.to_json(incoming.format))
    };
    let account = tokio::task::spawn_blocking(read).await.map_err(|_| Problem::internal())?;
    Ok(Json(account?))
}

/// `POST …/imports`: brings a file in to be looked at; with `dry_run=true` says only what it would change.
pub(crate) async fn bring(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
    file: Bytes,
) -> Result<Response, Problem> {
    let incoming = incoming(&pages, &parameters, file)?;
    let store = &pages.kit.store;
    let is_dry = match parameters.get("dry_run").map_or("false", String::as_str) {
        "true" => true,
        "false" => false,
        other => return Err(unclear("dry_run", other)),
    };
    if is_dry {
        let (outcome, changes, _, _) = look::compare_with_what_stands(store, &incoming).await?;
        let mut sorts: BTreeMap<&str, usize> = BTreeMap::new();
        for change in &changes {
            *sorts.entry(change.sort().as_str()).or_default() += 1;
        }
        let said = json!({ "import": null, "changes": sorts, "account": outcome.to_json(incoming.format) });
        return Ok(Json(said).into_response());
    }
    let (format, now) = (incoming.format, pages.kit.clocks.now());
    let received = steps::receive_meanwhile(store, &visit.actor, now, incoming, PATIENCE).await?;
    let Some((outcome, import)) = received else {
        let said = json!({ "outcome": "arriving", "import": null, "account": null });
        let list = [(header::LOCATION, "/api/v1/catalogue/imports")];
        return Ok((StatusCode::ACCEPTED, list, Json(said)).into_response());
    };
    let came_of_it = match &import {
        Some(_) => "brought",
        None if outcome.is_lost() => "nothing-taken",
        None => "nothing-new",
    };
    let account = outcome.to_json(format);
    // The state and its tag are read together: somebody else may have taken a step by now.
    let kept = match &import {
        Some(import) => Some(guarded(&pages, &import.id).await?),
        None => None,
    };
    let import = kept.as_ref().map(|kept| One::from(&kept.import));
    let said = Json(json!({ "outcome": came_of_it, "import": import, "account": account }));
    Ok(match &kept {
        Some(kept) => {
            let headers = [(header::LOCATION, href(&kept.import.id)), (header::ETAG, tag(kept.version))];
            (StatusCode::CREATED, headers, said).into_response()
        }
        None => said.into_response(),
    })
}

/// `GET …/imports/{id}`.
pub(crate) async fn show(Of(pages): Of<CataloguePages>, Path(id): Path<String>) -> Result<Response, Problem> {
    Ok(shown(StatusCode::OK, &guarded(&pages, &named(&id)?).await?))
}

async fn guarded(pages: &CataloguePages, id: &Id<id::Import>) -> Result<Guarded, Problem> {
    let id = id.clone();
    let read = pages.kit.store.read::<_, StoreError, _>(move |tx| table::guarded(tx, &id)).await?;
    read.ok_or_else(Problem::not_found)
}

/// `GET …/imports/{id}/changes`: each with the fields that say otherwise.
pub(crate) async fn changes(
    Of(pages): Of<CataloguePages>,
    Path(id): Path<String>,
    Query(range): Query<Range>,
) -> Result<Json<Value>, Problem> {
    let (import, after, limit) = (guarded(&pages, &named(&id)?).await?.import, range.place()?, range.limit()?);
    let read = pages.kit.store.read::<_, StoreError, _>(move |tx| table::told(tx, &import, after, limit + 1));
    let mut told = read.await?;
    let is_more = told.len() > limit as usize;
    told.truncate(limit as usize);
    let next = told.last().filter(|_| is_more).map(|last| last.place.to_string());
    let one = |told: &table::Told| {
        let sort = Sort::of(told.before.is_some(), told.after.is_some());
        let document =
            |text: &Option<String>| text.as_deref().and_then(|text| serde_json::from_str::<Value>(text).ok());
        let fields = match sort {
            Sort::Changed => fields_changed(told.before.as_deref(), told.after.as_deref()),
            Sort::New | Sort::Gone => Vec::new(),
        };
        json!({
            "sort": sort.as_str(),
            "kind": told.kind.map(Kind::as_str),
            "id": told.id,
            "name": told.name,
            "from": told.from,
            "goes_on": told.resumes.is_some(),
            "fields": fields,
            "said": document(if sort == Sort::Gone { &told.before } else { &told.after }),
        })
    };
    Ok(Json(json!({ "changes": told.iter().map(one).collect::<Vec<_>>(), "next": next })))
}

/// `GET …/imports/{id}/records`: what became of each record of the file.
pub(crate) async fn records(
    Of(pages): Of<CataloguePages>,
    Path(id): Path<String>,
    Query(range): Query<Range>,
) -> Result<Json<Value>, Problem> {
    let (id, after, limit) = (named(&id)?, range.place()?, range.limit()?);
    guarded(&pages, &id).await?;
    let read = pages.kit.store.read::<_, StoreError, _>(move |tx| table::found(tx, &id, after, limit + 1));
    let mut found = read.await?;
    let is_more = found.len() > limit as usize;
    found.truncate(limit as usize);
    let next = found.last().filter(|_| is_more).map(|last| last.place.to_string());
    let one = |found: &table::Found| {
        let problems: Value = serde_json::from_str(&found.problems).unwrap_or_default();
        json!({ "record": found.record, "verdict": found.verdict, "problems": problems })
    };
    Ok(Json(json!({ "records": found.iter().map(one).collect::<Vec<_>>(), "next": next })))
}

/// The state that a step was decided on: without it nobody steps.
fn expected(headers: &HeaderMap) -> Result<Expected, Problem> {
    let said = headers.get(header::IF_MATCH).and_then(|value| value.to_str().ok()).map(str::trim).unwrap_or_default();
    if said.is_empty() {
        return Err(Problem {
            status: StatusCode::PRECONDITION_REQUIRED,
            code: "if_match_missing",
            what: "import-if-match".into(),
            next: "import-if-match-next".into(),
        });
    }
    Ok(Expected(said.split(',').map(|tag| tag.trim().to_owned()).collect()))
}

struct Expected(Vec<String>);

impl Expected {
    fn check(&self, tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<(), ImportError> {
        let guarded = table::guarded(tx, id)?.ok_or_else(|| ImportError::Unknown(id.clone()))?;
        let current = tag(guarded.version);
        if self.0.iter().any(|tag| tag == "*" || *tag == current) { Ok(()) } else { Err(ImportError::Moved) }
    }
}

/// One step in one transaction, on the state that it was decided on.
async fn step(
    pages: &CataloguePages,
    visit: &Visit,
    (id, headers): (&str, &HeaderMap),
    step: impl Fn(&mut Tx<'_>, &Actor, Moment, &Id<id::Import>) -> Result<Import, ImportError> + Send + Sync + 'static,
) -> Result<Guarded, Problem> {
    let (id, expected, actor, now) = (named(id)?, expected(headers)?, visit.actor.clone(), pages.kit.clocks.now());
    let wanted = id.clone();
    let write = move |tx: &mut Tx<'_>| {
        expected.check(tx, &wanted)?;
        step(tx, &actor, now, &wanted).map(drop)
    };
    pages.kit.store.write(write).await.map_err(|error: ImportError| error.problem())?;
    guarded(pages, &id).await
}

/// `POST …/imports/{id}/approve`.
pub(crate) async fn approve(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let done = step(&pages, &visit, (&id, &headers), |tx, actor, now, id| steps::approve(tx, actor, now, id, None));
    Ok(shown(StatusCode::OK, &done.await?))
}

/// `POST …/imports/{id}/withdraw`, with `{"reason": …}`.
pub(crate) async fn withdraw(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
    said: Bytes,
) -> Result<Response, Problem> {
    let said: Value = serde_json::from_slice(&said).unwrap_or_default();
    let reason = said["reason"].as_str().map(web::plain_text).unwrap_or_default().trim().to_owned();
    if reason.is_empty() {
        return Err(unclear("reason", ""));
    }
    let done =
        step(&pages, &visit, (&id, &headers), move |tx, actor, now, id| steps::withdraw(tx, actor, now, id, &reason));
    Ok(shown(StatusCode::OK, &done.await?))
}

/// `POST …/imports/{id}/publish`: begins, or goes on. The batches follow by themselves.
pub(crate) async fn publish(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let begun = step(&pages, &visit, (&id, &headers), steps::begin).await?;
    publish_in_background(&pages.kit.store, &visit.actor, pages.kit.clocks.now(), &begun.import.id);
    Ok(shown(StatusCode::ACCEPTED, &begun))
}

/// `POST …/imports/{id}/undo`: drafts the import that takes a published one back.
pub(crate) async fn undo(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let (id, expected) = (named(&id)?, expected(&headers)?);
    let wanted = id.clone();
    pages.kit.store.read::<_, ImportError, _>(move |tx| expected.check(tx, &wanted)).await?;
    let drafted = super::undo::undo(&pages.kit.store, &visit.actor, pages.kit.clocks.now(), &id, |_| {}).await?;
    let mut response = shown(StatusCode::CREATED, &guarded(&pages, &drafted.id).await?);
    let location = HeaderValue::from_str(&href(&drafted.id)).map_err(|_| Problem::internal())?;
    response.headers_mut().insert(header::LOCATION, location);
    Ok(response)
}

/// `GET …/export`: what stands, as one file.
pub(crate) async fn export(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<Parameters>,
) -> Result<Response, Problem> {
    let of = |name: &str| parameters.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
    let format = of("format").unwrap_or_default();
    let format = Output::named(format).ok_or_else(|| unclear("format", format))?;
    let day = match of("day") {
        Some(day) => day.parse().map_err(|_| unclear("day", day))?,
        None => pages.kit.clocks.today(),
    };
    let language = match of("language") {
        Some(tag) => Tag::said(tag).ok_or_else(|| unclear("language", tag))?,
        None => Tag::new(visit.language.tag()),
    };
    let inventory = standing_on(&pages.kit.store, of("source"), day).await?;
    if let Some(source) = of("source").filter(|_| inventory == Inventory::default()) {
        return Err(unclear("source", source));
    }
    let written = tokio::task::spawn_blocking(move || format.write(&inventory, &language));
    let written = written.await.map_err(|_| Problem::internal())??;
    let name = format!("attachment; filename=\"catalogue-{day}.{}\"", format.ending());
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::internal())?;
    let headers =
        [(header::CONTENT_TYPE, HeaderValue::from_static(format.media_type())), (header::CONTENT_DISPOSITION, name)];
    Ok((headers, written).into_response())
}

impl Show for ExportError {
    fn problem(&self) -> Problem {
        match self {
            Self::Store(error) => error.problem(),
            Self::Part(..) | Self::Linked(_) | Self::Workbook(_) => {
                tracing::error!(error = %self, "What stands can't be written");
                Problem::internal()
            }
        }
    }
}
