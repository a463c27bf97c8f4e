//! From which day to which day something holds.

use serde::{Deserialize, Serialize};

use crate::Day;

/// From a day, to (and without) another. No `until` means no end is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Effective {
    /// The first day.
    pub from: Day,
    /// The first day on which it holds no more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl Effective {
    /// Does it hold on this day?
    pub fn holds_on(&self, day: Day) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Is there a day on which both hold?
    pub fn overlaps(&self, other: &Self) -> bool {
        self.until.is_none_or(|until| other.from < until) && other.until.is_none_or(|until| self.from < until)
    }

    /// Does it hold on no day at all?
    pub fn is_empty(&self) -> bool {
        self.until.is_some_and(|until| until <= self.from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_day_counts_and_the_last_does_not() {
        let until_vesting = Effective { from: date(1974, 4, 1), until: Some(date(2023, 4, 1)) };
        assert!(until_vesting.holds_on(date(1974, 4, 1)));
        assert!(until_vesting.holds_on(date(2023, 3, 31)));
        assert!(!until_vesting.holds_on(date(2023, 4, 1)));
    }

    #[test]
    fn neighbours_do_not_overlap() {
        let before = Effective { from: date(1974, 4, 1), until: Some(date(2023, 4, 1)) };
        let after = Effective { from: date(2023, 4, 1), until: None };
        assert!(!before.overlaps(&after));
        assert!(!after.overlaps(&before));
        assert!(before.overlaps(&before));
    }
}
