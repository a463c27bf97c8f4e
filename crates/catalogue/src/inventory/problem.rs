//! What is wrong with a record, in words that say what to do about it.

use serde::Serialize;

use super::Iri;

/// So much is told of one record: whoever has mended it will see what is left.
pub(super) const MOST_PROBLEMS: usize = 20;

/// Every rule, by its short name. Pages have a text for each in the reader's language; what exactly is wrong is told in
/// English.
pub(crate) const RULES: [&str; 35] = [
    "missing",
    "twice",
    "quotation-marks",
    "cells",
    "too-long",
    "not-a-year",
    "left-out-too",
    "leads-nowhere",
    "other-kind",
    "asked-for",
    "unknown-code",
    "not-a-number",
    "not-an-address",
    "not-a-uuid",
    "not-letters",
    "not-a-text",
    "not-a-list",
    "not-an-object",
    "not-a-thing",
    "other-type",
    "more-than-one",
    "no-language",
    "too-many",
    "more-sheets",
    "unknown-table",
    "unknown-file",
    "not-measurable",
    "contradiction",
    "more-than-all",
    "control-characters",
    "stays",
    "stands-again",
    "holds-until",
    "said-since",
    "described-elsewhere",
];

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The record is taken; somebody should look.
    Remark,
    /// The record is left out.
    Error,
}

/// One thing that is wrong: where, by which rule, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Problem {
    /// Which record: the name of a node, or a row.
    pub record: String,
    /// Which of its fields, where it is about one.
    pub field: Option<String>,
    /// The rule's own short name: stable, small letters, listed in the reference.
    pub rule: &'static str,
    /// How bad.
    pub severity: Severity,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Problem {
    /// A promise is about a service that neither its file nor anything that stands describes.
    pub(crate) fn promised_of_nothing(standard: &Iri, service: &Iri) -> Self {
        Self {
            record: standard.to_string(),
            field: Some("service".to_owned()),
            rule: "leads-nowhere",
            severity: Severity::Remark,
            what: format!("there is no service '{service}' in the catalogue"),
            remedy: "Bring its services too, with the same base".to_owned(),
        }
    }

    /// Another source describes it already, and says otherwise.
    pub(crate) fn described_elsewhere(name: &Iri, source: &str) -> Self {
        Self {
            record: name.to_string(),
            field: None,
            rule: "described-elsewhere",
            severity: Severity::Remark,
            what: format!("'{source}' describes it too, and otherwise: where all is put together, the first is heard"),
            remedy: "Leave it out where it is theirs to describe".to_owned(),
        }
    }
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.record)?;
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}. {} [{}]", self.what, self.remedy, self.rule)
    }
}
