//! `GET /catalogue?q=`: what people look for, narrowed down by filters, with the words they typed marked.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use store::{StoreError, Tx};
use values::Language;
use web::{MessageRef, Page, Problem};

use super::{
    Entry, href,
    store::{self as table, As},
    told::{self, last},
    word,
};
use crate::{
    CataloguePages, import,
    inventory::{Iri, Kind},
    search::finder::{Asked, By, Counts, Filter, Finder, FinderError, MOST_SKIPPED, Marked},
};

/// So many hits stand on one page.
const HITS: usize = 20;
/// So many values of a filter are offered.
const OFFERED: usize = 8;
/// More letters than these are not looked for.
const LONGEST: usize = 200;

#[derive(Debug, Serialize)]
pub(crate) struct FindPage {
    pub typed: String,
    pub total: usize,
    pub hits: Vec<Hit>,
    pub only_some_words: bool,
    /// Other words, and where they lead.
    pub did_you_mean: Option<Choice>,
    /// What hits are narrowed down by, each with where it is not.
    pub chosen: Vec<Choice>,
    /// What they can be narrowed down by.
    pub facets: Vec<Facet>,
    /// The filters that stay when something else is typed.
    pub kept: Vec<(String, String)>,
    pub next: Option<String>,
    pub is_later: bool,
    pub first: String,
}

/// Something that was found.
#[derive(Debug, Serialize)]
pub(crate) struct Hit {
    pub href: String,
    pub kind: &'static str,
    /// Who offers it.
    pub bodies: Vec<String>,
    pub title: Marked,
    pub text: Marked,
}

/// The values of one filter.
#[derive(Debug, Serialize)]
pub(crate) struct Facet {
    pub by: &'static str,
    pub values: Vec<Choice>,
}

/// A value, what it is called, and where it leads.
#[derive(Debug, Serialize)]
pub(crate) struct Choice {
    /// Which filter.
    pub by: &'static str,
    /// Its name in the language files, for values that have one.
    pub message: Option<MessageRef>,
    pub text: String,
    pub href: String,
    pub count: u64,
}

impl Page for FindPage {
    const TEMPLATE: &'static str = "catalogue/find.html";
}

/// What was asked: words, filters, and how many hits are passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wanted {
    text: String,
    filters: Vec<Filter>,
    skip: usize,
}

impl Wanted {
    /// Reads an address; nothing where it looks for nothing and only lists a kind.
    pub fn read(parameters: &BTreeMap<String, String>) -> Option<Self> {
        let of = |name: &str| parameters.get(name).map(|value| value.trim()).filter(|value| !value.is_empty());
        let text: String = of("q").unwrap_or_default().chars().take(LONGEST).collect();
        let filters: Vec<Filter> = By::ALL.into_iter().filter_map(|by| Some(filter(by, of(by.as_str())?))).collect();
        let looks = !text.is_empty() || filters.iter().any(|filter| filter.by != By::Kind) || of("skip").is_some();
        let skip = of("skip").and_then(|skip| skip.parse().ok()).unwrap_or_default();
        looks.then_some(Self { text, filters, skip })
    }

    /// Where the same is looked for, with what is changed.
    fn href(&self) -> String {
        let mut said = form_urlencoded::Serializer::new(String::new());
        if !self.text.is_empty() {
            said.append_pair("q", &self.text);
        }
        for filter in &self.filters {
            said.append_pair(filter.by.as_str(), &spoken(filter));
        }
        if self.skip > 0 || (self.text.is_empty() && self.filters.iter().all(|filter| filter.by == By::Kind)) {
            said.append_pair("skip", &self.skip.to_string());
        }
        format!("/catalogue?{}", said.finish())
    }

    fn with(&self, filter: Filter) -> Self {
        let mut filters = self.without(filter.by).filters;
        filters.push(filter);
        Self { filters, skip: 0, ..self.clone() }
    }

    fn without(&self, by: By) -> Self {
        let filters = self.filters.iter().filter(|filter| filter.by != by).cloned().collect();
        Self { filters, skip: 0, ..self.clone() }
    }
}

/// A filter as an address has it: kinds by the words of addresses.
fn filter(by: By, value: &str) -> Filter {
    let kind = super::LISTED.into_iter().find(|kind| word(*kind) == value);
    match (by, kind) {
        (By::Kind, Some(kind)) => Filter::new(by, kind.as_str()),
        _ => Filter::new(by, value),
    }
}

