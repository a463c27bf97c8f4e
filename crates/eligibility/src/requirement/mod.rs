//! What services ask of people, in the terms of CCCEV 2.1.0: concepts that mean the same to every body, and evidence of
//! which each list is enough by itself. That a concept has one meaning is what makes it possible to ask once.

pub mod alike;
pub mod constraint;
pub mod told;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use alike::{Alike, Wording, alike};
pub use constraint::Constraint;
pub use told::{Told, Way};

/// Texts by language (BCP 47).
pub type Texts = BTreeMap<String, String>;

/// A unit of information with one meaning for every body: CCCEV's `InformationConcept`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concept {
    /// Its id.
    pub id: String,
    /// Of which type it is.
    #[serde(rename = "type")]
    pub kind: Type,
    /// What people call it.
    pub labels: Texts,
    /// Help for whoever answers.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub help: Texts,
    /// What may be said, of a choice: each with its labels.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<Choice>,
    /// CCCEV's `Constraint`: what an answer has to be, as a cell of a table says it (`>= 0`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constraint: Option<String>,
}

/// The type of a concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Type {
    /// Yes or no.
    YesNo,
    /// A number.
    Number,
    /// A text.
    Text,
    /// A day.
    Date,
    /// One of some options.
    Choice,
    /// A place, told as the areas that it lies in.
    Place,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// What is kept.
    pub value: String,
    /// What people read.
    pub labels: Texts,
}

/// What one service asks for: CCCEV's `Requirement`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Requirement {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub labels: Texts,
    /// The concepts that it is about.
    pub concepts: BTreeSet<String>,
    /// The lists of evidence, of which one is enough. None: no evidence is asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<EvidenceTypeList>,
}

/// Types of evidence that have to be there together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceTypeList(pub BTreeSet<String>);

impl Requirement {
    /// Is the evidence that somebody has enough?
    pub fn is_satisfied(&self, held: &BTreeSet<String>) -> bool {
        self.missing(held).is_empty()
    }

    /// What is missing of the list that lacks the least, the first of several.
    pub fn missing(&self, held: &BTreeSet<String>) -> BTreeSet<String> {
        let missing = self.evidence.iter().map(|list| list.0.difference(held).cloned().collect::<BTreeSet<_>>());
        missing.min_by_key(BTreeSet::len).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(names: &[&str]) -> BTreeSet<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn all_of_one_list_is_enough_and_the_shortest_way_is_named() {
        let passport_or_both = Requirement {
            id: "identity".to_owned(),
            labels: Texts::new(),
            concepts: set(&["name"]),
            evidence: vec![EvidenceTypeList(set(&["birth-certificate", "bill"])), EvidenceTypeList(set(&["passport"]))],
        };
        assert_eq!(passport_or_both.missing(&set(&[])), set(&["passport"]));
        assert_eq!(passport_or_both.missing(&set(&["bill"])), set(&["birth-certificate"]));
        assert!(passport_or_both.is_satisfied(&set(&["passport"])));
        assert!(passport_or_both.is_satisfied(&set(&["bill", "birth-certificate"])));
        assert!(!passport_or_both.is_satisfied(&set(&["bill"])));
        assert!(Requirement { evidence: Vec::new(), ..passport_or_both }.is_satisfied(&set(&[])));
    }
}
