//! `GET /responsibility/franchises/{id}`: one franchise over its life, and what became otherwise about it at each
//! version of what is recorded.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Day, Id, Moment, Text};
use web::{MessageRef, Page, Problem, Visit};

use super::{Basis, ResponsibilityPages, Seen};
use crate::{
    franchise::{
        told::{self, Line, ToldFranchise},
        words::sentence,
    },
    transfer::pages::words::amount,
};

#[derive(Debug, Serialize)]
pub(crate) struct FranchisePage {
    pub told: ToldFranchise,
    #[serde(flatten)]
    pub basis: Basis,
    pub budget: Vec<BudgetLine>,
    /// The newest first.
    pub history: Vec<Entry>,
}

/// A line of its budget, or posts.
#[derive(Debug, Serialize)]
pub(crate) struct BudgetLine {
    pub title: Text,
    pub body: Text,
    pub amount: MessageRef,
    pub from: Day,
    pub last: Option<Day>,
}

/// What became otherwise at one version.
#[derive(Debug, Serialize)]
pub(crate) struct Entry {
    pub version: u64,
    pub recorded_at: Option<Moment>,
    pub changes: Vec<MessageRef>,
}

impl Page for FranchisePage {
    const TEMPLATE: &'static str = "responsibility/franchise.html";
}

pub(crate) async fn show(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let told = told(&pages, &shown, &name)?;
    let entry = |of: &told::Told| Entry {
        version: of.version,
        recorded_at: shown.recorded.history().version(of.version).map(|version| version.recorded_at),
        changes: of.changes.iter().map(|change| sentence(change, &shown.catalogue, &*pages.journeys)).collect(),
    };
    let page = FranchisePage {
        basis: shown.basis(pages.today()),
        budget: told.budget.iter().map(budget_line).collect(),
        history: told.history.iter().rev().map(entry).collect(),
        told,
    };
    Ok(pages.kit.page(&visit, &page))
}

/// The franchise of this name, with names for everything.
pub(super) fn told(pages: &ResponsibilityPages, shown: &Seen, name: &str) -> Result<ToldFranchise, Problem> {
    let id = Id::named(name).map_err(|_| Problem::not_found())?;
    let found = told::tell(&shown.model, &shown.catalogue, &*pages.journeys, &id, pages.today());
    found.ok_or_else(Problem::not_found)
}

fn budget_line(line: &Line) -> BudgetLine {
    BudgetLine {
        title: line.title.clone(),
        body: line.body.name.clone(),
        amount: amount(line.amount),
        from: line.from,
        last: line.last,
    }
}
