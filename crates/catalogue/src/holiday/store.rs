//! The table `holiday`.

use store::{StoreError, Tx, Value, args};

use super::Holiday;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, holiday: &Holiday) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO holiday (edition, day, areas, name) VALUES ($1, $2, $3, $4)",
        args![edition, holiday.day, Value::json(&holiday.areas), Value::json(&holiday.name)],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Holiday>, StoreError> {
    tx.all("SELECT day, areas, name FROM holiday WHERE edition = $1 ORDER BY day, areas", args![edition], |row| {
        Ok(Holiday { day: row.get(0)?, areas: row.json(1)?, name: row.json(2)? })
    })
}
