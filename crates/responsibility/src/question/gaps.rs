//! Gaps: where and when nobody holds a function, several do without a rule, or no system takes the work.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::{Catalogue, area::AreaOnDay, service::ServiceType};
use serde::Serialize;
use values::{AreaCode, AreaKind, Channel, Day, Effective, Id, id};

use super::{CHANNELS, living, told::held};
use crate::{Function, Model, geography::deciding, holding::rules::Cell};

/// What is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is", content = "function")]
pub enum Missing {
    /// Nobody holds a function.
    Nobody(Function),
    /// Several bodies hold it, and no rule says which of them is asked.
    Several(Function),
    /// No system takes the work.
    System,
}

/// One gap: the same thing missing of one service, at some places, by some channels, for some days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Gap {
    /// Of which service.
    pub service_type: Id<id::ServiceType>,
    /// What.
    pub missing: Missing,
    /// At which places. None: everywhere, because places don't matter to it.
    pub places: Vec<AreaCode>,
    /// By which channels. All four where channels don't matter.
    pub channels: Vec<Channel>,
    /// From day to day.
    pub days: Effective,
}

/// Where each place lay on each day on which something may change.
struct Ground {
    days: BTreeMap<Day, Vec<(AreaCode, Vec<AreaOnDay>)>>,
}

/// What is missing at which places by one channel.
type Holes = BTreeMap<(Missing, Vec<AreaCode>), Vec<Channel>>;

/// Every gap from a day on, as known now: by service, what is missing, first day.
pub fn gaps(model: &Model, catalogue: &Catalogue, from: Day) -> Vec<Gap> {
    let days = area_days(catalogue, from);
    let mut ground = Ground { days: BTreeMap::new() };
    let mut found = Vec::new();
    for service_type in catalogue.service_types() {
        found.append(&mut of_one((model, catalogue), (&mut ground, &days), service_type, from));
    }
    found
}

/// The gaps of one service from a day on, as known now: by what is missing, first day.
pub fn gaps_of(model: &Model, catalogue: &Catalogue, service_type: &ServiceType, from: Day) -> Vec<Gap> {
    let mut ground = Ground { days: BTreeMap::new() };
    of_one((model, catalogue), (&mut ground, &area_days(catalogue, from)), service_type, from)
}

fn of_one(
    (model, catalogue): (&Model, &Catalogue),
    (ground, days): (&mut Ground, &BTreeSet<Day>),
    service_type: &ServiceType,
    from: Day,
) -> Vec<Gap> {
    let mut own = row_days(model, catalogue, service_type, from);
    own.extend(if service_type.area_kind.is_empty() { BTreeSet::from([from]) } else { days.clone() });
    let own: Vec<Day> = own.into_iter().collect();
    let mut gaps: Vec<Gap> = Vec::new();
    for (n, day) in own.iter().enumerate() {
        let until = own.get(n + 1).copied();
        for ((missing, places), channels) in holes(model, catalogue, ground, service_type, *day) {
            let same = |gap: &&mut Gap| {
                gap.days.until == Some(*day)
                    && gap.missing == missing
                    && gap.places == places
                    && gap.channels == channels
            };
            match gaps.iter_mut().find(same) {
                Some(gap) => gap.days.until = until,
                None => gaps.push(Gap {
                    service_type: service_type.id.clone(),
                    missing,
                    places,
                    channels,
                    days: Effective { from: *day, until },
                }),
            }
        }
    }
    gaps.sort_by(|a, b| (a.missing, a.days.from, &a.places).cmp(&(b.missing, b.days.from, &b.places)));
    gaps
}

/// What is missing of one service on one day. Places that lie in the same deciding areas are asked for once.
fn holes(model: &Model, catalogue: &Catalogue, ground: &mut Ground, service_type: &ServiceType, day: Day) -> Holes {
    let mut grounds: BTreeMap<Vec<AreaCode>, Vec<AreaCode>> = BTreeMap::new();
    if service_type.area_kind.is_empty() {
        grounds.insert(Vec::new(), Vec::new());
    } else {
        for (place, on) in ground.on(catalogue, day) {
            grounds.entry(deciding(on, &service_type.area_kind)).or_default().push(place.clone());
        }
    }
    let mut at: BTreeMap<(Missing, Channel), Vec<AreaCode>> = BTreeMap::new();
    for (areas, places) in &grounds {
        for channel in CHANNELS {
            let mut missing = missing((model, catalogue), &service_type.id, areas, channel, day);
            if model.endpoint_at(&service_type.id, areas, day, model.version()).is_none() {
                missing.push(Missing::System);
            }
            for missing in missing {
                at.entry((missing, channel)).or_default().extend(places.iter().cloned());
            }
        }
    }
    let mut holes = Holes::new();
    for ((missing, channel), mut places) in at {
        places.sort();
        holes.entry((missing, places)).or_default().push(channel);
    }
    holes
}

fn missing(
    (model, catalogue): (&Model, &Catalogue),
    service_type: &Id<id::ServiceType>,
    areas: &[AreaCode],
    channel: Channel,
    day: Day,
) -> Vec<Missing> {
    let cell = Cell { areas, channel: Some(channel), segment: None, day, version: model.version() };
    Function::ALL
        .into_iter()
        .filter_map(|function| match &living(catalogue, model.holders(service_type, function, &cell), day)[..] {
            [] => Some(Missing::Nobody(function)),
            [_] => None,
            several if several.iter().all(|row| row.routing.is_some()) => None,
            _ => Some(Missing::Several(function)),
        })
        .collect()
}

/// The day, and every later one on which a row of the service begins or ends, or its holder does.
fn row_days(model: &Model, catalogue: &Catalogue, service_type: &ServiceType, from: Day) -> BTreeSet<Day> {
    let version = model.version();
    let holding = Function::ALL.into_iter().filter_map(|function| model.index(&service_type.id, function));
    let rows = holding.flat_map(crate::timeline::Index::rows).filter(|row| row.known_at(version));
    let held = rows.flat_map(|row| [row.valid, held(catalogue, row)]);
    let taking = model.endpoints(&service_type.id).iter().filter(|row| row.known_at(version)).map(|row| row.valid);
    let bounds = held.chain(taking).flat_map(|valid| [Some(valid.from), valid.until]).flatten();
    bounds.filter(|day| *day > from).chain([from]).collect()
}

/// The day, and every later one on which an area begins, ends, or lies elsewhere.
fn area_days(catalogue: &Catalogue, from: Day) -> BTreeSet<Day> {
    catalogue.areas().days().into_iter().filter(|day| *day > from).chain([from]).collect()
}

impl Ground {
    /// Every locality with the areas it lies in on a day, looked up once for each day.
    fn on(&mut self, catalogue: &Catalogue, day: Day) -> &[(AreaCode, Vec<AreaOnDay>)] {
        self.days.entry(day).or_insert_with(|| {
            let areas = catalogue.areas();
            let places = areas.all().filter(|area| area.kind == AreaKind::Locality && area.holds_on(day));
            places.map(|place| (place.code.clone(), areas.on(&place.code, day))).collect()
        })
    }
}
