//! The whole model as one snapshot of one version: the lookup that every command uses.

mod store;

use std::collections::{BTreeSet, HashMap};

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use thiserror::Error;
use values::{Actor, AreaCode, Channel, Day, Id, Moment, id};

use crate::{
    Arrangements, Endpoint, Function, Responsibility, Routing, System,
    controller::{self, Controller},
    data::ModelData,
    endpoint,
    franchise::Franchise,
    history::{self, History, Version},
    holding::{
        self,
        rules::{self, Cell},
    },
    resource::Resource,
    timeline::Index,
};

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum ModelError {
    /// Nobody holds this function there and then: a gap.
    #[error("nobody holds {function} of {service_type} for {areas} on {day}")]
    NoHolder {
        /// Which function.
        function: &'static str,
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Where.
        areas: String,
        /// When.
        day: Day,
    },
    /// No system takes the work there and then.
    #[error("no system takes the work of {service_type} for {areas} on {day}")]
    NoEndpoint {
        /// Of what.
        service_type: Id<id::ServiceType>,
        /// Where.
        areas: String,
        /// When.
        day: Day,
    },
    /// Two rows would answer with equal rank.
    #[error(
        "{0} and {1} both answer for the same cell on the same day; say which is more specific, or state a routing rule"
    )]
    EqualRank(Id<id::Responsibility>, Id<id::Responsibility>),
    /// The snapshot is older than the database: reload it and try again.
    #[error("the model is at version {now}, this node knew {known}")]
    Stale {
        /// The version that this node has.
        known: u64,
        /// The version in the database.
        now: u64,
    },
    /// A transfer should have vested and has not yet: carry it out, reload, and try again.
    #[error("a transfer vests on {day} and has not been carried out yet")]
    VestingDue {
        /// On which day.
        day: Day,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Every row that was ever known, with the lookups. Immutable; a change makes another.
#[derive(Debug, Default)]
pub struct Model {
    version: u64,
    history: History,
    rows: HashMap<Id<id::ServiceType>, [Index; 4]>,
    endpoints: HashMap<Id<id::ServiceType>, Vec<Endpoint>>,
    systems: HashMap<Id<id::System>, System>,
    ever: Arrangements,
    arrangements: Arrangements,
}

impl Model {
    /// A snapshot of what the database knows.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let version = current_version(tx)?.number;
        let rows = holding::store::all(tx)?;
        let model = Self::from_rows(version, rows, endpoint::store::all(tx)?, endpoint::store::systems(tx)?);
        Ok(model.with_history(history::store::all(tx)?).with_arrangements(Arrangements::load(tx)?))
    }

    /// The same model, knowing these arrangements: every row that was ever known.
    pub fn with_arrangements(self, ever: Arrangements) -> Self {
        Self { arrangements: ever.at(self.version), ever, ..self }
    }

    /// Franchises, agreements, officers' powers, controllers, posts and money, as known now.
    pub fn arrangements(&self) -> &Arrangements {
        &self.arrangements
    }

    /// The same, as ever known.
    pub fn arrangements_ever(&self) -> &Arrangements {
        &self.ever
    }

    /// The same as known at a version.
    pub fn arrangements_at(&self, version: u64) -> Arrangements {
        self.ever.at(version)
    }

    /// Who is data controller of what people tell for a service type there and then: whom a row names, otherwise the
    /// holder of `Decision`. Several are joint.
    pub fn controllers(
        &self,
        service_type: &Id<id::ServiceType>,
        areas: &[AreaCode],
        day: Day,
    ) -> Result<Vec<Id<id::Organisation>>, ModelError> {
        match controller::rules::row(&self.arrangements.controllers, service_type, areas, day) {
            Some(row) => Ok(row.bodies.clone()),
            None => Ok(vec![self.holder(service_type, Function::Decision, None, areas, day)?.holder.clone()]),
        }
    }

    /// The row that says who is data controller there and then, as known at a version. Nothing: nobody said otherwise.
    pub fn controller_at(
        &self,
        service_type: &Id<id::ServiceType>,
        areas: &[AreaCode],
        day: Day,
        version: u64,
    ) -> Option<Controller> {
        let known = self.ever.controllers.iter();
        let known = known.filter(|row| row.service_type == *service_type && row.known_at(version));
        controller::rules::row(&known.cloned().collect::<Vec<_>>(), service_type, areas, day).cloned()
    }

    /// The same model, knowing when each version was recorded.
    pub fn with_history(self, history: History) -> Self {
        Self { history, ..self }
    }

    /// When each version was recorded.
    pub fn history(&self) -> &History {
        &self.history
    }

    /// A snapshot of rows at hand.
    pub fn from_rows(
        version: u64,
        rows: impl IntoIterator<Item = Responsibility>,
        endpoints: impl IntoIterator<Item = Endpoint>,
        systems: impl IntoIterator<Item = System>,
    ) -> Self {
        let mut model = Self { version, ..Self::default() };
        for row in rows {
            model.rows.entry(row.service_type.clone()).or_default()[row.function as usize].push(row);
        }
        for row in endpoints {
            model.endpoints.entry(row.service_type.clone()).or_default().push(row);
        }
        model.systems = systems.into_iter().map(|system| (system.id.clone(), system)).collect();
        model
    }

    /// The model as it was known at an earlier version, with nothing of what came later.
    pub fn as_of(&self, version: u64) -> Self {
        let still = |until: Option<u64>| until.filter(|until| *until <= version);
        let rows = self.rows().filter(|row| row.since_version <= version);
        let rows = rows.map(|row| Responsibility { until_version: still(row.until_version), ..row.clone() });
        let endpoints = self.all_endpoints().filter(|row| row.since_version <= version);
        let endpoints = endpoints.map(|row| Endpoint { until_version: still(row.until_version), ..row.clone() });
        Self::from_rows(version, rows, endpoints, self.systems().cloned())
            .with_history(self.history.clone())
            .with_arrangements(self.ever.as_of(version))
    }

    /// The version this snapshot was taken at.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// The one holder, as known now. Where the function is concurrent, the first by the order of its rows.
    pub fn holder(
        &self,
        service_type: &Id<id::ServiceType>,
        function: Function,
        channel: Option<Channel>,
        areas: &[AreaCode],
        day: Day,
    ) -> Result<&Responsibility, ModelError> {
        let cell = Cell { areas, channel, segment: None, day, version: self.version };
        self.index(service_type, function).and_then(|rows| rows.holder(&cell)).ok_or_else(|| ModelError::NoHolder {
            function: function.as_str(),
            service_type: service_type.clone(),
            areas: spoken(areas),
            day,
        })
    }

    /// Everybody who holds the function: several only where it is concurrent in law.
    pub fn holders(
        &self,
        service_type: &Id<id::ServiceType>,
        function: Function,
        cell: &Cell<'_>,
    ) -> Vec<&Responsibility> {
        self.index(service_type, function).map_or_else(Vec::new, |rows| rows.holders(cell))
    }

    /// Every row, as ever known. No order.
    pub fn rows(&self) -> impl Iterator<Item = &Responsibility> {
        self.rows.values().flatten().flat_map(Index::rows)
    }

    /// The first day of which anything is recorded, as known now: of earlier ones nobody has said who answered.
    pub fn begins(&self) -> Option<Day> {
        self.rows().filter(|row| row.known_at(self.version)).map(|row| row.valid.from).min()
    }

    /// The segments that somebody ever held something for; of one service type, or of all.
    pub fn segments(&self, of: Option<&Id<id::ServiceType>>) -> BTreeSet<&str> {
        let rows = self.rows().filter(|row| of.is_none_or(|of| row.service_type == *of));
        rows.filter_map(|row| row.segment.as_deref()).collect()
    }

    /// Every function of every service type that ever had a row. In no order.
    pub fn groups(&self) -> impl Iterator<Item = (&Id<id::ServiceType>, Function, &Index)> {
        let of = |(service_type, functions)| {
            Function::ALL.into_iter().zip(functions).map(move |(function, rows)| (service_type, function, rows))
        };
        self.rows.iter().flat_map(of)
    }

    /// Every row that says which system takes the work, as ever known. In no order.
    pub fn all_endpoints(&self) -> impl Iterator<Item = &Endpoint> {
        self.endpoints.values().flatten()
    }

    /// Every row of one function of a service type, as ever known.
    pub fn index(&self, service_type: &Id<id::ServiceType>, function: Function) -> Option<&Index> {
        self.rows.get(service_type).map(|functions| &functions[function as usize])
    }

    /// Every service type that has rows. In no order.
    pub fn service_types(&self) -> impl Iterator<Item = &Id<id::ServiceType>> {
        self.rows.keys()
    }

    /// The system that takes the work there and then.
    pub fn endpoint(
        &self,
        service_type: &Id<id::ServiceType>,
        areas: &[AreaCode],
        day: Day,
    ) -> Result<&System, ModelError> {
        self.endpoint_at(service_type, areas, day, self.version)
            .map(|(_, system)| system)
            .ok_or_else(|| ModelError::NoEndpoint { service_type: service_type.clone(), areas: spoken(areas), day })
    }

    /// The row and the system that take the work there and then, as known at a version.
    pub fn endpoint_at(
        &self,
        service_type: &Id<id::ServiceType>,
        areas: &[AreaCode],
        day: Day,
        version: u64,
    ) -> Option<(&Endpoint, &System)> {
        self.endpoints
            .get(service_type)
            .into_iter()
            .flatten()
            .filter(|row| row.valid.holds_on(day) && row.known_at(version))
            .filter_map(|row| match &row.area {
                None => Some((areas.len(), row)),
                Some(area) => areas.iter().position(|code| code == area).map(|place| (place, row)),
            })
            .min_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.id.cmp(&right.id)))
            .and_then(|(_, row)| Some((row, self.systems.get(&row.system)?)))
    }

    /// Every row that says which system takes the work of a service type, as ever known.
    pub fn endpoints(&self, service_type: &Id<id::ServiceType>) -> &[Endpoint] {
        self.endpoints.get(service_type).map_or(&[], Vec::as_slice)
    }

    /// Was anything of a service type ever said for one area and not for all?
    pub fn is_by_area(&self, service_type: &Id<id::ServiceType>) -> bool {
        let functions = Function::ALL.into_iter().filter_map(|function| self.index(service_type, function));
        functions.flat_map(Index::rows).any(|row| row.area.is_some())
            || self.endpoints(service_type).iter().any(|row| row.area.is_some())
    }

    /// A system by its id.
    pub fn system(&self, id: &Id<id::System>) -> Option<&System> {
        self.systems.get(id)
    }

    /// All systems, by id.
    pub fn systems(&self) -> impl Iterator<Item = &System> {
        self.systems.values()
    }

    /// Refuses where the database knows more than this snapshot, or a vesting is due that has not been carried out: a
    /// node with stale knowledge never routes.
    pub fn check_current(&self, tx: &mut Tx<'_>, today: Day) -> Result<(), ModelError> {
        let (now, next_vesting) = store::version_and_vesting(tx)?;
        if now != self.version {
            return Err(ModelError::Stale { known: self.version, now });
        }
        match next_vesting.filter(|day| *day <= today) {
            Some(day) => Err(ModelError::VestingDue { day }),
            None => Ok(()),
        }
    }
}

