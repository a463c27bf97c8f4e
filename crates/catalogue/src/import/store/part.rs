//! What stands, and what stood.

use std::collections::{BTreeMap, BTreeSet};

use store::{Store, StoreError, Tx, Value, args};
use values::Day;

use super::{change::orders, current_edition, kind, word};
use crate::{
    entry::{
        LISTED,
        store::{FIRST, STANDS},
    },
    import::{Import, Key, Standing, Version, undo::Layers},
    inventory::{Iri, Kind},
};

/// A part as it stands on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// From whom it is.
    pub source: String,
    /// What it is about, as it is kept.
    pub kind: String,
    /// What that is called.
    pub name: Iri,
    /// Our own id of it.
    pub id: String,
    /// What it says.
    pub document: String,
    /// The edition that described it first.
    pub first: i64,
}

/// That a source has an entry, and the digest of what it says.
#[derive(Debug, Clone)]
pub(in crate::import) struct Described {
    pub source: String,
    pub digest: String,
}

/// The parts that hold on a day as of an edition, of one source or of all, from one on, so many at most.
pub fn parts_on(
    tx: &mut Tx<'_>,
    source: Option<&str>,
    day: Day,
    edition: i64,
    after: Option<&Stands>,
    limit: u32,
) -> Result<Vec<Stands>, StoreError> {
    let from = after.map_or(("", "", ""), |stands| (&stands.source, &stands.kind, stands.name.as_str()));
    let sql = format!(
        "SELECT p.source, p.kind, p.name, p.id, p.document, {FIRST} FROM inventory_part p
         WHERE (CAST($1 AS TEXT) IS NULL OR p.source = $1) AND p.since <= $2 AND (p.until IS NULL OR p.until > $2)
           AND p.from_day <= $3 AND p.document IS NOT NULL AND (p.source, p.kind, p.name) > ($4, $5, $6)
           AND NOT EXISTS (SELECT 1 FROM inventory_part q
             WHERE q.source = p.source AND q.kind = p.kind AND q.name = p.name AND q.from_day > p.from_day
               AND q.from_day <= $3 AND q.since <= $2 AND (q.until IS NULL OR q.until > $2))
         ORDER BY p.source, p.kind, p.name LIMIT $7"
    );
    tx.all(&sql, args![source, edition, day, from.0, from.1, from.2, limit], |row| {
        Ok(Stands {
            source: row.get(0)?,
            kind: row.get(1)?,
            name: Iri::new(row.get::<String>(2)?),
            id: row.get(3)?,
            document: row.get(4)?,
            first: row.get(5)?,
        })
    })
}

/// What a part said that has this digest.
pub fn document(tx: &mut Tx<'_>, source: &str, key: &Key, digest: &str) -> Result<Option<String>, StoreError> {
    tx.one(
        "SELECT MIN(document) FROM inventory_part WHERE source = $1 AND kind = $2 AND name = $3 AND digest = $4",
        args![source, word(key.0), key.1.as_str(), digest],
        |row| row.get(0),
    )
}

/// The same of several parts, those that have one.
pub(in crate::import) async fn documents(
    store: &Store,
    source: &str,
    wanted: Vec<(Key, Option<String>)>,
) -> Result<Vec<Option<String>>, StoreError> {
    let source = source.to_owned();
    let read = store.read::<_, StoreError, _>(move |tx| {
        let document = |(key, digest): &(Key, Option<String>)| match digest {
            Some(digest) => document(tx, &source, key, digest),
            None => Ok(None),
        };
        wanted.iter().map(document).collect()
    });
    read.await
}

/// What stands of a source, without what it says.
pub(in crate::import) fn standing(tx: &mut Tx<'_>, source: &str) -> Result<Standing, StoreError> {
    let edition = current_edition(tx)?;
    let rows = tx.all(
        "SELECT kind, name, from_day, id, digest FROM inventory_part
         WHERE source = $1 AND since <= $2 AND (until IS NULL OR until > $2) ORDER BY kind, name, from_day, since",
        args![source, edition],
        |row| {
            let key = (kind(row, 0)?, Iri::new(row.get::<String>(1)?));
            Ok((key, row.get::<Day>(2)?, Version { id: row.get(3)?, digest: row.get(4)? }))
        },
    )?;
    let mut standing = Standing::default();
    for (key, from, version) in rows {
        standing.put(key, from, version);
    }
    Ok(standing)
}

/// What every edition said of the parts and on the days of which one edition spoke.
pub(in crate::import) fn layers(tx: &mut Tx<'_>, source: &str, edition: i64) -> Result<Layers, StoreError> {
    let rows = tx.all(
        "SELECT p.kind, p.name, p.from_day, p.since, p.id, p.digest
         FROM inventory_part o JOIN inventory_part p
           ON p.source = o.source AND p.kind = o.kind AND p.name = o.name AND p.from_day = o.from_day
         WHERE o.source = $1 AND o.since = $2",
        args![source, edition],
        |row| {
            let key = (kind(row, 0)?, Iri::new(row.get::<String>(1)?));
            Ok(((key, row.get(2)?), row.get(3)?, Version { id: row.get(4)?, digest: row.get(5)? }))
        },
    )?;
    let mut layers = Layers::default();
    for (day, since, version) in rows {
        layers.entry(day).or_default().insert(since, version);
    }
    Ok(layers)
}

