//! What a consent was given for: the questions whose answers, and the files, that were to go to the body. No values. A consent
//! stands for that and for no more.

use std::{collections::BTreeSet, fmt};

use serde::{Deserialize, Serialize};

use crate::{
    evidence::{Held, rules::part},
    journey::{Answers, Journey, Step},
};

/// Ids of questions and of files. The latter have an underscore, which the former have not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Extent(BTreeSet<String>);

impl Extent {
    /// What the body of a service would get: the declared questions that have an answer, and the evidence that goes along.
    pub fn of(journey: &Journey, step: &Step, answers: &Answers, held: &[Held]) -> Self {
        let is_answered = |id: &&String| answers.get(*id).is_some_and(|answer| !answer.is_empty());
        let answered = step.fields.iter().filter(is_answered).cloned();
        let given = part(journey, step, held).given.into_iter().map(|held| held.id.to_string());
        Self(answered.chain(given).collect())
    }

    /// What came back with a form.
    pub fn parse(text: &str) -> Self {
        Self(text.split_whitespace().map(str::to_owned).collect())
    }

    /// Is nothing of it outside the other?
    pub fn is_within(&self, other: &Self) -> bool {
        self.0.is_subset(&other.0)
    }

    /// What is part of both.
    pub fn shared_with(&self, other: &Self) -> Self {
        Self(self.0.intersection(&other.0).cloned().collect())
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.iter().map(String::as_str).collect::<Vec<_>>().join(" "))
    }
}
