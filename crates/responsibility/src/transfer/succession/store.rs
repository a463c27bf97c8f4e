//! The table `succession`.

use store::{StoreError, Tx, Value, args};
use values::AreaCode;

use super::Succession;
use crate::{
    holding::store::{signed, unsigned},
    transfer::Thing,
};

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Succession>, StoreError> {
    tx.all(
        "SELECT body, thing, area, successor, valid_from, transfer, since_version, until_version, pages
         FROM succession ORDER BY body, thing, area, since_version",
        args![],
        |row| {
            let area: String = row.get(2)?;
            Ok(Succession {
                body: row.get(0)?,
                thing: Thing::parse(&row.get::<String>(1)?).ok_or_else(|| row.unreadable(1, "no such thing"))?,
                area: (!area.is_empty()).then(|| AreaCode::from(area.as_str())),
                successor: row.get(3)?,
                from: row.get(4)?,
                transfer: row.get(5)?,
                pages: row.json(8)?,
                since_version: unsigned(row.get(6)?),
                until_version: row.get::<Option<i64>>(7)?.map(unsigned),
            })
        },
    )
}

/// Adds a row.
pub(crate) fn insert(tx: &mut Tx<'_>, row: &Succession) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO succession
           (body, thing, area, successor, valid_from, transfer, since_version, until_version, pages)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        args![
            &row.body,
            row.thing.as_str(),
            row.area.as_ref().map_or("", AreaCode::as_str),
            &row.successor,
            row.from,
            &row.transfer,
            signed(row.since_version),
            row.until_version.map(signed),
            Value::json(&row.pages)
        ],
    )?;
    Ok(())
}

/// What was said of a body in a thing before is known no more: a later transfer says it anew.
pub(crate) fn retire(
    tx: &mut Tx<'_>,
    body: &values::Id<values::id::Organisation>,
    thing: Thing,
    version: u64,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE succession SET until_version = $3 WHERE body = $1 AND thing = $2 AND until_version IS NULL",
        args![body, thing.as_str(), signed(version)],
    )
}
