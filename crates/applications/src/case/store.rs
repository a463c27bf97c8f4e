//! The table `come_back`: how often a link was tried with a wrong answer.

use store::{StoreError, Tx, args};
use values::{Id, RealTime, id};

/// How often a link may be tried with a wrong answer, and for how long it is locked then.
const TRIES: i64 = 5;
const LOCKED_MS: i64 = 3_600_000;

/// Was it tried too often within the hour?
pub(crate) fn locked(tx: &mut Tx<'_>, draft: &Id<id::Draft>, now: RealTime) -> Result<bool, StoreError> {
    let failures: Option<(i64, i64)> =
        tx.maybe("SELECT failures, since FROM come_back WHERE name = $1", args![draft.name()], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })?;
    Ok(failures.is_some_and(|(failures, since)| failures >= TRIES && now.0 < since + LOCKED_MS))
}

/// One more wrong answer.
pub(crate) fn failed(tx: &mut Tx<'_>, draft: &Id<id::Draft>, now: RealTime) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO come_back (name, failures, since) VALUES ($1, 1, $2)
         ON CONFLICT (name) DO UPDATE SET
           failures = CASE WHEN come_back.since + $3 <= $2 THEN 1 ELSE come_back.failures + 1 END, since = $2",
        args![draft.name(), now, LOCKED_MS],
    )?;
    Ok(())
}

/// The right answer: earlier wrong ones don't count any more.
pub(crate) fn opened(tx: &mut Tx<'_>, draft: &Id<id::Draft>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM come_back WHERE name = $1", args![draft.name()]).map(drop)
}
