//! `portico try`: does the main job over HTTP, as a client and an officer would, and prints the story.

mod client;
mod officer;
mod story;

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};
use clap::Args;
use serde::Deserialize;
use serde_json::Value;

use self::client::Client;
use crate::say::say;

/// What `portico try` takes.
#[derive(Debug, Args)]
pub struct Options {
    /// Where the server is.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub at: String,
    /// Which journey to take.
    #[arg(long, default_value = "after-a-death")]
    pub journey: String,
    /// How many seconds to wait until everybody has answered.
    #[arg(long, default_value_t = 90)]
    pub patience: u64,
}

/// A case, as the API gives it: what the story needs of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Case {
    receipt: String,
    requests: Vec<Part>,
}

/// One body's part of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Part {
    id: String,
    title: Value,
    body: Body,
    place: Option<Value>,
    instrument: Option<Value>,
    state: String,
    waits_for: Option<Value>,
    their_reference: Option<String>,
    due: Option<String>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Body {
    id: String,
    name: Value,
}

#[derive(Deserialize)]
struct Sent {
    receipt: String,
    case: String,
    link: String,
    pass: String,
}

impl Part {
    /// Has its body decided, or was it ended without?
    fn is_answered(&self) -> bool {
        matches!(self.state.as_str(), "granted" | "refused") || self.is_ended()
    }

    /// Was it ended without a decision, and the person told so?
    fn is_ended(&self) -> bool {
        matches!(self.state.as_str(), "not_sent" | "withdrawn" | "closed")
    }
}

/// Applies, watches, decides at the desks; fails if anything stays unanswered.
pub async fn run(options: &Options) -> Result<()> {
    let client = Client::new(&options.at)?;
    let journey = client.journey(&options.journey).await?;
    story::questions(&journey)?;
    let answers = examples(&journey)?;
    let began = Instant::now();
    let sent: Sent = client.apply(&options.journey, &answers, &to_agree(&journey)).await?;
    say!("\nSent. The receipt is {}; the person comes back by {}", sent.receipt, sent.link)?;
    let case: Case = client.case(&sent.case, &sent.pass).await?;
    ensure!(case.receipt == sent.receipt, "the case shows another receipt than the one that was given");
    story::bodies(&case)?;
    say!("\nThe answers, as they come:")?;
    let case = watch(&client, &sent, case, began, Duration::from_secs(options.patience)).await?;
    story::end(&case, began.elapsed())
}

/// Reads the case again and again, tells what is new, and goes to the desks where people have to decide.
async fn watch(client: &Client, sent: &Sent, first: Case, began: Instant, patience: Duration) -> Result<Case> {
    let mut told: BTreeMap<String, String> =
        first.requests.iter().map(|part| (part.id.clone(), part.state.clone())).collect();
    let mut seen_since: BTreeMap<String, Instant> = BTreeMap::new();
    loop {
        let case: Case = client.case(&sent.case, &sent.pass).await?;
        for part in &case.requests {
            if told.get(&part.id) != Some(&part.state) {
                story::news(part, began.elapsed())?;
                told.insert(part.id.clone(), part.state.clone());
            }
        }
        if case.requests.iter().all(Part::is_answered) || began.elapsed() > patience {
            return Ok(case);
        }
        for part in case.requests.iter().filter(|part| part.state == "sent") {
            // A system answers within seconds; whatever waits longer may lie at a desk.
            let since = *seen_since.entry(part.id.clone()).or_insert_with(Instant::now);
            if since.elapsed() > Duration::from_secs(2) {
                seen_since.insert(part.id.clone(), Instant::now());
                if let Some(name) = officer::decide(client, part).await? {
                    say!(
                        "  {:>6.1} s  {name} decides at the desk of {}",
                        began.elapsed().as_secs_f32(),
                        story::text(&part.body.name)
                    )?;
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

/// The services that are sent only where the person agrees: this one does.
fn to_agree(journey: &Value) -> Vec<&str> {
    let services = journey["services"].as_array().or_else(|| journey["service"].as_array());
    let free = services.into_iter().flatten().filter(|service| service["basis"] == "consent");
    free.filter_map(|service| service["type"].as_str()).collect()
}

/// The example answers that the journey's questions carry.
fn examples(journey: &Value) -> Result<BTreeMap<String, Value>> {
    let questions = journey["question"].as_array().context("the journey lists no questions")?;
    let answers: BTreeMap<String, Value> = questions
        .iter()
        .filter_map(|question| Some((question["id"].as_str()?.to_owned(), question.get("example")?.clone())))
        .collect();
    if answers.is_empty() {
        bail!("the journey's questions carry no example answers");
    }
    Ok(answers)
}
