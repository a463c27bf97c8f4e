//! Finding service types and life events by what people type, in each language; and, apart from them, whatever stands in
//! the inventory ([`finder`]).

pub mod finder;
mod index;
mod words;

pub(crate) mod pages;

pub use index::{Found, Hit, Search, SearchError};
pub use words::{folded, plain_letters};
