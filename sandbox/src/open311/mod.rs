//! An agency that speaks Open311 GeoReport v2: no idempotency key, and a request is answered by closing it.

mod listing;
mod write;

use axum::{
    Form, Router,
    extract::{Path, Query, State as Shared},
    http::StatusCode,
    response::Response,
    routing::get,
};
use serde_json::{Value, json};

use crate::{
    answers, clock,
    ledger::{Case, Event, Intake, Ledger},
    rest::is_a_name,
    state::State,
};
use listing::Filter;
use write::{Format, answer, refusal};

/// What an agency answers to.
pub fn routes() -> Router<State> {
    Router::new()
        .route("/{agency}/{file}", get(list).post(take))
        .route("/{agency}/requests/{file}", get(show))
        .route("/{agency}/services/{file}", get(define))
}

/// A form or a query, in order. GeoReport's names hold brackets and may come more than once.
type Pairs = Vec<(String, String)>;

async fn take(
    Shared(state): Shared<State>,
    Path((agency, file)): Path<(String, String)>,
    Form(form): Form<Pairs>,
) -> Response {
    let (name, format) = Format::of(&file);
    if name != "requests" || !is_a_name(&agency) {
        return refusal(format, StatusCode::NOT_FOUND, "There is nothing here");
    }
    let secret = &state.settings().secret;
    let has_key = secret.split_whitespace().any(|one| value(&form, "api_key") == Some(one));
    if !secret.is_empty() && !has_key {
        return refusal(format, StatusCode::FORBIDDEN, "api_key was not recognised");
    }
    if value(&form, "service_code").is_none_or(str::is_empty) {
        return refusal(format, StatusCode::BAD_REQUEST, "service_code was not provided");
    }
    match answers::take(&state, move |ledger| receive(ledger, agency, &form), |case| Some(case)).await {
        Ok(case) => {
            let taken = json!([{
                "service_request_id": case.intake.reference,
                "service_notice": "We will look at it.",
                "account_id": null,
            }]);
            answer(format, "service_requests", "request", &taken)
        }
        Err(error) => refusal(format, StatusCode::SERVICE_UNAVAILABLE, &format!("{error:#}")),
    }
}

/// There is no key to honour, so every delivery makes a case.
fn receive(ledger: &Ledger, agency: String, form: &Pairs) -> (Event, Case) {
    let text = |name: &str| value(form, name).unwrap_or_default().to_owned();
    let attribute = |name: &str| Some(name.strip_prefix("attribute[")?.strip_suffix(']')?.to_owned());
    // Counted over all agencies: no two of them give the same reference.
    let number = 620_000 + ledger.count() + 1;
    let intake = Intake {
        reference: number.to_string(),
        agency,
        key: text("attribute[portico_key]"),
        service: text("service_code"),
        at: clock::now(),
        callback: String::new(),
        french: false,
        description: text("description"),
        fields: form.iter().filter_map(|(name, _)| attribute(name)).filter(|name| name != "portico_key").collect(),
        evidence: text("attribute[portico_evidence_types]").split_whitespace().map(str::to_owned).collect(),
        evidence_to_follow: text("attribute[portico_evidence_to_follow]")
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
        appointment: None,
    };
    let case = Case { intake: intake.clone(), news: None, decision: None, called_back: false, notices: Vec::new() };
    (Event::Received(intake), case)
}

async fn list(
    Shared(state): Shared<State>,
    Path((agency, file)): Path<(String, String)>,
    Query(query): Query<Pairs>,
) -> Response {
    let (name, format) = Format::of(&file);
    match name {
        "requests" => match Filter::read(&query) {
            Ok(filter) => {
                let found = state.look(|ledger| filter.apply(ledger.of_agency(&agency)));
                answer(format, "service_requests", "request", &found)
            }
            Err(why) => refusal(format, StatusCode::BAD_REQUEST, why),
        },
        "services" => {
            let services = state.look(|ledger| listing::services(ledger.of_agency(&agency)));
            answer(format, "services", "service", &services)
        }
        _ => refusal(format, StatusCode::NOT_FOUND, "There is nothing here"),
    }
}

async fn show(Shared(state): Shared<State>, Path((agency, file)): Path<(String, String)>) -> Response {
    let (id, format) = Format::of(&file);
    let found = state.look(|ledger| ledger.by_reference(&agency, id).map(listing::described));
    match found {
        Some(request) => answer(format, "service_requests", "request", &Value::Array(vec![request])),
        None => refusal(format, StatusCode::NOT_FOUND, "service_request_id was not found"),
    }
}

async fn define(Shared(state): Shared<State>, Path((agency, file)): Path<(String, String)>) -> Response {
    let (code, format) = Format::of(&file);
    match state.look(|ledger| listing::definition(ledger.of_agency(&agency), code)) {
        Some(definition) => write::one(format, "service_definition", &definition),
        None => refusal(format, StatusCode::NOT_FOUND, "service_code was not found"),
    }
}

fn value<'a>(pairs: &'a Pairs, name: &str) -> Option<&'a str> {
    pairs.iter().find(|(this, _)| this == name).map(|(_, value)| value.as_str())
}
