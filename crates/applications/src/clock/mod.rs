//! The demonstration's business clock, moved on from a page. It never moves leases, sessions or signatures.

pub mod pages;
