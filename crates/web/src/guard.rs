//! The access check around every route: who comes, may they, did the form come from us; and what the answer needs
//! before it leaves.

use std::{
    net::{IpAddr, SocketAddr},
    panic::AssertUnwindSafe,
    sync::{Arc, atomic::AtomicBool, atomic::Ordering},
};

use axum::{
    body::{Body, to_bytes},
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use store::StoreError;
use values::{Actor, Role};

use crate::{
    Access, Fields, Kit, Problem, fields,
    language::{MessageRef, choose::choose},
    problem::STAFF_OFF,
    redirect,
    refused::Faults,
    session::{self, SEEN_EVERY, Session, Token},
    upload,
    visit::{Answering, Inner, Visit, is_for_machines, query_value, wants_json},
};

/// One route's door.
#[derive(Debug, Clone)]
pub(crate) struct Door {
    kit: Kit,
    access: Access,
    via: Arc<str>,
    /// Nothing lies behind it: whatever is sent has no effect and is not looked at.
    leads_nowhere: bool,
    /// A form may bring a file of so many bytes.
    file: Option<usize>,
}

/// What the access check decided: left in the response for tests that walk all routes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The handler ran.
    Admitted,
    /// The handler did not run; the answer says why.
    Refused,
    /// Not signed in: sent to the sign-in page.
    SentToSignIn,
}

enum Refusal {
    Problem(Problem),
    SignIn,
}

impl<E: Into<Problem>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self::Problem(error.into())
    }
}

impl Door {
    /// For addresses that no route has, and methods that a route does not take.
    pub fn to_nowhere(kit: &Kit) -> Self {
        Self { leads_nowhere: true, ..Self::new(kit, Access::Anyone, "no route") }
    }

    /// The same, whose forms may bring a file of so many bytes.
    pub fn taking(self, file: Option<usize>) -> Self {
        Self { file, ..self }
    }

    pub fn new(kit: &Kit, access: Access, via: &str) -> Self {
        Self { kit: kit.clone(), access, via: via.into(), leads_nowhere: false, file: None }
    }
}

/// The middleware.
pub(crate) async fn admit(State(door): State<Door>, mut request: Request, next: Next) -> Response {
    let mut visit = visit_of(&door, &request);
    let checked = check(&door, &mut visit, &mut request).await;
    let (verdict, response) = match checked {
        Ok(()) => {
            request.extensions_mut().insert(visit.clone());
            (Verdict::Admitted, run(next, request).await)
        }
        Err(Refusal::SignIn) => (Verdict::SentToSignIn, sign_in_first(&visit)),
        Err(Refusal::Problem(problem)) => {
            let role = visit.actor.role;
            tracing::info!(route = %door.via, %role, problem.code = problem.code, "Refused a request");
            (Verdict::Refused, problem.into_response())
        }
    };
    let mut response = finish(&visit, response);
    response.extensions_mut().insert(verdict);
    response
}

fn visit_of(door: &Door, request: &Request) -> Visit {
    let (headers, uri) = (request.headers(), request.uri());
    let jar = door.kit.jar();
    let token = if door.uses_cookies() { jar.token(headers) } else { None };
    let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
    let asked = query_value(uri, "lang");
    let (language, language_was_asked) = choose(asked.as_deref(), jar.language(headers), accepted);
    let inner = Inner {
        kit: door.kit.clone(),
        token_is_fresh: token.is_none(),
        token: token.unwrap_or_else(Token::fresh),
        token_was_shown: AtomicBool::new(false),
        language_was_asked,
        uri: uri.clone(),
        wants_json: wants_json(uri, headers),
        answering: match (request.method(), door.access) {
            (&Method::POST, Access::Anyone | Access::Citizen) => Answering::Form,
            _ => Answering::Address,
        },
    };
    let actor = Actor::visitor().through(door.via.clone());
    Visit { language, actor, session: None, inner: Arc::new(inner) }
}

impl Door {
    fn uses_cookies(&self) -> bool {
        !matches!(self.access, Access::Agency | Access::Operator)
    }
}

