//! What can go wrong with a store, one clear line each. No line ever carries a value from a row.

use std::time::Duration;

use thiserror::Error;

/// What went wrong.
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    // Try again, or ask whether it happened.
    /// The queue is full. Nothing happened.
    #[error("too much is waiting for the database; try again in {} s", retry_after.as_secs().max(1))]
    Overloaded {
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// The database cannot be reached. Nothing happened.
    #[error("the database cannot be reached ({why}); try again in {} s", retry_after.as_secs().max(1))]
    Unavailable {
        /// What the attempt said.
        why: String,
        /// When it is worth trying again.
        retry_after: Duration,
    },
    /// The connection broke while committing. It may have happened: ask by the command's own key.
    #[error("the database did not answer the commit: the command may have happened")]
    CommitUnknown,
    /// Others changed the same rows again and again; the retries are used up. Nothing happened.
    #[error("others keep changing the same rows; gave up after {attempts} attempts")]
    Conflict {
        /// How often it was tried.
        attempts: u32,
    },
    /// The command took longer than its kind may. Nothing happened.
    #[error("took longer than {} ms and was stopped", limit.as_millis())]
    TooLong {
        /// The limit for this kind of command.
        limit: Duration,
    },
    /// No room is left on the disk. Nothing happened.
    #[error("the disk that holds the database is full, so nothing was written; make room and try again")]
    Full,
    /// The store is closed.
    #[error("the store is closed")]
    Closed,

    // The command itself.
    /// A statement failed before and the command went on; nothing it did counts.
    #[error("an earlier statement failed, so nothing of this command counts")]
    Aborted,
    /// The command panicked. Nothing happened.
    #[error("the command panicked; nothing it did counts")]
    Panicked,
    /// One row was expected, and there is none.
    #[error("there is no such row in {0}")]
    NotFound(String),
    /// One row at most was expected, and there are more.
    #[error("there is more than one such row in {0}")]
    TooMany(String),
    /// The schema refused the row.
    #[error("refused by {kind} {name}")]
    Refused {
        /// What sort of rule refused.
        kind: Constraint,
        /// Its name, as far as the engine tells.
        name: String,
    },
    /// A stored value is not what its column promises: our fault, never a person's.
    #[error("cannot read {table}.{column} of row '{row}': {why}")]
    Unreadable {
        /// The table, as the statement names it.
        table: String,
        /// The column.
        column: String,
        /// The id in the row's first column.
        row: String,
        /// What was expected.
        why: String,
    },
    /// The statement and its arguments do not fit.
    #[error("takes {expected} arguments and got {given}: {sql}")]
    Arguments {
        /// How many the statement names.
        expected: usize,
        /// How many were given.
        given: usize,
        /// The statement.
        sql: String,
    },
    /// The statement failed.
    #[error("{why} ({code}): {sql}")]
    Statement {
        /// The engine's code.
        code: String,
        /// What the engine said, where that holds no data.
        why: String,
        /// The statement.
        sql: String,
    },

    // Opening and moving.
    /// A newer Portico has changed this database.
    #[error("the database was changed by a newer Portico ({0}); install that version")]
    NewerDatabase(String),
    /// The database is not what we left.
    #[error("the database is damaged or not ours: {0}; restore a backup")]
    Damaged(String),
    /// There is no database yet, or steps are missing.
    #[error("the database is not ready ({0}); run `portico migrate`")]
    NotMigrated(String),
    /// The folder or the server does not let us write.
    #[error("cannot write to {0}")]
    NotWritable(String),
    /// A migration could not be applied; the database is as it was before that migration.
    #[error("migration {name} failed: {why}")]
    Migration {
        /// Which one.
        name: String,
        /// What the engine said.
        why: String,
    },
    /// Something exists where we would have to overwrite it.
    #[error("{0} exists already and is left alone")]
    Exists(String),
    /// This engine cannot do that.
    #[error("{0}")]
    Unsupported(String),
    /// A file could not be read or written.
    #[error("{path}: {why}")]
    File {
        /// Which file.
        path: String,
        /// What the system said.
        why: String,
    },

    // Leases, keys, clocks.
    /// Somebody else holds the task now: what was done under the old lease is not recorded.
    #[error("the lease on {topic} {subject} was lost")]
    Fenced {
        /// The task's topic.
        topic: String,
        /// The task's subject.
        subject: String,
    },
    /// The person's key is gone, and with it everything that was sealed with it.
    #[error("the key of {0} is gone")]
    KeyGone(String),
    /// Sealed bytes do not belong where they were found, or were changed.
    #[error("{table}.{column} of row '{row}' does not open: it was changed or moved")]
    SealBroken {
        /// The table.
        table: String,
        /// The column.
        column: String,
        /// The row.
        row: String,
    },
    /// The key file is missing, unreadable or open to others.
    #[error("the key file {path}: {why}")]
    KeyFile {
        /// Which file.
        path: String,
        /// What is wrong with it.
        why: String,
    },
    /// Business time only moves forward.
    #[error("the business clock only moves forward")]
    Backwards,
}

/// What sort of rule in the schema refused a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Constraint {
    /// There is such a row already.
    Unique,
    /// The row it points to does not exist, or is still pointed at.
    ForeignKey,
    /// A value is missing.
    NotNull,
    /// A `CHECK`, or a value of the wrong type.
    Check,
}

impl std::fmt::Display for Constraint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Unique => "the unique key",
            Self::ForeignKey => "the foreign key",
            Self::NotNull => "the required column",
            Self::Check => "the check",
        })
    }
}

impl StoreError {
    pub(crate) fn overloaded() -> Self {
        Self::Overloaded { retry_after: Duration::from_secs(1) }
    }

    pub(crate) fn file(path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::File { path: path.display().to_string(), why: error.to_string() }
    }

    /// When it is worth trying again, where nothing happened and trying again may help.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Overloaded { retry_after } | Self::Unavailable { retry_after, .. } => Some(*retry_after),
            Self::Conflict { .. } | Self::TooLong { .. } | Self::Full => Some(Duration::from_secs(1)),
            _ => None,
        }
    }
}
