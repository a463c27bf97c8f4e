//! The changes that an import makes.

use store::{StoreError, Tx, args};
use values::{Day, Id, Language, id};

use super::{kind, word};
use crate::{
    entry,
    import::{Change, Import, Sort},
    inventory::{Inventory, Iri, Kind},
};

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

/// A change as it is written, with what is found out of what it says: that is done before a transaction begins.
#[derive(Debug, Clone)]
pub(in crate::import) struct Ready {
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

/// The name of the service that a promise is about.
fn about(kind: Option<Kind>, name: &Iri, said: &Inventory) -> Option<String> {
    let service = said.standards.get(name).filter(|_| kind == Some(Kind::ServiceStandard))?.service.as_ref();
    service.map(|service| service.as_str().to_owned())
}

fn read_said(document: &str) -> Inventory {
    serde_json::from_str(document).expect("we wrote it as JSON")
}

/// What a part is sorted by, in each language of the pages; nothing where it says nothing.
pub(super) fn orders(kind: Option<Kind>, name: &Iri, said: Option<&Inventory>) -> [String; 2] {
    Language::ALL.map(|language| said.map(|said| entry::order(kind, name, said, language)).unwrap_or_default())
}

pub(in crate::import) fn insert_change(
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

/// The changes of an import, from a place on, so many at most.
pub fn told(tx: &mut Tx<'_>, import: &Import, after: i64, limit: u32) -> Result<Vec<Told>, StoreError> {
    told_of(tx, import, None, after, limit)
}

/// Those of one sort, or of all.
pub(in crate::import) fn told_of(
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
