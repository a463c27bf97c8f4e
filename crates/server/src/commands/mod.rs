//! What an operator does by hand, one file for each verb.

pub mod backup;
pub mod catalogue;
pub mod check;
pub mod clock;
pub mod decision;
pub mod franchise;
pub mod journey;
pub mod load;
pub mod migrate;
pub mod requirement;
pub mod responsibility;
mod staff;
pub mod transfer;
pub mod verify;
