//! `GET /catalogue`: what stands, by kind and title.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Serialize;
use store::{StoreError, Tx};
use values::{Day, Language};
use web::{Page, Problem, Visit};

use super::{
    Entry, LISTED,
    find::{self, Wanted},
    store::{self as table, As},
    word,
};
use crate::{
    CataloguePages, import,
    inventory::{Iri, Kind},
};

/// So many entries stand on one page.
const ON_A_PAGE: u32 = 50;

#[derive(Debug, Serialize)]
pub(crate) struct ListPage {
    pub kind: &'static str,
    pub kinds: Vec<&'static str>,
    pub entries: Vec<Line>,
    /// Where the next ones are.
    pub next: Option<String>,
    /// Are these not the first?
    pub is_later: bool,
    /// Has anything been published at all?
    pub is_empty: bool,
}

/// One entry of a list.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub href: String,
    pub title: String,
    /// The language of the title, where it is another than the reader's.
    pub language: Option<String>,
    /// Who offers it.
    pub bodies: Vec<String>,
    /// From whom its description is, where nothing else tells it from another.
    pub source: Option<String>,
}

impl Page for ListPage {
    const TEMPLATE: &'static str = "catalogue/entries.html";
}

/// Which part of the list.
struct Asked {
    kind: String,
    after: String,
}

/// What one page of titles reads.
struct Titles {
    entries: Vec<Entry>,
    /// What the bodies that offer them are called.
    bodies: BTreeMap<Iri, String>,
    /// After which the next ones come, as an address has it.
    next: Option<String>,
    edition: i64,
}

/// One page of a kind by title: three statements, however many entries there are.
fn titles_of(tx: &mut Tx<'_>, kind: Kind, day: Day, language: Language, after: &str) -> Result<Titles, StoreError> {
    let edition = import::current_edition(tx)?;
    let at = As { edition, day };
    let after = after.rsplit_once('~').unwrap_or(("", ""));
    let mut entries = table::by_title(tx, at, kind, language, after, ON_A_PAGE + 1)?;
    let is_more = entries.len() > ON_A_PAGE as usize;
    entries.truncate(ON_A_PAGE as usize);
    let names: BTreeSet<&Iri> = entries.iter().flat_map(find::authorities).collect();
    let bodies = table::called(tx, at, &names.into_iter().collect::<Vec<_>>())?;
    let bodies = bodies.iter().map(|body| (body.name.clone(), body.called(language).to_owned())).collect();
    let address = |last: &Entry| {
        let after = format!("{}~{}", last.order(language), last.id);
        form_urlencoded::byte_serialize(after.as_bytes()).collect::<String>()
    };
    let next = entries.last().filter(|_| is_more).map(address);
    Ok(Titles { entries, bodies, next, edition })
}

/// The kind that a word names, or its name in filters; services for no word.
pub(super) fn kind(text: &str) -> Option<Kind> {
    if text.is_empty() {
        Some(Kind::PublicService)
    } else {
        LISTED.into_iter().find(|kind| [word(*kind), kind.as_str()].contains(&text))
    }
}

pub(crate) async fn list(
    State(pages): State<CataloguePages>,
    visit: Visit,
    Query(parameters): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    if let Some(wanted) = Wanted::read(&parameters) {
        return Ok(pages.kit.page(&visit, &find::page(&pages, &wanted, visit.language).await?));
    }
    let of = |name: &str| parameters.get(name).cloned().unwrap_or_default();
    let asked = Asked { kind: of("kind"), after: of("after") };
    let kind = kind(&asked.kind).ok_or_else(Problem::not_found)?;
    let (day, language, after) = (pages.kit.clocks.today(), visit.language, asked.after.clone());
    let read = move |tx: &mut Tx<'_>| titles_of(tx, kind, day, language, &after);
    let Titles { entries, bodies, next, edition } = pages.kit.store.read(read).await?;
    let line = |entry: &Entry| Line {
        href: entry.href(),
        title: entry.called(language).trim().to_owned(),
        language: entry.title_language(language).map(str::to_owned),
        bodies: find::authorities(entry).filter_map(|body| bodies.get(body).cloned()).collect(),
        source: None,
    };
    let mut lines: Vec<Line> = entries.iter().map(line).collect();
    for (n, entry) in entries.iter().enumerate() {
        let said = |line: &Line| (line.title.clone(), line.bodies.clone());
        let is_like = |other: Option<&Line>| other.is_some_and(|other| said(other) == said(&lines[n]));
        let is_one_of_two =
            is_like(lines.get(n + 1)) || n.checked_sub(1).is_some_and(|before| is_like(lines.get(before)));
        if lines[n].bodies.is_empty() || is_one_of_two {
            lines[n].source = Some(entry.source.clone());
        }
    }
    let page = ListPage {
        kind: word(kind),
        kinds: LISTED.map(word).to_vec(),
        entries: lines,
        next: next.map(|after| format!("/catalogue?kind={}&after={after}", word(kind))),
        is_later: !asked.after.is_empty(),
        is_empty: edition == 0,
    };
    Ok(pages.kit.page(&visit, &page))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_is_named_by_its_word_or_as_filters_name_it() {
        for known in LISTED {
            assert_eq!((kind(word(known)), kind(known.as_str())), (Some(known), Some(known)));
        }
        assert_eq!((kind(""), kind("nonsense")), (Some(Kind::PublicService), None));
    }
}
