//! From what a document says to an inventory: each thing of a kind that the model knows, with its fields filled, and
//! everything else beside it.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Said, Syntax, Things, Unreadable, blank, parse,
    terms::{BEYOND, DATE, DOUBLE, DURATION, LANG_STRING, TYPE, cv},
};
use crate::inventory::{
    Edition, Field, Fields, Inventory, Iri, Keywords, Kind, Literal, Must, Noun, Object, Other, Outcome, Points,
    Problem, Record, Severity, Statement, Tag, Texts, Verdict,
    nouns::Visitor,
    problem::MOST_PROBLEMS,
    words::{CONTROLS, without_controls},
};

/// Classes that say more than the kind does: they stay.
const NARROWER: [&str; 2] = [cv!("LifeEvent"), cv!("BusinessEvent")];
/// The Flemish catalogue publishes editions of its concepts; the concept is what they are editions of.
const EDITION_OF: &str = "http://purl.org/dc/terms/isVersionOf";
const EDITION: &str = "http://purl.org/dc/terms/hasVersion";
const ANY_URI: &str = "http://www.w3.org/2001/XMLSchema#anyURI";

/// Reads a document. A record with an error is left out, the others are taken.
pub fn read(syntax: Syntax, document: &[u8]) -> Result<Outcome, Unreadable> {
    let said = blank::named(parse::statements(syntax, document)?);
    let mut things = Things::new();
    let mut names = Names::default();
    for Said { subject, mut statement } in said {
        names.clean(&subject, &mut statement);
        let kept = things.entry(subject.clone()).or_default();
        if names.are_sound(&subject, &statement) {
            kept.insert(statement);
        }
    }
    call_editions_by_what_they_are_of(&mut things);
    Ok(account(things, names.problems))
}

/// Looks whether names are addresses, each once.
#[derive(Default)]
struct Names {
    sound: BTreeMap<Iri, bool>,
    problems: BTreeMap<Iri, Vec<Problem>>,
}

impl Names {
    fn is_sound(&mut self, name: &Iri) -> bool {
        *self.sound.entry(name.clone()).or_insert_with(|| oxrdf::NamedNode::new(name.as_str()).is_ok())
    }

    fn are_sound(&mut self, subject: &Iri, Statement { property, object }: &Statement) -> bool {
        let thing = match object {
            Object::Thing(thing) => Some(thing),
            Object::Literal(literal) => literal.datatype.as_ref(),
        };
        for name in [Some(property), thing].into_iter().flatten() {
            if !self.is_sound(name) {
                let what = format!("<{}> is not the address of anything", shortened(name.as_str()));
                self.problem(subject, Some(property), Severity::Remark, what, "It is left out. Write a whole address.");
                return false;
            }
        }
        if !self.is_sound(subject) {
            let what = "its name is not an address".to_owned();
            if !self.problems.get(subject).is_some_and(|known| known.iter().any(|known| known.field.is_none())) {
                self.problem(subject, None, Severity::Error, what, "Give it a whole address, such as https://….");
            }
        }
        true
    }

    /// Takes the letters that can't be shown out of a text.
    fn clean(&mut self, subject: &Iri, Statement { property, object }: &mut Statement) {
        if let Object::Literal(literal) = object
            && let Some(clean) = without_controls(&literal.value)
        {
            literal.value = clean;
            let (rule, what, remedy) = CONTROLS;
            self.told(subject, Some(property), rule, Severity::Remark, what.to_owned(), remedy);
        }
    }

    fn problem(&mut self, of: &Iri, property: Option<&Iri>, severity: Severity, what: String, remedy: &str) {
        self.told(of, property, "not-an-address", severity, what, remedy);
    }

    fn told(
        &mut self,
        of: &Iri,
        property: Option<&Iri>,
        rule: &'static str,
        severity: Severity,
        what: String,
        remedy: &str,
    ) {
        let known = self.problems.entry(of.clone()).or_default();
        if known.len() >= MOST_PROBLEMS && severity == Severity::Remark {
            return;
        }
        known.push(Problem {
            record: of.to_string(),
            field: property.map(|property| shortened(property.as_str())),
            rule,
            severity,
            what,
            remedy: remedy.to_owned(),
        });
    }
}

