//! A browser without a screen: keeps cookies, sends the token of the form it last saw, says it comes from our site.

use std::{collections::BTreeMap, net::SocketAddr};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use tower::ServiceExt;

use super::html::tokens;
use crate::{Kit, Verdict, session::Token};

/// A browser.
pub struct Browser {
    kit: Kit,
    router: Router,
    cookies: BTreeMap<String, String>,
    form_token: Option<String>,
    /// More headers to send, by name.
    pub headers: BTreeMap<&'static str, String>,
    /// Where it connects from; the documentation network unless changed.
    pub peer: SocketAddr,
}

/// An answer.
#[derive(Debug)]
pub struct Seen {
    /// Its status.
    pub status: StatusCode,
    /// Its headers.
    pub headers: HeaderMap,
    /// Its text.
    pub text: String,
    /// How many bytes came.
    pub length: usize,
    /// What the access check said, if the request came as far as one.
    pub verdict: Option<Verdict>,
}

impl Browser {
    pub(super) fn new(kit: &Kit, router: &Router) -> Self {
        Self {
            kit: kit.clone(),
            router: router.clone(),
            cookies: BTreeMap::new(),
            form_token: None,
            headers: BTreeMap::new(),
            peer: SocketAddr::from(([192, 0, 2, 1], 40_000)),
        }
    }

    pub(super) fn with_token(mut self, token: &Token) -> Self {
        let line = self.kit.jar().set_token(token);
        self.keep(line.to_str().expect("a cookie of ours is plain ASCII"));
        self.form_token = Some(hex::encode(self.kit.vault.keyed_digest("web form token", token.bytes())));
        self
    }

    /// Opens a page. Redirects are shown, not followed.
    pub async fn get(&mut self, path: &str) -> Seen {
        self.send(Method::GET, path, None).await
    }

    /// Sends a form, with the token of the last page that had one.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        self.send_form(Method::POST, path, fields).await
    }

    pub(super) async fn send_form(&mut self, method: Method, path: &str, fields: &[(&str, &str)]) -> Seen {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(fields);
        if let Some(token) = &self.form_token {
            body.append_pair("_token", token);
        }
        self.send(method, path, Some(body.finish())).await
    }

    /// Sends a form and opens the page that its 303 names. Fails if there is none.
    pub async fn post_and_follow(&mut self, path: &str, fields: &[(&str, &str)]) -> Seen {
        let seen = self.post(path, fields).await;
        assert_eq!(seen.status, StatusCode::SEE_OTHER, "{path} did not redirect:\n{}", seen.text);
        let to = seen.location().to_owned();
        self.get(&to).await
    }

    /// Sends any request; a body is sent as a form.
    pub async fn send(&mut self, method: Method, path: &str, body: Option<String>) -> Seen {
        let mut request = Request::builder().method(method).uri(path).header("sec-fetch-site", "same-origin");
        if !self.cookies.is_empty() {
            let line: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            request = request.header(header::COOKIE, line.join("; "));
        }
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        }
        let mut request =
            request.body(body.map_or_else(Body::empty, Body::from)).expect("a test sends a proper request");
        for (name, value) in &self.headers {
            request.headers_mut().insert(*name, value.parse().expect("a test sends proper headers"));
        }
        request.extensions_mut().insert(ConnectInfo(self.peer));
        self.exchange(request).await
    }

    async fn exchange(&mut self, request: Request<Body>) -> Seen {
        let Ok(response) = self.router.clone().oneshot(request).await;
        let verdict = response.extensions().get::<Verdict>().copied();
        let (parts, body) = response.into_parts();
        for line in parts.headers.get_all(header::SET_COOKIE) {
            self.keep(line.to_str().expect("our cookies are plain ASCII"));
        }
        let bytes = to_bytes(body, 16 * 1024 * 1024).await.expect("our answers end");
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if text.contains("_token") {
            let field = tokens(&text).into_iter().find(|token| token.attribute("name") == Some("_token"));
            self.form_token =
                field.and_then(|field| field.attribute("value").map(str::to_owned)).or(self.form_token.take());
        }
        Seen { status: parts.status, headers: parts.headers, length: bytes.len(), text, verdict }
    }

    fn keep(&mut self, line: &str) {
        let (pair, attributes) = line.split_once(';').unwrap_or((line, ""));
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if attributes.contains("Max-Age=0") {
            self.cookies.remove(name);
        } else {
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
    }

    /// The cookies it has, by name.
    pub fn cookies(&self) -> &BTreeMap<String, String> {
        &self.cookies
    }

    /// Forgets the form token, as a page of another site would not know it.
    pub fn forget_token(&mut self) {
        self.form_token = None;
    }
}

impl Seen {
    /// Where a redirect goes.
    pub fn location(&self) -> &str {
        self.headers.get(header::LOCATION).and_then(|to| to.to_str().ok()).unwrap_or_default()
    }

    /// One header as text; empty if it is not there.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
