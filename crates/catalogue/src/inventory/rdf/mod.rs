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
pub use write::{NotWritten, write};

use super::{Iri, Statement};

/// Something that a document says of a thing. The name of a thing without one begins with `_:`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub subject: Iri,
    pub statement: Statement,
}
