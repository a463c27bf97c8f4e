//! GeoReport's JSON: an array of objects. Depth is bounded by the parser, size by the guard.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::{Entry, KEY, Unreadable};

/// Systems write ids as text or as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Value {
    Text(String),
    Number(serde_json::Number),
    Other(serde::de::IgnoredAny),
}

#[derive(Deserialize)]
struct Item {
    service_request_id: Option<Value>,
    token: Option<Value>,
    status: Option<Value>,
    status_notes: Option<Value>,
    description: Option<Value>,
    requested_datetime: Option<Value>,
    #[serde(default)]
    extended_attributes: Option<BTreeMap<String, Value>>,
}

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let items: Vec<Item> = serde_json::from_str(text).map_err(|_| "the answer is not the standard's JSON")?;
    items.into_iter().map(entry).collect()
}

fn entry(item: Item) -> Result<Entry, Unreadable> {
    Ok(Entry {
        id: plain(item.service_request_id)?,
        token: plain(item.token)?,
        status: plain(item.status)?,
        notes: plain(item.status_notes)?,
        description: plain(item.description)?,
        requested: plain(item.requested_datetime)?,
        key: item.extended_attributes.and_then(|mut them| them.remove(KEY)).map(Some).map_or(Ok(None), plain)?,
    })
}

/// Empty text is no text; an object or a list where text belongs is an answer that we don't understand.
fn plain(value: Option<Value>) -> Result<Option<String>, Unreadable> {
    match value {
        None => Ok(None),
        Some(Value::Text(text)) => Ok((!text.is_empty()).then_some(text)),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(Value::Other(_)) => Err("the answer has a list or an object where the standard has text"),
    }
}
