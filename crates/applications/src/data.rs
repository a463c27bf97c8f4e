//! A whole government as people write it: every file read and checked together, then recorded in one command.

use std::{collections::HashMap, path::Path};

use catalogue::{Catalogue, area::Areas, data::CatalogueData, organisation::Organisation, service::ServiceType};
use responsibility::{
    Model,
    data::{ModelData, days},
    franchise,
    model::Franchises,
    programme::rules::in_order,
    transfer::{
        self, Draft, Problem, Scene,
        files::{self, Stage, TransferData},
    },
};
use store::{StoreError, Tx};
use thiserror::Error;
use values::{
    Actor, AreaCode, Day, Id, Moment, id,
    source::{Finding, Source},
};

use crate::{
    Government,
    journey::{self, Journey},
    requirement::{self, Concepts},
};

/// A government as its files say it.
#[derive(Debug)]
pub struct GovernmentData {
    /// Bodies, services, areas, people.
    pub catalogue: CatalogueData,
    /// Who answers for what, through which system.
    pub model: ModelData,
    /// How that moves: programmes and transfers.
    pub transfers: TransferData,
    /// What people are asked.
    pub journeys: Vec<Journey>,
    /// What the questions mean to every body.
    pub concepts: Concepts,
    /// What is no fault, but worth a look: what goes on past a scheduled transfer that does not move it.
    pub worth_a_look: Vec<Finding>,
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
    /// Transfers have vested: what they changed is not in the files, which would undo it.
    #[error(
        "{0} has vested, so files no longer say who answers, which system takes the work, or who has posts and money: \
         leave these as they were loaded, and change them by a transfer or a correction"
    )]
    MovedOn(Id<id::Transfer>),
    /// Transfers have vested over the areas as they were.
    #[error(
        "{vested} has vested, and '{area}' lies elsewhere in these files than it did, on a day that is past: leave the past \
         of areas as it was loaded, and give what changes a day to come"
    )]
    AreaMoved {
        /// The transfer.
        vested: Id<id::Transfer>,
        /// The place.
        area: AreaCode,
    },
    /// Transfers have vested over the kinds of area as they were.
    #[error(
        "{vested} has vested, and '{service_type}' goes by other kinds of area in these files than it did: leave its \
         area_kind as it was loaded"
    )]
    KindsChanged {
        /// The transfer.
        vested: Id<id::Transfer>,
        /// The service type.
        service_type: Id<id::ServiceType>,
    },
    /// What has been done under an instrument stays under it.
    #[error(
        "rows that begin on {day} stand under '{instrument}', which these files bring into force on {from}: leave its \
         day as it was, or name another instrument in a correction first"
    )]
    InstrumentMoved {
        /// Which.
        instrument: Id<id::Instrument>,
        /// Its first day in the files.
        from: Day,
        /// The first day of the rows.
        day: Day,
    },
    /// A body that has ended does not come back by a file.
    #[error(
        "'{0}' has ended, and these files say otherwise of when, or of who follows it: leave that as it was loaded, and \
         put it right by a correction"
    )]
    BodyBack(Id<id::Organisation>),
    /// A command changed a franchise, and the files, which would undo it, say otherwise.
    #[error(
        "{0} was changed by a command, so files no longer say what franchises there are, who answers, or who has posts \
         and money: leave these as they were loaded, and change them by `portico franchise` or by a transfer"
    )]
    FranchiseMovedOn(Id<id::Franchise>),
    /// The model.
    #[error(transparent)]
    Model(#[from] responsibility::ModelError),
    /// A transfer or a programme.
    #[error(transparent)]
    Transfer(#[from] files::RecordError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const MODEL_FILES: [&str; 2] = ["responsibilities.toml", "systems.toml"];
/// It may be left out.
const TRANSFER_FILE: &str = "transfers.toml";

/// Reads all files of a government. Each finding names file, line and fix.
pub fn read(files: &[Source]) -> Result<GovernmentData, Vec<Finding>> {
    let is_dmn = |source: &Source| ends_with(source, "dmn");
    let is_journey = |source: &Source| source.file.contains("journeys/") && !is_dmn(source);
    let is_arrangement =
        |source: &Source| responsibility::data::ARRANGEMENT_FILES.iter().any(|name| is_called(source, name));
    let is_model = |source: &Source| is_arrangement(source) || MODEL_FILES.iter().any(|name| is_called(source, name));
    let is_transfer = |source: &Source| is_called(source, TRANSFER_FILE);
    let own: Vec<Source> = files
        .iter()
        .filter(|source| !is_journey(source) && !is_dmn(source) && !is_model(source) && !is_transfer(source))
        .cloned()
        .collect();
    let catalogue = catalogue::data::read(&own)?;
    let service_types =
        catalogue.service_types.iter().map(|known| (known.id.clone(), !known.area_kind.is_empty())).collect();
    let life_events = catalogue.life_events.iter().map(|known| known.id.clone()).collect();
    let areas = Areas::new(catalogue.areas.clone(), catalogue.postcodes.clone());
    let base = |file: &str| file.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
    let models = files.iter().filter(|source| is_dmn(source)).map(|source| (base(&source.file), source.text.clone()));
    let models = models.collect();
    let mut findings = Vec::new();
    let concepts = files.iter().find(|source| is_called(source, requirement::data::FILE));
    let read = concepts.map_or_else(|| Ok(Concepts::default()), requirement::data::read);
    // Whoever names a concept of a file that can't be read makes no mistake of their own.
    let concepts = read.unwrap_or_else(|mut found| {
        findings.append(&mut found);
        Concepts::default()
    });
    if !findings.is_empty() {
        return Err(findings);
    }
    let asked = journey::data::Known {
        service_types: &service_types,
        life_events: &life_events,
        areas: &areas,
        models: &models,
        concepts: &concepts,
    };
    let mut journeys = Vec::new();
    let mut unread = Vec::new();
    let mut looked_at = Vec::new();
    for source in files.iter().filter(|source| is_journey(source)) {
        match journey::data::read(source, &asked) {
            Ok((journey, mut remarks)) => {
                journeys.push(journey);
                looked_at.append(&mut remarks);
            }
            Err(mut found) => {
                findings.append(&mut found);
                unread.extend(journey::data::id_of(source));
            }
        }
    }
    let known = responsibility::data::Known {
        organisations: catalogue.organisations.iter().map(|known| known.id.clone()).collect(),
        service_types: service_types.into_keys().collect(),
        areas: catalogue.areas.iter().map(|known| known.code.clone()).collect(),
        instruments: catalogue.instruments.iter().map(|known| known.id.clone()).collect(),
        people: catalogue.people.iter().map(|known| known.id.clone()).collect(),
        life_events,
        // Whoever names a journey that could not be read makes no mistake of their own.
        journeys: journeys.iter().map(|journey: &Journey| journey.id.clone()).chain(unread).collect(),
    };
    let [holdings, systems] = MODEL_FILES.map(|name| file(files, name, &mut findings));
    let arrangements: Vec<Source> = files.iter().filter(|source| is_arrangement(source)).cloned().collect();
    let model = responsibility::data::read(&holdings, &systems, &arrangements, &known).unwrap_or_else(|mut found| {
        findings.append(&mut found);
        ModelData::default()
    });
    findings.extend(before_their_instrument(&model, &catalogue));
    let transfers = match files.iter().find(|source| is_transfer(source)) {
        Some(source) if findings.is_empty() => files::read(source, &known, &model).map_err(|mut found| {
            findings.append(&mut found);
        }),
        Some(_) => Err(()),
        None => Ok(TransferData::default()),
    };
    let scheduled = transfers.as_ref().ok().map(on_the_calendar);
    let days::Judged { mut wrong, mut worth_a_look } = days::judge(&model, &catalogue, scheduled.as_deref());
    findings.append(&mut wrong);
    worth_a_look.append(&mut looked_at);
    match transfers {
        Ok(transfers) if findings.is_empty() => {
            Ok(GovernmentData { catalogue, model, transfers, journeys, concepts, worth_a_look })
        }
        _ => Err(findings),
    }
}

fn ends_with(source: &Source, ending: &str) -> bool {
    Path::new(&source.file).extension().is_some_and(|known| known == ending)
}

/// Rows of responsibility that begin before the instrument they stand under.
fn before_their_instrument(model: &ModelData, catalogue: &CatalogueData) -> Vec<Finding> {
    let from: HashMap<_, _> = catalogue.instruments.iter().map(|known| (&known.id, known.from)).collect();
    let early = model.responsibilities.iter().filter_map(|row| {
        let in_force = *from.get(&row.instrument).filter(|in_force| row.valid.from < **in_force)?;
        let (lines, instrument) = (&model.holding_lines, row.instrument.name());
        let what = format!("the row begins on {}, before '{instrument}' is in force on {in_force}", row.valid.from);
        let fix = "Name the instrument that it stood under then, or begin it on that day.";
        Some(Finding { file: lines.file.clone(), line: lines.of(&row.id), what, fix: fix.to_owned() })
    });
    // A table stands for several rows.
    let mut found: Vec<Finding> = early.collect();
    found.dedup_by(|one, other| (one.line, &one.what) == (other.line, &other.what));
    found
}

/// What is no fault of a file, but worth a look: texts that perhaps nobody translated.
pub fn worth_a_look(files: &[Source]) -> Vec<Finding> {
    files
        .iter()
        .filter(|source| source.file.contains("journeys/") && ends_with(source, "toml"))
        .flat_map(journey::same::in_both)
        .collect()
}

fn is_called(source: &Source, name: &str) -> bool {
    source.file.rsplit(['/', '\\']).next() == Some(name)
}

fn file(files: &[Source], name: &str, findings: &mut Vec<Finding>) -> Source {
    files.iter().find(|source| is_called(source, name)).cloned().unwrap_or_else(|| {
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
pub fn record(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    data: &GovernmentData,
) -> Result<(), RecordError> {
    let vested = transfer::store::all(tx)?.into_iter().find(|known| known.state.has_vested());
    if let Some(vested) = &vested {
        check_ground(&Catalogue::load(tx)?, &data.catalogue, &vested.draft.id, today)?;
        check_instruments(&Model::load(tx)?, &data.catalogue)?;
    }
    catalogue::load_into(tx, actor, now, &data.catalogue)?;
    // What commands and transfers changed is not in the files, which would undo it.
    let changed = franchise::store::undone_by(tx, &data.model.arrangements.franchises)?;
    let of = if changed.is_some() { Franchises::OfCommands } else { Franchises::OfFiles };
    let moved_on =
        changed.map(RecordError::FranchiseMovedOn).or(vested.map(|vested| RecordError::MovedOn(vested.draft.id)));
    match moved_on {
        None => drop(responsibility::model::record(tx, actor, now, &data.model)?),
        Some(moved_on) => {
            responsibility::model::record_around(tx, actor, now, &data.model, of)?.ok_or(moved_on)?;
        }
    }
    files::record(tx, now, today, &data.transfers)?;
    requirement::store::record(tx, actor, now, &data.concepts)?;
    for journey in &data.journeys {
        if !journey::store::publish(tx, actor, (now, today), journey)? {
            return Err(RecordError::EditionEdited {
                journey: journey.id.name().to_owned(),
                edition: journey.edition.clone(),
            });
        }
    }
    Ok(())
}

/// Who answers rests on where places lay and on which areas decide: after a vesting, files leave what is past of it alone.
fn check_ground(
    known: &Catalogue,
    anew: &CatalogueData,
    vested: &Id<id::Transfer>,
    today: Day,
) -> Result<(), RecordError> {
    let areas = Areas::new(anew.areas.clone(), anew.postcodes.clone());
    if let Some(moved) = known.areas().first_moved(&areas, today) {
        return Err(RecordError::AreaMoved { vested: vested.clone(), area: moved.code.clone() });
    }
    let other = |now: &&ServiceType| known.service_type(&now.id).is_some_and(|then| then.area_kind != now.area_kind);
    if let Some(now) = anew.service_types.iter().find(other) {
        return Err(RecordError::KindsChanged { vested: vested.clone(), service_type: now.id.clone() });
    }
    let is_back = |then: &&Organisation| {
        let same = |now: &&Organisation| (now.valid.until, &now.successors) == (then.valid.until, &then.successors);
        let now = anew.organisations.iter().find(|now| now.id == then.id);
        then.valid.until.is_some_and(|until| until <= today) && !now.as_ref().is_some_and(same)
    };
    match known.organisations().find(is_back) {
        Some(back) => Err(RecordError::BodyBack(back.id.clone())),
        None => Ok(()),
    }
}

/// No row begins before its instrument does.
fn check_instruments(model: &Model, anew: &CatalogueData) -> Result<(), RecordError> {
    let from: HashMap<_, _> = anew.instruments.iter().map(|known| (&known.id, known.from)).collect();
    let mut rows: Vec<_> = model.rows().filter(|row| row.known_at(model.version())).collect();
    rows.sort_by_key(|row| row.valid.from);
    for row in rows {
        if let Some(from) = from.get(&row.instrument).filter(|from| row.valid.from < **from) {
            let (instrument, day) = (row.instrument.clone(), row.valid.from);
            return Err(RecordError::InstrumentMoved { instrument, from: *from, day });
        }
    }
    Ok(())
}

/// The government that the data would make once every transfer on the calendar has vested, without a database: for
/// checking. Fails with the first transfer that can't be carried out, and why.
pub fn preview(
    data: &GovernmentData,
    zone: jiff::tz::TimeZone,
) -> Result<Government, (Id<id::Transfer>, Vec<Problem>)> {
    let catalogue = Catalogue::new(1, data.catalogue.clone());
    let rows = data
        .model
        .responsibilities
        .iter()
        .map(|row| responsibility::Responsibility { since_version: 1, ..row.clone() });
    let endpoints = data.model.endpoints.iter().map(|row| responsibility::Endpoint { since_version: 1, ..row.clone() });
    let arrangements = data.model.arrangements.clone().since(1);
    let mut model =
        Model::from_rows(1, rows, endpoints, data.model.systems.iter().cloned()).with_arrangements(arrangements);
    for draft in on_the_calendar(&data.transfers) {
        let scene = Scene { model: &model, catalogue: &catalogue };
        model = scene.after(&draft).map_err(|problems| (draft.id, problems))?;
    }
    Ok(Government {
        catalogue: catalogue.into(),
        model: model.into(),
        successions: std::sync::Arc::default(),
        journeys: journey::store::Journeys::of_files(data.journeys.iter().cloned()).into(),
        concepts: data.concepts.clone().into(),
        zone,
    })
}

/// Transfers that will vest, in the order in which they do.
fn on_the_calendar(transfers: &TransferData) -> Vec<Draft> {
    let scheduled = transfers.transfers.iter().filter(|one| one.stage == Stage::Scheduled);
    let mut drafts: Vec<Draft> = scheduled.map(|one| one.draft.clone()).collect();
    let after = drafts.iter().map(|draft| (draft.id.clone(), draft.after.clone())).collect();
    let order = in_order(&after);
    drafts.sort_by_key(|draft| (draft.day, order.iter().position(|id| *id == draft.id)));
    drafts
}
