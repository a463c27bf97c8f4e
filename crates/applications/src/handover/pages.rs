//! How the work in flight follows a vesting, request by request; and what waits for a person that a transfer names.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use jiff::tz::TimeZone;
use responsibility::{
    endpoint::Protocol,
    transfer::{Snapshot, Transfer, TransferError, commands, proof::work::Counted},
};
use serde::{Deserialize, Serialize};
use store::{StoreError, Tx};
use values::{Day, Id, Language, Moment, Role, Text, id};
use web::{Access, Page, Problem, Routes, Visit};

use super::{
    Fate, Item, Progress,
    ahead::Ahead,
    decide_page,
    store::{self as handovers, Cursor, Shown},
};
use crate::{Government, Platform, case};

pub(super) const THEIRS: &[Role] = &[Role::TransferPlanner, Role::TransferApprover, Role::Operator];
const ALL: &[Role] = &Role::STAFF;
const FINDERS: &[Role] = &[Role::ContactAgent, Role::Operator];

/// How many requests a page shows.
const PAGE: u32 = 50;
/// How much of what was settled is shown.
const SETTLED: u32 = 20;
/// How many lines a table has at most: what a spreadsheet opens.
const ALL_LINES: u32 = 1_048_575;

/// The routes of work that follows.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/transfers/{id}/work", Access::Staff(THEIRS), show_work)
        .get("/transfers/{id}/work.csv", Access::Staff(THEIRS), work_csv)
        .get("/transfers/{id}/work.json", Access::Staff(THEIRS), work_json)
        .get("/staff/handover", Access::Staff(ALL), show_waiting)
        .get("/staff/handover/{transfer}/{request}", Access::Staff(ALL), decide_page::show)
        .post("/staff/handover/{transfer}/{request}", Access::Staff(ALL), decide_page::settle_one)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct WorkPage {
    id: Id<id::Transfer>,
    title: Text,
    day: Day,
    /// Has it not vested yet? Then this is what would become of the work if it did now.
    foreseen: bool,
    progress: Progress,
    sums: Vec<SumLine>,
    rows: Vec<Row>,
    is_first: bool,
    /// Where the next page begins, where more follow.
    next: Option<String>,
    may_open: bool,
}

#[derive(Serialize)]
struct SumLine {
    before: Text,
    after: Text,
    service: Text,
    state: String,
    fate: String,
    count: i64,
}

/// One request as people see it.
#[derive(Serialize)]
pub(super) struct Row {
    request: Id<id::Request>,
    transfer: Id<id::Transfer>,
    service: Text,
    before: Text,
    after: Text,
    state: String,
    state_now: Option<&'static str>,
    fate: Fate,
    /// Whom somebody has to tell what, because its system takes no notices: a message of the language files.
    tell: Option<&'static str>,
    due_before: Option<Day>,
    due_after: Option<Day>,
    person: Option<String>,
    reference_before: Option<String>,
    addressed_before: Option<Id<id::System>>,
    addressed_after: Option<Id<id::System>>,
    application: Option<Id<id::Application>>,
    receipt: Option<String>,
    settled: Option<Done>,
}

/// What a person made of it.
#[derive(Serialize)]
struct Done {
    at: Moment,
    by: Option<String>,
    decided: Option<String>,
    /// Who has the request now.
    body: Text,
}

impl Page for WorkPage {
    const TEMPLATE: &'static str = "handover-work.html";
}

impl Row {
    pub(super) fn new(government: &Government, shown: Shown) -> Self {
        let Shown { transfer, item, case, state_now, settled } = shown;
        let tell = tell(government, &item, state_now, settled.is_some());
        let settled = settled.map(|settled| Done {
            at: settled.at,
            by: settled.by.as_ref().map(|by| name(government, by)),
            decided: settled.decided,
            body: case::body(government, &item.after).name,
        });
        let (application, receipt) = case.unzip();
        Self {
            service: service(government, &item.service_type),
            before: case::body(government, &item.before).name,
            after: case::body(government, &item.after).name,
            person: item.person.as_ref().map(|person| name(government, person)),
            request: item.request,
            transfer,
            state: item.state,
            state_now,
            tell,
            fate: item.fate,
            due_before: item.due_before,
            due_after: item.due_after,
            reference_before: item.reference_before,
            addressed_before: item.addressed_before,
            addressed_after: item.addressed_after,
            application,
            receipt,
            settled,
        }
    }
}

