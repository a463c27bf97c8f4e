//! Changing one field in every record of a kind: what a bulk edit does.

use std::collections::BTreeSet;

use super::{Field, Fields, Inventory, Iri, Keywords, Kind, Must, Noun, Tag, Texts, nouns::Visitor};

/// What to find in a field, and what to write in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replace {
    /// In records of which kind.
    pub kind: Kind,
    /// In which of their fields.
    pub field: String,
    /// What stands there.
    pub find: String,
    /// What shall stand there.
    pub with: String,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replaced {
    /// In so many places.
    pub done: usize,
    /// So many titles would have become empty, and were left alone.
    pub left: usize,
}

impl Inventory {
    /// Replaces it wherever it stands. Letters only: what a field leads to stays.
    pub fn replace(&mut self, replace: &Replace) -> Replaced {
        let mut editor = Editor { replace, is_kind: false, done: 0, left: 0 };
        if !replace.find.is_empty() {
            self.each(&mut editor);
        }
        Replaced { done: editor.done, left: editor.left }
    }
}

impl Kind {
    /// The fields of this kind whose letters can be replaced, by their names.
    pub fn editable(self) -> Vec<&'static str> {
        let mut lister = Lister::default();
        Inventory::default().add(self, Iri::new(""), &mut lister);
        lister.names
    }
}

#[derive(Default)]
struct Lister {
    names: Vec<&'static str>,
}

impl Visitor for Lister {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        noun.fields(self);
    }
}

impl Lister {
    fn offer(&mut self, field: &Field) {
        if is_free(field) {
            self.names.push(field.name);
        }
    }
}

/// May people write in it what they like? Neither numbers and spans of time, nor what a thing is known by.
fn is_free(field: &Field) -> bool {
    field.datatype.is_none() && field.name != "identifier"
}

impl Fields for Lister {
    fn texts(&mut self, field: &Field, _: &mut Texts) {
        self.offer(field);
    }

    fn keywords(&mut self, field: &Field, _: &mut Keywords) {
        self.offer(field);
    }

    fn letters(&mut self, field: &Field, _: &mut Option<String>) {
        self.offer(field);
    }

    fn all_letters(&mut self, field: &Field, _: &mut BTreeSet<String>) {
        self.offer(field);
    }

    fn thing(&mut self, _: &Field, _: &mut Option<Iri>) {}

    fn things(&mut self, _: &Field, _: &mut BTreeSet<Iri>) {}
}

struct Editor<'a> {
    replace: &'a Replace,
    is_kind: bool,
    done: usize,
    left: usize,
}

impl Visitor for Editor<'_> {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        self.is_kind = N::KIND == self.replace.kind;
        noun.fields(self);
    }
}

impl Editor<'_> {
    fn is_it(&self, field: &Field) -> bool {
        self.is_kind && field.name == self.replace.field && is_free(field)
    }

    fn text(&mut self, text: &str) -> String {
        self.done += text.matches(&self.replace.find).count();
        text.replace(&self.replace.find, &self.replace.with)
    }
}

impl Fields for Editor<'_> {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        if self.is_it(field) {
            for text in value.values_mut() {
                let (before, edited) = (self.done, self.text(text));
                // Nobody takes a title away by a slip.
                if edited.trim().is_empty() && field.must == Must::Needed {
                    self.left += usize::from(self.done > before);
                    self.done = before;
                } else {
                    *text = edited;
                }
            }
            value.retain(|_, text| !text.is_empty());
        }
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        if self.is_it(field) {
            let edited = value.iter().map(|(tag, text)| (tag.clone(), self.text(text)));
            let edited: BTreeSet<(Tag, String)> = edited.collect();
            *value = edited.into_iter().filter(|(_, text)| !text.is_empty()).collect();
        }
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        if self.is_it(field)
            && let Some(text) = value
        {
            let edited = self.text(text);
            *value = (!edited.is_empty()).then_some(edited);
        }
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        if self.is_it(field) {
            let edited: BTreeSet<String> = value.iter().map(|text| self.text(text)).collect();
            *value = edited.into_iter().filter(|text| !text.is_empty()).collect();
        }
    }

    fn thing(&mut self, _: &Field, _: &mut Option<Iri>) {}

    fn things(&mut self, _: &Field, _: &mut BTreeSet<Iri>) {}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::inventory::{ContactPoint, PublicService};

    fn inventory() -> Inventory {
        let mut inventory = Inventory::default();
        let title = Texts::from([(Tag::new("en"), "Old rates and old taxes".into()), (Tag::new("fr"), "Taxes".into())]);
        let service = PublicService { title, identifier: Some("old-1".into()), ..PublicService::default() };
        inventory.services.insert(Iri::new("s"), service);
        let numbers = BTreeSet::from(["01632 960000".to_owned(), "01632 960001".to_owned()]);
        inventory.contact_points.insert(Iri::new("c"), ContactPoint { telephones: numbers, ..ContactPoint::default() });
        inventory
    }

    fn replace(kind: Kind, field: &str, find: &str, with: &str) -> (usize, Inventory) {
        let mut changed = inventory();
        let replace = Replace { kind, field: field.into(), find: find.into(), with: with.into() };
        (changed.replace(&replace).done, changed)
    }

    #[test]
    fn only_the_named_field_of_the_named_kind_changes() {
        let (done, changed) = replace(Kind::PublicService, "title", "old", "new");
        assert_eq!(done, 1, "capitals count");
        assert_eq!(changed.services[&Iri::new("s")].title[&Tag::new("en")], "Old rates and new taxes");
        assert_eq!(changed.services[&Iri::new("s")].identifier.as_deref(), Some("old-1"));
        assert_eq!(changed.contact_points, inventory().contact_points);
        let (done, changed) = replace(Kind::ContactPoint, "telephones", "01632 96", "0808 96");
        assert_eq!(done, 2);
        let numbers: Vec<&str> = changed.contact_points[&Iri::new("c")].telephones.iter().map(String::as_str).collect();
        assert_eq!(numbers, ["0808 960000", "0808 960001"]);
    }

    #[test]
    fn what_becomes_empty_is_said_no_more_and_nothing_is_found_in_nothing() {
        let (done, changed) = replace(Kind::ContactPoint, "telephones", "01632 960000", "");
        assert_eq!((done, changed.contact_points[&Iri::new("c")].telephones.len()), (1, 1));
        assert_eq!(replace(Kind::PublicService, "title", "Taxes", ""), (0, inventory()), "a title stays");
        let taxes =
            Replace { kind: Kind::PublicService, field: "title".into(), find: "Taxes".into(), with: String::new() };
        assert_eq!(inventory().replace(&taxes), Replaced { done: 0, left: 1 });
        assert_eq!(
            replace(Kind::PublicService, "identifier", "old", "new"),
            (0, inventory()),
            "and what it is known by"
        );
        for (kind, field, find) in
            [(Kind::PublicService, "title", ""), (Kind::PublicService, "titel", "old"), (Kind::Event, "title", "old")]
        {
            assert_eq!(replace(kind, field, find, "x"), (0, inventory()));
        }
    }

    #[test]
    fn fields_that_lead_elsewhere_are_not_offered() {
        let offered = Kind::PublicService.editable();
        assert!(offered.contains(&"title") && offered.contains(&"keywords"));
        for other in ["channels", "service_type", "processing_time", "identifier"] {
            assert!(!offered.contains(&other), "{other}");
        }
    }
}
