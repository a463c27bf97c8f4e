//! The table `model_history`.

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

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<History, StoreError> {
    let versions = tx.all("SELECT version, recorded_at FROM model_history ORDER BY version", args![], |row| {
        Ok(Version { number: unsigned(row.get(0)?), recorded_at: row.get(1)? })
    })?;
    Ok(History::of(versions))
}
