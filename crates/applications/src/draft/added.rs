//! Services that somebody applies for anyway, on the pages that are asked only because of them: there is a way back from there.

use serde::Serialize;
use values::{Day, Text};

use super::pages::{Opened, title_of};
use crate::journey::{Asking, Question, Step};

/// A service that was added, as a page of questions names it.
#[derive(Serialize)]
pub(super) struct Added {
    id: String,
    title: Text,
}

impl Opened {
    /// Was this service added?
    pub(super) fn is_added(&self, service: &str) -> bool {
        self.draft.body.wishes.anyway.iter().any(|name| name == service)
    }

    /// The services that were added and that ask for more, where a page asks something only because of that.
    pub(super) fn added(&self, asking: &Asking<'_>, page: &str, today: Day) -> Vec<Added> {
        if self.draft.body.wishes.anyway.is_empty() {
            return Vec::new();
        }
        let without = self.journey.asking(&self.draft.body.answers, &[], today);
        let is_more = |question: &Question| asking.asks(question) && !without.asks(question);
        if !asking.on(page).iter().any(|question| is_more(question)) {
            return Vec::new();
        }
        let asks_more = |step: &&Step| {
            let mut needed = step.fields.iter().chain(&step.place).filter_map(|id| self.journey.question(id));
            self.is_added(step.service_type.name()) && needed.any(is_more)
        };
        let added = self.journey.services.iter().filter(asks_more);
        let named =
            |step: &Step| Added { id: step.service_type.name().to_owned(), title: title_of(&self.government, step) };
        added.map(named).collect()
    }
}
