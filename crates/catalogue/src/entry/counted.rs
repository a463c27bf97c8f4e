//! How many entries there are, counted once: an edition never changes, and a hundred thousand are not counted anew for each
//! page of a list.

use std::sync::{Mutex, PoisonError};

use store::{StoreError, Tx};

use super::store::{self as table, As, Since};
use crate::inventory::Kind;

/// So many counts are remembered.
const MOST: usize = 64;

/// The counts of late, the last one at the end.
#[derive(Debug, Default)]
pub(crate) struct Counted(Mutex<Vec<(Asked, i64)>>);

type Asked = (As, Kind, Since);

impl Counted {
    /// How many entries of a kind there are that have become otherwise since.
    pub fn get(&self, tx: &mut Tx<'_>, at: As, kind: Kind, since: Since) -> Result<i64, StoreError> {
        let asked = (at, kind, since);
        let known =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|(known, _)| *known == asked).copied();
        if let Some((_, count)) = known {
            return Ok(count);
        }
        let count = table::count(tx, at, kind, since)?;
        let mut counted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if counted.len() == MOST {
            counted.remove(0);
        }
        counted.push((asked, count));
        Ok(count)
    }
}
