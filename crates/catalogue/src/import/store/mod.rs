//! The tables of imports, of their records and changes, of editions, and of what stands.

mod change;
mod edition;
mod part;
mod record;

use store::{Row, StoreError, Tx, Value, args};
use values::{Id, id};

pub(in crate::import) use self::{
    change::{Ready, insert_change, told_of},
    edition::{begin_edition, end_edition, last_of, ledger, sources, tell_days, told_days, unfinished},
    part::{
        Described, begin_versions, described_elsewhere, documents, end_versions, layers, services_named, sort_some,
        standing,
    },
    record::{Account, WORTH_A_LOOK, insert_record, verdicts, wrong},
};
pub use self::{
    change::{Told, sorts, told},
    edition::current_edition,
    part::{Stands, document, parts_on},
    record::{Found, found, remarks},
};
use super::{Import, State};
use crate::inventory::Kind;

/// A row that was read for a change, with the number that guards it.
#[derive(Debug, Clone)]
pub(in crate::import) struct Guarded {
    pub import: Import,
    pub version: i64,
}

const COLUMNS: &str =
    "id, source, format, title, from_day, brought_by, brought_at, over, changes, hash, takes_back, state, version";

fn import(row: &Row<'_>) -> Result<Guarded, StoreError> {
    let import = Import {
        id: row.get(0)?,
        source: row.get(1)?,
        format: row.get(2)?,
        title: row.get(3)?,
        from: row.get(4)?,
        brought_by: row.get(5)?,
        brought_at: row.get(6)?,
        over: row.get(7)?,
        changes: row.get(8)?,
        hash: row.get(9)?,
        takes_back: row.get(10)?,
        state: row.json(11)?,
    };
    Ok(Guarded { import, version: row.get(12)? })
}

/// All imports, the newest first, so many at most.
pub fn all(tx: &mut Tx<'_>, limit: u32) -> Result<Vec<Import>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM catalogue_import ORDER BY brought_at DESC, id DESC LIMIT $1");
    tx.all(&sql, args![limit], |row| Ok(import(row)?.import))
}

/// The imports that were brought before another, or all; the newest first, so many at most.
pub(in crate::import) fn listed(
    tx: &mut Tx<'_>,
    before: Option<&Id<id::Import>>,
    limit: u32,
) -> Result<Vec<Import>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM catalogue_import i WHERE CAST($1 AS TEXT) IS NULL OR (i.brought_at, i.id) <
           (SELECT b.brought_at, b.id FROM catalogue_import b WHERE b.id = $1)
         ORDER BY i.brought_at DESC, i.id DESC LIMIT $2"
    );
    tx.all(&sql, args![before.map(Id::as_str), limit], |row| Ok(import(row)?.import))
}

/// An import.
pub fn read(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<Option<Import>, StoreError> {
    Ok(guarded(tx, id)?.map(|guarded| guarded.import))
}

pub(in crate::import) fn guarded(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<Option<Guarded>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM catalogue_import WHERE id = $1"), args![id], import)
}

/// The draft that takes an import back over an edition, where somebody has made it already and it is not given up.
pub(in crate::import) fn drafted(
    tx: &mut Tx<'_>,
    takes_back: &Id<id::Import>,
    over: i64,
    hash: &str,
) -> Result<Option<Import>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM catalogue_import
         WHERE takes_back = $1 AND over = $2 AND hash = $3 ORDER BY brought_at DESC, id DESC"
    );
    let all = tx.all(&sql, args![takes_back, over, hash], |row| Ok(import(row)?.import))?;
    Ok(all.into_iter().find(|known| !matches!(known.state, State::Arriving | State::Withdrawn { .. })))
}

pub(in crate::import) fn insert(tx: &mut Tx<'_>, import: &Import) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO catalogue_import
           (id, source, format, title, from_day, brought_by, brought_at, over, changes, hash, takes_back, state, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 1)",
        args![
            &import.id,
            import.source.as_str(),
            &import.format,
            import.title.as_str(),
            import.from,
            &import.brought_by,
            import.brought_at,
            import.over,
            import.changes,
            import.hash.as_str(),
            &import.takes_back,
            Value::json(&import.state)
        ],
    )?;
    Ok(())
}

/// Writes where an import stands now, unless somebody else did since it was read.
pub(in crate::import) fn put_state(tx: &mut Tx<'_>, guarded: &Guarded, state: &State) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE catalogue_import SET state = $1, version = version + 1 WHERE id = $2 AND version = $3",
        args![Value::json(state), &guarded.import.id, guarded.version],
    )?;
    Ok(changed == 1)
}

fn word(kind: Option<Kind>) -> &'static str {
    kind.map_or("", Kind::as_str)
}

fn kind(row: &Row<'_>, place: usize) -> Result<Option<Kind>, StoreError> {
    let word: String = row.get(place)?;
    if word.is_empty() {
        return Ok(None);
    }
    Kind::named(&word).map(Some).ok_or_else(|| row.unreadable(place, "a kind that nobody knows"))
}
