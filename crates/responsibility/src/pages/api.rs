//! The same answers for machines. Errors are problem details (RFC 9457).

use axum::{
    Json,
    extract::{Path, Query, State},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use values::Day;
use web::{Problem, Visit};

use super::{
    Basis, Overdue, ResponsibilityPages,
    coverage::{self, first},
    flows, franchise as one_franchise, franchises as all_franchises,
    gaps::Lacks,
    timeline, who,
};
use crate::{
    Function,
    franchise::told::{self as franchises_told, Brief, ToldFranchise},
    picture::{coverage::Line, flows::Flows},
    question::{
        Unknown,
        ask::{self, Asked, Unclear},
        told::{self, Named, Told},
    },
};

/// Who answers, as known now, and as known on another day where one is named.
#[derive(Serialize)]
pub(crate) struct Who {
    /// Does the answer rest on a transfer that is scheduled and has not vested?
    scheduled: bool,
    /// Transfers that move this and should have been carried out by now.
    overdue: Vec<Overdue>,
    /// The first day of the record, where the question is about an earlier one.
    #[serde(skip_serializing_if = "Option::is_none")]
    record_begins: Option<Day>,
    now: Told,
    believed: Option<Told>,
    /// What of the question meant nothing then: nobody can have believed anything about it.
    unknown_then: Option<Unknown>,
}

/// The coverage matrix.
#[derive(Serialize)]
pub(crate) struct Matrix {
    place: Option<Named>,
    channel: &'static str,
    day: Day,
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    functions: [Function; 4],
    gaps: usize,
    services: Vec<Line>,
}

/// Bodies and functions on two days.
#[derive(Serialize)]
pub(crate) struct OnTwoDays {
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    functions: [Function; 4],
    days: [OnDay; 2],
}

#[derive(Serialize)]
struct OnDay {
    day: Day,
    bodies: Flows,
}

/// Everything that is missing from a day on, and what fell apart.
#[derive(Serialize)]
pub(crate) struct Missing<'a> {
    from: Day,
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    #[serde(flatten)]
    lacks: &'a Lacks,
}

/// Every franchise.
#[derive(Serialize)]
pub(crate) struct AllOfThem {
    day: Day,
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    franchises: Vec<Brief>,
}

/// One franchise.
#[derive(Serialize)]
pub(crate) struct OneOfThem {
    day: Day,
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    franchise: ToldFranchise,
}

/// Every row of a service.
#[derive(Serialize)]
pub(crate) struct Timeline {
    service: Named,
    version: u64,
    #[serde(flatten)]
    basis: Basis,
    groups: Vec<timeline::Group>,
}

pub(crate) async fn answer(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<Asked>,
) -> Result<Json<Who>, Problem> {
    let shown = pages.seen().await?;
    let read =
        ask::read((&shown.catalogue, &shown.model), pages.kit.clocks.zone(), pages.today(), &asked).map_err(first)?;
    let now = who::now(&shown, &read.question);
    let believed = pages.believed(&shown, &read).await?;
    Ok(Json(Who {
        scheduled: now.answer.scheduled,
        record_begins: shown.record_begins(read.question.day),
        now: told::tell(&shown.model, &shown.catalogue, &now.answer),
        overdue: now.overdue,
        unknown_then: believed.as_ref().and_then(|then| then.unknown),
        believed: believed
            .filter(|then| then.unknown.is_none())
            .map(|then| told::tell(&shown.model, &then.catalogue, &then.answer)),
    }))
}

pub(crate) async fn coverage(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<coverage::Asked>,
) -> Result<Json<Matrix>, Problem> {
    let shown = pages.seen().await?;
    let read = coverage::read(&pages, &shown, &asked).map_err(first)?;
    let matrix = coverage::matrix(&shown, &read);
    Ok(Json(Matrix {
        place: read.place.as_ref().map(|place| told::area(&shown.catalogue, place)),
        channel: read.channel.as_str(),
        day: read.day,
        version: shown.recorded.version(),
        basis: shown.basis(read.day),
        functions: Function::ALL,
        gaps: matrix.gaps,
        services: matrix.lines,
    }))
}

pub(crate) async fn flows(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<flows::Asked>,
) -> Result<Json<OnTwoDays>, Problem> {
    let shown = pages.seen().await?;
    let (days, unclear) = flows::days(&pages, &shown, &asked);
    let unclear: Vec<Unclear> = unclear.into_iter().flatten().collect();
    if !unclear.is_empty() {
        return Err(first(unclear));
    }
    let [one, other] = flows::both(&shown, days);
    let earlier = days[0].min(days[1]);
    let days = [OnDay { day: days[0], bodies: one }, OnDay { day: days[1], bodies: other }];
    Ok(Json(OnTwoDays {
        version: shown.recorded.version(),
        basis: shown.basis(earlier),
        functions: Function::ALL,
        days,
    }))
}

pub(crate) async fn gaps(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<super::gaps::Asked>,
) -> Result<Response, Problem> {
    let shown = pages.seen().await?;
    let from = ask::day(&asked.day, pages.today())?;
    let lacks = pages.lacks(&shown, from).await;
    let missing = Missing { from, version: shown.recorded.version(), basis: shown.basis(from), lacks: &lacks };
    Ok(Json(missing).into_response())
}

pub(crate) async fn franchises(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<all_franchises::Asked>,
) -> Result<Json<AllOfThem>, Problem> {
    let shown = pages.seen().await?;
    let day = ask::day(&asked.day, pages.today())?;
    let franchises = franchises_told::list(&shown.model, &shown.catalogue, day);
    Ok(Json(AllOfThem { day, version: shown.recorded.version(), basis: shown.basis(day), franchises }))
}

pub(crate) async fn franchise(
    State(pages): State<ResponsibilityPages>,
    Path(name): Path<String>,
) -> Result<Json<OneOfThem>, Problem> {
    let shown = pages.seen().await?;
    let franchise = one_franchise::told(&pages, &shown, &name)?;
    let day = pages.today();
    Ok(Json(OneOfThem { day, version: shown.recorded.version(), basis: shown.basis(day), franchise }))
}

pub(crate) async fn timeline(
    State(pages): State<ResponsibilityPages>,
    visit: Visit,
    Path(name): Path<String>,
) -> Result<Json<Timeline>, Problem> {
    let shown = pages.seen().await?;
    let service = timeline::service(&shown.catalogue, &name)?;
    Ok(Json(Timeline {
        service: told::service(&shown.catalogue, &service.id),
        version: shown.recorded.version(),
        basis: shown.basis(pages.today()),
        groups: timeline::told_groups(&pages, &shown, service, visit.language).await,
    }))
}
