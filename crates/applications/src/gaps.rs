//! Gaps: where, on some day, nobody answers for a service, or no system takes its work.

use std::collections::BTreeSet;

use jiff::{SignedDuration, civil::date};
use responsibility::{Function, Responsibility, holding::rules::Cell, question::living};
use values::{AreaCode, AreaKind, Channel, Day, Effective, Id, id, source::Finding};

use crate::{Government, data::GovernmentData};

/// More findings than these help nobody.
const MOST: usize = 100;

const CHANNELS: [Channel; 4] = [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post];

const HOLDERS: &str = "Add a row for that area and those days, or correct the dates of one.";
const SYSTEMS: &str = "Add an [[endpoint]] for that area and those days, or correct the dates of one.";
const VERSIONS: &str = "Add a [[public_service]] of that body for those days, or correct who holds the work.";

/// Gaps from a day on: where a service type that somebody publishes has no holder of a function, no system or no
/// body's version, or more than one holder without a routing rule. One finding for each cell, at most a hundred, each
/// at the row that ends there or else at the nearest one.
pub fn find(government: &Government, data: &GovernmentData, from: Day) -> Vec<Finding> {
    let mut found = Vec::new();
    for day in days_of_change(government, data, from) {
        for (service_type, place) in cells(government, day) {
            let areas = government.areas(&service_type, place.as_ref(), day);
            let spot = Spot { government, data, service_type: &service_type, place: place.as_ref(), areas, day };
            spot.look(&mut found);
            if found.len() >= MOST {
                found.truncate(MOST);
                return found;
            }
        }
    }
    found
}

/// A service at a place on a day.
struct Spot<'a> {
    government: &'a Government,
    data: &'a GovernmentData,
    service_type: &'a Id<id::ServiceType>,
    place: Option<&'a AreaCode>,
    areas: Vec<AreaCode>,
    day: Day,
}

impl Spot<'_> {
    fn look(&self, found: &mut Vec<Finding>) {
        let Self { government, data, service_type, place, day, .. } = *self;
        let (holdings, endpoints) = (&data.model.holding_lines, &data.model.endpoint_lines);
        let mut find = |file: &str, line: usize, what: String, fix: &str| {
            let at = place.map_or("the whole country", AreaCode::as_str);
            let what = format!("{what} of {} at {at} on {day}", service_type.name());
            found.push(Finding { file: file.to_owned(), line, what, fix: fix.to_owned() });
        };
        for function in Function::ALL {
            for channel in CHANNELS {
                match &self.holders(function, channel)[..] {
                    [] => {
                        let what = format!("nobody holds {} ({channel})", function.as_str());
                        find(&holdings.file, self.nearest_holding(function), what, HOLDERS);
                    }
                    [_] => {}
                    several if several.iter().all(|row| row.routing.is_some()) => {}
                    several => {
                        let what = format!("{} bodies hold {} ({channel})", several.len(), function.as_str());
                        let last = several.iter().map(|row| holdings.of(&row.id)).max();
                        find(&holdings.file, last.unwrap_or_else(|| holdings.last()), what, HOLDERS);
                    }
                }
            }
        }
        if government.endpoint(service_type, place, day).is_err() {
            find(&endpoints.file, self.nearest_endpoint(), "no system takes the work".into(), SYSTEMS);
        }
        if let Ok(supplier) = government.supplier(service_type, place, day)
            && government.catalogue.public_service(service_type, &supplier.holder, day).is_none()
        {
            let what = format!("{} publishes no version", supplier.holder.name());
            find(&holdings.file, holdings.of(&supplier.id), what, VERSIONS);
        }
    }

    /// Those who hold it and are still there: a body that has ended answers for nothing.
    fn holders(&self, function: Function, channel: Channel) -> Vec<&Responsibility> {
        let model = &self.government.model;
        let cell =
            Cell { areas: &self.areas, channel: Some(channel), segment: None, day: self.day, version: model.version() };
        living(&self.government.catalogue, model.holders(self.service_type, function, &cell), self.day)
    }

    fn nearest_holding(&self, function: Function) -> usize {
        let (model, lines) = (&self.data.model, &self.data.model.holding_lines);
        let rows = model.responsibilities.iter().filter(|row| row.service_type == *self.service_type);
        let nearest = rows.map(|row| {
            let unlike = (self.is_elsewhere(row.area.as_ref()), row.function != function);
            (unlike, self.distance(row.valid), lines.of(&row.id))
        });
        nearest.min().map_or_else(|| lines.last(), |(.., line)| line)
    }

    fn nearest_endpoint(&self) -> usize {
        let (model, lines) = (&self.data.model, &self.data.model.endpoint_lines);
        let rows = model.endpoints.iter().filter(|row| row.service_type == *self.service_type);
        let nearest =
            rows.map(|row| (self.is_elsewhere(row.area.as_ref()), self.distance(row.valid), lines.of(&row.id)));
        nearest.min().map_or_else(|| lines.last(), |(.., line)| line)
    }

    fn is_elsewhere(&self, area: Option<&AreaCode>) -> bool {
        area.is_some_and(|area| !self.areas.contains(area))
    }

    /// How far a row is from the day, the least is the nearest: one that has ended comes before one that begins later.
    fn distance(&self, valid: Effective) -> (bool, SignedDuration) {
        match valid.until {
            Some(until) if until <= self.day => (false, self.day.duration_since(until)),
            _ if valid.from <= self.day => (false, SignedDuration::ZERO),
            _ => (true, valid.from.duration_since(self.day)),
        }
    }
}

/// Every service type with every place that may decide it that day: each locality, or the country where areas don't
/// matter.
fn cells(government: &Government, day: Day) -> Vec<(Id<id::ServiceType>, Option<AreaCode>)> {
    let localities: Vec<AreaCode> = government
        .catalogue
        .areas()
        .all()
        .filter(|area| area.kind == AreaKind::Locality && area.holds_on(day))
        .map(|area| area.code.clone())
        .collect();
    let mut cells = Vec::new();
    for known in government.catalogue.service_types() {
        if known.area_kind.is_empty() {
            cells.push((known.id.clone(), None));
        } else {
            cells.extend(localities.iter().map(|place| (known.id.clone(), Some(place.clone()))));
        }
    }
    cells
}

/// The first day and every later one on which a row begins or ends, an area changes, or a body ends: between them
/// nothing changes.
fn days_of_change(government: &Government, data: &GovernmentData, from: Day) -> BTreeSet<Day> {
    let ends = data.catalogue.organisations.iter().filter_map(|body| body.valid.until);
    let rows = data.model.responsibilities.iter().map(|row| row.valid);
    let endpoints = data.model.endpoints.iter().map(|row| row.valid);
    let services = data.catalogue.public_services.iter().map(|known| known.valid);
    rows.chain(endpoints)
        .chain(services)
        .flat_map(|valid| [Some(valid.from), valid.until])
        .flatten()
        .chain([from])
        .chain(government.catalogue.areas().days())
        .chain(ends)
        .filter(|day| *day >= from && *day < date(2100, 1, 1))
        .collect()
}
