//! A problem with what a machine sent, fault by fault: each with a JSON pointer (RFC 6901) to where it stands.

use axum::response::{IntoResponse, Response};

use crate::{Problem, language::MessageRef, problem::Show};

/// One fault in what was sent.
#[derive(Debug, Clone)]
pub struct Fault {
    /// Where it stands.
    pub pointer: String,
    /// What is wrong, and what is taken.
    pub detail: MessageRef,
}

impl Fault {
    /// At these steps into what was sent.
    pub fn at(steps: &[&str], detail: impl Into<MessageRef>) -> Self {
        let escape = |step: &&str| format!("/{}", step.replace('~', "~0").replace('/', "~1"));
        Self { pointer: steps.iter().map(escape).collect(), detail: detail.into() }
    }
}

/// A problem with the faults that it comes from.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The problem.
    pub problem: Box<Problem>,
    /// Its faults; none where it is not about what was sent.
    pub faults: Vec<Fault>,
}

impl From<Problem> for Refused {
    fn from(problem: Problem) -> Self {
        Self { problem: problem.into(), faults: Vec::new() }
    }
}

impl<E: Show> From<E> for Refused {
    fn from(error: E) -> Self {
        Problem::from(error).into()
    }
}

/// The faults of a response, beside its problem.
#[derive(Clone, Default)]
pub(crate) struct Faults(pub Vec<Fault>);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        let mut response = self.problem.into_response();
        response.extensions_mut().insert(Faults(self.faults));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_is_written_so_that_it_can_be_read_back() {
        assert_eq!(Fault::at(&["answers", "a/b~c"], "said").pointer, "/answers/a~1b~0c");
        assert_eq!(Fault::at(&[], "said").pointer, "");
    }
}
