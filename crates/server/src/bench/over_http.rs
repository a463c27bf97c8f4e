//! Decisions over HTTP, beside a bare server of the same framework that reads the same JSON and answers with as much: what
//! the rest of the way costs.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use axum::{Json, Router, extract::State, routing::post};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use super::{
    load::{self, Made},
    subject::Subject,
};

/// So many connections are open at a time.
const CONNECTIONS: usize = 16;

/// What was measured.
pub struct Line {
    pub what: &'static str,
    /// How long an answer is.
    pub bytes: usize,
    pub own: Made,
    pub bare: Made,
}

/// Asks what the examples of a journey point to: for one service, and for all.
pub async fn measure(subject: &Subject, length: Duration) -> Result<Vec<Line>> {
    let application = subject.full.last().context("there are examples")?;
    let journey = application["journey"].as_str().context("a journey has a name")?;
    let way = format!("/api/journeys/{journey}/indications");
    let all = json!({ "answers": application["answers"] });
    let whole = asked(subject, &way, &all).await?;
    let of = |service: &Value| service["rules"][0]["decision"].is_string().then(|| service["service"].clone());
    let decided = whole["services"].as_array().context("a journey has services")?.iter().find_map(of);
    let one = json!({ "answers": application["answers"], "services": [decided.context("a rule fires")?] });
    let mut lines = Vec::new();
    for (what, body) in [("one decision with its reasons", one), ("all services of a journey", all)] {
        let answer = asked(subject, &way, &body).await?;
        let bare = bare(answer.clone()).await?;
        let (own, bare) = (
            load::json(&subject.at, &way, &body, CONNECTIONS, length).await?,
            load::json(&bare, "/", &body, CONNECTIONS, length).await?,
        );
        lines.push(Line { what, bytes: answer.to_string().len(), own, bare });
    }
    Ok(lines)
}

async fn asked(subject: &Subject, way: &str, body: &Value) -> Result<Value> {
    Ok(serde_json::from_slice(&load::post_json(&subject.at, way, body).await?.body)?)
}

/// A server that reads JSON and answers with this, on an address of its own.
async fn bare(answer: Value) -> Result<String> {
    let reply = async |State(answer): State<Arc<Value>>, Json(_): Json<Value>| Json(answer.as_ref().clone());
    let routes = Router::new().route("/", post(reply)).with_state(Arc::new(answer));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let at = listener.local_addr()?.to_string();
    tokio::spawn(async move { axum::serve(listener, routes).await });
    Ok(at)
}
