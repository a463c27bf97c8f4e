//! Finding service types and life events by what people type, in each language.

mod index;
mod words;

pub(crate) mod pages;

pub use index::{Found, Hit, Search, SearchError};
pub use words::{folded, plain_letters};
