//! What a person must put right before a form can be taken: shown on top with links, beside each field, and in the
//! page's title.

use serde::Serialize;

use crate::language::MessageRef;

/// The mistakes of one form, in the order of its fields.
///
/// A page keeps them in a field called `mistakes`; the layout then prints the summary by itself. Beside the field:
/// `errorMessage: error(page.mistakes, "your-name")`.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Mistakes(Vec<Mistake>);

/// One of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Mistake {
    /// The field's name.
    pub field: String,
    /// The id in the page that the summary's link goes to.
    pub anchor: String,
    /// What is wrong and how to put it right: "Enter your full name".
    pub message: MessageRef,
}

impl Mistakes {
    /// None so far.
    pub fn none() -> Self {
        Self::default()
    }

    /// One more, at the element whose id is the field's name.
    pub fn add(&mut self, field: impl Into<String>, message: impl Into<MessageRef>) {
        let field = field.into();
        self.0.push(Mistake { anchor: field.clone(), field, message: message.into() });
    }

    /// One more, at another element: the first box of a date (`born-day`).
    pub fn add_at(&mut self, field: impl Into<String>, anchor: impl Into<String>, message: impl Into<MessageRef>) {
        self.0.push(Mistake { field: field.into(), anchor: anchor.into(), message: message.into() });
    }

    /// Is the form right?
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Mistake> {
        self.0.iter()
    }

    /// The first one of a field.
    pub fn of(&self, field: &str) -> Option<&Mistake> {
        self.0.iter().find(|mistake| mistake.field == field)
    }
}
