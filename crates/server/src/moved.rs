//! Old pages of bodies that are no more. Where the name of a dissolved body's pages leads to this server, whoever opens
//! one is sent to where it is now; until the transfer has vested, nothing is different.
//!
//! The rule: only what is read (GET, HEAD) is sent on, so that nothing typed goes to another body; with 301, which may
//! be kept for an hour, since a later transfer may say otherwise; and only to a page of ours or the page of a body in the
//! catalogue. Nothing of what was asked becomes part of the new address.

use applications::Platform;
use axum::{
    Router,
    extract::{Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse as _, Response},
};
use responsibility::transfer::succession::pages::{NowAt, now_at};

/// The router, for which the old pages of bodies that are no more are somewhere else.
pub fn old_pages(router: Router, platform: &Platform) -> Router {
    router.layer(middleware::from_fn_with_state(platform.clone(), send_on))
}

async fn send_on(State(platform): State<Platform>, request: Request, next: Next) -> Response {
    match now(&platform, &request) {
        Some(to) => {
            let headers = [(header::LOCATION, to), (header::CACHE_CONTROL, HeaderValue::from_static("max-age=3600"))];
            (StatusCode::MOVED_PERMANENTLY, headers).into_response()
        }
        None => next.run(request).await,
    }
}

fn now(platform: &Platform, request: &Request) -> Option<HeaderValue> {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return None;
    }
    let mut named = request.headers().get_all(header::HOST).iter();
    let (Some(host), None) = (named.next(), named.next()) else { return None };
    let name = host.to_str().ok()?.split(':').next()?;
    let government = platform.government();
    let found = now_at(&government.catalogue, &government.successions, name, request.uri().path(), platform.today())?;
    let ours = &platform.public_address;
    let to = match found {
        NowAt::Service(service_type) => format!("{ours}/services/{}", service_type.name()),
        NowAt::Successor(page) => page.to_owned(),
        NowAt::WhoAnswers => format!("{ours}/responsibility"),
    };
    HeaderValue::from_str(&to).ok()
}
