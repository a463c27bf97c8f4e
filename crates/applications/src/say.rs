//! What each error of this crate says to people, and what they can do next. One place.

use axum::http::StatusCode;
use connectors::webhook::Forged;
use values::Text;
use web::{Fault, MessageRef, Problem, Refused, Show};

use crate::{
    application::SubmitError, dispatch::jobs::JobError, draft::DraftError, evidence::EvidenceError, journey::Journey,
    request::outcome::OutcomeError,
};

fn problem(status: StatusCode, code: &'static str, what: impl Into<MessageRef>, next: &'static str) -> Problem {
    Problem { status, code, what: what.into(), next: next.into() }
}

/// The code of [`no_journey_draft`].
pub(crate) const NO_JOURNEY_DRAFT: &str = "journey_draft_missing";

/// Nobody has begun the next edition of this journey, or it was published or thrown away.
pub(crate) fn no_journey_draft() -> Problem {
    let (what, next) = ("problem-journey-draft-missing", "problem-journey-draft-missing-next");
    problem(StatusCode::NOT_FOUND, NO_JOURNEY_DRAFT, what, next)
}

/// Somebody else has changed it since it was shown.
pub(crate) fn journey_draft_moved() -> Problem {
    let (what, next) = ("problem-journey-draft-moved", "problem-journey-draft-moved-next");
    problem(StatusCode::CONFLICT, "journey_draft_moved", what, next)
}

/// Somebody has begun the next edition already.
pub(crate) fn journey_draft_there() -> Problem {
    let (what, next) = ("problem-journey-draft-there", "problem-journey-draft-there-next");
    problem(StatusCode::CONFLICT, "journey_draft_there", what, next)
}

/// Nothing of an edition that is only looked through is ever sent.
pub(crate) fn preview_sent() -> Problem {
    problem(StatusCode::CONFLICT, "journey_preview", "problem-preview", "problem-preview-next")
}

/// There is no such draft, or it is not this browser's: the same words for both.
pub(crate) fn draft_missing() -> Problem {
    problem(StatusCode::NOT_FOUND, "draft_not_found", "problem-draft-missing", "problem-draft-missing-next")
}

/// A service can't be left out while this one waits for it.
pub(crate) fn needed(service: Text, waiting: Text) -> Problem {
    let what = MessageRef::new("problem-needed").with("service", service).with("waiting", waiting.clone());
    let next = MessageRef::new("problem-needed-next").with("waiting", waiting);
    Problem { status: StatusCode::CONFLICT, code: "service_needed", what, next }
}

/// What was sent comes from no form of the page.
pub(crate) fn no_form() -> Problem {
    problem(StatusCode::UNPROCESSABLE_ENTITY, "form_unknown", "problem-no-form", "problem-no-form-next")
}

/// It was sent: nothing changes any more.
pub(crate) fn sent_already() -> Problem {
    problem(StatusCode::CONFLICT, "already_sent", "problem-move", "problem-move-next")
}

/// The API's pass is missing, wrong or over.
pub(crate) fn pass_missing() -> Problem {
    problem(StatusCode::UNAUTHORIZED, "pass_needed", "problem-pass", "problem-pass-next")
}

/// The message of an agency is not signed as agreed, or is no answer.
pub(crate) fn forged(why: Forged) -> Problem {
    let (unsigned, unreadable) = (StatusCode::UNAUTHORIZED, StatusCode::UNPROCESSABLE_ENTITY);
    match why {
        Forged::Headers => {
            problem(unsigned, "signature_headers_wrong", "problem-callback-headers", "problem-callback-headers-next")
        }
        Forged::Skew => {
            problem(unsigned, "signature_time_wrong", "problem-callback-skew", "problem-callback-skew-next")
        }
        Forged::Signature => problem(unsigned, "signature_wrong", "problem-signature", "problem-signature-next"),
        Forged::Unreadable => problem(
            unreadable,
            "callback_unreadable",
            "problem-callback-unreadable",
            "problem-callback-unreadable-next",
        ),
    }
}

/// No system that calls us has this name.
pub(crate) fn system_unknown() -> Problem {
    problem(StatusCode::NOT_FOUND, "system_unknown", "problem-system-unknown", "problem-system-unknown-next")
}

/// No request with this key went to the system that answers.
pub(crate) fn key_unknown() -> Problem {
    problem(StatusCode::NOT_FOUND, "key_unknown", "problem-key-unknown", "problem-key-unknown-next")
}

/// No idempotency key, or not one that nobody can guess.
pub(crate) fn key_missing() -> Problem {
    problem(StatusCode::BAD_REQUEST, "key_needed", "problem-key-missing", "problem-key-missing-next")
}

