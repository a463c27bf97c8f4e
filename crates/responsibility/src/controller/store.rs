//! The table `data_controller`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Id, id};

use super::Controller;
use crate::holding::store::{signed, unsigned};

const COLUMNS: &str =
    "id, service_type, area, bodies, instrument, valid_from, valid_until, since_version, until_version";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Controller>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM data_controller ORDER BY id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Controller) -> Result<(), StoreError> {
    tx.execute(
        &format!("INSERT INTO data_controller ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        args![
            &row.id,
            &row.service_type,
            row.area.as_ref().map(|area| area.as_str().to_owned()),
            Value::json(&row.bodies),
            &row.instrument,
            row.valid.from,
            row.valid.until,
            signed(row.since_version),
            row.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<id::Controller>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE data_controller SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

fn read(row: &Row<'_>) -> Result<Controller, StoreError> {
    Ok(Controller {
        id: row.get(0)?,
        service_type: row.get(1)?,
        area: row.get(2)?,
        bodies: row.json(3)?,
        instrument: row.get(4)?,
        valid: Effective { from: row.get(5)?, until: row.get(6)? },
        since_version: unsigned(row.get(7)?),
        until_version: row.get::<Option<i64>>(8)?.map(unsigned),
    })
}
