//! What stands in the table `inventory_part`, entry by entry. Each page asks once for all that it shows.

use std::collections::{BTreeMap, BTreeSet};

use store::{Row, StoreError, Tx, Value, args};
use values::{Day, Language, Moment};

use super::Entry;
use crate::{
    import::NOTHING_BEGINS,
    inventory::{Iri, Kind},
};

/// More names than this are not looked up for one page.
const MOST_NAMES: usize = 500;

/// No service's page lists more promises.
const MOST_PROMISES: u32 = 200;

const COLUMNS: &str = "p.id, p.source, p.kind, p.name, p.from_day, p.digest, p.document,
   (SELECT e.published_at FROM inventory_edition e WHERE e.number = p.since)";

/// Of the versions of a part that an edition knows, the one that holds on a day: the last that has begun. Asked for each
/// part by itself; as NOT EXISTS, PostgreSQL compares the whole table with itself for a page of fifty.
pub(crate) const STANDS: &str =
    "p.since <= $1 AND (p.until IS NULL OR p.until > $1) AND p.from_day <= $2 AND p.document IS NOT NULL
   AND p.from_day = (SELECT MAX(q.from_day) FROM inventory_part q
     WHERE q.source = p.source AND q.kind = p.kind AND q.name = p.name
       AND q.from_day <= $2 AND q.since <= $1 AND (q.until IS NULL OR q.until > $1))";

/// Which edition described a part first.
pub(crate) const FIRST: &str = "(SELECT MIN(f.since) FROM inventory_part f WHERE f.id = p.id)";

/// As of which edition, and on which day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct As {
    /// The edition.
    pub edition: i64,
    /// The day.
    pub day: Day,
}

/// Entries of a kind by their ids, from one on, so many at most, as of the last edition or one on its way. The ids come first, along their index, and then what stands
/// under them: asked in one, a database that has not counted a table of a hundred thousand reads and sorts all of it.
pub fn page(tx: &mut Tx<'_>, at: As, kind: Kind, after: &str, limit: u32) -> Result<Vec<Entry>, StoreError> {
    let (most, mut found, mut after) = (limit as usize, Vec::new(), after.to_owned());
    loop {
        let ids: Vec<String> = tx.all(
            "SELECT id FROM (
               SELECT id FROM (SELECT id FROM inventory_part
                 WHERE kind = $1 AND id > $2 AND until IS NULL AND title_en <> '' AND since <= $4
                 GROUP BY id ORDER BY id LIMIT $3) a
               UNION SELECT id FROM inventory_part WHERE kind = $1 AND until > $4 AND id > $2) c
             ORDER BY id LIMIT $3",
            args![kind.as_str(), after.as_str(), limit, at.edition],
            |row| row.get(0),
        )?;
        found.extend(by_ids(tx, at, &ids)?);
        match ids.last() {
            Some(last) if found.len() < most && ids.len() == most => after.clone_from(last),
            _ => break,
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Entries of a kind by their titles, from one on, so many at most. `after` are the title and the id of the last one that
/// was seen. As above: titles and ids first, along their index, then what stands under them. A title that an entry had, or
/// will have, is passed over.
pub fn by_title(
    tx: &mut Tx<'_>,
    at: As,
    kind: Kind,
    language: Language,
    (title, id): (&str, &str),
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let column = match language {
        Language::En => "title_en",
        Language::Fr => "title_fr",
    };
    let sql = format!(
        "SELECT title, id FROM (
           SELECT title, id FROM (SELECT {column} AS title, id FROM inventory_part
             WHERE kind = $1 AND ({column}, id) > ($2, $3) AND until IS NULL AND {column} <> '' AND since <= $5
             GROUP BY {column}, id ORDER BY {column}, id LIMIT $4) a
           UNION SELECT {column}, id FROM inventory_part
             WHERE kind = $1 AND until > $5 AND ({column}, id) > ($2, $3) AND {column} <> '') c
         ORDER BY title, id LIMIT $4"
    );
    let (most, mut found, mut after) = (limit as usize, Vec::new(), (title.to_owned(), id.to_owned()));
    loop {
        let titled: Vec<(String, String)> =
            tx.all(&sql, args![kind.as_str(), after.0.as_str(), after.1.as_str(), limit, at.edition], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })?;
        let ids: Vec<String> = titled.iter().map(|(_, id)| id.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut standing: BTreeMap<String, Entry> =
            by_ids(tx, at, &ids)?.into_iter().map(|entry| (entry.id.clone(), entry)).collect();
        for (title, id) in &titled {
            if standing.get(id).is_some_and(|entry| entry.order(language) == *title) {
                found.extend(standing.remove(id));
            }
        }
        let is_last = titled.len() < most;
        match titled.into_iter().next_back() {
            Some(last) if found.len() < most && !is_last => after = last,
            _ => break,
        }
    }
    found.truncate(most);
    Ok(found)
}

/// Since when something has become otherwise: an edition from this one on brought it, or it began on this day or later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// The edition; 0: from the beginning.
    pub edition: i64,
    /// The day.
    pub from: Day,
}

