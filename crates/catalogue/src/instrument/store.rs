//! The table `instrument`.

use store::{StoreError, Tx, Value, args};

use super::Instrument;
use crate::word;

pub(crate) fn insert(tx: &mut Tx<'_>, edition: i64, instrument: &Instrument) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO instrument (edition, id, kind, title, valid_from, link, illustrative, valid_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            edition,
            &instrument.id,
            instrument.kind.as_str(),
            Value::json(&instrument.title),
            instrument.from,
            &instrument.link,
            Value::json(&instrument.illustrative),
            instrument.until
        ],
    )?;
    Ok(())
}

pub(crate) fn all(tx: &mut Tx<'_>, edition: i64) -> Result<Vec<Instrument>, StoreError> {
    tx.all(
        "SELECT id, kind, title, valid_from, link, illustrative, valid_until FROM instrument WHERE edition = $1 ORDER BY id",
        args![edition],
        |row| {
            Ok(Instrument {
                id: row.get(0)?,
                kind: word::read(row, 1)?,
                title: row.json(2)?,
                from: row.get(3)?,
                until: row.get(6)?,
                link: row.get(4)?,
                illustrative: row.json(5)?,
            })
        },
    )
}
