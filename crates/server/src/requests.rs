//! One log line and one measurement for each request. Both name the route's pattern, never its path: paths hold the
//! unguessable part of a citizen's link.

use std::time::{Duration, Instant};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use serde_json::json;
use tokio::time::timeout;
use tracing::{Instrument as _, debug, info, info_span};
use uuid::Uuid;

/// The header of every answer that names the request's log lines.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// A form with a file may take so many times as long: telephones send slowly.
const WITH_A_FILE: u32 = 6;

/// The router with a line and a measurement for each request, and a limit to how long one may take.
pub fn recorded(router: Router, limit: Duration) -> Router {
    router.layer(middleware::from_fn_with_state(limit, record))
}

/// Runs the request with an id of its own. What a visitor sends as an id is not looked at: it may be anything.
async fn record(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    let id = Uuid::now_v7().simple().to_string();
    let method = known(request.method());
    let route = request.extensions().get::<MatchedPath>().cloned();
    let route = route.as_ref().map_or("(none)", |path| path.as_str()).to_owned();
    let begun = Instant::now();
    let span = info_span!("request", id);
    let is_for_machines = web::is_for_machines(request.uri());
    let limit = if brings_a_file(&request) { limit * WITH_A_FILE } else { limit };
    let answered = timeout(limit, next.run(request)).instrument(span.clone()).await;
    let mut response = answered.unwrap_or_else(|_| too_slow(is_for_machines));
    let took = begun.elapsed();
    let status = response.status().as_u16();
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
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

fn brings_a_file(request: &Request) -> bool {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("multipart/form-data")
}

/// What has been committed by then stays: the same form sent again is the same command.
fn too_slow(is_for_machines: bool) -> Response {
    let status = StatusCode::SERVICE_UNAVAILABLE;
    let english = "This took too long. Try again in a moment.";
    let (kind, text) = if is_for_machines {
        let title = status.canonical_reason();
        let details =
            json!({ "type": "about:blank", "title": title, "status": 503, "code": "busy", "detail": english });
        ("application/problem+json", details.to_string())
    } else {
        let french = "Cela a pris trop de temps. Réessayez dans un instant.";
        ("text/plain; charset=utf-8", format!("{english}\n{french}\n"))
    };
    (status, [(header::RETRY_AFTER, "5"), (header::CONTENT_TYPE, kind)], text).into_response()
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

#[cfg(test)]
mod tests {
    use axum::{body::Body, http::Request, routing::get};
    use tower::ServiceExt as _;

    use super::*;

    async fn ask(router: Router, path: &str) -> Response {
        router.oneshot(Request::get(path).body(Body::empty()).unwrap()).await.unwrap()
    }

    #[tokio::test]
    async fn a_request_that_takes_too_long_is_answered_all_the_same() {
        for (path, kind) in [
            ("/never", "text/plain; charset=utf-8"),
            ("/api/never", "application/problem+json"),
            ("/agency/never", "application/problem+json"),
        ] {
            let router = Router::new().route(path, get(std::future::pending::<()>));
            let response = ask(recorded(router, Duration::from_millis(1)), path).await;
            assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert_eq!(response.headers()[header::CONTENT_TYPE], kind);
            assert!(response.headers().contains_key(header::RETRY_AFTER));
            assert!(response.headers().contains_key(REQUEST_ID));
        }
    }

    #[tokio::test]
    async fn a_form_with_a_file_has_longer() {
        let slow = async || tokio::time::sleep(Duration::from_millis(300)).await;
        let router = recorded(Router::new().route("/", get(slow)), Duration::from_millis(100));
        let status = async |kind: &str| {
            let request = Request::get("/").header(header::CONTENT_TYPE, kind).body(Body::empty()).unwrap();
            router.clone().oneshot(request).await.unwrap().status()
        };
        assert_eq!(status("application/x-www-form-urlencoded").await, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(status("multipart/form-data; boundary=b").await, StatusCode::OK);
    }

    #[tokio::test]
    async fn every_answer_has_an_id_of_its_own() {
        let router = recorded(Router::new().route("/", get(async || "here")), Duration::from_secs(30));
        let (one, other) = (ask(router.clone(), "/").await, ask(router, "/absent").await);
        assert_eq!((one.status(), other.status()), (StatusCode::OK, StatusCode::NOT_FOUND));
        assert_ne!(one.headers()[REQUEST_ID], other.headers()[REQUEST_ID]);
    }

    #[test]
    fn a_made_up_method_is_no_label() {
        assert_eq!(known(&Method::from_bytes(b"CANARY").unwrap()), "OTHER");
    }
}