/// Nothing of ours has an address with a NUL in it, which no database keeps.
async fn check(door: &Door, visit: &mut Visit, request: &mut Request) -> Result<(), Refusal> {
    if request.uri().path_and_query().is_some_and(|address| address.as_str().contains("%00")) {
        return Err(Problem::not_found().into());
    }
    let safe_method = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let unsafe_method = !safe_method && !door.leads_nowhere;
    if unsafe_method && door.access != Access::Agency && !is_from_here(&door.kit, request.headers()) {
        return Err(cross_site().into());
    }
    if door.uses_cookies() && !visit.inner.token_is_fresh {
        visit.session = find_session(&door.kit, &visit.inner.token).await?;
        if let Some(staff) = visit.staff() {
            visit.actor = staff.actor().through(door.via.clone());
        }
    }
    match door.access {
        Access::Anyone | Access::Agency => {}
        Access::Citizen => {
            if visit.session.is_none() {
                return Err(no_session().into());
            }
        }
        Access::Staff(roles) => staff(&door.kit, visit, roles)?,
        Access::Operator => {
            if !is_operator(request) {
                return Err(Problem::forbidden().into());
            }
            visit.actor = Actor { role: Role::Operator, ..Actor::portico("operator") }.through(door.via.clone());
        }
    }
    if unsafe_method && door.uses_cookies() {
        take_form(door, visit, request).await?;
    }
    Ok(())
}

async fn find_session(kit: &Kit, token: &Token) -> Result<Option<Session>, StoreError> {
    let (digest, now) = (session::digest(&kit.vault, token), kit.clocks.real());
    let found = kit.store.read(move |tx| session::find(tx, &digest, now)).await?;
    if let Some(session) = &found
        && now >= session.seen.plus(SEEN_EVERY)
    {
        let id = session.id.clone();
        let touched: Result<(), StoreError> = kit.store.write(move |tx| session::touch(tx, &id, now)).await;
        if let Err(error) = touched {
            tracing::warn!("A session's last use was not written: {error}");
        }
    }
    Ok(found)
}

fn staff(kit: &Kit, visit: &Visit, roles: &'static [Role]) -> Result<(), Refusal> {
    let Some(staff) = visit.staff() else {
        return Err(if !kit.settings().demo {
            Problem {
                status: StatusCode::SERVICE_UNAVAILABLE,
                code: STAFF_OFF,
                what: "problem-staff-off".into(),
                next: "problem-staff-off-next".into(),
            }
            .into()
        } else if visit.inner.wants_json {
            Problem {
                status: StatusCode::UNAUTHORIZED,
                code: "not_signed_in",
                what: "problem-not-signed-in".into(),
                next: "problem-not-signed-in-next".into(),
            }
            .into()
        } else {
            Refusal::SignIn
        });
    };
    if roles.contains(&staff.role) {
        return Ok(());
    }
    Err(Problem {
        status: StatusCode::FORBIDDEN,
        code: "other_role_needed",
        what: "problem-other-role".into(),
        next: MessageRef::new("problem-other-role-next"),
    }
    .into())
}

fn sign_in_first(visit: &Visit) -> Response {
    let then: String = form_urlencoded::byte_serialize(visit.address().as_bytes()).collect();
    redirect(&format!("/staff/sign-in?then={then}"))
}

/// Reads the form and compares its token, so that no handler can forget to.
async fn take_form(door: &Door, visit: &Visit, request: &mut Request) -> Result<(), Refusal> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match kind.as_str() {
        // A client that names no type sends this one, and has no page of ours that could hold a token.
        "application/x-www-form-urlencoded" if is_for_machines(request.uri()) => {
            Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).into())
        }
        "application/x-www-form-urlencoded" => {
            let body = std::mem::replace(request.body_mut(), Body::empty());
            let body = to_bytes(body, fields::LIMIT).await.map_err(|_| too_large())?;
            take_fields(visit, request, Fields::parse(&body))
        }
        "multipart/form-data" if !is_for_machines(request.uri()) && request.method() == Method::POST => {
            let Some(most) = door.file else {
                return Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).into());
            };
            let turn = visit.session.as_ref().map(|session| upload::Turn::of(&session.id)).transpose()?;
            let (fields, upload) = upload::read(request, most).await?;
            drop(turn);
            request.extensions_mut().insert(upload);
            take_fields(visit, request, fields)
        }
        // What a page of another site can make a browser send without asking us first: never taken.
        "" | "text/plain" | "multipart/form-data" if request.method() == Method::POST => {
            Err(Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE).into())
        }
        _ => Ok(()),
    }
}

fn too_large() -> Problem {
    Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE)
}

fn take_fields(visit: &Visit, request: &mut Request, fields: Fields) -> Result<(), Refusal> {
    let sent = fields.get(fields::TOKEN).unwrap_or_default();
    let same = aws_lc_rs::constant_time::verify_slices_are_equal(sent.as_bytes(), visit.expected_csrf().as_bytes());
    if visit.inner.token_is_fresh || same.is_err() {
        return Err(stale_form().into());
    }
    request.extensions_mut().insert(fields);
    Ok(())
}

