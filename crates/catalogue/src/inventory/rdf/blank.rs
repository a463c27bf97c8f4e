//! Names for things that a document gives none.
//!
//! Such a thing is called after what leads to it (`…/marriage#hasCost-1`), so that the next edition of the same document
//! gives it the same name though its content has changed. Where several hang on one property, their content orders them.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::Said;
use crate::inventory::{Iri, Object, names::uuid};

/// Content is compared so far down: things that differ further below are ordered as the parser numbered them.
const ROUNDS: usize = 4;
/// Where nothing with a name leads.
const NOWHERE: &str = "urn:portico:unnamed";

/// What a name begins with, and what it ends with, may have so many letters: there are as many names as things.
const LONGEST: usize = 300;
const LONGEST_END: usize = 60;

/// The same, with a name for everything.
pub(super) fn named(mut all: Vec<Said>) -> Vec<Said> {
    let blanks = blanks(&all);
    if blanks.is_empty() {
        return all;
    }
    let names = names(&all, &ranks(&all, blanks));
    let rename = |name: &mut Iri| {
        if let Some(new) = names.get(name) {
            *name = new.clone();
        }
    };
    for said in &mut all {
        rename(&mut said.subject);
        if let Object::Thing(thing) = &mut said.statement.object {
            rename(thing);
        }
    }
    all
}

fn is_blank(name: &Iri) -> bool {
    name.as_str().starts_with("_:")
}

fn blanks(all: &[Said]) -> BTreeSet<Iri> {
    let of = |said: &Said| match &said.statement.object {
        Object::Thing(thing) => [Some(said.subject.clone()), Some(thing.clone())],
        Object::Literal(_) => [Some(said.subject.clone()), None],
    };
    all.iter().flat_map(of).flatten().filter(is_blank).collect()
}

/// Each thing without a name, with its place among them by what is said of it, whatever the parser called it.
fn ranks(all: &[Said], blanks: BTreeSet<Iri>) -> BTreeMap<Iri, usize> {
    let mut ranks: BTreeMap<Iri, usize> = blanks.into_iter().map(|name| (name, 0)).collect();
    for _ in 0..ROUNDS {
        let mut content: BTreeMap<&Iri, BTreeSet<_>> = ranks.keys().map(|name| (name, BTreeSet::new())).collect();
        for said in all {
            let object = match &said.statement.object {
                Object::Thing(thing) if is_blank(thing) => Err(ranks[thing]),
                object => Ok(object),
            };
            if let Some(content) = content.get_mut(&said.subject) {
                content.insert((&said.statement.property, object));
            }
        }
        let distinct: BTreeSet<_> = content.values().cloned().collect();
        let places: BTreeMap<_, usize> = distinct.iter().enumerate().map(|(place, content)| (content, place)).collect();
        ranks = content.iter().map(|(name, content)| ((*name).clone(), places[content])).collect();
    }
    ranks
}

/// From things with names outwards, each gets its name from the first that leads to it: the name of the thing at the
/// beginning, the property that leads to it, and a number. So names stay short however far down a thing lies.
fn names(all: &[Said], ranks: &BTreeMap<Iri, usize>) -> BTreeMap<Iri, Iri> {
    let mut leads_to: BTreeMap<&Iri, BTreeSet<(&Iri, usize, &Iri)>> = BTreeMap::new();
    for said in all {
        if let Object::Thing(thing) = &said.statement.object
            && let Some(rank) = ranks.get(thing)
        {
            leads_to.entry(&said.subject).or_default().insert((&said.statement.property, *rank, thing));
        }
    }
    // A name that something has already is nobody else's.
    let things = all.iter().filter_map(|said| match &said.statement.object {
        Object::Thing(thing) => Some(thing),
        Object::Literal(_) => None,
    });
    let mut given: BTreeSet<Iri> = all.iter().map(|said| &said.subject).chain(things).cloned().collect();
    let mut left: Vec<_> = ranks.iter().map(|(name, rank)| (*rank, name)).collect();
    left.sort_unstable();
    let mut beginnings: VecDeque<&Iri> = leads_to.keys().copied().filter(|name| !is_blank(name)).collect();
    let mut left = left.into_iter().map(|(_, name)| name);
    let mut names: BTreeMap<Iri, Iri> = BTreeMap::new();
    // What nothing with a name leads to, such as a circle, begins with itself.
    while let Some(beginning) = beginnings.pop_front().or_else(|| left.find(|name| !names.contains_key(*name))) {
        let root = if is_blank(beginning) {
            let mut number = names.len() + 1;
            let root = free(&mut given, &mut number, |number| Iri::new(format!("{NOWHERE}:{number}")));
            names.insert(beginning.clone(), root.clone());
            root
        } else {
            beginning.clone()
        };
        // Each name below begins with it.
        let root =
            if root.as_str().len() > LONGEST { Iri::new(format!("{NOWHERE}:{}", uuid(root.as_str()))) } else { root };
        let mut numbers: BTreeMap<&Iri, usize> = BTreeMap::new();
        let mut waiting = VecDeque::from([beginning]);
        while let Some(from) = waiting.pop_front() {
            for (property, _, thing) in leads_to.get(from).into_iter().flatten() {
                if names.contains_key(*thing) {
                    continue;
                }
                let number = numbers.entry(property).or_default();
                *number += 1;
                names.insert((*thing).clone(), free(&mut given, number, |number| below(&root, property, number)));
                waiting.push_back(thing);
            }
        }
    }
    names
}

/// The first name from a number on that is nobody's yet.
fn free(given: &mut BTreeSet<Iri>, number: &mut usize, name: impl Fn(usize) -> Iri) -> Iri {
    loop {
        let name = name(*number);
        if given.insert(name.clone()) {
            return name;
        }
        *number += 1;
    }
}

fn below(root: &Iri, property: &Iri, number: usize) -> Iri {
    let local = property.as_str().rsplit(['#', '/', ':']).next().unwrap_or_default();
    let local: String = local.chars().take(LONGEST_END).collect();
    let mark = if root.as_str().contains('#') { '.' } else { '#' };
    Iri::new(format!("{root}{mark}{local}-{number}"))
}
