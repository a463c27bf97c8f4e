//! The table `transfer_proof`.

use store::{StoreError, Tx, args};
use values::{Id, Moment, id};

use super::{Made, PlanHash, hash_of};

/// A sheet as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The sheet as JSON: the very text that the hash is of.
    pub sheet: String,
    /// The SHA-256 of it.
    pub hash: PlanHash,
    /// When it was made.
    pub at: Moment,
}

impl Kept {
    /// Is the sheet the one that the hash was made of?
    pub fn is_whole(&self) -> bool {
        hash_of(&self.sheet) == self.hash
    }
}

pub(crate) fn put(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    made: Made,
    now: Moment,
    sheet: &str,
) -> Result<PlanHash, StoreError> {
    let hash = hash_of(sheet);
    tx.execute(
        "INSERT INTO transfer_proof (transfer, made, at, sheet, hash) VALUES ($1,$2,$3,$4,$5)
         ON CONFLICT (transfer, made) DO UPDATE SET at = excluded.at, sheet = excluded.sheet, hash = excluded.hash",
        args![transfer, made.as_str(), now, sheet, &hash.0],
    )?;
    Ok(hash)
}

pub(crate) fn get(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>, made: Made) -> Result<Option<Kept>, StoreError> {
    tx.maybe(
        "SELECT transfer, at, sheet, hash FROM transfer_proof WHERE transfer = $1 AND made = $2",
        args![transfer, made.as_str()],
        |row| Ok(Kept { at: row.get(1)?, sheet: row.get(2)?, hash: PlanHash(row.get(3)?) }),
    )
}