/// How many entries of a kind there are that have become otherwise since.
pub fn count(tx: &mut Tx<'_>, at: As, kind: Kind, since: Since) -> Result<i64, StoreError> {
    tx.one(
        &format!(
            "SELECT COUNT(*) FROM inventory_part p
             WHERE p.kind = $3 AND (p.since >= $4 OR p.from_day >= $5) AND {STANDS}"
        ),
        args![at.edition, at.day, kind.as_str(), since.edition, since.from],
        |row| row.get(0),
    )
}

/// So many of them after the first so many, by their ids.
pub fn numbered(
    tx: &mut Tx<'_>,
    at: As,
    kind: Kind,
    since: Since,
    (skip, limit): (u32, u32),
) -> Result<Vec<Entry>, StoreError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM inventory_part p
             WHERE p.kind = $3 AND (p.since >= $4 OR p.from_day >= $5) AND {STANDS} ORDER BY p.id LIMIT $6 OFFSET $7"
        ),
        args![at.edition, at.day, kind.as_str(), since.edition, since.from, limit, skip],
        read,
    )
}

/// The first edition that was published at a moment or later; one that nobody has seen yet where there is none.
pub fn first_since(tx: &mut Tx<'_>, moment: Moment) -> Result<i64, StoreError> {
    tx.one(
        "SELECT COALESCE(MIN(number), $2) FROM inventory_edition WHERE published_at >= $1",
        args![moment, i64::MAX],
        |row| row.get(0),
    )
}

/// The entry of this id.
pub fn by_id(tx: &mut Tx<'_>, at: As, id: &str) -> Result<Option<Entry>, StoreError> {
    tx.maybe(
        &format!("SELECT {COLUMNS} FROM inventory_part p WHERE p.id = $3 AND {STANDS}"),
        args![at.edition, at.day, id],
        read,
    )
}

/// The entries of these ids, in one statement.
pub fn by_ids(tx: &mut Tx<'_>, at: As, ids: &[String]) -> Result<Vec<Entry>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
    let mut args: Vec<Value<'_>> = args![at.edition, at.day].to_vec();
    args.extend(ids.iter().map(Value::from));
    let places = places.join(", ");
    let sql = format!("SELECT {COLUMNS} FROM inventory_part p WHERE p.id IN ({places}) AND {STANDS} ORDER BY p.id");
    tx.all(&sql, &args, read)
}

/// What is published of these ids for later days, the earliest first, in one statement; nothing where one ends.
pub fn coming(tx: &mut Tx<'_>, at: As, ids: &[String]) -> Result<Vec<(String, Day, Option<Entry>)>, StoreError> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (0..ids.len()).map(|n| format!("${}", n + 3)).collect();
    let mut args: Vec<Value<'_>> = args![at.edition, at.day].to_vec();
    args.extend(ids.iter().map(Value::from));
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM inventory_part p
             WHERE p.id IN ({}) AND p.since <= $1 AND (p.until IS NULL OR p.until > $1) AND p.from_day > $2
             ORDER BY p.from_day, p.id",
            places.join(", ")
        ),
        &args,
        |row| {
            let is_there = row.get::<Option<String>>(6)?.is_some();
            Ok((row.get(0)?, row.get(4)?, if is_there { Some(read(row)?) } else { None }))
        },
    )
}

