//! Who may have a service: decisions that a person can read and an official can change, and the fewest questions
//! that settle them. Pure: no database, no pages, no clock.

pub mod decision;
pub mod import;
pub mod question;
pub mod requirement;
pub mod tck;
