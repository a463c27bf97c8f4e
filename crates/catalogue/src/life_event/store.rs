//! The table `life_event`.

use store::{StoreError, Tx, Value, args};

use super::LifeEvent;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, event: &LifeEvent) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO life_event (edition, id, title, summary) VALUES ($1, $2, $3, $4)",
        args![edition, &event.id, Value::json(&event.title), Value::json(&event.summary)],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<LifeEvent>, StoreError> {
    tx.all("SELECT id, title, summary FROM life_event WHERE edition = $1 ORDER BY id", args![edition], |row| {
        Ok(LifeEvent { id: row.get(0)?, title: row.json(1)?, summary: row.json(2)? })
    })
}
