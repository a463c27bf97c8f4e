//! What every page and job of this crate works with.

use std::{
    collections::BTreeMap,
    ops::Deref,
    sync::{Arc, PoisonError, RwLock},
};

use catalogue::search::finder::Finder;
use connectors::Connectors;
use responsibility::ModelError;
use store::{Store, StoreError, clocks::Clocks, seal::Vault};
use tokio::sync::{Mutex, Notify};
use tracing::warn;
use values::{Day, Moment, RealTime};
use web::Kit;

use crate::{
    Government,
    dispatch::{Pace, jobs::JobError},
    evidence, handover,
    journey::desk::judge::Judge,
};

/// The platform: one for the whole process. Every request takes a clone of it, which is one count.
#[derive(Clone)]
pub struct Platform(Arc<Parts>);

/// What the platform is made of.
#[derive(Clone)]
pub struct Parts {
    /// The page kit, with store, clocks and keys.
    pub kit: Kit,
    /// How agencies are spoken to.
    pub connectors: Arc<Connectors>,
    /// The secrets that agencies sign their answers with, by host.
    pub secrets: Arc<BTreeMap<String, String>>,
    /// Where agencies and people reach this server.
    pub public_address: Arc<str>,
    /// How often and how long.
    pub pace: Pace,
    /// Rung when work was put into the outbox.
    pub bell: Arc<Notify>,
    /// The search over the inventory, where there is one: in a server, not on the command line.
    pub finder: Option<Finder>,
    /// What reads decision models that somebody brings, before this process does.
    pub judge: Judge,
    /// Where evidence is kept, how much of it, and who looks into it first.
    pub evidence: evidence::Settings,
    government: Arc<RwLock<Arc<Government>>>,
    catching_up: Arc<Mutex<()>>,
}

impl Deref for Platform {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}

impl Platform {
    /// The platform over a government that was loaded.
    pub fn new(
        kit: Kit,
        connectors: Connectors,
        secrets: BTreeMap<String, String>,
        public_address: &str,
        pace: Pace,
        government: Government,
    ) -> Self {
        Self(Arc::new(Parts {
            kit,
            connectors: Arc::new(connectors),
            secrets: Arc::new(secrets),
            public_address: public_address.trim_end_matches('/').into(),
            pace,
            bell: Arc::new(Notify::new()),
            finder: None,
            judge: Judge::default(),
            evidence: evidence::Settings::default(),
            government: Arc::new(RwLock::new(Arc::new(government))),
            catching_up: Arc::default(),
        }))
    }

    fn with(mut self, change: impl FnOnce(&mut Parts)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// The same, with a search over the inventory.
    #[must_use]
    pub fn with_finder(self, finder: Finder) -> Self {
        self.with(|parts| parts.finder = Some(finder))
    }

    /// The same, with other ways to speak to agencies.
    #[must_use]
    pub fn with_connectors(self, connectors: Connectors) -> Self {
        self.with(|parts| parts.connectors = Arc::new(connectors))
    }

    /// The same, with a program that reads decision models first.
    #[must_use]
    pub fn with_judge(self, judge: Judge) -> Self {
        self.with(|parts| parts.judge = judge)
    }

    /// The same, with evidence kept in another way.
    #[must_use]
    pub fn with_evidence(self, evidence: evidence::Settings) -> Self {
        self.with(|parts| parts.evidence = evidence)
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.kit.store
    }

    /// The keys.
    pub fn vault(&self) -> &Vault {
        &self.kit.vault
    }

    /// The two clocks.
    pub fn clocks(&self) -> &Clocks {
        &self.kit.clocks
    }

    /// Business time and real time, now.
    pub fn times(&self) -> (Moment, RealTime) {
        (self.clocks().now(), self.clocks().real())
    }

    /// The business day.
    pub fn today(&self) -> Day {
        self.clocks().today()
    }

    /// The government as this node knows it.
    pub fn government(&self) -> Arc<Government> {
        self.government.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Reads the government anew, after a change or where a command said that this node's is stale.
    pub async fn reload(&self) -> Result<(), StoreError> {
        let zone = self.clocks().zone().clone();
        let fresh = self.store().read(move |tx| Government::load(tx, zone.clone())).await?;
        *self.government.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(fresh);
        Ok(())
    }

    /// Vests what is due and reads the government anew, where either is so. However many find out at once, one does it
    /// and the others wait for it.
    pub async fn catch_up(&self) -> Result<(), StoreError> {
        let _alone = self.catching_up.lock().await;
        let (government, today) = (self.government(), self.today());
        let looked = self.store().read(move |tx| match government.model.check_current(tx, today) {
            Err(ModelError::Store(error)) => Err(error),
            Err(error) => Ok(Some(error)),
            Ok(()) => Ok(None),
        });
        let Some(behind) = looked.await? else { return Ok(()) };
        if matches!(behind, ModelError::VestingDue { .. }) {
            match handover::jobs::vest_due(self).await {
                Ok(_) => {}
                Err(JobError::Store(error)) => return Err(error),
                Err(error) => warn!(%error, "What is due could not vest"),
            }
        }
        self.reload().await
    }

    /// Is this error cured by catching up?
    pub fn is_behind(error: &ModelError) -> bool {
        matches!(error, ModelError::Stale { .. } | ModelError::VestingDue { .. })
    }
}
