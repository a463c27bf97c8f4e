//! How franchises word services: which wordings wait for somebody to look at them again, and one of them with what the
//! supplier says beside it.

use std::collections::BTreeMap;

use ::store::{StoreError, Tx};
use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::{Day, Id, Language, Moment, Text, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Show, Visit, redirect};

use super::{LONGEST_SUMMARY, LONGEST_TITLE, New, Wording, WordingError, facts_changed, store as table, word};
use crate::{
    CataloguePages,
    entry::{
        self, Entry,
        store::{self as entries, As},
        told::{Row, rows},
    },
    import::{self, FieldChange, pages::show::FieldLine},
    inventory::Tag,
    pages::Presenter,
};

/// So many wordings stand on the list.
const LISTED: u32 = 200;

#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    pub wordings: Vec<Line>,
    /// Are there franchises at all?
    pub has_franchises: bool,
}

/// One wording of the list.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub href: String,
    pub title: String,
    pub franchise: Text,
    pub at: Moment,
    /// `current`, `words-changed`, `facts-changed` or `gone`.
    pub stands: &'static str,
    pub changed: usize,
    /// What is published for a later day, and will hide it.
    pub coming: Option<Coming>,
}

/// The first later day on which a fact changes, or the service ends.
#[derive(Debug, Serialize)]
pub(crate) struct Coming {
    pub from: Day,
    pub is_end: bool,
    pub changed: usize,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "catalogue/wordings.html";
}

#[derive(Debug, Serialize)]
pub(crate) struct WordingPage {
    pub entry: String,
    pub href: String,
    pub title: String,
    pub franchises: Vec<Choice>,
    pub rows: Vec<Row>,
    /// The facts that are otherwise than when it was worded.
    pub changed: Vec<FieldLine>,
    /// The first later day on which facts change, and which.
    pub coming: Option<Day>,
    pub will_change: Vec<FieldLine>,
    pub typed: Typed,
    pub over: String,
    pub after: i64,
    /// Does the franchise have words of its own for it now?
    pub is_worded: bool,
    pub history: Vec<Past>,
    pub mistakes: Mistakes,
    pub error: Option<MessageRef>,
}

/// A franchise to choose.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    pub value: String,
    pub text: Text,
    pub chosen: bool,
}

/// What stands in the fields.
#[derive(Debug, Clone, Default, Serialize)]
pub(crate) struct Typed {
    pub franchise: String,
    pub title_en: String,
    pub title_fr: String,
    pub summary_en: String,
    pub summary_fr: String,
}

/// A wording that was.
#[derive(Debug, Serialize)]
pub(crate) struct Past {
    pub number: i64,
    pub title: Option<Text>,
    pub by: String,
    pub at: Moment,
}

impl Page for WordingPage {
    const TEMPLATE: &'static str = "catalogue/wording.html";
}

/// The words of a franchise, as the page of a service shows them.
#[derive(Debug, Serialize)]
pub(crate) struct Shown {
    pub franchise: Text,
    pub title: Text,
    pub summary: Text,
}

/// Wordings of one service with what the supplier said when each was made, in two statements.
pub(crate) fn of_service(tx: &mut Tx<'_>, entry: &Entry) -> Result<Vec<(Wording, Vec<FieldChange>)>, StoreError> {
    let wordings = table::latest_of(tx, &entry.id)?;
    let before = table::said_at(tx, &wordings)?;
    let with_changes = |wording: Wording| {
        let changed = before.get(&wording.over).map(|before| facts_changed(before, entry)).unwrap_or_default();
        (wording, changed)
    };
    Ok(wordings.into_iter().map(with_changes).collect())
}

/// Those of them that stand over the facts of today.
pub(crate) fn shown(wordings: Vec<(Wording, Vec<FieldChange>)>, presenters: &[Presenter]) -> Vec<Shown> {
    let of = |(wording, changed): (Wording, Vec<FieldChange>)| {
        let franchise = presenters.iter().find(|known| known.id == wording.franchise)?.name.clone();
        let title = wording.title.filter(|_| changed.is_empty())?;
        Some(Shown { franchise, title, summary: wording.summary })
    };
    wordings.into_iter().filter_map(of).collect()
}

