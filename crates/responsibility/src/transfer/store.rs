//! The table `transfer`, and the day of the next vesting beside the version of the model.

use store::{Row, StoreError, Tx, Value, args};
use values::{Day, Id, Moment, id};

use super::{State, Transfer};

const COLUMNS: &str = "id, draft, drafted_by, state, remark";

/// A transfer by its id.
pub fn get(tx: &mut Tx<'_>, id: &Id<id::Transfer>) -> Result<Option<Transfer>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM transfer WHERE id = $1"), args![id], read)
}

/// All transfers, by their day.
pub fn all(tx: &mut Tx<'_>) -> Result<Vec<Transfer>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM transfer ORDER BY day, id"), args![], read)
}

/// All transfers as they stood at a moment, by their ids.
pub fn as_of(tx: &mut Tx<'_>, moment: Moment) -> Result<Vec<Transfer>, StoreError> {
    tx.all(
        "SELECT past.transfer, past.draft, past.drafted_by, past.state, past.remark FROM transfer_past AS past
         WHERE past.number = (SELECT max(other.number) FROM transfer_past AS other
                              WHERE other.transfer = past.transfer AND other.at <= $1)
         ORDER BY past.transfer",
        args![moment],
        read,
    )
}

/// What changes when any transfer does: how many there are, and when the last one changed.
pub fn mark(tx: &mut Tx<'_>) -> Result<(i64, Option<Moment>), StoreError> {
    tx.one("SELECT count(*), max(changed_at) FROM transfer", args![], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Those whose plan somebody has approved, and that have not vested, by their day.
pub fn approved(tx: &mut Tx<'_>) -> Result<Vec<Transfer>, StoreError> {
    in_stages(tx, "'endorsed', 'approved', 'scheduled'")
}

/// Those whose plan was shown, and that have not vested, by their day.
pub(crate) fn shown(tx: &mut Tx<'_>) -> Result<Vec<Transfer>, StoreError> {
    in_stages(tx, "'rehearsed', 'endorsed', 'approved', 'scheduled'")
}

/// Those that wait for their day, by their day.
pub fn scheduled(tx: &mut Tx<'_>) -> Result<Vec<Transfer>, StoreError> {
    in_stages(tx, "'scheduled'")
}

fn in_stages(tx: &mut Tx<'_>, stages: &'static str) -> Result<Vec<Transfer>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM transfer WHERE stage IN ({stages}) ORDER BY day, id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, now: Moment, transfer: &Transfer) -> Result<(), StoreError> {
    let draft = &transfer.draft;
    tx.execute(
        "INSERT INTO transfer (id, programme, kind, day, draft, drafted_by, stage, state, changed_at, remark)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
        args![
            &draft.id,
            &draft.programme,
            draft.kind.as_str(),
            draft.day,
            Value::json(draft),
            Value::json(&transfer.drafted_by),
            transfer.state.as_str(),
            Value::json(&transfer.state),
            now,
            transfer.remark.as_ref().map(Value::json)
        ],
    )?;
    remember(tx, now, transfer)
}

/// Writes down where it stands from now on: what was believed of days ahead is asked later.
fn remember(tx: &mut Tx<'_>, now: Moment, transfer: &Transfer) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO transfer_past (transfer, number, at, draft, drafted_by, state, remark)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6 FROM transfer_past WHERE transfer = $1",
        args![
            &transfer.draft.id,
            now,
            Value::json(&transfer.draft),
            Value::json(&transfer.drafted_by),
            Value::json(&transfer.state),
            transfer.remark.as_ref().map(Value::json)
        ],
    )?;
    Ok(())
}

/// Puts a transfer in the place of what was read; `false` where somebody else was faster.
pub(crate) fn replace(tx: &mut Tx<'_>, now: Moment, was: &State, transfer: &Transfer) -> Result<bool, StoreError> {
    let draft = &transfer.draft;
    let changed = tx.execute(
        "UPDATE transfer SET programme = $3, kind = $4, day = $5, draft = $6, drafted_by = $7, stage = $8, state = $9,
           changed_at = $10, remark = $11
         WHERE id = $1 AND state = $2",
        args![
            &draft.id,
            Value::json(was),
            &draft.programme,
            draft.kind.as_str(),
            draft.day,
            Value::json(draft),
            Value::json(&transfer.drafted_by),
            transfer.state.as_str(),
            Value::json(&transfer.state),
            now,
            transfer.remark.as_ref().map(Value::json)
        ],
    )?;
    if changed == 1 {
        remember(tx, now, transfer)?;
    }
    Ok(changed == 1)
}

pub(crate) fn put_next_vesting(tx: &mut Tx<'_>, day: Option<Day>) -> Result<(), StoreError> {
    tx.execute("UPDATE model_version SET next_vesting = $1 WHERE singleton = 1", args![day])?;
    Ok(())
}

fn read(row: &Row<'_>) -> Result<Transfer, StoreError> {
    let remark = row.get::<Option<String>>(4)?.map(|_| row.json(4)).transpose()?;
    Ok(Transfer { draft: row.json(1)?, drafted_by: row.json(2)?, state: row.json(3)?, remark })
}
