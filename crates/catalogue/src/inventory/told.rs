//! What a record says, field by field, for whoever shows it: the same fields that readers and writers go through.

use std::collections::BTreeSet;

use super::{Field, Fields, Inventory, Iri, Keywords, Kind, Noun, Statement, Texts, nouns::Visitor};

/// A field that says something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its name, as in reports and differences.
    pub field: &'static str,
    /// What it says.
    pub value: Value,
}

/// What a field says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text in some languages.
    Texts(Texts),
    /// Words in some languages.
    Keywords(Keywords),
    /// Plain letters.
    Letters(Vec<String>),
    /// Other things.
    Things(Vec<Iri>),
}

impl Inventory {
    /// Every field of a record that says something, in the order in which people read them; then what was said of it and
    /// has no field.
    pub fn told(&self, kind: Kind, name: &Iri) -> (Vec<Told>, BTreeSet<Statement>) {
        let mut teller = Teller::default();
        self.one(kind, name, &mut teller);
        (teller.told, teller.rest)
    }
}

#[derive(Default)]
struct Teller {
    told: Vec<Told>,
    rest: BTreeSet<Statement>,
}

impl Visitor for Teller {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        noun.fields(self);
        self.rest.clone_from(noun.rest());
    }
}

impl Teller {
    fn tell(&mut self, field: &Field, value: Value) {
        self.told.push(Told { field: field.name, value });
    }
}

impl Fields for Teller {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        if !value.is_empty() {
            self.tell(field, Value::Texts(value.clone()));
        }
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        if !value.is_empty() {
            self.tell(field, Value::Keywords(value.clone()));
        }
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        if let Some(letters) = value {
            self.tell(field, Value::Letters(vec![letters.clone()]));
        }
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        if !value.is_empty() {
            self.tell(field, Value::Letters(value.iter().cloned().collect()));
        }
    }

    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        if let Some(thing) = value {
            self.tell(field, Value::Things(vec![thing.clone()]));
        }
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        if !value.is_empty() {
            self.tell(field, Value::Things(value.iter().cloned().collect()));
        }
    }
}
