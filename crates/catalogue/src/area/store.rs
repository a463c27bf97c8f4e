//! The tables `area` and `postcode`.

use store::{StoreError, Tx, Value, args};

use super::{Area, Postcode, kind_name};
use crate::word;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, area: &Area) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO area (edition, code, kind, name, valid_from, valid_until, successors, within)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            edition,
            &area.code,
            kind_name(area.kind),
            Value::json(&area.name),
            area.from,
            area.until,
            Value::json(&area.successors),
            Value::json(&area.within)
        ],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Area>, StoreError> {
    tx.all(
        "SELECT code, kind, name, valid_from, valid_until, successors, within
         FROM area WHERE edition = $1 ORDER BY code",
        args![edition],
        |row| {
            Ok(Area {
                code: row.get(0)?,
                kind: word::read(row, 1)?,
                name: row.json(2)?,
                from: row.get(3)?,
                until: row.get(4)?,
                successors: row.json(5)?,
                within: row.json(6)?,
            })
        },
    )
}

pub(crate) fn insert_postcode(tx: &mut Tx<'_>, edition: i64, postcode: &Postcode) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO postcode (edition, outward, areas) VALUES ($1, $2, $3)",
        args![edition, &postcode.outward, Value::json(&postcode.areas)],
    )?;
    Ok(())
}

pub(crate) fn all_postcodes(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Postcode>, StoreError> {
    tx.all("SELECT outward, areas FROM postcode WHERE edition = $1 ORDER BY outward", args![edition], |row| {
        Ok(Postcode { outward: row.get(0)?, areas: row.json(1)? })
    })
}
