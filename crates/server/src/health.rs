//! Is the process alive (`/healthz`), and can it do its work (`/readyz`)? A task looks every two seconds, so that
//! asking costs nothing, and a fault or its end shows within five.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use metrics::gauge;
use serde::Serialize;
use store::Store;
use tokio::time::{sleep, timeout};
use tracing::{info, warn};

use crate::{disk, settings::Settings};

/// How long between two looks, and how long one may take.
const EVERY: Duration = Duration::from_secs(2);

/// When the last look is too old to be believed.
const STALE: Duration = Duration::from_secs(5);

/// What was found at the last look. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Health(Arc<Mutex<Look>>);

#[derive(Debug)]
struct Look {
    at: Instant,
    found: Report,
}

/// What `/readyz` says: which parts work. Why one does not is in the log, where operators read it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether all of it does.
    pub ready: bool,
    /// The database answers and takes writes; `portico migrate` has been run for this version.
    pub database: State,
    /// The data folder can be written to and has room.
    pub disk: State,
}

/// Whether a part works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It works.
    Ok,
    /// It does not.
    Failing,
    /// Nobody has looked yet, or not for too long.
    Unknown,
}

/// Who looks, and at what.
#[derive(Clone)]
pub struct Watch {
    store: Store,
    folder: PathBuf,
    room: u64,
    health: Health,
}

impl Health {
    /// What was found at the last look, unless that is too long ago.
    pub fn report(&self) -> Report {
        let look = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if look.at.elapsed() > STALE { Report::UNKNOWN } else { look.found.clone() }
    }

    fn found(&self, found: Report) {
        let mut look = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if look.found.ready != found.ready {
            let Report { ready, database, disk } = &found;
            info!(ready, ?database, ?disk, "The server is {}ready", if *ready { "" } else { "not " });
        }
        *look = Look { at: Instant::now(), found };
    }
}

impl Report {
    const UNKNOWN: Self = Self { ready: false, database: State::Unknown, disk: State::Unknown };
}

impl Watch {
    /// Watches over this store and the data folder of these settings.
    pub fn new(store: Store, settings: &Settings) -> Self {
        let look = Look { at: Instant::now(), found: Report::UNKNOWN };
        let health = Health(Arc::new(Mutex::new(look)));
        Self { store, folder: settings.data.clone(), room: settings.limits.free, health }
    }

    /// Where what is found can be read.
    pub fn health(&self) -> Health {
        self.health.clone()
    }

    /// Looks, again and again.
    pub async fn keep_looking(self) {
        loop {
            self.look().await;
            sleep(EVERY).await;
        }
    }

    /// Looks once.
    pub async fn look(&self) {
        let (database, disk) = tokio::join!(self.database(), self.disk());
        gauge!("portico_ready").set(f64::from(database == State::Ok && disk == State::Ok));
        self.health.found(Report { ready: database == State::Ok && disk == State::Ok, database, disk });
    }

    async fn database(&self) -> State {
        match timeout(EVERY, self.store.ready()).await {
            Ok(Ok(())) => State::Ok,
            Ok(Err(error)) => failing("database", &error.to_string()),
            Err(_) => failing("database", "it did not answer in time"),
        }
    }

    async fn disk(&self) -> State {
        let (folder, room) = (self.folder.clone(), self.room);
        let looked = tokio::task::spawn_blocking(move || {
            disk::write_check(&folder)?;
            disk::free(&folder).map(|free| (free, free >= room))
        });
        match timeout(EVERY, looked).await {
            Ok(Ok(Ok((free, enough)))) => {
                #[expect(clippy::cast_precision_loss, reason = "a measurement, not a sum of money")]
                gauge!("portico_disk_free_bytes").set(free as f64);
                if enough { State::Ok } else { failing("disk", "there is too little room") }
            }
            Ok(Ok(Err(error))) => failing("disk", &error.to_string()),
            Ok(Err(_)) | Err(_) => failing("disk", "it did not answer in time"),
        }
    }
}

fn failing(part: &str, why: &str) -> State {
    warn!(part, "The {part} fails: {why}");
    State::Failing
}