pub(crate) async fn list(State(pages): State<CataloguePages>, visit: Visit) -> Result<Response, Problem> {
    let day = pages.kit.clocks.today();
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let wordings = table::latest(tx, LISTED)?;
        let ids: Vec<String> = wordings.iter().map(|wording| wording.entry.clone()).collect();
        let (known, coming) = (entries::by_ids(tx, at, &ids)?, entries::coming(tx, at, &ids)?);
        Ok::<_, StoreError>((known, coming, table::said_at(tx, &wordings)?, wordings))
    };
    let (known, coming, before, wordings) = pages.kit.store.read(read).await?;
    let known: BTreeMap<&str, &Entry> = known.iter().map(|entry| (entry.id.as_str(), entry)).collect();
    let presenters = pages.presenters();
    let name = |wording: &Wording| {
        let of = presenters.iter().find(|known| known.id == wording.franchise);
        of.map_or_else(|| same(wording.franchise.name()), |known| known.name.clone())
    };
    let line = |wording: &Wording| {
        let entry = known.get(wording.entry.as_str());
        let changed = entry.zip(before.get(&wording.over)).map(|(entry, before)| facts_changed(before, entry).len());
        let is_same = entry.is_some_and(|entry| entry.digest == wording.over);
        Line {
            href: href(&wording.entry, wording.franchise.name()),
            title: entry.map_or(wording.entry.as_str(), |entry| entry.called(visit.language)).to_owned(),
            franchise: name(wording),
            at: wording.at,
            stands: match changed {
                None => "gone",
                Some(0) if is_same => "current",
                Some(0) => "words-changed",
                Some(_) => "facts-changed",
            },
            changed: changed.unwrap_or_default(),
            coming: entry.and_then(|entry| next(entry, &coming)).map(|(from, changes)| Coming {
                from,
                is_end: changes.is_none(),
                changed: changes.map_or(0, |changes| changes.len()),
            }),
        }
    };
    let mut lines: Vec<Line> = wordings.iter().filter(|wording| wording.title.is_some()).map(line).collect();
    // What waits for somebody comes first.
    lines.sort_by_key(|line| {
        let from = line.coming.as_ref().map(|coming| coming.from);
        (line.stands == "current", from.is_none(), from)
    });
    Ok(pages.kit.page(&visit, &ListPage { wordings: lines, has_franchises: !presenters.is_empty() }))
}

/// The first later day on which a fact of a service is otherwise than today, with what is; nothing more where it ends.
fn next(today: &Entry, coming: &[(String, Day, Option<Entry>)]) -> Option<(Day, Option<Vec<FieldChange>>)> {
    let of_it = coming.iter().filter(|(id, _, _)| *id == today.id);
    of_it
        .map(|(_, from, then)| (*from, then.as_ref().map(|then| facts_changed(&today.said, then))))
        .find(|(_, changes)| changes.as_ref().is_none_or(|changes| !changes.is_empty()))
}

fn same(text: &str) -> Text {
    Text { en: text.to_owned(), fr: text.to_owned() }
}

fn href(entry: &str, franchise: &str) -> String {
    format!("/staff/catalogue/wordings/{entry}?franchise={franchise}")
}

/// What a page of one wording reads.
struct Read {
    entry: Entry,
    others: Vec<Entry>,
    changed: Vec<FieldChange>,
    all: Vec<Wording>,
    coming: Option<(Day, Option<Vec<FieldChange>>)>,
}

async fn read(pages: &CataloguePages, id: &str, franchise: &str) -> Result<Read, Problem> {
    let (day, id, franchise) = (pages.kit.clocks.today(), id.to_owned(), Id::<id::Franchise>::named(franchise).ok());
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let Some(entry) = entries::by_id(tx, at, &id)? else { return Ok(None) };
        let names = entry::told::names(&entry);
        let others = entries::named(tx, at, &entry.source, &names.iter().collect::<Vec<_>>())?;
        let all = franchise.as_ref().map_or(Ok(Vec::new()), |franchise| table::all(tx, franchise, &entry.id))?;
        let last: Vec<Wording> = all.first().filter(|last| last.title.is_some()).cloned().into_iter().collect();
        let said = table::said_at(tx, &last)?;
        let changed = said.values().next().map(|before| facts_changed(before, &entry)).unwrap_or_default();
        let coming = entries::coming(tx, at, std::slice::from_ref(&entry.id))?;
        let coming = next(&entry, &coming);
        Ok::<_, StoreError>(Some(Read { entry, others, changed, all, coming }))
    };
    let read = pages.kit.store.read(read).await?.ok_or_else(Problem::not_found)?;
    if read.entry.said.services.contains_key(&read.entry.name) { Ok(read) } else { Err(Problem::not_found()) }
}

fn page(pages: &CataloguePages, visit: &Visit, read: Read, typed: Typed) -> WordingPage {
    let Read { entry, others, changed, all, coming } = read;
    let (coming, will_change) = coming.unzip();
    let known = others.iter().map(|other| (other.name.clone(), other)).collect();
    let presenters = pages.presenters();
    let choice = |known: &Presenter| Choice {
        value: known.id.name().to_owned(),
        text: known.name.clone(),
        chosen: known.id.name() == typed.franchise,
    };
    WordingPage {
        href: entry.href(),
        title: entry.called(visit.language).to_owned(),
        franchises: presenters.iter().map(choice).collect(),
        rows: rows(&entry, &known, visit.language),
        changed: changed.into_iter().map(|change| FieldLine::new(change, &entry.name)).collect(),
        coming,
        will_change: will_change
            .flatten()
            .unwrap_or_default()
            .into_iter()
            .map(|change| FieldLine::new(change, &entry.name))
            .collect(),
        typed,
        over: entry.digest.clone(),
        after: all.first().map_or(0, |last| last.number),
        is_worded: all.first().is_some_and(|last| last.title.is_some()),
        history: all
            .into_iter()
            .map(|past| Past {
                number: past.number,
                title: past.title,
                by: import::pages::person(pages, &past.by),
                at: past.at,
            })
            .collect(),
        entry: entry.id,
        mistakes: Mistakes::none(),
        error: None,
    }
}

