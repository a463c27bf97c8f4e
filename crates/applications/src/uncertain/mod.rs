//! What nobody knows, or no system takes: listed for a person and settled there.

pub mod pages;
