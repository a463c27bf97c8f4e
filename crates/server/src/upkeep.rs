//! What has to be done again and again while the server runs, beside the worker's own tasks.

use std::{fmt::Display, io, time::Duration};

use applications::{
    Platform, evidence,
    handover::watch::{self, Mark},
    journey,
};
use catalogue::{
    Catalogue,
    search::finder::{Finder, FinderError},
};
use store::{Clocks, Store, StoreError, Vault, audit, outbox};
use tokio::{task::spawn_blocking, time::sleep};
use tracing::{info, warn};
use uuid::Uuid;

use crate::measures;

/// Until an entry of the audit log is numbered it is not protected; until a clock is read a move is not seen.
const EVERY: Duration = Duration::from_millis(250);
/// What failed for a reason that may last is tried again, not at once.
const AFTER_A_FAILURE: Duration = Duration::from_secs(5);

/// Numbers and signs what the audit log has been given.
pub async fn sequence(store: Store, vault: Vault) {
    let holder = format!("server-{}", Uuid::now_v7().simple());
    let mut sequencer = Steady::new("The audit log's sequencer");
    loop {
        sequencer.saw(&audit::sequence(&store, &vault, &holder).await);
        sleep(EVERY).await;
    }
}

/// Sees when the business clock was moved, by another server or from the command line.
pub async fn follow_the_clock(store: Store, clocks: Clocks) {
    let mut clock = Steady::new("Reading the business clock");
    loop {
        let before = clocks.now();
        clock.saw(&clocks.refresh(&store).await);
        if clocks.now().0 - before.0 > Duration::from_mins(1).as_millis().try_into().unwrap_or(i64::MAX) {
            info!(now = clocks.now().to_rfc3339(), "The business clock was moved on to {}", clocks.now().to_rfc3339());
        }
        sleep(EVERY).await;
    }
}

/// Reads the government anew once somebody has changed it: from the command line, or through another server.
pub async fn follow_the_government(platform: Platform) {
    let mut reading = Steady::new("Reading the government");
    loop {
        let known = platform.government();
        let known = (known.catalogue.edition(), known.model.version(), known.journeys.mark());
        let now: Result<_, StoreError> = platform
            .store()
            .read(|tx| {
                let model = responsibility::model::current_version(tx)?.number;
                Ok((Catalogue::current_edition(tx)?, model, journey::store::mark(tx)?))
            })
            .await;
        if now.as_ref().is_ok_and(|now| *now != known) {
            let read = platform.reload().await;
            if read.is_ok() {
                info!("The government was changed and has been read anew");
            }
            reading.saw(&read);
        } else {
            reading.saw(&now);
        }
        sleep(Duration::from_secs(2)).await;
    }
}

/// Brings the search over the inventory up to what is published, and to the day: on a thread of its own, which no request
/// waits for.
pub async fn follow_the_inventory(finder: Finder, platform: Platform) {
    let mut sorting = Steady::new("Sorting the inventory by title");
    let sorted = catalogue::import::sort_by_title(platform.store()).await;
    sorting.saw_error(sorted.as_ref().err());
    let mut following = Steady::new("Following the inventory with the search");
    loop {
        let (finder, store, today) = (finder.clone(), platform.store().clone(), platform.today());
        let followed = spawn_blocking(move || finder.follow(&store, today)).await;
        let followed = followed.unwrap_or_else(|error| Err(FinderError::Folder(io::Error::other(error))));
        following.saw_error(followed.as_ref().err());
        sleep(if followed.is_ok() { EVERY } else { AFTER_A_FAILURE }).await;
    }
}

/// Writes down what was looked for in vain.
pub async fn write_missed_searches(finder: Finder, platform: Platform) {
    let mut writing = Steady::new("Writing down what was looked for in vain");
    loop {
        sleep(Duration::from_secs(5)).await;
        writing.saw(&finder.write_missed(platform.store(), platform.today()).await);
    }
}

/// Vests transfers when their day begins, or as soon as a node is there again.
pub async fn vest_what_is_due(platform: Platform) {
    let mut vesting = Steady::new("Vesting what is due");
    loop {
        vesting.saw(&platform.catch_up().await);
        sleep(EVERY).await;
    }
}

/// Looks at what is to vest before its day comes, whenever something has changed that its plan may depend on.
pub async fn look_ahead(platform: Platform) {
    let mut looking = Steady::new("Looking at the transfers ahead");
    let mut seen = None;
    loop {
        let mark = Mark::now(&platform).await;
        looking.saw(&mark);
        if let Ok(mark) = mark
            && seen.as_ref() != Some(&mark)
        {
            match watch::look_ahead_at_leisure(&platform).await {
                // What it has done is a change too: the next look finds nothing more to do.
                Ok(look) if look.plans => seen = Some(mark),
                Ok(_) => {}
                Err(error) => warn!(%error, "The transfers ahead could not be looked at"),
            }
        }
        sleep(Duration::from_secs(2)).await;
    }
}

/// Deletes sessions that are over.
pub async fn sweep_sessions(store: Store) {
    let mut sweeping = Steady::new("Deleting sessions that are over");
    loop {
        let now = store.now();
        sweeping.saw(&store.write_batch(move |tx| web::session::sweep(tx, now)).await);
        sleep(Duration::from_mins(10)).await;
    }
}

/// Clears away documents that nobody can open or ask for any more.
pub async fn clear_evidence(platform: Platform) {
    let mut clearing = Steady::new("Clearing documents away");
    loop {
        let cleared = evidence::jobs::clear(&platform).await;
        clearing.saw_error(cleared.as_ref().err());
        sleep(Duration::from_mins(10)).await;
    }
}

/// Measures what waits in the outbox.
pub async fn measure(store: Store) {
    let mut outbox = Steady::new("Counting what waits");
    loop {
        let now = store.now();
        let depth = store.read(move |tx| outbox::depth(tx, now)).await;
        if let Ok(depth) = &depth {
            measures::of_outbox(depth, now);
        }
        outbox.saw(&depth);
        measures::forget_what_is_old();
        sleep(Duration::from_secs(5)).await;
    }
}

/// Says that something has begun to fail, and that it works again; not each time.
#[derive(Debug)]
pub struct Steady {
    what: &'static str,
    failing: bool,
}

impl Steady {
    /// It works, until it is seen to fail.
    pub fn new(what: &'static str) -> Self {
        Self { what, failing: false }
    }

    /// What came of one more time.
    pub fn saw<T>(&mut self, outcome: &Result<T, StoreError>) {
        self.saw_error(outcome.as_ref().err());
    }

    fn saw_error(&mut self, error: Option<&impl Display>) {
        match error {
            Some(error) if !self.failing => warn!("{} fails: {error}", self.what),
            None if self.failing => info!("{} works again", self.what),
            _ => (),
        }
        self.failing = error.is_some();
    }
}
