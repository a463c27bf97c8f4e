//! Requirements and concepts as linked data in the words of CCCEV 2.1.0, out and in.
//!
//! A service is an `InformationRequirement` with the concepts that it has (`hasConcept`), the lists of evidence of which one
//! is enough (`hasEvidenceTypeList`), and the bodies that decide it (`publisher`). The type of a concept and the options of a
//! choice are in SKOS, since CCCEV leaves that open; a constraint is its `expressionOfExpectedValue`, a cell in FEEL.

mod read;
mod report;
mod terms;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use eligibility::requirement::{Concept, Requirement, Texts};
use serde::Serialize;

pub use catalogue::inventory::rdf::{NotWritten, Syntax, Unreadable};
pub use read::{MOST_BYTES, Read, read};
pub use report::report;
pub use write::{things, write};

use super::{Asked, rules};
use crate::Government;

/// What is written and read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Document {
    /// The concepts, by id.
    pub concepts: Vec<Concept>,
    /// What services ask for, by id.
    pub requirements: Vec<Published>,
    /// What the types of evidence are called that they name.
    pub evidence: BTreeMap<String, Texts>,
}

/// A requirement, and whose it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Published {
    /// What is asked for.
    #[serde(flatten)]
    pub requirement: Requirement,
    /// The bodies that decide it, each with what it is called.
    pub bodies: BTreeMap<String, Texts>,
}

impl Document {
    /// All that the journeys of a government ask for on a day.
    pub fn of(government: &Government, day: values::Day) -> Self {
        let journeys = government.journeys.all(day);
        let journeys = || journeys.iter().map(AsRef::as_ref);
        Self {
            concepts: rules::concepts(&government.concepts, journeys()),
            requirements: rules::requirements(government, journeys(), day)
                .into_iter()
                .map(|asked| published(government, asked))
                .collect(),
            evidence: journeys()
                .flat_map(|journey| &journey.evidence)
                .map(|kind| (kind.id.clone(), both(&kind.label)))
                .collect(),
        }
        .named()
    }

    /// Only those types of evidence are told that some requirement names.
    fn named(mut self) -> Self {
        let lists = self.requirements.iter().flat_map(|known| &known.requirement.evidence);
        let named: BTreeSet<&String> = lists.flat_map(|list| &list.0).collect();
        self.evidence.retain(|id, _| named.contains(id));
        self
    }

    /// One requirement with its concepts.
    pub fn only(mut self, requirement: &str) -> Option<Self> {
        self.requirements.retain(|known| known.requirement.id == requirement);
        let own = &self.requirements.first()?.requirement.concepts;
        self.concepts.retain(|concept| own.contains(&concept.id));
        Some(self.named())
    }
}

fn published(government: &Government, asked: Asked) -> Published {
    let named = |id| {
        let known = government.catalogue.organisation(id);
        (id.name().to_owned(), known.map(|known| both(&known.name)).unwrap_or_default())
    };
    Published { bodies: asked.bodies.iter().map(named).collect(), requirement: asked.requirement }
}

fn both(text: &values::Text) -> Texts {
    [("en".to_owned(), text.en.clone()), ("fr".to_owned(), text.fr.clone())].into()
}
