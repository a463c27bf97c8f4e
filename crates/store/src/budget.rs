//! How long a command of each kind may take, and how many rows it should touch.

use std::time::{Duration, Instant};

use tracing::warn;

/// Which kind of command: decides its queue, its grouping, its isolation and its limits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Person,
    Batch,
    Alone,
    Serializable,
    Lease,
    Patient,
    Read,
    PatientRead,
}

/// More than this in one batch command and people wait for it.
const BATCH_TIME: Duration = Duration::from_millis(20);
const BATCH_ROWS: u64 = 500;

impl Kind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Batch => "batch",
            Self::Alone => "alone",
            Self::Serializable => "serializable",
            Self::Lease => "lease",
            Self::Patient => "patient",
            Self::Read => "read",
            Self::PatientRead => "patient-read",
        }
    }

    /// After this the command is stopped and nothing of it counts.
    pub(crate) fn limit(self) -> Duration {
        Duration::from_millis(match self {
            Self::Batch => 2_000,
            Self::Person | Self::Read | Self::Lease => 5_000,
            Self::Alone | Self::Serializable => 10_000,
            Self::Patient | Self::PatientRead => 120_000,
        })
    }

    pub(crate) fn is_read(self) -> bool {
        matches!(self, Self::Read | Self::PatientRead)
    }

    /// Says so where a command took more than its share: everybody on SQLite waited for it.
    pub(crate) fn account(self, began: Instant, rows: u64) {
        let took = began.elapsed();
        if self == Self::Batch && (took > BATCH_TIME || rows > BATCH_ROWS) {
            metrics::counter!("portico_store_over_budget_total", "kind" => self.name()).increment(1);
            warn!(
                kind = self.name(),
                rows,
                milliseconds = took.as_millis(),
                "A batch command took more than {} ms or {BATCH_ROWS} rows",
                BATCH_TIME.as_millis()
            );
        }
    }
}
