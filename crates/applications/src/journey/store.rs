//! The table `journey_edition`.

use std::{collections::HashMap, sync::Arc};

use store::{
    StoreError, Tx, Value, args,
    audit::{self, Entry},
};
use values::{Actor, Id, Moment, id};

use super::Journey;

/// All editions, and which one of each journey is offered.
#[derive(Debug, Default)]
pub struct Journeys {
    editions: HashMap<(Id<id::Journey>, String), Arc<Journey>>,
    offered: HashMap<Id<id::Journey>, Arc<Journey>>,
    order: HashMap<Id<id::Journey>, Vec<String>>,
}

impl Journeys {
    /// All that were ever published.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let all: Vec<Journey> =
            tx.all("SELECT body FROM journey_edition ORDER BY published_at, id, edition", args![], |row| row.json(0))?;
        Ok(Self::of(all))
    }

    /// These; the last edition of each is the one on offer.
    pub fn of(all: impl IntoIterator<Item = Journey>) -> Self {
        let mut journeys = Self::default();
        for journey in all.into_iter().map(Arc::new) {
            journeys.editions.insert((journey.id.clone(), journey.edition.clone()), journey.clone());
            journeys.order.entry(journey.id.clone()).or_default().push(journey.edition.clone());
            journeys.offered.insert(journey.id.clone(), journey);
        }
        journeys
    }

    /// The edition that new drafts are made with.
    pub fn offered(&self, id: &Id<id::Journey>) -> Option<&Arc<Journey>> {
        self.offered.get(id)
    }

    /// The edition that a draft or an application was made with.
    pub fn edition(&self, id: &Id<id::Journey>, edition: &str) -> Option<&Arc<Journey>> {
        self.editions.get(&(id.clone(), edition.to_owned()))
    }

    /// The names of all editions of a journey, in the order in which they were published.
    pub fn editions(&self, id: &Id<id::Journey>) -> Vec<String> {
        self.order.get(id).cloned().unwrap_or_default()
    }

    /// All offered journeys, by id.
    pub fn all(&self) -> Vec<&Arc<Journey>> {
        let mut all: Vec<_> = self.offered.values().collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }
}

/// Publishes an edition. The same edition with another text is refused: editions are never edited.
pub fn publish(tx: &mut Tx<'_>, actor: &Actor, now: Moment, journey: &Journey) -> Result<bool, StoreError> {
    let body = Value::json(journey);
    let fresh = tx.execute(
        "INSERT INTO journey_edition (id, edition, body, published_at) VALUES ($1,$2,$3,$4) ON CONFLICT (id, edition) DO NOTHING",
        args![&journey.id, &journey.edition, body, now],
    )?;
    if fresh == 1 {
        let details = [("edition", journey.edition.clone())];
        let subject = journey.id.as_str();
        audit::record(tx, &Entry { at: now, actor, action: "journey-published", subject, details: &details })?;
    }
    let kept: Journey = tx.one(
        "SELECT body FROM journey_edition WHERE id = $1 AND edition = $2",
        args![&journey.id, &journey.edition],
        |row| row.json(0),
    )?;
    Ok(fresh == 1 || kept == *journey)
}
