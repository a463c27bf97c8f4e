//! Loading an edition into the database, and out of it.

use store::{StoreError, Tx, audit};
use values::{Actor, Moment};

use super::{Loaded, store as editions};
use crate::{Catalogue, data::CatalogueData};

/// Makes checked data the current edition. The same data again changes nothing.
pub fn load_into(tx: &mut Tx<'_>, actor: &Actor, now: Moment, data: &CatalogueData) -> Result<Loaded, StoreError> {
    let data = data.clone().in_order();
    let current = editions::current(tx)?;
    if current > 0 && editions::read(tx, current)? == data {
        return Ok(Loaded::AsBefore(current.unsigned_abs()));
    }
    let number = current + 1;
    editions::write(tx, number, now, &data)?;
    audit::record(
        tx,
        &audit::Entry {
            at: now,
            actor,
            action: "catalogue.loaded",
            subject: "catalogue",
            details: &[
                ("edition", number.to_string()),
                ("organisations", data.organisations.len().to_string()),
                ("service_types", data.service_types.len().to_string()),
                ("public_services", data.public_services.len().to_string()),
            ],
        },
    )?;
    Ok(Loaded::Anew(number.unsigned_abs()))
}

impl Catalogue {
    /// The current edition. Before the first it is empty, with number 0.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let number = editions::current(tx)?;
        Ok(Self::new(number.unsigned_abs(), editions::read(tx, number)?))
    }

    /// The edition that was current at a moment, where that is another than this one.
    pub fn at(&self, tx: &mut Tx<'_>, moment: Moment) -> Result<Option<Self>, StoreError> {
        let number = editions::current_at(tx, moment)?;
        if number.unsigned_abs() == self.edition() {
            return Ok(None);
        }
        Ok(Some(Self::new(number.unsigned_abs(), editions::read(tx, number)?)))
    }

    /// The number of the current edition, to see whether a snapshot is still the current one.
    pub fn current_edition(tx: &mut Tx<'_>) -> Result<u64, StoreError> {
        Ok(editions::current(tx)?.unsigned_abs())
    }
}
