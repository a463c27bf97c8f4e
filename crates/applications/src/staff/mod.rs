//! Staff: signing in (in a demonstration), and finding a case.

pub mod pages;
