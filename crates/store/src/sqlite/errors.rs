//! SQLite's errors in our words. What it says about constraints names tables and columns, never values.

use std::{path::Path, time::Duration};

use rusqlite::{Error, ErrorCode, ffi};

use crate::{Constraint, StoreError, tx::Failure};

/// A statement failed.
pub(crate) fn failure(error: Error, sql: &str) -> Failure {
    Failure::from(in_our_words(error, sql))
}

fn in_our_words(error: Error, sql: &str) -> StoreError {
    let Error::SqliteFailure(code, ref message) = error else {
        let (code, why) = match error {
            Error::SqlInputError { error, msg, .. } => (error.extended_code.to_string(), msg),
            other => ("client".to_owned(), other.to_string()),
        };
        return StoreError::Statement { code, why, sql: sql.to_owned() };
    };
    let said = message.as_deref().unwrap_or_default();
    match code.code {
        ErrorCode::DiskFull => StoreError::Full,
        ErrorCode::OperationInterrupted => StoreError::TooLong { limit: Duration::ZERO },
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::overloaded(),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen => {
            StoreError::Unavailable { why: said.to_owned(), retry_after: Duration::from_secs(1) }
        }
        ErrorCode::ConstraintViolation => {
            let kind = match code.extended_code {
                ffi::SQLITE_CONSTRAINT_FOREIGNKEY => Constraint::ForeignKey,
                ffi::SQLITE_CONSTRAINT_NOTNULL => Constraint::NotNull,
                ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY => Constraint::Unique,
                _ => Constraint::Check,
            };
            let name = said.rsplit_once(": ").map_or("", |(_, name)| name).to_owned();
            StoreError::Refused { kind, name }
        }
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(said.to_owned()),
        _ => StoreError::Statement { code: code.extended_code.to_string(), why: said.to_owned(), sql: sql.to_owned() },
    }
}

/// Opening failed.
pub(crate) fn opening(path: &Path, error: &Error) -> StoreError {
    let place = path.display();
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => {
            StoreError::Damaged(format!("{place} is not a database we wrote"))
        }
        Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly | ErrorCode::PermissionDenied) => {
            StoreError::NotWritable(place.to_string())
        }
        Some(ErrorCode::DiskFull) => StoreError::Full,
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => {
            StoreError::Unavailable { why: format!("{place} is locked"), retry_after: Duration::from_secs(5) }
        }
        _ => StoreError::File { path: place.to_string(), why: error.to_string() },
    }
}
