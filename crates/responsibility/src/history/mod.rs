//! What was known when: each version of the model with the moment it was recorded, who recorded it and why. A day on
//! which something was believed leads to a version, and to the same one for ever: versions are only added at the end.

pub(crate) mod store;

use serde::Serialize;
use values::Moment;

/// Which state of our knowledge, and since when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Version {
    /// 0 before anything was recorded.
    pub number: u64,
    /// When it was recorded. Later than the version before it.
    pub recorded_at: Moment,
}

impl Version {
    /// Before anything was recorded.
    pub const NONE: Self = Self { number: 0, recorded_at: Moment(0) };
}

/// All versions, the oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct History(Vec<Version>);

impl History {
    /// Of versions in any order.
    pub fn of(versions: impl IntoIterator<Item = Version>) -> Self {
        let mut versions: Vec<Version> = versions.into_iter().collect();
        versions.sort_by_key(|version| version.number);
        Self(versions)
    }

    /// What was known at a moment: the last version recorded by then. [`Version::NONE`] before the first.
    pub fn on(&self, moment: Moment) -> Version {
        let known = self.0.partition_point(|version| version.recorded_at <= moment);
        known.checked_sub(1).map_or(Version::NONE, |last| self.0[last])
    }

    /// A version by its number; nothing where it was never recorded.
    pub fn version(&self, number: u64) -> Option<Version> {
        self.0.binary_search_by_key(&number, |version| version.number).ok().map(|at| self.0[at])
    }

    /// The newest.
    pub fn latest(&self) -> Version {
        self.0.last().copied().unwrap_or(Version::NONE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_leads_to_the_last_version_recorded_by_then() {
        let version = |number, at| Version { number, recorded_at: Moment(at) };
        let history = History::of([version(2, 200), version(1, 100)]);
        let check = |at, expected| assert_eq!(history.on(Moment(at)).number, expected, "{at}");
        check(99, 0);
        check(100, 1);
        check(199, 1);
        check(200, 2);
        check(i64::MAX, 2);
        assert_eq!(history.version(1), Some(version(1, 100)));
        assert_eq!(history.version(3), None);
        assert_eq!(history.latest().number, 2);
        assert_eq!(History::default().latest(), Version::NONE);
    }
}
