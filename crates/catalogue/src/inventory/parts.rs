//! An inventory in parts that stand alone: a body, a service type, a service or an event, each with all the smaller
//! things that it leads to. What several lead to is in the part of each. All parts together are the whole again.

use std::collections::{BTreeMap, BTreeSet};

use super::{Field, Fields, Inventory, Iri, Kind, Noun, Object, Statement, nouns::Visitor};

/// One part: what it is about, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What it is about; nothing for a thing of no kind that the model knows.
    pub kind: Option<Kind>,
    /// What it is called.
    pub name: Iri,
    /// All that it says.
    pub inventory: Inventory,
}

impl Kind {
    /// Is it looked up by itself, rather than as something that a service or a body leads to?
    pub fn stands_alone(self) -> bool {
        matches!(
            self,
            Self::Organisation | Self::ServiceType | Self::PublicService | Self::Event | Self::ServiceStandard
        )
    }
}

impl Inventory {
    /// Its parts: those of each kind that stands alone, by name; then one for each thing that none of them leads to.
    ///
    /// Made one at a time: all of them together are as large as the whole once more, and larger.
    pub fn parts(&self) -> impl Iterator<Item = Part> + '_ {
        let leads_to = leads_to(self);
        let of = |stands_alone: bool| {
            let kinds = Kind::ALL.iter().copied().filter(move |kind| kind.stands_alone() == stands_alone);
            kinds.flat_map(|kind| self.names(kind).into_iter().map(move |name| (Some(kind), name)))
        };
        let others = self.others.keys().map(|name| (None, name.clone()));
        let mut told = BTreeSet::new();
        of(true).chain(of(false)).chain(others).filter_map(move |(kind, name)| {
            let is_told = !kind.is_some_and(Kind::stands_alone) && told.contains(&name);
            (!is_told).then(|| self.part(kind, &name, &leads_to, &mut told))
        })
    }

    fn part(
        &self,
        kind: Option<Kind>,
        name: &Iri,
        leads_to: &BTreeMap<Iri, BTreeSet<Iri>>,
        told: &mut BTreeSet<Iri>,
    ) -> Part {
        let mut inventory = Self::default();
        let mut waiting = vec![name];
        let mut seen = BTreeSet::new();
        while let Some(thing) = waiting.pop() {
            if !seen.insert(thing) {
                continue;
            }
            let is_its_own = self.kinds_of(thing).any(Kind::stands_alone);
            if thing != name && is_its_own {
                continue;
            }
            self.copy_into(&mut inventory, thing);
            told.insert(thing.clone());
            waiting.extend(leads_to.get(thing).into_iter().flatten());
        }
        Part { kind, name: name.clone(), inventory }
    }

    fn kinds_of<'a>(&'a self, name: &'a Iri) -> impl Iterator<Item = Kind> + 'a {
        Kind::ALL.iter().copied().filter(|kind| self.has(*kind, name))
    }
}

impl Inventory {
    /// Everything that something in it leads to.
    pub(super) fn led_to(&self) -> BTreeSet<Iri> {
        leads_to(self).into_values().flatten().collect()
    }
}

/// What each thing leads to.
fn leads_to(inventory: &Inventory) -> BTreeMap<Iri, BTreeSet<Iri>> {
    let mut gather = Gather::default();
    inventory.look(&mut gather);
    for (name, other) in &inventory.others {
        gather.name = Some(name.clone());
        gather.statements(&other.said);
    }
    gather.leads_to
}

#[derive(Default)]
struct Gather {
    leads_to: BTreeMap<Iri, BTreeSet<Iri>>,
    name: Option<Iri>,
}

impl Gather {
    fn thing_of(&mut self, thing: &Iri) {
        if let Some(name) = &self.name {
            self.leads_to.entry(name.clone()).or_default().insert(thing.clone());
        }
    }

    fn statements(&mut self, said: &BTreeSet<Statement>) {
        for statement in said {
            if let Object::Thing(thing) = &statement.object {
                self.thing_of(thing);
            }
        }
    }
}

impl Visitor for Gather {
    fn noun<N: Noun>(&mut self, name: &Iri, noun: &mut N) {
        self.name = Some(name.clone());
        noun.fields(self);
        let rest = std::mem::take(noun.rest());
        self.statements(&rest);
    }
}

impl Fields for Gather {
    fn thing(&mut self, _: &Field, value: &mut Option<Iri>) {
        if let Some(thing) = value {
            self.thing_of(thing);
        }
    }

    fn things(&mut self, _: &Field, value: &mut BTreeSet<Iri>) {
        for thing in value.iter() {
            self.thing_of(thing);
        }
    }
}
