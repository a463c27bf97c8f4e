//! Two clocks of different types, so that neither can be passed for the other.
//!
//! [`Moment`] is business time: days, deadlines, vesting. A demonstration or a test may move it.
//! [`RealTime`] is the machine's time: leases, back-off, sessions, tokens, signatures. Nobody moves it.

use jiff::{Timestamp, civil, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// A civil day, such as a deadline or the first day of a responsibility. Not a moment.
pub type Day = civil::Date;

/// A point in business time, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Moment(pub i64);

/// A point in real time, in milliseconds since 1970 (UTC).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RealTime(pub i64);

impl Moment {
    /// The moment of an RFC 3339 text, `2023-03-31T23:00:00Z`.
    pub fn parse(text: &str) -> Option<Self> {
        text.parse::<Timestamp>().ok().map(|t| Self(t.as_millisecond()))
    }

    /// The start of a day in a time zone.
    pub fn start_of(day: Day, zone: &TimeZone) -> Self {
        day.to_zoned_datetime(zone.clone()).map_or(Self(i64::MAX), |z| Self(z.timestamp().as_millisecond()))
    }

    /// The civil day that a clock on the wall in this zone shows.
    pub fn day(self, zone: &TimeZone) -> Day {
        self.timestamp().to_zoned_datetime(zone.clone()).date()
    }

    /// This moment as text that machines read: RFC 3339, UTC.
    pub fn to_rfc3339(self) -> String {
        self.timestamp().to_string()
    }

    /// Later by so many milliseconds.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// As jiff sees it; a value outside jiff's range becomes the nearest it can hold.
    pub fn timestamp(self) -> Timestamp {
        Timestamp::from_millisecond(self.0).unwrap_or(if self.0 < 0 { Timestamp::MIN } else { Timestamp::MAX })
    }
}

impl RealTime {
    /// Later by so many milliseconds.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// Whole seconds since 1970, as signatures and tokens count.
    pub fn seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// This time as text that machines read: RFC 3339, UTC.
    pub fn to_rfc3339(self) -> String {
        Moment(self.0).to_rfc3339()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_is_the_one_on_the_wall() {
        let london = TimeZone::get("Europe/London").unwrap();
        let vesting = Moment::parse("2023-03-31T23:00:00Z").unwrap();
        assert_eq!(vesting.day(&london), civil::date(2023, 4, 1));
        assert_eq!(vesting.plus(-1).day(&london), civil::date(2023, 3, 31));
        assert_eq!(Moment::start_of(civil::date(2023, 4, 1), &london), vesting);
    }

    #[test]
    fn a_moment_far_outside_the_calendar_still_has_a_day() {
        assert_eq!(Moment(i64::MAX).day(&TimeZone::UTC).year(), 9999);
        assert_eq!(Moment(i64::MIN).day(&TimeZone::UTC).year(), -9999);
    }
}
