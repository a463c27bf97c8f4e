//! From linked data to requirements: ours, and those of others as far as they are told in the same words. What can't be
//! taken is said.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::inventory::{
    Iri, Literal, Object, Statement,
    rdf::{self, Things},
};
use eligibility::requirement::{Choice, Concept, EvidenceTypeList, Requirement, Texts, Type};
use values::plain_text;

use super::{
    Document, Published, Syntax, Unreadable,
    terms::{
        A, CONSTRAINT, CRITERION, DESCRIPTION, EXPECTED_VALUE, HAS_CONCEPT, HAS_EVIDENCE_TYPE_LIST, IDENTIFIER,
        IN_SCHEME, INFORMATION_CONCEPT, INFORMATION_REQUIREMENT, KIND, LABEL, NOTATION, PUBLISHER, REQUIREMENT,
        SPECIFIES_EVIDENCE_TYPE, SUBJECT, TYPES,
    },
};
use crate::journey::adopt::slug;

/// A file may have so many bytes.
pub const MOST_BYTES: usize = 16 << 20;
/// And so many concepts, requirements, and options of one concept.
const MOST: usize = 5_000;
/// A text may have so many letters, anything else so many.
const LONGEST_TEXT: usize = 4_000;
const LONGEST: usize = 500;
/// Nobody reads more remarks.
const MOST_REMARKS: usize = 200;

/// The class of requirements, and those below it.
const REQUIREMENTS: [&str; 4] = [INFORMATION_REQUIREMENT, CRITERION, CONSTRAINT, REQUIREMENT];

/// What was read.
#[derive(Debug, Default)]
pub struct Read {
    /// What it says.
    pub document: Document,
    /// What could not be taken.
    pub remarks: Vec<String>,
}

/// Reads a file.
pub fn read(file: &[u8], syntax: Syntax) -> Result<Read, Unreadable> {
    if file.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    let things = rdf::things(syntax, file)?;
    let mut reader = Reader { things: &things, remarks: Vec::new() };
    let concepts = reader.concepts();
    let requirements = reader.requirements(&concepts);
    let mut concepts: Vec<Concept> = concepts.into_values().flatten().collect();
    concepts.sort_by(|one, other| one.id.cmp(&other.id));
    let evidence = reader.evidence_types();
    Ok(Read { document: Document { concepts, requirements, evidence }, remarks: reader.remarks })
}

struct Reader<'t> {
    things: &'t Things,
    remarks: Vec<String>,
}

