//! The tables `programme` and `programme_gate`.

use store::{Row, StoreError, Tx, args};
use values::{Id, Text, id};

use super::{Gate, Opened, Programme};

const GATE: &str = "programme, id, before_transfer, what_en, what_fr, opened_by, opened_at";

/// A programme by its id, with its gates.
pub fn get(tx: &mut Tx<'_>, id: &Id<id::Programme>) -> Result<Option<Programme>, StoreError> {
    let found = tx.maybe("SELECT id, title_en, title_fr FROM programme WHERE id = $1", args![id], |row| {
        Ok((row.get(0)?, Text { en: row.get(1)?, fr: row.get(2)? }))
    })?;
    let Some((id, title)) = found else { return Ok(None) };
    let gates =
        tx.all(&format!("SELECT {GATE} FROM programme_gate WHERE programme = $1 ORDER BY id"), args![&id], gate)?;
    Ok(Some(Programme { id, title, gates }))
}

/// All programmes, by id.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Programme>, StoreError> {
    let gates = tx.all(&format!("SELECT {GATE} FROM programme_gate ORDER BY programme, id"), args![], gate)?;
    let mut programmes = tx.all("SELECT id, title_en, title_fr FROM programme ORDER BY id", args![], |row| {
        Ok(Programme { id: row.get(0)?, title: Text { en: row.get(1)?, fr: row.get(2)? }, gates: Vec::new() })
    })?;
    for programme in &mut programmes {
        programme.gates = gates.iter().filter(|gate| gate.programme == programme.id).cloned().collect();
    }
    Ok(programmes)
}

/// The gates before a transfer.
pub fn gates_before(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<Gate>, StoreError> {
    tx.all(
        &format!("SELECT {GATE} FROM programme_gate WHERE before_transfer = $1 ORDER BY programme, id"),
        args![transfer],
        gate,
    )
}

pub(crate) fn put(tx: &mut Tx<'_>, programme: &Programme) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO programme (id, title_en, title_fr) VALUES ($1,$2,$3)
         ON CONFLICT (id) DO UPDATE SET title_en = excluded.title_en, title_fr = excluded.title_fr",
        args![&programme.id, &programme.title.en, &programme.title.fr],
    )?;
    Ok(())
}

/// Puts a gate; one that stands keeps what it waits for and who opened it.
pub(crate) fn put_gate(tx: &mut Tx<'_>, gate: &Gate) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO programme_gate (programme, id, before_transfer, what_en, what_fr, opened_by, opened_at)
         VALUES ($1,$2,$3,$4,$5,NULL,NULL) ON CONFLICT (programme, id) DO NOTHING",
        args![&gate.programme, &gate.id, &gate.before, &gate.what.en, &gate.what.fr],
    )?;
    Ok(())
}

pub(crate) fn open(
    tx: &mut Tx<'_>,
    programme: &Id<id::Programme>,
    gate: &str,
    opened: &Opened,
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE programme_gate SET opened_by = $3, opened_at = $4
         WHERE programme = $1 AND id = $2 AND opened_by IS NULL",
        args![programme, gate, &opened.by, opened.at],
    )
}

fn gate(row: &Row<'_>) -> Result<Gate, StoreError> {
    let by: Option<Id<id::Person>> = row.get(5)?;
    let at = row.get(6)?;
    Ok(Gate {
        programme: row.get(0)?,
        id: row.get(1)?,
        before: row.get(2)?,
        what: Text { en: row.get(3)?, fr: row.get(4)? },
        opened: by.zip(at).map(|(by, at)| Opened { by, at }),
    })
}
