//! The catalogue: organisations, areas, instruments, services, life events, holidays and demonstration staff. Who
//! is responsible for what is not known here: `responsibility` depends on this crate.

pub mod area;
pub mod data;
pub mod holiday;
pub mod instrument;
pub mod life_event;
pub mod organisation;
pub mod person;
pub mod search;
pub mod service;

mod illustrative;
mod snapshot;

pub use illustrative::Illustrative;
pub use snapshot::Catalogue;