impl<'t> Reader<'t> {
    /// Each concept by its name; nothing for one that could not be taken.
    fn concepts(&mut self) -> BTreeMap<&'t Iri, Option<Concept>> {
        let (mut options, mut ids) = (self.options(), BTreeSet::new());
        let mut concepts = BTreeMap::new();
        for name in self.of_class(&[INFORMATION_CONCEPT]) {
            if concepts.len() == MOST {
                self.remark(
                    name,
                    &format!("there are more than {MOST} concepts, and this one is left out with what follows"),
                );
                break;
            }
            let concept = self.concept(name, options.remove(name).unwrap_or_default());
            let is_taken = ids.insert(concept.id.clone());
            if !is_taken {
                self.remark(name, &format!("another concept is called '{}' already, so it is left out", concept.id));
            }
            concepts.insert(name, is_taken.then_some(concept));
        }
        concepts
    }

    fn concept(&mut self, name: &Iri, options: Vec<Choice>) -> Concept {
        let told = self.thing(name, KIND).and_then(|kind| type_of(kind.as_str().strip_prefix(TYPES)?));
        let is_choice = !options.is_empty();
        let kind = match told {
            // A choice without options is no choice.
            Some(Type::Choice) if !is_choice => None,
            told => told,
        };
        if kind.is_none() {
            let taken = if is_choice { "a choice" } else { "a text" };
            self.remark(
                name,
                &format!("it says of no type that is known here of which it is, so it is taken for {taken}"),
            );
        }
        let kind = kind.unwrap_or(if is_choice { Type::Choice } else { Type::Text });
        Concept {
            id: self.id(name),
            kind,
            labels: self.texts(name, LABEL),
            help: self.texts(name, DESCRIPTION),
            options: if kind == Type::Choice { options } else { Vec::new() },
            constraint: self.letters(name, EXPECTED_VALUE).map(|text| cut(text, LONGEST)),
        }
    }

    /// The options of each concept, in the order of their names.
    fn options(&mut self) -> BTreeMap<&'t Iri, Vec<Choice>> {
        let things = self.things;
        let scheme = |said: &'t BTreeSet<Statement>| first_thing(said, IN_SCHEME);
        let mut options: BTreeMap<&Iri, Vec<Choice>> = BTreeMap::new();
        for (name, said) in things {
            let of = scheme(said).and_then(|scheme| first_thing(things.get(scheme)?, SUBJECT));
            let (Some(of), Some(value)) = (of, self.letters(name, NOTATION)) else { continue };
            let value = cut(value, LONGEST);
            let known = options.entry(of).or_default();
            if known.len() < MOST && !value.is_empty() && known.iter().all(|option| option.value != value) {
                known.push(Choice { value, labels: self.texts(name, LABEL) });
            } else {
                self.remark(name, "this option says nothing, stands twice, or is one too many, so it is left out");
            }
        }
        options
    }

    fn requirements(&mut self, concepts: &BTreeMap<&Iri, Option<Concept>>) -> Vec<Published> {
        let mut all: BTreeMap<String, Published> = BTreeMap::new();
        for name in self.of_class(&REQUIREMENTS) {
            let id = self.id(name);
            if all.len() == MOST || all.contains_key(&id) {
                self.remark(name, "another requirement has its id, or there are too many, so it is left out");
                continue;
            }
            let mut own = BTreeSet::new();
            for concept in self.all(name, HAS_CONCEPT) {
                match concepts.get(concept) {
                    Some(known) => own.extend(known.as_ref().map(|known| known.id.clone())),
                    None => self
                        .remark(name, &format!("the file does not say what concept {concept} is, so it is left out")),
                }
            }
            let bodies = self.all(name, PUBLISHER).into_iter();
            let requirement = Requirement {
                labels: self.texts(name, LABEL),
                concepts: own,
                evidence: self.evidence(name),
                id: id.clone(),
            };
            let bodies = bodies.map(|body| (self.id(body), self.texts(body, LABEL))).collect();
            all.insert(id, Published { requirement, bodies });
        }
        all.into_values().collect()
    }

    fn evidence(&self, requirement: &Iri) -> Vec<EvidenceTypeList> {
        let lists = self.all(requirement, HAS_EVIDENCE_TYPE_LIST).into_iter().take(MOST);
        let list = |name: &Iri| {
            EvidenceTypeList(self.all(name, SPECIFIES_EVIDENCE_TYPE).into_iter().map(|kind| self.id(kind)).collect())
        };
        lists.map(list).filter(|list| !list.0.is_empty()).collect()
    }

    /// What the types of evidence are called that some list names.
    fn evidence_types(&self) -> BTreeMap<String, Texts> {
        let requirements = self.of_class(&REQUIREMENTS).into_iter().take(MOST);
        let lists = requirements.flat_map(|name| self.all(name, HAS_EVIDENCE_TYPE_LIST)).take(MOST);
        let kinds = lists.flat_map(|name| self.all(name, SPECIFIES_EVIDENCE_TYPE)).take(MOST);
        kinds.map(|kind| (self.id(kind), self.texts(kind, LABEL))).collect()
    }

    fn of_class(&self, classes: &[&str]) -> Vec<&'t Iri> {
        let is = |statement: &Statement| {
            let class = statement.object.thing().map(Iri::as_str);
            statement.property.as_str() == A && class.is_some_and(|class| classes.contains(&class))
        };
        self.things.iter().filter(|(_, said)| said.iter().any(is)).map(|(name, _)| name).collect()
    }

    /// What its identifier says, or the last part of its name.
    fn id(&self, name: &Iri) -> String {
        let given = self.letters(name, IDENTIFIER).map(str::to_owned);
        let last =
            || name.as_str().rsplit(['/', '#', ':']).find(|part| !part.is_empty()).unwrap_or_default().to_owned();
        let id = given.unwrap_or_else(last);
        let is_ours = super::super::data::is_id(&id.replace('.', "-"));
        if is_ours { id } else { slug(&id) }
    }

    fn all(&self, name: &Iri, property: &str) -> Vec<&'t Iri> {
        let said = self.things.get(name).into_iter().flatten();
        said.filter(|statement| statement.property.as_str() == property)
            .filter_map(|said| said.object.thing())
            .collect()
    }

    fn thing(&self, name: &Iri, property: &str) -> Option<&'t Iri> {
        first_thing(self.things.get(name)?, property)
    }

    fn literals(&self, name: &Iri, property: &str) -> impl Iterator<Item = &'t Literal> {
        let said = self.things.get(name).into_iter().flatten();
        said.filter(move |statement| statement.property.as_str() == property).filter_map(|statement| {
            match &statement.object {
                Object::Literal(literal) => Some(literal),
                Object::Thing(_) => None,
            }
        })
    }

    fn letters(&self, name: &Iri, property: &str) -> Option<&'t str> {
        self.literals(name, property).map(|literal| literal.value.as_str()).next()
    }

    /// The text of each language; where nobody says which it is, English.
    fn texts(&self, name: &Iri, property: &str) -> Texts {
        let mut texts = Texts::new();
        for literal in self.literals(name, property) {
            let tag = literal.language.as_ref().map_or("en", |tag| tag.as_str());
            texts.entry(tag.to_owned()).or_insert_with(|| cut(&literal.value, LONGEST_TEXT));
        }
        texts
    }

    fn remark(&mut self, name: &Iri, what: &str) {
        if self.remarks.len() < MOST_REMARKS {
            self.remarks.push(format!("{}: {what}", cut(name.as_str(), LONGEST)));
        }
    }
}

fn first_thing<'t>(said: &'t BTreeSet<Statement>, property: &str) -> Option<&'t Iri> {
    said.iter().find(|statement| statement.property.as_str() == property)?.object.thing()
}

fn cut(text: &str, most: usize) -> String {
    plain_text(text).chars().take(most).collect()
}

fn type_of(name: &str) -> Option<Type> {
    serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
}