/// The version that the database is at.
pub fn current_version(tx: &mut Tx<'_>) -> Result<Version, StoreError> {
    store::current_version(tx)
}

/// Why a version was made that data files say whole.
const FILES: &str = "data files";

/// Records a whole model from data files as the next version: rows that stand there too stay as they are, rows that
/// stand there no more are known until now. Rows are never edited.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, now: Moment, data: &ModelData) -> Result<Version, ModelError> {
    let next = next_version(tx, actor, now, FILES)?;
    let known: Vec<Responsibility> =
        holding::store::all(tx)?.into_iter().filter(|row| row.until_version.is_none()).collect();
    let wanted: Vec<Responsibility> =
        data.responsibilities.iter().map(|row| Responsibility { since_version: next.number, ..row.clone() }).collect();
    refuse_equal_rank(&wanted)?;

    for gone in known.iter().filter(|old| !wanted.iter().any(|new| says_the_same(old, new))) {
        holding::store::retire(tx, &gone.id, next.number)?;
    }
    for new in wanted.iter().filter(|new| !known.iter().any(|old| says_the_same(old, new))) {
        holding::store::insert(tx, &Responsibility { id: tx.id(), ..new.clone() })?;
    }
    for system in &data.systems {
        endpoint::store::put_system(tx, system)?;
    }
    endpoint::store::retire_all(tx, next.number)?;
    for row in &data.endpoints {
        endpoint::store::insert(tx, &Endpoint { id: tx.id(), since_version: next.number, ..row.clone() })?;
    }
    data.arrangements.record(tx, next.number)?;
    let details = [("version", next.number.to_string()), ("rows", wanted.len().to_string())];
    let subject = "responsibility-model";
    audit::record(tx, &Entry { at: now, actor, action: "model-recorded", subject, details: &details })?;
    Ok(next)
}

