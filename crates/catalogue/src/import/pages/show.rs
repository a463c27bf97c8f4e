//! `/staff/catalogue/{id}`: one import, what it changes, and what may be done with it now.

use std::collections::BTreeMap;

use ::store::StoreError;
use axum::{
    extract::{Path, Query, State as Of},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Language, Moment, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Show, Visit, redirect};

use super::{
    super::{
        FieldChange, Import, ImportError, Sort, State, fields_changed, much_goes, steps, store as table,
        undo as taking_back,
    },
    Line, line, person,
};
use crate::{
    CataloguePages,
    entry::{
        self, Entry,
        told::{Row, Shown, rows},
    },
    inventory::{Iri, RULES},
};

/// In which order lists name what an import does.
const SORTS: [Sort; 3] = [Sort::New, Sort::Changed, Sort::Gone];
/// So many changes or records stand on one page.
const ON_A_PAGE: u32 = 25;
/// More letters of a value are not shown.
const LONGEST: usize = 400;

#[derive(Debug, Serialize)]
pub(crate) struct ImportPage {
    #[serde(flatten)]
    pub line: Line,
    pub format: Option<String>,
    pub from: Day,
    pub hash: String,
    pub approved_by: Option<String>,
    pub edition: Option<i64>,
    /// How many changes are there, where it is being published.
    pub done: Option<i64>,
    pub because: Option<String>,
    /// The import that it takes back, and the one that takes it back.
    pub takes_back: Option<String>,
    pub turned_by: Option<String>,
    pub may: May,
    /// How many records of the file ended how.
    pub verdicts: Vec<(String, i64)>,
    /// Records with something wrong.
    pub problems: Vec<Wrong>,
    pub problems_next: Option<i64>,
    pub sorts: Vec<SortLine>,
    /// Does so much disappear that it may be the wrong file?
    pub much_goes: bool,
    pub sort: Option<&'static str>,
    pub differences: Vec<Difference>,
    pub next: Option<i64>,
    pub is_later: bool,
    pub mistakes: Mistakes,
    pub error: Option<MessageRef>,
}

/// What the person may do with it now.
#[derive(Debug, Clone, Copy, Default, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a button of its own")]
pub(crate) struct May {
    pub approve: bool,
    /// It could be approved, but not by whoever brought it.
    pub wait: bool,
    /// What it was compared with stands no more: it can only be withdrawn and brought again.
    pub is_stale: bool,
    pub publish: bool,
    pub go_on: bool,
    pub withdraw: bool,
    pub undo: bool,
}

/// A record with something wrong.
#[derive(Debug, Serialize)]
pub(crate) struct Wrong {
    pub record: String,
    pub verdict: String,
    pub problems: Vec<WrongLine>,
}

/// One thing that is wrong: which rule says so, and what exactly, in English.
#[derive(Debug, Serialize)]
pub(crate) struct WrongLine {
    pub rule: Option<MessageRef>,
    pub text: String,
}

impl WrongLine {
    pub fn new(rule: &str, text: String) -> Self {
        let rule = RULES.contains(&rule).then(|| MessageRef::new(format!("import-rule-{rule}")));
        Self { rule, text }
    }
}

/// How many changes of one sort there are.
#[derive(Debug, Serialize)]
pub(crate) struct SortLine {
    pub sort: &'static str,
    pub count: i64,
}

/// One change: of something new all that it says, of something changed each field that says otherwise.
#[derive(Debug, Serialize)]
pub(crate) struct Difference {
    pub sort: &'static str,
    pub kind: &'static str,
    pub id: String,
    pub name: String,
    pub title: Option<String>,
    pub rows: Vec<Row>,
    pub from: Day,
    /// Does nothing begin on that day any more? And does something go on that began before?
    pub begins_nothing: bool,
    pub goes_on: bool,
    pub fields: Vec<FieldLine>,
}

/// One field that says otherwise.
#[derive(Debug, Serialize)]
pub(crate) struct FieldLine {
    /// What people call it; nothing where it has no such name.
    pub message: Option<String>,
    /// Its name in the document.
    pub field: String,
    /// Of which smaller thing, and in which language.
    pub of: Option<String>,
    pub language: Option<String>,
    pub before: Option<Shown>,
    pub after: Option<Shown>,
}

impl FieldLine {
    /// `own` is the thing that the change is about.
    pub fn new(change: FieldChange, own: &Iri) -> Self {
        let mut line = Self {
            message: None,
            of: None,
            language: None,
            field: change.field,
            before: change.before.as_ref().map(shown),
            after: change.after.as_ref().map(shown),
        };
        let mut path = change.path.into_iter();
        let (Some(sort), Some(thing), Some(field)) = (path.next(), path.next(), path.next()) else { return line };
        if field == "rest" {
            line.of = (thing != own.as_str()).then(|| entry::told::last(&thing).to_owned());
            line.field = path.next().unwrap_or(line.field);
        } else if sort != "others" {
            line.message = Some(format!("field-{}", field.replace('_', "-")));
            line.of = (thing != own.as_str()).then(|| entry::told::last(&thing).to_owned());
            line.language = path.next();
        }
        line
    }
}

