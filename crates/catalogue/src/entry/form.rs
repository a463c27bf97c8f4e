//! As what an entry is given out: what the address names, or what the caller takes.

use axum::http::{HeaderMap, header};

use crate::inventory::rdf::Syntax;

/// As what an entry is given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A page for people.
    Page,
    /// Linked data.
    Linked(Syntax),
    /// JSON of our own.
    Json,
}

impl Form {
    /// What the address names, if there is such a form; otherwise the first that the caller takes and there is. People
    /// get a page.
    pub fn of(named: &str, headers: &HeaderMap) -> Option<Self> {
        let by_name = |name: &str| match name {
            "turtle" => Some(Self::Linked(Syntax::Turtle)),
            "jsonld" => Some(Self::Linked(Syntax::JsonLd)),
            "json" => Some(Self::Json),
            _ => None,
        };
        let by_type = |name: &str| match name {
            "text/html" | "application/xhtml+xml" | "*/*" => Some(Self::Page),
            "text/turtle" => Some(Self::Linked(Syntax::Turtle)),
            "application/ld+json" => Some(Self::Linked(Syntax::JsonLd)),
            "application/json" => Some(Self::Json),
            _ => None,
        };
        let accepted = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
        if named.is_empty() {
            Some(
                accepted_types(accepted)
                    .iter()
                    .find_map(|name| by_type(&name.to_ascii_lowercase()))
                    .unwrap_or(Self::Page),
            )
        } else {
            by_name(named)
        }
    }
}

/// The media types of a header `Accept`, the most wanted first (RFC 9110, section 12.5.1).
fn accepted_types(accept: &str) -> Vec<&str> {
    let mut types: Vec<(u32, &str)> = Vec::new();
    for part in accept.split(',') {
        let mut pieces = part.split(';').map(str::trim);
        let name = pieces.next().unwrap_or_default();
        let quality =
            pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
        let weight = (quality.clamp(0.0, 1.0) * 1000.0) as u32;
        if weight > 0 && !name.is_empty() {
            types.push((weight, name));
        }
    }
    // Stable: of those wanted alike, the first named.
    types.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    types.into_iter().map(|(_, name)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_wanted_form_that_there_is_is_given() {
        let check = |named: &str, accept: &str, expected: Form| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, accept.parse().unwrap());
            assert_eq!(Form::of(named, &headers), Some(expected), "{accept}");
        };
        let browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
        check("", browser, Form::Page);
        check("", "", Form::Page);
        check("", "text/turtle", Form::Linked(Syntax::Turtle));
        check("", "Text/TURTLE", Form::Linked(Syntax::Turtle));
        check("", "application/ld+json, text/html;q=0.5", Form::Linked(Syntax::JsonLd));
        check("", "text/html;q=0.5, application/json", Form::Json);
        check("", "text/turtle;q=0, application/json;q=0.1", Form::Json);
        check("", "application/pdf", Form::Page);
        check("", "text/turtle;q=nonsense, */*;q=0.1", Form::Page);
        check("turtle", browser, Form::Linked(Syntax::Turtle));
        assert_eq!(Form::of("nonsense", &HeaderMap::new()), None);
    }
}
