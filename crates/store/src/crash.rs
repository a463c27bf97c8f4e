//! Named places where a test makes the process die, to see that nothing acknowledged is lost.

/// The places in this crate.
pub const POINTS: &[&str] = &["store.before_commit", "store.after_commit", "store.before_backup_rename"];

/// Dies here, if the feature `crash-points` is on and `PORTICO_CRASH_AT` names this place.
///
/// `PORTICO_CRASH_PASS` says at which pass, from 1 (the default).
#[cfg(feature = "crash-points")]
pub fn point(name: &str) {
    use std::sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    };
    static WANTED: LazyLock<Option<(String, u64)>> = LazyLock::new(|| {
        let name = std::env::var("PORTICO_CRASH_AT").ok()?;
        let pass = std::env::var("PORTICO_CRASH_PASS").ok().and_then(|pass| pass.parse().ok()).unwrap_or(1);
        Some((name, pass))
    });
    static PASSED: AtomicU64 = AtomicU64::new(0);
    if let Some((wanted, pass)) = WANTED.as_ref()
        && wanted == name
        && PASSED.fetch_add(1, Ordering::Relaxed) + 1 == *pass
    {
        std::process::abort();
    }
}

/// Nothing: the feature `crash-points` is off.
#[cfg(not(feature = "crash-points"))]
#[inline]
pub fn point(_name: &str) {}
