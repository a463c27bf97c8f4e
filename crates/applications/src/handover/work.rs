//! What became of the work of a vesting, counted for the proof sheet: requests, deadlines, what was still to be sent,
//! and what a person must see to.

use std::collections::BTreeMap;

use responsibility::transfer::proof::work::{Counted, Due, Exception, Work};
use store::{StoreError, Tx};
use values::{Id, id};

use super::store::{self as handovers, When};
use crate::Government;

/// All of it, once it has followed.
pub(crate) fn of(tx: &mut Tx<'_>, government: &Government, transfer: &Id<id::Transfer>) -> Result<Work, StoreError> {
    let requests = handovers::sums(tx, transfer)?.into_iter().map(|(sum, count)| Counted {
        before: sum.before,
        after: sum.after,
        service_type: sum.service_type,
        state: sum.state,
        fate: sum.fate.as_str().to_owned(),
        count,
    });
    let exceptions = handovers::with_a_person(tx, transfer)?.into_iter().filter_map(|item| {
        let person = item.person?;
        let name = government.catalogue.person(&person).map(|known| known.name.clone());
        let (request, service_type, state, body) = (item.request, item.service_type, item.state, item.after);
        Some(Exception { request, service_type, state, body, person, name })
    });
    Ok(Work {
        requests: requests.collect(),
        exceptions: exceptions.collect(),
        deadlines: deadlines(tx, transfer)?,
        deadlines_moved: handovers::deadlines_moved(tx, transfer)?,
        readdressed: handovers::readdressed(tx, transfer)?,
    })
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
