//! The sequencer: whoever holds the lease numbers what has been committed, grows the tree and signs its root.

use super::{Checkpoint, store};
use crate::{Store, StoreError, Tx, Vault};

/// A round takes so many at once: on SQLite everybody waits for it.
const AT_ONCE: u32 = 500;
/// A sequencer that died is replaced after this.
const LEASE_MS: i64 = 10_000;

/// What one call did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Round {
    /// How many entries were numbered.
    pub numbered: u64,
    /// Somebody else holds the lease.
    pub not_ours: bool,
}

/// Numbers everything that waits, if `holder` has the lease or can take it. Call it every second or so, everywhere:
/// one of the callers does the work.
pub async fn sequence(store: &Store, vault: &Vault, holder: &str) -> Result<Round, StoreError> {
    let mut done = Round::default();
    if !store.read(store::anything_waits).await? {
        return Ok(done);
    }
    loop {
        let (vault, holder) = (vault.clone(), holder.to_owned());
        let step = store.lease(move |tx| step(tx, &vault, &holder)).await?;
        if done.add(step) {
            return Ok(done);
        }
    }
}

/// Like [`sequence`], for a thread that may wait.
pub fn sequence_blocking(store: &Store, vault: &Vault, holder: &str) -> Result<Round, StoreError> {
    let mut done = Round::default();
    loop {
        let (vault, holder) = (vault.clone(), holder.to_owned());
        if done.add(store.lease_blocking(move |tx| step(tx, &vault, &holder))?) {
            return Ok(done);
        }
    }
}

impl Round {
    /// Adds one step. Answers whether that was the last.
    fn add(&mut self, step: Option<usize>) -> bool {
        self.not_ours = step.is_none();
        self.numbered += step.unwrap_or(0) as u64;
        step.is_none_or(|numbered| numbered < AT_ONCE as usize)
    }
}

/// One step, in one transaction. Nothing if somebody else holds the lease.
fn step(tx: &mut Tx<'_>, vault: &Vault, holder: &str) -> Result<Option<usize>, StoreError> {
    let Some((mut tree, now)) = store::take_head(tx, holder, LEASE_MS)? else { return Ok(None) };
    let leaves = store::number(tx, signed(tree.size())?, AT_ONCE)?;
    if leaves.is_empty() {
        return Ok(Some(0));
    }
    for leaf in &leaves {
        tree.push(*leaf);
    }
    let size = signed(tree.size())?;
    store::keep_head(tx, &tree, size)?;
    store::add_checkpoint(tx, &Checkpoint::sign(vault, size, tree.root(), now))?;
    Ok(Some(leaves.len()))
}

fn signed(size: u64) -> Result<i64, StoreError> {
    i64::try_from(size).map_err(|_| StoreError::Damaged("the audit log is larger than can be counted".to_owned()))
}
