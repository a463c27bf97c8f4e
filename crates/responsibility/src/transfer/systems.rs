//! Which system takes the work from the day on, where a transfer changes it; and whether any does everywhere.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::Serialize;
use values::{AreaCode, Day, Effective, Id, id};

use super::{Draft, Problem, Scene, SystemMove, Warning, scene::Ground};
use crate::{Endpoint, timeline::Geography};

/// What a move does to the endpoints.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Change {
    /// Rows that are known no more.
    pub retire: Vec<Id<id::Endpoint>>,
    /// Rows that are known from now on. Their ids are given when they are recorded.
    pub add: Vec<Endpoint>,
}

/// Every system that a transfer names takes the work of its service types in its area and in what lies within.
pub(crate) fn change(scene: &Scene<'_>, ground: &Ground<'_>, draft: &Draft) -> Change {
    let mut change = Change::default();
    for moved in &draft.systems {
        for service_type in &moved.service_types {
            one(scene, ground, (moved, service_type), draft.day, &mut change);
        }
    }
    change
}

fn one(
    scene: &Scene<'_>,
    ground: &Ground<'_>,
    (moved, service_type): (&SystemMove, &Id<id::ServiceType>),
    day: Day,
    change: &mut Change,
) {
    let version = scene.model.version();
    let rows = scene.model.endpoints(service_type).iter().filter(|row| row.known_at(version));
    for row in rows.filter(|row| row.valid.until.is_none_or(|until| until > day)) {
        if !lies_within(ground, service_type, row.area.as_ref(), moved.area.as_ref(), day)
            || change.retire.contains(&row.id)
        {
            continue;
        }
        change.retire.push(row.id.clone());
        if row.valid.from < day {
            let valid = Effective { from: row.valid.from, until: Some(day) };
            change.add.push(new(Endpoint { valid, ..row.clone() }));
        }
    }
    change.add.push(new(Endpoint {
        id: unwritten(),
        service_type: service_type.clone(),
        area: moved.area.clone(),
        system: moved.system.clone(),
        valid: Effective { from: day, until: None },
        since_version: 0,
        until_version: None,
    }));
}

fn lies_within(
    ground: &Ground<'_>,
    service_type: &Id<id::ServiceType>,
    area: Option<&AreaCode>,
    named: Option<&AreaCode>,
    day: Day,
) -> bool {
    match (area, named) {
        (_, None) => true,
        (None, Some(_)) => false,
        (Some(area), Some(named)) => {
            let eve = day.yesterday().unwrap_or(day);
            [eve, day].iter().any(|day| ground.chain(service_type, area, *day).contains(named))
        }
    }
}

/// Where some system took the work on the eve and none would on the day; and service types that never had one.
pub(crate) fn gaps(
    scene: &Scene<'_>,
    ground: &Ground<'_>,
    change: &Change,
    service_types: &BTreeSet<Id<id::ServiceType>>,
    day: Day,
) -> (Vec<Problem>, Vec<Warning>) {
    let (mut problems, mut warnings) = (Vec::new(), Vec::new());
    let ends: HashSet<&Id<id::Endpoint>> = change.retire.iter().collect();
    let version = scene.model.version();
    for service_type in service_types {
        let known = scene.model.endpoints(service_type).iter().filter(|row| row.known_at(version));
        let stays = known.clone().filter(|row| !ends.contains(&row.id));
        let added = change.add.iter().filter(|row| row.service_type == *service_type);
        let (before, after) = (by_area(known), by_area(stays.chain(added)));
        if before.is_empty() && after.is_empty() {
            warnings.push(Warning::NoSystemBefore { service_type: service_type.clone() });
            continue;
        }
        let eve = day.yesterday().unwrap_or(day);
        let gap = ground
            .seen(service_type, day, day)
            .iter()
            .find(|seen| takes(&before, &seen.eve, eve) && !takes(&after, &seen.on, day))
            .map(|seen| seen.place.clone());
        if let Some(place) = gap {
            problems.push(Problem::NoSystem { service_type: service_type.clone(), place, day });
        }
    }
    (problems, warnings)
}

type ByArea<'a> = HashMap<Option<&'a AreaCode>, Vec<&'a Endpoint>>;

fn by_area<'a>(rows: impl Iterator<Item = &'a Endpoint>) -> ByArea<'a> {
    let mut by_area: ByArea<'a> = HashMap::new();
    for row in rows {
        by_area.entry(row.area.as_ref()).or_default().push(row);
    }
    by_area
}

fn takes(rows: &ByArea<'_>, areas: &[AreaCode], day: Day) -> bool {
    let mut there = areas.iter().map(Some).chain([None]);
    there.any(|area| rows.get(&area).is_some_and(|rows| rows.iter().any(|row| row.valid.holds_on(day))))
}

pub(crate) fn new(row: Endpoint) -> Endpoint {
    Endpoint { id: unwritten(), since_version: 0, until_version: None, ..row }
}

fn unwritten() -> Id<id::Endpoint> {
    Id::named("new").expect("it is a good name")
}