fn spoken(filter: &Filter) -> String {
    match Kind::named(&filter.value) {
        Some(kind) if filter.by == By::Kind => word(kind).to_owned(),
        _ => filter.value.clone(),
    }
}

/// The page of what was found: the index is asked, and the database for what bodies and events are called.
pub(super) async fn page(pages: &CataloguePages, wanted: &Wanted, language: Language) -> Result<FindPage, Problem> {
    let finder = pages.finder()?;
    let (text, filters, skip) = (wanted.text.as_str(), wanted.filters.as_slice(), wanted.skip.min(MOST_SKIPPED));
    let asked = Asked { language, text, filters, skip, limit: HITS };
    let answer = finder.find(&asked)?;
    let counts = if answer.total > 0 { finder.counts(&asked)? } else { Counts::new() };
    let ids = answer.hits.iter().map(|hit| hit.id.clone()).collect();
    let areas = placed(finder, &counts, filters, language)?;
    let Spoken { titles, bodies } = spoken_of(pages, &counts, filters, (ids, areas), language).await?;
    let choice = |filter: &Filter, to: &Wanted, count| Choice {
        by: filter.by.as_str(),
        message: message(filter),
        text: titles.get(&filter.value).cloned().unwrap_or_else(|| last(&filter.value).to_owned()),
        href: to.href(),
        count,
    };
    let facets = By::ALL.into_iter().filter(|by| filters.iter().all(|chosen| chosen.by != *by)).map(|by| {
        let values = counts.get(&by).into_iter().flatten().filter(|(_, count)| *count < answer.total as u64);
        let offered = values.take(OFFERED).map(|(value, count)| {
            let filter = Filter::new(by, value.clone());
            choice(&filter, &wanted.with(filter.clone()), *count)
        });
        Facet { by: by.as_str(), values: offered.collect() }
    });
    let after = skip + answer.hits.len();
    let is_more = after < answer.total && after <= MOST_SKIPPED && !answer.hits.is_empty();
    Ok(FindPage {
        typed: wanted.text.clone(),
        total: answer.total,
        only_some_words: answer.only_some_words,
        did_you_mean: answer.did_you_mean.map(|words| Choice {
            by: "q",
            message: None,
            href: Wanted { text: words.clone(), skip: 0, ..wanted.clone() }.href(),
            text: words,
            count: 0,
        }),
        chosen: filters.iter().map(|filter| choice(filter, &wanted.without(filter.by), 0)).collect(),
        facets: facets.filter(|facet| !facet.values.is_empty()).collect(),
        kept: filters.iter().map(|filter| (filter.by.as_str().to_owned(), spoken(filter))).collect(),
        next: is_more.then(|| Wanted { skip: after, ..wanted.clone() }.href()),
        is_later: skip > 0,
        first: Wanted { skip: 0, ..wanted.clone() }.href(),
        hits: answer
            .hits
            .into_iter()
            .map(|hit| Hit {
                href: href(&hit.id),
                kind: word(hit.kind),
                bodies: bodies.get(&hit.id).cloned().unwrap_or_default(),
                title: hit.title,
                text: hit.text,
            })
            .collect(),
    })
}

/// What names mean to people.
struct Spoken {
    /// What bodies, events and areas are called, by their names.
    titles: BTreeMap<String, String>,
    /// Who offers a hit, by its id.
    bodies: BTreeMap<String, Vec<String>>,
}

/// For each place that hits can be narrowed down by, a body that works there, by its id: it says what the place is called.
fn placed(
    finder: &Finder,
    counts: &Counts,
    filters: &[Filter],
    language: Language,
) -> Result<BTreeMap<String, String>, FinderError> {
    let offered = counts.get(&By::Area).into_iter().flatten().take(OFFERED + 1).map(|(value, _)| value);
    let chosen = filters.iter().filter(|filter| filter.by == By::Area).map(|filter| &filter.value);
    let mut places = BTreeMap::new();
    for area in offered.chain(chosen) {
        let there = [Filter::new(By::Kind, Kind::Organisation.as_str()), Filter::new(By::Area, area.as_str())];
        let answer = finder.find(&Asked { language, text: "", filters: &there, skip: 0, limit: 1 })?;
        places.extend(answer.hits.into_iter().next().map(|body| (area.clone(), body.id)));
    }
    Ok(places)
}

