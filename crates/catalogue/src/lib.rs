//! The catalogue: organisations, areas, instruments, services, life events, holidays and demonstration staff. Who
//! is responsible for what is not known here: `responsibility` depends on this crate.

pub mod area;
pub mod data;
pub mod edition;
pub mod entry;
pub mod export;
pub mod holiday;
pub mod import;
pub mod instrument;
pub mod inventory;
pub mod life_event;
pub mod organisation;
pub mod person;
pub mod search;
pub mod service;
pub mod wording;

#[cfg(test)]
mod fixture;
mod home;
mod illustrative;
mod pages;
mod schema;
mod snapshot;
mod word;

pub use edition::{Loaded, load_into};
pub use illustrative::Illustrative;
pub use pages::{About, CataloguePages, Holder, Holders, LOCALES, Presenter, Shown, TEMPLATES, Titles};
pub use schema::MIGRATIONS;
pub use snapshot::Catalogue;
