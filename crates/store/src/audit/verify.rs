//! Is the log what we signed? Every field, number, root and signature is computed again.

use super::{Checkpoint, store, tree::Tree};
use crate::{StoreError, Tx, Vault};

const AT_ONCE: u32 = 2_000;
/// One edit breaks every later root; the first faults say it all.
const ENOUGH: usize = 100;

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// How many numbered entries were read.
    pub entries: u64,
    /// How many wait for their number, and so are not protected yet.
    pub unnumbered: u64,
    /// How many checkpoints were compared, published ones included.
    pub checkpoints: u64,
    /// The root of the whole tree.
    pub root: [u8; 32],
    /// What is wrong, in the order it was met: a hundred at most.
    pub faults: Vec<Fault>,
}

impl Report {
    /// Is nothing wrong?
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn found(&mut self, fault: Fault) {
        if self.faults.len() < ENOUGH {
            self.faults.push(fault);
        }
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// An entry does not say what it said when it was recorded.
    #[error("entry {0} was changed")]
    Changed(String),
    /// An entry has a number that the sequencer never gives.
    #[error("entry {0} was slipped in")]
    Intruder(String),
    /// Numbers are missing.
    #[error("entries {from} to {to} are missing")]
    Missing {
        /// The first.
        from: i64,
        /// The last.
        to: i64,
    },
    /// The entries up to here are not those that were signed.
    #[error("the first {0} entries are not those that were signed")]
    Root(i64),
    /// A signature is not ours.
    #[error("the checkpoint of size {0} was not signed with our key")]
    Signature(i64),
    /// A checkpoint says there were more entries than there are.
    #[error("{signed} entries were signed and {found} are there")]
    Shortened {
        /// How many were signed.
        signed: i64,
        /// How many are there.
        found: i64,
    },
    /// Numbered entries come after the last checkpoint.
    #[error("entries after {0} have a number that was never signed")]
    NeverSigned(i64),
    /// The kept edge is not the edge of the tree.
    #[error("the kept edge of the tree is not that of its entries")]
    Edge,
}

/// Reads the whole log and compares it with every checkpoint in it and with those published earlier.
///
/// Call it in [`Store::read_blocking`](crate::Store::read_blocking): a million entries take some seconds. Someone
/// with the database can cut off the end together with its checkpoints; only a `published` checkpoint shows that.
pub fn verify(tx: &mut Tx<'_>, vault: &Vault, published: &[Checkpoint]) -> Result<Report, StoreError> {
    let mut report = Report { entries: 0, unnumbered: 0, checkpoints: 0, root: [0; 32], faults: Vec::new() };
    let mut signed = Signed::new(tx, vault, published, &mut report)?;
    let tree = grow(tx, &mut signed, &mut report)?;
    let found = i64::try_from(tree.size()).unwrap_or(i64::MAX);
    signed.end(found, &mut report);
    if !store::head(tx).is_ok_and(|head| head == tree) {
        report.found(Fault::Edge);
    }
    check_unnumbered(tx, &mut report)?;
    report.root = tree.root();
    Ok(report)
}

fn grow(tx: &mut Tx<'_>, signed: &mut Signed, report: &mut Report) -> Result<Tree, StoreError> {
    let (mut tree, mut last, mut read_to) = (Tree::default(), 0, i64::MIN);
    loop {
        let entries = store::stored_after(tx, read_to, AT_ONCE)?;
        let Some(end) = entries.last() else { return Ok(tree) };
        read_to = end.number.unwrap_or(i64::MAX);
        for entry in entries {
            if entry.number.is_none_or(|number| number < 1) {
                report.found(Fault::Intruder(entry.id));
                continue;
            }
            let number = entry.number.unwrap_or(last + 1);
            if number != last + 1 {
                report.found(Fault::Missing { from: last + 1, to: number - 1 });
            }
            last = number;
            let leaf = entry.of_fields.filter(|leaf| entry.leaf == Some(*leaf));
            if leaf.is_none() {
                report.found(Fault::Changed(entry.id));
            }
            tree.push(leaf.unwrap_or_default());
            report.entries += 1;
            signed.compare(&tree, report);
        }
    }
}

fn check_unnumbered(tx: &mut Tx<'_>, report: &mut Report) -> Result<(), StoreError> {
    let mut last = String::new();
    loop {
        let entries = store::stored_unnumbered(tx, &last, AT_ONCE)?;
        let Some(end) = entries.last() else { return Ok(()) };
        last.clone_from(&end.id);
        for entry in entries {
            report.unnumbered += 1;
            if entry.leaf.is_none() || entry.of_fields != entry.leaf {
                report.found(Fault::Changed(entry.id));
            }
        }
    }
}

/// The checkpoints that are yet to be met, the largest first.
struct Signed {
    ahead: Vec<Checkpoint>,
    largest: i64,
}

impl Signed {
    fn new(tx: &mut Tx<'_>, vault: &Vault, published: &[Checkpoint], report: &mut Report) -> Result<Self, StoreError> {
        let mut all = published.to_vec();
        let mut last = 0;
        loop {
            let kept = store::checkpoints(tx, last, AT_ONCE)?;
            let Some(end) = kept.last() else { break };
            last = end.size;
            all.extend(kept);
        }
        all.sort_by_key(|checkpoint| std::cmp::Reverse(checkpoint.size));
        let key = vault.public_key();
        for checkpoint in &all {
            report.checkpoints += 1;
            if !checkpoint.is_signed_by(&key) {
                report.found(Fault::Signature(checkpoint.size));
            }
        }
        Ok(Self { largest: all.first().map_or(0, |largest| largest.size), ahead: all })
    }

    fn compare(&mut self, tree: &Tree, report: &mut Report) {
        while let Some(next) = self.ahead.last()
            && next.size.unsigned_abs() == tree.size()
        {
            if next.root != tree.root() {
                report.found(Fault::Root(next.size));
            }
            self.ahead.pop();
        }
    }

    fn end(&self, found: i64, report: &mut Report) {
        if self.largest > found {
            report.found(Fault::Shortened { signed: self.largest, found });
        }
        if self.largest < found {
            report.found(Fault::NeverSigned(self.largest));
        }
    }
}
