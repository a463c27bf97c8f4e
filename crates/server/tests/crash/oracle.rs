//! What must hold after any crash, seen from outside: by the client's ledger and the agencies' own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::AddAssign,
    time::Duration,
};

use tokio::time::{Instant, sleep};

use crate::{
    client::{Client, Part},
    place::Place,
};

/// How long everything may take to be answered once the server is up for good.
const PATIENCE: Duration = Duration::from_secs(45);

/// What was found. Every list but the first figures should be empty.
#[derive(Debug, Default)]
pub struct Verdict {
    /// Applications that were acknowledged, in the end all of them.
    pub acknowledged: usize,
    /// Of them, those that were acknowledged before the last start.
    pub before_the_last_start: usize,
    /// Requests that agencies with systems answered.
    pub answered: usize,
    /// Requests that lie at desks.
    pub at_desks: usize,
    /// Acknowledged applications that the server denies, or shows with another receipt.
    pub lost: Vec<String>,
    /// Requests that did not come to their end.
    pub open: Vec<String>,
    /// Requests that took effect more than once.
    pub doubled: Vec<String>,
    /// Requests that are answered although no agency has them.
    pub made_up: Vec<String>,
    /// What agencies have and no application of the client's holds.
    pub astray: Vec<String>,
    /// Requests whose answer stands in the history more than once.
    pub told_twice: Vec<String>,
}

impl Verdict {
    /// Sends what was not acknowledged again, waits until everything is answered, and compares both ledgers.
    pub async fn of(client: &Client, place: &Place<'_>) -> Self {
        let mut verdict = Self { before_the_last_start: client.acknowledged().len(), ..Self::default() };
        for key in client.unacknowledged() {
            client.send_until_acknowledged(&key).await;
        }
        let mut waiting = client.acknowledged();
        verdict.acknowledged = waiting.len();
        let mut parts = Vec::new();
        let begun = Instant::now();
        while !waiting.is_empty() {
            let mut still = Vec::new();
            for told in waiting {
                match client.case(&told).await {
                    Ok(Some(case)) if case.receipt != told.receipt => verdict.lost.push(told.receipt),
                    Ok(Some(case)) if case.requests.iter().all(Part::is_settled) => {
                        parts.extend(case.requests);
                    }
                    Ok(Some(case)) if begun.elapsed() > PATIENCE => parts.extend(case.requests),
                    Ok(None) if begun.elapsed() > PATIENCE => verdict.open.push(told.receipt),
                    Ok(_) => still.push(told),
                    Err(status) => verdict.lost.push(format!("{} ({status})", told.receipt)),
                }
            }
            waiting = still;
            sleep(Duration::from_millis(20)).await;
        }
        let mut effects: BTreeMap<String, u32> = BTreeMap::new();
        for effect in place.rest.effects().into_iter().chain(place.open311.effects()) {
            *effects.entry(effect.key).or_default() += effect.effects;
        }
        for part in &parts {
            let named = || format!("{} {} is {}", part.id, part.service_type, part.state);
            let effects = effects.get(&part.id).copied().unwrap_or(0);
            if !part.is_settled() {
                verdict.open.push(named());
            } else if part.is_at_a_desk() {
                verdict.at_desks += 1;
            } else {
                verdict.answered += 1;
            }
            if effects > 1 {
                verdict.doubled.push(format!("{}: {effects} effects", named()));
            }
            if effects == 0 && part.state == "granted" {
                verdict.made_up.push(named());
            }
            if part.history.iter().filter(|line| line.what == "event-granted").count() > 1 {
                verdict.told_twice.push(named());
            }
        }
        let ours: BTreeSet<&String> = parts.iter().map(|part| &part.id).collect();
        if verdict.lost.is_empty() && verdict.open.is_empty() {
            verdict.astray = effects.into_keys().filter(|key| !ours.contains(key)).collect();
        }
        verdict
    }

    /// Everything holds.
    pub fn assert_clean(&self, place: &Place<'_>) {
        let found = [&self.lost, &self.open, &self.doubled, &self.made_up, &self.astray, &self.told_twice];
        let log = || std::fs::read_to_string(place.path("log")).unwrap_or_default();
        assert!(found.iter().all(|list| list.is_empty()), "{self:#?}\n{}", log());
        assert!(self.answered > 0 && self.at_desks > 0, "{self:#?}");
    }
}

impl AddAssign for Verdict {
    fn add_assign(&mut self, other: Self) {
        self.acknowledged += other.acknowledged;
        self.before_the_last_start += other.before_the_last_start;
        self.answered += other.answered;
        self.at_desks += other.at_desks;
        self.lost.extend(other.lost);
        self.open.extend(other.open);
        self.doubled.extend(other.doubled);
        self.made_up.extend(other.made_up);
        self.astray.extend(other.astray);
        self.told_twice.extend(other.told_twice);
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} applications acknowledged ({} before the last start), {} requests answered by systems, {} at desks; \
             {} lost, {} unanswered, {} double effects, {} astray",
            self.acknowledged,
            self.before_the_last_start,
            self.answered,
            self.at_desks,
            self.lost.len(),
            self.open.len(),
            self.doubled.len(),
            self.astray.len()
        )
    }
}