/// What a person who is named on a line has to tell somebody by hand.
fn tell(government: &Government, item: &Item, state_now: Option<&str>, settled: bool) -> Option<&'static str> {
    if settled || item.person.is_none() || item.fate != Fate::HandedOver {
        return None;
    }
    let left = item.system_before.as_ref().and_then(|system| government.model.system(system));
    // What a desk has lost, its officers see there: then it is the other side that has to be told.
    let comes_back = left.is_none_or(|system| system.protocol == Protocol::Desk);
    Some(match state_now {
        Some("granted" | "refused") => "handover-tell-answered",
        _ if comes_back => "handover-tell-back",
        _ => "handover-tell",
    })
}

fn service(government: &Government, id: &Id<id::ServiceType>) -> Text {
    let known = government.catalogue.service_type(id);
    known.map_or_else(|| Text { en: id.name().into(), fr: id.name().into() }, |known| known.title.clone())
}

fn name(government: &Government, person: &Id<id::Person>) -> String {
    government.catalogue.person(person).map_or_else(|| person.name().to_owned(), |known| known.name.clone())
}

/// The transfer that an address names, by its whole id or by its name.
pub(super) fn named(id: &str) -> Result<Id<id::Transfer>, Problem> {
    id.parse().or_else(|_| Id::named(id)).map_err(|_| Problem::not_found())
}

#[derive(Debug, Clone, Deserialize, Default)]
#[serde(default)]
struct After {
    body: String,
    after: String,
}

impl After {
    /// Where to go on, or at the beginning where somebody wrote what are no ids.
    fn readable(&self) -> Self {
        let is_id = self.after.is_empty() || self.after.parse::<Id<id::Request>>().is_ok();
        let is_body = self.body.is_empty() || self.body.parse::<Id<id::Organisation>>().is_ok();
        if is_id && is_body { self.clone() } else { Self::default() }
    }
}

/// Lines of a transfer, as many as were asked for.
struct Lines {
    transfer: Transfer,
    progress: Progress,
    sums: Vec<Counted>,
    rows: Vec<Shown>,
    next: Option<String>,
}

/// Those of a vesting; before it, what they would be now, and none where no plan can be made.
fn lines(
    tx: &mut Tx<'_>,
    (zone, today): (&TimeZone, Day),
    id: &Id<id::Transfer>,
    asked: &After,
    most: u32,
) -> Result<Lines, TransferError> {
    let transfer = commands::get(tx, id)?;
    let asked = asked.readable();
    let progress = super::progress(tx, &transfer.draft)?;
    let ahead = if transfer.state.is_ahead() { ahead(tx, (zone, today), id)? } else { None };
    let (sums, rows, next) = if let Some(ahead) = ahead {
        let from = Cursor { body: asked.body.clone(), after: asked.after.clone(), done: false };
        let (items, next) = ahead.some(tx, &from, most as usize)?;
        let next = next.map(|to| format!("?body={}&after={}", to.body, to.after));
        (ahead.work(tx)?.requests, with_cases(tx, id, items)?, next)
    } else {
        let sums = handovers::sums(tx, id)?.into_iter().map(|(sum, count)| sum.counted(count)).collect();
        let mut rows = handovers::some(tx, id, &asked.after, most + 1)?;
        let more = rows.len() > most as usize;
        rows.truncate(most as usize);
        let next = rows.last().filter(|_| more).map(|last| format!("?after={}", last.item.request));
        (sums, rows, next)
    };
    Ok(Lines { transfer, progress, sums, rows, next })
}