/// An edition of a concept is the concept as it was then.
fn call_editions_by_what_they_are_of(things: &mut Things) {
    let editions: Vec<(Iri, Iri)> = things
        .iter()
        .filter_map(|(name, said)| {
            (kind(said)? == Kind::ServiceType).then_some(())?;
            let of = said.iter().find(|statement| statement.property.as_str() == EDITION_OF)?;
            let Object::Thing(concept) = &of.object else { return None };
            (!things.contains_key(concept)).then(|| (name.clone(), concept.clone()))
        })
        .collect();
    for (edition, concept) in editions {
        if things.contains_key(&concept) {
            continue;
        }
        let mut said = things.remove(&edition).unwrap_or_default();
        said.retain(|statement| statement.property.as_str() != EDITION_OF);
        said.insert(Statement { property: Iri::new(EDITION), object: Object::Thing(edition) });
        things.insert(concept, said);
    }
}

/// Which kind of thing it is by its classes; of several, the first in the model's order.
fn kind(said: &BTreeSet<Statement>) -> Option<Kind> {
    kinds(said).next()
}

fn kinds(said: &BTreeSet<Statement>) -> impl Iterator<Item = Kind> + '_ {
    let is = |class: &str| said.iter().any(|statement| is_type(statement) == Some(class));
    Kind::ALL.iter().copied().filter(move |kind| kind.classes().iter().any(|class| is(class)))
}

/// Are these letters a value of the type, as far as its form goes?
fn is_one(datatype: &str, letters: &str) -> bool {
    match datatype {
        DOUBLE => letters.parse::<f64>().is_ok(),
        DATE => letters.parse::<values::Day>().is_ok(),
        DURATION => {
            let letters = letters.strip_prefix('-').unwrap_or(letters);
            letters.len() > 2 && letters.starts_with('P') && letters.ends_with(|end: char| end.is_ascii_uppercase())
        }
        _ => true,
    }
}

fn is_type(statement: &Statement) -> Option<&str> {
    match &statement.object {
        Object::Thing(class) if statement.property.as_str() == TYPE => Some(class.as_str()),
        _ => None,
    }
}

fn account(things: Things, mut found: BTreeMap<Iri, Vec<Problem>>) -> Outcome {
    let mut outcome = Outcome::default();
    let mut inventory = Inventory::default();
    let mut others = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for statement in things.values().flatten() {
        let class = BEYOND.iter().find(|(property, _)| *property == statement.property.as_str());
        if let (Some((_, class)), Some(thing)) = (class, statement.object.thing()) {
            listed.insert((thing.clone(), *class));
        }
    }
    for (name, mut said) in things {
        let Some(kind) = kind(&said) else {
            others.insert(name, said);
            continue;
        };
        let is_of_two_kinds = kinds(&said).find(|other| *other != kind).map(|other| other.classes()[0]);
        said.retain(|statement| {
            is_type(statement).is_none_or(|class| NARROWER.contains(&class) || !kind.classes().contains(&class))
        });
        let mut filler = Filler { name: &name, said, problems: Vec::new(), listed: &mut listed };
        inventory.add(kind, name.clone(), &mut filler);
        let mut problems = found.remove(&name).unwrap_or_default();
        problems.append(&mut filler.problems);
        problems.extend(is_of_two_kinds.map(|other| Problem {
            record: name.to_string(),
            field: Some("rdf:type".to_owned()),
            rule: "more-than-one",
            severity: Severity::Remark,
            what: format!("it is <{other}> too"),
            remedy: "It is taken for the first, and the other class is kept beside it. Decide for one.".to_owned(),
        }));
        if outcome.account(name.as_str(), Some(&name), kind, problems) == Verdict::LeftOut {
            inventory.remove(kind, &name);
        }
    }
    for (name, said) in others {
        let problems = found.remove(&name).unwrap_or_default();
        let is_bad = problems.iter().any(|problem| problem.severity == Severity::Error);
        let other = without_what_is_implied(&name, said, &listed);
        if other.is_none() && problems.is_empty() {
            continue;
        }
        let verdict = if is_bad || other.is_none() { Verdict::LeftOut } else { Verdict::Kept };
        if verdict == Verdict::LeftOut {
            outcome.lost.add(Some(name.clone()));
        }
        outcome.records.push(Record { record: name.to_string(), kind: None, verdict });
        outcome.problems.extend(problems);
        if let Some(other) = other.filter(|_| !is_bad) {
            inventory.others.insert(name, other);
        }
    }
    forget_what_is_implied(&mut inventory, &listed);
    outcome.editions.push(Edition { from: None, inventory });
    outcome
}

