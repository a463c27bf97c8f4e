//! `/staff/journeys/{journey}/draft`: the edition to be of a journey, changed part by part or file by file, looked through as
//! a citizen, held against what stands, and published from a day. What is published is never edited: whoever wants an
//! earlier edition back begins a draft from it.

pub mod draft;
pub mod judge;
pub mod text;

use axum::{
    extract::{Path, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use jiff::ToSpan as _;
use serde::Serialize;
use store::StoreError;
use values::{Actor, Day, Id, Moment, Role, Text, Who, id, source::Finding};
use web::{Access, Fields, MessageRef, Mistakes, Page, Problem, Routes, Upload, Visit, redirect, session};

use self::{
    draft::{Checked, Draft},
    judge::Refused,
};
use super::{
    Journey, PREVIEW,
    differences::{Difference, differences},
    lacking,
    store::Edition,
};
use crate::{Government, Platform, draft as drafts, draft::DraftError, say};

/// Who keeps journeys.
pub const KEEPERS: &[Role] = &[Role::CatalogueManager];
/// No file with decisions is longer.
const LONGEST_MODEL: usize = eligibility::decision::bounds::MOST_BYTES;
/// Nobody publishes for a day further ahead.
const FURTHEST_DAYS: i64 = 2 * 366;
/// A preview is there so long.
const PREVIEW_DAYS: i64 = 7;

/// The routes of drafts of journeys.
pub fn routes(platform: &Platform) -> Routes<()> {
    let of = |rest: &str| format!("/staff/journeys/{{journey}}/draft{rest}");
    let kept = Access::Staff(KEEPERS);
    Routes::new(&platform.kit)
        .get(&of(""), kept, show)
        .post(&of(""), kept, begin)
        .get(&of("/parts/{part}"), kept, show_part)
        .post(&of("/parts/{part}"), kept, change_part)
        .get(&of("/text"), kept, get_text)
        .upload(&of("/text"), kept, draft::LONGEST, bring_text)
        .get(&of("/model"), kept, get_model)
        .upload(&of("/model"), kept, LONGEST_MODEL, bring_model)
        .get(&of("/preview"), kept, show)
        .post(&of("/preview"), kept, preview)
        .get(&of("/publish"), kept, show)
        .post(&of("/publish"), kept, publish)
        .get(&of("/throw-away"), kept, show)
        .post(&of("/throw-away"), kept, throw_away)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct DraftPage {
    id: String,
    title: Text,
    base: String,
    version: i64,
    changed_at: Moment,
    changed_by: Option<String>,
    /// What it is called, once it is sound.
    edition: Option<String>,
    findings: Vec<Line>,
    worth_a_look: Vec<Line>,
    /// What it says otherwise than the edition that is offered today.
    offered: String,
    differences: Vec<Difference>,
    parts: Vec<Group>,
    /// How many decisions come in DMN; nothing without a model.
    decisions: Option<usize>,
    /// Editions that were published for a day to come.
    to_come: Vec<ToCome>,
    today: Day,
    from: String,
    reason: String,
    mistakes: Mistakes,
}

impl Page for DraftPage {
    const TEMPLATE: &'static str = "journey-draft.html";
}

/// What is wrong, in the words of whoever read the text, and where.
#[derive(Serialize)]
struct Line {
    #[serde(rename = "line")]
    at: usize,
    what: String,
    fix: String,
    /// The part that it stands in: its place, its sort and its name.
    part: usize,
    table: &'static str,
    name: String,
}

/// An edition that takes its turn later.
#[derive(Serialize)]
struct ToCome {
    name: String,
    from: Day,
    /// Would it take back what this draft changes?
    lacks: bool,
}

/// Parts of one sort.
#[derive(Serialize)]
struct Group {
    table: String,
    parts: Vec<PartLine>,
    wrong: bool,
}

#[derive(Serialize)]
struct PartLine {
    n: usize,
    name: String,
    /// What people read.
    label: Option<Text>,
    wrong: bool,
}

#[derive(Serialize)]
struct PartPage {
    id: String,
    title: Text,
    n: usize,
    version: i64,
    table: Option<String>,
    name: String,
    /// On which line of the whole it begins.
    line: usize,
    text: String,
    /// What is wrong in it.
    findings: Vec<Line>,
    mistakes: Mistakes,
}

impl Page for PartPage {
    const TEMPLATE: &'static str = "journey-part.html";
}

/// A draft with what it belongs to.
struct Opened {
    draft: Draft,
    government: std::sync::Arc<Government>,
    title: Text,
}

/// What a form brought beside the draft.
#[derive(Default)]
struct Brought {
    mistakes: Mistakes,
    from: Option<String>,
    reason: String,
}

impl Brought {
    /// Somebody has made it unsound since the button was shown.
    fn unsound() -> Self {
        let mut brought = Self::default();
        brought.mistakes.add("findings", "journey-draft-unsound");
        brought
    }
}

async fn open(platform: &Platform, journey: &str) -> Result<Opened, Problem> {
    let id: Id<id::Journey> = Id::named(journey).map_err(|_| Problem::not_found())?;
    let government = platform.government();
    let title = government.journeys.latest(&id).map(|latest| latest.title.clone()).ok_or_else(Problem::not_found)?;
    let found = platform.store().read(move |tx| draft::get(tx, &id)).await.map_err(Problem::from)?;
    Ok(Opened { draft: found.ok_or_else(say::no_journey_draft)?, government, title })
}

/// A draft that is changed: the version that was shown is still the one that there is.
async fn open_shown(platform: &Platform, journey: &str, fields: &Fields) -> Result<Opened, Problem> {
    let opened = open(platform, journey).await?;
    let shown = fields.trimmed("version").parse::<i64>().ok();
    if shown == Some(opened.draft.version) { Ok(opened) } else { Err(say::journey_draft_moved()) }
}

fn address(journey: &Id<id::Journey>) -> String {
    format!("/staff/journeys/{}/draft", journey.name())
}

fn whose(actor: &Actor) -> String {
    match &actor.who {
        Who::Staff(person) => person.to_string(),
        _ => String::new(),
    }
}

async fn show(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let opened = match open(&platform, &id).await {
        // Nobody has begun one: the journey's own page says how.
        Err(problem) if problem.code == say::NO_JOURNEY_DRAFT => return Ok(redirect(&format!("/staff/journeys/{id}"))),
        other => other?,
    };
    Ok(page(&platform, &visit, &opened, Brought::default()))
}

fn page(platform: &Platform, visit: &Visit, opened: &Opened, brought: Brought) -> Response {
    let Opened { draft, government, title } = opened;
    let Checked { journey, findings, worth_a_look } = draft.check(government);
    let today = platform.today();
    let parts = text::parts(&draft.text);
    let line = |finding: &Finding| line(draft, &parts, finding);
    let findings: Vec<Line> = findings.iter().map(line).collect();
    let offered = government.journeys.offered(&draft.journey, today);
    let groups = groups(draft, government, |n| findings.iter().any(|finding| finding.part == n));
    let changed_by: Option<Id<id::Person>> = draft.changed_by.parse().ok();
    let status = if brought.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let changed = offered.zip(journey.as_ref());
    let to_come = lacking::to_come(government.journeys.published(&draft.journey), today);
    let to_come = to_come.into_iter().map(|(edition, from)| {
        let later = government.journeys.edition(&draft.journey, &edition.name);
        let lacks = changed
            .zip(later)
            .is_some_and(|((before, after), later)| lacking::takes_back(government, (before, after), later));
        ToCome { name: edition.name.clone(), from, lacks }
    });
    let page = DraftPage {
        to_come: to_come.collect(),
        id: draft.journey.name().to_owned(),
        title: title.clone(),
        base: draft.base.clone(),
        version: draft.version,
        changed_at: draft.changed_at,
        changed_by: changed_by.and_then(|person| Some(government.catalogue.person(&person)?.name.clone())),
        edition: journey.as_ref().map(|journey| journey.edition.clone()),
        worth_a_look: worth_a_look.iter().map(line).collect(),
        offered: offered.map(|offered| offered.edition.clone()).unwrap_or_default(),
        differences: changed.map(|(one, other)| differences(government, one, other)).unwrap_or_default(),
        parts: groups,
        decisions: draft.dmn.as_ref().map(|dmn| dmn.matches("<decision ").count()),
        findings,
        today,
        from: brought.from.unwrap_or_else(|| today.to_string()),
        reason: brought.reason,
        mistakes: brought.mistakes,
    };
    platform.kit.page_with(visit, status, &page)
}

/// A finding of a draft with the part that it stands in.
fn line(draft: &Draft, parts: &[text::Part<'_>], finding: &Finding) -> Line {
    let part = draft.part_of(finding.line);
    let own = parts.get(part);
    Line {
        at: finding.line,
        what: finding.what.clone(),
        fix: finding.fix.clone(),
        part,
        table: own.map_or("head", sort),
        name: own.map(|own| own.name.clone()).unwrap_or_default(),
    }
}

/// Of which sort a part is.
fn sort(part: &text::Part<'_>) -> &'static str {
    text::TABLES.into_iter().find(|table| part.table == Some(*table)).unwrap_or("head")
}

/// The parts of a draft, sort by sort, in the order in which each sort comes first.
fn groups(draft: &Draft, government: &Government, is_wrong: impl Fn(usize) -> bool) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (n, part) in text::parts(&draft.text).into_iter().enumerate() {
        let table = sort(&part);
        let line = PartLine { n, label: label(&part, government), name: part.name, wrong: is_wrong(n) };
        match groups.iter_mut().find(|group| group.table == table) {
            Some(group) => {
                group.wrong |= line.wrong;
                group.parts.push(line);
            }
            None => groups.push(Group { table: table.to_owned(), wrong: line.wrong, parts: vec![line] }),
        }
    }
    groups
}

/// What people read of a part: its label, its title, or what the service is called.
fn label(part: &text::Part<'_>, government: &Government) -> Option<Text> {
    let read: toml::Table = toml::from_str(part.text).ok()?;
    let table = read.get(part.table?)?.as_array()?.first()?.as_table()?;
    if let Some(kind) = table.get("type") {
        let kind: Id<id::ServiceType> = kind.clone().try_into().ok()?;
        return Some(government.catalogue.service_type(&kind)?.title.clone());
    }
    ["label", "title"].into_iter().find_map(|key| table.get(key)?.clone().try_into().ok())
}

/// Begins a draft from an edition, or goes on with the one that there is.
async fn begin(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id: Id<id::Journey> = Id::named(&id).map_err(|_| Problem::not_found())?;
    let (government, today) = (platform.government(), platform.today());
    let base = match fields.trimmed("edition") {
        "" => government.journeys.offered(&id, today),
        edition => government.journeys.edition(&id, edition),
    };
    let base = base.filter(|base| !base.is_preview()).ok_or_else(Problem::not_found)?;
    let month = today.strftime("%Y-%m").to_string();
    let text = text::written(base).map_err(|error| {
        tracing::error!(%error, "An edition can't be written out");
        Problem::internal()
    })?;
    let draft = Draft {
        journey: id.clone(),
        version: 1,
        base: base.edition.clone(),
        text: text::with_key(&text, "edition", &draft::fresh_name(&government, &id, &month)),
        dmn: base.dmn.clone(),
        changed_at: platform.clocks().now(),
        changed_by: whose(&visit.actor),
    };
    let (actor, to) = (visit.actor.clone(), address(&id));
    let begun = platform.store().write(move |tx| draft::begin(tx, &actor, &draft)).await?;
    if begun { Ok(redirect(&to)) } else { Err(say::journey_draft_there()) }
}

async fn show_part(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, n)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    part_page(&platform, &visit, &opened, (n, None))
}

/// A part to be changed; where what was typed can't be kept, with that and why.
fn part_page(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    (n, typed): (usize, Option<(String, &'static str)>),
) -> Result<Response, Problem> {
    let Opened { draft, government, title } = opened;
    let parts = text::parts(&draft.text);
    let part = parts.get(n).cloned().ok_or_else(Problem::not_found)?;
    let found = draft.check(government).findings;
    let own = found.iter().filter(|finding| draft.part_of(finding.line) == n);
    let of_part = |finding: &Finding| Line { at: finding.line + 1 - part.line, ..line(draft, &parts, finding) };
    let mut findings: Vec<Line> = own.map(of_part).collect();
    let mut mistakes = Mistakes::none();
    for finding in &findings {
        mistakes.add("text", MessageRef::new("journey-part-wrong").with("line", finding.at));
    }
    let mut text = part.text.to_owned();
    if let Some((said, why)) = typed {
        text = said;
        findings.clear();
        mistakes = Mistakes::none();
        mistakes.add("text", why);
    }
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = PartPage {
        id: draft.journey.name().to_owned(),
        title: title.clone(),
        n,
        version: draft.version,
        table: part.table.map(str::to_owned),
        line: part.line,
        text,
        findings,
        mistakes,
        name: part.name,
    };
    Ok(platform.kit.page_with(visit, status, &page))
}

/// Keeps a part, sound or not: nothing typed is lost, and what is wrong is said beside it.
async fn change_part(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, n)): Path<(String, usize)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut opened = open(&platform, &id).await?;
    let said = fields.get("text").unwrap_or_default().replace("\r\n", "\n");
    if fields.trimmed("version").parse() != Ok(opened.draft.version) {
        return part_page(&platform, &visit, &opened, (n, Some((said, "journey-part-moved"))));
    }
    // A part without its head would become one with the part above it.
    if n > 0 && !said.trim().is_empty() && !said.starts_with("[[") {
        return part_page(&platform, &visit, &opened, (n, Some((said, "journey-part-head-missing"))));
    }
    let text = text::with_part(&opened.draft.text, n, &said).ok_or_else(Problem::not_found)?;
    if text.len() > draft::LONGEST {
        return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    opened.draft.text = text;
    keep(&platform, &visit, &mut opened.draft).await?;
    let is_there = n < text::parts(&opened.draft.text).len() && !said.trim().is_empty();
    let findings = opened.draft.check(&opened.government).findings;
    if is_there && findings.iter().any(|finding| opened.draft.part_of(finding.line) == n) {
        return part_page(&platform, &visit, &opened, (n, None));
    }
    Ok(redirect(&format!("{}#part-{n}", address(&opened.draft.journey))))
}

async fn keep(platform: &Platform, visit: &Visit, draft: &mut Draft) -> Result<(), Problem> {
    draft.changed_at = platform.clocks().now();
    draft.changed_by = whose(&visit.actor);
    let (actor, own) = (visit.actor.clone(), draft.clone());
    let kept = platform.store().write(move |tx| draft::change(tx, &actor, &own)).await.map_err(Problem::from)?;
    if !kept {
        return Err(say::journey_draft_moved());
    }
    draft.version += 1;
    Ok(())
}

async fn get_text(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = open(&platform, &id).await?.draft;
    Ok(file(&format!("{}.toml", draft.journey.name()), "application/toml; charset=utf-8", draft.text))
}

async fn get_model(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = open(&platform, &id).await?.draft;
    let dmn = draft.dmn.ok_or_else(Problem::not_found)?;
    Ok(file(&format!("{}.dmn", draft.journey.name()), "application/xml; charset=utf-8", dmn))
}

fn file(name: &str, kind: &'static str, text: String) -> Response {
    let as_file = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, as_file)], text).into_response()
}

/// The whole text, from a file.
async fn bring_text(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
    upload: Upload,
) -> Result<Response, Problem> {
    let mut opened = open_shown(&platform, &id, &fields).await?;
    let mut brought = Brought::default();
    match text_in(&upload).map_err(MessageRef::new).and_then(|text| of_journey(&opened.draft.journey, text)) {
        Err(why) => brought.mistakes.add("text", why),
        Ok(text) => {
            opened.draft.text = text.replace("\r\n", "\n");
            keep(&platform, &visit, &mut opened.draft).await?;
            return Ok(redirect(&address(&opened.draft.journey)));
        }
    }
    Ok(page(&platform, &visit, &opened, brought))
}

/// What a file says, or why it says nothing.
fn text_in(upload: &Upload) -> Result<String, &'static str> {
    if upload.bytes.is_empty() {
        return Err("journey-draft-no-file");
    }
    String::from_utf8(upload.bytes.to_vec()).map_err(|_| "journey-draft-not-text")
}

