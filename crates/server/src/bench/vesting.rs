//! A vesting with much work in flight while people go on applying: how long the work takes, and what people notice.
//!
//! Calls to the bodies' systems are off: what waits is re-addressed, not delivered.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, ensure};
use applications::handover::{self, Account, Progress};
use responsibility::transfer::{Draft, store as transfers};
use store::Store;
use values::Day;

use super::{
    load::{self, Paced},
    subject::Subject,
};

/// Longer than this and something is wrong.
const PATIENCE: Duration = Duration::from_mins(10);

/// What was measured.
pub struct Measured {
    /// How many requests were open before, of the bodies whose work moves.
    pub open: i64,
    /// How many were looked at.
    pub seen: i64,
    /// From the moment that the clock was moved until all work was done.
    pub took: Duration,
    /// Applications before.
    pub before: Paced,
    /// Applications meanwhile.
    pub during: Paced,
}

/// Fills the database until so many requests are open, measures for a while, moves the clock on to the first vesting
/// and measures until its work is done.
pub async fn measure(subject: &Subject, open: usize, rate: u32, before: Duration) -> Result<Measured> {
    let store = subject.store()?;
    let vesting = Vesting::find(&store)?;
    let open = vesting.fill(subject, &store, open).await?;
    // What was written while filling is still on its way to the disk: the system would write it half a minute later, in the
    // midst of what is measured.
    Command::new("sync").status().context("the disk could not be brought to rest")?;
    tokio::time::sleep(Duration::from_secs(5)).await;
    let (before, ()) = load::paced_while(subject, rate, tokio::time::sleep(before)).await?;
    let (during, took) = load::paced_while(subject, rate, vesting.carry_out(subject, &store)).await?;
    let seen = vesting.progress(&store)?.seen;
    store.close();
    Ok(Measured { open, seen, took: took?, before, during })
}

/// What became of the work of a vesting in which the server was killed.
pub struct Survived {
    /// How many requests were open before.
    pub open: i64,
    /// How far the work had come at each kill.
    pub killed_at: Vec<i64>,
    /// What stands in the end.
    pub account: Account,
}

impl Survived {
    /// Was everything done, and once?
    pub fn is_whole(&self) -> bool {
        let Account { lines, twice, left } = self.account;
        lines == self.open && twice == 0 && left == 0
    }
}

/// Fills the database, moves the clock on to the first vesting, and kills the server so often on the way to its end:
/// the first time as soon as the first transfer has vested.
pub async fn survive(subject: &mut Subject, open: usize, kills: u32) -> Result<Survived> {
    let store = subject.store()?;
    let vesting = Vesting::find(&store)?;
    let open = vesting.fill(subject, &store, open).await?;
    subject.move_clock_to(vesting.day)?;
    let mut killed_at = Vec::new();
    for kill in 0..kills {
        let wanted = open * i64::from(kill) / i64::from(kills);
        let far = vesting.until(&store, |far| far.begun && far.seen >= wanted).await?;
        ensure!(!far.done, "the work was done before the server could be killed {kills} times: take more requests");
        killed_at.push(far.seen);
        subject.kill_and_start().await?;
    }
    vesting.until(&store, |far| far.done).await?;
    let drafts = vesting.drafts.clone();
    let account = store.read_blocking(move |tx| handover::account(tx, &drafts))?;
    store.close();
    Ok(Survived { open, killed_at, account })
}

/// The transfers of the first day on the calendar.
struct Vesting {
    day: Day,
    drafts: Vec<Draft>,
}

impl Vesting {
    fn find(store: &Store) -> Result<Self> {
        let mut drafts: Vec<Draft> = store.read_blocking(|tx| {
            let scheduled = transfers::scheduled(tx)?;
            Ok::<_, store::StoreError>(scheduled.into_iter().map(|known| known.draft).collect())
        })?;
        let day = drafts.iter().map(|draft| draft.day).min().context("no transfer is on the calendar")?;
        drafts.retain(|draft| draft.day == day);
        Ok(Self { day, drafts })
    }

    fn progress(&self, store: &Store) -> Result<Progress> {
        let drafts = self.drafts.clone();
        let each = store.read_blocking(move |tx| {
            drafts.iter().map(|draft| handover::progress(tx, draft)).collect::<Result<Vec<_>, _>>()
        })?;
        Ok(Progress {
            begun: each.iter().any(|one| one.begun),
            seen: each.iter().map(|one| one.seen).sum(),
            // The same bodies stand in several transfers.
            left: each.iter().map(|one| one.left).max().unwrap_or_default(),
            done: each.iter().all(|one| one.done),
        })
    }

    /// Applies until so many requests are open at the bodies whose work moves; how many are.
    async fn fill(&self, subject: &Subject, store: &Store, wanted: usize) -> Result<i64> {
        let wanted = i64::try_from(wanted)?;
        loop {
            let open = self.progress(store)?.left;
            if open >= wanted {
                return Ok(open);
            }
            load::fill(subject, 500).await?;
        }
    }

    async fn carry_out(&self, subject: &Subject, store: &Store) -> Result<Duration> {
        let began = Instant::now();
        subject.move_clock_to(self.day)?;
        loop {
            // To count all that is left would weigh on what is measured.
            let drafts = self.drafts.clone();
            if store.read_blocking(move |tx| handover::is_done(tx, &drafts))? {
                return Ok(began.elapsed());
            }
            ensure!(began.elapsed() < PATIENCE, "the vesting does not come to its end");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    async fn until(&self, store: &Store, wanted: impl Fn(&Progress) -> bool) -> Result<Progress> {
        let began = Instant::now();
        loop {
            let far = self.progress(store)?;
            if wanted(&far) {
                return Ok(far);
            }
            ensure!(began.elapsed() < PATIENCE, "the vesting does not come to its end");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }
}
