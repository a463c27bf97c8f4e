//! One person's way through the questions: what was answered is told to the models, a question that hangs on another is
//! asked after it, and never where the answer closes it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use values::Day;

use super::{How, Next, Planner, Service};
use crate::{
    decision::{Fact, Facts, Wrong},
    requirement::{Told, Way, told::years_since},
};

/// A question: it asks for a concept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Which concept.
    pub concept: String,
    /// Asked only where all of these hold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub when: Vec<Condition>,
}

/// The answer to another question that opens this one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// The concept that the other asks for.
    pub concept: String,
    /// It says any of these; none: any answer will do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is: Vec<Fact>,
    /// And none of these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub is_not: Vec<Fact>,
    /// It is a day so many full years ago, at least.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aged: Option<u16>,
}

impl Condition {
    /// Does an answer meet it on a day? Nothing meets no condition.
    fn holds(&self, answer: &Fact, today: Day) -> bool {
        let is_aged = |years: u16| match answer {
            Fact::Date(day) => day.parse().is_ok_and(|day| i32::from(years_since(day, today)) >= i32::from(years)),
            _ => false,
        };
        *answer != Fact::Nothing
            && self.aged.is_none_or(is_aged)
            && (self.is.is_empty() || self.is.iter().any(|value| says(answer, value)))
            && !self.is_not.iter().any(|value| says(answer, value))
    }
}

/// Does an answer say a value: by itself, or as one of several?
pub(crate) fn says(answer: &Fact, value: &Fact) -> bool {
    match answer {
        Fact::List(several) => several.contains(value),
        Fact::Record(parts) => parts.values().any(|part| part == value),
        one => one == value,
    }
}

/// What comes next for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// A page.
    Ask {
        /// Which page; one past the last for what stands on none.
        page: usize,
        /// What is asked for, in the order of the page.
        concepts: Vec<String>,
        /// How it was found.
        how: How,
    },
    /// Nothing: every service is settled, or a person settles it.
    Settled,
}

/// The questions of a journey, and what its models are told out of the answers.
pub struct Interview {
    planner: Planner,
    pages: Vec<Vec<Question>>,
    told: Vec<Told>,
    page_of: BTreeMap<String, usize>,
}

/// Is a question asked, by what was answered so far?
enum Stands {
    Asked,
    Closed,
    /// This has to be known first.
    After(String),
}

impl Interview {
    /// The services of a journey, its questions page by page, and what the models are told. An input that nobody tells
    /// the models of is a concept of its own name.
    pub fn new(services: Vec<Service>, pages: Vec<Vec<Question>>, mut told: Vec<Told>) -> Self {
        let known: BTreeSet<&str> = told.iter().map(|told| told.input.as_str()).collect();
        let all: BTreeSet<String> =
            services.iter().flat_map(|service| service.model.inputs_of(&service.decision)).collect();
        let itself = |input: &String| Told { input: input.clone(), concept: input.clone(), way: Way::Itself };
        let own: Vec<Told> = all.iter().filter(|input| !known.contains(input.as_str())).map(itself).collect();
        told.extend(own);
        let page_of: BTreeMap<String, usize> = pages
            .iter()
            .enumerate()
            .flat_map(|(page, questions)| questions.iter().map(move |question| (question.concept.clone(), page)))
            .collect();
        let inputs_on = |questions: &Vec<Question>| -> Vec<String> {
            let of = |question: &Question| {
                let own = told.iter().filter(|told| told.concept == question.concept);
                own.map(|told| told.input.clone()).collect::<Vec<_>>()
            };
            questions.iter().flat_map(of).collect()
        };
        let groups = pages.iter().map(inputs_on).collect();
        Self { planner: Planner::new(services, groups), told, page_of, pages }
    }

    /// What the models are told on a day.
    pub fn facts(&self, answers: &Facts, today: Day) -> Facts {
        self.facts_of(&self.told, answers, today)
    }

    /// Of these inputs alone.
    pub fn facts_of<'t>(&self, told: impl IntoIterator<Item = &'t Told>, answers: &Facts, today: Day) -> Facts {
        let fact = |told: &Told| Some((told.input.clone(), self.fact(told, answers, today)?));
        Facts(told.into_iter().filter_map(fact).collect())
    }

    /// What a model is told of one input on a day; nothing where that is not known yet.
    fn fact(&self, told: &Told, answers: &Facts, today: Day) -> Option<Fact> {
        match self.stands(&told.concept, answers, today) {
            // What is not asked is nothing, whatever was typed before it closed.
            Stands::Closed => Some(Fact::Nothing),
            // An answer that says nothing of it says that there is nothing: else it would be asked for ever.
            Stands::Asked => {
                answers.0.get(&told.concept).map(|answer| told.fact(answer, today).unwrap_or(Fact::Nothing))
            }
            Stands::After(_) => None,
        }
    }

    /// How the first question is found.
    pub fn how(&self) -> How {
        self.planner.how()
    }

    /// What to ask next, if anything.
    pub fn next(&self, answers: &Facts, today: Day) -> Result<Step, Wrong> {
        let facts = self.facts(answers, today);
        let Next::Ask { group, inputs, how } = self.planner.next(&facts)? else { return Ok(Step::Settled) };
        let concept_of = |input: &String| self.told.iter().find(|told| told.input == *input).map(|told| &told.concept);
        let wanted: Vec<&String> = inputs.iter().filter_map(concept_of).collect();
        // A question that hangs on another comes after it, though the other settles nothing by itself.
        let mut concepts: Vec<String> = Vec::new();
        for concept in wanted {
            let concept = self.asked_first(concept, answers, today);
            if !concepts.contains(&concept) {
                concepts.push(concept);
            }
        }
        let page = |concept: &String| self.page_of.get(concept).copied().unwrap_or(self.pages.len().max(group));
        let first = concepts.iter().map(page).min().unwrap_or(group);
        concepts.retain(|concept| page(concept) == first);
        Ok(Step::Ask { page: first, concepts, how })
    }

    /// What is asked so that a concept becomes known: what opens it, where that is not answered yet, or else itself.
    pub fn asked_first(&self, concept: &str, answers: &Facts, today: Day) -> String {
        match self.stands(concept, answers, today) {
            Stands::After(other) => other,
            Stands::Asked | Stands::Closed => concept.to_owned(),
        }
    }

    fn question(&self, concept: &str) -> Option<&Question> {
        self.pages.get(*self.page_of.get(concept)?)?.iter().find(|question| question.concept == concept)
    }

    fn stands(&self, concept: &str, answers: &Facts, today: Day) -> Stands {
        self.stands_within(concept, answers, today, self.page_of.len())
    }

    /// No deeper than there are questions: a circle has no end.
    fn stands_within(&self, concept: &str, answers: &Facts, today: Day, deep: usize) -> Stands {
        let mut after = None;
        for when in self.question(concept).into_iter().flat_map(|question| &question.when) {
            let before =
                if deep == 0 { Stands::Closed } else { self.stands_within(&when.concept, answers, today, deep - 1) };
            match (before, answers.0.get(&when.concept)) {
                (Stands::Closed, _) => return Stands::Closed,
                (_, Some(answer)) if !when.holds(answer, today) => return Stands::Closed,
                (Stands::After(other), _) => after = after.or(Some(other)),
                (Stands::Asked, None) => after = after.or(Some(when.concept.clone())),
                (Stands::Asked, Some(_)) => {}
            }
        }
        after.map_or(Stands::Asked, Stands::After)
    }
}