/// Who says which franchises there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Franchises {
    /// The files.
    OfFiles,
    /// Commands, which have changed them since the files were recorded.
    OfCommands,
}

/// Records what files say around responsibilities after transfers have vested or commands have changed franchises:
/// systems, agreements, powers and controllers, and franchises that no command has changed. Who answers, which system
/// takes the work, posts and money stay as they are; where the files say otherwise about these than when they were last
/// recorded whole, nothing is recorded: that is a transfer's to change, or a command's.
pub fn record_around(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    data: &ModelData,
    franchises: Franchises,
) -> Result<Option<Version>, ModelError> {
    let model = Model::load(tx)?;
    let Some(whole) = history::store::last_of(tx, FILES)? else { return Ok(None) };
    let wanted = &data.arrangements.franchises;
    let by_commands = franchises == Franchises::OfCommands;
    let as_they_were = || is_the_same(&model.arrangements_at(whole).franchises, wanted, Franchise::says_the_same);
    if !moves_nothing(&model, whole, data) || (by_commands && !as_they_were()) {
        return Ok(None);
    }
    for system in &data.systems {
        endpoint::store::put_system(tx, system)?;
    }
    let next = next_version(tx, actor, now, "data files, around what has moved")?;
    let known = model.arrangements();
    let franchises = if by_commands { known.franchises.clone() } else { wanted.clone() };
    let resources = known.resources.clone();
    Arrangements { franchises, resources, ..data.arrangements.clone() }.record(tx, next.number)?;
    let details = [("version", next.number.to_string())];
    let subject = "responsibility-model";
    audit::record(tx, &Entry { at: now, actor, action: "model-recorded-around", subject, details: &details })?;
    Ok(Some(next))
}

