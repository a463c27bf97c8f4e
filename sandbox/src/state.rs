//! What the handlers share: the ledger, the journal behind it, and the way to call back.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use anyhow::Context;
use tokio::{sync::watch, task::JoinSet};

use crate::{
    Settings,
    journal::Journal,
    ledger::{Event, Ledger},
    switches::{Switches, on},
};

/// Cheap to clone.
#[derive(Clone)]
pub struct State(Arc<Inner>);

struct Inner {
    settings: Settings,
    ledger: Mutex<Ledger>,
    journal: Journal,
    tasks: Mutex<JoinSet<()>>,
    switched: watch::Sender<()>,
    client: reqwest::Client,
}

impl State {
    /// Reads the state of the settings' folder.
    pub fn open(settings: Settings) -> anyhow::Result<Self> {
        let (journal, ledger) = Journal::open(&settings.state)?;
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .timeout(Duration::from_secs(10))
            .build()?;
        let (ledger, tasks, switched) = (Mutex::new(ledger), Mutex::default(), watch::Sender::new(()));
        Ok(Self(Arc::new(Inner { settings, ledger, journal, tasks, switched, client })))
    }

    /// How the process is set up.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// For calling back.
    pub fn client(&self) -> &reqwest::Client {
        &self.0.client
    }

    /// Reads something.
    pub fn look<R>(&self, read: impl FnOnce(&Ledger) -> R) -> R {
        read(&self.0.ledger.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Decides on an event and makes it so. Comes back when it is on the disk.
    ///
    /// The line is handed over under the ledger's lock: whoever saw an event and answers later, answers after it.
    pub async fn record<R>(&self, decide: impl FnOnce(&Ledger) -> (Event, R)) -> anyhow::Result<R> {
        let (result, kept) = {
            let mut ledger = self.0.ledger.lock().unwrap_or_else(PoisonError::into_inner);
            let (event, result) = decide(&ledger);
            let kept = self.0.journal.append(&event)?;
            ledger.apply(event);
            (result, kept)
        };
        kept.await.context("the journal cannot be written")?;
        Ok(result)
    }

    /// How the switches stand for an agency, or for those that nothing was set for.
    pub fn switches(&self, agency: Option<&str>) -> Switches {
        self.look(|ledger| ledger.panel.of(agency))
    }

    /// Sets the switches that are given, for one agency or for all.
    pub async fn switch(&self, agency: Option<&str>, switches: Switches) -> anyhow::Result<()> {
        let agency = agency.map(str::to_owned);
        self.record(|_| (Event::Switched { agency, switches }, ())).await?;
        self.0.switched.send_replace(());
        Ok(())
    }

    /// Waits while an agency is down.
    pub async fn until_up(&self, agency: &str) {
        let mut switched = self.0.switched.subscribe();
        while on(self.switches(Some(agency)).down) {
            if switched.changed().await.is_err() {
                return;
            }
        }
    }

    /// Runs something beside the handlers until it ends or the process stops.
    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) {
        let mut tasks = self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner);
        while tasks.try_join_next().is_some() {}
        tasks.spawn(task);
    }

    /// Ends every task and closes the journal: nothing is acknowledged any more.
    pub fn stop(&self) {
        self.0.tasks.lock().unwrap_or_else(PoisonError::into_inner).abort_all();
        self.0.journal.close();
    }
}

impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("State").field("folder", &self.0.settings.state).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use crate::Protocol;

    use super::*;

    #[tokio::test]
    async fn nothing_is_acknowledged_before_it_is_in_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let state = State::open(Settings::new(Protocol::Rest, folder.path())).unwrap();
        let mut tasks = JoinSet::new();
        for n in 0..100 {
            let (state, path) = (state.clone(), folder.path().join("journal.jsonl"));
            tasks.spawn(async move {
                let key = format!("key-{n}-");
                let event = Event::Repeated { agency: "north".to_owned(), key: key.clone() };
                state.record(|_| (event, ())).await.unwrap();
                assert!(std::fs::read_to_string(path).unwrap().contains(&key), "{key} is not in the file");
            });
        }
        while let Some(ended) = tasks.join_next().await {
            ended.unwrap();
        }
        state.stop();
        let event = Event::Repeated { agency: "north".to_owned(), key: "late".to_owned() };
        assert!(state.record(|_| (event, ())).await.is_err(), "a sandbox that has stopped acknowledges nothing");
    }
}
