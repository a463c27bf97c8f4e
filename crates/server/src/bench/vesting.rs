//! A vesting with much work in flight while people go on applying: how long the work takes, and what people notice.
//!
//! Calls to the bodies' systems are off: what waits is re-addressed, not delivered.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use applications::handover::{self, Progress};
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
    let wanted = i64::try_from(open)?;
    while vesting.progress(&store)?.left < wanted {
        load::fill(subject, 500).await?;
    }
    let open = vesting.progress(&store)?.left;
    // What was written while filling is still on its way to the disk.
    tokio::time::sleep(Duration::from_secs(5)).await;
    let (before, ()) = load::paced_while(subject, rate, tokio::time::sleep(before)).await?;
    let (during, took) = load::paced_while(subject, rate, vesting.carry_out(subject, &store)).await?;
    let seen = vesting.progress(&store)?.seen;
    store.close();
    Ok(Measured { open, seen, took: took?, before, during })
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
            begun: each.iter().all(|one| one.begun),
            seen: each.iter().map(|one| one.seen).sum(),
            // The same bodies stand in several transfers.
            left: each.iter().map(|one| one.left).max().unwrap_or_default(),
            done: each.iter().all(|one| one.done),
        })
    }

    async fn carry_out(&self, subject: &Subject, store: &Store) -> Result<Duration> {
        let began = Instant::now();
        subject.move_clock_to(self.day)?;
        while !self.progress(store)?.done {
            ensure!(began.elapsed() < PATIENCE, "the vesting does not come to its end");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        Ok(began.elapsed())
    }
}
