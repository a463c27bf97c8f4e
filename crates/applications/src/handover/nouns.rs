//! Every noun that names a body, and what a transfer does with it. A table with a body in it that is missing here fails
//! the build.

/// What a transfer does with a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It says what was, and stays as it is.
    History,
    /// The transfer changes it on the vesting day.
    Transferred,
    /// It is looked up on the day it is needed, so it follows by itself.
    LookedUp,
    /// It describes the body itself, or who may speak for it.
    OfTheBody,
}

/// Tables, their columns that name a body, and what a transfer does with them.
pub const NOUNS: &[(&str, &str, Rule)] = &[
    ("responsibility", "holder", Rule::Transferred),
    ("request", "holder", Rule::Transferred),
    ("request", "chosen_body", Rule::Transferred),
    ("request_event", "body", Rule::History),
    ("audit", "body", Rule::History),
    ("audit", "on_behalf_of", Rule::History),
    ("agency_system", "operator", Rule::OfTheBody),
];
