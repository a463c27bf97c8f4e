//! What an operator does by hand, one file for each verb.

pub mod backup;
pub mod check;
pub mod clock;
pub mod load;
pub mod migrate;
pub mod responsibility;
pub mod transfer;
pub mod verify;
