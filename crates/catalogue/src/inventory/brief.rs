//! A record in brief, for whoever gives out another that names it: by itself that would lead nowhere.

use std::collections::BTreeSet;

use super::{Field, Fields, Inventory, Iri, Keywords, Must, Noun, Points, Texts, nouns::Visitor};

impl Inventory {
    /// The records that it leads to and does not describe.
    pub fn missing(&self) -> BTreeSet<Iri> {
        let mut missing = Missing { inventory: self, names: BTreeSet::new() };
        // Going through the fields is one way for readers and writers; nothing is changed.
        self.look(&mut missing);
        missing.names
    }

    /// A record in brief: what the standard asks for of one that something else names.
    pub fn brief(&self, name: &Iri) -> Self {
        let mut inventory = Self::default();
        self.copy_into(&mut inventory, name);
        inventory.each(&mut Shorten);
        inventory.others.clear();
        inventory
    }
}

struct Missing<'a> {
    inventory: &'a Inventory,
    names: BTreeSet<Iri>,
}

impl Visitor for Missing<'_> {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        noun.fields(self);
    }
}

impl Fields for Missing<'_> {
    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        if let (Points::At(kind), Some(thing)) = (field.points, value)
            && !self.inventory.has(kind, thing)
        {
            self.names.insert(thing.clone());
        }
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        for thing in value.iter() {
            self.thing(field, &mut Some(thing.clone()));
        }
    }
}

/// Takes out what may be left out.
struct Shorten;

impl Visitor for Shorten {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        noun.fields(self);
        noun.rest().clear();
    }
}

impl Fields for Shorten {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        shorten(field, value);
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        shorten(field, value);
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        shorten(field, value);
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        shorten(field, value);
    }

    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        shorten(field, value);
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        shorten(field, value);
    }
}

fn shorten<T: Default>(field: &Field, value: &mut T) {
    if field.must == Must::May {
        *value = T::default();
    }
}
