//! One request, as handlers see it: who, in which language, and what their browser may open.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Uri, header, request::Parts},
};
use values::{Actor, Id, Language, Role, id::Person};

use crate::{
    Kit, Problem,
    session::{Session, Staff, Token},
};

/// Put into every request by the access check around its route. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Visit {
    /// The language to answer in.
    pub language: Language,
    /// Who comes through which door (`via` is the route's pattern). Citizens are visitors until a handler has found
    /// out whose draft or case it is: see [`Visit::as_citizen`].
    pub actor: Actor,
    /// The session, if this browser has one.
    pub session: Option<Session>,
    pub(crate) inner: Arc<Inner>,
}

#[derive(Debug)]
pub(crate) struct Inner {
    pub kit: Kit,
    /// Of the session's cookie; a fresh one for a browser that has none.
    pub token: Token,
    /// Must this token reach the browser, because a form relies on it?
    pub token_is_fresh: bool,
    pub token_was_shown: AtomicBool,
    pub language_was_asked: bool,
    pub uri: Uri,
    pub wants_json: bool,
    /// Is it shown by itself, or because of a form?
    pub answering: Answering,
}

/// What a page answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Answering {
    /// An address.
    Address,
    /// A form, at an address of everybody's that shows something without it too.
    Form,
}

impl Visit {
    /// May this browser open it (`case:app_…`)? Asked of the session's grants.
    pub fn may_open(&self, what: &str) -> bool {
        self.session.as_ref().is_some_and(|session| session.grants.contains(what))
    }

    /// What this browser may open of one kind: `grants("draft:")` gives the ids behind the colon.
    pub fn grants<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a str> {
        let all = self.session.iter().flat_map(|session| &session.grants);
        all.filter_map(move |grant| grant.strip_prefix(kind))
    }

    /// Who of the staff has signed in.
    pub fn staff(&self) -> Option<&Staff> {
        self.session.as_ref()?.staff.as_ref()
    }

    /// The citizen whose draft or case this is, having come through the same door.
    pub fn as_citizen(&self, person: &Id<Person>) -> Actor {
        Actor::citizen(person.clone()).through(self.actor.via.clone())
    }

    /// Has a member of staff signed in with one of these roles?
    pub fn is_staff(&self, roles: &[Role]) -> bool {
        self.staff().is_some_and(|staff| roles.contains(&staff.role))
    }

    /// The value that forms post as `_token`. Templates print `site.token_field`.
    pub fn csrf(&self) -> String {
        self.inner.token_was_shown.store(true, Ordering::Relaxed);
        self.expected_csrf()
    }

    /// The path and query of this request.
    pub fn address(&self) -> &str {
        self.inner.uri.path_and_query().map_or("/", |address| address.as_str())
    }

    pub(crate) fn expected_csrf(&self) -> String {
        hex::encode(self.inner.kit.vault.keyed_digest("web form token", self.inner.token.bytes()))
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            tracing::error!("A handler runs outside `Routes`: there is no access check around it");
            Problem::internal()
        })
    }
}

/// Problems and answers for machines: paths under `/api/` and `/agency/`, and callers that ask for data and not for a page,
/// be it only by the address.
pub(crate) fn wants_json(uri: &Uri, headers: &HeaderMap) -> bool {
    let accepts = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let by_address =
        is_json(uri.path()) || matches!(query_value(uri, "as").as_deref(), Some("json" | "jsonld" | "turtle"));
    let asks = by_address || ["json", "turtle"].iter().any(|kind| accepts.contains(kind));
    is_for_machines(uri) || (asks && !accepts.contains("text/html"))
}

/// Does a path name a JSON file?
pub(crate) fn is_json(path: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, kind)| kind == "json")
}

/// Does no page lie below this address?
pub fn is_for_machines(uri: &Uri) -> bool {
    ["/api/", "/agency/"].iter().any(|beginning| uri.path().starts_with(beginning))
}

/// The value of one query parameter.
pub(crate) fn query_value(uri: &Uri, name: &str) -> Option<String> {
    let query = uri.query()?;
    form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}
