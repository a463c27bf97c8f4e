//! One request that waits for a person, with the ways to settle it.

use serde::Serialize;
use values::{Id, Text, id};
use web::{Mistakes, Page, Problem};

use super::{Matter, named_next, settle::Typed};
use crate::{
    Government, Platform, case,
    request::{Request, rules},
};

/// The page of one request.
#[derive(Serialize)]
pub(super) struct SettlePage {
    matter: Matter,
    /// Bodies that it can be sent on to.
    others: Vec<Choice>,
    /// Bodies that the citizen can be told to ask.
    bodies: Vec<Choice>,
    typed: Typed,
    mistakes: Mistakes,
}

#[derive(Serialize)]
struct Choice {
    value: String,
    body: Text,
    /// Its system, or its telephone number.
    detail: Option<Text>,
}

impl Page for SettlePage {
    const TEMPLATE: &'static str = "settle.html";
}

impl SettlePage {
    /// The page as things stand, with what was typed.
    pub(super) async fn read(
        platform: &Platform,
        id: &Id<id::Request>,
        typed: Typed,
        mistakes: Mistakes,
    ) -> Result<Self, Problem> {
        let asked = id.clone();
        let found = platform.store().read(move |tx| super::store::one(tx, &asked)).await?;
        let unsettled = found.ok_or_else(Problem::not_found)?;
        let (government, request) = (platform.government(), &unsettled.request);
        let takers = rules::others(&government, request, platform.today());
        let mut typed = typed;
        if typed.to.is_empty() {
            let named = named_next(request);
            let first = takers.iter().find(|taker| Some(&taker.holder.holder) == named);
            typed.to = first.map(value).unwrap_or_default();
        }
        if typed.ask.is_empty() {
            typed.ask = named_next(request).unwrap_or(&request.holder).to_string();
        }
        Ok(Self {
            matter: Matter::new(&government, &unsettled),
            others: takers
                .iter()
                .map(|taker| Choice {
                    value: value(taker),
                    body: case::body(&government, &taker.holder.holder).name,
                    detail: Some(taker.system.name.clone()),
                })
                .collect(),
            bodies: bodies(&government, request, &takers),
            typed,
            mistakes,
        })
    }
}

/// How a form names a body and its system.
fn value(taker: &rules::Taker<'_>) -> String {
    format!("{} {}", taker.holder.holder, taker.system.id)
}

/// The body that was named, the one that has it, and all that do this work: each once.
fn bodies(government: &Government, request: &Request, takers: &[rules::Taker<'_>]) -> Vec<Choice> {
    let mut ids: Vec<&Id<id::Organisation>> = named_next(request).into_iter().chain([&request.holder]).collect();
    for taker in takers {
        if !ids.contains(&&taker.holder.holder) {
            ids.push(&taker.holder.holder);
        }
    }
    ids.dedup();
    ids.into_iter()
        .map(|id| {
            let body = case::body(government, id);
            let detail = body.phone.map(|phone| Text { en: phone.clone(), fr: phone });
            Choice { value: id.to_string(), body: body.name, detail }
        })
        .collect()
}
