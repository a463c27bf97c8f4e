//! Who may have a service: decisions that a person can read and an official can change. Pure: no database, no pages, no
//! clock.

pub mod decision;
pub mod tck;
