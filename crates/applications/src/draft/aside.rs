//! Leaving a page of questions for another than the next: what is right of what was typed is an answer, and what is not is
//! kept as it was typed until it is put right. Coming from check answers to change one of them, and going back there.

use serde::{Deserialize, Serialize};
use values::{Day, Text};
use web::Fields;

use super::{form::Typed, keep::Notice, pages::Opened};
use crate::journey::{Answer, Asking, Journey, Question};

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

/// A question for which something was typed that is not right yet, as a page names it.
#[derive(Serialize)]
pub(super) struct NotRight {
    label: Text,
    href: String,
}

/// Why somebody came from check answers to a page of questions, in its address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Changing {
    /// To change the answer to this question.
    change: String,
    /// Because this has to be answered or put right before anything is sent.
    unsent: String,
}

impl Changing {
    /// Where its answer is changed.
    pub fn address(opened: &Opened, question: &Question) -> String {
        format!("{}?change={id}#{id}", opened.question_address(&question.page), id = question.id)
    }

    /// Where somebody who wanted to send goes instead.
    pub fn unsent(opened: &Opened, today: Day) -> String {
        let next = opened.next(today);
        if next.starts_with(&opened.question_address("")) { format!("{next}?unsent=yes") } else { next }
    }

    /// Did they want to send?
    pub fn notice(&self) -> Option<Notice> {
        (self.unsent == "yes").then_some(Notice::Unsent)
    }

    /// Where it stands on check answers, if it is on this page.
    pub fn back(&self, opened: &Opened, page: &str) -> Option<String> {
        let question = opened.journey.question(&self.change).filter(|question| question.page == page)?;
        Some(format!("{}#answer-{}", opened.check(), question.id))
    }
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

    /// Its address.
    pub fn address(self, opened: &Opened) -> String {
        let page = match self {
            Self::Save => "save",
            Self::Parts => "parts",
        };
        format!("{}/{page}", opened.address())
    }
}

/// What was typed on a page and is not right. A question of which no field came, because another tab does not show it, stays
/// as it is.
pub(super) fn as_typed(
    journey: &Journey,
    page: &str,
    typed: &Typed,
    right: &[(String, Answer)],
) -> Vec<(String, Option<Typed>)> {
    let kept = journey.questions_on(page).filter_map(|question| {
        if right.iter().any(|(id, _)| *id == question.id) {
            return Some((question.id.clone(), None));
        }
        let fields = typed.of(question)?;
        Some((question.id.clone(), Some(fields).filter(|_| !typed.answer(question).is_empty())))
    });
    kept.collect()
}

impl Opened {
    /// The questions that are asked and for which something was typed that is not right yet.
    pub(super) fn not_right(&self, asking: &Asking<'_>) -> Vec<&Question> {
        let typed = &self.draft.body.as_typed;
        self.journey.questions.iter().filter(|it| typed.contains_key(&it.id) && asking.asks(it)).collect()
    }

    /// The same, as a page names them.
    pub(super) fn named_not_right(&self, asking: &Asking<'_>) -> Vec<NotRight> {
        let named = self.not_right(asking).into_iter().map(|question| NotRight {
            label: question.label.clone(),
            href: format!("{}#{}", self.question_address(&question.page), question.id),
        });
        named.collect()
    }
}
