//! The routes of the server itself: what an operator's machines ask for.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use metrics_exporter_prometheus::PrometheusHandle;
use web::{Access, Kit, Routes};

use crate::{health::Health, measures};

#[derive(Clone)]
struct Watched {
    health: Health,
    measures: &'static PrometheusHandle,
}

/// `/healthz`, `/readyz` and `/metrics`.
pub fn routes(kit: &Kit, health: Health, measures: &'static PrometheusHandle) -> Routes {
    Routes::new(kit)
        .get("/healthz", Access::Anyone, alive)
        .get("/readyz", Access::Anyone, ready)
        .get("/metrics", Access::Operator, measured)
        .with_state(Watched { health, measures })
}

async fn alive() -> &'static str {
    "alive\n"
}

async fn ready(State(watched): State<Watched>) -> Response {
    let report = watched.health.report();
    let status = if report.ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, [(header::CACHE_CONTROL, "no-store")], Json(report)).into_response()
}

async fn measured(State(watched): State<Watched>) -> Response {
    measures::of_process();
    let headers = [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")];
    (headers, watched.measures.render()).into_response()
}
