//! PostgreSQL's errors in our words. Only messages about the statement's own text are repeated: others hold values.

use std::time::Duration;

use postgres::error::{DbError, Severity, SqlState};

use super::Session;
use crate::{Constraint, StoreError, command::Ran, tx::Failure};

/// A statement failed.
pub(crate) fn failure(session: &mut Session, error: &postgres::Error, sql: &str) -> Failure {
    let Some(said) = error.as_db_error() else { return unspoken(session, error, sql) };
    if said.routine() == Some("RevalidateCachedQuery") {
        // Another node has migrated: what we prepared is out of date, and the same command will pass.
        session.statements.clear();
        return conflict();
    }
    let code = said.code();
    if is_lost(said) {
        return lost();
    }
    match *code {
        SqlState::T_R_SERIALIZATION_FAILURE | SqlState::T_R_DEADLOCK_DETECTED | SqlState::LOCK_NOT_AVAILABLE => {
            conflict()
        }
        _ => in_our_words(said, sql).into(),
    }
}

fn in_our_words(said: &DbError, sql: &str) -> StoreError {
    let refused = |kind| StoreError::Refused { kind, name: named(said) };
    match *said.code() {
        SqlState::UNIQUE_VIOLATION => refused(Constraint::Unique),
        SqlState::FOREIGN_KEY_VIOLATION => refused(Constraint::ForeignKey),
        SqlState::NOT_NULL_VIOLATION => refused(Constraint::NotNull),
        SqlState::CHECK_VIOLATION => refused(Constraint::Check),
        SqlState::DISK_FULL => StoreError::Full,
        SqlState::QUERY_CANCELED => StoreError::TooLong { limit: Duration::ZERO },
        ref code => {
            let about_the_text = code.code().starts_with("42");
            StoreError::Statement {
                code: code.code().to_owned(),
                why: if about_the_text { said.message().to_owned() } else { "the statement failed".to_owned() },
                sql: sql.to_owned(),
            }
        }
    }
}

/// As SQLite names it: the column where that is what is wrong, the constraint otherwise.
fn named(said: &DbError) -> String {
    match (said.table(), said.column(), said.constraint()) {
        (Some(table), Some(column), None) => format!("{table}.{column}"),
        (_, _, Some(constraint)) => constraint.to_owned(),
        _ => String::new(),
    }
}

/// The client's own complaint, or a broken connection.
fn unspoken(session: &Session, error: &postgres::Error, sql: &str) -> Failure {
    use std::error::Error as _;
    let broken = error.is_closed()
        || session.client.is_closed()
        || error.source().is_some_and(|source| source.downcast_ref::<std::io::Error>().is_some());
    if broken {
        return lost();
    }
    // Such as "error serializing parameter 3": the source says which types, never which value.
    let why = error.source().map_or_else(|| error.to_string(), |source| format!("{error}: {source}"));
    StoreError::Statement { code: "client".to_owned(), why, sql: sql.to_owned() }.into()
}

fn is_lost(said: &DbError) -> bool {
    let code = said.code().code();
    matches!(said.parsed_severity(), Some(Severity::Fatal | Severity::Panic))
        || code.starts_with("08")
        || code.starts_with("57P")
        || said.code() == &SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
}

fn conflict() -> Failure {
    Failure { error: StoreError::Conflict { attempts: 1 }, then: Some(Ran::Again) }
}

fn lost() -> Failure {
    Failure { error: unavailable("the connection was lost"), then: Some(Ran::Lost) }
}

pub(super) fn unavailable(why: &str) -> StoreError {
    StoreError::Unavailable { why: why.to_owned(), retry_after: Duration::from_secs(1) }
}

/// How a COMMIT ended.
pub(crate) enum Commit {
    Done,
    /// It said no, for certain: somebody else was faster.
    Again,
    /// It said no, for certain.
    Refused(StoreError),
    /// The answer was lost. It may have happened.
    Unknown,
}

impl Session {
    pub(super) fn commit(&mut self) -> Commit {
        let Err(error) = self.client.batch_execute("COMMIT") else { return Commit::Done };
        let Failure { error, then } = failure(self, &error, "COMMIT");
        match then {
            Some(Ran::Lost) => Commit::Unknown,
            Some(Ran::Again) => Commit::Again,
            _ => Commit::Refused(error),
        }
    }
}
