//! `GET /responsibility/flows`: which body holds which function of how many services, on two days.

use std::collections::BTreeSet;

use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{Day, Id, Language, Text, id};
use web::{Mistakes, Page, Problem, Visit};

use super::{Basis, ResponsibilityPages, Seen, address, coverage::first, message, sheet};
use crate::{
    Function,
    picture::{
        flows::{Flows, flows},
        sankey::{self, Sankey},
    },
    question::{
        ask::{self, Unclear},
        told,
    },
};

/// What somebody asked.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    pub day: String,
    pub other: String,
}

#[derive(Debug, Serialize)]
pub(crate) struct FlowsPage {
    pub days: [Day; 2],
    pub typed: [String; 2],
    pub mistakes: Mistakes,
    #[serde(flatten)]
    pub basis: Basis,
    pub picture: Sankey,
    pub functions: [Function; 4],
    pub bodies: Vec<Body>,
    pub csv: String,
    pub api: String,
}

/// A body in the table; without a name, all of them.
#[derive(Debug, Serialize)]
pub(crate) struct Body {
    pub name: Option<Text>,
    pub cells: [Cell; 4],
}

/// For how many services it holds a function, on each day.
#[derive(Debug, Serialize)]
pub(crate) struct Cell {
    pub function: Function,
    pub counts: [usize; 2],
}

impl Page for FlowsPage {
    const TEMPLATE: &'static str = "responsibility/flows.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let (days, unclear) = days(&pages, &shown, &asked);
    let mut wrong = Mistakes::none();
    for (field, unclear) in ["day", "other"].into_iter().zip(&unclear) {
        if let Some(unclear) = unclear {
            wrong.add(field, message(unclear));
        }
    }
    let both = both(&shown, days);
    let names = Function::ALL.map(|function| pages.say(visit.language, &super::function(function)));
    let sides = both.each_ref().map(|flows| bodies(&shown, flows, visit.language));
    let typed = |typed: &str, day: Day| if typed.is_empty() { day.to_string() } else { typed.to_owned() };
    let links = days.map(|day| day.to_string());
    let parameters = [("day", links[0].as_str()), ("other", links[1].as_str())];
    let page = FlowsPage {
        days,
        typed: [typed(&asked.day, days[0]), typed(&asked.other, days[1])],
        basis: shown.basis(days[0].min(days[1])),
        mistakes: wrong,
        picture: sankey::layout(&sides[0], &sides[1], &names),
        functions: Function::ALL,
        bodies: table(&shown, &both, visit.language),
        csv: address("/responsibility/flows.csv", &parameters),
        api: address("/api/responsibility/flows", &parameters),
    };
    Ok(pages.kit.page(&visit, &page))
}

pub(crate) async fn csv(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let (days, unclear) = days(&pages, &shown, &asked);
    let unclear: Vec<Unclear> = unclear.into_iter().flatten().collect();
    if !unclear.is_empty() {
        return Err(first(unclear));
    }
    let say = |message: &'static str| pages.say(visit.language, &message.into());
    let [on, other] = days.map(|day| day.to_string());
    let mut text = vec![vec![say("matrix-body"), say("matrix-function"), on, other]];
    for body in table(&shown, &both(&shown, days), visit.language) {
        let name = body.name.map_or_else(|| say("flows-all"), |name| name.in_language(visit.language).to_owned());
        for cell in &body.cells {
            let function = pages.say(visit.language, &super::function(cell.function));
            text.push(vec![name.clone(), function, cell.counts[0].to_string(), cell.counts[1].to_string()]);
        }
    }
    let name = format!("responsibility-{}-{}", days[0], days[1]);
    Ok(sheet(&name, &text))
}

/// The days that were asked for, and what of each can't be understood. Otherwise the nearest change to come and its eve;
/// where none is to come, the last one.
pub(super) fn days(pages: &ResponsibilityPages, shown: &Seen, asked: &Asked) -> ([Day; 2], [Option<Unclear>; 2]) {
    let changes = changes(shown);
    let today = pages.today();
    let change = changes.range(today.tomorrow().unwrap_or(today)..).next().or_else(|| changes.last());
    let change = change.copied().unwrap_or(today);
    let read = |text: &str, otherwise: Day| match ask::day(text, otherwise) {
        Ok(day) => (day, None),
        Err(unclear) => (otherwise, Some(unclear)),
    };
    let (other, other_unclear) = read(&asked.other, change);
    let (day, day_unclear) = read(&asked.day, other.yesterday().unwrap_or(other));
    ([day, other], [day_unclear, other_unclear])
}

/// Every day on which somebody begins or ceases to hold something.
fn changes(shown: &Seen) -> BTreeSet<Day> {
    let model = &shown.model;
    let of = |service_type| Function::ALL.into_iter().filter_map(move |function| model.index(service_type, function));
    let rows = model.service_types().flat_map(of).flat_map(crate::timeline::Index::rows);
    let known = rows.filter(|row| row.known_at(model.version()));
    let bounds = known.map(|row| told::held(&shown.catalogue, row));
    bounds.flat_map(|held| std::iter::once(held.from).chain(held.until)).collect()
}

pub(super) fn both(shown: &Seen, days: [Day; 2]) -> [Flows; 2] {
    days.map(|day| flows(&shown.model, &shown.catalogue, day, shown.model.version()))
}

fn bodies(shown: &Seen, flows: &Flows, language: Language) -> Vec<sankey::Body> {
    let name = |body| told::body(&shown.catalogue, body).name.in_language(language).to_owned();
    flows.0.iter().map(|(body, counts)| sankey::Body { name: name(body), counts: *counts }).collect()
}

/// Every body of either day, the largest first, and all of them together at the end.
fn table(shown: &Seen, both: &[Flows; 2], language: Language) -> Vec<Body> {
    let all: BTreeSet<&Id<id::Organisation>> = both.iter().flat_map(|flows| flows.0.keys()).collect();
    let size = |body| both.iter().flat_map(|flows| flows.of(body)).sum::<usize>();
    let mut all: Vec<(usize, Text, [[usize; 4]; 2])> = all
        .into_iter()
        .map(|body| (size(body), told::body(&shown.catalogue, body).name, both.each_ref().map(|flows| flows.of(body))))
        .collect();
    all.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.in_language(language).cmp(b.1.in_language(language))));
    let bodies = all.into_iter().map(|(_, name, counts)| Body { name: Some(name), cells: cells(counts) });
    bodies.chain([Body { name: None, cells: cells(both.each_ref().map(Flows::totals)) }]).collect()
}

fn cells(counts: [[usize; 4]; 2]) -> [Cell; 4] {
    Function::ALL.map(|function| Cell { function, counts: counts.map(|side| side[function as usize]) })
}