/// A text of this journey, sound or not: mistakes are mended here, but another journey's text would take this one away.
fn of_journey(own: &Id<id::Journey>, text: String) -> Result<String, MessageRef> {
    match text::journey(&text) {
        Some(id) if id == *own => Ok(text),
        Some(other) => {
            Err(MessageRef::new("journey-draft-text-other").with("id", own.name()).with("other", other.name()))
        }
        None => Err(MessageRef::new("journey-draft-text-none").with("id", own.name())),
    }
}

/// The decisions, from a file: read first in a process of their own.
async fn bring_model(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
    upload: Upload,
) -> Result<Response, Problem> {
    let mut opened = open_shown(&platform, &id, &fields).await?;
    let mut brought = Brought::default();
    let dmn = match text_in(&upload) {
        Ok(dmn) => dmn,
        Err(why) => {
            brought.mistakes.add("model", why);
            return Ok(page(&platform, &visit, &opened, brought));
        }
    };
    match platform.judge.judge(&dmn).await {
        Ok(()) => {}
        Err(Refused::NotStarted(error)) => {
            tracing::error!(%error, "The program that reads decision models could not be started");
            return Err(Problem::busy());
        }
        Err(refused) => {
            let message = MessageRef::new("journey-draft-model-refused").with("why", refused.to_string());
            brought.mistakes.add("model", message);
            return Ok(page(&platform, &visit, &opened, brought));
        }
    }
    opened.draft.dmn = Some(dmn);
    if toml::from_str::<toml::Table>(&opened.draft.text).is_ok_and(|table| !table.contains_key("model")) {
        let name = format!("{}.dmn", opened.draft.journey.name());
        opened.draft.text = text::with_key(&opened.draft.text, "model", &name);
    }
    keep(&platform, &visit, &mut opened.draft).await?;
    Ok(redirect(&address(&opened.draft.journey)))
}

