//! The catalogue manager's desk: imports with what became of their records, their differences field by field, approval
//! by a second person, publication, the way back; and a change of many entries at once.

pub(crate) mod edit;
pub(crate) mod list;
mod problem;
pub(crate) mod show;

use serde::Serialize;
use values::{Id, Moment, Role, id};

use super::Import;
use crate::CataloguePages;

/// Whose desk it is.
pub(crate) const MANAGERS: &[Role] = &[Role::CatalogueManager];

/// One import of the list.
#[derive(Debug, Serialize)]
pub(crate) struct Line {
    pub id: String,
    pub title: String,
    pub source: String,
    pub state: &'static str,
    pub changes: i64,
    pub brought_by: String,
    pub brought_at: Moment,
}

fn line(pages: &CataloguePages, import: &Import) -> Line {
    Line {
        id: import.id.to_string(),
        title: import.title.clone(),
        source: import.source.clone(),
        state: import.state.as_str(),
        changes: import.changes,
        brought_by: person(pages, &import.brought_by),
        brought_at: import.brought_at,
    }
}

/// A member of staff by their name; by their id where nobody knows them any more.
pub(crate) fn person(pages: &CataloguePages, id: &Id<id::Person>) -> String {
    let catalogue = pages.shown().catalogue;
    catalogue.person(id).map_or_else(|| id.name().to_owned(), |known| known.name.clone())
}

#[cfg(test)]
mod tests;
