//! What a body says about a request, in our words.

use std::fmt;

use serde::{Deserialize, Serialize};
use values::{Id, id::Organisation};

/// A request reached the system it was sent to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Delivery {
    /// The system has it and will answer later.
    Accepted {
        /// The body's own reference for it.
        their_reference: String,
    },
    /// The system has it and answered at once.
    Answered {
        /// The body's own reference for it.
        their_reference: String,
        /// What it said.
        answer: Answer,
    },
}

/// What a body says about one request.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answer {
    /// What was decided.
    pub outcome: Outcome,
    /// The body's own reference for the request.
    pub their_reference: String,
    /// The body's words to the person. Personal data.
    pub text: Option<String>,
    /// The same answer, heard twice, has the same id.
    pub answer_id: String,
}

/// What was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Outcome {
    /// Done, or agreed to.
    Granted,
    /// Not agreed to.
    Refused,
    /// For somebody else to answer.
    NotOurs {
        /// Who, if the body says so.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        next: Option<Id<Organisation>>,
    },
    /// Being worked on.
    InProgress,
}

/// Without the words to the person.
impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("outcome", &self.outcome)
            .field("their_reference", &self.their_reference)
            .field("answer_id", &self.answer_id)
            .finish_non_exhaustive()
    }
}

/// A reference as another system writes it: one short line. `None`: not a reference.
pub(crate) fn reference(text: &str) -> Option<String> {
    let text = text.trim();
    let fits = (1..=120).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned())
}

/// Words to a person, bounded, without control characters. `None`: no words.
pub(crate) fn words(text: &str) -> Option<String> {
    let readable = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.trim().chars().filter(readable).take(10_000).collect();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_to_the_person_are_not_in_the_debug_text() {
        let answer = Answer {
            outcome: Outcome::Refused,
            their_reference: "N-1".to_owned(),
            text: Some("Emily Fell".to_owned()),
            answer_id: "a".to_owned(),
        };
        let delivery = Delivery::Answered { their_reference: "N-1".to_owned(), answer };
        assert!(!format!("{delivery:?}").contains("Emily"));
    }

    #[test]
    fn an_answer_is_the_same_after_it_was_kept() {
        let next = Some(Id::named("north").unwrap());
        for outcome in [Outcome::Granted, Outcome::NotOurs { next }, Outcome::NotOurs { next: None }] {
            let answer = Answer { outcome, their_reference: "N-1".to_owned(), text: None, answer_id: "a".to_owned() };
            let kept = serde_json::to_string(&answer).unwrap();
            assert_eq!(serde_json::from_str::<Answer>(&kept).unwrap(), answer);
        }
    }
}
