//! GeoReport's two formats, from one value.

use axum::{
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
};
use quick_xml::escape::escape;
use serde_json::{Value, json};

/// What the end of a file's name asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    Json,
    Xml,
}

impl Format {
    /// A file's name without its end, and the format that the end asks for.
    pub fn of(file: &str) -> (&str, Self) {
        match file.strip_suffix(".xml") {
            Some(name) => (name, Self::Xml),
            None => (file.strip_suffix(".json").unwrap_or(file), Self::Json),
        }
    }
}

/// A list: JSON has only the list, XML names it and its items.
pub fn answer(format: Format, list: &str, item: &str, values: &Value) -> Response {
    written(format, StatusCode::OK, list, item, values)
}

/// A single thing.
pub fn one(format: Format, name: &str, value: &Value) -> Response {
    written(format, StatusCode::OK, name, name, value)
}

/// The standard's list of errors, with one in it.
pub fn refusal(format: Format, status: StatusCode, description: &str) -> Response {
    let errors = json!([{ "code": status.as_u16(), "description": description }]);
    written(format, status, "errors", "error", &errors)
}

fn written(format: Format, status: StatusCode, list: &str, item: &str, value: &Value) -> Response {
    match format {
        Format::Json => (status, [(CONTENT_TYPE, "application/json; charset=utf-8")], value.to_string()),
        Format::Xml => {
            let mut text = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
            element(&mut text, list, item, value);
            (status, [(CONTENT_TYPE, "text/xml; charset=utf-8")], text)
        }
    }
    .into_response()
}

/// One element. `item` names what is in a list; a list inside an item is named by its place.
fn element(text: &mut String, name: &str, item: &str, value: &Value) {
    text.extend(["<", name, ">"]);
    match value {
        Value::Null => {}
        Value::String(words) => text.push_str(&escape(words)),
        Value::Bool(_) | Value::Number(_) => text.push_str(&value.to_string()),
        Value::Array(items) => items.iter().for_each(|one| element(text, item, item, one)),
        Value::Object(parts) => {
            for (part, value) in parts {
                element(text, part, part.strip_suffix('s').unwrap_or(part), value);
            }
        }
    }
    text.extend(["</", name, ">"]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_break_out_of_their_element() {
        let mut text = String::new();
        element(&mut text, "requests", "request", &json!([{ "description": "<a> & \"b\"", "lat": null }]));
        assert_eq!(
            text,
            "<requests><request><description>&lt;a&gt; &amp; &quot;b&quot;</description><lat></lat></request></requests>"
        );
    }
}
