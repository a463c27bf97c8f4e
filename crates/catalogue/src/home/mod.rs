//! The first page: what has happened, what somebody looks for, how it works, and the way back.

pub(crate) mod pages;
