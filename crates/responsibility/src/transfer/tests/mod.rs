//! A small land: two old districts in a county become one council on the day; a third district stays.

mod ahead;
mod bad_input;
mod elsewhere;
mod ground;
mod life;
mod plan;
mod properties;
mod reversal;
mod sheet;
mod speed;
mod systems;
mod waiting;
mod warnings;
mod wording;

use ::store::{
    StoreError, Tx,
    testing::{self, Fresh},
};
use catalogue::{
    Catalogue, Illustrative,
    area::{Area, Within},
    data::CatalogueData,
    instrument::{Instrument, InstrumentKind},
    organisation::{ContactPoint, Level, Organisation, Sector},
    person::Person,
    service::ServiceType,
};
use jiff::{ToSpan, civil::date};
use values::{Actor, AreaCode, AreaKind, Channel, Day, Effective, Id, Moment, Money, Role, Text, money::Currency};

use super::*;
use crate::{
    Arrangements, Endpoint, Function, Model, OperatingForm, Responsibility, System,
    data::ModelData,
    endpoint::Protocol,
    resource::{Amount, Resource},
    timeline::{Destination, Line, Selection},
};

pub(super) const DAY: Day = date(2023, 4, 1);
pub(super) const NOW: Moment = Moment(1_680_000_000_000);
pub(super) const PLACES: [&str; 4] = ["village", "town", "lake", "port"];

pub(super) fn name<K: values::Kind>(text: &str) -> Id<K> {
    Id::named(text).unwrap()
}

pub(super) fn text(words: &str) -> Text {
    Text { en: words.to_owned(), fr: words.to_owned() }
}

fn area(code: &str, kind: AreaKind, within: &[&str]) -> Area {
    let within = within.iter().map(|area| Within { area: (*area).into(), from: None, until: None }).collect();
    let (from, until, successors) = match code {
        "north" | "south" => (None, Some(DAY), vec!["council".into()]),
        "council" => (Some(DAY), None, Vec::new()),
        _ => (None, None, Vec::new()),
    };
    Area { code: code.into(), kind, name: text(code), from, until, successors, within }
}

fn body(known: &str, until: Option<Day>) -> Organisation {
    Organisation {
        id: name(known),
        name: text(known),
        level: Level::Local,
        sector: Sector::Public,
        valid: Effective { from: date(1974, 4, 1), until },
        areas: Vec::new(),
        successors: Vec::new(),
        contact: ContactPoint::default(),
        illustrative: Illustrative::default(),
    }
}

fn service_type(known: &str, area_kind: &[AreaKind]) -> ServiceType {
    ServiceType {
        id: name(known),
        lgsl: None,
        tier: None,
        area_kind: area_kind.to_vec(),
        title: text(known),
        summary: text(known),
        life_events: Vec::new(),
        appeal: None,
    }
}

/// Bodies, areas, services and people.
pub(super) fn catalogue_data() -> CatalogueData {
    use AreaKind::{County, District, Locality, Unitary};
    let person = |known: &str, role| Person { id: name(known), name: known.to_owned(), role, body: name("alpha") };
    let instrument = |known: &str, from, until| Instrument {
        id: name(known),
        kind: InstrumentKind::Order,
        title: text(known),
        from,
        until,
        link: None,
        illustrative: Illustrative::default(),
    };
    let kinds = [Locality, Unitary, District, County];
    CatalogueData {
        organisations: ["alpha", "beta", "gamma", "delta"]
            .into_iter()
            .map(|known| body(known, None))
            .chain([body("closed", Some(date(2023, 1, 1)))])
            .collect(),
        areas: vec![
            area("county", County, &[]),
            area("north", District, &["county"]),
            area("south", District, &["county"]),
            area("east", District, &["county"]),
            area("council", Unitary, &["county"]),
            area("village", Locality, &["north"]),
            area("lake", Locality, &["north"]),
            area("town", Locality, &["south"]),
            area("port", Locality, &["east"]),
        ],
        instruments: vec![
            instrument("act", date(1974, 4, 1), None),
            instrument("order", date(2022, 1, 1), None),
            instrument("later-order", date(2024, 1, 1), None),
            instrument("expired", date(2010, 1, 1), Some(date(2020, 1, 1))),
        ],
        service_types: vec![service_type("waste", &kinds), service_type("tax", &kinds), service_type("passport", &[])],
        people: vec![
            person("planner", Role::TransferPlanner),
            person("planner-two", Role::TransferPlanner),
            person("anna", Role::TransferApprover),
            person("bert", Role::TransferApprover),
            person("olga", Role::Operator),
        ],
        ..CatalogueData::default()
    }
}

