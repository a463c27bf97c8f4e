//! Leaving a page of questions for another than the next: what is right of what was typed is kept, and what is not is
//! said there.

use serde::Deserialize;
use values::Text;
use web::Fields;

use super::{form::Typed, pages::Opened};
use crate::journey::{Answer, Journey};

/// The name of the buttons that lead aside. No question is called so.
const BUTTON: &str = "_then";

/// Where somebody goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// The link to come back by.
    Save,
    /// All parts.
    Parts,
}

/// Questions whose answers were not kept, in an address: their ids, never what was typed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct NotKept {
    #[serde(rename = "not-kept")]
    questions: String,
}

impl Aside {
    /// By the button that was pressed.
    pub fn of(fields: &Fields) -> Option<Self> {
        match fields.get(BUTTON)? {
            "save" => Some(Self::Save),
            "parts" => Some(Self::Parts),
            _ => None,
        }
    }

    /// Its address, which says what was not kept.
    pub fn address(self, opened: &Opened, not_kept: &[&str]) -> String {
        let page = match self {
            Self::Save => "save",
            Self::Parts => "parts",
        };
        let query = if not_kept.is_empty() { String::new() } else { format!("?not-kept={}", not_kept.join(",")) };
        format!("{}/{page}{query}", opened.address())
    }
}

/// The questions of a page for which something was typed that is not kept.
pub(super) fn not_kept<'a>(
    journey: &'a Journey,
    page: &'a str,
    typed: &Typed,
    kept: &[(String, Answer)],
) -> Vec<&'a str> {
    let is_kept = |id: &str| kept.iter().any(|(kept, _)| kept == id);
    let lost = journey.questions_on(page).filter(|it| !typed.answer(it).is_empty() && !is_kept(&it.id));
    lost.map(|question| question.id.as_str()).collect()
}

impl NotKept {
    /// As people read them.
    pub fn labels(&self, journey: &Journey) -> Vec<Text> {
        let is_named = |id: &str| self.questions.split(',').any(|named| named == id);
        let lost = journey.questions.iter().filter(|question| is_named(&question.id));
        lost.map(|question| question.label.clone()).collect()
    }
}
