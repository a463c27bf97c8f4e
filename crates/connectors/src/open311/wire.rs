//! GeoReport's words ⇄ ours. Both of its formats become the same [`Entry`].

mod json;
mod xml;

use std::collections::BTreeMap;

use aws_lc_rs::digest;
use jiff::Timestamp;
use serde::Deserialize;

use crate::{Answer, Dispatch, Outcome, answer};

/// What marks a reference that is only a token until the system has given the request its id.
pub(super) const TOKEN: &str = "token:";

/// The attribute and the mark in the description that carry our key.
const KEY: &str = "portico_key";

/// The parameters of the standard that a field may be sent as.
pub(super) const PARAMETERS: [&str; 9] =
    ["lat", "long", "address_string", "address_id", "email", "first_name", "last_name", "phone", "device_id"];

/// Why an answer cannot be read. Holds nothing of it.
pub(super) type Unreadable = &'static str;

/// The two formats of the standard.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// The usual.
    #[default]
    Json,
    /// For older systems.
    Xml,
}

impl Format {
    /// What file names end in.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Json => "json",
            Self::Xml => "xml",
        }
    }
}

/// What the first words of `status_notes`, up to a `:`, `.`, `,` or the line's end, mean when a request is closed.
/// The standard knows only that it is closed; any other words leave the outcome to a person.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outcomes {
    /// Beside `granted`, `approved`, `completed` and `done`.
    pub granted: Vec<String>,
    /// Beside `refused`, `declined` and `rejected`.
    pub refused: Vec<String>,
    /// Beside `not ours`.
    #[serde(rename = "not-ours")]
    pub not_ours: Vec<String>,
}

/// One request as the system lists it. Every part may be missing: systems differ.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Entry {
    pub id: Option<String>,
    pub token: Option<String>,
    pub status: Option<String>,
    pub notes: Option<String>,
    pub description: Option<String>,
    pub requested: Option<String>,
    pub key: Option<String>,
}

impl Entry {
    /// The id that the system gave it.
    pub fn reference(&self) -> Option<String> {
        self.id.as_deref().and_then(answer::reference)
    }

    /// Whether it carries our key, as an attribute or as a word of its description.
    pub fn has_key(&self, key: &str) -> bool {
        let described = || self.description.as_deref().is_some_and(|text| text.split_whitespace().any(|w| w == key));
        self.key.as_deref() == Some(key) || described()
    }

    /// When it was made, in seconds, by the system's own clock.
    pub fn requested(&self) -> Option<i64> {
        self.requested.as_deref()?.parse::<Timestamp>().ok().map(Timestamp::as_second)
    }
}

/// The request as a form. The description is for everybody to read.
pub(super) fn form(
    dispatch: &Dispatch,
    service_code: &str,
    parameters: &BTreeMap<String, String>,
) -> Vec<(String, String)> {
    let description = format!("{}\nReceipt: {}\n{KEY}: {}", dispatch.service_title, dispatch.receipt, dispatch.key);
    let mut form = vec![
        ("service_code".to_owned(), service_code.to_owned()),
        ("description".to_owned(), description),
        (format!("attribute[{KEY}]"), dispatch.key.clone()),
    ];
    form.extend(dispatch.fields.iter().map(|field| {
        let name = parameters.get(&field.id).cloned();
        (name.unwrap_or_else(|| format!("attribute[{}]", field.id)), field.value.clone())
    }));
    form
}

/// The reference of a request that the system took: its id, or the token it will be exchanged for.
pub(super) fn taken(body: &[u8]) -> Result<String, Unreadable> {
    let entry = only(entries(body)?)?;
    let token = || entry.token.as_deref().and_then(answer::reference).map(|token| format!("{TOKEN}{token}"));
    entry.reference().or_else(token).ok_or("the answer has neither a request id nor a token")
}

/// The id that a token was exchanged for. `None`: not yet.
pub(super) fn exchanged(body: &[u8]) -> Result<Option<String>, Unreadable> {
    Ok(only(entries(body)?)?.reference())
}

/// What became of the request with this id.
pub(super) fn state(body: &[u8], id: &str, outcomes: &Outcomes) -> Result<Option<Answer>, Unreadable> {
    let entry = only(entries(body)?)?;
    if entry.reference().as_deref() != Some(id) {
        return Err("the answer is about another request");
    }
    let notes = entry.notes.as_deref().and_then(answer::words);
    let outcome = match entry.status.as_deref().map(str::to_ascii_lowercase).as_deref() {
        Some("open") if notes.is_none() => return Ok(None),
        Some("open") => Outcome::InProgress,
        Some("closed") => outcomes.of(notes.as_deref().unwrap_or_default()).ok_or("closed, in words we don't know")?,
        _ => return Err("the answer has a status that the standard doesn't have"),
    };
    let answer_id = answer_id(id, &outcome, notes.as_deref().unwrap_or_default());
    Ok(Some(Answer { outcome, their_reference: id.to_owned(), text: notes, answer_id }))
}

/// The entries of an answer in either format, whichever was asked for.
pub(super) fn entries(body: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let text = std::str::from_utf8(body).map_err(|_| "the answer is not UTF-8")?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('<') { xml::entries(text) } else { json::entries(text) }
}

fn only(mut entries: Vec<Entry>) -> Result<Entry, Unreadable> {
    match (entries.pop(), entries.len()) {
        (Some(entry), 0) => Ok(entry),
        _ => Err("the answer is not about one request"),
    }
}

/// The standard has no id for an answer: the same words about the same request are the same answer.
fn answer_id(id: &str, outcome: &Outcome, notes: &str) -> String {
    let text = format!("{id}\n{outcome:?}\n{notes}");
    hex::encode(&digest::digest(&digest::SHA256, text.as_bytes()).as_ref()[..16])
}

impl Outcomes {
    fn of(&self, notes: &str) -> Option<Outcome> {
        let first = notes.split([':', '.', ',', '\n']).next().unwrap_or_default().trim().to_lowercase();
        let means = |usual: &[&str], agreed: &[String]| {
            usual.contains(&first.as_str()) || agreed.iter().any(|words| words.to_lowercase() == first)
        };
        if means(&["granted", "approved", "completed", "done"], &self.granted) {
            Some(Outcome::Granted)
        } else if means(&["refused", "declined", "rejected"], &self.refused) {
            Some(Outcome::Refused)
        } else if means(&["not ours"], &self.not_ours) {
            Some(Outcome::NotOurs { next: None })
        } else {
            None
        }
    }
}
