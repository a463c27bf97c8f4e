//! Questions that are asked for nothing: whatever is answered, nobody is sent it and nothing hangs on it.

use std::collections::BTreeSet;

use super::{Journey, Question};

impl Journey {
    /// The questions whose answers no service gets or hangs on, no exit, and no other question.
    pub(super) fn asked_for_nothing(&self) -> Vec<&Question> {
        let decided: BTreeSet<String> = self.services.iter().flat_map(|step| self.looks_at(step)).collect();
        let mut used: BTreeSet<&str> = decided.iter().map(String::as_str).collect();
        for step in &self.services {
            used.extend(step.fields.iter().chain(&step.place).map(String::as_str));
        }
        let whens = self.services.iter().flat_map(|step| &step.when);
        let whens = whens.chain(self.exits.iter().flat_map(|exit| &exit.when));
        used.extend(whens.chain(self.questions.iter().flat_map(|one| &one.when)).map(|when| when.question.as_str()));
        for question in &self.questions {
            used.extend(question.held_against());
            used.extend(question.working_day.iter().chain(&question.named_born).map(String::as_str));
        }
        // Whoever comes back tells the one, and staff find a case by the other.
        let is_known = |question: &Question| question.knows || question.named_born.is_some();
        let unused = |question: &&Question| !is_known(question) && !used.contains(question.id.as_str());
        self.questions.iter().filter(unused).collect()
    }
}
