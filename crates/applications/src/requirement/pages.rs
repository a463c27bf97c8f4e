//! `/staff/concepts`: what every question means, which services of which bodies need it, what asking once spares people, and
//! which concepts look the same and are not yet one.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    extract::{Query, State},
    response::Response,
};
use eligibility::requirement::{Concept, Texts, alike, alike::By};
use serde::{Deserialize, Serialize};
use values::{Role, Text};
use web::{Access, Page, Routes, Visit};

use super::{
    Asked, concepts, requirements,
    rules::{name, needs},
    wordings,
};
use crate::{Government, Platform, journey::Journey};

const ALL: &[Role] = &Role::STAFF;

/// The routes of concepts, for staff.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit).get("/staff/concepts", Access::Staff(ALL), list).with_state(platform.clone())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    q: String,
}

#[derive(Debug, Serialize)]
struct ConceptsPage {
    query: String,
    is_empty: bool,
    journeys: usize,
    /// So many questions all services would ask, one by one.
    asked: usize,
    /// So many different ones their journeys ask.
    once: usize,
    concepts: Vec<Line>,
    alike: Vec<Pair>,
}

/// One concept.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    label: Text,
    kind: &'static str,
    constraint: Option<String>,
    /// Do the government's files say what it means?
    is_declared: bool,
    services: Vec<Service>,
    /// So many questions people are spared.
    saved: usize,
}

/// A service that needs it.
#[derive(Debug, Clone, Serialize)]
struct Service {
    title: Text,
    bodies: Vec<Text>,
}

/// Two concepts that look the same.
#[derive(Debug, Serialize)]
struct Pair {
    ids: [String; 2],
    one: Text,
    other: Text,
    by: &'static str,
}

impl Page for ConceptsPage {
    const TEMPLATE: &'static str = "concepts.html";
}

async fn list(State(platform): State<Platform>, visit: Visit, Query(wanted): Query<Wanted>) -> Response {
    let government = platform.government();
    let journeys = government.journeys.all(platform.today());
    let query: String = wanted.q.trim().chars().take(100).collect();
    let page = page(&government, &journeys, platform.today(), query);
    platform.kit.page(&visit, &page)
}

fn page(government: &Government, journeys: &[&Arc<Journey>], day: values::Day, query: String) -> ConceptsPage {
    let own = || journeys.iter().map(AsRef::as_ref);
    let all = concepts(&government.concepts, own());
    let asked = requirements(government, own(), day);
    let counts = counts(own());
    let sum = |of: fn(&Count) -> usize| counts.values().map(of).sum();
    let lines = all.iter().map(|concept| line(government, concept, &asked, &counts));
    let labels: BTreeMap<&str, Text> = all.iter().map(|concept| (concept.id.as_str(), label(concept))).collect();
    let pair = |alike: alike::Alike| {
        let (one, other) = alike.concepts;
        let by = match alike.by {
            By::Label(_) => "label",
            By::Question(_) => "question",
            By::Options => "options",
            By::Constraint => "constraint",
        };
        Pair { one: labels[one.as_str()].clone(), other: labels[other.as_str()].clone(), by, ids: [one, other] }
    };
    ConceptsPage {
        is_empty: all.is_empty(),
        journeys: journeys.len(),
        asked: sum(|count| count.asked),
        once: sum(|count| count.once),
        concepts: lines.filter(|line| line.has(&query)).collect(),
        alike: eligibility::requirement::alike(&all, &wordings(own())).into_iter().map(pair).collect(),
        query,
    }
}

/// How often a concept is needed, and how often it is asked for: once in each journey.
#[derive(Debug, Default)]
struct Count {
    asked: usize,
    once: usize,
}

fn counts<'j>(journeys: impl Iterator<Item = &'j Journey>) -> BTreeMap<String, Count> {
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    for journey in journeys {
        let mut here: BTreeMap<&str, usize> = BTreeMap::new();
        for concept in journey.services.iter().flat_map(|step| needs(journey, step)) {
            *here.entry(concept).or_default() += 1;
        }
        for (concept, asked) in here {
            let count = counts.entry(concept.to_owned()).or_default();
            count.asked += asked;
            count.once += 1;
        }
    }
    counts
}

fn line(government: &Government, concept: &Concept, asked: &[Asked], counts: &BTreeMap<String, Count>) -> Line {
    let needing = asked.iter().filter(|asked| asked.requirement.concepts.contains(&concept.id));
    let title = |asked: &Asked| text(&asked.requirement.labels).unwrap_or_else(|| same(asked.service_type.name()));
    let bodies = |asked: &Asked| {
        let names = asked.bodies.iter().filter_map(|id| government.catalogue.organisation(id));
        names.map(|body| body.name.clone()).collect()
    };
    Line {
        id: concept.id.clone(),
        label: label(concept),
        kind: name(concept.kind),
        constraint: concept.constraint.clone(),
        is_declared: government.concepts.get(&concept.id).is_some(),
        services: needing.map(|asked| Service { title: title(asked), bodies: bodies(asked) }).collect(),
        saved: counts.get(&concept.id).map_or(0, |count| count.asked - count.once),
    }
}

impl Line {
    /// Does it have all of these words, in either language, in its label, its services or their bodies?
    fn has(&self, query: &str) -> bool {
        let texts = self.services.iter().flat_map(|service| std::iter::once(&service.title).chain(&service.bodies));
        let all: Vec<String> = std::iter::once(&self.label)
            .chain(texts)
            .flat_map(|text| [&text.en, &text.fr])
            .map(|said| said.to_lowercase())
            .collect();
        query
            .to_lowercase()
            .split_whitespace()
            .all(|word| self.id.contains(word) || all.iter().any(|said| said.contains(word)))
    }
}

fn label(concept: &Concept) -> Text {
    text(&concept.labels).unwrap_or_else(|| same(&concept.id))
}

/// A text in both languages; where one is missing, the other or any that there is.
fn text(texts: &Texts) -> Option<Text> {
    let of = |tag: &str| texts.get(tag).or_else(|| texts.values().next()).cloned();
    Some(Text { en: of("en")?, fr: of("fr")? })
}

fn same(name: &str) -> Text {
    Text { en: name.to_owned(), fr: name.to_owned() }
}
