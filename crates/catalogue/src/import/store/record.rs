//! What became of the records of a file.

use store::{StoreError, Tx, Value, args};
use values::{Id, id};

use crate::inventory::{Kind, Problem};

/// What became of one record of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its place in the file.
    pub place: i64,
    /// What it is called.
    pub record: String,
    /// What became of it.
    pub verdict: String,
    /// What is wrong with it, as JSON.
    pub problems: String,
}

/// What is no record, and worth a look.
pub(in crate::import) const WORTH_A_LOOK: &str = "remark";

/// What became of one record.
#[derive(Debug, Clone)]
pub(in crate::import) struct Account {
    pub place: i64,
    pub record: String,
    pub kind: Option<Kind>,
    pub verdict: &'static str,
    pub problems: Vec<Problem>,
}

pub(in crate::import) fn insert_record(
    tx: &mut Tx<'_>,
    import: &Id<id::Import>,
    row: &Account,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO catalogue_record (import, place, record, kind, verdict, problems) VALUES ($1, $2, $3, $4, $5, $6)",
        args![
            import,
            row.place,
            row.record.as_str(),
            row.kind.map(Kind::as_str),
            row.verdict,
            Value::json(&row.problems)
        ],
    )?;
    Ok(())
}

/// What became of the records of the file, from a place on, so many at most.
pub fn found(tx: &mut Tx<'_>, import: &Id<id::Import>, after: i64, limit: u32) -> Result<Vec<Found>, StoreError> {
    tx.all(
        "SELECT place, record, verdict, problems FROM catalogue_record WHERE import = $1 AND place > $2
         ORDER BY place LIMIT $3",
        args![import, after, limit],
        |row| Ok(Found { place: row.get(0)?, record: row.get(1)?, verdict: row.get(2)?, problems: row.get(3)? }),
    )
}

/// What is worth a look about an import as a whole, rather than about one record of its file.
pub fn remarks(tx: &mut Tx<'_>, import: &Id<id::Import>) -> Result<Vec<Found>, StoreError> {
    tx.all(
        "SELECT place, record, verdict, problems FROM catalogue_record WHERE import = $1 AND verdict = $2 ORDER BY place",
        args![import, WORTH_A_LOOK],
        |row| Ok(Found { place: row.get(0)?, record: row.get(1)?, verdict: row.get(2)?, problems: row.get(3)? }),
    )
}

/// How many records of the file ended how.
pub(in crate::import) fn verdicts(tx: &mut Tx<'_>, import: &Id<id::Import>) -> Result<Vec<(String, i64)>, StoreError> {
    tx.all(
        "SELECT verdict, count(*) FROM catalogue_record WHERE import = $1 AND verdict <> $2
         GROUP BY verdict ORDER BY verdict",
        args![import, WORTH_A_LOOK],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Those records with which something is wrong, so many at most from a place on: first what is left out, then what
/// contradicts itself, then all others.
pub(in crate::import) fn wrong(
    tx: &mut Tx<'_>,
    import: &Id<id::Import>,
    after: i64,
    limit: u32,
) -> Result<Vec<Found>, StoreError> {
    tx.all(
        "SELECT w.place, w.record, w.verdict, w.problems FROM (
           SELECT record, verdict, problems, place + CASE
             WHEN verdict = 'left-out' THEN 0
             WHEN problems LIKE '%\"contradiction\"%' THEN 1000000000
             ELSE 2000000000 END AS place
           FROM catalogue_record WHERE import = $1 AND problems <> '[]') w
         WHERE w.place > $2 ORDER BY w.place LIMIT $3",
        args![import, after, limit],
        |row| Ok(Found { place: row.get(0)?, record: row.get(1)?, verdict: row.get(2)?, problems: row.get(3)? }),
    )
}