impl Page for ImportPage {
    const TEMPLATE: &'static str = "catalogue/import.html";
}

/// Which part of an import.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    after: i64,
    wrong: i64,
    sort: String,
}

fn named(text: &str) -> Result<Id<id::Import>, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

pub(crate) async fn show(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let page = page(&pages, &visit, &named(&id)?, &asked).await?;
    Ok(pages.kit.page(&visit, &page))
}

/// The import again, with why what was tried was not done.
async fn again(
    pages: &CataloguePages,
    visit: &Visit,
    id: &Id<id::Import>,
    error: &ImportError,
) -> Result<Response, Problem> {
    let problem = error.problem();
    if problem.status.is_server_error() {
        return Err(problem);
    }
    let page = ImportPage { error: Some(problem.what), ..page(pages, visit, id, &Asked::default()).await? };
    Ok(pages.kit.page_with(visit, problem.status, &page))
}

/// What a page of an import reads: eight statements, however much changes.
struct Read {
    import: Import,
    verdicts: Vec<(String, i64)>,
    wrong: Vec<table::Found>,
    told: Vec<table::Told>,
    sorts: [i64; 3],
    is_stale: bool,
    turned_by: Option<Id<id::Import>>,
}

async fn page(
    pages: &CataloguePages,
    visit: &Visit,
    id: &Id<id::Import>,
    asked: &Asked,
) -> Result<ImportPage, Problem> {
    let (wanted, after, wrong_after) = (id.clone(), asked.after, asked.wrong);
    let sort = SORTS.into_iter().find(|sort| sort.as_str() == asked.sort);
    let read = pages.kit.store.read(move |tx| {
        let Some(import) = table::read(tx, &wanted)? else { return Ok::<_, StoreError>(None) };
        let verdicts = table::verdicts(tx, &wanted)?;
        let wrong = table::wrong(tx, &wanted, wrong_after, ON_A_PAGE + 1)?;
        let told = table::told_of(tx, &import, sort, after, ON_A_PAGE + 1)?;
        let sorts = table::sorts(tx, &wanted)?;
        let is_stale = table::last_of(tx, &import.source)? != import.over;
        let turned_by = match import.state {
            State::Published { edition, .. } => table::ledger(tx, &import.source)?.turned_by(edition).cloned(),
            _ => None,
        };
        Ok(Some(Read { import, verdicts, wrong, told, sorts, is_stale, turned_by }))
    });
    let Read { import, verdicts, mut wrong, mut told, sorts, is_stale, turned_by } =
        read.await?.ok_or_else(Problem::not_found)?;
    let most = ON_A_PAGE as usize;
    let (is_more, is_more_wrong) = (told.len() > most, wrong.len() > most);
    told.truncate(most);
    wrong.truncate(most);
    let (approved_by, edition, done, because) = match &import.state {
        State::Approved { by } => (Some(by), None, None, None),
        State::Publishing { by, edition, done } => (Some(by), Some(*edition), Some(*done), None),
        State::Published { by, edition } => (Some(by), Some(*edition), None, None),
        State::Withdrawn { reason, .. } => (None, None, None, Some(reason.clone())),
        State::Arriving | State::Previewed => (None, None, None, None),
    };
    Ok(ImportPage {
        may: may(&import, visit, is_stale, turned_by.is_some()),
        takes_back: import.takes_back.as_ref().map(ToString::to_string),
        turned_by: turned_by.map(|import| import.to_string()),
        format: import.format.clone(),
        from: import.from,
        hash: import.hash.clone(),
        approved_by: approved_by.map(|by| person(pages, by)),
        edition,
        done,
        because,
        verdicts,
        problems_next: wrong.last().filter(|_| is_more_wrong).map(|last| last.place),
        problems: wrong.into_iter().map(wrong_line).collect(),
        next: told.last().filter(|_| is_more).map(|last| last.place),
        differences: told.into_iter().map(|told| difference(told, visit.language)).collect(),
        sorts: SORTS.into_iter().zip(sorts).map(|(sort, count)| SortLine { sort: sort.as_str(), count }).collect(),
        much_goes: much_goes(sorts),
        sort: sort.map(Sort::as_str),
        is_later: asked.after > 0,
        mistakes: Mistakes::none(),
        error: None,
        line: line(pages, &import),
    })
}

fn may(import: &Import, visit: &Visit, is_stale: bool, is_taken_back: bool) -> May {
    let is_own = visit.staff().is_some_and(|staff| staff.person == import.brought_by);
    match import.state {
        State::Previewed | State::Approved { .. } if is_stale => May { is_stale, withdraw: true, ..May::default() },
        State::Previewed => May { approve: !is_own, wait: is_own, withdraw: true, ..May::default() },
        State::Approved { .. } => May { publish: true, withdraw: true, ..May::default() },
        State::Publishing { .. } => May { go_on: true, ..May::default() },
        State::Published { .. } => May { undo: !is_taken_back, ..May::default() },
        // One that was interrupted on its way would stay so for ever.
        State::Arriving => May { withdraw: true, ..May::default() },
        State::Withdrawn { .. } => May::default(),
    }
}

