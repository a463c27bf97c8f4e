//! What a noun of the inventory is made of, said once: a reader fills the fields, a writer says them, a check looks at
//! them, and none of the three can disagree with another about which there are.

use std::collections::BTreeSet;

use super::{Iri, Keywords, Kind, Statement, Texts};

/// A kind of thing that an inventory is made of.
pub trait Noun: Default + Clone {
    /// Which kind it is.
    const KIND: Kind;
    /// Goes through all its fields, in the order in which people read them.
    fn fields(&mut self, fields: &mut impl Fields);
    /// What was said of it and has no place among them.
    fn rest(&mut self) -> &mut BTreeSet<Statement>;
}

/// Something that goes through the fields of a noun. What looks at references only passes over the others.
pub trait Fields {
    /// A text, once in each language.
    fn texts(&mut self, _: &Field, _: &mut Texts) {}
    /// Words, any number in each language.
    fn keywords(&mut self, _: &Field, _: &mut Keywords) {}
    /// One plain text of no language, or of a type where the field has one.
    fn letters(&mut self, _: &Field, _: &mut Option<String>) {}
    /// Any number of plain texts.
    fn all_letters(&mut self, _: &Field, _: &mut BTreeSet<String>) {}
    /// Another thing.
    fn thing(&mut self, field: &Field, value: &mut Option<Iri>);
    /// Any number of other things.
    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>);
}

/// What a field is called, and what is asked of it.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// Its name in reports and differences.
    pub name: &'static str,
    /// The properties that say it: it is written as the first and read from any.
    pub properties: &'static [&'static str],
    /// Must it be there?
    pub must: Must,
    /// The type of its letters, where it is not text.
    pub datatype: Option<&'static str>,
    /// What it leads to, where it leads to another thing.
    pub points: Points,
}

/// Must a field be there?
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Must {
    /// A record without it is of no use to anybody.
    Needed,
    /// The standard asks for it; a record without it is taken.
    Asked,
    /// It may be left out.
    May,
}

/// What another thing has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Points {
    /// Anything.
    Anywhere,
    /// A record of this kind in the same inventory.
    At(Kind),
    /// An entry of an outside list, of this class. It is not a record here.
    Listed(&'static str),
}

impl Field {
    /// A field that may be left out.
    pub const fn new(name: &'static str, properties: &'static [&'static str]) -> Self {
        Self { name, properties, must: Must::May, datatype: None, points: Points::Anywhere }
    }

    /// The same, without which a record is of no use.
    #[must_use]
    pub const fn needed(self) -> Self {
        Self { must: Must::Needed, ..self }
    }

    /// The same, which the standard asks for.
    #[must_use]
    pub const fn asked(self) -> Self {
        Self { must: Must::Asked, ..self }
    }

    /// The same, with letters of this type.
    #[must_use]
    pub const fn of_type(self, datatype: &'static str) -> Self {
        Self { datatype: Some(datatype), ..self }
    }

    /// The same, leading to a record of this kind.
    #[must_use]
    pub const fn at(self, kind: Kind) -> Self {
        Self { points: Points::At(kind), ..self }
    }

    /// The same, leading to an entry of an outside list.
    #[must_use]
    pub const fn listed(self, class: &'static str) -> Self {
        Self { points: Points::Listed(class), ..self }
    }

    /// The property that it is written as.
    pub fn property(&self) -> &'static str {
        self.properties[0]
    }
}
