//! Who holds what at one place by one channel on one day: every service by every function.

use catalogue::{Catalogue, area::AreaOnDay, service::ServiceType};
use serde::Serialize;
use values::{AreaCode, Channel, Day, Id, id};

use crate::{
    Function, Model, OperatingForm, Responsibility,
    geography::deciding,
    holding::rules::Cell,
    question::{ask::is_by_place, living},
};

/// The whole matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// One line for each service, by id.
    pub lines: Vec<Line>,
    /// How many cells somewhere nobody holds.
    pub gaps: usize,
}

/// One service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which.
    pub service_type: Id<id::ServiceType>,
    /// Who holds each function, in the order of the functions: where the place is large, everybody who does within it.
    pub cells: [Vec<Held>; 4],
    /// Where nobody does, in the same order: the smallest areas that the place consists of; one nameless place, where
    /// the country as a whole is asked about.
    pub bare: [Vec<Option<AreaCode>>; 4],
}

/// Who.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The body.
    pub holder: Id<id::Organisation>,
    /// In which form.
    pub form: OperatingForm,
    /// In which franchise.
    pub franchise: Option<Id<id::Franchise>>,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// At which place; for the country as a whole where none is named.
    pub place: Option<&'a AreaCode>,
    /// By which channel.
    pub channel: Channel,
    /// On which day.
    pub day: Day,
    /// As known at which version.
    pub version: u64,
}

/// A place as a service sees it: the areas that decide.
struct Seen {
    areas: Vec<AreaCode>,
    /// The smallest areas from which it looks like this.
    from: Vec<Option<AreaCode>>,
}

/// The matrix of every service. Where the place and what lies within it lie is looked up once.
pub fn coverage(model: &Model, catalogue: &Catalogue, asked: &Asked<'_>) -> Coverage {
    let on = |area: &AreaCode| catalogue.areas().on(area, asked.day);
    let whole = asked.place.map(&on).unwrap_or_default();
    let smallest = asked.place.map(|place| catalogue.areas().smallest(place, asked.day)).unwrap_or_default();
    let parts: Vec<(AreaCode, Vec<AreaOnDay>)> = smallest.into_iter().map(|area| (area.clone(), on(&area))).collect();
    let mut lines = Vec::new();
    for known in catalogue.service_types() {
        let seen = seen(known, &whole, &parts);
        let (mut cells, mut bare) = ([const { Vec::new() }; 4], [const { Vec::new() }; 4]);
        for (n, function) in Function::ALL.into_iter().enumerate() {
            for place in &seen {
                let Asked { channel, day, version, .. } = *asked;
                let cell = Cell { areas: &place.areas, channel: Some(channel), segment: None, day, version };
                let holders = living(catalogue, model.holders(&known.id, function, &cell), day);
                if holders.is_empty() {
                    bare[n].extend(place.from.iter().cloned());
                }
                add(&mut cells[n], holders);
            }
        }
        lines.push(Line { service_type: known.id.clone(), cells, bare });
    }
    let gaps = lines.iter().flat_map(|line| &line.bare).filter(|bare| !bare.is_empty()).count();
    Coverage { lines, gaps }
}

/// What a service sees of a place: as a whole, and from each of its parts. A part in which nothing lies that decides the
/// service says nothing about it.
fn seen(known: &ServiceType, whole: &[AreaOnDay], parts: &[(AreaCode, Vec<AreaOnDay>)]) -> Vec<Seen> {
    let areas = deciding(whole, &known.area_kind);
    let by_place = is_by_place(known);
    let is_one = parts.len() < 2;
    let says = |areas: &[AreaCode]| !by_place || !areas.is_empty();
    let mut seen = Vec::new();
    if says(&areas) {
        // A large place as a whole is not where anybody lives.
        let from = if is_one { vec![parts.first().map(|(area, _)| area.clone())] } else { Vec::new() };
        seen.push(Seen { areas, from });
    }
    for (part, on) in parts.iter().filter(|_| !is_one) {
        let areas = deciding(on, &known.area_kind);
        if let Some(known) = seen.iter_mut().find(|known| known.areas == areas) {
            known.from.push(Some(part.clone()));
        } else if says(&areas) {
            seen.push(Seen { areas, from: vec![Some(part.clone())] });
        }
    }
    seen
}

/// Each body once, in each form.
fn add(held: &mut Vec<Held>, holders: Vec<&Responsibility>) {
    for row in holders {
        let holder = Held { holder: row.holder.clone(), form: row.form, franchise: row.franchise.clone() };
        if !held.contains(&holder) {
            held.push(holder);
        }
    }
}
