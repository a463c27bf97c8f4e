//! The government as one node knows it: catalogue, model and journeys, each an immutable snapshot of a version.

use std::{collections::BTreeSet, sync::Arc};

use catalogue::{Catalogue, service::PublicService};
use jiff::tz::TimeZone;
use responsibility::{
    Function, Model, ModelError, Responsibility, System, holding::rules::Cell, timeline::Index, transfer::Successions,
};
use store::{StoreError, Tx};
use values::{AreaCode, Channel, Day, Id, Moment, id};

use crate::{
    journey::{Today, store::Journeys},
    request::Request,
    requirement::{self, Concepts},
};

/// Catalogue, model and journeys of one version each.
#[derive(Clone)]
pub struct Government {
    /// Bodies, services, areas, people.
    pub catalogue: Arc<Catalogue>,
    /// Who answers for what.
    pub model: Arc<Model>,
    /// Who follows bodies that are no more.
    pub successions: Arc<Successions>,
    /// What people are asked.
    pub journeys: Arc<Journeys>,
    /// What the questions mean to every body.
    pub concepts: Arc<Concepts>,
    /// The government's time zone: where its days begin.
    pub zone: TimeZone,
}

impl Government {
    /// What the database knows now.
    pub fn load(tx: &mut Tx<'_>, zone: TimeZone) -> Result<Self, StoreError> {
        Ok(Self {
            catalogue: Arc::new(Catalogue::load(tx)?),
            model: Arc::new(Model::load(tx)?),
            successions: Arc::new(Successions::load(tx)?),
            journeys: Arc::new(Journeys::load(tx)?),
            concepts: Arc::new(requirement::store::load(tx)?),
            zone,
        })
    }

    /// Every id that files about responsibility may name.
    pub fn known(&self) -> responsibility::data::Known {
        let catalogue = &self.catalogue;
        responsibility::data::Known {
            organisations: catalogue.organisations().map(|known| known.id.clone()).collect(),
            service_types: catalogue.service_types().map(|known| known.id.clone()).collect(),
            areas: catalogue.areas().all().map(|known| known.code.clone()).collect(),
            instruments: catalogue.instruments().map(|known| known.id.clone()).collect(),
            people: catalogue.people().map(|known| known.id.clone()).collect(),
            life_events: catalogue.life_events().map(|known| known.id.clone()).collect(),
            journeys: self.journeys.ids().cloned().collect(),
        }
    }

