//! What services ask of people, in the terms of CCCEV: the concepts that a government's files name, each with one meaning
//! for all bodies, and the requirements that come of its journeys. Who reads them: staff, and other systems.

pub mod api;
pub mod cccev;
pub mod data;
pub mod pages;
pub mod rules;
pub mod store;

use eligibility::requirement::Concept;
use serde::{Deserialize, Serialize};

pub use rules::{Asked, concepts, requirements, wordings};

/// The concepts that the files name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Concepts(pub Vec<Concept>);

impl Concepts {
    /// A concept by its id.
    pub fn get(&self, id: &str) -> Option<&Concept> {
        self.0.iter().find(|concept| concept.id == id)
    }
}
