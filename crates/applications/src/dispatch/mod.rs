//! How requests reach the bodies and answers come back: claim, commit, call, record.

pub mod callbacks;
pub mod crash_points;
pub mod jobs;
pub mod worker;

/// How often and how long.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// How long a claim lasts before another worker may take it.
    pub lease_ms: i64,
    /// How long a body's system is left alone between two questions for news.
    pub poll_ms: i64,
    /// How long to wait after the first failure; doubled each time.
    pub retry_ms: i64,
    /// How often a send is tried before a person is asked.
    pub attempts: u32,
    /// How many calls may be under way at once.
    pub at_once: usize,
    /// How long the worker rests when nothing is due.
    pub rest_ms: u64,
}

impl Default for Pace {
    fn default() -> Self {
        Self { lease_ms: 30_000, poll_ms: 60_000, retry_ms: 1_000, attempts: 20, at_once: 32, rest_ms: 250 }
    }
}

impl Pace {
    /// When to try again after so many attempts: doubled each time, at most an hour, half of it left to chance so
    /// that a body that comes back is not met by everybody at once.
    pub fn retry_after(&self, attempt: u32, chance: u8) -> i64 {
        let whole = self.retry_ms.saturating_mul(1 << attempt.saturating_sub(1).min(20)).min(3_600_000);
        whole / 2 + whole / 2 * i64::from(chance) / 255
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_and_stays_within_an_hour() {
        let pace = Pace::default();
        assert_eq!(pace.retry_after(1, 255), 1_000);
        assert_eq!(pace.retry_after(2, 255), 2_000);
        assert_eq!(pace.retry_after(2, 0), 1_000);
        assert_eq!(pace.retry_after(40, 255), 3_600_000);
        assert_eq!(pace.retry_after(u32::MAX, 255), 3_600_000);
    }
}
