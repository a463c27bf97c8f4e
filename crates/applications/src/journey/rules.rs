//! Which answers open which questions, and where the journey ends. Pure.

use values::{Id, id};

use super::{Answer, Answers, Exit, Journey, Page, Question, When, answer::ELSEWHERE};

/// Where a person is in a journey.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// This page still lacks an answer.
    Ask(&'a Page),
    /// It ends here.
    Leave(&'a Exit),
    /// Everything is answered.
    Check,
}

impl When {
    /// Does the condition hold? An unanswered question meets no condition; where none of its options is ticked, it says none
    /// of its values.
    pub fn holds(&self, answers: &Answers) -> bool {
        let counts = |answer: &&Answer| if self.is_not.is_empty() { !answer.is_empty() } else { answer.is_given() };
        answers.get(&self.question).filter(counts).is_some_and(|answer| {
            (self.is.is_empty() || self.is.iter().any(|value| answer.says(value)))
                && !self.is_not.iter().any(|value| answer.says(value))
        })
    }
}

impl Journey {
    /// Do these answers open the question? A condition over a question that is not opened itself never holds.
    pub fn opens(&self, question: &Question, answers: &Answers) -> bool {
        question.when.iter().all(|when| self.counts(when, answers, 0))
    }

    /// Does the condition hold, and is its question opened?
    pub(super) fn counts(&self, when: &When, answers: &Answers, depth: usize) -> bool {
        depth < self.questions.len()
            && when.holds(answers)
            && self
                .question(&when.question)
                .is_some_and(|question| question.when.iter().all(|deeper| self.counts(deeper, answers, depth + 1)))
    }

    /// The exit that these answers lead to.
    pub fn exit<'a>(&'a self, answers: &Answers) -> Option<&'a Exit> {
        self.exits.iter().find(|exit| exit.when.iter().all(|when| self.counts(when, answers, 0)))
    }

    /// The exit that a place outside the area served leads to, if this is the question about it.
    pub fn exit_elsewhere(&self, question: &str) -> Option<&Exit> {
        let waits = |when: &When| when.question == question && when.is.iter().any(|value| value == ELSEWHERE);
        self.exits.iter().find(|exit| exit.when.iter().all(waits))
    }

    /// Could anything be sent if this place were none of those served here?
    pub fn could_send_without(&self, place: &str) -> bool {
        let mut possible: Vec<&Id<id::ServiceType>> = Vec::new();
        for step in &self.services {
            let follows = step.after.as_ref().is_none_or(|before| possible.contains(&before));
            if step.place.as_deref() != Some(place) && follows {
                possible.push(&step.service_type);
            }
        }
        !possible.is_empty()
    }
}
