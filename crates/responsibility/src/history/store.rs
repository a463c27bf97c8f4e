//! The table `model_history`.

use std::collections::BTreeMap;

use store::{StoreError, Tx, Value, args};
use values::Actor;

use super::{History, Version};
use crate::holding::store::{signed, unsigned};

pub(crate) fn insert(tx: &mut Tx<'_>, actor: &Actor, reason: &str, version: Version) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO model_history (version, recorded_at, actor, reason) VALUES ($1,$2,$3,$4)",
        args![signed(version.number), version.recorded_at, Value::json(&actor.who), reason],
    )?;
    Ok(())
}

/// The reason for which each version was made.
pub(crate) fn reasons(tx: &mut Tx<'_>) -> Result<BTreeMap<u64, String>, StoreError> {
    let all = tx.all("SELECT version, reason FROM model_history ORDER BY version", args![], |row| {
        Ok((unsigned(row.get(0)?), row.get(1)?))
    })?;
    Ok(all.into_iter().collect())
}

/// The last version that was made for this reason.
pub(crate) fn last_of(tx: &mut Tx<'_>, reason: &str) -> Result<Option<u64>, StoreError> {
    tx.maybe(
        "SELECT version FROM model_history WHERE reason = $1 ORDER BY version DESC LIMIT 1",
        args![reason],
        |row| Ok(unsigned(row.get(0)?)),
    )
}

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<History, StoreError> {
    let versions = tx.all("SELECT version, recorded_at FROM model_history ORDER BY version", args![], |row| {
        Ok(Version { number: unsigned(row.get(0)?), recorded_at: row.get(1)? })
    })?;
    Ok(History::of(versions))
}
