//! Imports: a file of services on its way into the catalogue. Read and compared with what stands, looked at, approved by
//! a second person, published from a day, and taken back by a new edition.
//!
//! What stands is kept as parts ([`crate::inventory::Part`]), each from a day and as known from edition to edition:
//! nothing is edited, and "what did we say on that day" has one answer for ever.

pub(crate) mod api;
pub(crate) mod bring;
mod compare;
mod edit;
mod life;
mod look;
pub(crate) mod pages;
mod standing;
mod steps;
mod store;
mod undo;

#[cfg(test)]
mod tests;

pub use compare::{Change, FieldChange, Said, Sort, compare, fields_changed, much_goes};
pub use life::{InvalidMove, Move, State};
pub use look::compare_with_what_stands;
pub(crate) use standing::NOTHING_BEGINS;
pub use standing::{Key, Standing, Version};
pub use steps::{
    ImportError, Incoming, Progress, Published, approve, publish, receive, receive_editions, sort_by_title, withdraw,
};
pub use store::{Found, Stands, Told, all, current_edition, document, found, parts_on, read, remarks, sorts, told};
pub use undo::undo;

pub(crate) const SCHEMA: &str = include_str!("schema.sql");

use values::{Day, Id, Moment, id};

/// An import, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// Its id.
    pub id: Id<id::Import>,
    /// From whom the file is: a later file of the same source replaces what this one says.
    pub source: String,
    /// In which format it came; nothing where it takes another import back.
    pub format: Option<String>,
    /// The name of the file, or what it is about.
    pub title: String,
    /// The first day on which it changes anything.
    pub from: Day,
    /// Who brought it.
    pub brought_by: Id<id::Person>,
    /// When.
    pub brought_at: Moment,
    /// The edition of its source that it was compared with; 0: nothing stood.
    pub over: i64,
    /// How many changes it makes.
    pub changes: i64,
    /// Of all of them: an approval binds it.
    pub hash: String,
    /// Which other it takes back.
    pub takes_back: Option<Id<id::Import>>,
    /// Where it stands.
    pub state: State,
}
