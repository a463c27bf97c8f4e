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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{planted::sound, read};
    use jiff::civil::date;
    use proptest::prelude::*;

    fn calendar() -> Holidays {
        let data = read(&sound()).unwrap();
        Holidays::new(data.holidays, Arc::new(Areas::new(data.areas, data.postcodes)))
    }

    #[test]
    fn weekends_and_holidays_kept_at_the_place_do_not_count() {
        let calendar = calendar();
        let check = |n, area: Option<&str>, expected| {
            let area = area.map(AreaCode::from);
            assert_eq!(calendar.add_working_days(date(2023, 4, 6), n, area.as_ref()), expected, "{n} {area:?}");
        };
        // Thursday before Easter. Good Friday is kept everywhere, Easter Monday in the country only.
        check(0, Some("hill"), date(2023, 4, 6));
        check(1, Some("hill"), date(2023, 4, 11));
        check(1, Some("E92000001"), date(2023, 4, 11));
        check(1, Some("elsewhere"), date(2023, 4, 10));
        check(1, None, date(2023, 4, 10));
        check(5, Some("hill"), date(2023, 4, 17));
    }

    #[test]
    fn an_old_district_keeps_the_holidays_of_what_took_its_place() {
        assert!(!calendar().is_working_day(date(2023, 4, 10), Some(&"E07000001".into())));
        assert_eq!(calendar().all().count(), 2);
    }

    #[test]
    fn counting_stops_at_the_end_of_the_calendar() {
        assert_eq!(calendar().add_working_days(Day::MAX, 5, None), Day::MAX);
        assert!(calendar().add_working_days(date(2023, 1, 2), u32::MAX, None) < date(2034, 1, 1));
    }

    proptest! {
        #[test]
        fn the_day_reached_is_a_working_day_and_so_many_lie_between(start in 0..4000i32, n in 1..300u32) {
            let calendar = calendar();
            let place = AreaCode::from("hill");
            let start = date(2020, 1, 1).checked_add(jiff::Span::new().days(start)).unwrap();
            let reached = calendar.add_working_days(start, n, Some(&place));
            let between = start.series(jiff::Span::new().days(1)).skip(1).take_while(|day| *day <= reached);
            prop_assert!(calendar.is_working_day(reached, Some(&place)));
            prop_assert_eq!(between.filter(|day| calendar.is_working_day(*day, Some(&place))).count(), n as usize);
        }
    }
}
