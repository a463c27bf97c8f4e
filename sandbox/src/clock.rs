//! The agencies' own clock. Nobody can move it: an agency lives outside the demonstration's business time.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jiff::Timestamp;

/// Milliseconds since 1970.
pub fn now() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "the clock of another organisation, not of Portico")]
    let now = SystemTime::now();
    now.duration_since(UNIX_EPOCH).map_or(0, |passed| i64::try_from(passed.as_millis()).unwrap_or(i64::MAX))
}

/// How long until then; nothing if it has passed.
pub fn until(at: i64) -> Duration {
    Duration::from_millis(u64::try_from(at.saturating_sub(now())).unwrap_or(0))
}

/// As machines read it: RFC 3339, to the second.
pub fn written(at: i64) -> String {
    Timestamp::from_second(at.div_euclid(1000)).unwrap_or(Timestamp::UNIX_EPOCH).to_string()
}
