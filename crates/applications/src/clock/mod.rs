//! The demonstration's business clock, moved on from a page. It never moves leases, sessions or signatures.

pub mod pages;

use jiff::{civil, tz::TimeZone};
use values::{Day, Moment};

/// The last day that the clock can show: a slip in the year can't be taken back.
pub const LAST_DAY: Day = civil::date(2099, 12, 31);

/// Why the clock is not moved there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// It is later already: the day that it is.
    Backwards(Day),
    /// After [`LAST_DAY`].
    TooFar,
}

/// Can the clock, which shows `now`, be moved there?
pub fn can_move(now: Moment, to: Moment, zone: &TimeZone) -> Result<(), Refused> {
    if to < now {
        Err(Refused::Backwards(now.day(zone)))
    } else if to.day(zone) > LAST_DAY {
        Err(Refused::TooFar)
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_moves_forward_and_not_too_far() {
        let zone = TimeZone::get("Europe/London").unwrap();
        let at = |text: &str| Moment::parse(text).unwrap();
        let now = at("2023-03-31T23:30:00Z");
        let check =
            |to: &str, expected: Result<(), Refused>| assert_eq!(can_move(now, at(to), &zone), expected, "{to}");
        check("2023-03-31T23:30:00Z", Ok(()));
        check("2023-03-31T23:29:59Z", Err(Refused::Backwards(civil::date(2023, 4, 1))));
        check("2099-12-31T23:59:59Z", Ok(()));
        check("2100-01-01T00:00:00Z", Err(Refused::TooFar));
    }
}