/// Those of these names that services of any source have, now or on a day to come.
pub(in crate::import) fn services_named(tx: &mut Tx<'_>, names: &BTreeSet<Iri>) -> Result<BTreeSet<Iri>, StoreError> {
    let edition = current_edition(tx)?;
    let (mut known, names) = (BTreeSet::new(), names.iter().collect::<Vec<_>>());
    for some in names.chunks(500) {
        let places: Vec<String> = (0..some.len()).map(|n| format!("${}", n + 2)).collect();
        let mut args: Vec<Value<'_>> = args![edition].to_vec();
        args.extend(some.iter().map(|name| Value::from(name.as_str())));
        let sql = format!(
            "SELECT DISTINCT name FROM inventory_part WHERE kind = 'PublicService' AND document IS NOT NULL
               AND since <= $1 AND (until IS NULL OR until > $1) AND name IN ({}) ORDER BY name",
            places.join(", ")
        );
        known.extend(tx.all(&sql, &args, |row| Ok(Iri::new(row.get::<String>(0)?)))?);
    }
    Ok(known)
}

/// Who has an entry of one of these names on a day, beside a source; whoever described it first comes first.
pub(in crate::import) fn described_elsewhere(
    tx: &mut Tx<'_>,
    source: &str,
    day: Day,
    names: &BTreeSet<Iri>,
) -> Result<BTreeMap<Iri, Vec<Described>>, StoreError> {
    let edition = current_edition(tx)?;
    let kinds = LISTED.map(|kind| format!("'{}'", kind.as_str())).join(", ");
    let mut described: BTreeMap<Iri, Vec<Described>> = BTreeMap::new();
    let names: Vec<&Iri> = names.iter().collect();
    for some in names.chunks(500) {
        let places: Vec<String> = (0..some.len()).map(|n| format!("${}", n + 4)).collect();
        let mut args: Vec<Value<'_>> = args![edition, day, source].to_vec();
        args.extend(some.iter().map(|name| Value::from(name.as_str())));
        let sql = format!(
            "SELECT p.name, p.source, p.digest FROM inventory_part p
             WHERE p.name IN ({}) AND p.kind IN ({kinds}) AND p.source <> $3 AND {STANDS}
             ORDER BY p.name, {FIRST}, p.id",
            places.join(", ")
        );
        let rows = tx.all(&sql, &args, |row| {
            let by = Described { source: row.get(1)?, digest: row.get(2)? };
            Ok((Iri::new(row.get::<String>(0)?), by))
        })?;
        for (name, by) in rows {
            described.entry(name).or_default().push(by);
        }
    }
    Ok(described)
}

/// The versions that the changes of these places put an end to. They stand until the edition is there for everybody.
pub(in crate::import) fn end_versions(
    tx: &mut Tx<'_>,
    import: &Import,
    edition: i64,
    places: (i64, i64),
) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE inventory_part SET until = $1 FROM catalogue_change c
         WHERE c.import = $2 AND c.place > $3 AND c.place <= $4 AND inventory_part.source = $5
           AND inventory_part.kind = c.kind AND inventory_part.name = c.name
           AND (inventory_part.from_day = c.from_day OR inventory_part.from_day = c.resumes)
           AND inventory_part.until IS NULL AND inventory_part.since < $1",
        args![edition, &import.id, places.0, places.1, import.source.as_str()],
    )
}

/// The versions that the changes of these places begin. Where nothing begins on the day any more, what goes on is said again
/// from its own day: so that whoever follows editions sees that something has changed.
pub(in crate::import) fn begin_versions(
    tx: &mut Tx<'_>,
    import: &Import,
    edition: i64,
    places: (i64, i64),
) -> Result<u64, StoreError> {
    tx.execute(
        "INSERT INTO inventory_part (source, kind, name, from_day, since, until, id, digest, document, about,
           title_en, title_fr)
         SELECT $1, c.kind, c.name, COALESCE(c.resumes, c.from_day), $2, NULL, c.id, c.digest, c.document, c.about, c.title_en, c.title_fr
         FROM catalogue_change c
         WHERE c.import = $3 AND c.place > $4 AND c.place <= $5 ORDER BY c.place
         ON CONFLICT DO NOTHING",
        args![import.source.as_str(), edition, &import.id, places.0, places.1],
    )
}

/// Says what parts of a kind are sorted by that were published before anybody did, so many at most. How many were there?
pub(in crate::import) fn sort_some(tx: &mut Tx<'_>, of: Option<Kind>, limit: u32) -> Result<usize, StoreError> {
    let parts = tx.all(
        "SELECT source, kind, name, from_day, since, document FROM inventory_part
         WHERE kind = $1 AND title_en = '' AND document IS NOT NULL LIMIT $2",
        args![word(of), limit],
        |row| {
            let (kind, name) = (kind(row, 1)?, Iri::new(row.get::<String>(2)?));
            let [en, fr] = orders(kind, &name, Some(&row.json(5)?));
            Ok((row.get::<String>(0)?, word(kind), name, row.get::<Day>(3)?, row.get::<i64>(4)?, en, fr))
        },
    )?;
    for (source, kind, name, from, since, en, fr) in &parts {
        tx.execute(
            "UPDATE inventory_part SET title_en = $1, title_fr = $2
             WHERE source = $3 AND kind = $4 AND name = $5 AND from_day = $6 AND since = $7",
            args![en.as_str(), fr.as_str(), source.as_str(), *kind, name.as_str(), *from, *since],
        )?;
    }
    Ok(parts.len())
}
