//! Why a step was not taken, as pages and programs are told.

use axum::http::StatusCode;
use web::{MessageRef, Problem, Show};

use super::super::ImportError;

impl Show for ImportError {
    fn problem(&self) -> Problem {
        use StatusCode as S;
        let mut next = "import-next";
        let (status, code, what): (S, &'static str, MessageRef) = match self {
            Self::Unread(unread) => {
                let why = format!("{unread}. {}", unread.remedy());
                next = "import-file-next";
                (S::UNPROCESSABLE_ENTITY, "import_unread", MessageRef::new("bring-unread").with("why", why))
            }
            Self::Empty => {
                next = "import-file-next";
                (S::UNPROCESSABLE_ENTITY, "import_empty", "import-empty".into())
            }
            Self::Source(_) | Self::Reserved(_) | Self::Base(_) => {
                next = "import-address-next";
                let (code, what): (_, &'static str) = match self {
                    Self::Source(_) => ("import_source", "import-source-unfit"),
                    Self::Reserved(_) => ("import_source_reserved", "import-source-reserved"),
                    _ => ("import_base", "bring-base-unfit"),
                };
                (S::UNPROCESSABLE_ENTITY, code, what.into())
            }
            Self::Unknown(_) => return Problem::not_found(),
            Self::NotAManager => return Problem::forbidden(),
            Self::OwnWork => (S::FORBIDDEN, "import_own_work", "import-own-work".into()),
            Self::InvalidMove(_) => (S::CONFLICT, "import_not_now", "import-not-now".into()),
            Self::OtherHash(_) => (S::CONFLICT, "import_other_hash", "import-other-hash".into()),
            Self::Stale(_) => (S::CONFLICT, "import_stale", "import-stale".into()),
            Self::Busy(other) => {
                (S::CONFLICT, "import_busy", MessageRef::new("import-busy").with("import", other.to_string()))
            }
            Self::NoReason => (S::UNPROCESSABLE_ENTITY, "import_reason", "import-reason-missing".into()),
            Self::Moved => (S::PRECONDITION_FAILED, "import_moved", "import-moved".into()),
            Self::Crossed => (S::CONFLICT, "import_crossed", "import-crossed".into()),
            Self::TakenBack(by) => {
                (S::CONFLICT, "import_taken_back", MessageRef::new("import-taken-back").with("import", by.to_string()))
            }
            Self::ChangedSince { count, by } => {
                let what = MessageRef::new("import-changed-since").with("count", *count).with("import", by.to_string());
                (S::CONFLICT, "import_changed_since", what)
            }
            Self::Store(error) => return error.problem(),
        };
        Problem { status, code, what, next: next.into() }
    }
}
