//! What can only be seen over a whole inventory: references that lead nowhere, or to something of another kind; and what
//! the standard asks for, where a file's own format does not.

use std::collections::BTreeSet;

use super::{
    Field, Fields, Inventory, Iri, Keywords, Kind, Must, Noun, Points, Problem, Severity, Texts, nouns::Visitor,
};

/// Looks where every reference leads.
pub fn check(inventory: &Inventory) -> Vec<Problem> {
    let mut look = Look { inventory, name: None, problems: Vec::new() };
    inventory.look(&mut look);
    look.problems
}

/// Looks what the standard asks for and nobody has said: what is written of it as linked data is not whole.
pub(super) fn asked_for(inventory: &Inventory) -> Vec<Problem> {
    let mut asked = Asked::default();
    inventory.look(&mut asked);
    asked.problems
}

#[derive(Default)]
struct Asked {
    name: Option<Iri>,
    problems: Vec<Problem>,
}

impl Visitor for Asked {
    fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N) {
        self.name = Some(name.clone());
        noun.fields(self);
    }
}

impl Asked {
    fn ask(&mut self, field: &Field, is_empty: bool) {
        if is_empty && field.must == Must::Asked {
            self.problems.push(Problem {
                record: self.name.as_ref().map(ToString::to_string).unwrap_or_default(),
                field: Some(field.name.to_owned()),
                rule: "asked-for",
                severity: Severity::Remark,
                what: format!("nothing is said in '{}'", field.name),
                remedy: format!("CPSV-AP asks for <{}>: what is given out as linked data lacks it.", field.property()),
            });
        }
    }
}

impl Fields for Asked {
    fn texts(&mut self, field: &Field, value: &mut Texts) {
        self.ask(field, value.is_empty());
    }

    fn keywords(&mut self, field: &Field, value: &mut Keywords) {
        self.ask(field, value.is_empty());
    }

    fn letters(&mut self, field: &Field, value: &mut Option<String>) {
        self.ask(field, value.is_none());
    }

    fn all_letters(&mut self, field: &Field, value: &mut BTreeSet<String>) {
        self.ask(field, value.is_empty());
    }

    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        self.ask(field, value.is_none());
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        self.ask(field, value.is_empty());
    }
}

/// What begins so is not an address but a program or a whole document.
const HARMFUL: [&str; 3] = ["javascript", "vbscript", "data"];

struct Look<'a> {
    inventory: &'a Inventory,
    name: Option<Iri>,
    problems: Vec<Problem>,
}

impl Visitor for Look<'_> {
    fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N) {
        self.name = Some(name.clone());
        noun.fields(self);
    }
}

impl Look<'_> {
    fn look(&mut self, field: &Field, thing: &Iri) {
        let scheme = thing.as_str().split_once(':').map(|(scheme, _)| scheme.trim().to_ascii_lowercase());
        if scheme.is_some_and(|scheme| HARMFUL.contains(&scheme.as_str())) {
            self.problems.push(Problem {
                record: self.name.as_ref().map(ToString::to_string).unwrap_or_default(),
                field: Some(field.name.to_owned()),
                rule: "not-an-address",
                severity: Severity::Remark,
                what: format!("<{thing}> is no address that anybody can go to, and no page leads to it"),
                remedy: "Give one that begins with https://.".to_owned(),
            });
            return;
        }
        let Points::At(kind) = field.points else { return };
        if self.inventory.has(kind, thing) {
            return;
        }
        let other = Kind::ALL.iter().find(|other| self.inventory.has(**other, thing));
        let (rule, what, remedy) = match other {
            Some(other) => (
                "other-kind",
                format!("<{thing}> is {} and should be {}", class(*other), class(kind)),
                "Lead to the right thing, or give that one its right class.",
            ),
            None => (
                "leads-nowhere",
                format!("<{thing}> is not described, or was left out"),
                "Describe it in the same file, or take the reference out.",
            ),
        };
        self.problems.push(Problem {
            record: self.name.as_ref().map(ToString::to_string).unwrap_or_default(),
            field: Some(field.name.to_owned()),
            rule,
            severity: Severity::Remark,
            what,
            remedy: remedy.to_owned(),
        });
    }
}

fn class(kind: Kind) -> String {
    format!("<{}>", kind.classes()[0])
}

impl Fields for Look<'_> {
    fn thing(&mut self, field: &Field, value: &mut Option<Iri>) {
        if let Some(thing) = value {
            self.look(field, thing);
        }
    }

    fn things(&mut self, field: &Field, value: &mut BTreeSet<Iri>) {
        for thing in value.iter() {
            self.look(field, thing);
        }
    }
}