pub(super) fn row(
    n: usize,
    service_type: &str,
    function: Function,
    area: Option<&str>,
    holder: &str,
    valid: Effective,
) -> Responsibility {
    Responsibility {
        id: name(&format!("r{n:03}")),
        service_type: name(service_type),
        function,
        channel: None,
        area: area.map(AreaCode::from),
        segment: None,
        holder: name(holder),
        form: OperatingForm::OwnAgency,
        franchise: None,
        instrument: name("act"),
        valid,
        routing: None,
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

pub(super) fn always() -> Effective {
    Effective { from: date(2000, 1, 1), until: None }
}

pub(super) fn system(known: &str) -> System {
    System {
        id: name(known),
        name: text(known),
        operator: name("alpha"),
        protocol: Protocol::Desk,
        host: "h".into(),
        path: "/".into(),
        settings: serde_json::Value::Null,
    }
}

pub(super) fn endpoint(n: usize, service_type: &str, system: &str) -> Endpoint {
    Endpoint {
        id: name(&format!("e{n:03}")),
        service_type: name(service_type),
        area: None,
        system: name(system),
        valid: always(),
        since_version: 1,
        until_version: None,
    }
}

pub(super) fn resource(n: usize, line: &str, body: &str, amount: Amount) -> Resource {
    Resource {
        id: name(&format!("x{n:03}")),
        line: line.to_owned(),
        body: name(body),
        franchise: None,
        title: text(line),
        service_type: None,
        function: None,
        amount,
        valid: always(),
        illustrative: false,
        since_version: 1,
        until_version: None,
    }
}

pub(super) fn pounds(minor: i64) -> Amount {
    Amount::Money(Money { minor, currency: Currency::GBP })
}

/// Alpha holds waste in the north, beta in the south, gamma in the east; alpha holds passports everywhere.
pub(super) fn model_data() -> ModelData {
    let mut responsibilities = Vec::new();
    for function in Function::ALL {
        for (service_type, area, holder) in [
            ("waste", Some("north"), "alpha"),
            ("waste", Some("south"), "beta"),
            ("waste", Some("east"), "gamma"),
            ("passport", None, "alpha"),
        ] {
            let n = responsibilities.len();
            responsibilities.push(row(n, service_type, function, area, holder, always()));
        }
    }
    ModelData {
        responsibilities,
        systems: vec![system("old"), system("new")],
        endpoints: vec![endpoint(0, "waste", "old"), endpoint(1, "passport", "old")],
        arrangements: Arrangements {
            resources: vec![
                resource(0, "crews", "alpha", Amount::Posts(1250)),
                resource(1, "crews", "beta", Amount::Posts(800)),
                resource(2, "depot", "alpha", pounds(123_457)),
            ],
            ..Arrangements::default()
        },
        ..ModelData::default()
    }
}

/// The model of that data as version 1, without a database.
pub(super) fn model(data: &ModelData) -> Model {
    let rows = data.responsibilities.iter().cloned();
    Model::from_rows(1, rows, data.endpoints.iter().cloned(), data.systems.iter().cloned())
        .with_arrangements(data.arrangements.clone())
}

pub(super) fn line(from: &str, to: &str) -> Line {
    Line {
        what: Selection {
            from: name(from),
            service_types: Vec::new(),
            functions: Vec::new(),
            channel: None,
            areas: Vec::new(),
            segment: None,
            into: None,
        },
        whom: Destination { to: name(to), form: OperatingForm::OwnAgency, franchise: None, instrument: name("order") },
    }
}

/// A transfer of these lines.
pub(super) fn transfer(known: &str, kind: Kind, day: Day, lines: Vec<Line>) -> Draft {
    Draft {
        id: name(known),
        title: text(known),
        kind,
        day,
        instrument: name("order"),
        reason: None,
        programme: None,
        after: Vec::new(),
        window_days: if kind.is_reversible() { 60 } else { 0 },
        reverses: None,
        lines,
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        open_work: OpenWork::Moves,
        deadlines: Deadlines::Keep,
        answerable: vec![Answerable { matter: Matter::Everything, person: name("olga") }],
        illustrative: true,
    }
}

/// The district councils of north and south become delta, and end.
pub(super) fn merger() -> Draft {
    let end = |body: &str| Dissolution {
        body: name(body),
        successor: name("delta"),
        things: Vec::new(),
        areas: Vec::new(),
        pages: Vec::new(),
    };
    let share = |line: &str, from: &str| Share { line: line.into(), from: name(from), to: name("delta"), amount: None };
    Draft {
        resources: vec![share("crews", "alpha"), share("crews", "beta"), share("depot", "alpha")],
        dissolves: vec![end("alpha"), end("beta")],
        ..transfer("merger", Kind::Succession, DAY, vec![line("alpha", "delta"), line("beta", "delta")])
    }
}

/// Gamma takes contact by telephone from alpha.
pub(super) fn retail() -> Draft {
    let mut contact = line("alpha", "gamma");
    contact.what.functions = vec![Function::Contact];
    contact.what.channel = Some(Channel::Phone);
    contact.what.service_types = vec![name("passport")];
    contact.whom.form = OperatingForm::Retail;
    Draft {
        resources: vec![Share {
            line: "depot".into(),
            from: name("alpha"),
            to: name("gamma"),
            amount: Some(pounds(10_000)),
        }],
        ..transfer("retail", Kind::Retail, date(2023, 5, 1), vec![contact])
    }
}

pub(super) fn catalogue() -> Catalogue {
    Catalogue::new(1, catalogue_data())
}

/// A database with the small land in it.
pub(super) struct World {
    pub fresh: Fresh,
}

pub(super) fn planner() -> Actor {
    Actor::staff(name("planner"), Role::TransferPlanner, name("alpha"))
}

pub(super) fn approver(known: &str) -> Actor {
    Actor::staff(name(known), Role::TransferApprover, name("alpha"))
}

pub(super) fn worker() -> Actor {
    Actor::portico("worker")
}

impl World {
    pub fn new() -> Self {
        let fresh = testing::fresh(&[::store::MIGRATIONS, catalogue::MIGRATIONS, crate::MIGRATIONS].concat());
        let world = Self { fresh };
        world.write(|tx| {
            catalogue::load_into(tx, &worker(), NOW, &catalogue_data())?;
            crate::model::record(tx, &worker(), NOW, &model_data()).expect("the data are sound");
            Ok::<_, TransferError>(())
        });
        world
    }

    pub fn try_write<T: Send + 'static>(
        &self,
        run: impl Fn(&mut Tx<'_>) -> Result<T, TransferError> + Send + Sync + 'static,
    ) -> Result<T, TransferError> {
        self.fresh.store.write_blocking(run)
    }

    pub fn write<T: Send + 'static>(
        &self,
        run: impl Fn(&mut Tx<'_>) -> Result<T, TransferError> + Send + Sync + 'static,
    ) -> T {
        self.try_write(run).unwrap()
    }

    pub fn read<T: Send + 'static>(
        &self,
        run: impl Fn(&mut Tx<'_>) -> Result<T, StoreError> + Send + Sync + 'static,
    ) -> T {
        self.fresh.store.read_blocking(run).unwrap()
    }

    pub fn snapshot(&self) -> Snapshot {
        self.read(Snapshot::load)
    }

    pub fn state(&self, id: &str) -> State {
        let id = name(id);
        self.write(move |tx| commands::get(tx, &id)).state
    }

    pub fn draft(&self, draft: Draft) -> Result<Transfer, TransferError> {
        self.try_write(move |tx| commands::draft(tx, &planner(), NOW, draft.clone(), commands::Over::Whatever))
    }

    pub fn plan(&self, id: &str) -> Result<Rehearsal, TransferError> {
        let id = name(id);
        self.try_write(move |tx| {
            let snapshot = Snapshot::load(tx)?;
            commands::plan(tx, &snapshot.scene(), &id)
        })
    }

    pub fn rehearse(&self, id: &str) -> Result<Rehearsal, TransferError> {
        let rehearsal = self.plan(id)?;
        let kept = rehearsal.clone();
        self.try_write(move |tx| commands::rehearse(tx, &planner(), NOW, &kept))?;
        Ok(rehearsal)
    }

    pub fn approve(&self, who: &str, rehearsal: &Rehearsal) -> Result<Transfer, TransferError> {
        let (who, id, hash) = (approver(who), rehearsal.draft.id.clone(), rehearsal.plan.hash());
        self.try_write(move |tx| commands::approve(tx, &who, NOW, &id, hash))
    }

    pub fn schedule(&self, id: &str, today: Day) -> Result<Transfer, TransferError> {
        let id = name(id);
        self.try_write(move |tx| commands::schedule(tx, &planner(), NOW, today, &id))
    }

    /// Drafts it and takes it onto the calendar.
    pub fn prepare(&self, draft: Draft) {
        let id = draft.id.name().to_owned();
        let today = draft.day - 10.days();
        self.draft(draft).unwrap();
        self.prepare_drafted(&id, today);
    }

    pub fn prepare_drafted(&self, id: &str, today: Day) {
        let rehearsal = self.rehearse(id).unwrap();
        self.approve("anna", &rehearsal).unwrap();
        self.approve("bert", &rehearsal).unwrap();
        self.schedule(id, today).unwrap();
    }

    pub fn vest(&self, id: &str, today: Day) -> Result<Transfer, TransferError> {
        let rehearsal = self.plan(id)?;
        self.vest_with(rehearsal, today)
    }

    pub fn vest_with(&self, rehearsal: Rehearsal, today: Day) -> Result<Transfer, TransferError> {
        self.try_write(move |tx| {
            commands::vest(tx, &worker(), NOW, today, &rehearsal, serde_json::json!({ "open": 3 }))
        })
    }

    pub fn due(&self, today: Day) -> Vec<String> {
        let due = self.write(move |tx| commands::due(tx, today));
        due.iter().map(|id| id.name().to_owned()).collect()
    }

    pub fn holder(
        &self,
        service_type: &str,
        function: Function,
        channel: Option<Channel>,
        place: &str,
        day: Day,
    ) -> String {
        let snapshot = self.snapshot();
        let service_type = name(service_type);
        let areas = crate::geography::around(&snapshot.catalogue, &service_type, &place.into(), day);
        let held = snapshot.model.holder(&service_type, function, channel, &areas, day);
        held.map_or("nobody".to_owned(), |row| row.holder.name().to_owned())
    }
}
