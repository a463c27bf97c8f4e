//! The tables of imports and of what stands.

use std::collections::{BTreeMap, BTreeSet};

use store::{Row, StoreError, Tx, Value, args};
use values::{Day, Id, Language, Moment, id};

use super::{
    Change, Import, Key, Sort, Standing, State, Version,
    undo::{Entry, Layers, Ledger},
};
use crate::{
    entry::{
        self, LISTED,
        store::{FIRST, STANDS},
    },
    inventory::{Inventory, Iri, Kind, Problem},
};

/// A row that was read for a change, with the number that guards it.
#[derive(Debug, Clone)]
pub(super) struct Guarded {
    pub import: Import,
    pub version: i64,
}

/// One change of an import with what the part said before and says now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place among the changes.
    pub place: i64,
    /// What it is about.
    pub kind: Option<Kind>,
    /// What that is called.
    pub name: Iri,
    /// Our own id of it.
    pub id: String,
    /// From which day.
    pub from: Day,
    /// What it said.
    pub before: Option<String>,
    /// What it says.
    pub after: Option<String>,
    /// Nothing begins on that day any more: what began on this one goes on.
    pub resumes: Option<Day>,
}

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
pub(super) fn listed(tx: &mut Tx<'_>, before: Option<&Id<id::Import>>, limit: u32) -> Result<Vec<Import>, StoreError> {
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

pub(super) fn guarded(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<Option<Guarded>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM catalogue_import WHERE id = $1"), args![id], import)
}

pub(super) fn insert(tx: &mut Tx<'_>, import: &Import) -> Result<(), StoreError> {
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
pub(super) fn put_state(tx: &mut Tx<'_>, guarded: &Guarded, state: &State) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE catalogue_import SET state = $1, version = version + 1 WHERE id = $2 AND version = $3",
        args![Value::json(state), &guarded.import.id, guarded.version],
    )?;
    Ok(changed == 1)
}

/// A change as it is written, with what is found out of what it says: that is done before a transaction begins.
#[derive(Debug, Clone)]
pub(super) struct Ready {
    pub place: i64,
    pub change: Change,
    about: Option<String>,
    titles: [String; 2],
}

impl Ready {
    pub fn new(place: i64, change: Change) -> Self {
        let said = change.after.as_ref().map(|said| read_said(&said.document));
        let (kind, name) = &change.key;
        let about = said.as_ref().and_then(|said| about(*kind, name, said));
        let titles = orders(*kind, name, said.as_ref());
        Self { place, change, about, titles }
    }
}

pub(super) fn insert_change(
    tx: &mut Tx<'_>,
    import: &Id<id::Import>,
    Ready { place, change, about, titles }: &Ready,
    known_as: Option<&str>,
) -> Result<String, StoreError> {
    let (kind, name) = &change.key;
    let id = known_as.map_or_else(|| own_id(tx, *kind), str::to_owned);
    tx.execute(
        "INSERT INTO catalogue_change (import, place, kind, name, from_day, id, digest_before, digest, document, about,
           title_en, title_fr, resumes)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
        args![
            import,
            *place,
            word(*kind),
            name.as_str(),
            change.from,
            id.as_str(),
            &change.before,
            change.after.as_ref().map(|said| said.digest.as_str()),
            change.after.as_ref().map(|said| said.document.as_str()),
            about,
            titles[0].as_str(),
            titles[1].as_str(),
            change.resumes
        ],
    )?;
    Ok(id)
}

/// The name of the service that a promise is about.
fn about(kind: Option<Kind>, name: &Iri, said: &Inventory) -> Option<String> {
    let service = said.standards.get(name).filter(|_| kind == Some(Kind::ServiceStandard))?.service.as_ref();
    service.map(|service| service.as_str().to_owned())
}

fn read_said(document: &str) -> Inventory {
    serde_json::from_str(document).expect("we wrote it as JSON")
}