/// The class of an entry of a list is written for each reference to it: it need not be kept.
fn without_what_is_implied(
    name: &Iri,
    mut said: BTreeSet<Statement>,
    listed: &BTreeSet<(Iri, &'static str)>,
) -> Option<Other> {
    said.retain(|statement| !is_type(statement).is_some_and(|class| is_implied(name, class, listed)));
    (!said.is_empty()).then_some(Other { said })
}

fn is_implied(name: &Iri, class: &str, listed: &BTreeSet<(Iri, &'static str)>) -> bool {
    listed.range((name.clone(), "")..).take_while(|(other, _)| other == name).any(|(_, known)| *known == class)
}

fn forget_what_is_implied(inventory: &mut Inventory, listed: &BTreeSet<(Iri, &'static str)>) {
    struct Forget<'a>(&'a BTreeSet<(Iri, &'static str)>);
    impl Visitor for Forget<'_> {
        fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N) {
            noun.rest().retain(|statement| !is_type(statement).is_some_and(|class| is_implied(name, class, self.0)));
        }
    }
    inventory.each(&mut Forget(listed));
}

/// Fills the fields of one record out of what is said of it.
struct Filler<'a> {
    name: &'a Iri,
    said: BTreeSet<Statement>,
    problems: Vec<Problem>,
    listed: &'a mut BTreeSet<(Iri, &'static str)>,
}

impl Visitor for Filler<'_> {
    fn noun<N: Noun>(&mut self, _: &Iri, noun: &mut N) {
        noun.fields(self);
        *noun.rest() = std::mem::take(&mut self.said);
    }
}

impl Filler<'_> {
    /// Takes out everything that a field's properties say and `take` has a use for; what it gives back stays.
    fn take(&mut self, field: &Field, mut take: impl FnMut(&mut Self, Object) -> Result<(), Object>) {
        for property in field.properties {
            let property = Iri::new(*property);
            let of_it: Vec<Statement> =
                self.said.iter().filter(|statement| statement.property == property).cloned().collect();
            for statement in of_it {
                self.said.remove(&statement);
                if let Err(object) = take(self, statement.object) {
                    self.said.insert(Statement { property: property.clone(), object });
                }
            }
        }
    }

    fn remark(&mut self, field: &Field, rule: &'static str, what: String, remedy: &str) {
        self.problem(field, rule, Severity::Remark, what, remedy);
    }

    fn problem(&mut self, field: &Field, rule: &'static str, severity: Severity, what: String, remedy: &str) {
        self.problems.push(Problem {
            record: self.name.to_string(),
            field: Some(field.name.to_owned()),
            rule,
            severity,
            what,
            remedy: remedy.to_owned(),
        });
    }

    fn must(&mut self, field: &Field, is_empty: bool) {
        let what = || format!("nothing is said in '{}'", field.name);
        match field.must {
            _ if !is_empty => {}
            Must::Needed => self.problem(
                field,
                "missing",
                Severity::Error,
                what(),
                &format!("Add <{}>, then import it again: without it the record is of no use.", field.property()),
            ),
            Must::Asked => self.remark(
                field,
                "asked-for",
                what(),
                &format!("The standard asks for <{}>. Add it at the source.", field.property()),
            ),
            Must::May => {}
        }
    }

    fn letters_of(&mut self, field: &Field, object: Object) -> Result<String, Object> {
        match object {
            Object::Literal(Literal { value, language: None, datatype }) => {
                let datatype = datatype.as_ref().map(Iri::as_str);
                if datatype != field.datatype {
                    let expected = field.datatype.unwrap_or("plain text");
                    let found = datatype.unwrap_or("plain text");
                    self.remark(
                        field,
                        "other-type",
                        format!("'{}' is {found} and should be {expected}", shortened(&value)),
                        "It is taken as it stands. Mend the type at the source.",
                    );
                }
                if let Some(wanted) = field.datatype.filter(|wanted| !is_one(wanted, &value)) {
                    let what = format!("'{}' is no value of {wanted}", shortened(&value));
                    let remedy = "It is taken as it stands, and the official shapes refuse it. Mend it at the source.";
                    self.remark(field, "other-type", what, remedy);
                }
                Ok(value)
            }
            object => {
                self.remark(
                    field,
                    "not-letters",
                    format!("{} is not plain text", described(&object)),
                    "It is kept as it came, outside the field. Write it as plain text.",
                );
                Err(object)
            }
        }
    }

    fn thing_of(&mut self, field: &Field, object: Object) -> Result<Iri, Object> {
        let thing = match object {
            Object::Thing(thing) => thing,
            Object::Literal(Literal { value, datatype: Some(datatype), .. }) if datatype.as_str() == ANY_URI => {
                Iri::new(value)
            }
            object @ Object::Literal(_) => {
                self.remark(
                    field,
                    "not-a-thing",
                    format!("{} is text, and should lead to another thing", described(&object)),
                    "It is kept as it came, outside the field. Give the thing's address instead.",
                );
                return Err(object);
            }
        };
        if let Points::Listed(class) = field.points {
            self.listed.insert((thing.clone(), class));
        }
        Ok(thing)
    }

    fn twice(&mut self, field: &Field, kept: &str, extra: &Object) {
        let what = format!("there is more than one {}: {} beside '{}'", field.name, described(extra), shortened(kept));
        self.remark(field, "more-than-one", what, "The first is taken, the others are kept beside it. Decide for one.");
    }
}

