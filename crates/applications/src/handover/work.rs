//! What became of the work of a vesting, counted for the proof sheet: requests, deadlines, what was still to be sent,
//! and what a person must see to.

use std::collections::BTreeMap;

use responsibility::transfer::proof::work::{Counted, Due, Exception, Work};
use store::{StoreError, Tx};
use values::{Id, id};

use super::{
    Item, Sum,
    store::{self as handovers, When},
};
use crate::Government;

/// All of it, once it has followed.
pub(crate) fn of(tx: &mut Tx<'_>, government: &Government, transfer: &Id<id::Transfer>) -> Result<Work, StoreError> {
    let requests = handovers::sums(tx, transfer)?.into_iter().map(|(sum, count)| sum.counted(count));
    let with_a_person = handovers::with_a_person(tx, transfer)?.into_iter();
    let exceptions =
        with_a_person.filter_map(|item| Some(item.person.clone()?).map(|who| item.exception(who, government)));
    Ok(Work {
        requests: requests.collect(),
        exceptions: exceptions.collect(),
        deadlines: deadlines(tx, transfer)?,
        deadlines_moved: handovers::deadlines_moved(tx, transfer)?,
        undated: handovers::undated(tx, transfer)?,
        readdressed: handovers::readdressed(tx, transfer)?,
    })
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
        let name = government.catalogue.person(&person).map(|known| known.name.clone());
        let (request, service_type, state, body) = (self.request, self.service_type, self.state, self.after);
        Exception { request, service_type, state, body, person, name }
    }
}

/// By body and day, how many were due before and are after.
fn deadlines(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<Due>, StoreError> {
    let mut counts: BTreeMap<_, (i64, i64)> = BTreeMap::new();
    for (body, day, count) in handovers::due(tx, transfer, When::Before)? {
        counts.entry((body, day)).or_default().0 = count;
    }
    for (body, day, count) in handovers::due(tx, transfer, When::After)? {
        counts.entry((body, day)).or_default().1 = count;
    }
    Ok(counts.into_iter().map(|((body, day), (before, after))| Due { body, day, before, after }).collect())
}
