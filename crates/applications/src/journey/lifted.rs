//! Conditions that count for nothing because somebody applies anyway: what closes a question that the body needs is then
//! the very answer that says the service does not apply.

use std::collections::BTreeSet;

use values::Day;

use super::{Answers, Journey, Question, Says, When};

/// Which questions are open for somebody who applies for some services anyway.
pub struct Lifted<'j> {
    journey: &'j Journey,
    /// A question, and the other that it does not hang on any more.
    lifted: BTreeSet<(&'j str, &'j str)>,
}

impl Journey {
    /// The conditions that are lifted for these services, where the answers say that they do not apply: what a body needs
    /// hangs no more on what its decision looks at.
    pub fn lifted<'j>(&'j self, answers: &Answers, anyway: &[String], day: Day) -> Lifted<'j> {
        let mut lifted = BTreeSet::new();
        let wanted = self.services.iter().filter(|step| anyway.iter().any(|name| name == step.service_type.name()));
        for step in wanted.filter(|step| self.case(answers, day).says(step) == Says::DoesNotApply) {
            let decided: BTreeSet<&str> = self.decided_by_opened(step).collect();
            let mut needed: BTreeSet<&str> = step.fields.iter().chain(&step.place).map(String::as_str).collect();
            // What opens another stands before it.
            for question in self.questions.iter().rev() {
                if needed.contains(question.id.as_str()) {
                    for when in &question.when {
                        let other = when.question.as_str();
                        if decided.contains(other) {
                            lifted.insert((question.id.as_str(), other));
                        } else {
                            needed.insert(other);
                        }
                    }
                }
            }
        }
        Lifted { journey: self, lifted }
    }
}

impl Lifted<'_> {
    /// Do these answers open the question?
    pub fn opens(&self, question: &Question, answers: &Answers) -> bool {
        question.when.iter().all(|when| self.holds(question, when, answers, 0))
    }

    fn holds(&self, question: &Question, when: &When, answers: &Answers, depth: usize) -> bool {
        if self.lifted.contains(&(question.id.as_str(), when.question.as_str())) {
            return true;
        }
        let opener = self.journey.question(&when.question).filter(|_| depth < self.journey.questions.len());
        when.holds(answers)
            && opener.is_some_and(|it| it.when.iter().all(|deeper| self.holds(it, deeper, answers, depth + 1)))
    }

    /// The answers with an empty one for every optional question that they open and that was passed over, as a page leaves it.
    pub fn with_passed_over(&self, mut answers: Answers) -> Answers {
        for question in self.journey.questions.iter().filter(|question| question.optional) {
            if self.opens(question, &answers) {
                answers.entry(question.id.clone()).or_insert_with(|| question.passed_over());
            }
        }
        answers
    }
}
