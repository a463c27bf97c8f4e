//! The whole model as one snapshot of one version: the lookup that every command uses.

mod store;

use std::collections::HashMap;

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
};
use thiserror::Error;
use values::{Actor, AreaCode, Channel, Day, Id, Moment, id};

use crate::{
    Endpoint, Function, Responsibility, System,
    data::ModelData,
    endpoint,
    holding::{
        self,
        rules::{self, Cell},
    },
};

/// Which state of our knowledge, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Version {
    /// 0 before anything was recorded.
    pub number: u64,
    /// When it was recorded. Later than the version before it.
    pub recorded_at: Moment,
}

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
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Every row that was ever known, with the lookups. Immutable; a change makes another.
#[derive(Debug, Default)]
pub struct Model {
    version: u64,
    rows: HashMap<(Id<id::ServiceType>, Function), Vec<Responsibility>>,
    endpoints: HashMap<Id<id::ServiceType>, Vec<Endpoint>>,
    systems: HashMap<Id<id::System>, System>,
}

impl Model {
    /// A snapshot of what the database knows.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let version = current_version(tx)?.number;
        let rows = holding::store::all(tx)?;
        Ok(Self::from_rows(version, rows, endpoint::store::all(tx)?, endpoint::store::systems(tx)?))
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
            model.rows.entry((row.service_type.clone(), row.function)).or_default().push(row);
        }
        for row in endpoints {
            model.endpoints.entry(row.service_type.clone()).or_default().push(row);
        }
        model.systems = systems.into_iter().map(|system| (system.id.clone(), system)).collect();
        model
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
        self.holders(service_type, function, &cell).into_iter().next().ok_or_else(|| ModelError::NoHolder {
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
        self.rows.get(&(service_type.clone(), function)).map_or_else(Vec::new, |rows| rules::holders(rows, cell))
    }

    /// The system that takes the work there and then.
    pub fn endpoint(
        &self,
        service_type: &Id<id::ServiceType>,
        areas: &[AreaCode],
        day: Day,
    ) -> Result<&System, ModelError> {
        self.endpoints
            .get(service_type)
            .into_iter()
            .flatten()
            .filter(|row| row.valid.holds_on(day) && row.known_at(self.version))
            .filter_map(|row| match &row.area {
                None => Some((areas.len(), row)),
                Some(area) => areas.iter().position(|code| code == area).map(|place| (place, row)),
            })
            .min_by(|(a, left), (b, right)| a.cmp(b).then_with(|| left.id.cmp(&right.id)))
            .and_then(|(_, row)| self.systems.get(&row.system))
            .ok_or_else(|| ModelError::NoEndpoint { service_type: service_type.clone(), areas: spoken(areas), day })
    }

    /// A system by its id.
    pub fn system(&self, id: &Id<id::System>) -> Option<&System> {
        self.systems.get(id)
    }

    /// All systems, by id.
    pub fn systems(&self) -> impl Iterator<Item = &System> {
        self.systems.values()
    }

    /// Refuses where the database knows more than this snapshot: a node with stale knowledge never routes.
    pub fn check_current(&self, tx: &mut Tx<'_>) -> Result<(), ModelError> {
        let now = current_version(tx)?.number;
        if now == self.version { Ok(()) } else { Err(ModelError::Stale { known: self.version, now }) }
    }
}

/// The version that the database is at.
pub fn current_version(tx: &mut Tx<'_>) -> Result<Version, StoreError> {
    store::current_version(tx)
}

/// Records a whole model from data files as the next version: rows that stand there too stay as they are, rows that
/// stand there no more are known until now. Rows are never edited.
pub fn record(tx: &mut Tx<'_>, actor: &Actor, now: Moment, data: &ModelData) -> Result<Version, ModelError> {
    let next = store::next_version(tx, now)?;
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
    let details = [("version", next.number.to_string()), ("rows", wanted.len().to_string())];
    let subject = "responsibility-model";
    audit::record(tx, &Entry { at: now, actor, action: "model-recorded", subject, details: &details })?;
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
        && old.instrument == new.instrument
        && old.valid == new.valid
        && old.routing == new.routing
        && old.illustrative == new.illustrative
}

fn spoken(areas: &[AreaCode]) -> String {
    if areas.is_empty() {
        "the whole country".into()
    } else {
        areas.iter().map(AreaCode::as_str).collect::<Vec<_>>().join(" in ")
    }
}
