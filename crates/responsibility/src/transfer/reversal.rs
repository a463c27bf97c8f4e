//! The way back of a move between living bodies: what its vesting wrote ends, what it ended goes on.
//!
//! A vesting has a version of the model to itself, so the rows that this version knows first, and those it knows no
//! more, are all that it did. What others have changed since is named; nobody's later change is undone in silence.

use values::{Day, Effective};

use super::{Problem, Reversed, Scene, systems};
use crate::{
    Endpoint, Responsibility,
    resource::{self, Resource},
    timeline::{self, rules::unwritten},
};

/// What the reversal does to all rows.
#[derive(Debug, Default)]
pub(crate) struct Back {
    pub change: timeline::Change,
    pub resources: resource::rules::Change,
    pub endpoints: systems::Change,
}

/// From the day on all that the vesting changed is as it was before it.
pub(crate) fn back(scene: &Scene<'_>, reversed: &Reversed, day: Day) -> Result<Back, Vec<Problem>> {
    let rows = undo(scene.model.rows(), reversed.version, day);
    let endpoints = undo(scene.model.all_endpoints(), reversed.version, day);
    let resources = undo(scene.model.arrangements_ever().resources.iter(), reversed.version, day);
    let changed = [rows.changed, endpoints.changed, resources.changed].concat();
    if !changed.is_empty() {
        return Err(vec![Problem::ChangedSince { rows: changed }]);
    }
    Ok(Back {
        change: timeline::Change { retire: rows.retire, add: rows.add },
        resources: resource::rules::Change { retire: resources.retire, add: resources.add },
        endpoints: systems::Change { retire: endpoints.retire, add: endpoints.add },
    })
}

/// A dated row that versions know.
trait Row: Clone + PartialEq {
    type Id: Clone + Ord;
    fn id(&self) -> Self::Id;
    fn valid(&self) -> Effective;
    fn since(&self) -> u64;
    fn until(&self) -> Option<u64>;
    /// The same, not recorded yet, on other days.
    fn on(&self, valid: Effective) -> Self;
    fn words(&self) -> String;
}

struct Undone<R: Row> {
    retire: Vec<R::Id>,
    add: Vec<R>,
    changed: Vec<String>,
}

fn undo<'a, R: Row + 'a>(rows: impl Iterator<Item = &'a R>, version: u64, day: Day) -> Undone<R> {
    let mut undone = Undone { retire: Vec::new(), add: Vec::new(), changed: Vec::new() };
    let rows: Vec<&R> = rows.filter(|row| row.valid().until.is_none_or(|until| until > day)).collect();
    for row in &rows {
        if row.since() == version {
            // What others took and gave back stands as it was left.
            let again = |other: &&&R| other.since() > version && stands_again(*row, **other, day);
            let stands = if row.until().is_none() { Some(row) } else { rows.iter().find(again) };
            let Some(stands) = stands else {
                undone.changed.push(row.words());
                continue;
            };
            if undone.retire.contains(&stands.id()) {
                continue;
            }
            undone.retire.push(stands.id());
            if stands.valid().from < day {
                undone.add.push(stands.on(Effective { from: stands.valid().from, until: Some(day) }));
            }
        } else if row.until() == Some(version) {
            undone.add.push(row.on(Effective { from: row.valid().from.max(day), until: row.valid().until }));
        }
    }
    undone.retire.sort();
    undone
}

/// Does another row that is known now say on the day, and from then on, what this one said?
fn stands_again<R: Row>(row: &R, other: &R, day: Day) -> bool {
    let (was, is) = (row.valid(), other.valid());
    let covers = is.from <= was.from.max(day) && is.until == was.until;
    other.until().is_none() && covers && row.on(was) == other.on(was)
}

impl Row for Responsibility {
    type Id = values::Id<values::id::Responsibility>;
    fn id(&self) -> Self::Id {
        self.id.clone()
    }
    fn valid(&self) -> Effective {
        self.valid
    }
    fn since(&self) -> u64 {
        self.since_version
    }
    fn until(&self) -> Option<u64> {
        self.until_version
    }
    fn on(&self, valid: Effective) -> Self {
        Self { id: unwritten(), valid, since_version: 0, until_version: None, ..self.clone() }
    }
    fn words(&self) -> String {
        let place = self.area.as_ref().map_or("the whole country", |area| area.as_str());
        let (function, service_type) = (self.function.as_str(), self.service_type.name());
        format!("{function} of {service_type} held by {} in {place}, {}", self.holder, self.id)
    }
}

impl Row for Endpoint {
    type Id = values::Id<values::id::Endpoint>;
    fn id(&self) -> Self::Id {
        self.id.clone()
    }
    fn valid(&self) -> Effective {
        self.valid
    }
    fn since(&self) -> u64 {
        self.since_version
    }
    fn until(&self) -> Option<u64> {
        self.until_version
    }
    fn on(&self, valid: Effective) -> Self {
        systems::new(Self { valid, ..self.clone() })
    }
    fn words(&self) -> String {
        format!("the system {} for {}, {}", self.system, self.service_type.name(), self.id)
    }
}

impl Row for Resource {
    type Id = values::Id<values::id::Resource>;
    fn id(&self) -> Self::Id {
        self.id.clone()
    }
    fn valid(&self) -> Effective {
        self.valid
    }
    fn since(&self) -> u64 {
        self.since_version
    }
    fn until(&self) -> Option<u64> {
        self.until_version
    }
    fn on(&self, valid: Effective) -> Self {
        let id = values::Id::named("new").expect("it is a good name");
        Self { id, valid, since_version: 0, until_version: None, ..self.clone() }
    }
    fn words(&self) -> String {
        format!("the line '{}' of {}, {}", self.line, self.body, self.id)
    }
}
