//! What a plan may read: one snapshot of the model and the catalogue. Nothing else.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    rc::Rc,
    sync::Arc,
};

use catalogue::Catalogue;
use store::{StoreError, Tx};
use values::{AreaCode, AreaKind, Day, Id, id};

use super::{Draft, Plan, Problem, rules};
use crate::{
    Endpoint, Model, Responsibility,
    geography::{self, Land},
    resource::Resource,
    timeline::Geography,
};

/// Everything a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Scene<'a> {
    /// Who answers for what, which systems take the work, posts and money.
    pub model: &'a Model,
    /// Bodies, areas, services, instruments, people.
    pub catalogue: &'a Catalogue,
}

/// A transfer, and what stands once it has vested.
#[derive(Debug, Clone)]
pub struct Step {
    /// What was drafted.
    pub draft: Draft,
    /// What stands then.
    pub model: Arc<Model>,
}

impl Scene<'_> {
    /// What stands once a transfer has vested.
    pub fn after(&self, draft: &Draft) -> Result<Model, Vec<Problem>> {
        Ok(self.with(&rules::plan(self, draft)?))
    }

    /// These transfers vested one after the other. A later wave is rehearsed on the last step.
    pub fn steps(&self, drafts: &[Draft]) -> Result<Vec<Step>, Vec<Problem>> {
        let mut steps: Vec<Step> = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let model = steps.last().map_or(self.model, |step| &step.model);
            let model = Scene { model, ..*self }.after(draft)?;
            steps.push(Step { draft: draft.clone(), model: Arc::new(model) });
        }
        Ok(steps)
    }

    /// What stands once a plan is carried out: as the next version, with names for the new rows.
    pub fn with(&self, plan: &Plan) -> Model {
        let version = self.model.version() + 1;
        let name = |n: usize| format!("v{version}-{n:08}");
        let ends: HashSet<&Id<id::Responsibility>> = plan.change.retire.iter().collect();
        let rows = self.model.rows().map(|row| {
            let until_version = if ends.contains(&row.id) { Some(version) } else { row.until_version };
            Responsibility { until_version, ..row.clone() }
        });
        let added = plan.change.add.iter().enumerate().map(|(n, row)| Responsibility {
            id: Id::named(&name(n)).expect("letters and digits"),
            since_version: version,
            ..row.clone()
        });
        let ends: HashSet<&Id<id::Endpoint>> = plan.endpoints.retire.iter().collect();
        let endpoints = self.model.all_endpoints().map(|row| {
            let until_version = if ends.contains(&row.id) { Some(version) } else { row.until_version };
            Endpoint { until_version, ..row.clone() }
        });
        let added_endpoints = plan.endpoints.add.iter().enumerate().map(|(n, row)| Endpoint {
            id: Id::named(&name(n)).expect("letters and digits"),
            since_version: version,
            ..row.clone()
        });
        let ends: HashSet<&Id<id::Resource>> = plan.resources.retire.iter().collect();
        let mut ever = self.model.arrangements_ever().clone();
        for row in ever.resources.iter_mut().filter(|row| ends.contains(&row.id)) {
            row.until_version = Some(version);
        }
        ever.resources.extend(plan.resources.add.iter().enumerate().map(|(n, row)| Resource {
            id: Id::named(&name(n)).expect("letters and digits"),
            since_version: version,
            ..row.clone()
        }));
        Model::from_rows(version, rows.chain(added), endpoints.chain(added_endpoints), self.model.systems().cloned())
            .with_history(self.model.history().clone())
            .with_arrangements(ever)
    }
}

/// A snapshot that owns what a scene shows.
#[derive(Debug)]
pub struct Snapshot {
    /// Who answers for what.
    pub model: Model,
    /// Bodies, areas, services, instruments, people.
    pub catalogue: Catalogue,
}

impl Snapshot {
    /// What the database knows now.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        Ok(Self { model: Model::load(tx)?, catalogue: Catalogue::load(tx)? })
    }

    /// What a plan may read of it.
    pub fn scene(&self) -> Scene<'_> {
        Scene { model: &self.model, catalogue: &self.catalogue }
    }
}

