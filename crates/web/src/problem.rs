//! What went wrong, as people and machines are told: what happened, and what they can do next.
//!
//! A handler answers `Result<Response, Problem>`; any error that can [`Show`] itself becomes a problem with `?`. The
//! access check around every route turns it into a page in the reader's language, or into problem details
//! (RFC 9457) for machines, so that it looks the same everywhere.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store::StoreError;

use crate::{
    language::{MessageRef, Words},
    refused::Fault,
};

/// Something that went wrong.
#[derive(Debug, Clone)]
pub struct Problem {
    /// The HTTP status.
    pub status: StatusCode,
    /// A stable name for machines, lowercase with underscores. Listed in the API reference.
    pub code: &'static str,
    /// What happened, in one sentence: the page's heading.
    pub what: MessageRef,
    /// What to do next.
    pub next: MessageRef,
}

/// An error that knows how to tell people about itself.
pub trait Show: std::fmt::Display {
    /// What a person is told.
    fn problem(&self) -> Problem;
}

impl<E: Show> From<E> for Problem {
    fn from(error: E) -> Self {
        let problem = error.problem();
        if problem.status.is_server_error() {
            tracing::error!(problem.code = problem.code, "A request failed: {error}");
        }
        problem
    }
}

impl Problem {
    /// There is no such page, or not for this person: we do not say which.
    pub fn not_found() -> Self {
        Self {
            status: StatusCode::NOT_FOUND,
            code: "not_found",
            what: "problem-not-found".into(),
            next: "problem-not-found-next".into(),
        }
    }

    /// This person may not open this page.
    pub fn forbidden() -> Self {
        Self {
            status: StatusCode::FORBIDDEN,
            code: "forbidden",
            what: "problem-forbidden".into(),
            next: "problem-forbidden-next".into(),
        }
    }

    /// Our fault.
    pub fn internal() -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            code: "internal",
            what: "problem-internal".into(),
            next: "problem-internal-next".into(),
        }
    }

    /// Too much to do for the moment; nothing was saved.
    pub fn busy() -> Self {
        Self {
            status: StatusCode::SERVICE_UNAVAILABLE,
            code: "busy",
            what: "problem-busy".into(),
            next: "problem-busy-next".into(),
        }
    }

    /// What a refusal by the HTTP layer (a path that does not parse, a body that is too long) means to people.
    pub fn of_status(status: StatusCode) -> Self {
        let (code, what, next): (_, &'static str, &'static str) = match status {
            StatusCode::NOT_FOUND => return Self::not_found(),
            StatusCode::FORBIDDEN => return Self::forbidden(),
            StatusCode::SERVICE_UNAVAILABLE => return Self::busy(),
            StatusCode::METHOD_NOT_ALLOWED => {
                ("method_not_allowed", "problem-method-not-allowed", "problem-method-not-allowed-next")
            }
            StatusCode::PAYLOAD_TOO_LARGE => ("too_large", "problem-too-large", "problem-too-large-next"),
            StatusCode::UNSUPPORTED_MEDIA_TYPE => {
                ("unsupported_media_type", "problem-media-type", "problem-media-type-next")
            }
            status if status.is_client_error() => ("bad_request", "problem-bad-request", "problem-bad-request-next"),
            _ => return Self { status, ..Self::internal() },
        };
        Self { status, code, what: what.into(), next: next.into() }
    }

    /// How many seconds to wait before trying again, where that helps.
    pub(crate) fn retry_after(&self) -> Option<&'static str> {
        (self.status == StatusCode::SERVICE_UNAVAILABLE && self.code != STAFF_OFF).then_some("5")
    }

    /// What happened and what to do next, for somebody who writes a client: there is no page to go back to.
    fn for_machines(&self) -> (MessageRef, MessageRef) {
        let (what, next): (&'static str, &'static str) = match self.code {
            "not_found" => ("problem-api-not-found", "problem-api-not-found-next"),
            "method_not_allowed" => ("problem-api-method-not-allowed", "problem-api-method-not-allowed-next"),
            "unsupported_media_type" => ("problem-api-media-type", "problem-api-media-type-next"),
            "too_large" => ("problem-api-too-large", "problem-api-too-large-next"),
            "bad_request" => ("problem-api-bad-request", "problem-api-bad-request-next"),
            "busy" => ("problem-api-busy", "problem-api-busy-next"),
            "outcome_unknown" => ("problem-api-outcome-unknown", "problem-api-outcome-unknown-next"),
            _ => return (self.what.clone(), self.next.clone()),
        };
        (what.into(), next.into())
    }

    /// Problem details for machines, in the reader's language.
    pub(crate) fn to_json(&self, faults: &[Fault], words: &Words) -> Response {
        #[derive(Serialize)]
        struct Details<'a> {
            r#type: &'a str,
            title: &'a str,
            status: u16,
            code: &'a str,
            detail: String,
            #[serde(skip_serializing_if = "Vec::is_empty")]
            errors: Vec<At<'a>>,
        }
        #[derive(Serialize)]
        struct At<'a> {
            pointer: &'a str,
            detail: String,
        }
        let (what, next) = self.for_machines();
        let details = Details {
            r#type: "about:blank",
            title: self.status.canonical_reason().unwrap_or("Error"),
            status: self.status.as_u16(),
            code: self.code,
            detail: format!("{} {}", sentence(words.message(&what)), sentence(words.message(&next))),
            errors: faults
                .iter()
                .map(|fault| At { pointer: &fault.pointer, detail: words.message(&fault.detail) })
                .collect(),
        };
        let body = serde_json::to_vec(&details).expect("texts and a number are JSON");
        (self.status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
    }
}

/// A heading has no full stop; a sentence does.
fn sentence(mut text: String) -> String {
    if !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}

pub(crate) const STAFF_OFF: &str = "staff_sign_in_off";

/// Left in a response's extensions; the access check prints it.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

impl Show for StoreError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotFound(_) => Problem::not_found(),
            Self::CommitUnknown => Problem {
                status: StatusCode::SERVICE_UNAVAILABLE,
                code: "outcome_unknown",
                what: "problem-outcome-unknown".into(),
                next: "problem-outcome-unknown-next".into(),
            },
            Self::KeyGone(_) => Problem {
                status: StatusCode::GONE,
                code: "erased",
                what: "problem-erased".into(),
                next: "problem-erased-next".into(),
            },
            error if error.retry_after().is_some() => Problem::busy(),
            _ => Problem::internal(),
        }
    }
}
