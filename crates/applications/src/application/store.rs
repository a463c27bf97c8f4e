//! The table `application`.

use std::collections::BTreeSet;

use store::{
    Row, StoreError, Tx, Value, args,
    seal::{PersonKey, Place},
};
use values::{Id, Language, id};

use super::{Application, Receipt};
use crate::journey::Answers;

const COLUMNS: &str = "id, receipt, person, journey, edition, language, sent_at, day";

/// False where it was sent before.
pub(crate) fn insert(
    tx: &mut Tx<'_>,
    application: &Application,
    answers: Vec<u8>,
    wishes: &[u8],
) -> Result<bool, StoreError> {
    let fresh = tx.execute(
        &format!(
            "INSERT INTO application ({COLUMNS}, answers, wishes) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)
             ON CONFLICT (id) DO NOTHING"
        ),
        args![
            &application.id,
            application.receipt.as_str(),
            &application.person,
            &application.journey,
            &application.edition,
            application.language.tag(),
            application.sent_at,
            application.day,
            answers,
            wishes
        ],
    )?;
    Ok(fresh == 1)
}

pub(crate) fn get(tx: &mut Tx<'_>, id: &Id<id::Application>) -> Result<Option<Application>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM application WHERE id = $1"), args![id], read)
}

/// Makes an application findable by the names in it.
pub(crate) fn index_names(
    tx: &mut Tx<'_>,
    application: &Id<id::Application>,
    digests: &BTreeSet<String>,
) -> Result<(), StoreError> {
    if digests.is_empty() {
        return Ok(());
    }
    let rows: Vec<String> = (2..2 + digests.len()).map(|place| format!("(${place}, $1)")).collect();
    let mut values: Vec<Value<'_>> = vec![application.into()];
    values.extend(digests.iter().map(|digest| digest.as_str().into()));
    let sql = format!("INSERT INTO person_name (digest, application) VALUES {}", rows.join(", "));
    tx.execute(&sql, &values).map(drop)
}

/// Applications that have every one of these names, the newest first.
pub(crate) fn by_names(
    tx: &mut Tx<'_>,
    digests: &BTreeSet<String>,
    limit: u32,
) -> Result<Vec<Id<id::Application>>, StoreError> {
    if digests.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (3..3 + digests.len()).map(|place| format!("${place}")).collect();
    let mut values: Vec<Value<'_>> = args![i64::try_from(digests.len()).unwrap_or(i64::MAX), limit].to_vec();
    values.extend(digests.iter().map(|digest| digest.as_str().into()));
    let sql = format!(
        "SELECT application FROM person_name WHERE digest IN ({})
         GROUP BY application HAVING count(*) = $1 ORDER BY application DESC LIMIT $2",
        places.join(", ")
    );
    tx.all(&sql, &values, |row| row.get(0))
}

pub(crate) fn by_receipt(tx: &mut Tx<'_>, receipt: &Receipt) -> Result<Option<Application>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM application WHERE receipt = $1"), args![receipt.as_str()], read)
}

pub(crate) fn person(tx: &mut Tx<'_>, id: &Id<id::Application>) -> Result<Id<id::Person>, StoreError> {
    tx.one("SELECT person FROM application WHERE id = $1", args![id], |row| row.get(0))
}

pub(crate) fn answers(tx: &mut Tx<'_>, key: &PersonKey, id: &Id<id::Application>) -> Result<Answers, StoreError> {
    tx.one("SELECT answers FROM application WHERE id = $1", args![id], |row| {
        let sealed: Vec<u8> = row.get(0)?;
        let plain = key.open(&Place { table: "application", row: id.as_str(), column: "answers" }, &sealed)?;
        serde_json::from_slice(&plain).map_err(|_| row.unreadable(0, "not the answers we wrote"))
    })
}

/// The digest of the wishes that it was sent with; nothing where that was not kept yet.
pub(crate) fn wishes(tx: &mut Tx<'_>, id: &Id<id::Application>) -> Result<Option<Vec<u8>>, StoreError> {
    tx.one("SELECT wishes FROM application WHERE id = $1", args![id], |row| row.get(0))
}

fn read(row: &Row<'_>) -> Result<Application, StoreError> {
    Ok(Application {
        id: row.get(0)?,
        receipt: row.get::<String>(1)?.parse().map_err(|()| row.unreadable(1, "not a receipt"))?,
        person: row.get(2)?,
        journey: row.get(3)?,
        edition: row.get(4)?,
        language: row.get::<String>(5)?.parse::<Language>().map_err(|()| row.unreadable(5, "no such language"))?,
        sent_at: row.get(6)?,
        day: row.get(7)?,
    })
}
