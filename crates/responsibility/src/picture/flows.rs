//! Which body holds which function of how many services, on a day.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use serde::Serialize;
use values::{Day, Id, id};

use crate::{Function, Model, Responsibility, question::told::held};

/// For how many services each body holds each function.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Flows(pub BTreeMap<Id<id::Organisation>, [usize; 4]>);

/// Counts services, not rows: a body that holds a function of a service somewhere, by any channel, counts once for it.
/// A body that has ended counts no more.
pub fn flows(model: &Model, catalogue: &Catalogue, day: Day, version: u64) -> Flows {
    let mut counted: BTreeMap<Id<id::Organisation>, [BTreeSet<&Id<id::ServiceType>>; 4]> = BTreeMap::new();
    for service_type in model.service_types() {
        for function in Function::ALL {
            let rows = model.index(service_type, function).into_iter().flat_map(crate::timeline::Index::rows);
            let held_then = |row: &&Responsibility| held(catalogue, row).holds_on(day) && row.known_at(version);
            for row in rows.filter(held_then) {
                counted.entry(row.holder.clone()).or_default()[function as usize].insert(service_type);
            }
        }
    }
    Flows(counted.into_iter().map(|(body, services)| (body, services.map(|services| services.len()))).collect())
}

impl Flows {
    /// How many services a body holds a function of.
    pub fn of(&self, body: &Id<id::Organisation>) -> [usize; 4] {
        self.0.get(body).copied().unwrap_or_default()
    }

    /// All bodies' counts of each function, added up.
    pub fn totals(&self) -> [usize; 4] {
        let mut totals = [0; 4];
        for counts in self.0.values() {
            for (total, count) in totals.iter_mut().zip(counts) {
                *total += count;
            }
        }
        totals
    }
}
