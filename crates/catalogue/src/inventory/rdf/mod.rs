//! Linked data in and out: Turtle, JSON-LD and RDF/XML read, Turtle and JSON-LD written.
//!
//! A document is hostile until it is read: its size is bounded, nothing is ever fetched for it (a JSON-LD context is one
//! that ships with us or an error), and XML that declares a document type is refused.

mod blank;
mod context;
mod parse;
mod read;
pub(crate) mod terms;
mod write;

#[cfg(test)]
mod tests;

pub use parse::{Syntax, Unreadable};
pub use read::read;
pub use write::{NotWritten, write, written};

use std::collections::{BTreeMap, BTreeSet};

use super::{Iri, Statement};

/// What is said of each thing, whatever the vocabulary.
pub type Things = BTreeMap<Iri, BTreeSet<Statement>>;

/// Everything that a document says, by the thing that it says it of. Each thing has a name.
pub fn things(syntax: Syntax, document: &[u8]) -> Result<Things, Unreadable> {
    let mut things = Things::new();
    for Said { subject, statement } in blank::named(parse::statements(syntax, document)?) {
        things.entry(subject).or_default().insert(statement);
    }
    Ok(things)
}

/// Something that a document says of a thing. The name of a thing without one begins with `_:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub subject: Iri,
    pub statement: Statement,
}