fn ahead(
    tx: &mut Tx<'_>,
    (zone, today): (&TimeZone, Day),
    id: &Id<id::Transfer>,
) -> Result<Option<Ahead>, TransferError> {
    let snapshot = Snapshot::load(tx)?;
    match commands::plan(tx, &snapshot.scene(), id) {
        Err(TransferError::Problems(_)) => Ok(None),
        planned => Ok(Some(Ahead::of(tx, zone, today, &planned?)?)),
    }
}

fn with_cases(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>, items: Vec<Item>) -> Result<Vec<Shown>, StoreError> {
    let requests: Vec<_> = items.iter().map(|item| item.request.clone()).collect();
    let mut cases = handovers::cases(tx, &requests)?;
    let shown = |item: Item| {
        let case = cases.remove(&item.request);
        Shown { transfer: transfer.clone(), item, case, state_now: None, settled: None }
    };
    Ok(items.into_iter().map(shown).collect())
}

async fn show_work(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<After>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let is_first = asked.after.is_empty();
    let government = platform.government();
    let (zone, today) = (government.zone.clone(), platform.today());
    let read = platform.store().read(move |tx| lines(tx, (&zone, today), &id, &asked, PAGE));
    let Lines { transfer, progress, sums, rows, next } = read.await?;
    let line = |sum: Counted| SumLine {
        before: case::body(&government, &sum.before).name,
        after: case::body(&government, &sum.after).name,
        service: service(&government, &sum.service_type),
        state: sum.state,
        fate: sum.fate,
        count: sum.count,
    };
    let page = WorkPage {
        foreseen: transfer.state.is_ahead(),
        id: transfer.draft.id,
        title: transfer.draft.title,
        day: transfer.draft.day,
        progress,
        sums: sums.into_iter().map(line).collect(),
        rows: rows.into_iter().map(|shown| Row::new(&government, shown)).collect(),
        next,
        is_first,
        may_open: visit.is_staff(FINDERS),
    };
    Ok(platform.kit.page(&visit, &page))
}

/// Every request of a vesting, or what would become of it now, for a spreadsheet.
async fn work_csv(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id = named(&id)?;
    let government = platform.government();
    let words = platform.kit.words(visit.language);
    let heads = [
        "handover-request",
        "handover-receipt",
        "handover-service",
        "handover-from",
        "handover-to",
        "handover-was",
        "handover-fate",
        "handover-due-before",
        "handover-due-after",
        "handover-person",
        "handover-addressed-before",
        "handover-addressed-after",
    ];
    let mut table = vec![heads.map(|head| words.message(&head.into())).to_vec()];
    let (wanted, zone, today) = (id.clone(), government.zone.clone(), platform.today());
    let read = platform.store().read(move |tx| lines(tx, (&zone, today), &wanted, &After::default(), ALL_LINES));
    table.extend(read.await?.rows.into_iter().map(|shown| cells(&Row::new(&government, shown), visit.language)));
    let name = format!("attachment; filename=\"{}-work.csv\"", id.name());
    let headers = [(header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()), (header::CONTENT_DISPOSITION, name)];
    let table = responsibility::picture::csv::csv(table.iter().map(|line| line.iter().map(String::as_str).collect()));
    Ok((headers, table).into_response())
}

/// The same for machines, by ids.
#[derive(Serialize)]
struct Work {
    transfer: Id<id::Transfer>,
    /// Has it not vested yet? Then this is what would become of the work if it did now.
    foreseen: bool,
    requests: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    #[serde(flatten)]
    item: Item,
    /// Of the case that it is part of; none where that was erased.
    receipt: Option<String>,
    state_now: Option<&'static str>,
    /// When a person settled what waited for them.
    #[serde(skip_serializing_if = "Option::is_none")]
    settled_at: Option<String>,
}