impl Fields for Filler<'_> {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        self.take(field, |filler, object| match object {
            Object::Literal(Literal { value: text, language, datatype })
                if datatype.as_ref().is_none_or(|datatype| datatype.as_str() == LANG_STRING) =>
            {
                let tag = language.unwrap_or_else(|| Tag::new(Tag::UNDETERMINED));
                if let Some(kept) = value.get(&tag) {
                    // Said once without a language and once in one that nobody knows is said once.
                    if *kept == text {
                        return Ok(());
                    }
                    let kept = kept.clone();
                    let extra = Object::Literal(Literal { value: text, language: Some(tag), datatype: None });
                    filler.twice(field, &kept, &extra);
                    return Err(extra);
                }
                if tag.as_str() == Tag::UNDETERMINED {
                    let what = format!("'{}' does not say its language", shortened(&text));
                    filler.remark(field, "no-language", what, "Add the language at the source, as in \"…\"@fr.");
                }
                value.insert(tag, text);
                Ok(())
            }
            object => {
                let what = format!("{} is no text in a language", described(&object));
                filler.remark(field, "not-a-text", what, "It is kept as it came, outside the field.");
                Err(object)
            }
        });
        self.must(field, value.values().all(|text| text.trim().is_empty()));
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        self.take(field, |filler, object| match object {
            Object::Literal(Literal { value: word, language, datatype: None }) => {
                value.insert((language.unwrap_or_else(|| Tag::new(Tag::UNDETERMINED)), word));
                Ok(())
            }
            object => {
                let what = format!("{} is no word", described(&object));
                filler.remark(field, "not-a-text", what, "It is kept as it came, outside the field.");
                Err(object)
            }
        });
        self.must(field, value.is_empty());
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        self.take(field, |filler, object| {
            if let Some(kept) = value {
                filler.twice(field, kept, &object);
                return Err(object);
            }
            *value = Some(filler.letters_of(field, object)?);
            Ok(())
        });
        self.must(field, value.is_none());
        if field.name == "identifier" && field.must == Must::Asked && value.is_none() {
            *value = Some(self.name.to_string());
        }
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        self.take(field, |filler, object| {
            value.insert(filler.letters_of(field, object)?);
            Ok(())
        });
        self.must(field, value.is_empty());
    }

    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        self.take(field, |filler, object| {
            if let Some(kept) = value {
                filler.twice(field, kept.as_str(), &object);
                return Err(object);
            }
            *value = Some(filler.thing_of(field, object)?);
            Ok(())
        });
        self.must(field, value.is_none());
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        self.take(field, |filler, object| {
            value.insert(filler.thing_of(field, object)?);
            Ok(())
        });
        self.must(field, value.is_empty());
    }
}

fn described(object: &Object) -> String {
    match object {
        Object::Thing(thing) => format!("<{thing}>"),
        Object::Literal(literal) => format!("'{}'", shortened(&literal.value)),
    }
}

/// As much of a text as a report needs.
fn shortened(text: &str) -> String {
    const ENOUGH: usize = 60;
    if text.chars().count() <= ENOUGH { text.to_owned() } else { text.chars().take(ENOUGH).chain(['…']).collect() }
}