/// The draft's pages as a citizen sees them: an edition that is never offered, and a draft of it for this browser.
async fn preview(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open_shown(&platform, &id, &fields).await?;
    let Some(journey) = opened.draft.check(&opened.government).journey else {
        return Ok(page(&platform, &visit, &opened, Brought::unsound()));
    };
    let Some(known) = visit.session.clone() else { return Err(Problem::forbidden()) };
    let (now, real) = platform.times();
    let (vault, actor, language) = (platform.vault().clone(), visit.actor.clone(), visit.language);
    let before = Moment(now.0 - PREVIEW_DAYS * 24 * 60 * 60 * 1000);
    let begun = platform.store().write(move |tx| {
        super::store::forget_previews(tx, before)?;
        let named: Id<id::Draft> = tx.id();
        let name = format!("{PREVIEW}{}", named.name());
        let journey = Journey { edition: name.clone(), ..journey.clone() };
        let edition = Edition { name, from: None, published_at: now, by: Some(whose(&actor)), reason: None };
        super::store::insert(tx, &actor, &journey, &edition)?;
        let draft = drafts::start(tx, &actor, (now, real), &vault, &journey, language)?;
        session::grant(tx, &known, &drafts::pages::grant(&draft.id))?;
        Ok::<_, DraftError>(draft.id)
    });
    let draft = begun.await?;
    platform.reload().await?;
    Ok(redirect(&format!("/drafts/{draft}")))
}

