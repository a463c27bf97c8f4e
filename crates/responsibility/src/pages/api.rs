//! The same answers for machines. Errors are problem details (RFC 9457).

use axum::{
    Json,
    extract::{Path, Query, State},
};
use serde::Serialize;
use values::Day;
use web::Problem;

use super::{
    ResponsibilityPages,
    coverage::{self, first},
    flows, timeline,
};
use crate::{
    Function,
    picture::{coverage::Line, flows::Flows},
    question::{
        Gap, Question,
        ask::{self, Asked},
        gaps as find,
        told::{self, Named, Told},
        who as answer,
    },
};

/// Who answers, as known now, and as known on another day where one is named.
#[derive(Serialize)]
pub(crate) struct Who {
    now: Told,
    believed: Option<Told>,
}

/// The coverage matrix.
#[derive(Serialize)]
pub(crate) struct Matrix {
    place: Option<Named>,
    channel: &'static str,
    day: Day,
    version: u64,
    functions: [Function; 4],
    gaps: usize,
    services: Vec<Line>,
}

/// Bodies and functions on two days.
#[derive(Serialize)]
pub(crate) struct OnTwoDays {
    version: u64,
    functions: [Function; 4],
    days: [OnDay; 2],
}

#[derive(Serialize)]
struct OnDay {
    day: Day,
    bodies: Flows,
}

/// Everything that is missing from a day on.
#[derive(Serialize)]
pub(crate) struct Missing {
    from: Day,
    version: u64,
    gaps: Vec<Gap>,
}

/// Every row of a service.
#[derive(Serialize)]
pub(crate) struct Timeline {
    service: Named,
    version: u64,
    groups: Vec<timeline::Group>,
}

pub(crate) async fn who(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<Asked>,
) -> Result<Json<Who>, Problem> {
    let shown = pages.shown();
    let read = ask::read(&shown.catalogue, pages.kit.clocks.zone(), pages.today(), &asked).map_err(first)?;
    let tell = |question: &Question| {
        told::tell(&shown.model, &shown.catalogue, &answer(&shown.model, &shown.catalogue, question))
    };
    let believed = read.believed.map(|known| tell(&Question { known, ..read.question.clone() }));
    Ok(Json(Who { now: tell(&read.question), believed }))
}

pub(crate) async fn coverage(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<coverage::Asked>,
) -> Result<Json<Matrix>, Problem> {
    let shown = pages.shown();
    let read = coverage::read(&pages, &shown, &asked).map_err(first)?;
    let matrix = coverage::matrix(&shown, &read);
    Ok(Json(Matrix {
        place: read.place.as_ref().map(|place| told::area(&shown.catalogue, place)),
        channel: read.channel.as_str(),
        day: read.day,
        version: shown.model.version(),
        functions: Function::ALL,
        gaps: matrix.gaps,
        services: matrix.lines,
    }))
}

pub(crate) async fn flows(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<flows::Asked>,
) -> Result<Json<OnTwoDays>, Problem> {
    let shown = pages.shown();
    let mut unclear = Vec::new();
    let days = flows::days(&pages, &shown, &asked, &mut unclear);
    if !unclear.is_empty() {
        return Err(first(unclear));
    }
    let [one, other] = flows::both(&shown, days);
    let days = [OnDay { day: days[0], bodies: one }, OnDay { day: days[1], bodies: other }];
    Ok(Json(OnTwoDays { version: shown.model.version(), functions: Function::ALL, days }))
}

pub(crate) async fn gaps(
    State(pages): State<ResponsibilityPages>,
    Query(asked): Query<super::gaps::Asked>,
) -> Result<Json<Missing>, Problem> {
    let shown = pages.shown();
    let from = ask::day(&asked.day, pages.today())?;
    let gaps = find(&shown.model, &shown.catalogue, from);
    Ok(Json(Missing { from, version: shown.model.version(), gaps }))
}

pub(crate) async fn timeline(
    State(pages): State<ResponsibilityPages>,
    Path(name): Path<String>,
) -> Result<Json<Timeline>, Problem> {
    let shown = pages.shown();
    let service = timeline::service(&shown.catalogue, &name)?;
    Ok(Json(Timeline {
        service: told::service(&shown.catalogue, &service.id),
        version: shown.model.version(),
        groups: timeline::told_groups(&shown, &service.id),
    }))
}
