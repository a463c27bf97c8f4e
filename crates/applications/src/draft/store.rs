//! The table `draft`.

use store::{
    StoreError, Tx, args,
    seal::{PersonKey, Place, Vault},
};
use values::{Id, Language, Moment, id};

use super::{Body, Draft};

pub(crate) fn insert(tx: &mut Tx<'_>, key: &PersonKey, draft: &Draft) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO draft (id, person, journey, edition, language, body, created_at, version)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8)",
        args![
            &draft.id,
            &draft.person,
            &draft.journey,
            &draft.edition,
            draft.language.tag(),
            seal(key, draft),
            draft.begun,
            draft.version
        ],
    )?;
    Ok(())
}

pub(crate) fn get(tx: &mut Tx<'_>, vault: &Vault, id: &Id<id::Draft>) -> Result<Option<Draft>, StoreError> {
    let found = tx.maybe(
        "SELECT id, person, journey, edition, language, version, body, created_at FROM draft WHERE id = $1",
        args![id],
        |row| {
            let language = row.get::<String>(4)?.parse::<Language>();
            let draft = Draft {
                id: row.get(0)?,
                person: row.get(1)?,
                journey: row.get(2)?,
                edition: row.get(3)?,
                language: language.map_err(|()| row.unreadable(4, "no such language"))?,
                version: row.get(5)?,
                begun: row.get(7)?,
                body: Body::default(),
            };
            Ok((draft, row.get::<Vec<u8>>(6)?))
        },
    )?;
    let Some((mut draft, sealed)) = found else { return Ok(None) };
    let key = vault.person_key(tx, &draft.person)?;
    let plain = key.open(&Place { table: "draft", row: id.as_str(), column: "body" }, &sealed)?;
    draft.body = serde_json::from_slice(&plain).map_err(|_| StoreError::Unreadable {
        table: "draft".into(),
        column: "body".into(),
        row: id.to_string(),
        why: "not the answers we wrote".into(),
    })?;
    Ok(Some(draft))
}

/// The journey that a draft is made with, its edition, and when it was begun.
pub(crate) fn journey(
    tx: &mut Tx<'_>,
    id: &Id<id::Draft>,
) -> Result<Option<(Id<id::Journey>, String, Moment)>, StoreError> {
    let sql = "SELECT journey, edition, created_at FROM draft WHERE id = $1";
    tx.maybe(sql, args![id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// Saves a changed draft. Somebody else's change in between is a conflict: the command is run again.
pub(crate) fn save(tx: &mut Tx<'_>, key: &PersonKey, draft: &mut Draft) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE draft SET body = $3, edition = $4, version = version + 1 WHERE id = $1 AND version = $2",
        args![&draft.id, draft.version, seal(key, draft), &draft.edition],
    )?;
    if changed == 0 {
        return Err(StoreError::Conflict { attempts: 1 });
    }
    draft.version += 1;
    Ok(())
}

/// Takes a draft away that is as it was read.
pub(crate) fn delete(tx: &mut Tx<'_>, draft: &Draft) -> Result<(), StoreError> {
    let sql = "DELETE FROM draft WHERE id = $1 AND version = $2";
    if tx.execute(sql, args![&draft.id, draft.version])? == 0 {
        return Err(StoreError::Conflict { attempts: 1 });
    }
    Ok(())
}

fn seal(key: &PersonKey, draft: &Draft) -> Vec<u8> {
    let plain = serde_json::to_vec(&draft.body).expect("answers have string keys, so they are JSON");
    key.seal(&Place { table: "draft", row: draft.id.as_str(), column: "body" }, &plain)
}
