//! Staff: signing in (in a demonstration), and finding a case.

mod find;
mod followed;

pub mod pages;
