//! A whole government as people write it: every file read and checked together, then recorded in one command.

use std::collections::BTreeSet;

use catalogue::data::CatalogueData;
use jiff::civil::date;
use responsibility::{Function, Model, data::ModelData, holding::rules::Cell};
use store::{StoreError, Tx};
use thiserror::Error;
use values::{
    Actor, AreaCode, AreaKind, Channel, Day, Moment,
    source::{Finding, Source},
};

use crate::{
    Government,
    journey::{self, Journey},
};

/// A government as its files say it.
#[derive(Debug)]
pub struct GovernmentData {
    /// Bodies, services, areas, people.
    pub catalogue: CatalogueData,
    /// Who answers for what, through which system.
    pub model: ModelData,
    /// What people are asked.
    pub journeys: Vec<Journey>,
}

/// Why a government could not be recorded.
#[derive(Debug, Error)]
pub enum RecordError {
    /// A journey's edition was published with other words before.
    #[error("edition {edition} of journey {journey} was published before and reads otherwise; name a new edition")]
    EditionEdited {
        /// Which journey.
        journey: String,
        /// Which edition.
        edition: String,
    },
    /// The model.
    #[error(transparent)]
    Model(#[from] responsibility::ModelError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const MODEL_FILES: [&str; 2] = ["responsibilities.toml", "systems.toml"];

/// Reads all files of a government. Each finding names file, line and fix.
pub fn read(files: &[Source]) -> Result<GovernmentData, Vec<Finding>> {
    let is_journey = |source: &Source| source.file.contains("journeys/");
    let is_arrangement =
        |source: &Source| responsibility::data::ARRANGEMENT_FILES.iter().any(|name| source.file.ends_with(name));
    let is_model =
        |source: &Source| is_arrangement(source) || MODEL_FILES.iter().any(|name| source.file.ends_with(name));
    let own: Vec<Source> = files.iter().filter(|source| !is_journey(source) && !is_model(source)).cloned().collect();
    let catalogue = catalogue::data::read(&own)?;
    let service_types = catalogue.service_types.iter().map(|known| known.id.clone()).collect();
    let mut findings = Vec::new();
    let mut journeys = Vec::new();
    for source in files.iter().filter(|source| is_journey(source)) {
        match journey::data::read(source, &service_types) {
            Ok(journey) => journeys.push(journey),
            Err(mut found) => findings.append(&mut found),
        }
    }
    let known = responsibility::data::Known {
        organisations: catalogue.organisations.iter().map(|known| known.id.clone()).collect(),
        service_types,
        areas: catalogue.areas.iter().map(|known| known.code.clone()).collect(),
        instruments: catalogue.instruments.iter().map(|known| known.id.clone()).collect(),
        people: catalogue.people.iter().map(|known| known.id.clone()).collect(),
        life_events: catalogue.life_events.iter().map(|known| known.id.clone()).collect(),
        journeys: journeys.iter().map(|journey: &Journey| journey.id.clone()).collect(),
    };
    let [holdings, systems] = MODEL_FILES.map(|name| file(files, name, &mut findings));
    let arrangements: Vec<Source> = files.iter().filter(|source| is_arrangement(source)).cloned().collect();
    let model = responsibility::data::read(&holdings, &systems, &arrangements, &known).unwrap_or_else(|mut found| {
        findings.append(&mut found);
        ModelData::default()
    });
    if findings.is_empty() { Ok(GovernmentData { catalogue, model, journeys }) } else { Err(findings) }
}

fn file(files: &[Source], name: &str, findings: &mut Vec<Finding>) -> Source {
    files.iter().find(|source| source.file.ends_with(name)).cloned().unwrap_or_else(|| {
        let missing = Source { file: name.to_owned(), text: String::new() };
        findings.push(missing.finding(
            0..0,
            "the file is missing",
            "Add it; docs/reference/demo-format.md says what it holds.",
        ));
        missing
    })
}

/// Records it: the next edition of the catalogue, the next version of the model, the editions of its journeys.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, now: Moment, data: &GovernmentData) -> Result<(), RecordError> {
    catalogue::load_into(tx, actor, now, &data.catalogue)?;
    responsibility::model::record(tx, actor, now, &data.model)?;
    for journey in &data.journeys {
        if !journey::store::publish(tx, actor, now, journey)? {
            return Err(RecordError::EditionEdited {
                journey: journey.id.name().to_owned(),
                edition: journey.edition.clone(),
            });
        }
    }
    Ok(())
}

/// Gaps from a day on: where a service type that somebody publishes has no holder of a function, no system or no
/// body's version, or more than one holder without a routing rule. One finding for each cell, at most a hundred.
pub fn gaps(government: &Government, data: &GovernmentData, from: Day) -> Vec<Finding> {
    let source = Source { file: MODEL_FILES[0].to_owned(), text: String::new() };
    let mut found = Vec::new();
    for day in days_of_change(data, from) {
        for (service_type, place) in cells(government) {
            let areas = government.areas(&service_type, place.as_ref(), day);
            let mut find = |what: String| {
                let at = place.as_ref().map_or("the whole country", AreaCode::as_str);
                let what = format!("{what} of {} at {at} on {day}", service_type.name());
                found.push(source.finding(
                    0..0,
                    what,
                    "Add a row for that area and those days, or correct the dates of one.",
                ));
            };
            for function in Function::ALL {
                for channel in [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post] {
                    let cell = Cell {
                        areas: &areas,
                        channel: Some(channel),
                        segment: None,
                        day,
                        version: government.model.version(),
                    };
                    match &government.model.holders(&service_type, function, &cell)[..] {
                        [] => find(format!("nobody holds {} ({channel})", function.as_str())),
                        [_] => {}
                        several if several.iter().all(|row| row.routing.is_some()) => {}
                        several => find(format!("{} bodies hold {} ({channel})", several.len(), function.as_str())),
                    }
                }
            }
            if government.endpoint(&service_type, place.as_ref(), day).is_err() {
                find("no system takes the work".into());
            }
            if let Ok(supplier) = government.supplier(&service_type, place.as_ref(), day)
                && government.catalogue.public_service(&service_type, &supplier.holder, day).is_none()
            {
                find(format!("{} publishes no version", supplier.holder.name()));
            }
            if found.len() >= 100 {
                return found;
            }
        }
    }
    found
}

/// Every service type with every place that may decide it: each locality, or the country where areas don't matter.
fn cells(government: &Government) -> Vec<(values::Id<values::id::ServiceType>, Option<AreaCode>)> {
    let localities: Vec<AreaCode> = government
        .catalogue
        .areas()
        .all()
        .filter(|area| area.kind == AreaKind::Locality)
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

/// The first day and every later one on which a row begins or ends: between them nothing changes.
fn days_of_change(data: &GovernmentData, from: Day) -> BTreeSet<Day> {
    let rows = data.model.responsibilities.iter().map(|row| row.valid);
    let endpoints = data.model.endpoints.iter().map(|row| row.valid);
    let services = data.catalogue.public_services.iter().map(|known| known.valid);
    rows.chain(endpoints)
        .chain(services)
        .flat_map(|valid| [Some(valid.from), valid.until])
        .flatten()
        .chain([from])
        .filter(|day| *day >= from && *day < date(2100, 1, 1))
        .collect()
}

/// The government that the data would make, without a database: for checking.
pub fn preview(data: &GovernmentData, zone: jiff::tz::TimeZone) -> Government {
    let rows = data
        .model
        .responsibilities
        .iter()
        .map(|row| responsibility::Responsibility { since_version: 1, ..row.clone() });
    let endpoints = data.model.endpoints.iter().map(|row| responsibility::Endpoint { since_version: 1, ..row.clone() });
    Government {
        catalogue: catalogue::Catalogue::new(1, data.catalogue.clone()).into(),
        model: Model::from_rows(1, rows, endpoints, data.model.systems.iter().cloned())
            .with_arrangements(data.model.arrangements.clone().since(1))
            .into(),
        journeys: journey::store::Journeys::of(data.journeys.iter().cloned()).into(),
        zone,
    }
}
