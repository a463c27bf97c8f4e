//! From an inventory to linked data: CPSV-AP 3.2.0, as Turtle or JSON-LD.
//!
//! For every entry of an outside list that is referred to, its class is written too: the official shapes look for it.

use std::{collections::BTreeSet, io};

use oxjsonld::JsonLdSerializer;
use oxrdf::{GraphNameRef, NamedNode, QuadRef, TripleRef};
use oxttl::TurtleSerializer;

use super::{
    Syntax, Things,
    terms::{BEYOND, PREFIXES, TYPE},
};
use crate::inventory::{
    Field, Fields, Inventory, Iri, Keywords, Literal, Noun, Object, Points, Statement, Texts, nouns::Visitor,
};

/// An inventory that can't be written in this syntax.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// Nobody writes RDF/XML any more.
    #[error("RDF/XML is read and not written: write Turtle or JSON-LD")]
    NotInThisSyntax,
    /// The name of a thing is not an address.
    #[error("'{name}' can't be written: {why}")]
    Name {
        /// Which.
        name: String,
        /// Why not.
        why: String,
    },
    /// The bytes could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

/// Writes all of an inventory, sorted by the names of its things.
pub fn write(inventory: &Inventory, syntax: Syntax) -> Result<Vec<u8>, NotWritten> {
    written(&statements(inventory), syntax)
}

/// Writes what is said of things, whatever the vocabulary.
pub fn written(things: &Things, syntax: Syntax) -> Result<Vec<u8>, NotWritten> {
    match syntax {
        Syntax::Turtle => turtle(things),
        Syntax::JsonLd => json_ld(things),
        Syntax::RdfXml => Err(NotWritten::NotInThisSyntax),
    }
}

/// Everything that an inventory says, by the thing that it says it of.
fn statements(inventory: &Inventory) -> Things {
    let mut teller = Teller::default();
    // Going through the fields is one way for readers and writers; a writer changes nothing.
    inventory.look(&mut teller);
    for (name, other) in &inventory.others {
        teller.things.entry(name.clone()).or_default().extend(other.said.iter().cloned());
    }
    for (property, class) in BEYOND {
        let of_it = teller.things.values().flatten().filter(|statement| statement.property.as_str() == property);
        let things: Vec<Iri> = of_it.filter_map(|statement| statement.object.thing().cloned()).collect();
        for thing in things {
            teller.say_class(&thing, class);
        }
    }
    teller.things
}

#[derive(Default)]
struct Teller {
    things: Things,
    name: Option<Iri>,
}

impl Visitor for Teller {
    fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N) {
        self.name = Some(name.clone());
        self.say(TYPE, Object::Thing(Iri::new(N::KIND.classes()[0])));
        noun.fields(self);
        let rest = noun.rest().clone();
        self.things.entry(name.clone()).or_default().extend(rest);
    }
}

impl Teller {
    fn say(&mut self, property: &str, object: Object) {
        if let Some(name) = &self.name {
            self.things.entry(name.clone()).or_default().insert(Statement { property: Iri::new(property), object });
        }
    }

    fn say_thing(&mut self, field: &Field, thing: &Iri) {
        self.say(field.property(), Object::Thing(thing.clone()));
        if let Points::Listed(class) = field.points {
            self.say_class(thing, class);
        }
    }

    fn say_class(&mut self, thing: &Iri, class: &str) {
        let class = Statement { property: Iri::new(TYPE), object: Object::Thing(Iri::new(class)) };
        self.things.entry(thing.clone()).or_default().insert(class);
    }

    fn say_letters(&mut self, field: &Field, letters: &str) {
        let literal = match field.datatype {
            Some(datatype) => Literal::typed(datatype, letters),
            None => Literal::plain(letters),
        };
        self.say(field.property(), Object::Literal(literal));
    }
}

impl Fields for Teller {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        for (tag, text) in value {
            self.say(field.property(), Object::Literal(Literal::text(tag.clone(), text.as_str())));
        }
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        for (tag, word) in value.iter() {
            self.say(field.property(), Object::Literal(Literal::text(tag.clone(), word.as_str())));
        }
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        if let Some(letters) = value {
            self.say_letters(field, letters);
        }
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        for letters in value.iter() {
            self.say_letters(field, letters);
        }
    }

    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        if let Some(thing) = value {
            self.say_thing(field, thing);
        }
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        for thing in value.iter() {
            self.say_thing(field, thing);
        }
    }
}

fn turtle(things: &Things) -> Result<Vec<u8>, NotWritten> {
    let mut serializer = TurtleSerializer::new();
    for (prefix, name) in PREFIXES {
        serializer = serializer.with_prefix(prefix, name).expect("we wrote the prefixes");
    }
    let mut serializer = serializer.for_writer(Vec::new());
    each(things, |triple| serializer.serialize_triple(triple))?;
    Ok(serializer.finish()?)
}

fn json_ld(things: &Things) -> Result<Vec<u8>, NotWritten> {
    let mut serializer = JsonLdSerializer::new();
    for (prefix, name) in PREFIXES {
        serializer = serializer.with_prefix(prefix, name).expect("we wrote the prefixes");
    }
    let mut serializer = serializer.for_writer(Vec::new());
    each(things, |TripleRef { subject, predicate, object }| {
        serializer.serialize_quad(QuadRef { subject, predicate, object, graph_name: GraphNameRef::DefaultGraph })
    })?;
    Ok(serializer.finish()?)
}

fn each(things: &Things, mut write: impl FnMut(TripleRef<'_>) -> io::Result<()>) -> Result<(), NotWritten> {
    for (name, said) in things {
        let subject = node(name)?;
        for Statement { property, object } in said {
            let predicate = node(property)?;
            match object {
                Object::Thing(thing) => {
                    let object = node(thing)?;
                    write(TripleRef::new(&subject, &predicate, &object))?;
                }
                Object::Literal(literal) => write(TripleRef::new(&subject, &predicate, &letters(literal)?))?,
            }
        }
    }
    Ok(())
}

fn node(name: &Iri) -> Result<NamedNode, NotWritten> {
    NamedNode::new(name.as_str()).map_err(|error| NotWritten::Name { name: name.to_string(), why: error.to_string() })
}

fn letters(literal: &Literal) -> Result<oxrdf::Literal, NotWritten> {
    Ok(match (&literal.language, &literal.datatype) {
        // Unchecked: a part may be longer than BCP 47 allows, and real catalogues have such tags.
        (Some(tag), _) => oxrdf::Literal::new_language_tagged_literal_unchecked(literal.value.as_str(), tag.as_str()),
        (None, Some(datatype)) => oxrdf::Literal::new_typed_literal(literal.value.as_str(), node(datatype)?),
        (None, None) => oxrdf::Literal::new_simple_literal(literal.value.as_str()),
    })
}
