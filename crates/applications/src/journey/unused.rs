//! Questions that are asked for nothing: whatever is answered, nobody is sent it and nothing hangs on it.

use std::collections::BTreeSet;

use eligibility::requirement::Way;

use super::{Journey, Kind, Question, When};

impl Journey {
    /// The questions whose answers no service gets or hangs on, no exit, and no other question.
    pub(super) fn asked_for_nothing(&self) -> Vec<&Question> {
        let decided: BTreeSet<String> = self.services.iter().flat_map(|step| self.looks_at(step)).collect();
        let mut used: BTreeSet<&str> = decided.iter().map(String::as_str).collect();
        for step in &self.services {
            used.extend(step.fields.iter().chain(&step.place).map(String::as_str));
        }
        used.extend(self.whens().map(|when| when.question.as_str()));
        for question in &self.questions {
            used.extend(question.held_against());
            used.extend(question.working_day.iter().chain(&question.named_born).map(String::as_str));
        }
        // Whoever comes back tells the one, and staff find a case by the other.
        let is_known = |question: &Question| question.knows || question.named_born.is_some();
        let unused = |question: &&Question| !is_known(question) && !used.contains(question.id.as_str());
        self.questions.iter().filter(unused).collect()
    }

    /// The options to tick, with their question, that nothing looks at, though something looks at others of the same
    /// question and no service is sent all that is ticked.
    pub(super) fn ticked_for_nothing(&self) -> Vec<(&Question, &str)> {
        let is_sent = |question: &Question| self.services.iter().any(|step| step.fields.contains(&question.id));
        let ticks = self.questions.iter().filter(|one| one.kind == Kind::Choices && !is_sent(one));
        let mut found = Vec::new();
        for question in ticks {
            let options = question.options.iter().map(|option| option.value.as_str());
            let (seen, unseen): (Vec<_>, Vec<_>) = options.partition(|value| self.looks_for(question, value));
            found.extend(unseen.into_iter().filter(|_| !seen.is_empty()).map(|value| (question, value)));
        }
        found
    }

    /// Does a condition or a table look at whether this is ticked?
    fn looks_for(&self, question: &Question, value: &str) -> bool {
        let own = |when: &&When| when.question == question.id;
        let mut named = self.whens().filter(own).flat_map(|when| when.is.iter().chain(&when.is_not));
        let mut told =
            self.decisions().into_iter().flat_map(|own| own.told()).filter(|told| told.concept == question.id);
        named.any(|known| known == value)
            || told.any(|told| match &told.way {
                Way::Says(known) => known == value,
                _ => self.dmn.as_ref().is_some_and(|dmn| {
                    [format!("\"{value}\""), format!("&quot;{value}&quot;")].iter().any(|text| dmn.contains(text))
                }),
            })
    }

    fn whens(&self) -> impl Iterator<Item = &When> {
        let whens = self.services.iter().flat_map(|step| &step.when);
        whens
            .chain(self.exits.iter().flat_map(|exit| &exit.when))
            .chain(self.questions.iter().flat_map(|one| &one.when))
    }
}