async fn publish(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open_shown(&platform, &id, &fields).await?;
    let (from, reason) = (fields.trimmed("from"), fields.trimmed("reason"));
    let mut brought = Brought { from: Some(from.to_owned()), reason: reason.to_owned(), ..Brought::default() };
    let Some(journey) = opened.draft.check(&opened.government).journey else {
        return Ok(page(&platform, &visit, &opened, Brought::unsound()));
    };
    let today = platform.today();
    let furthest = today.checked_add(FURTHEST_DAYS.days()).unwrap_or(Day::MAX);
    let day = match from.parse::<Day>() {
        Ok(day) if day >= today && day <= furthest => Some(day),
        _ => {
            brought.mistakes.add("from", MessageRef::new("journey-draft-day").with("from", today).with("to", furthest));
            None
        }
    };
    if reason.is_empty() {
        brought.mistakes.add("reason", "journey-draft-reason-missing");
    } else if reason.chars().count() > 500 {
        brought.mistakes.add("reason", "journey-draft-reason-long");
    }
    let Some(day) = day.filter(|_| brought.mistakes.is_empty()) else {
        return Ok(page(&platform, &visit, &opened, brought));
    };
    let edition = Edition {
        name: journey.edition.clone(),
        from: Some(day),
        published_at: platform.clocks().now(),
        by: Some(whose(&visit.actor)),
        reason: Some(reason.to_owned()),
    };
    let (to, name) = (format!("/staff/journeys/{id}"), edition.name.clone());
    let (actor, own) = (visit.actor.clone(), opened.draft.clone());
    let published = platform.store().write(move |tx| {
        let is_published = draft::remove(tx, &own)? && super::store::insert(tx, &actor, &journey, &edition)?;
        // Nothing of it is kept where either is not so.
        if is_published { Ok(()) } else { Err(NotPublished::Moved) }
    });
    match published.await {
        Ok(()) => {}
        Err(NotPublished::Moved) => return Err(say::journey_draft_moved()),
        Err(NotPublished::Store(error)) => return Err(error.into()),
    }
    platform.reload().await?;
    Ok(redirect(&format!("{to}?edition={name}#editions")))
}

#[derive(Debug, thiserror::Error)]
enum NotPublished {
    #[error("somebody else has changed it")]
    Moved,
    #[error(transparent)]
    Store(#[from] StoreError),
}

async fn throw_away(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let opened = open_shown(&platform, &id, &fields).await?;
    let (actor, own, now) = (visit.actor.clone(), opened.draft, platform.clocks().now());
    let removed = platform.store().write(move |tx| {
        let removed = draft::remove(tx, &own)?;
        if removed {
            draft::note_thrown_away(tx, &actor, now, &own)?;
        }
        Ok::<_, StoreError>(removed)
    });
    if removed.await? { Ok(redirect(&format!("/staff/journeys/{id}"))) } else { Err(say::journey_draft_moved()) }
}