fn cross_site() -> Problem {
    Problem { code: "cross_site", ..stale_form() }
}

fn stale_form() -> Problem {
    Problem {
        status: StatusCode::FORBIDDEN,
        code: "stale_form",
        what: "problem-stale-form".into(),
        next: "problem-stale-form-next".into(),
    }
}

fn no_session() -> Problem {
    Problem {
        status: StatusCode::FORBIDDEN,
        code: "no_session",
        what: "problem-no-session".into(),
        next: "problem-no-session-next".into(),
    }
}

/// Did one of our own pages send this? Browsers say so in `Sec-Fetch-Site`; older ones only in `Origin`, which is
/// `null` because our pages send no referrer, so that then the form's token alone decides.
fn is_from_here(kit: &Kit, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return matches!(site, "same-origin" | "none");
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    match origin.to_str() {
        Ok("null") => true,
        Ok(origin) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            let ours = kit.settings().public_address.trim_end_matches('/');
            host.is_some() && (host == text(header::HOST) || origin == ours)
        }
        Err(_) => false,
    }
}

/// From this machine, and meant for it: not passed on by a proxy, not lured here under another name.
fn is_operator(request: &Request) -> bool {
    let headers = request.headers();
    let peer = request.extensions().get::<ConnectInfo<SocketAddr>>();
    let passed_on = ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    let host = headers.get(header::HOST).map(|host| host.to_str().unwrap_or_default());
    peer.is_some_and(|ConnectInfo(peer)| peer.ip().to_canonical().is_loopback())
        && !passed_on
        && host.is_none_or(is_loopback_name)
}

fn is_loopback_name(host: &str) -> bool {
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    let address = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Runs the handler; a panic in it is our problem, not the connection's end.
async fn run(next: Next, request: Request) -> Response {
    AssertUnwindSafe(next.run(request)).catch_unwind().await.unwrap_or_else(|_| {
        // Not what it said: that may hold somebody's answers.
        tracing::error!("A handler panicked");
        Problem::internal().into_response()
    })
}

/// Prints problems, in one place, and sets the cookies that this answer needs.
fn finish(visit: &Visit, response: Response) -> Response {
    let mut response = match problem_of(&response) {
        Some(problem) => {
            let faults = response.extensions().get::<Faults>().cloned().unwrap_or_default();
            show(visit, &problem, &faults, response.headers())
        }
        None => response,
    };
    let jar = visit.inner.kit.jar();
    let headers = response.headers_mut();
    let sets_token = headers.get_all(header::SET_COOKIE).iter().any(|line| jar.is_token(line));
    if visit.inner.token_is_fresh && visit.inner.token_was_shown.load(Ordering::Relaxed) && !sets_token {
        headers.append(header::SET_COOKIE, jar.set_token(&visit.inner.token));
    }
    if visit.inner.language_was_asked {
        headers.append(header::SET_COOKIE, jar.set_language(visit.language));
    }
    if visit.session.is_some() || visit.inner.token_was_shown.load(Ordering::Relaxed) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    response
}

/// The handler's problem, or what a refusal without any page of its own means.
fn problem_of(response: &Response) -> Option<Problem> {
    if let Some(problem) = response.extensions().get::<Problem>() {
        return Some(problem.clone());
    }
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    (failed && (kind.is_empty() || kind.starts_with("text/plain"))).then(|| Problem::of_status(status))
}

fn show(visit: &Visit, problem: &Problem, faults: &Faults, keep: &HeaderMap<HeaderValue>) -> Response {
    let kit = &visit.inner.kit;
    let mut response = if visit.inner.wants_json {
        problem.to_json(&faults.0, kit.words(visit.language))
    } else {
        kit.problem_page(visit, problem)
    };
    for name in [header::ALLOW, header::SET_COOKIE] {
        for value in keep.get_all(&name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    if let Some(seconds) = problem.retry_after() {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(seconds));
    }
    response
}

/// The path of an address of ours that may be followed after signing in: never another site's.
pub fn local_path(then: &str) -> Option<&str> {
    let plain = then.starts_with('/')
        && !then.starts_with("//")
        && then.len() <= 2000
        && then.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && then.parse::<Uri>().is_ok_and(|uri| uri.host().is_none())).then_some(then)
}
