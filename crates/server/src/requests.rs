//! One log line and one measurement for each request. Both name the route's pattern, never its path: paths hold the
//! unguessable part of a citizen's link.

use std::time::Instant;

use axum::{
    extract::{MatchedPath, Request},
    http::{HeaderName, HeaderValue, Method},
    middleware::Next,
    response::Response,
};
use tracing::{Instrument as _, debug, info, info_span};
use uuid::Uuid;

/// The header of every answer that names the request's log lines.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Runs the request with an id of its own. What a visitor sends as an id is not looked at: it may be anything.
pub async fn record(request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("(none)", |path| path.as_str()).to_owned();
    let begun = Instant::now();
    let span = info_span!("request", id);
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let milliseconds = took.as_millis();
    span.in_scope(|| {
        if is_routine(&route) {
            debug!(method, route, status, milliseconds, "{method} {route} {status}");
        } else {
            info!(method, route, status, milliseconds, "{method} {route} {status}");
        }
    });
    metrics::counter!("portico_requests_total", "method" => method, "route" => route.clone(), "status" => status.to_string())
        .increment(1);
    metrics::histogram!("portico_request_seconds", "method" => method, "route" => route).record(took.as_secs_f64());
    response.headers_mut().insert(REQUEST_ID, HeaderValue::from_str(&id).expect("an id is letters and digits"));
    response
}

/// What machines ask for every few seconds would drown what people do.
fn is_routine(route: &str) -> bool {
    matches!(route, "/healthz" | "/readyz" | "/metrics") || route.starts_with("/assets/")
}

/// A visitor can make methods up; a label of a measurement can't be anything.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "OTHER",
    }
}
