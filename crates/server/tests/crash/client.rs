//! A client with a memory of its own: what it sent, under which key, and what it was told.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::sleep;
use uuid::Uuid;

use crate::process::PATIENCE;

const JOURNEY: &str = "moving-home";

/// Between two tries to reach a server that does not answer.
const AGAIN: Duration = Duration::from_millis(20);

/// What a server acknowledged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Acknowledged {
    /// The application's id.
    pub application: String,
    /// Its receipt.
    pub receipt: String,
    /// Where its case is.
    pub case: String,
    /// What opens it, for an hour.
    pub pass: String,
}

/// A case as the server shows it.
#[derive(Debug, Deserialize)]
pub struct Case {
    /// The receipt.
    pub receipt: String,
    /// Each body's part.
    pub requests: Vec<Part>,
}

/// One body's part.
#[derive(Debug, Deserialize)]
pub struct Part {
    /// The request's id, which is its key.
    pub id: String,
    /// The service.
    pub service_type: String,
    /// Where it is.
    pub state: String,
    /// The body's reference.
    pub their_reference: Option<String>,
    /// What happened.
    pub history: Vec<Line>,
}

/// A line of history.
#[derive(Debug, Deserialize)]
pub struct Line {
    /// What.
    pub what: String,
}

/// Sends applications to one server and keeps a ledger. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Client(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    at: SocketAddr,
    http: reqwest::Client,
    answers: Value,
    ledger: Mutex<BTreeMap<String, Option<Acknowledged>>>,
}

impl Client {
    /// A client that knows the journey's example answers. The server must be up.
    pub async fn new(at: SocketAddr) -> Self {
        let http = reqwest::Client::builder().no_proxy().timeout(PATIENCE).build().unwrap();
        let journey = http.get(format!("http://{at}/api/journeys/{JOURNEY}")).send().await.unwrap();
        let journey: Value = journey.json().await.unwrap();
        let questions = journey["question"].as_array().unwrap_or_else(|| panic!("{journey}"));
        let example = |question: &Value| Some((question["id"].as_str()?.to_owned(), question.get("example")?.clone()));
        let answers: serde_json::Map<_, _> = questions.iter().filter_map(example).collect();
        assert!(!answers.is_empty());
        Self(Arc::new(Inner { at, http, answers: answers.into(), ledger: Mutex::default() }))
    }

    /// The same answers and an empty ledger, for a server elsewhere.
    pub fn at(&self, at: SocketAddr) -> Self {
        let Inner { http, answers, .. } = &*self.0;
        Self(Arc::new(Inner { at, http: http.clone(), answers: answers.clone(), ledger: Mutex::default() }))
    }

    /// A new key, written down before anything is sent under it.
    pub fn new_key(&self) -> String {
        let key = Uuid::now_v7().to_string();
        self.0.ledger.lock().unwrap().insert(key.clone(), None);
        key
    }

    /// Sends the application of a key, once. Whether it is acknowledged.
    ///
    /// What is acknowledged again has to be the same application.
    pub async fn send(&self, key: &str) -> bool {
        let body = json!({ "journey": JOURNEY, "answers": self.0.answers });
        let post = self.0.http.post(format!("http://{}/api/applications", self.0.at)).header("idempotency-key", key);
        let Ok(reply) = post.json(&body).send().await else { return false };
        let status = reply.status();
        let Ok(text) = reply.text().await else { return false };
        if status == StatusCode::SERVICE_UNAVAILABLE {
            return false;
        }
        assert_eq!(status, StatusCode::CREATED, "{text}");
        let told: Acknowledged = serde_json::from_str(&text).unwrap();
        let mut ledger = self.0.ledger.lock().unwrap();
        let before = ledger.get_mut(key).expect("every key is written down");
        if let Some(before) = before {
            assert_eq!((&before.application, &before.receipt), (&told.application, &told.receipt), "of {key}");
        }
        *before = Some(told);
        true
    }

    /// Sends the application of a key again and again until it is acknowledged.
    pub async fn send_until_acknowledged(&self, key: &str) {
        let begun = tokio::time::Instant::now();
        while !self.send(key).await {
            assert!(begun.elapsed() < PATIENCE, "{key} was never acknowledged");
            sleep(AGAIN).await;
        }
    }

    /// The keys that were sent and not acknowledged.
    pub fn unacknowledged(&self) -> Vec<String> {
        let ledger = self.0.ledger.lock().unwrap();
        ledger.iter().filter(|(_, told)| told.is_none()).map(|(key, _)| key.clone()).collect()
    }

    /// What was acknowledged.
    pub fn acknowledged(&self) -> Vec<Acknowledged> {
        self.0.ledger.lock().unwrap().values().flatten().cloned().collect()
    }

    /// What was acknowledged under a key.
    pub fn of_key(&self, key: &str) -> Option<Acknowledged> {
        self.0.ledger.lock().unwrap().get(key).cloned().flatten()
    }

    /// The case of what was acknowledged: nothing while the server does not answer, an error if it denies it.
    pub async fn case(&self, told: &Acknowledged) -> Result<Option<Case>, StatusCode> {
        let get = self.0.http.get(format!("http://{}{}", self.0.at, told.case)).bearer_auth(&told.pass);
        let Ok(reply) = get.send().await else { return Ok(None) };
        match reply.status() {
            StatusCode::OK => Ok(reply.json().await.ok()),
            StatusCode::SERVICE_UNAVAILABLE => Ok(None),
            other => Err(other),
        }
    }
}

impl Part {
    /// Has everything come that comes without a person? At a desk that is having it.
    pub fn is_settled(&self) -> bool {
        self.state == "granted" || (self.state == "sent" && self.is_at_a_desk())
    }

    /// Does it lie at a desk, where no system ever shows an effect?
    pub fn is_at_a_desk(&self) -> bool {
        self.their_reference.as_ref().is_some_and(|reference| reference.starts_with("D-"))
    }
}
