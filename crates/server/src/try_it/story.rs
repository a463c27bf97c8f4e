//! What `portico try` prints.

use std::time::Duration;

use anyhow::{Result, bail};
use serde_json::Value;

use super::{Case, Part};
use crate::say::say;

/// A text in English.
pub fn text(value: &Value) -> String {
    value["en"].as_str().unwrap_or_default().to_owned()
}

/// What is asked, and what we answer.
pub fn questions(journey: &Value) -> Result<()> {
    say!("{} (edition {})", text(&journey["title"]), journey["edition"].as_str().unwrap_or("?"))?;
    say!("\nThe questions, and what we answer:")?;
    for question in journey["question"].as_array().into_iter().flatten() {
        let answer = question.get("example").map_or_else(|| "(not answered)".to_owned(), spoken);
        say!("  {}  {answer}", text(&question["label"]))?;
    }
    Ok(())
}

fn spoken(answer: &Value) -> String {
    match answer {
        Value::String(text) => text.clone(),
        Value::Array(values) => values.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "),
        place => {
            [&place["postcode"], &place["area"]].iter().filter_map(|part| part.as_str()).collect::<Vec<_>>().join(", ")
        }
    }
}

/// Who will answer, and why.
pub fn bodies(case: &Case) -> Result<()> {
    say!("\nWho answers, and why:")?;
    for part in &case.requests {
        let place = part.place.as_ref().map(|place| format!(" for {}", text(place))).unwrap_or_default();
        let under = part.instrument.as_ref().map(|title| format!(", under {}", text(title))).unwrap_or_default();
        let by = part.due.as_ref().map(|day| format!(", by {day}")).unwrap_or_default();
        say!("  {}: {}{place}{under}{by}", text(&part.title), text(&part.body.name))?;
        if let Some(before) = &part.waits_for {
            say!("      waits until “{}” is done", text(before))?;
        }
    }
    Ok(())
}

/// What has changed.
pub fn news(part: &Part, after: Duration) -> Result<()> {
    let reference = part.their_reference.as_ref().map(|reference| format!(" ({reference})")).unwrap_or_default();
    let (title, body) = (text(&part.title), text(&part.body.name));
    let what = match part.state.as_str() {
        "granted" => "has done it",
        "refused" => "has said no",
        "sent" => "has it",
        "queued" => "is being sent it",
        "uncertain" => "may have it: somebody has to ask",
        "stuck" => "does not take it: somebody has to look",
        "referred" => "says it is for another body",
        "not_sent" => "is not sent it: what comes first was not done",
        "withdrawn" => "is not sent it: the consent was taken back",
        "closed" => "will not answer: somebody has closed it and told the person",
        other => other,
    };
    say!("  {:>6.1} s  {title}: {body} {what}{reference}", after.as_secs_f32())
}

/// How it ended. An error if anything stays unanswered.
pub fn end(case: &Case, after: Duration) -> Result<()> {
    let open: Vec<&Part> = case.requests.iter().filter(|part| !part.is_answered()).collect();
    let bodies: std::collections::BTreeSet<&str> =
        case.requests.iter().filter(|part| !part.is_ended()).map(|part| part.body.id.as_str()).collect();
    if open.is_empty() {
        let (count, ended) = (case.requests.len(), case.requests.iter().filter(|part| part.is_ended()).count());
        let (bodies, took) = (bodies.len(), after.as_secs_f32());
        if ended == 0 {
            say!("\nAll {count} requests were answered by {bodies} bodies within {took:.1} s.")?;
        } else {
            say!(
                "\n{} of {count} requests were answered within {took:.1} s; the person was told that {ended} were not \
                 sent or were closed.",
                count - ended
            )?;
        }
        return Ok(());
    }
    say!("\nStill unanswered:")?;
    for part in &open {
        say!("  {}: {} ({})", text(&part.title), text(&part.body.name), part.state)?;
    }
    bail!("{} of {} requests stayed unanswered", open.len(), case.requests.len())
}
