//! Which language a person reads, what Portico says in it, and how it writes days, times and money.

pub mod choose;
pub mod dates;
pub mod message;
pub mod words;

pub use message::{Arg, MessageRef};
pub use words::Words;
