//! The table `agreement`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Id, id};

use super::Agreement;
use crate::holding::store::{signed, unsigned};

const COLUMNS: &str = "id, title, provider, client, service_types, channels, monthly_volume, forecaster, standard, \
    instrument, valid_from, valid_until, illustrative, since_version, until_version";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Agreement>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM agreement ORDER BY id, since_version"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Agreement) -> Result<(), StoreError> {
    tx.execute(
        &format!("INSERT INTO agreement ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15)"),
        args![
            &row.id,
            Value::json(&row.title),
            &row.provider,
            &row.client,
            Value::json(&row.service_types),
            Value::json(&row.channels),
            row.monthly_volume.map(i64::from),
            row.forecaster.clone(),
            row.standard.as_ref().map(Value::json),
            &row.instrument,
            row.valid.from,
            row.valid.until,
            row.illustrative,
            signed(row.since_version),
            row.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<id::Agreement>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE agreement SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

fn read(row: &Row<'_>) -> Result<Agreement, StoreError> {
    let standard: Option<String> = row.get(8)?;
    Ok(Agreement {
        id: row.get(0)?,
        title: row.json(1)?,
        provider: row.get(2)?,
        client: row.get(3)?,
        service_types: row.json(4)?,
        channels: row.json(5)?,
        monthly_volume: row.get(6)?,
        forecaster: row.get(7)?,
        standard: if standard.is_some() { Some(row.json(8)?) } else { None },
        instrument: row.get(9)?,
        valid: Effective { from: row.get(10)?, until: row.get(11)? },
        illustrative: row.get(12)?,
        since_version: unsigned(row.get(13)?),
        until_version: row.get::<Option<i64>>(14)?.map(unsigned),
    })
}