/// The last wording; the supplier's words where there is none.
fn begun(read: &Read, franchise: &str) -> Typed {
    let last = read.all.first().and_then(|last| Some((last.title.clone()?, last.summary.clone())));
    let (title, summary) = last.unwrap_or_else(|| {
        let service = &read.entry.said.services[&read.entry.name];
        let of = |texts: &crate::inventory::Texts| {
            let said = |language: Language| texts.get(&Tag::new(language.tag())).cloned().unwrap_or_default();
            Text { en: said(Language::En), fr: said(Language::Fr) }
        };
        (of(&service.title), of(&service.description))
    });
    Typed {
        franchise: franchise.to_owned(),
        title_en: title.en,
        title_fr: title.fr,
        summary_en: summary.en,
        summary_fr: summary.fr,
    }
}

pub(crate) async fn show(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    Query(asked): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let asked = asked.get("franchise").map(|name| name.trim().to_owned()).unwrap_or_default();
    let first = pages.presenters().first().map(|known| known.id.name().to_owned()).unwrap_or_default();
    let franchise = if asked.is_empty() { first } else { asked };
    let read = read(&pages, &id, &franchise).await?;
    let typed = begun(&read, &franchise);
    Ok(pages.kit.page(&visit, &page(&pages, &visit, read, typed)))
}

pub(crate) async fn take(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let of = |name: &str| fields.trimmed(name).to_owned();
    let typed = Typed {
        franchise: of("franchise"),
        title_en: of("title_en"),
        title_fr: of("title_fr"),
        summary_en: of("summary_en"),
        summary_fr: of("summary_fr"),
    };
    let back = fields.get("back").is_some();
    let mut mistakes = Mistakes::none();
    let franchise = pages.presenters().into_iter().find(|known| known.id.name() == typed.franchise);
    if franchise.is_none() {
        mistakes.add("franchise", "wording-franchise-unknown");
    }
    for (field, text, most) in [
        ("title_en", &typed.title_en, LONGEST_TITLE),
        ("title_fr", &typed.title_fr, LONGEST_TITLE),
        ("summary_en", &typed.summary_en, LONGEST_SUMMARY),
        ("summary_fr", &typed.summary_fr, LONGEST_SUMMARY),
    ] {
        if back {
            continue;
        }
        if text.is_empty() {
            mistakes.add(field, "wording-text-missing");
        } else if text.chars().count() > most {
            mistakes.add(field, MessageRef::new("wording-text-long").with("most", most));
        }
    }
    let (Some(franchise), true) = (franchise, mistakes.is_empty()) else {
        let read = read(&pages, &id, &typed.franchise).await?;
        let page = WordingPage { mistakes, ..page(&pages, &visit, read, typed) };
        return Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let text = |en: &str, fr: &str| Text { en: en.to_owned(), fr: fr.to_owned() };
    let new = New {
        franchise: franchise.id,
        entry: id.clone(),
        title: (!back).then(|| text(&typed.title_en, &typed.title_fr)),
        summary: if back { text("", "") } else { text(&typed.summary_en, &typed.summary_fr) },
        over: of("over"),
        after: fields.trimmed("after").parse().unwrap_or_default(),
    };
    let (actor, now, day) = (visit.actor.clone(), pages.kit.clocks.now(), pages.kit.clocks.today());
    let write = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        word(tx, &actor, now, at, &new).map(drop)
    };
    match pages.kit.store.write(write).await {
        Ok(()) => Ok(redirect("/staff/catalogue/wordings")),
        Err(error @ (WordingError::SaidOtherwise | WordingError::Crossed)) => {
            let read = read(&pages, &id, &typed.franchise).await?;
            let problem = error.problem();
            let page = WordingPage { error: Some(problem.what), ..page(&pages, &visit, read, typed) };
            Ok(pages.kit.page_with(&visit, problem.status, &page))
        }
        Err(error) => Err(error.problem()),
    }
}

impl Show for WordingError {
    fn problem(&self) -> Problem {
        let (code, what): (&'static str, &'static str) = match self {
            Self::NotAManager => return Problem::forbidden(),
            Self::Unknown(_) => return Problem::not_found(),
            Self::SaidOtherwise => ("wording_said_otherwise", "wording-said-otherwise"),
            Self::Crossed => ("wording_crossed", "wording-crossed"),
            Self::Store(error) => return error.problem(),
        };
        Problem { status: StatusCode::CONFLICT, code, what: what.into(), next: "wording-next".into() }
    }
}
