//! A client of the API, and a browser's few habits: cookies, tokens, forms.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use reqwest::{
    Response,
    header::{COOKIE, LOCATION, SET_COOKIE},
    redirect::Policy,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Speaks with one server.
pub struct Client {
    at: String,
    http: reqwest::Client,
    cookies: Mutex<BTreeMap<String, String>>,
}

impl Client {
    pub fn new(at: &str) -> Result<Self> {
        ensure!(
            at.parse::<reqwest::Url>().is_ok_and(|at| at.has_host()),
            "'{at}' is not the address of a server; it looks like http://127.0.0.1:8080"
        );
        let http = reqwest::Client::builder().redirect(Policy::none()).no_proxy().build()?;
        Ok(Self { at: at.trim_end_matches('/').to_owned(), http, cookies: Mutex::default() })
    }

    pub async fn journey(&self, id: &str) -> Result<Value> {
        let path = format!("/api/journeys/{id}");
        read(&path, self.http.get(self.address(&path)).send().await.map_err(|error| unanswered(&self.at, &error))?)
            .await
    }

    pub async fn apply<T: DeserializeOwned>(
        &self,
        journey: &str,
        answers: &BTreeMap<String, Value>,
        agreed: &[&str],
    ) -> Result<T> {
        let key = uuid::Uuid::now_v7().simple().to_string();
        let body = json!({ "journey": journey, "language": "en", "answers": answers, "agreed": agreed });
        let request = self.http.post(self.address("/api/applications")).header("idempotency-key", key).json(&body);
        read("/api/applications", request.send().await?).await
    }

    pub async fn case<T: DeserializeOwned>(&self, case: &str, pass: &str) -> Result<T> {
        read(case, self.http.get(self.address(case)).bearer_auth(pass).send().await?).await
    }

    /// A page, or nothing where there is none for us.
    pub async fn page(&self, path: &str) -> Result<Option<String>> {
        let reply = self.http.get(self.address(path)).header(COOKIE, self.jar()).send().await?;
        self.keep_cookies(&reply);
        if reply.status().is_success() { Ok(Some(reply.text().await?)) } else { Ok(None) }
    }

    /// Sends a form of a page; where it leads.
    pub async fn submit(&self, path: &str, page: &str, fields: &[(&str, &str)]) -> Result<String> {
        let token = between(page, "name=\"_token\" value=\"", "\"").context("the page has no form")?;
        let version = between(page, "name=\"version\" value=\"", "\"").map(|version| ("version", version));
        let fields: Vec<_> = fields.iter().copied().chain([("_token", token)]).chain(version).collect();
        let reply = self.http.post(self.address(path)).header(COOKIE, self.jar()).form(&fields).send().await?;
        self.keep_cookies(&reply);
        let to = reply.headers().get(LOCATION).and_then(|to| to.to_str().ok()).map(str::to_owned);
        to.with_context(|| format!("the form at {path} was not taken: {}", reply.status()))
    }

    /// Leaves as whoever was signed in.
    pub fn forget(&self) {
        self.cookies.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.at)
    }

    fn keep_cookies(&self, reply: &Response) {
        let mut jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        for line in reply.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok()) {
            if let Some((name, rest)) = line.split_once('=') {
                jar.insert(name.to_owned(), rest.split(';').next().unwrap_or_default().to_owned());
            }
        }
    }

    fn jar(&self) -> String {
        let jar = self.cookies.lock().unwrap_or_else(PoisonError::into_inner);
        jar.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }
}

/// The last cause says it all; those before it only name our own layers.
fn unanswered(at: &str, error: &reqwest::Error) -> anyhow::Error {
    let mut last: &dyn std::error::Error = error;
    while let Some(cause) = last.source() {
        last = cause;
    }
    anyhow!("no server answers at {at} ({last}); start one with `make run`, or say with --at where it is")
}

/// The text between two others.
pub fn between<'a>(text: &'a str, before: &str, after: &str) -> Option<&'a str> {
    text.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}

async fn read<T: DeserializeOwned>(path: &str, reply: Response) -> Result<T> {
    let status = reply.status();
    let text = reply.text().await?;
    if !status.is_success() {
        bail!("{path} answered {status}: {text}");
    }
    serde_json::from_str(&text).with_context(|| format!("{path} answered something else than was expected"))
}
