//! The tables of this crate.

use store::Migration;

/// What this crate keeps: editions, and the tables of every noun in each of them.
pub const MIGRATIONS: &[Migration] = &[
    Migration { name: "catalogue-0001-edition", sql: include_str!("edition/schema.sql") },
    Migration { name: "catalogue-0002-organisation", sql: include_str!("organisation/schema.sql") },
    Migration { name: "catalogue-0003-area", sql: include_str!("area/schema.sql") },
    Migration { name: "catalogue-0004-instrument", sql: include_str!("instrument/schema.sql") },
    Migration { name: "catalogue-0005-service", sql: include_str!("service/schema.sql") },
    Migration { name: "catalogue-0006-life-event", sql: include_str!("life_event/schema.sql") },
    Migration { name: "catalogue-0007-holiday", sql: include_str!("holiday/schema.sql") },
    Migration { name: "catalogue-0008-person", sql: include_str!("person/schema.sql") },
    Migration { name: "catalogue-0009-instrument-until", sql: "ALTER TABLE instrument ADD COLUMN valid_until TEXT;" },
    Migration { name: "catalogue-0010-import", sql: crate::import::SCHEMA },
    Migration { name: "catalogue-0011-search", sql: crate::search::finder::SCHEMA },
    Migration { name: "catalogue-0012-about", sql: include_str!("import/schema_about.sql") },
    Migration { name: "catalogue-0013-wording", sql: crate::wording::SCHEMA },
    Migration {
        name: "catalogue-0014-organisation-areas",
        sql: "ALTER TABLE organisation ADD COLUMN areas TEXT NOT NULL DEFAULT '[]';",
    },
    Migration { name: "catalogue-0015-title", sql: include_str!("import/schema_title.sql") },
    Migration { name: "catalogue-0016-undo", sql: include_str!("import/schema_undo.sql") },
    Migration { name: "catalogue-0017-list", sql: include_str!("import/schema_list.sql") },
    Migration { name: "catalogue-0018-told", sql: include_str!("import/schema_told.sql") },
    Migration {
        name: "catalogue-0019-appeal",
        sql: "ALTER TABLE service_type ADD COLUMN appeal TEXT NOT NULL DEFAULT 'null';",
    },
];
