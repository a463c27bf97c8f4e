//! The catalogue as people write it: TOML files, read and checked, every finding with its file, line and fix.

use serde::{Deserialize, Serialize};

use crate::{
    area::{Area, Postcode},
    holiday::Holiday,
    instrument::Instrument,
    life_event::LifeEvent,
    organisation::Organisation,
    person::Person,
    service::{PublicService, ServiceType},
};

/// Everything the catalogue holds, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueData {
    /// All bodies.
    pub organisations: Vec<Organisation>,
    /// All areas.
    pub areas: Vec<Area>,
    /// The first halves of postcodes and where they lead.
    pub postcodes: Vec<Postcode>,
    /// Laws, orders and agreements.
    pub instruments: Vec<Instrument>,
    /// What people need.
    pub service_types: Vec<ServiceType>,
    /// Each body's version of it.
    pub public_services: Vec<PublicService>,
    /// What happens in a life.
    pub life_events: Vec<LifeEvent>,
    /// Days on which offices are shut.
    pub holidays: Vec<Holiday>,
    /// Demonstration staff.
    pub people: Vec<Person>,
}
