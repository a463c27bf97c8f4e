//! Finding service types and life events by what people type, in each language.

mod index;
mod words;

pub(crate) mod pages;

pub(crate) use words::folded;
pub use words::plain_letters;

pub use index::{Found, Hit, Search, SearchError};
