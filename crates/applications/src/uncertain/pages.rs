//! The list, page by page, and one request with the ways to settle it.

use axum::{
    extract::{Path, Query, State},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use store::StoreError;
use values::{Id, Role, id};
use web::{Access, Fields, Mistakes, Page, Problem, Routes, Visit, redirect};

use super::{
    Matter,
    settle::{self, Typed},
    settle_page::SettlePage,
    store::Which,
};
use crate::{Platform, handover};

const SETTLERS: &[Role] = &[Role::Operator];

/// How many requests a page shows.
const PAGE: u32 = 20;

/// The routes of what is unclear.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/staff/uncertain", Access::Staff(SETTLERS), show)
        .get("/staff/uncertain/{request}", Access::Staff(&Role::STAFF), show_one)
        .post("/staff/uncertain/{request}", Access::Staff(&Role::STAFF), settle_one)
        .with_state(platform.clone())
}

#[derive(Deserialize)]
struct Asked {
    /// `not-sent`, `late`, or what needs a person.
    #[serde(default)]
    show: String,
    /// Which page, from 1.
    #[serde(default)]
    page: String,
}

#[derive(Serialize)]
struct UncertainPage {
    /// Which list is shown: nothing for what needs a person.
    show: &'static str,
    counts: Vec<(String, i64)>,
    unsettled: i64,
    withheld: i64,
    late: i64,
    page: u32,
    pages: u32,
    rows: Vec<Matter>,
}

impl Page for UncertainPage {
    const TEMPLATE: &'static str = "uncertain.html";
}

async fn show(State(platform): State<Platform>, visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Problem> {
    let today = platform.today();
    let (show, which) = match asked.show.as_str() {
        "not-sent" => ("not-sent", Which::NotSent),
        "late" => ("late", Which::Late(today)),
        _ => ("", Which::Unsettled),
    };
    let wanted = asked.page.parse::<u32>().unwrap_or(1).max(1);
    let (counts, [unsettled, withheld, late], page, found) = platform
        .store()
        .read(move |tx| {
            let counts = super::store::counts(tx, Which::Unsettled)?;
            let withheld = total(&super::store::counts(tx, Which::NotSent)?);
            let late = total(&super::store::counts(tx, Which::Late(today))?);
            let totals = [total(&counts), withheld, late];
            let page = wanted.min(pages(of(which, totals)));
            let found = super::store::some(tx, which, (page - 1) * PAGE, PAGE)?;
            Ok::<_, StoreError>((counts, totals, page, found))
        })
        .await?;
    let government = platform.government();
    Ok(platform.kit.page(
        &visit,
        &UncertainPage {
            show,
            unsettled,
            withheld,
            late,
            page,
            pages: pages(of(which, [unsettled, withheld, late])),
            rows: found.iter().map(|unsettled| Matter::new(&government, unsettled, today)).collect(),
            counts,
        },
    ))
}

/// Of how many requests one list is.
fn of(which: Which, [unsettled, withheld, late]: [i64; 3]) -> i64 {
    match which {
        Which::Unsettled => unsettled,
        Which::NotSent => withheld,
        Which::Late(_) => late,
    }
}

fn total(counts: &[(String, i64)]) -> i64 {
    counts.iter().map(|(_, count)| count).sum()
}

/// How many pages there are; one where there is nothing.
fn pages(requests: i64) -> u32 {
    u32::try_from(requests).unwrap_or(u32::MAX).div_ceil(PAGE).max(1)
}

/// Operators may settle any; whom a transfer has left a request to may settle that one.
async fn check(platform: &Platform, visit: &Visit, id: &Id<id::Request>) -> Result<(), Problem> {
    if visit.is_staff(SETTLERS) {
        return Ok(());
    }
    let (me, id) = (visit.staff().map(|staff| staff.person.clone()), id.clone());
    let waits = platform.store().read(move |tx| handover::store::waits(tx, &id)).await?;
    if waits.into_iter().any(|(_, person)| Some(person) == me) { Ok(()) } else { Err(Problem::forbidden()) }
}

async fn show_one(State(platform): State<Platform>, visit: Visit, Path(id): Path<String>) -> Result<Response, Problem> {
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    check(&platform, &visit, &id).await?;
    let page = SettlePage::read(&platform, &visit, &id, Typed::default(), Mistakes::none()).await?;
    Ok(platform.kit.page(&visit, &page))
}

async fn settle_one(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id: Id<id::Request> = id.parse().map_err(|_| Problem::not_found())?;
    check(&platform, &visit, &id).await?;
    let typed = Typed::from_fields(&fields);
    let wish = match typed.wish() {
        Ok(wish) => wish,
        Err(mistakes) => {
            let page = SettlePage::read(&platform, &visit, &id, typed, mistakes).await?;
            return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let to = match wish {
        _ if !visit.is_staff(SETTLERS) => "/staff/handover",
        settle::Wish::SendAnyway { .. } => "/staff/uncertain?show=not-sent",
        _ => "/staff/uncertain",
    };
    settle::carry_out(&platform, &visit.actor, id, wish).await?;
    platform.bell.notify_one();
    Ok(redirect(to))
}
