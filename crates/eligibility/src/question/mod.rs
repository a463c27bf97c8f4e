//! Which questions to ask: the fewest that settle every service of a journey, or leave it to a person. Whether something is
//! settled, the decisions say themselves; which question comes first, the tables do, where they can be read as a grid.

mod plan;

use std::collections::BTreeSet;

use crate::decision::{Facts, Model, Verdict, Wrong};
use plan::Plan;

/// A service of a journey: the decision that says who may have it.
#[derive(Clone, Copy)]
pub struct Service<'m> {
    /// The model.
    pub model: &'m Model,
    /// The decision in it.
    pub decision: &'m str,
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
pub struct Planner<'m> {
    services: Vec<Service<'m>>,
    groups: Vec<Vec<String>>,
    plan: Option<Plan>,
}

impl<'m> Planner<'m> {
    /// A planner. An input that is in no group has a page of its own, after all others.
    pub fn new(services: Vec<Service<'m>>, mut groups: Vec<Vec<String>>) -> Self {
        let known: BTreeSet<String> = groups.iter().flatten().cloned().collect();
        let all: BTreeSet<String> =
            services.iter().flat_map(|service| service.model.inputs_of(service.decision)).collect();
        groups.extend(all.into_iter().filter(|input| !known.contains(input)).map(|input| vec![input]));
        let plan = Plan::of(&services, plan::MOST_STATES);
        Self { services, groups, plan }
    }

    /// The groups, those included that were made.
    pub fn groups(&self) -> &[Vec<String>] {
        &self.groups
    }

    /// What to ask next, if anything.
    pub fn next(&self, facts: &Facts) -> Result<Next, Wrong> {
        let mut wanted: BTreeSet<String> = BTreeSet::new();
        for service in &self.services {
            if let (Verdict::Open(missing), _) = service.model.decide(service.decision, facts)? {
                wanted.extend(missing);
            }
        }
        let of_group = |group: &Vec<String>| -> Vec<String> {
            group.iter().filter(|input| wanted.contains(*input)).cloned().collect()
        };
        let in_order = || self.groups.iter().position(|group| !of_group(group).is_empty());
        let best = self.plan.as_ref().and_then(|plan| plan.best(facts, &wanted));
        let (group, how) = match best {
            Some((input, how)) => (self.groups.iter().position(|group| group.contains(&input)), how),
            None => (in_order(), How::InOrder),
        };
        Ok(match group {
            Some(group) => Next::Ask { group, inputs: of_group(&self.groups[group]), how },
            None => Next::Settled,
        })
    }
}

#[cfg(test)]
mod tests;
