//! The table `delegation`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Id, id};

use super::Delegation;
use crate::holding::store::{signed, unsigned};

const COLUMNS: &str =
    "id, body, officer, service_types, instrument, valid_from, valid_until, since_version, until_version";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Delegation>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM delegation ORDER BY id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Delegation) -> Result<(), StoreError> {
    tx.execute(
        &format!("INSERT INTO delegation ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)"),
        args![
            &row.id,
            &row.body,
            &row.officer,
            Value::json(&row.service_types),
            &row.instrument,
            row.valid.from,
            row.valid.until,
            signed(row.since_version),
            row.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<id::Delegation>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE delegation SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

fn read(row: &Row<'_>) -> Result<Delegation, StoreError> {
    Ok(Delegation {
        id: row.get(0)?,
        body: row.get(1)?,
        officer: row.get(2)?,
        service_types: row.json(3)?,
        instrument: row.get(4)?,
        valid: Effective { from: row.get(5)?, until: row.get(6)? },
        since_version: unsigned(row.get(7)?),
        until_version: row.get::<Option<i64>>(8)?.map(unsigned),
    })
}
