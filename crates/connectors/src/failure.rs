//! Why a call to another system came to nothing, and what may be done about it.

use std::time::Duration;

use thiserror::Error;

/// Why a call came to nothing. The reasons are for operators and hold no personal data.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Failure {
    /// Nothing was stored there: try again.
    #[error("to be tried again: {why}")]
    Later {
        /// For operators.
        why: String,
        /// How long the other side asks us to wait.
        after: Option<Duration>,
    },
    /// The other side will not take it, however often it is sent.
    #[error("refused: {why}")]
    Never {
        /// For operators.
        why: String,
    },
    /// It may have been stored there, or not.
    #[error("not known: {why}")]
    Unknown {
        /// For operators.
        why: String,
    },
}

/// Whether the same key twice is one effect there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Repeat {
    /// One effect: sending again is safe.
    Safe,
    /// Two effects: sending again needs knowledge.
    Unsafe,
}

/// Why no whole answer was heard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// The request could not be written down as HTTP.
    Unsendable(&'static str),
    /// Nothing was sent.
    NotSent(&'static str),
    /// It was sent, and then we lost them.
    Lost(&'static str),
}

impl Failure {
    pub(crate) fn later(why: impl Into<String>) -> Self {
        Self::Later { why: why.into(), after: None }
    }

    pub(crate) fn unknown(why: impl Into<String>) -> Self {
        Self::Unknown { why: why.into() }
    }

    pub(crate) fn never(why: impl Into<String>) -> Self {
        Self::Never { why: why.into() }
    }

    /// A request that was to be stored got no whole answer.
    pub(crate) fn sending(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unsendable(why) => Self::never(why),
            Trouble::NotSent(why) => Self::later(why),
            Trouble::Lost(why) => Self::unknown(why),
        }
    }

    /// A request that was to be stored got an answer that is not of the 200s.
    ///
    /// - 503 and 429 say that nothing was done. Any other 5xx may come from a gateway whose back end did the work, so
    ///   it is safe to repeat only where the key is honoured.
    /// - 409 means, where the key is honoured, that an earlier attempt is still at work; elsewhere it may say that the
    ///   request is there already.
    /// - 408 and 425 say that the request was not read.
    /// - 307 and 308 send the same request elsewhere, and we go nowhere else; other redirects may follow the deed.
    pub(crate) fn refusal(status: u16, wait: Option<Duration>, repeat: Repeat) -> Self {
        let why = format!("the system answered {status}");
        match status {
            408 | 425 | 429 | 503 => Self::Later { why, after: wait },
            307 | 308 => Self::later(format!("{why}, and redirects are not followed")),
            409 | 500..=599 if repeat == Repeat::Safe => Self::Later { why, after: wait },
            400..=408 | 410..=499 => Self::never(why),
            _ => Self::unknown(why),
        }
    }

    /// A question that changes nothing got no whole answer.
    pub(crate) fn asking(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Unsendable(why) => Self::unknown(why),
            Trouble::NotSent(why) | Trouble::Lost(why) => Self::later(why),
        }
    }

    /// A question that changes nothing got an answer that says nothing about the request.
    pub(crate) fn no_answer(status: u16, wait: Option<Duration>) -> Self {
        Self::Later { why: format!("the system answered {status} to a question"), after: wait }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(failure: &Failure) -> &'static str {
        match failure {
            Failure::Later { .. } => "later",
            Failure::Never { .. } => "never",
            Failure::Unknown { .. } => "unknown",
        }
    }

    #[test]
    fn every_status_has_one_meaning() {
        let check = |status: u16, safe: &str, not_safe: &str| {
            assert_eq!(kind(&Failure::refusal(status, None, Repeat::Safe)), safe, "{status}, key honoured");
            assert_eq!(kind(&Failure::refusal(status, None, Repeat::Unsafe)), not_safe, "{status}, key not honoured");
        };
        for status in [408, 425, 429, 503, 307, 308] {
            check(status, "later", "later");
        }
        for status in [409, 500, 501, 502, 504, 599] {
            check(status, "later", "unknown");
        }
        for status in [400, 401, 403, 404, 405, 410, 413, 415, 422, 451, 499] {
            check(status, "never", "never");
        }
        for status in [100, 300, 301, 302, 303, 304, 600, 999] {
            check(status, "unknown", "unknown");
        }
    }

    #[test]
    fn a_question_never_ends_a_request() {
        for status in [300, 400, 401, 403, 404, 500, 503] {
            assert_eq!(kind(&Failure::no_answer(status, None)), "later");
        }
        assert_eq!(kind(&Failure::asking(Trouble::Lost("reset"))), "later");
        assert_eq!(kind(&Failure::asking(Trouble::Unsendable("x"))), "unknown");
    }
}
