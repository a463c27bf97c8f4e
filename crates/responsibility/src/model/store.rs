//! The table `model_version`: its one row says which version the database is at.

use store::{Row, StoreError, Tx, args};
use values::{Day, Moment};

use super::Version;
use crate::holding::store::unsigned;

pub(super) fn current_version(tx: &mut Tx<'_>) -> Result<Version, StoreError> {
    tx.one("SELECT version, recorded_at FROM model_version WHERE singleton = 1", args![], read)
}

/// The version's number, and the day of the next vesting that is on the calendar.
pub(super) fn version_and_vesting(tx: &mut Tx<'_>) -> Result<(u64, Option<Day>), StoreError> {
    tx.one("SELECT version, next_vesting FROM model_version WHERE singleton = 1", args![], |row| {
        Ok((unsigned(row.get(0)?), row.get(1)?))
    })
}

/// Takes the next version: one row is locked, and the recording time only goes forward.
pub(super) fn next_version(tx: &mut Tx<'_>, now: Moment) -> Result<Version, StoreError> {
    tx.one(
        "UPDATE model_version SET version = version + 1,
           recorded_at = CASE WHEN recorded_at < $1 THEN $1 ELSE recorded_at + 1 END
         WHERE singleton = 1 RETURNING version, recorded_at",
        args![now],
        read,
    )
}

fn read(row: &Row<'_>) -> Result<Version, StoreError> {
    Ok(Version { number: unsigned(row.get(0)?), recorded_at: row.get(1)? })
}
