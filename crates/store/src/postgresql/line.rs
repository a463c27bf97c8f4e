//! A connection that is made again when it breaks: at once if it can be, and patiently, but never for long.

use std::{
    thread,
    time::{Duration, Instant},
};

use postgres::Config;
use tracing::{info, warn};

use super::{Session, connect, errors::unavailable};
use crate::StoreError;

/// So long a command waits for a server that went away; a restart fits in.
const PATIENCE: Duration = Duration::from_secs(3);
const SHORTEST_PAUSE: Duration = Duration::from_millis(20);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);

/// A place for one connection.
pub(crate) struct Line {
    config: Config,
    session: Option<Session>,
    /// Since when there has been none, and when to try next.
    away: Option<Away>,
}

struct Away {
    since: Instant,
    pause: Duration,
    next: Instant,
}

impl Line {
    /// A line that connects when it is first used.
    pub(crate) fn new(config: Config) -> Self {
        Self { config, session: None, away: None }
    }

    /// The connection; made anew if it broke. A broken one must never be handed out: it fails fast and so attracts
    /// every call.
    pub(super) fn session(&mut self) -> Result<&mut Session, StoreError> {
        if self.session.as_ref().is_some_and(|session| session.client.is_closed()) {
            self.hang_up();
        }
        if self.session.is_none() {
            let session = self.reconnect()?;
            self.session = Some(session);
        }
        self.session.as_mut().ok_or_else(|| unavailable("not connected"))
    }

    /// Drops a broken connection.
    pub(super) fn hang_up(&mut self) {
        self.session = None;
        metrics::counter!("portico_store_connections_lost_total").increment(1);
    }

    fn reconnect(&mut self) -> Result<Session, StoreError> {
        loop {
            if let Some(away) = &self.away {
                let now = Instant::now();
                if away.next > now {
                    if now.duration_since(away.since) > PATIENCE {
                        return Err(unavailable("not connected"));
                    }
                    thread::sleep(away.next - now);
                }
            }
            match connect(&self.config) {
                Ok(session) => {
                    if let Some(away) = self.away.take() {
                        info!("Connected to PostgreSQL again after {} ms", away.since.elapsed().as_millis());
                    }
                    return Ok(session);
                }
                Err(error) => self.failed_to_connect(&error)?,
            }
        }
    }

    /// Waits longer each time. An error once the patience is used up.
    fn failed_to_connect(&mut self, error: &postgres::Error) -> Result<(), StoreError> {
        let now = Instant::now();
        let (since, pause) = match &self.away {
            Some(away) => (away.since, (away.pause * 2).min(LONGEST_PAUSE)),
            None => (now, SHORTEST_PAUSE),
        };
        self.away = Some(Away { since, pause, next: now + pause });
        if now.duration_since(since) <= PATIENCE {
            return Ok(());
        }
        let why = error.as_db_error().map_or_else(|| error.to_string(), |said| said.message().to_owned());
        warn!("Cannot connect to PostgreSQL: {why}");
        Err(unavailable(&why))
    }
}
