//! GeoReport's JSON: an array of objects. Depth is bounded by the parser, size by the guard.

use serde_json::{Map, Value};

use super::{Entry, KEY, Unreadable};

pub(super) fn entries(text: &str) -> Result<Vec<Entry>, Unreadable> {
    let items: Vec<Map<String, Value>> =
        serde_json::from_str(text).map_err(|_| "the answer is not the standard's JSON")?;
    items.iter().map(entry).collect()
}

fn entry(item: &Map<String, Value>) -> Result<Entry, Unreadable> {
    let attributes = item.get("extended_attributes").and_then(Value::as_object);
    Ok(Entry {
        id: plain(item.get("service_request_id"))?,
        token: plain(item.get("token"))?,
        status: plain(item.get("status"))?,
        notes: plain(item.get("status_notes"))?,
        description: plain(item.get("description"))?,
        requested: plain(item.get("requested_datetime"))?,
        key: attributes.and_then(|them| plain(them.get(KEY)).transpose()).transpose()?,
    })
}

/// Systems write ids as text or as numbers, and nothing as null or as empty text. A list or an object where text
/// belongs is an answer that we don't understand.
fn plain(value: Option<&Value>) -> Result<Option<String>, Unreadable> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok((!text.is_empty()).then(|| text.clone())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err("the answer has a list or an object where the standard has text"),
    }
}
