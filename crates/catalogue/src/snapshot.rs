//! The catalogue as it stands in one edition: an immutable snapshot with fast look-ups, shared in an `Arc`.

use std::{
    collections::BTreeMap,
    sync::{Arc, OnceLock},
};

use values::{AreaCode, Day, Id, id};

use crate::{
    area::Areas,
    data::CatalogueData,
    holiday::Holidays,
    instrument::Instrument,
    life_event::LifeEvent,
    organisation::Organisation,
    person::Person,
    search::{Search, SearchError},
    service::{PublicService, ServiceType},
};

type Versions = BTreeMap<Id<id::Organisation>, Vec<PublicService>>;

/// One edition of the catalogue.
#[derive(Debug)]
pub struct Catalogue {
    edition: u64,
    organisations: BTreeMap<Id<id::Organisation>, Organisation>,
    areas: Arc<Areas>,
    instruments: BTreeMap<Id<id::Instrument>, Instrument>,
    service_types: BTreeMap<Id<id::ServiceType>, ServiceType>,
    public_services: BTreeMap<Id<id::ServiceType>, Versions>,
    life_events: BTreeMap<Id<id::LifeEvent>, LifeEvent>,
    holidays: Holidays,
    people: BTreeMap<Id<id::Person>, Person>,
    search: OnceLock<Result<Search, SearchError>>,
}

impl Catalogue {
    /// The snapshot of data that has been read and checked.
    pub fn new(edition: u64, data: CatalogueData) -> Self {
        let mut public_services: BTreeMap<_, Versions> = BTreeMap::new();
        for service in data.public_services {
            let versions = public_services.entry(service.service_type.clone()).or_default();
            versions.entry(service.organisation.clone()).or_default().push(service);
        }
        for version in public_services.values_mut().flat_map(BTreeMap::values_mut) {
            version.sort_by(|a, b| (a.valid.from, &a.id).cmp(&(b.valid.from, &b.id)));
        }
        let areas = Arc::new(Areas::new(data.areas, data.postcodes));
        Self {
            edition,
            organisations: by_id(data.organisations, |body| &body.id),
            holidays: Holidays::new(data.holidays, areas.clone()),
            areas,
            instruments: by_id(data.instruments, |instrument| &instrument.id),
            service_types: by_id(data.service_types, |service_type| &service_type.id),
            public_services,
            life_events: by_id(data.life_events, |event| &event.id),
            people: by_id(data.people, |person| &person.id),
            search: OnceLock::new(),
        }
    }

    /// Which edition this is. 0: nothing was loaded yet.
    pub fn edition(&self) -> u64 {
        self.edition
    }

    /// The body with this id.
    pub fn organisation(&self, id: &Id<id::Organisation>) -> Option<&Organisation> {
        self.organisations.get(id)
    }

    /// All bodies, by id.
    pub fn organisations(&self) -> impl Iterator<Item = &Organisation> {
        self.organisations.values()
    }

    /// The bodies that this one took over from.
    pub fn predecessors(&self, id: &Id<id::Organisation>) -> impl Iterator<Item = &Organisation> {
        self.organisations.values().filter(move |body| body.successors.contains(id))
    }

    /// The service type with this id.
    pub fn service_type(&self, id: &Id<id::ServiceType>) -> Option<&ServiceType> {
        self.service_types.get(id)
    }

    /// All service types, by id.
    pub fn service_types(&self) -> impl Iterator<Item = &ServiceType> {
        self.service_types.values()
    }

    /// The service types that a life event brings with it, by id.
    pub fn service_types_of(&self, event: &Id<id::LifeEvent>) -> impl Iterator<Item = &ServiceType> {
        self.service_types.values().filter(move |service_type| service_type.life_events.contains(event))
    }

    /// A body's version of a service type on a day.
    pub fn public_service(
        &self,
        service_type: &Id<id::ServiceType>,
        organisation: &Id<id::Organisation>,
        day: Day,
    ) -> Option<&PublicService> {
        self.public_services.get(service_type)?.get(organisation)?.iter().find(|version| version.valid.holds_on(day))
    }

    /// Every body's versions of a service type: by body, then by first day.
    pub fn public_services(&self, service_type: &Id<id::ServiceType>) -> impl Iterator<Item = &PublicService> {
        self.public_services.get(service_type).into_iter().flat_map(BTreeMap::values).flatten()
    }

    /// The life event with this id.
    pub fn life_event(&self, id: &Id<id::LifeEvent>) -> Option<&LifeEvent> {
        self.life_events.get(id)
    }

    /// All life events, by id.
    pub fn life_events(&self) -> impl Iterator<Item = &LifeEvent> {
        self.life_events.values()
    }

    /// All areas and postcodes.
    pub fn areas(&self) -> &Areas {
        &self.areas
    }

    /// The instrument with this id.
    pub fn instrument(&self, id: &Id<id::Instrument>) -> Option<&Instrument> {
        self.instruments.get(id)
    }

    /// All instruments, by id.
    pub fn instruments(&self) -> impl Iterator<Item = &Instrument> {
        self.instruments.values()
    }

    /// The member of staff with this id.
    pub fn person(&self, id: &Id<id::Person>) -> Option<&Person> {
        self.people.get(id)
    }

    /// All demonstration staff, by id.
    pub fn people(&self) -> impl Iterator<Item = &Person> {
        self.people.values()
    }

    /// The calendar of working days.
    pub fn holidays(&self) -> &Holidays {
        &self.holidays
    }

    /// The search over this edition, built when it is first asked for.
    pub fn search(&self) -> Result<&Search, SearchError> {
        self.search.get_or_init(|| Search::build(self)).as_ref().map_err(Clone::clone)
    }

    /// The day by which a body's version of a service is done if it begins on `day` at a place.
    pub fn due(&self, service: &PublicService, day: Day, area: Option<&AreaCode>) -> Day {
        self.holidays.add_working_days(day, service.working_days, area)
    }
}

fn by_id<K: Ord + Clone, T>(items: Vec<T>, id: impl Fn(&T) -> &K) -> BTreeMap<K, T> {
    items.into_iter().map(|item| (id(&item).clone(), item)).collect()
}