/// The entries that a source calls by these names, in one statement.
pub fn named(tx: &mut Tx<'_>, at: As, source: &str, names: &[&Iri]) -> Result<Vec<Entry>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let names = &names[..names.len().min(MOST_NAMES)];
    let places: Vec<String> = (0..names.len()).map(|n| format!("${}", n + 4)).collect();
    let mut args: Vec<Value<'_>> = args![at.edition, at.day, source].to_vec();
    args.extend(names.iter().map(|name| Value::from(name.as_str())));
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM inventory_part p WHERE p.source = $3 AND p.name IN ({}) AND {STANDS} ORDER BY p.id",
            places.join(", ")
        ),
        &args,
        read,
    )
}

/// The entries of these names, in one statement. Where several sources describe one, whoever did so first is heard.
pub fn called(tx: &mut Tx<'_>, at: As, names: &[&Iri]) -> Result<Vec<Entry>, StoreError> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    let names = &names[..names.len().min(MOST_NAMES)];
    let places: Vec<String> = (0..names.len()).map(|n| format!("${}", n + 3)).collect();
    let mut args: Vec<Value<'_>> = args![at.edition, at.day].to_vec();
    args.extend(names.iter().map(|name| Value::from(name.as_str())));
    let mut entries = tx.all(
        &format!(
            "SELECT {COLUMNS} FROM inventory_part p WHERE p.name IN ({}) AND {STANDS}
             ORDER BY {FIRST}, p.id",
            places.join(", ")
        ),
        &args,
        read,
    )?;
    let mut told = BTreeSet::new();
    entries.retain(|entry| told.insert(entry.name.clone()));
    Ok(entries)
}

/// What is promised of the service of this name, whoever says it, in one statement.
pub fn promises(tx: &mut Tx<'_>, at: As, service: &Iri) -> Result<Vec<Entry>, StoreError> {
    tx.all(
        &format!("SELECT {COLUMNS} FROM inventory_part p WHERE p.about = $3 AND {STANDS} ORDER BY p.id LIMIT $4"),
        args![at.edition, at.day, service.as_str(), MOST_PROMISES],
        read,
    )
}

/// A version of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// From which day it holds.
    pub from: Day,
    /// The edition that brought it.
    pub since: i64,
    /// The edition that put another in its place.
    pub until: Option<i64>,
    /// When that was published.
    pub published_at: Moment,
    /// By which import.
    pub import: String,
    /// Does it say anything? Otherwise it is no more from that day.
    pub is_there: bool,
}

/// Every version of an entry, the newest first.
pub fn versions(tx: &mut Tx<'_>, edition: i64, id: &str) -> Result<Vec<Version>, StoreError> {
    tx.all(
        "SELECT p.from_day, p.since, p.until, e.published_at, e.import, p.digest
         FROM inventory_part p JOIN inventory_edition e ON e.number = p.since
         WHERE p.id = $1 AND p.since <= $2 AND p.from_day > $3 ORDER BY p.since DESC, p.from_day DESC",
        args![id, edition, NOTHING_BEGINS],
        |row| {
            let until: Option<i64> = row.get(2)?;
            Ok(Version {
                from: row.get(0)?,
                since: row.get(1)?,
                until: until.filter(|until| *until <= edition),
                published_at: row.get(3)?,
                import: row.get(4)?,
                is_there: row.get::<Option<String>>(5)?.is_some(),
            })
        },
    )
}

fn read(row: &Row<'_>) -> Result<Entry, StoreError> {
    let word: String = row.get(2)?;
    Ok(Entry {
        id: row.get(0)?,
        source: row.get(1)?,
        kind: Kind::named(&word),
        name: Iri::new(row.get::<String>(3)?),
        from: row.get(4)?,
        published_at: row.get(7)?,
        digest: row.get(5)?,
        said: row.json(6)?,
    })
}
