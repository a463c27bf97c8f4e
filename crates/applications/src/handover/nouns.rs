//! Every noun that names a body, and what a transfer does with it. A column that holds a body's id and is missing here
//! fails the build: a test looks at every table after a whole story.

/// What a transfer does with a noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    /// It says what was, and stays as it is.
    History,
    /// The transfer changes it on the vesting day.
    Transferred,
    /// It is looked up on the day it is needed, so it follows by itself.
    LookedUp,
    /// The plan warns of it, and a person sees to it.
    Warned,
    /// It describes the body itself, or who may speak for it.
    OfTheBody,
}

/// Tables, their columns that name a body, and what a transfer does with them.
pub const NOUNS: &[(&str, &str, Rule)] = &[
    ("responsibility", "holder", Rule::Transferred),
    ("resource", "body", Rule::Transferred),
    ("request", "holder", Rule::Transferred),
    ("request", "chosen_body", Rule::Transferred),
    ("succession", "body", Rule::Transferred),
    ("succession", "successor", Rule::Transferred),
    ("request", "state_body", Rule::LookedUp),
    ("agreement", "provider", Rule::Warned),
    ("agreement", "client", Rule::Warned),
    ("agreement", "forecaster", Rule::Warned),
    ("data_controller", "bodies", Rule::Warned),
    ("delegation", "body", Rule::Warned),
    ("franchise", "body", Rule::Warned),
    ("request_event", "body", Rule::History),
    ("handover", "body", Rule::History),
    ("handover_item", "before", Rule::History),
    ("handover_item", "after", Rule::History),
    ("transfer", "draft", Rule::History),
    ("transfer_past", "draft", Rule::History),
    ("transfer_proof", "sheet", Rule::History),
    ("audit", "body", Rule::History),
    ("audit", "on_behalf_of", Rule::History),
    ("audit", "who", Rule::History),
    ("audit", "details", Rule::History),
    ("organisation", "id", Rule::OfTheBody),
    ("organisation", "successors", Rule::OfTheBody),
    ("public_service", "organisation", Rule::OfTheBody),
    ("demonstration_person", "body", Rule::OfTheBody),
    ("agency_system", "operator", Rule::OfTheBody),
];
