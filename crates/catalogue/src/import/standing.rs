//! What stands of one source: of each part the versions, each from a day.

use std::collections::BTreeMap;

use values::Day;

use crate::inventory::{Iri, Kind};

/// Before this day nothing was ever said: that a part is no more from it on takes nothing from anything that begins later.
pub(crate) const NOTHING_BEGINS: Day = Day::constant(1, 1, 1);

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

    /// Takes away the version that begins on this day: what stood the day before goes on.
    pub fn lift(&mut self, key: &Key, from: Day) {
        if let Some(versions) = self.0.get_mut(key) {
            versions.remove(&from);
        }
    }

    /// The day on which that begins which stands before this day; that of nothing where nothing does.
    pub fn begin_before(&self, key: &Key, day: Day) -> Day {
        let before = self.0.get(key).and_then(|versions| versions.range(..day).next_back());
        before.map_or(NOTHING_BEGINS, |(from, _)| *from)
    }
}
