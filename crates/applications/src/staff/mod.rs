//! Staff: signing in (in a demonstration), and finding a case.

mod find;

pub mod pages;
