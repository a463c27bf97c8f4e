//! The switches at work, around whatever an agency would have done.

use std::time::Duration;

use axum::{
    Router,
    extract::{ConnectInfo, Request, State as Shared},
    http::{Method, StatusCode},
    middleware::{self, Next},
    response::{IntoResponse, Response},
};

use crate::{line::Cut, state::State, switches::on};

/// Puts the switches around an agency's routes.
pub fn around(routes: Router<State>, state: &State) -> Router<State> {
    routes.layer(middleware::from_fn_with_state(state.clone(), behave))
}

async fn behave(
    Shared(state): Shared<State>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    request: Request,
    next: Next,
) -> Response {
    let agency = request.uri().path().split('/').nth(1).unwrap_or_default().to_owned();
    let is_post = request.method() == Method::POST;
    let switches = state.switches(Some(&agency));
    if on(switches.down) {
        return (StatusCode::SERVICE_UNAVAILABLE, "Closed for maintenance.\n").into_response();
    }
    if on(switches.error_500) {
        return (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong.\n").into_response();
    }
    if on(switches.reject) && is_post {
        return (StatusCode::UNPROCESSABLE_ENTITY, "We do not take this.\n").into_response();
    }
    let response = next.run(request).await;
    tokio::time::sleep(Duration::from_millis(switches.slow_ms.unwrap_or(0).min(600_000))).await;
    if on(switches.lose_reply) && is_post {
        cut.cut();
    }
    if on(switches.wrong_schema) && response.status().is_success() {
        return axum::Json(serde_json::json!({ "status": "ok", "data": [] })).into_response();
    }
    response
}
