//! The tables `agency_system` and `endpoint`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Text};

use super::{Endpoint, Protocol, System};
use crate::holding::store::{signed, unsigned};

pub(crate) fn systems(tx: &mut Tx<'_>) -> Result<Vec<System>, StoreError> {
    tx.all(
        "SELECT id, name_en, name_fr, operator, protocol, host, path, settings FROM agency_system ORDER BY id",
        args![],
        |row| {
            Ok(System {
                id: row.get(0)?,
                name: Text { en: row.get(1)?, fr: row.get(2)? },
                operator: row.get(3)?,
                protocol: Protocol::parse(&row.get::<String>(4)?)
                    .ok_or_else(|| row.unreadable(4, "no such protocol"))?,
                host: row.get(5)?,
                path: row.get(6)?,
                settings: row.json(7)?,
            })
        },
    )
}

pub(crate) fn put_system(tx: &mut Tx<'_>, system: &System) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO agency_system (id, name_en, name_fr, operator, protocol, host, path, settings) VALUES ($1,$2,$3,$4,$5,$6,$7,$8)
         ON CONFLICT (id) DO UPDATE SET name_en = excluded.name_en, name_fr = excluded.name_fr,
           operator = excluded.operator, protocol = excluded.protocol, host = excluded.host, path = excluded.path, settings = excluded.settings",
        args![
            &system.id,
            &system.name.en,
            &system.name.fr,
            &system.operator,
            system.protocol.as_str(),
            &system.host,
            &system.path,
            Value::json(&system.settings)
        ],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Endpoint>, StoreError> {
    tx.all(
        "SELECT id, service_type, area, system, valid_from, valid_until, since_version, until_version
         FROM endpoint ORDER BY id",
        args![],
        read,
    )
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Endpoint) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO endpoint (id, service_type, area, system, valid_from, valid_until, since_version, until_version)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
        args![
            &row.id,
            &row.service_type,
            row.area.as_ref().map(|area| area.as_str().to_owned()),
            &row.system,
            row.valid.from,
            row.valid.until,
            signed(row.since_version),
            row.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &values::Id<values::id::Endpoint>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE endpoint SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

pub(crate) fn retire_all(tx: &mut Tx<'_>, version: u64) -> Result<u64, StoreError> {
    tx.execute("UPDATE endpoint SET until_version = $1 WHERE until_version IS NULL", args![signed(version)])
}

fn read(row: &Row<'_>) -> Result<Endpoint, StoreError> {
    Ok(Endpoint {
        id: row.get(0)?,
        service_type: row.get(1)?,
        area: row.get(2)?,
        system: row.get(3)?,
        valid: Effective { from: row.get(4)?, until: row.get(5)? },
        since_version: unsigned(row.get(6)?),
        until_version: row.get::<Option<i64>>(7)?.map(unsigned),
    })
}
