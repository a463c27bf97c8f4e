//! What is cleared away by itself: evidence of people whose key was shredded, and files in the folder that nobody knows.

use std::{io, time::Duration};

use tokio::task::spawn_blocking;

use super::{EvidenceError, store};
use crate::Platform;

/// A file without a row may be one that is being given right now.
const UNKNOWN_AFTER: Duration = Duration::from_hours(1);
/// So many at once: others write too.
const AT_ONCE: u32 = 50;

/// Clears away what nobody can open or ask for any more. Answers how many files that were.
pub async fn clear(platform: &Platform) -> Result<u64, EvidenceError> {
    clear_older(platform, UNKNOWN_AFTER).await
}

/// The same, with files that are older than this.
pub async fn clear_older(platform: &Platform, age: Duration) -> Result<u64, EvidenceError> {
    let mut gone = 0;
    loop {
        let some = platform.store().write_batch(|tx| store::forget_shredded(tx, AT_ONCE)).await?;
        gone += some;
        if some < AT_ONCE.into() {
            break;
        }
    }
    let Some(folder) = platform.evidence.folder.clone() else { return Ok(gone) };
    let looked = folder.clone();
    let old = spawn_blocking(move || looked.older_than(age)).await.map_err(|_| ::store::StoreError::Panicked)?;
    let unreadable = |error: io::Error| EvidenceError::Folder { id: "all".to_owned(), why: error.to_string() };
    for id in old.map_err(unreadable)? {
        let asked = id.clone();
        let known = platform.store().read(move |tx| store::is_known(tx, &asked)).await?;
        if !known {
            folder.forget(&id)?;
            gone += 1;
        }
    }
    Ok(gone)
}
