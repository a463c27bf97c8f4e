//! The table `catalogue_edition`, and a whole edition out of the tables of every noun.

use store::{StoreError, Tx, args};
use values::Moment;

use crate::{area, data::CatalogueData, holiday, instrument, life_event, organisation, person, service};

/// The number of the current edition; 0 before the first.
pub(super) fn current(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT COALESCE(MAX(number), 0) FROM catalogue_edition", args![], |row| row.get(0))
}

/// The number of the edition that was current at a moment; 0 before the first.
pub(super) fn current_at(tx: &mut Tx<'_>, moment: Moment) -> Result<i64, StoreError> {
    tx.one("SELECT COALESCE(MAX(number), 0) FROM catalogue_edition WHERE loaded_at <= $1", args![moment], |row| {
        row.get(0)
    })
}

pub(super) fn read(tx: &mut Tx<'_>, edition: i64) -> Result<CatalogueData, StoreError> {
    Ok(CatalogueData {
        organisations: organisation::store::all(tx, edition)?,
        areas: area::store::all(tx, edition)?,
        postcodes: area::store::all_postcodes(tx, edition)?,
        instruments: instrument::store::all(tx, edition)?,
        service_types: service::store::all_types(tx, edition)?,
        public_services: service::store::all(tx, edition)?,
        life_events: life_event::store::all(tx, edition)?,
        holidays: holiday::store::all(tx, edition)?,
        people: person::store::all(tx, edition)?,
    }
    .in_order())
}

pub(super) fn write(tx: &mut Tx<'_>, edition: i64, now: Moment, data: &CatalogueData) -> Result<(), StoreError> {
    tx.execute("INSERT INTO catalogue_edition (number, loaded_at) VALUES ($1, $2)", args![edition, now])?;
    data.organisations.iter().try_for_each(|body| organisation::store::insert(tx, edition, body))?;
    data.areas.iter().try_for_each(|area| area::store::insert(tx, edition, area))?;
    data.postcodes.iter().try_for_each(|postcode| area::store::insert_postcode(tx, edition, postcode))?;
    data.instruments.iter().try_for_each(|instrument| instrument::store::insert(tx, edition, instrument))?;
    data.service_types.iter().try_for_each(|service_type| service::store::insert_type(tx, edition, service_type))?;
    data.public_services.iter().try_for_each(|service| service::store::insert(tx, edition, service))?;
    data.life_events.iter().try_for_each(|event| life_event::store::insert(tx, edition, event))?;
    data.holidays.iter().try_for_each(|holiday| holiday::store::insert(tx, edition, holiday))?;
    data.people.iter().try_for_each(|person| person::store::insert(tx, edition, person))
}
