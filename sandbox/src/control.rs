//! What stands beside the agencies: switches, effects and the page that shows both. For tests and demonstrations, and
//! only for this machine.

use axum::{
    Form, Json, Router,
    extract::{Path, State as Shared},
    http::StatusCode,
    response::{Html, IntoResponse, Redirect, Response},
    routing::get,
};
use serde::Deserialize;

use crate::{
    ledger::{Effect, Ledger},
    page,
    rest::is_a_name,
    state::State,
    switches::Switches,
};

/// The control routes.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/", get(index))
        .route("/effects", get(effects))
        .route("/switches", get(of_all).put(set_all).post(set_by_form))
        .route("/{agency}/switches", get(of_one).put(set_one))
}

async fn index(Shared(state): Shared<State>) -> Html<String> {
    Html(page::index(&state))
}

async fn effects(Shared(state): Shared<State>) -> Json<Vec<Effect>> {
    Json(state.look(Ledger::effects))
}

async fn of_all(Shared(state): Shared<State>) -> Json<Switches> {
    Json(state.switches(None))
}

async fn of_one(Shared(state): Shared<State>, Path(agency): Path<String>) -> Json<Switches> {
    Json(state.switches(Some(&agency)))
}

async fn set_all(Shared(state): Shared<State>, Json(switches): Json<Switches>) -> Response {
    set(&state, None, switches).await
}

async fn set_one(Shared(state): Shared<State>, Path(agency): Path<String>, Json(switches): Json<Switches>) -> Response {
    set(&state, Some(&agency), switches).await
}

async fn set(state: &State, agency: Option<&str>, switches: Switches) -> Response {
    if agency.is_some_and(|agency| !is_a_name(agency)) {
        return (StatusCode::NOT_FOUND, "There is no such agency.\n").into_response();
    }
    match state.switch(agency, switches).await {
        Ok(()) => Json(state.switches(agency)).into_response(),
        Err(error) => (StatusCode::SERVICE_UNAVAILABLE, format!("{error:#}\n")).into_response(),
    }
}

/// The page's form sets every switch of its row: a box that is not ticked is off, an empty field names nobody.
#[derive(Deserialize)]
struct Row {
    agency: String,
    slow_ms: u64,
    next: String,
    #[serde(flatten)]
    ticked: std::collections::BTreeMap<String, String>,
}

async fn set_by_form(Shared(state): Shared<State>, Form(row): Form<Row>) -> Response {
    let ticked = |name: &str| Some(row.ticked.contains_key(name));
    let switches = Switches {
        down: ticked("down"),
        slow_ms: Some(row.slow_ms),
        duplicate_callback: ticked("duplicate_callback"),
        refuse: ticked("refuse"),
        not_ours: ticked("not_ours"),
        next: Some(row.next.trim().to_owned()),
        reject: ticked("reject"),
        lose_reply: ticked("lose_reply"),
        wrong_schema: ticked("wrong_schema"),
        error_500: ticked("error_500"),
        honours_key: ticked("honours_key"),
    };
    let agency = (!row.agency.is_empty()).then_some(row.agency.as_str());
    let set = set(&state, agency, switches).await;
    if set.status().is_success() { Redirect::to("/").into_response() } else { set }
}