    /// A day with its holidays.
    pub fn today(&self, day: Day) -> Today<'_> {
        Today { day, holidays: self.catalogue.holidays() }
    }

    /// The areas a place lies in that day, of the kinds that decide this service type, the most specific first.
    pub fn areas(&self, service_type: &Id<id::ServiceType>, place: Option<&AreaCode>, day: Day) -> Vec<AreaCode> {
        let Some(place) = place else { return Vec::new() };
        let kinds = self.catalogue.service_type(service_type).map_or(&[][..], |known| &known.area_kind);
        let mut on = self.catalogue.areas().on(place, day);
        if !kinds.is_empty() {
            on.retain(|area| kinds.contains(&area.kind));
            on.sort_by_key(|area| kinds.iter().position(|kind| *kind == area.kind));
        }
        on.into_iter().map(|area| area.code).collect()
    }

    /// Who does the work of this service type for the place on the day, for people who come by web.
    pub fn supplier(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Result<&Responsibility, ModelError> {
        self.holder(service_type, Function::Fulfilment, place, day)
    }

    /// The same, as known at a version.
    pub fn supplier_at(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
        version: u64,
    ) -> Option<&Responsibility> {
        let areas = self.areas(service_type, place, day);
        let cell = Cell { areas: &areas, channel: Some(Channel::Web), segment: None, day, version };
        self.model.index(service_type, Function::Fulfilment)?.holder(&cell)
    }

    /// Where nobody does the work by a day: who did it last at that place, and on which last day, as known at a version.
    /// Nothing where nobody ever did. It can only have ended on a day on which a row ended or an area changed.
    pub fn last_supplier(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
        version: u64,
    ) -> Option<(&Responsibility, Day)> {
        let rows = self.model.index(service_type, Function::Fulfilment)?.rows();
        let ends = rows.filter(|row| row.known_at(version)).filter_map(|row| row.valid.until);
        let days: BTreeSet<Day> = ends.chain(self.catalogue.areas().days()).filter(|ended| *ended <= day).collect();
        days.into_iter().rev().find_map(|ended| {
            let eve = ended.yesterday().ok()?;
            Some((self.supplier_at(service_type, place, eve, version)?, eve))
        })
    }

    /// Who decides in law, for people who come by web.
    pub fn decides(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Result<&Responsibility, ModelError> {
        self.holder(service_type, Function::Decision, place, day)
    }

    /// The instrument that gives the task: the one under which the first body known to have decided did so, or a later one under
    /// which the same body went on. An order by which it came to another body says who has it, and not on which ground. Where
    /// areas decide and no place is known, that of the earliest.
    pub fn ground(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Option<&Id<id::Instrument>> {
        let rows = || {
            let rows = self.model.index(service_type, Function::Decision).into_iter().flat_map(Index::rows);
            rows.filter(|row| row.known_at(self.model.version()) && row.valid.from <= day)
        };
        // Most tasks were only ever given by one.
        let first = rows().next()?;
        if rows().all(|row| row.instrument == first.instrument) {
            return Some(&first.instrument);
        }
        let days: BTreeSet<Day> = rows().map(|row| row.valid.from).collect();
        let in_turn = days.into_iter().filter_map(|day| self.decides(service_type, place, day).ok());
        let here = in_turn.fold(None, |before: Option<(&Responsibility, _)>, row| match before {
            Some((last, ground)) if last.holder != row.holder || last.instrument == row.instrument => {
                Some((row, ground))
            }
            _ => Some((row, &row.instrument)),
        });
        let anywhere = || rows().min_by_key(|row| row.valid.from).map(|row| &row.instrument);
        here.map(|(_, ground)| ground).or_else(anywhere)
    }

    /// Every body that decides in law somewhere that day, whatever the channel.
    pub fn deciders(&self, service_type: &Id<id::ServiceType>, day: Day) -> BTreeSet<&Id<id::Organisation>> {
        let rows = self.model.index(service_type, Function::Decision).into_iter().flat_map(Index::rows);
        let known = rows.filter(|row| row.known_at(self.model.version()) && row.valid.holds_on(day));
        known.map(|row| &row.holder).collect()
    }

    /// Who takes calls about this service type for the place on the day.
    pub fn takes_calls(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Result<&Responsibility, ModelError> {
        let areas = self.areas(service_type, place, day);
        self.model.holder(service_type, Function::Contact, Some(Channel::Phone), &areas, day)
    }

    /// The days after one, up to another, on which somebody else may take calls about a service type: rows of contact
    /// begin or end, or areas change.
    pub fn contact_days(&self, service_type: &Id<id::ServiceType>, after: Day, until: Day) -> BTreeSet<Day> {
        let rows = self.model.index(service_type, Function::Contact).into_iter().flat_map(Index::rows);
        let known = rows.filter(|row| row.known_at(self.model.version()));
        let days = known.flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten();
        days.chain(self.catalogue.areas().days()).filter(|day| after < *day && *day <= until).collect()
    }

    fn holder(
        &self,
        service_type: &Id<id::ServiceType>,
        function: Function,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Result<&Responsibility, ModelError> {
        let areas = self.areas(service_type, place, day);
        self.model.holder(service_type, function, Some(Channel::Web), &areas, day)
    }

    /// Did this version of the model change who does the work of this service type for the place on the day? Then who did
    /// it as known before, if anybody: on that day or, where the areas changed that day, on its eve.
    pub fn changed_at(
        &self,
        version: u64,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Option<Vec<&Id<id::Organisation>>> {
        let at = |day, version| {
            let areas = self.areas(service_type, place, day);
            let cell = Cell { areas: &areas, channel: Some(Channel::Web), segment: None, day, version };
            let rows = self.model.holders(service_type, Function::Fulfilment, &cell);
            rows.into_iter().map(|row| &row.holder).collect::<Vec<_>>()
        };
        let known = version.saturating_sub(1);
        let before = at(day, known);
        if at(day, version) == before {
            return None;
        }
        let on_the_eve = || day.yesterday().map_or_else(|_| Vec::new(), |eve| at(eve, known));
        Some(if before.is_empty() { on_the_eve() } else { before })
    }

    /// The days after one, up to another, on which rows of a service type begin or end that this version of the model made
    /// or ended.
    pub fn days_touched_by(
        &self,
        version: u64,
        service_type: &Id<id::ServiceType>,
        after: Day,
        until: Day,
    ) -> BTreeSet<Day> {
        let rows = self.model.index(service_type, Function::Fulfilment).into_iter().flat_map(Index::rows);
        let touched = rows.filter(|row| row.since_version == version || row.until_version == Some(version));
        let days = touched.flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten();
        days.filter(|day| after < *day && *day <= until).collect()
    }

    /// Through which system the work went on the day as known before this version of the model.
    pub fn endpoint_before(
        &self,
        version: u64,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Option<&System> {
        let areas = self.areas(service_type, place, day);
        self.model.endpoint_at(service_type, &areas, day, version.saturating_sub(1)).map(|(_, system)| system)
    }

    /// Through which system the work goes on the day.
    pub fn endpoint(
        &self,
        service_type: &Id<id::ServiceType>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Result<&System, ModelError> {
        self.model.endpoint(service_type, &self.areas(service_type, place, day), day)
    }

    /// By which day the holder has promised to answer, counted from now in its working days.
    pub fn due(&self, request: &Request, now: Moment) -> Option<Day> {
        let day = now.day(&self.zone);
        self.due_from(&request.service_type, &request.holder, request.area.as_ref(), day)
    }

    /// By which day a body has promised to answer, counted from a day.
    pub fn due_from(
        &self,
        service_type: &Id<id::ServiceType>,
        holder: &Id<id::Organisation>,
        place: Option<&AreaCode>,
        day: Day,
    ) -> Option<Day> {
        let service = self.promise(service_type, holder, day)?;
        Some(self.catalogue.due(service, day, place))
    }

    /// What a body promises of a service type on a day. One that has ended by then still owes what it promised on its
    /// last day, until somebody is named who follows.
    pub fn promise(
        &self,
        service_type: &Id<id::ServiceType>,
        holder: &Id<id::Organisation>,
        day: Day,
    ) -> Option<&PublicService> {
        let on = |day| self.catalogue.public_service(service_type, holder, day);
        let last_day = || {
            let ended = self.catalogue.organisation(holder)?.valid.until.filter(|ended| *ended <= day)?;
            ended.yesterday().ok()
        };
        on(day).or_else(|| on(last_day()?))
    }
}
