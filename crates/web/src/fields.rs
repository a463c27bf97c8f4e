//! What a form posted. The access check has read it (64 KiB at most) and compared its token before any handler runs.

use std::sync::Arc;

use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use values::plain_text;

use crate::Problem;

/// The most a form may post.
pub(crate) const LIMIT: usize = 64 * 1024;
/// The hidden field that proves the form came from one of our pages.
pub(crate) const TOKEN: &str = "_token";

/// The fields of a form, in the order they were sent.
#[derive(Debug, Clone, Default)]
pub struct Fields(Arc<Vec<(String, String)>>);

impl Fields {
    /// Reads `application/x-www-form-urlencoded`. Bytes that are no UTF-8 become replacement characters. Every
    /// value is a [`plain_text`], so that a text that was not touched is the same text.
    pub fn parse(body: &[u8]) -> Self {
        Self::of(form_urlencoded::parse(body).map(|(name, value)| (name.into_owned(), value.into_owned())))
    }

    /// What a form says, by the names of its fields.
    pub(crate) fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(Arc::new(pairs.into_iter().map(|(name, value)| (name, plain_text(&value))).collect()))
    }

    /// Fields made by hand, for tests of what handlers call.
    pub fn from_pairs(pairs: &[(&str, &str)]) -> Self {
        Self(Arc::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()))
    }

    /// The first value of a field, if it was sent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    /// The first value without spaces at its ends; empty if the field was not sent.
    pub fn trimmed(&self, name: &str) -> &str {
        self.get(name).unwrap_or_default().trim()
    }

    /// Every value of a field: checkboxes share a name.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(each, _)| each == name).map(|(_, value)| value.as_str())
    }

    /// All names and values but the token.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter(|(name, _)| name != TOKEN).map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl<S: Sync> FromRequestParts<S> for Fields {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| Problem::of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_in_order_and_the_token_is_not_one_of_them() {
        let fields = Fields::parse(b"_token=x&need=a&name=+Ada%20L.%0D%0A&need=b&empty=");
        assert_eq!(fields.get("need"), Some("a"));
        assert_eq!(fields.all("need").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(fields.get("name"), Some(" Ada L.\n"));
        assert_eq!(fields.trimmed("name"), "Ada L.");
        assert_eq!(fields.get("empty"), Some(""));
        assert_eq!(fields.get("nothing"), None);
        assert_eq!(fields.pairs().count(), 4);
    }

    #[test]
    fn what_nobody_can_see_is_left_out_of_every_field() {
        let fields = Fields::parse(b"name=%E2%80%8B%E2%80%AE+");
        assert_eq!((fields.get("name"), fields.trimmed("name")), (Some(" "), ""));
    }

    #[test]
    fn bytes_that_are_no_text_do_no_harm() {
        let fields = Fields::parse(b"%ff=%fe%00&&=&=x&%");
        assert_eq!(fields.get("\u{fffd}"), Some("\u{fffd}"));
    }
}
