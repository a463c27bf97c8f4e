//! Which questions to ask: the fewest that settle every service of a journey, or leave it to a person. Whether something is
//! settled, the decisions say themselves; which question comes first, the tables do, where they can be read as a grid.

pub(crate) mod interview;
pub mod persons;
mod plan;

use std::{collections::BTreeSet, sync::Arc};

use crate::decision::{Facts, Model, Verdict, Wrong};
pub use interview::{Condition, Interview, Question, Step};
use plan::Plan;

/// A service of a journey: the decision that says who may have it.
#[derive(Clone)]
pub struct Service {
    /// The model.
    pub model: Arc<Model>,
    /// The decision in it.
    pub decision: String,
}

/// What comes next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// A page of questions.
    Ask {
        /// Which group.
        group: usize,
        /// Those of its questions that can still matter.
        inputs: Vec<String>,
        /// How it was found.
        how: How,
    },
    /// Nothing: every service is settled, or a person settles it.
    Settled,
}

/// How a question was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// All tables were read, and all ways on weighed against each other.
    Weighed,
    /// All tables were read, and each question weighed by what it leaves to ask.
    Compared,
    /// Some decision can't be read as a grid: whatever it may need is asked, in the order of the pages.
    InOrder,
}

/// The services of a journey with its questions, in groups that stand on a page together.
pub struct Planner {
    services: Vec<Service>,
    groups: Vec<Vec<String>>,
    plan: Option<Plan>,
}

impl Planner {
    /// A planner. An input that is in no group has a page of its own, after all others.
    pub fn new(services: Vec<Service>, mut groups: Vec<Vec<String>>) -> Self {
        let known: BTreeSet<String> = groups.iter().flatten().cloned().collect();
        let all: BTreeSet<String> =
            services.iter().flat_map(|service| service.model.inputs_of(&service.decision)).collect();
        groups.extend(all.into_iter().filter(|input| !known.contains(input)).map(|input| vec![input]));
        let plan = Plan::of(&services, plan::MOST_STATES);
        Self { services, groups, plan }
    }

    /// The groups, those included that were made.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// How the first question is found.
    pub fn how(&self) -> How {
        self.plan.as_ref().map_or(How::InOrder, Plan::how)
    }

    /// What to ask next, if anything.
    pub fn next(&self, facts: &Facts) -> Result<Next, Wrong> {
        // Where the tables are read, they say themselves what may still matter, and the decisions are asked at the end.
        let (best, wanted, how) = match self.plan.as_ref().and_then(|plan| plan.best(facts)) {
            Some((best, wanted, how)) => (Some(best), wanted, how),
            None => (None, self.missing(facts)?, How::InOrder),
        };
        let of_group = |group: &Vec<String>| -> Vec<String> {
            group.iter().filter(|input| wanted.contains(*input)).cloned().collect()
        };
        let group = match best {
            Some(input) => self.groups.iter().position(|group| group.contains(&input)),
            None => self.groups.iter().position(|group| !of_group(group).is_empty()),
        };
        Ok(match group {
            Some(group) => Next::Ask { group, inputs: of_group(&self.groups[group]), how },
            None => Next::Settled,
        })
    }

    /// What some decision waits for.
    fn missing(&self, facts: &Facts) -> Result<BTreeSet<String>, Wrong> {
        let mut missing = BTreeSet::new();
        for service in &self.services {
            if let (Verdict::Open(own), _) = service.model.decide(&service.decision, facts)? {
                missing.extend(own);
            }
        }
        Ok(missing)
    }
}

#[cfg(test)]
mod tests;
