//! One request that waits for a person, with the ways to settle it.

use serde::Serialize;
use store::StoreError;
use values::{Day, Id, Role, Text, id};
use web::{Mistakes, Page, Problem, Visit};

use super::{Matter, named_next, settle::Typed};
use crate::{
    Government, Platform,
    case::{self, Line, follows},
    request::{Request, State, rules},
};

/// The page of one request.
#[derive(Serialize)]
pub(super) struct SettlePage {
    matter: Matter,
    /// Bodies that it can be sent on to.
    others: Vec<Choice>,
    /// Bodies that the citizen can be told to ask.
    bodies: Vec<Choice>,
    /// What was said about it, in words, the oldest first.
    said: Vec<Line>,
    /// Where a transfer has left it to a person: where that person decides, and their name.
    left_to: Option<(String, String)>,
    /// Does an operator look? Others come from what was left to them.
    operator: bool,
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
        visit: &Visit,
        id: &Id<id::Request>,
        typed: Typed,
        mistakes: Mistakes,
    ) -> Result<Self, Problem> {
        let (asked, known, vault) = (id.clone(), platform.government(), platform.vault().clone());
        let today = platform.today();
        let found = platform.store().read(move |tx| {
            let Some(unsettled) = super::store::one(tx, &asked)? else { return Ok(None) };
            let case = case::read(tx, &known, &vault, &unsettled.request.application, today)?;
            let waits = crate::handover::store::waits(tx, &asked)?;
            Ok::<_, StoreError>(Some((unsettled, case, waits)))
        });
        let (unsettled, case, waits) = found.await?.ok_or_else(Problem::not_found)?;
        let parts = case.into_iter().flat_map(|case| case.requests);
        let own = parts.filter(|part| part.id == *id).flat_map(|part| part.history);
        let (government, request) = (platform.government(), &unsettled.request);
        let takers = rules::others(&government, request, platform.today());
        let mut typed = typed;
        if typed.to.is_empty() {
            let named = named_next(request).and_then(|named| follows::heir(&government, named, request, today));
            let first = takers.iter().find(|taker| Some(&taker.holder.holder) == named.as_ref());
            typed.to = first.map(value).unwrap_or_default();
        }
        if typed.ask.is_empty() {
            typed.ask = to_ask(&government, request, today).map(|body| body.to_string()).unwrap_or_default();
        }
        Ok(Self {
            matter: Matter::new(&government, &unsettled, platform.today()),
            others: takers
                .iter()
                .map(|taker| Choice {
                    value: value(taker),
                    body: case::body(&government, &taker.holder.holder).name,
                    detail: Some(taker.system.name.clone()),
                })
                .collect(),
            bodies: bodies(&government, request, &takers, platform.today()),
            said: own.filter(|line| line.text.is_some()).collect(),
            left_to: waits.into_iter().next().map(|(transfer, person)| {
                (format!("/staff/handover/{transfer}/{id}"), case::person(&government, &person))
            }),
            operator: visit.is_staff(&[Role::Operator]),
            typed,
            mistakes,
        })
    }
}

/// How a form names a body and its system.
fn value(taker: &rules::Taker<'_>) -> String {
    format!("{} {}", taker.holder.holder, taker.system.id)
}

/// Whom to propose: the body that was named, or who holds it today. Never a body that said that it is not theirs.
fn to_ask(government: &Government, request: &Request, today: Day) -> Option<Id<id::Organisation>> {
    if !matches!(request.state, State::Referred { .. }) {
        let ended = follows::follower(government, request, today).is_some();
        return if ended { holder(government, request, today).cloned() } else { Some(request.holder.clone()) };
    }
    let known = |id: &Id<id::Organisation>| *id != request.holder && government.catalogue.organisation(id).is_some();
    let named = named_next(request).and_then(|named| follows::heir(government, named, request, today));
    named.filter(known).or_else(|| holder(government, request, today).cloned().filter(known))
}

/// Who holds it on a day.
fn holder<'a>(government: &'a Government, request: &Request, today: Day) -> Option<&'a Id<id::Organisation>> {
    government.supplier(&request.service_type, request.area.as_ref(), today).ok().map(|row| &row.holder)
}

/// The body that was named, the holder of the day, the one that has it, all that do this work, and then every other
/// body of today by its name: each once. One that said that it is not theirs stands among the others.
fn bodies(government: &Government, request: &Request, takers: &[rules::Taker<'_>], today: Day) -> Vec<Choice> {
    let mut others: Vec<_> = government.catalogue.organisations().filter(|body| body.valid.holds_on(today)).collect();
    others.sort_by(|a, b| (&a.name.en, &a.id).cmp(&(&b.name.en, &b.id)));
    let named = named_next(request).and_then(|named| follows::heir(government, named, request, today));
    let first = named.iter().chain(holder(government, request, today)).chain([&request.holder]);
    let refuser = Some(&request.holder).filter(|_| matches!(request.state, State::Referred { .. }));
    let ended = follows::follower(government, request, today).map(|_| &request.holder);
    let first = first.chain(takers.iter().map(|taker| &taker.holder.holder));
    let first = first.filter(|id| Some(*id) != refuser && Some(*id) != ended);
    let mut ids: Vec<&Id<id::Organisation>> = Vec::new();
    for id in first.chain(others.into_iter().map(|body| &body.id)) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter()
        .map(|id| {
            let body = case::body(government, id);
            let detail = body.phone.map(|phone| Text { en: phone.clone(), fr: phone });
            Choice { value: id.to_string(), body: body.name, detail }
        })
        .collect()
}
