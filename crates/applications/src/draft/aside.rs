//! Leaving a page of questions for another than the next: what is right of what was typed is an answer, and what is not is
//! kept as it was typed until it is put right. Why somebody comes to a page: its address says so, and no page answers a form,
//! so that going back to any of them asks nothing.

use serde::{Deserialize, Serialize};
use values::{Day, Text};
use web::Fields;

use super::pages::Opened;
use crate::journey::{Asking, Question};

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

/// Why somebody came to a page of questions, in its address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Coming {
    /// From check answers, to change the answer to this question.
    change: String,
    #[serde(flatten)]
    sending: Sending,
    /// Because what they said there was not right, or not all.
    wrong: String,
    /// Because another tab had changed what they said there.
    changed: String,
}

/// Whether somebody came to a page because they wanted to send, in its address.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Sending {
    unsent: String,
}

impl Sending {
    /// Where somebody who wanted to send goes instead: what this page asks for has to be done before.
    pub fn address(opened: &Opened, today: Day) -> String {
        format!("{}?unsent=yes", opened.next(today))
    }

    /// What the page says of it on top, if they did.
    pub fn unsent(&self, says: &'static str) -> Option<&'static str> {
        (self.unsent == "yes").then_some(says)
    }
}

/// Why a page of questions comes again instead of the next.
#[derive(Debug, Clone, Copy)]
pub(super) enum Again {
    /// Something is not right, or missing.
    Wrong,
    /// Nothing of it was kept: another tab had changed it.
    Changed,
}

impl Coming {
    /// Where its answer is changed.
    pub fn address(opened: &Opened, question: &Question) -> String {
        format!("{}?change={id}#{id}", opened.question_address(&question.page), id = question.id)
    }

    /// The address of the page once more, for whatever else they came.
    pub fn again(&self, opened: &Opened, page: &str, why: Again) -> String {
        let why = match why {
            Again::Wrong => "wrong=yes",
            Again::Changed => "changed=yes",
        };
        let mut address = format!("{}?{why}", opened.question_address(page));
        if self.unsent().is_some() {
            address.push_str("&unsent=yes");
        }
        if let Some(question) = self.changes(opened, page) {
            address.push_str("&change=");
            address.push_str(&question.id);
        }
        address
    }

    /// What the page says on top, if they wanted to send.
    pub fn unsent(&self) -> Option<&'static str> {
        self.sending.unsent("question-unsent")
    }

    /// Was something missing or not right?
    pub fn was_wrong(&self) -> bool {
        self.wrong == "yes"
    }

    /// Had another tab changed it?
    pub fn was_changed(&self) -> bool {
        self.changed == "yes"
    }

    /// Where it stands on check answers, if it is on this page.
    pub fn back(&self, opened: &Opened, page: &str) -> Option<String> {
        Some(format!("{}#answer-{}", opened.check(), self.changes(opened, page)?.id))
    }

    fn changes<'a>(&self, opened: &'a Opened, page: &str) -> Option<&'a Question> {
        opened.journey.question(&self.change).filter(|question| question.page == page)
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
