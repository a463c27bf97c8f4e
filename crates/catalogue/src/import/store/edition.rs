//! The editions of the catalogue.

use std::collections::BTreeSet;

use store::{StoreError, Tx, args};
use values::{Day, Id, Moment, id};

use crate::import::undo::{Entry, Ledger};

/// The number of the last edition that everybody sees; 0: none yet.
pub fn current_edition(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT COALESCE(MAX(number), 0) FROM inventory_edition WHERE published_at IS NOT NULL", args![], |row| {
        row.get(0)
    })
}

/// The number of the last edition that is of this source; 0: none yet.
pub(in crate::import) fn last_of(tx: &mut Tx<'_>, source: &str) -> Result<i64, StoreError> {
    tx.one(
        "SELECT COALESCE(MAX(e.number), 0) FROM inventory_edition e JOIN catalogue_import i ON i.id = e.import
         WHERE i.source = $1 AND e.published_at IS NOT NULL",
        args![source],
        |row| row.get(0),
    )
}

/// The published imports of a source.
pub(in crate::import) fn ledger(tx: &mut Tx<'_>, source: &str) -> Result<Ledger, StoreError> {
    let rows = tx.all(
        "SELECT e.number, i.id, i.takes_back FROM catalogue_import i JOIN inventory_edition e ON e.import = i.id
         WHERE i.source = $1 AND e.published_at IS NOT NULL ORDER BY e.number",
        args![source],
        |row| Ok((row.get(0)?, Entry { import: row.get(1)?, takes_back: row.get(2)? })),
    )?;
    Ok(Ledger(rows.into_iter().collect()))
}

/// The days from which on files of a source say all that it says: those that changed nothing, and those that are published
/// and not taken back.
pub(in crate::import) fn told_days(tx: &mut Tx<'_>, source: &str) -> Result<BTreeSet<Day>, StoreError> {
    let counting = ledger(tx, source)?.counting();
    let rows = tx.all(
        "SELECT t.from_day, t.import, e.number FROM catalogue_told t
         LEFT JOIN inventory_edition e ON e.import = t.import AND e.published_at IS NOT NULL
         WHERE t.source = $1 ORDER BY t.from_day, t.import",
        args![source],
        |row| Ok((row.get::<Day>(0)?, row.get::<String>(1)?, row.get::<Option<i64>>(2)?)),
    )?;
    let counts = |(_, import, edition): &(Day, String, Option<i64>)| {
        import.is_empty() || edition.is_some_and(|edition| counting.contains(&edition))
    };
    Ok(rows.into_iter().filter(counts).map(|(day, ..)| day).collect())
}

/// A file was brought that says all from these days on; without an import it changed nothing.
pub(in crate::import) fn tell_days(
    tx: &mut Tx<'_>,
    source: &str,
    days: &BTreeSet<Day>,
    import: Option<&Id<id::Import>>,
) -> Result<(), StoreError> {
    for day in days {
        tx.execute(
            "INSERT INTO catalogue_told (source, from_day, import) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
            args![source, *day, import.map_or("", Id::as_str)],
        )?;
    }
    Ok(())
}

/// Every source of which something was published.
pub(in crate::import) fn sources(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    tx.all(
        "SELECT DISTINCT i.source FROM catalogue_import i JOIN inventory_edition e ON e.import = i.id
         WHERE e.published_at IS NOT NULL ORDER BY i.source",
        args![],
        |row| row.get(0),
    )
}

/// The import whose publication has begun and not ended, with its edition.
pub(in crate::import) fn unfinished(tx: &mut Tx<'_>) -> Result<Option<(Id<id::Import>, i64)>, StoreError> {
    tx.maybe(
        "SELECT import, number FROM inventory_edition WHERE published_at IS NULL ORDER BY number LIMIT 1",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(in crate::import) fn begin_edition(
    tx: &mut Tx<'_>,
    number: i64,
    import: &Id<id::Import>,
) -> Result<bool, StoreError> {
    let begun = tx.execute(
        "INSERT INTO inventory_edition (number, import, published_at) VALUES ($1, $2, NULL) ON CONFLICT DO NOTHING",
        args![number, import],
    )?;
    Ok(begun == 1)
}

pub(in crate::import) fn end_edition(tx: &mut Tx<'_>, number: i64, now: Moment) -> Result<(), StoreError> {
    tx.execute("UPDATE inventory_edition SET published_at = $1 WHERE number = $2", args![now, number])?;
    Ok(())
}
