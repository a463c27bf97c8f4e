//! Who holds what at one place by one channel on one day: every service by every function.

use catalogue::Catalogue;
use serde::Serialize;
use values::{AreaCode, Channel, Day, Id, id};

use crate::{Function, Model, OperatingForm, Responsibility, geography::deciding, holding::rules::Cell};

/// The whole matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// One line for each service, by id.
    pub lines: Vec<Line>,
    /// How many cells nobody holds.
    pub gaps: usize,
}

/// One service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Which.
    pub service_type: Id<id::ServiceType>,
    /// Who holds each function, in the order of the functions. Nobody is a gap.
    pub cells: [Vec<Held>; 4],
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

/// The matrix of every service. Where the place lies is looked up once.
pub fn coverage(model: &Model, catalogue: &Catalogue, asked: &Asked<'_>) -> Coverage {
    let on = asked.place.map(|place| catalogue.areas().on(place, asked.day)).unwrap_or_default();
    let mut lines = Vec::new();
    for known in catalogue.service_types() {
        let areas = deciding(&on, &known.area_kind);
        let cell =
            Cell { areas: &areas, channel: Some(asked.channel), segment: None, day: asked.day, version: asked.version };
        let held = |function| {
            let held = |row: &Responsibility| Held {
                holder: row.holder.clone(),
                form: row.form,
                franchise: row.franchise.clone(),
            };
            model.holders(&known.id, function, &cell).into_iter().map(held).collect()
        };
        lines.push(Line { service_type: known.id.clone(), cells: Function::ALL.map(held) });
    }
    let gaps = lines.iter().flat_map(|line| &line.cells).filter(|cell| cell.is_empty()).count();
    Coverage { lines, gaps }
}
