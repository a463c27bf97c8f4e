//! What the index is made from: the parts that hold on a day, and those that changed since.

use std::collections::{BTreeMap, BTreeSet};

use store::{Row, StoreError, Tx, Value, args};

use super::Mark;
use crate::{
    entry::store::STANDS,
    inventory::{Inventory, Iri, Kind},
};

/// A part that changed.
#[derive(Debug, Clone)]
pub(super) struct Changed {
    pub id: String,
    /// Nothing for a thing of no kind that the model knows.
    pub kind: Option<Kind>,
    pub name: Iri,
    /// What it says now, where it is there and people look for it.
    pub said: Option<String>,
}

/// The last edition that everybody sees, with the import that it came of; 0: none yet.
pub(super) fn current(tx: &mut Tx<'_>) -> Result<(i64, Option<String>), StoreError> {
    let current = tx.maybe(
        "SELECT number, import FROM inventory_edition WHERE published_at IS NOT NULL ORDER BY number DESC LIMIT 1",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )?;
    Ok(current.map_or((0, None), |(edition, import)| (edition, Some(import))))
}

/// The import that an edition came of.
pub(super) fn import_of(tx: &mut Tx<'_>, edition: i64) -> Result<Option<String>, StoreError> {
    let sql = "SELECT import FROM inventory_edition WHERE number = $1 AND published_at IS NOT NULL";
    tx.maybe(sql, args![edition], |row| row.get(0))
}

/// The parts that may say otherwise than at an earlier mark, from one id on, so many at most. Where there was no mark,
/// every part that ever was.
pub(super) fn changed(
    tx: &mut Tx<'_>,
    before: Option<&Mark>,
    now: &Mark,
    after: &str,
    limit: u32,
) -> Result<Vec<Changed>, StoreError> {
    let day = before.map_or(now.day, |before| before.day);
    tx.all(
        "SELECT c.id, COALESCE(p.kind, (SELECT o.kind FROM inventory_part o WHERE o.id = c.id LIMIT 1)),
           COALESCE(p.name, (SELECT o.name FROM inventory_part o WHERE o.id = c.id LIMIT 1)), p.document
         FROM (
           SELECT DISTINCT id FROM inventory_part
           WHERE id > $1 AND ((since > $2 AND since <= $3) OR (from_day > $4 AND from_day <= $5))
           ORDER BY id LIMIT $7) c
         LEFT JOIN inventory_part p ON p.id = c.id AND p.since <= $3 AND (p.until IS NULL OR p.until > $3)
           AND p.from_day <= $6 AND p.document IS NOT NULL
           AND p.kind IN ('PublicService', 'ServiceType', 'Event', 'Organisation')
           AND NOT EXISTS (SELECT 1 FROM inventory_part q WHERE q.id = p.id AND q.from_day > p.from_day
             AND q.from_day <= $6 AND q.since <= $3 AND (q.until IS NULL OR q.until > $3))
         ORDER BY c.id",
        args![
            after,
            before.map_or(0, |before| before.edition),
            now.edition,
            day.min(now.day),
            day.max(now.day),
            now.day,
            limit
        ],
        changed_row,
    )
}

/// The parts of these ids, as they are now.
pub(super) fn now(tx: &mut Tx<'_>, now: &Mark, ids: &[String]) -> Result<Vec<Changed>, StoreError> {
    let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
    let mut args: Vec<Value<'_>> = args![now.edition, now.day].to_vec();
    args.extend(ids.iter().map(Value::from));
    tx.all(
        &format!(
            "SELECT p.id, p.kind, p.name, p.document FROM inventory_part p
             WHERE p.id IN ({}) AND {STANDS} ORDER BY p.id",
            places.join(", ")
        ),
        &args,
        changed_row,
    )
}

/// Where the bodies of these names work, whoever describes them.
pub(super) fn places(
    tx: &mut Tx<'_>,
    now: &Mark,
    names: &BTreeSet<Iri>,
) -> Result<BTreeMap<Iri, BTreeSet<Iri>>, StoreError> {
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    let numbers: Vec<String> = (0..names.len()).map(|n| format!("${}", n + 3)).collect();
    let mut args: Vec<Value<'_>> = args![now.edition, now.day].to_vec();
    args.extend(names.iter().map(|name| Value::from(name.as_str())));
    let parts = tx.all(
        &format!(
            "SELECT p.name, p.document FROM inventory_part p
             WHERE p.kind = 'Organisation' AND p.name IN ({}) AND {STANDS}",
            numbers.join(", ")
        ),
        &args,
        |row| Ok((Iri::new(row.get::<String>(0)?), row.json::<Inventory>(1)?)),
    )?;
    let mut places: BTreeMap<Iri, BTreeSet<Iri>> = BTreeMap::new();
    for (name, said) in parts {
        let of_it = said.organisations.get(&name).map(|body| body.places.clone()).unwrap_or_default();
        places.entry(name).or_default().extend(of_it);
    }
    Ok(places)
}

fn changed_row(row: &Row<'_>) -> Result<Changed, StoreError> {
    Ok(Changed {
        id: row.get(0)?,
        kind: Kind::named(&row.get::<String>(1)?),
        name: Iri::new(row.get::<String>(2)?),
        said: row.get(3)?,
    })
}
