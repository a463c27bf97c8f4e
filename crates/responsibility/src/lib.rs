//! The dial: who answers for what, where and when; and, apart from it, which system takes the work.
//!
//! Everything here is data with dates. A change takes the next version of the model; what was known at a version
//! never changes afterwards. This crate decides who; `applications` moves the work.

pub mod agreement;
pub mod arrangements;
pub mod controller;
pub mod data;
pub mod delegation;
pub mod endpoint;
pub mod franchise;
pub mod geography;
pub mod history;
pub mod holding;
pub mod model;
pub mod picture;
pub mod programme;
pub mod question;
pub mod resource;
pub mod seam;
pub mod timeline;
pub mod transfer;

mod pages;

pub use arrangements::Arrangements;
pub use endpoint::{Endpoint, System};
pub use history::Version;
pub use holding::{Function, OperatingForm, Responsibility, Routing};
pub use model::{Model, ModelError};
pub use pages::{LOCALES, ResponsibilityPages, Shown, TEMPLATES, who_on};

/// The tables of this crate.
pub const MIGRATIONS: &[store::Migration] = &[
    MODEL,
    store::Migration { name: "0302_dial", sql: "ALTER TABLE responsibility ADD COLUMN franchise TEXT;" },
    store::Migration { name: "0303_resource", sql: include_str!("resource/schema.sql") },
    store::Migration { name: "0304_agreement", sql: include_str!("agreement/schema.sql") },
    store::Migration { name: "0305_delegation", sql: include_str!("delegation/schema.sql") },
    store::Migration { name: "0306_controller", sql: include_str!("controller/schema.sql") },
    store::Migration { name: "0307_franchise", sql: include_str!("franchise/schema.sql") },
    store::Migration { name: "0310_transfer", sql: include_str!("transfer/schema.sql") },
    store::Migration { name: "0311_programme", sql: include_str!("programme/schema.sql") },
    store::Migration { name: "0312_remark", sql: "ALTER TABLE transfer ADD COLUMN remark TEXT;" },
    store::Migration { name: "0313_transfer_past", sql: include_str!("transfer/schema_past.sql") },
    store::Migration { name: "0314_turn", sql: "ALTER TABLE responsibility ADD COLUMN turn {INT};" },
    store::Migration { name: "0320_history", sql: include_str!("history/schema.sql") },
];

const MODEL: store::Migration = store::Migration {
    name: "0301_responsibility",
    sql: "
        CREATE TABLE model_version (
            singleton {INT} PRIMARY KEY, version {INT} NOT NULL, recorded_at {INT} NOT NULL
        );
        INSERT INTO model_version (singleton, version, recorded_at) VALUES (1, 0, 0);
        CREATE TABLE responsibility (
            id TEXT PRIMARY KEY, service_type TEXT NOT NULL, function TEXT NOT NULL,
            channel TEXT, area TEXT, segment TEXT,
            holder TEXT NOT NULL, form TEXT NOT NULL, instrument TEXT NOT NULL,
            valid_from TEXT NOT NULL, valid_until TEXT,
            since_version {INT} NOT NULL, until_version {INT},
            routing TEXT, illustrative {INT} NOT NULL
        );
        CREATE INDEX responsibility_cell ON responsibility (service_type, function);
        CREATE TABLE agency_system (
            id TEXT PRIMARY KEY, name_en TEXT NOT NULL, name_fr TEXT NOT NULL, operator TEXT NOT NULL,
            protocol TEXT NOT NULL, host TEXT NOT NULL, path TEXT NOT NULL, settings TEXT NOT NULL
        );
        CREATE TABLE endpoint (
            id TEXT PRIMARY KEY, service_type TEXT NOT NULL, area TEXT, system TEXT NOT NULL,
            valid_from TEXT NOT NULL, valid_until TEXT,
            since_version {INT} NOT NULL, until_version {INT}
        );
        CREATE INDEX endpoint_cell ON endpoint (service_type);
    ",
};