async fn work_json(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Json<Work>, Problem> {
    let id = named(&id)?;
    let (zone, today) = (platform.government().zone.clone(), platform.today());
    let read = platform.store().read(move |tx| lines(tx, (&zone, today), &id, &After::default(), ALL_LINES));
    let Lines { transfer, rows, .. } = read.await?;
    let listed = |Shown { item, case, state_now, settled, .. }: Shown| Listed {
        item,
        receipt: case.map(|(_, receipt)| receipt),
        state_now,
        settled_at: settled.map(|settled| settled.at.to_rfc3339()),
    };
    let requests = rows.into_iter().map(listed).collect();
    Ok(Json(Work { foreseen: transfer.state.is_ahead(), transfer: transfer.draft.id, requests }))
}

fn cells(row: &Row, language: Language) -> Vec<String> {
    let text = |text: &Text| text.in_language(language).to_owned();
    let system = |id: &Option<Id<id::System>>| id.as_ref().map(|id| id.name().to_owned()).unwrap_or_default();
    let day = |day: Option<Day>| day.map(|day| day.to_string()).unwrap_or_default();
    vec![
        row.request.to_string(),
        row.receipt.clone().unwrap_or_default(),
        text(&row.service),
        text(&row.before),
        text(&row.after),
        row.state.clone(),
        row.fate.as_str().to_owned(),
        day(row.due_before),
        day(row.due_after),
        row.person.clone().unwrap_or_default(),
        system(&row.addressed_before),
        system(&row.addressed_after),
    ]
}

#[derive(Serialize)]
struct WaitingPage {
    /// Whoever looks sees only what waits for them.
    own: bool,
    people: Vec<Waiting>,
    groups: Vec<Group>,
    /// What was settled last.
    settled: Vec<Row>,
    page: u32,
    pages: u32,
    person: Option<Id<id::Person>>,
    may_open: bool,
}

/// How much waits for a person.
#[derive(Serialize)]
struct Waiting {
    id: Id<id::Person>,
    name: String,
    count: i64,
    chosen: bool,
}

/// What waits for one person.
#[derive(Serialize)]
struct Group {
    id: Id<id::Person>,
    name: String,
    rows: Vec<Row>,
    /// May whoever looks settle it?
    may_settle: bool,
}

impl Page for WaitingPage {
    const TEMPLATE: &'static str = "handover-waiting.html";
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    person: String,
    /// From 1.
    page: String,
}

async fn show_waiting(
    State(platform): State<Platform>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let me = visit.staff().map(|staff| staff.person.clone());
    let own = !visit.is_staff(THEIRS);
    let person = if own { me.clone() } else { asked.person.parse().ok() };
    let wanted = asked.page.parse::<u32>().unwrap_or(1).max(1);
    let only = person.clone();
    let read = platform.store().read(move |tx| {
        let people = handovers::waiting(tx)?;
        let of = |known: &Id<id::Person>| only.as_ref().is_none_or(|only| only == known);
        let total: i64 = people.iter().filter(|(known, _)| of(known)).map(|(_, count)| count).sum();
        let pages = u32::try_from(total).unwrap_or(u32::MAX).div_ceil(PAGE).max(1);
        let page = wanted.min(pages);
        let rows = handovers::listed(tx, only.as_ref(), (page - 1) * PAGE, PAGE)?;
        let settled = handovers::settled(tx, only.as_ref(), SETTLED)?;
        Ok::<_, StoreError>((people, rows, settled, page, pages))
    });
    let (people, rows, settled, page, pages) = read.await?;
    let government = platform.government();
    let may_open = visit.is_staff(FINDERS);
    let mut groups: Vec<Group> = Vec::new();
    for shown in rows {
        let Some(id) = shown.item.person.clone() else { continue };
        let row = Row::new(&government, shown);
        if let Some(group) = groups.last_mut().filter(|group| group.id == id) {
            group.rows.push(row);
        } else {
            let may_settle = visit.is_staff(&[Role::Operator]) || me.as_ref() == Some(&id);
            groups.push(Group { name: name(&government, &id), id, rows: vec![row], may_settle });
        }
    }
    let waiting = |(id, count): (Id<id::Person>, i64)| Waiting {
        name: name(&government, &id),
        chosen: person.as_ref() == Some(&id),
        id,
        count,
    };
    let people = people.into_iter().filter(|_| !own).map(waiting).collect();
    let settled = settled.into_iter().map(|shown| Row::new(&government, shown)).collect();
    let page = WaitingPage { own, people, groups, settled, page, pages, person, may_open };
    Ok(platform.kit.page(&visit, &page))
}
