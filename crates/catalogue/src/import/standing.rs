//! What stands of one source: of each part the versions, each from a day.

use std::collections::BTreeMap;

use values::Day;

use crate::inventory::{Iri, Kind};

/// Which part: what it is about and what that is called.
pub type Key = (Option<Kind>, Iri);

/// A version of a part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Our own id of the part.
    pub id: String,
    /// The digest of what it says; nothing where the part is no more from that day.
    pub digest: Option<String>,
}

/// All versions of all parts of one source, by their first days.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Standing(pub BTreeMap<Key, BTreeMap<Day, Version>>);

impl Standing {
    /// The version of a part that holds on a day.
    pub fn on(&self, key: &Key, day: Day) -> Option<&Version> {
        self.0.get(key)?.range(..=day).next_back().map(|(_, version)| version)
    }

    /// The digest of what a part says on a day; nothing where it says nothing.
    pub fn digest_on(&self, key: &Key, day: Day) -> Option<&str> {
        self.on(key, day)?.digest.as_deref()
    }

    /// Does a version of a part begin on this day?
    pub fn begins_on(&self, key: &Key, day: Day) -> bool {
        self.0.get(key).is_some_and(|versions| versions.contains_key(&day))
    }

    /// Our own id of a part, if it ever stood.
    pub fn id(&self, key: &Key) -> Option<&str> {
        self.0.get(key)?.values().next().map(|version| version.id.as_str())
    }

    /// Puts a version in the place of whatever began on that day.
    pub fn put(&mut self, key: Key, from: Day, version: Version) {
        self.0.entry(key).or_default().insert(from, version);
    }

    /// Takes away the version that begins on this day: what stood the day before goes on. The first one says from then on
    /// that the part is no more, so that its id stays known.
    pub fn lift(&mut self, key: &Key, from: Day) {
        let Some(versions) = self.0.get_mut(key) else { return };
        if versions.range(..from).next().is_some() {
            versions.remove(&from);
        } else if let Some(first) = versions.get_mut(&from) {
            first.digest = None;
        }
    }
}