fn wrong_line(found: table::Found) -> Wrong {
    let problems: Vec<serde_json::Value> = serde_json::from_str(&found.problems).unwrap_or_default();
    let said = |problem: &serde_json::Value| {
        let part = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        let field = problem["field"].as_str().map(|field| format!("{field}: ")).unwrap_or_default();
        WrongLine::new(&part("rule"), format!("{field}{}. {}", part("what"), part("remedy")))
    };
    Wrong { record: found.record, verdict: found.verdict, problems: problems.iter().map(said).collect() }
}

fn difference(told: table::Told, language: Language) -> Difference {
    let said = told.after.as_deref().or(told.before.as_deref());
    let entry = said.and_then(|document| serde_json::from_str(document).ok()).map(|said| Entry {
        id: told.id.clone(),
        source: String::new(),
        kind: told.kind,
        name: told.name.clone(),
        from: told.from,
        published_at: Moment(0),
        digest: String::new(),
        said,
    });
    let title = entry.as_ref().and_then(|entry| entry.title(language)).map(str::to_owned);
    let sort = Sort::of(told.before.is_some(), told.after.is_some());
    let changed = fields_changed(told.before.as_deref(), told.after.as_deref());
    // What is new or gone is so as a whole.
    let changed = if sort == Sort::Changed { changed } else { Vec::new() };
    Difference {
        sort: sort.as_str(),
        kind: told.kind.map_or("other", entry::word),
        id: told.id,
        name: told.name.to_string(),
        title,
        rows: match (&entry, sort) {
            (Some(entry), Sort::New) => rows(entry, &BTreeMap::new(), language),
            _ => Vec::new(),
        },
        from: told.from,
        begins_nothing: told.resumes.is_some(),
        goes_on: told.resumes.is_some() && told.after.is_some(),
        fields: changed.into_iter().map(|change| FieldLine::new(change, &told.name)).collect(),
    }
}

/// What a field says: a span of time as people say it, anything else as it is kept, and no more of it than a page has
/// place for.
fn shown(value: &serde_json::Value) -> Shown {
    let span = value.as_str().and_then(entry::told::span);
    span.unwrap_or_else(|| Shown::Text { text: short(value), language: None })
}

fn short(value: &serde_json::Value) -> String {
    let plain = |value: &serde_json::Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let text = match value {
        serde_json::Value::Array(list) => list.iter().map(plain).collect::<Vec<_>>().join(", "),
        other => plain(other),
    };
    if text.chars().count() <= LONGEST {
        return text;
    }
    text.chars().take(LONGEST).chain(['…']).collect()
}

pub(crate) async fn approve(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let (actor, now, wanted, hash) =
        (visit.actor.clone(), pages.kit.clocks.now(), id.clone(), fields.trimmed("hash").to_owned());
    let done = pages.kit.store.write(move |tx| steps::approve(tx, &actor, now, &wanted, Some(&hash)).map(drop)).await;
    answer(&pages, &visit, &id, done).await
}

pub(crate) async fn withdraw(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let reason = fields.trimmed("reason").to_owned();
    if reason.is_empty() {
        let mut page = page(&pages, &visit, &id, &Asked::default()).await?;
        page.mistakes.add("reason", "import-reason-missing");
        return Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let (actor, now, wanted) = (visit.actor.clone(), pages.kit.clocks.now(), id.clone());
    let done = pages.kit.store.write(move |tx| steps::withdraw(tx, &actor, now, &wanted, &reason).map(drop)).await;
    answer(&pages, &visit, &id, done).await
}

/// Begins to publish it, or goes on. The batches follow by themselves, and the page says how far they are.
pub(crate) async fn publish(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let (actor, now) = (visit.actor.clone(), pages.kit.clocks.now());
    let command = (actor.clone(), id.clone());
    let begun = pages.kit.store.write(move |tx| steps::begin(tx, &command.0, now, &command.1).map(drop)).await;
    if begun.is_ok() {
        steps::publish_in_background(&pages.kit.store, &actor, now, &id);
    }
    answer(&pages, &visit, &id, begun).await
}

pub(crate) async fn undo(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    match taking_back::undo(&pages.kit.store, &visit.actor, pages.kit.clocks.now(), &id, |_| {}).await {
        Ok(drafted) => Ok(redirect(&format!("/staff/catalogue/{}", drafted.id))),
        Err(error) => again(&pages, &visit, &id, &error).await,
    }
}

async fn answer(
    pages: &CataloguePages,
    visit: &Visit,
    id: &Id<id::Import>,
    done: Result<(), ImportError>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect(&format!("/staff/catalogue/{id}"))),
        Err(error) => again(pages, visit, id, &error).await,
    }
}
