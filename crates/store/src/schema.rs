//! The tables of this crate.

use crate::Migration;

/// What this crate keeps: the outbox, the audit log, people's keys, the business clock.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "store-0001-outbox", sql: include_str!("outbox/schema.sql") },
    Migration { name: "store-0002-audit", sql: include_str!("audit/schema.sql") },
    Migration { name: "store-0003-person-key", sql: include_str!("seal/schema.sql") },
    Migration {
        name: "store-0004-business-clock",
        sql: "CREATE TABLE business_clock (
                  one {INT} PRIMARY KEY CHECK (one = 1),
                  milliseconds_ahead {INT} NOT NULL
              )",
    },
];