/// Asks the database what the bodies, events and places are called that hits can be narrowed down by, and who offers each
/// hit: four statements, however many there are.
async fn spoken_of(
    pages: &CataloguePages,
    counts: &Counts,
    filters: &[Filter],
    (ids, areas): (Vec<String>, BTreeMap<String, String>),
    language: Language,
) -> Result<Spoken, Problem> {
    let named = |by: &By| matches!(by, By::Body | By::LifeEvent | By::Area);
    let offered = counts.iter().filter(|(by, _)| named(by)).flat_map(|(_, values)| values.iter().take(OFFERED + 1));
    let chosen = filters.iter().filter(|filter| named(&filter.by)).map(|filter| &filter.value);
    let names: BTreeSet<Iri> =
        offered.map(|(value, _)| value).chain(chosen).map(|name| Iri::new(name.as_str())).collect();
    let day = pages.kit.clocks.today();
    let read = move |tx: &mut Tx<'_>| {
        let at = As { edition: import::current_edition(tx)?, day };
        let hits = table::by_ids(tx, at, &ids)?;
        let there = table::by_ids(tx, at, &areas.values().cloned().collect::<Vec<_>>())?;
        let names: BTreeSet<&Iri> = names.iter().chain(hits.iter().flat_map(authorities)).collect();
        let known = table::called(tx, at, &names.into_iter().collect::<Vec<_>>())?;
        Ok::<_, StoreError>((hits, known, there, areas.clone()))
    };
    let (hits, known, there, areas) = pages.kit.store.read(read).await?;
    let mut titles: BTreeMap<String, String> =
        known.iter().map(|entry| (entry.name.to_string(), entry.called(language).to_owned())).collect();
    for (area, body) in areas {
        let label =
            there.iter().find(|entry| entry.id == body).and_then(|body| told::label(&body.said, &area, language));
        titles.extend(label.map(|label| (area, label)));
    }
    let bodies = hits.iter().map(|hit| {
        let of = authorities(hit).filter_map(|body| titles.get(body.as_str()).cloned());
        (hit.id.clone(), of.collect())
    });
    let bodies = bodies.collect();
    Ok(Spoken { titles, bodies })
}

/// The bodies in law of a service.
pub(super) fn authorities(entry: &Entry) -> impl Iterator<Item = &Iri> {
    entry.said.services.get(&entry.name).into_iter().flat_map(|service| &service.authorities)
}

/// The values of the short lists.
const VALUES: [(By, &[&str]); 3] = [
    (By::Channel, &["web", "phone", "counter", "post", "email", "fax", "other"]),
    (By::Price, &["free", "fee"]),
    (By::Online, &["end-to-end"]),
];

/// Words for values that come from a short list of our own.
fn message(filter: &Filter) -> Option<MessageRef> {
    match filter.by {
        By::Kind => Kind::named(&filter.value).map(|kind| MessageRef::new(format!("entry-kind-{}", word(kind)))),
        By::Channel | By::Price | By::Online => {
            // Anybody can write anything into an address.
            let is_known =
                VALUES.iter().any(|(by, values)| *by == filter.by && values.contains(&filter.value.as_str()));
            is_known.then(|| MessageRef::new(format!("seek-{}-{}", filter.by.as_str(), filter.value)))
        }
        By::LifeEvent | By::Area | By::Body => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> Option<Wanted> {
        Wanted::read(&pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn an_address_says_what_is_looked_for_and_a_kind_alone_is_a_list() {
        assert_eq!(read(&[]), None);
        assert_eq!(read(&[("kind", "body"), ("q", " ")]), None);
        let wanted = read(&[("q", "bins & bags"), ("kind", "service"), ("body", "urn:x"), ("skip", "20")]).unwrap();
        assert_eq!(wanted.href(), "/catalogue?q=bins+%26+bags&kind=service&body=urn%3Ax&skip=20");
        assert_eq!(wanted.filters[0], Filter::new(By::Kind, "PublicService"));
        assert_eq!(wanted.without(By::Body).href(), "/catalogue?q=bins+%26+bags&kind=service");
        let again = wanted.with(Filter::new(By::Body, "urn:y"));
        assert_eq!(again.href(), "/catalogue?q=bins+%26+bags&kind=service&body=urn%3Ay");
        let all = Wanted { text: String::new(), filters: Vec::new(), skip: 0 };
        assert_eq!(all.href(), "/catalogue?skip=0");
        assert_eq!(read(&[("skip", "0")]), Some(all), "whatever stands, by title");
        assert_eq!(read(&[("q", &"x".repeat(500))]).unwrap().text.len(), LONGEST);
    }
}
