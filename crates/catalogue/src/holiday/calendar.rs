//! Counting working days: Monday to Friday, without the holidays kept at a place.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Weekday;
use values::{AreaCode, Day};

use super::Holiday;
use crate::area::Areas;

/// Nobody promises anything in more working days than this; a larger number counts as this one.
const FURTHEST: u32 = 2_600;

/// The calendar of working days.
#[derive(Debug, Clone)]
pub struct Holidays {
    by_day: BTreeMap<Day, Vec<Holiday>>,
    areas: Arc<Areas>,
}

impl Holidays {
    /// The calendar with these holidays. The areas say whether a place lies where a holiday is kept.
    pub fn new(holidays: Vec<Holiday>, areas: Arc<Areas>) -> Self {
        let mut by_day: BTreeMap<Day, Vec<Holiday>> = BTreeMap::new();
        for holiday in holidays {
            by_day.entry(holiday.day).or_default().push(holiday);
        }
        Self { by_day, areas }
    }

    /// The day by which something is done that takes `n` working days and begins on `day`, which does not count.
    /// Without an area only the holidays kept everywhere are left out. No working days: the day itself.
    pub fn add_working_days(&self, day: Day, n: u32, area: Option<&AreaCode>) -> Day {
        let mut left = n.min(FURTHEST);
        let mut reached = day;
        while left > 0 {
            let Ok(next) = reached.tomorrow() else { return reached };
            reached = next;
            if self.is_working_day(reached, area) {
                left -= 1;
            }
        }
        reached
    }

    /// Are offices at this place open on this day?
    pub fn is_working_day(&self, day: Day, area: Option<&AreaCode>) -> bool {
        !matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday) && self.holiday(day, area).is_none()
    }

    /// The holiday kept at this place on this day.
    pub fn holiday(&self, day: Day, area: Option<&AreaCode>) -> Option<&Holiday> {
        self.by_day.get(&day)?.iter().find(|holiday| holiday.areas.is_empty() || self.kept_at(holiday, area, day))
    }

    /// All holidays, by day.
    pub fn all(&self) -> impl Iterator<Item = &Holiday> {
        self.by_day.values().flatten()
    }

    fn kept_at(&self, holiday: &Holiday, area: Option<&AreaCode>, day: Day) -> bool {
        area.is_some_and(|area| self.areas.on(area, day).iter().any(|place| holiday.areas.contains(&place.code)))
    }
}
