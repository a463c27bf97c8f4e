//! The table `organisation`.

use store::{StoreError, Tx, Value, args};
use values::Effective;

use super::Organisation;
use crate::word;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, body: &Organisation) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO organisation
           (edition, id, name, level, sector, valid_from, valid_until, successors, contact, illustrative, areas)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        args![
            edition,
            &body.id,
            Value::json(&body.name),
            body.level.as_str(),
            body.sector.as_str(),
            body.valid.from,
            body.valid.until,
            Value::json(&body.successors),
            Value::json(&body.contact),
            Value::json(&body.illustrative),
            Value::json(&body.areas)
        ],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Organisation>, StoreError> {
    tx.all(
        "SELECT id, name, level, sector, valid_from, valid_until, successors, contact, illustrative, areas
         FROM organisation WHERE edition = $1 ORDER BY id",
        args![edition],
        |row| {
            Ok(Organisation {
                id: row.get(0)?,
                name: row.json(1)?,
                level: word::read(row, 2)?,
                sector: word::read(row, 3)?,
                valid: Effective { from: row.get(4)?, until: row.get(5)? },
                successors: row.json(6)?,
                contact: row.json(7)?,
                illustrative: row.json(8)?,
                areas: row.json(9)?,
            })
        },
    )
}