/// Some answers of the API are not such as their questions take.
pub(crate) fn wrong_answers(journey: &Journey, faults: Vec<Fault>) -> Refused {
    let next = MessageRef::new("problem-answers-next").with("journey", journey.id.name().to_owned());
    let (status, code) = (StatusCode::UNPROCESSABLE_ENTITY, "answer_wrong");
    Refused { problem: Problem { status, code, what: "problem-answers".into(), next }.into(), faults }
}

/// No journey has this name.
pub(crate) fn unknown_journey() -> Refused {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let problem = problem(status, "journey_unknown", "problem-journey-unknown", "problem-journey-unknown-next");
    Refused { problem: problem.into(), faults: vec![Fault::at(&["journey"], "problem-journey-unknown")] }
}

/// The body was not sent as JSON.
pub(crate) fn json_needed() -> Problem {
    problem(StatusCode::UNSUPPORTED_MEDIA_TYPE, "json_needed", "problem-not-sent-as-json", "problem-json-next")
}

/// The body is no JSON, or none that can mean only one thing.
pub(crate) fn not_json(error: &serde_json::Error) -> Problem {
    let what = MessageRef::new("problem-json").with("why", error.to_string());
    problem(StatusCode::BAD_REQUEST, "json_needed", what, "problem-json-next")
}

/// The body is JSON of another shape than agreed. `next` says which that is.
pub(crate) fn not_as_agreed(error: &serde_json::Error, next: &'static str) -> Problem {
    let what = MessageRef::new("problem-json-shape").with("why", error.to_string());
    problem(StatusCode::UNPROCESSABLE_ENTITY, "json_wrong", what, next)
}

impl Show for DraftError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotFound(_) => draft_missing(),
            Self::Sent(_) => sent_already(),
            Self::Store(error) => error.problem(),
        }
    }
}

impl Show for EvidenceError {
    fn problem(&self) -> Problem {
        let again = StatusCode::SERVICE_UNAVAILABLE;
        match self {
            Self::NotFound(_) => Problem::not_found(),
            Self::Folder { .. } => {
                problem(again, "evidence_missing", "problem-evidence-folder", "problem-evidence-folder-next")
            }
            // Pages say these beside the field.
            Self::Unfit(_) | Self::TooMuch | Self::Infected | Self::NotScanned(_) => {
                let refused = StatusCode::UNPROCESSABLE_ENTITY;
                problem(refused, "evidence_not_taken", "problem-evidence-not-taken", "problem-evidence-not-taken-next")
            }
            Self::Draft(error) => error.problem(),
            Self::Store(error) => error.problem(),
        }
    }
}

impl Show for SubmitError {
    fn problem(&self) -> Problem {
        let refused = StatusCode::UNPROCESSABLE_ENTITY;
        match self {
            Self::Unanswered(page) => {
                let what = MessageRef::new("problem-unanswered").with("page", page.clone());
                problem(refused, "answer_wrong", what, "problem-unanswered-next")
            }
            Self::Exit(exit) => {
                let what = MessageRef::new("problem-exit").with("exit", exit.clone());
                problem(refused, "journey_ends", what, "problem-exit-next")
            }
            Self::Nothing => {
                problem(refused, "nothing_applies", "problem-nothing-applies", "problem-nothing-applies-next")
            }
            Self::Unwanted => {
                problem(refused, "nothing_wanted", "problem-nothing-wanted", "problem-nothing-wanted-next")
            }
            Self::Nobody => problem(refused, "nobody_answers", "problem-nobody", "problem-nobody-next"),
            Self::Changed => problem(StatusCode::CONFLICT, "draft_changed", "problem-changed", "problem-changed-next"),
            Self::Preview => preview_sent(),
            Self::OtherApplication => {
                problem(StatusCode::CONFLICT, "key_used", "problem-key-used", "problem-key-used-next")
            }
            Self::Model(_) => {
                problem(StatusCode::SERVICE_UNAVAILABLE, "model_changed", "problem-stale", "problem-stale-next")
            }
            Self::Store(error) => error.problem(),
        }
    }
}

impl Show for OutcomeError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotFound(_) => Problem::not_found(),
            Self::Invalid(_) => problem(StatusCode::CONFLICT, "request_moved", "problem-move", "problem-move-next"),
            Self::Store(error) => error.problem(),
        }
    }
}

impl Show for JobError {
    fn problem(&self) -> Problem {
        match self {
            Self::Outcome(error) => error.problem(),
            Self::Store(error) => error.problem(),
            Self::Evidence(error) => error.problem(),
            Self::Model(_) | Self::Misconfigured(_) | Self::NotTold(_) => Problem::internal(),
        }
    }
}