/// The geography of a catalogue that remembers what it was asked: plans ask the same of thousands of service types.
pub struct Ground<'a> {
    land: Land<'a>,
    catalogue: &'a Catalogue,
    places: Vec<AreaCode>,
    chains: Known<(Vec<AreaKind>, AreaCode, Day)>,
    standing: Known<(AreaCode, Day)>,
    crossed: Known<(Vec<AreaKind>, AreaCode, Day)>,
    seen: RefCell<HashMap<Asked, Alike>>,
}

/// The kinds of area that decide, the day whose eve is asked, and the other day.
type Asked = (Vec<AreaKind>, Day, Day);

/// All places, those that lie alike once.
type Alike = Rc<Vec<Seen>>;

/// Places that lie alike: in the same areas on the eve of a day, and in the same on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// One of them; the country where there is none.
    pub place: Option<AreaCode>,
    /// The areas that decide, on the eve.
    pub eve: Vec<AreaCode>,
    /// The areas that decide, on the other day.
    pub on: Vec<AreaCode>,
    /// How many they are.
    pub places: usize,
}

type Known<K> = RefCell<HashMap<K, Vec<AreaCode>>>;

impl<'a> Ground<'a> {
    /// Of a catalogue.
    pub fn new(catalogue: &'a Catalogue) -> Self {
        let all = || catalogue.areas().all();
        let localities = all().filter(|area| area.kind == AreaKind::Locality);
        let mut places: Vec<AreaCode> = localities.map(|area| area.code.clone()).collect();
        if places.is_empty() {
            places = all().map(|area| area.code.clone()).collect();
        }
        Self {
            land: Land(catalogue),
            catalogue,
            places,
            chains: RefCell::default(),
            standing: RefCell::default(),
            crossed: RefCell::default(),
            seen: RefCell::default(),
        }
    }

    /// Every place that is asked for, those that lie alike once: as seen on the eve of a day, and on another. For a
    /// service type that is the same everywhere, the country.
    pub fn seen(&self, service_type: &Id<id::ServiceType>, day: Day, on: Day) -> Alike {
        let known = self.catalogue.service_type(service_type);
        let key = (self.kinds(service_type), day, on);
        if known.is_some_and(|known| known.area_kind.is_empty()) {
            return Rc::new(vec![Seen { place: None, eve: Vec::new(), on: Vec::new(), places: 1 }]);
        }
        if let Some(seen) = self.seen.borrow().get(&key) {
            return seen.clone();
        }
        let eve = day.yesterday().unwrap_or(day);
        let around = |place, day| geography::around(self.catalogue, service_type, place, day);
        let mut alike: HashMap<(Vec<AreaCode>, Vec<AreaCode>), usize> = HashMap::new();
        let mut seen = vec![Seen { place: None, eve: Vec::new(), on: Vec::new(), places: 1 }];
        for place in &self.places {
            let lies = (around(place, eve), around(place, on));
            let n = *alike.entry(lies.clone()).or_insert(seen.len());
            match seen.get_mut(n) {
                Some(known) => known.places += 1,
                None => seen.push(Seen { place: Some(place.clone()), eve: lies.0, on: lies.1, places: 1 }),
            }
        }
        let seen = Rc::new(seen);
        self.seen.borrow_mut().insert(key, seen.clone());
        seen
    }

    /// The kinds of area that decide a service type: those with the same kinds see the same land.
    pub fn kinds(&self, service_type: &Id<id::ServiceType>) -> Vec<AreaKind> {
        self.catalogue.service_type(service_type).map_or_else(Vec::new, |known| known.area_kind.clone())
    }
}

impl Geography for Ground<'_> {
    fn chain(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        let key = (self.kinds(service_type), area.clone(), day);
        self.chains.borrow_mut().entry(key).or_insert_with(|| self.land.chain(service_type, area, day)).clone()
    }

    fn standing(&self, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        self.standing.borrow_mut().entry((area.clone(), day)).or_insert_with(|| self.land.standing(area, day)).clone()
    }

    fn crossed(&self, service_type: &Id<id::ServiceType>, area: &AreaCode, day: Day) -> Vec<AreaCode> {
        let key = (self.kinds(service_type), area.clone(), day);
        self.crossed.borrow_mut().entry(key).or_insert_with(|| self.land.crossed(service_type, area, day)).clone()
    }

    fn predecessors(&self, area: &AreaCode) -> Vec<AreaCode> {
        self.land.predecessors(area)
    }
}
