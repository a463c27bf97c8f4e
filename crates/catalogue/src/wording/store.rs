//! The table of wordings.

use std::collections::BTreeMap;

use ::store::{Row, StoreError, Tx, Value, args};
use values::{Id, Text, id};

use super::Wording;
use crate::inventory::Inventory;

const COLUMNS: &str = "w.franchise, w.entry, w.number, w.title, w.summary, w.over, w.worded_by, w.worded_at";
const LAST: &str =
    "w.number = (SELECT MAX(l.number) FROM wording l WHERE l.franchise = w.franchise AND l.entry = w.entry)";

/// The last wording of each franchise and service, so many at most.
pub(crate) fn latest(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Wording>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM wording w WHERE {LAST} ORDER BY w.franchise, w.entry LIMIT $1");
    tx.all(&sql, args![limit], read)
}

/// The last wording that each franchise has of a service.
pub(crate) fn latest_of(tx: &mut Tx<'_>, entry: &str) -> Result<Vec<Wording>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM wording w WHERE w.entry = $1 AND {LAST} ORDER BY w.franchise");
    tx.all(&sql, args![entry], read)
}

/// The last wording that a franchise has of a service.
pub(super) fn latest_by(
    tx: &mut Tx<'_>,
    franchise: &Id<id::Franchise>,
    entry: &str,
) -> Result<Option<Wording>, StoreError> {
    Ok(all(tx, franchise, entry)?.into_iter().next())
}

/// Every wording that a franchise had of a service, the newest first.
pub(super) fn all(tx: &mut Tx<'_>, franchise: &Id<id::Franchise>, entry: &str) -> Result<Vec<Wording>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM wording w WHERE w.franchise = $1 AND w.entry = $2 ORDER BY w.number DESC");
    tx.all(&sql, args![franchise, entry], read)
}

/// Writes a wording, unless there is one of its number.
pub(super) fn insert(tx: &mut Tx<'_>, wording: &Wording) -> Result<bool, StoreError> {
    let written = tx.execute(
        "INSERT INTO wording (franchise, entry, number, title, summary, over, worded_by, worded_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        args![
            &wording.franchise,
            wording.entry.as_str(),
            wording.number,
            Value::json(&wording.title),
            Value::json(&wording.summary),
            wording.over.as_str(),
            &wording.by,
            wording.at
        ],
    )?;
    Ok(written == 1)
}

/// What suppliers said when these were worded, by its digest, in one statement.
pub(crate) fn said_at(tx: &mut Tx<'_>, wordings: &[Wording]) -> Result<BTreeMap<String, Inventory>, StoreError> {
    if wordings.is_empty() {
        return Ok(BTreeMap::new());
    }
    let places = |from: usize| (from..from + wordings.len()).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ");
    let entries = wordings.iter().map(|wording| Value::from(wording.entry.as_str()));
    let args: Vec<Value<'_>> =
        entries.chain(wordings.iter().map(|wording| Value::from(wording.over.as_str()))).collect();
    let sql = format!(
        "SELECT digest, MIN(document) FROM inventory_part WHERE id IN ({}) AND digest IN ({}) GROUP BY digest",
        places(1),
        places(1 + wordings.len())
    );
    Ok(tx.all(&sql, &args, |row| Ok((row.get(0)?, row.json(1)?)))?.into_iter().collect())
}

fn read(row: &Row<'_>) -> Result<Wording, StoreError> {
    Ok(Wording {
        franchise: row.get(0)?,
        entry: row.get(1)?,
        number: row.get(2)?,
        title: row.json::<Option<Text>>(3)?,
        summary: row.json(4)?,
        over: row.get(5)?,
        by: row.get(6)?,
        at: row.get(7)?,
    })
}
