//! What became of the work of a vesting, counted for the proof sheet: requests, deadlines, what was still to be sent,
//! and what a person must see to.

use std::collections::BTreeMap;

use responsibility::transfer::proof::work::{ByHand, Counted, Due, Exception, Readdressed, Work};
use store::{StoreError, Tx};
use values::{Day, Id, id};

use super::{Fate, Item, Sum, store as handovers};
use crate::Government;

/// All of it, once it has followed.
pub(crate) fn of(tx: &mut Tx<'_>, government: &Government, transfer: &Id<id::Transfer>) -> Result<Work, StoreError> {
    let mut counts = Counts::default();
    for (alike, count) in handovers::alike(tx, transfer)? {
        counts.add(alike, count);
    }
    for item in handovers::listed_by(tx, transfer)? {
        counts.see_to(item);
    }
    for (notice, count) in handovers::to_tell(tx, transfer)? {
        counts.tell(notice, count);
    }
    Ok(counts.work(government))
}

/// What lines have in common that are counted together.
#[derive(Debug)]
pub(crate) struct Alike {
    pub sum: Sum,
    pub due_before: Option<Day>,
    pub due_after: Option<Day>,
    pub addressed_before: Option<Id<id::System>>,
    pub addressed_after: Option<Id<id::System>>,
}

impl From<&Item> for Alike {
    fn from(item: &Item) -> Self {
        Self {
            sum: Sum {
                before: item.before.clone(),
                after: item.after.clone(),
                service_type: item.service_type.clone(),
                state: item.state.clone(),
                fate: item.fate,
            },
            due_before: item.due_before,
            due_after: item.due_after,
            addressed_before: item.addressed_before.clone(),
            addressed_after: item.addressed_after.clone(),
        }
    }
}

/// A system that takes no notices of what it has lost, the body that had it there, and who tells that body.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Notice {
    pub body: Id<id::Organisation>,
    pub system: Id<id::System>,
    pub person: Id<id::Person>,
}

/// The system that a request was to go to, the one it goes to, and its state.
type Readdressing = (Option<Id<id::System>>, Option<Id<id::System>>, String);

/// Lines as they are counted: those of a vesting, and those that a rehearsal foresees.
#[derive(Default)]
pub(super) struct Counts {
    sums: BTreeMap<Sum, i64>,
    due: BTreeMap<(Id<id::Organisation>, Day), (i64, i64)>,
    moved: i64,
    undated: [i64; 2],
    readdressed: BTreeMap<Readdressing, i64>,
    exceptions: Vec<(Id<id::Person>, Item)>,
    by_hand: BTreeMap<Notice, i64>,
}

impl Counts {
    /// So many lines that are alike.
    pub fn add(&mut self, alike: Alike, count: i64) {
        let Alike { sum, due_before, due_after, addressed_before, addressed_after } = alike;
        if let Some(day) = due_before {
            self.due.entry((sum.before.clone(), day)).or_default().0 += count;
            self.moved += if due_after == Some(day) { 0 } else { count };
        } else {
            self.undated[0] += count;
        }
        if let Some(day) = due_after {
            self.due.entry((sum.after.clone(), day)).or_default().1 += count;
        } else {
            self.undated[1] += count;
        }
        if addressed_before.is_some() || addressed_after.is_some() {
            let key = (addressed_before, addressed_after, sum.state.clone());
            *self.readdressed.entry(key).or_default() += count;
        }
        *self.sums.entry(sum).or_default() += count;
    }

    /// A line that a person has to see to, where one is named.
    pub fn see_to(&mut self, item: Item) {
        match (item.person.clone(), item.fate, item.system_before.clone()) {
            (Some(person), Fate::Listed, _) => self.exceptions.push((person, item)),
            (Some(person), _, Some(system)) => self.tell(Notice { body: item.before, system, person }, 1),
            _ => {}
        }
    }

    /// So many requests about which somebody has to be told.
    pub fn tell(&mut self, notice: Notice, count: i64) {
        *self.by_hand.entry(notice).or_default() += count;
    }

    pub fn work(mut self, government: &Government) -> Work {
        self.exceptions.sort_by(|a, b| (&a.0, &a.1.request).cmp(&(&b.0, &b.1.request)));
        let requests = self.sums.into_iter().map(|(sum, count)| sum.counted(count));
        let due = self.due.into_iter().map(|((body, day), (before, after))| Due { body, day, before, after });
        let readdressed = self.readdressed.into_iter();
        let readdressed =
            readdressed.map(|((before, after, state), count)| Readdressed { state, before, after, count });
        let exceptions = self.exceptions.into_iter().map(|(person, item)| item.exception(person, government));
        let by_hand = self.by_hand.into_iter().map(|(notice, count)| {
            let Notice { body, system, person } = notice;
            ByHand { name: name(government, &person), body, system, person, count }
        });
        Work {
            requests: requests.collect(),
            deadlines: due.collect(),
            deadlines_moved: self.moved,
            undated: self.undated,
            readdressed: readdressed.collect(),
            exceptions: exceptions.collect(),
            by_hand: by_hand.collect(),
        }
    }
}

impl Sum {
    pub(super) fn counted(self, count: i64) -> Counted {
        let Self { before, after, service_type, state, fate } = self;
        Counted { before, after, service_type, state, fate: fate.as_str().to_owned(), count }
    }
}

impl Item {
    /// As a matter for the person who is named for it.
    pub(super) fn exception(self, person: Id<id::Person>, government: &Government) -> Exception {
        let name = name(government, &person);
        let (request, service_type, state, body) = (self.request, self.service_type, self.state, self.after);
        Exception { request, service_type, state, body, person, name }
    }
}

fn name(government: &Government, person: &Id<id::Person>) -> Option<String> {
    government.catalogue.person(person).map(|known| known.name.clone())
}
