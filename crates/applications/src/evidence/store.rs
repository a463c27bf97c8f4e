//! The table `evidence`.

use serde::{Deserialize, Serialize};
use store::{
    Row, StoreError, Tx, args,
    seal::{PersonKey, Place, Vault},
};
use values::{Id, Moment, id};

use super::{EvidenceError, Held, MediaType, folder::Folder};

/// What is sealed of a file beside what is in it.
#[derive(Serialize, Deserialize)]
struct About {
    name: String,
    sha256: String,
}

const COLUMNS: &str = "id, draft, person, kind, media_type, size, given_at, about";

/// Keeps a file. What is in it is sealed already, and lies in a folder where there is nothing here.
pub(crate) fn insert(tx: &mut Tx<'_>, key: &PersonKey, held: &Held, sealed: Option<&[u8]>) -> Result<(), StoreError> {
    let about = About { name: held.name.clone(), sha256: held.sha256.clone() };
    let about = serde_json::to_vec(&about).expect("two texts are JSON");
    tx.execute(
        "INSERT INTO evidence (id, draft, person, kind, media_type, size, given_at, about, content)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        args![
            &held.id,
            &held.draft,
            &held.person,
            held.kind.as_str(),
            held.media_type.as_str(),
            i64::try_from(held.size).unwrap_or(i64::MAX),
            held.given_at,
            key.seal(&place(&held.id, "about"), &about),
            sealed
        ],
    )?;
    Ok(())
}

/// The files of a draft, and of the application that it became, the first on top.
pub(crate) fn of_draft(tx: &mut Tx<'_>, vault: &Vault, draft: &Id<id::Draft>) -> Result<Vec<Held>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM evidence WHERE draft = $1 ORDER BY given_at, id");
    let rows = tx.all(&sql, args![draft], read)?;
    let Some((first, _)) = rows.first() else { return Ok(rows.into_iter().map(|(held, _)| held).collect()) };
    let key = vault.person_key(tx, &first.person)?;
    rows.into_iter().map(|(held, about)| open(&key, held, &about)).collect()
}

/// One file.
pub(crate) fn get(tx: &mut Tx<'_>, vault: &Vault, id: &Id<id::Evidence>) -> Result<Option<Held>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM evidence WHERE id = $1");
    let Some((held, about)) = tx.maybe(&sql, args![id], read)? else { return Ok(None) };
    let key = vault.person_key(tx, &held.person)?;
    open(&key, held, &about).map(Some)
}

/// What is in a file: from its row, or from the folder.
pub(crate) fn content(
    tx: &mut Tx<'_>,
    vault: &Vault,
    folder: Option<&Folder>,
    held: &Held,
) -> Result<Vec<u8>, EvidenceError> {
    let sealed: Option<Vec<u8>> =
        tx.one("SELECT content FROM evidence WHERE id = $1", args![&held.id], |row| row.get(0))?;
    let sealed = match (sealed, folder) {
        (Some(sealed), _) => sealed,
        (None, Some(folder)) => folder.read(&held.id)?,
        (None, None) => {
            let why = "it lies in a folder, and the settings name none".to_owned();
            return Err(EvidenceError::Folder { id: held.id.to_string(), why });
        }
    };
    let key = vault.person_key(tx, &held.person)?;
    Ok(key.open(&place(&held.id, "content"), &sealed)?)
}

/// Where what is in a file belongs.
pub(crate) fn place<'a>(id: &'a Id<id::Evidence>, column: &'a str) -> Place<'a> {
    Place { table: "evidence", row: id.as_str(), column }
}

/// Takes a file away.
pub(crate) fn delete(tx: &mut Tx<'_>, id: &Id<id::Evidence>) -> Result<bool, StoreError> {
    Ok(tx.execute("DELETE FROM evidence WHERE id = $1", args![id])? == 1)
}

/// Is there a row for this file?
pub(crate) fn is_known(tx: &mut Tx<'_>, id: &Id<id::Evidence>) -> Result<bool, StoreError> {
    Ok(tx.maybe("SELECT id FROM evidence WHERE id = $1", args![id], |row| row.get::<String>(0))?.is_some())
}

/// Takes away the files of people whose key was shredded: nobody can open them any more. So many at once.
pub(crate) fn forget_shredded(tx: &mut Tx<'_>, limit: u32) -> Result<u64, StoreError> {
    tx.execute(
        "DELETE FROM evidence WHERE id IN (
           SELECT evidence.id FROM person_key JOIN evidence ON evidence.person = person_key.person
           WHERE person_key.wrapped IS NULL ORDER BY evidence.id LIMIT $1)",
        args![limit],
    )
}

fn read(row: &Row<'_>) -> Result<(Held, Vec<u8>), StoreError> {
    let media_type: String = row.get(4)?;
    let known = MediaType::ALL.into_iter().find(|kind| kind.as_str() == media_type);
    let held = Held {
        id: row.get(0)?,
        draft: row.get(1)?,
        person: row.get(2)?,
        kind: row.get(3)?,
        name: String::new(),
        media_type: known.ok_or_else(|| row.unreadable(4, "no such type of file"))?,
        size: usize::try_from(row.get::<i64>(5)?).unwrap_or(usize::MAX),
        sha256: String::new(),
        given_at: Moment(row.get(6)?),
    };
    Ok((held, row.get(7)?))
}

fn open(key: &PersonKey, held: Held, about: &[u8]) -> Result<Held, StoreError> {
    let plain = key.open(&place(&held.id, "about"), about)?;
    let About { name, sha256 } = serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable {
        table: "evidence".into(),
        column: "about".into(),
        row: held.id.to_string(),
        why: "not what we wrote".into(),
    })?;
    Ok(Held { name, sha256, ..held })
}