/// Do the files say the same as a version of the model about all that transfers move?
fn moves_nothing(model: &Model, version: u64, data: &ModelData) -> bool {
    let rows: Vec<_> = model.rows().filter(|row| row.known_at(version)).cloned().collect();
    let endpoints: Vec<_> = model.all_endpoints().filter(|row| row.known_at(version)).cloned().collect();
    let resources = model.arrangements_at(version).resources;
    let same_endpoint = |one: &Endpoint, other: &Endpoint| {
        let said = |row: &Endpoint| (row.service_type.clone(), row.area.clone(), row.system.clone(), row.valid);
        said(one) == said(other)
    };
    is_the_same(&rows, &data.responsibilities, says_the_same)
        && is_the_same(&endpoints, &data.endpoints, same_endpoint)
        && is_the_same(&resources, &data.arrangements.resources, Resource::says_the_same)
}

fn is_the_same<T>(known: &[T], wanted: &[T], same: impl Fn(&T, &T) -> bool) -> bool {
    known.len() == wanted.len() && wanted.iter().all(|new| known.iter().any(|old| same(old, new)))
}

/// Takes the next version, for an actor and a reason: one row is locked, and the recording time only goes forward.
pub(crate) fn next_version(tx: &mut Tx<'_>, actor: &Actor, now: Moment, reason: &str) -> Result<Version, StoreError> {
    let next = store::next_version(tx, now)?;
    history::store::insert(tx, actor, reason, next)?;
    Ok(next)
}

fn refuse_equal_rank(rows: &[Responsibility]) -> Result<(), ModelError> {
    let mut cells: HashMap<(&Id<id::ServiceType>, Function), Vec<&Responsibility>> = HashMap::new();
    for row in rows {
        cells.entry((&row.service_type, row.function)).or_default().push(row);
    }
    match cells.values().find_map(|rows| rules::equal_rank(rows)) {
        Some((one, other)) => Err(ModelError::EqualRank(one.id.clone(), other.id.clone())),
        None => Ok(()),
    }
}

fn says_the_same(old: &Responsibility, new: &Responsibility) -> bool {
    old.same_cell(new)
        && old.holder == new.holder
        && old.form == new.form
        && old.franchise == new.franchise
        && old.instrument == new.instrument
        && old.valid == new.valid
        && same_routing(old.routing.as_ref(), new.routing.as_ref())
        && old.illustrative == new.illustrative
}

/// Rows of before there were turns have none: whatever turn a file gives them is theirs.
fn same_routing(old: Option<&Routing>, new: Option<&Routing>) -> bool {
    old == new || (Routing::is_shared(old, new) && old.is_some_and(|old| old.turn == 0))
}

fn spoken(areas: &[AreaCode]) -> String {
    if areas.is_empty() {
        "the whole country".into()
    } else {
        areas.iter().map(AreaCode::as_str).collect::<Vec<_>>().join(" in ")
    }
}
