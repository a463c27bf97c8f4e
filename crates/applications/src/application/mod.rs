//! What a person sends once, with one receipt for life.

pub mod api;
pub mod extent;
mod incoming;
mod indicate;
mod json;
pub mod names;
pub mod plan;
pub mod receipt;
pub mod received;
pub(crate) mod store;
pub mod submit;
pub mod untaken;

use values::{Day, Id, Language, Moment, id};

pub use receipt::Receipt;
pub use submit::{Submission, SubmitError, submit};

/// What a person sends once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id: that of the draft it was.
    pub id: Id<id::Application>,
    /// What the person is told, and keeps.
    pub receipt: Receipt,
    /// Whose it is: the key that its answers are sealed with.
    pub person: Id<id::Person>,
    /// By which journey.
    pub journey: Id<id::Journey>,
    /// In which edition.
    pub edition: String,
    /// In which language.
    pub language: Language,
    /// When it was sent.
    pub sent_at: Moment,
    /// On which day that was.
    pub day: Day,
}