/// What a part is sorted by, in each language of the pages; nothing where it says nothing.
fn orders(kind: Option<Kind>, name: &Iri, said: Option<&Inventory>) -> [String; 2] {
    Language::ALL.map(|language| said.map(|said| entry::order(kind, name, said, language)).unwrap_or_default())
}

/// Says what parts of a kind are sorted by that were published before anybody did, so many at most. How many were there?
pub(super) fn sort_some(tx: &mut Tx<'_>, of: Option<Kind>, limit: u32) -> Result<usize, StoreError> {
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

/// An id of our own for a part that has none yet.
fn own_id(tx: &mut Tx<'_>, kind: Option<Kind>) -> String {
    match kind {
        Some(Kind::Organisation) => tx.id::<id::Organisation>().to_string(),
        Some(Kind::PublicService) => tx.id::<id::PublicService>().to_string(),
        Some(Kind::ServiceType) => tx.id::<id::ServiceType>().to_string(),
        Some(Kind::Event) => tx.id::<id::LifeEvent>().to_string(),
        _ => tx.id::<id::Part>().to_string(),
    }
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

/// That a source has an entry, and the digest of what it says.
#[derive(Debug, Clone)]
pub(super) struct Described {
    pub source: String,
    pub digest: String,
}

/// What is no record, and worth a look.
pub(super) const WORTH_A_LOOK: &str = "remark";

/// What became of one record.
#[derive(Debug, Clone)]
pub(super) struct Account {
    pub place: i64,
    pub record: String,
    pub kind: Option<Kind>,
    pub verdict: &'static str,
    pub problems: Vec<Problem>,
}

pub(super) fn insert_record(tx: &mut Tx<'_>, import: &Id<id::Import>, row: &Account) -> Result<(), StoreError> {
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

/// The draft that takes an import back over an edition, where somebody has made it already and it is not given up.
pub(super) fn drafted(
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
pub(super) fn verdicts(tx: &mut Tx<'_>, import: &Id<id::Import>) -> Result<Vec<(String, i64)>, StoreError> {
    tx.all(
        "SELECT verdict, count(*) FROM catalogue_record WHERE import = $1 AND verdict <> $2
         GROUP BY verdict ORDER BY verdict",
        args![import, WORTH_A_LOOK],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Those records with which something is wrong, so many at most from a place on: first what is left out, then what
/// contradicts itself, then all others.
pub(super) fn wrong(
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

/// How many changes of each sort an import makes: new, changed, gone.
pub fn sorts(tx: &mut Tx<'_>, import: &Id<id::Import>) -> Result<[i64; 3], StoreError> {
    tx.one(
        "SELECT count(CASE WHEN digest_before IS NULL AND digest IS NOT NULL THEN 1 END),
           count(CASE WHEN (digest_before IS NULL) = (digest IS NULL) THEN 1 END),
           count(CASE WHEN digest_before IS NOT NULL AND digest IS NULL THEN 1 END)
         FROM catalogue_change WHERE import = $1",
        args![import],
        |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?]),
    )
}

/// Every source of which something was published.
pub(super) fn sources(tx: &mut Tx<'_>) -> Result<Vec<String>, StoreError> {
    tx.all(
        "SELECT DISTINCT i.source FROM catalogue_import i JOIN inventory_edition e ON e.import = i.id
         WHERE e.published_at IS NOT NULL ORDER BY i.source",
        args![],
        |row| row.get(0),
    )
}

/// The changes of an import, from a place on, so many at most.
pub fn told(tx: &mut Tx<'_>, import: &Import, after: i64, limit: u32) -> Result<Vec<Told>, StoreError> {
    told_of(tx, import, None, after, limit)
}

/// Those of one sort, or of all.
pub(super) fn told_of(
    tx: &mut Tx<'_>,
    import: &Import,
    sort: Option<Sort>,
    after: i64,
    limit: u32,
) -> Result<Vec<Told>, StoreError> {
    let of_sort = match sort {
        None => "",
        Some(Sort::New) => "AND c.digest_before IS NULL AND c.digest IS NOT NULL",
        Some(Sort::Changed) => "AND (c.digest_before IS NULL) = (c.digest IS NULL)",
        Some(Sort::Gone) => "AND c.digest_before IS NOT NULL AND c.digest IS NULL",
    };
    let sql = format!(
        "SELECT c.place, c.kind, c.name, c.id, c.from_day,
           (SELECT MIN(p.document) FROM inventory_part p
            WHERE p.source = $2 AND p.kind = c.kind AND p.name = c.name AND p.digest = c.digest_before),
           c.document, c.resumes
         FROM catalogue_change c WHERE c.import = $1 AND c.place > $3 {of_sort} ORDER BY c.place LIMIT $4"
    );
    tx.all(&sql, args![&import.id, import.source.as_str(), after, limit], |row| {
        Ok(Told {
            place: row.get(0)?,
            kind: kind(row, 1)?,
            name: Iri::new(row.get::<String>(2)?),
            id: row.get(3)?,
            from: row.get(4)?,
            before: row.get(5)?,
            after: row.get(6)?,
            resumes: row.get(7)?,
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

/// What stands of a source, without what it says.
pub(super) fn standing(tx: &mut Tx<'_>, source: &str) -> Result<Standing, StoreError> {
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

/// The published imports of a source.
pub(super) fn ledger(tx: &mut Tx<'_>, source: &str) -> Result<Ledger, StoreError> {
    let rows = tx.all(
        "SELECT e.number, i.id, i.takes_back FROM catalogue_import i JOIN inventory_edition e ON e.import = i.id
         WHERE i.source = $1 AND e.published_at IS NOT NULL ORDER BY e.number",
        args![source],
        |row| Ok((row.get(0)?, Entry { import: row.get(1)?, takes_back: row.get(2)? })),
    )?;
    Ok(Ledger(rows.into_iter().collect()))
}

/// What every edition said of the parts and on the days of which one edition spoke.
pub(super) fn layers(tx: &mut Tx<'_>, source: &str, edition: i64) -> Result<Layers, StoreError> {
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
pub(super) fn services_named(tx: &mut Tx<'_>, names: &BTreeSet<Iri>) -> Result<BTreeSet<Iri>, StoreError> {
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
pub(super) fn described_elsewhere(
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

/// The number of the last edition that everybody sees; 0: none yet.
pub fn current_edition(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one("SELECT COALESCE(MAX(number), 0) FROM inventory_edition WHERE published_at IS NOT NULL", args![], |row| {
        row.get(0)
    })
}

/// The number of the last edition that is of this source; 0: none yet.
pub(super) fn last_of(tx: &mut Tx<'_>, source: &str) -> Result<i64, StoreError> {
    tx.one(
        "SELECT COALESCE(MAX(e.number), 0) FROM inventory_edition e JOIN catalogue_import i ON i.id = e.import
         WHERE i.source = $1 AND e.published_at IS NOT NULL",
        args![source],
        |row| row.get(0),
    )
}

/// The import whose publication has begun and not ended, with its edition.
pub(super) fn unfinished(tx: &mut Tx<'_>) -> Result<Option<(Id<id::Import>, i64)>, StoreError> {
    tx.maybe(
        "SELECT import, number FROM inventory_edition WHERE published_at IS NULL ORDER BY number LIMIT 1",
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

pub(super) fn begin_edition(tx: &mut Tx<'_>, number: i64, import: &Id<id::Import>) -> Result<bool, StoreError> {
    let begun = tx.execute(
        "INSERT INTO inventory_edition (number, import, published_at) VALUES ($1, $2, NULL) ON CONFLICT DO NOTHING",
        args![number, import],
    )?;
    Ok(begun == 1)
}

pub(super) fn end_edition(tx: &mut Tx<'_>, number: i64, now: Moment) -> Result<(), StoreError> {
    tx.execute("UPDATE inventory_edition SET published_at = $1 WHERE number = $2", args![now, number])?;
    Ok(())
}

/// The versions that the changes of these places put an end to. They stand until the edition is there for everybody.
pub(super) fn end_versions(
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
pub(super) fn begin_versions(
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
