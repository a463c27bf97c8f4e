//! From requirements to linked data.

use catalogue::inventory::{
    Iri, Literal, Object, Statement, Tag,
    rdf::{self, Things},
};
use eligibility::requirement::{Concept, Texts, Type};

use super::{
    Document, NotWritten, Published, Syntax,
    terms::{
        A, AGENT, CODE, DESCRIPTION, EVIDENCE_TYPE, EVIDENCE_TYPE_LIST, EXPECTED_VALUE, HAS_CONCEPT,
        HAS_EVIDENCE_TYPE_LIST, IDENTIFIER, IN_SCHEME, INFORMATION_CONCEPT, INFORMATION_REQUIREMENT, KIND, LABEL,
        NOTATION, PUBLISHER, REQUIREMENT, SCHEME, SPECIFIES_EVIDENCE_TYPE, SUBJECT, TYPES,
    },
};
use crate::requirement::rules;

/// Writes a document. The names of its things begin with `base`, such as `https://portico.example/api`.
pub fn write(document: &Document, base: &str, syntax: Syntax) -> Result<Vec<u8>, NotWritten> {
    rdf::written(&things(document, base), syntax)
}

/// What it says of each thing.
pub fn things(document: &Document, base: &str) -> Things {
    let mut teller = Teller { things: Things::new(), base: base.trim_end_matches('/') };
    document.concepts.iter().for_each(|concept| teller.concept(concept));
    document.requirements.iter().for_each(|requirement| teller.requirement(requirement));
    for (id, labels) in &document.evidence {
        let name = teller.named("evidence-types", id);
        teller.begin(&name, EVIDENCE_TYPE, id, labels);
    }
    teller.things
}

struct Teller<'b> {
    things: Things,
    base: &'b str,
}

impl Teller<'_> {
    fn concept(&mut self, concept: &Concept) {
        let name = self.named("concepts", &concept.id);
        self.begin(&name, INFORMATION_CONCEPT, &concept.id, &concept.labels);
        self.texts(&name, DESCRIPTION, &concept.help);
        let kind = format!("{TYPES}{}", rules::name(concept.kind));
        self.thing(&name, KIND, &kind);
        self.thing(&kind, A, CODE);
        if let Some(constraint) = &concept.constraint {
            self.letters(&name, EXPECTED_VALUE, constraint);
        }
        if concept.kind != Type::Choice {
            return;
        }
        let scheme = format!("{name}/options");
        self.thing(&scheme, A, SCHEME);
        self.thing(&scheme, SUBJECT, &name);
        for (n, option) in concept.options.iter().enumerate() {
            // In the order in which people read them.
            let name = format!("{scheme}/{:05}", n + 1);
            self.thing(&name, A, CODE);
            self.thing(&name, IN_SCHEME, &scheme);
            self.letters(&name, NOTATION, &option.value);
            self.texts(&name, LABEL, &option.labels);
        }
    }

    fn requirement(&mut self, Published { requirement, bodies }: &Published) {
        let name = self.named("requirements", &requirement.id);
        self.begin(&name, INFORMATION_REQUIREMENT, &requirement.id, &requirement.labels);
        // Who looks for the class itself does not know what is below it.
        self.thing(&name, A, REQUIREMENT);
        for concept in &requirement.concepts {
            let concept = self.named("concepts", concept);
            self.thing(&name, HAS_CONCEPT, &concept);
        }
        for (id, labels) in bodies {
            let body = self.named("bodies", id);
            self.begin(&body, AGENT, id, labels);
            self.thing(&name, PUBLISHER, &body);
        }
        for (n, list) in requirement.evidence.iter().enumerate() {
            let list_name = format!("{name}/evidence/{:05}", n + 1);
            self.thing(&list_name, A, EVIDENCE_TYPE_LIST);
            self.thing(&name, HAS_EVIDENCE_TYPE_LIST, &list_name);
            for kind in &list.0 {
                let kind_name = self.named("evidence-types", kind);
                self.begin(&kind_name, EVIDENCE_TYPE, kind, &Texts::new());
                self.thing(&list_name, SPECIFIES_EVIDENCE_TYPE, &kind_name);
            }
        }
    }

    fn named(&self, folder: &str, id: &str) -> String {
        format!("{}/{folder}/{id}", self.base)
    }

    fn begin(&mut self, name: &str, class: &str, id: &str, labels: &Texts) {
        self.thing(name, A, class);
        self.letters(name, IDENTIFIER, id);
        self.texts(name, LABEL, labels);
    }

    fn texts(&mut self, name: &str, property: &str, texts: &Texts) {
        for (tag, text) in texts {
            self.say(name, property, Object::Literal(Literal::text(Tag::new(tag), text.as_str())));
        }
    }

    fn letters(&mut self, name: &str, property: &str, letters: &str) {
        self.say(name, property, Object::Literal(Literal::plain(letters)));
    }

    fn thing(&mut self, name: &str, property: &str, thing: &str) {
        self.say(name, property, Object::Thing(Iri::new(thing)));
    }

    fn say(&mut self, name: &str, property: &str, object: Object) {
        let said = self.things.entry(Iri::new(name)).or_default();
        said.insert(Statement { property: Iri::new(property), object });
    }
}
