//! Documents and packages that were planted.

mod document;
mod normal;
mod package;

use super::read;
use crate::inventory::Outcome;

const BASE: &str = "urn:portico:hsds:";

fn document(json: &str) -> Outcome {
    read(json.as_bytes(), BASE).unwrap()
}

fn rules(outcome: &Outcome) -> Vec<(&str, &str)> {
    outcome.problems.iter().map(|problem| (problem.rule, problem.field.as_deref().unwrap_or(""))).collect()
}
