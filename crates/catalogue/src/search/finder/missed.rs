//! Searches that found nothing with all of their words: counted, so that somebody can mend it.
//!
//! What people type may be about themselves. So nothing is kept of it but words that the catalogue itself has, in the
//! order of the alphabet; any other is a mark that something else stood there. No time finer than a day is kept, and
//! nobody sees what was typed on fewer than [`SHOWN_FROM`] occasions.

use std::{
    collections::BTreeMap,
    mem,
    sync::{Mutex, PoisonError},
};

use jiff::ToSpan as _;
use serde::Serialize;
use store::{StoreError, Tx, args};
use values::{Day, Language};

use super::query::UNKNOWN;

pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// Longer than this it is no search but a letter.
const LONGEST: usize = 60;
/// So many different ones wait to be written; of what comes beyond, only that it came.
const MOST_WAITING: usize = 500;
/// What was typed less often is shown to nobody.
const SHOWN_FROM: u32 = 3;

/// A year and a day: the same weeks of last year can be compared.
const KEPT_DAYS: i32 = 366;

/// What was looked for in vain since it was last written down.
#[derive(Debug, Default)]
pub(super) struct Waiting(Mutex<BTreeMap<(&'static str, String), i64>>);

/// Words that were looked for in vain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Missed {
    /// The words that the catalogue has; `…` for others.
    pub words: String,
    /// In which language.
    pub language: String,
    /// How often.
    pub times: i64,
}

impl Waiting {
    pub fn note(&self, language: Language, known: &[&str]) {
        metrics::counter!("portico_catalogue_searches_missed_total").increment(1);
        let words = known.join(" ");
        let mut waiting = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_kept = words.chars().count() <= LONGEST && waiting.len() < MOST_WAITING;
        let words = if is_kept { words } else { UNKNOWN.to_owned() };
        *waiting.entry((language.tag(), words)).or_default() += 1;
    }

    pub fn take(&self) -> BTreeMap<(&'static str, String), i64> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Writes down what was looked for in vain on a day.
pub(super) fn add(tx: &mut Tx<'_>, day: Day, language: &str, words: &str, times: i64) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO search_missed (day, language, words, times) VALUES ($1, $2, $3, $4)
         ON CONFLICT (day, language, words) DO UPDATE SET times = search_missed.times + $4",
        args![day, language, words, times],
    )?;
    Ok(())
}

/// Deletes what was looked for so long ago that nobody asks for it any more.
pub(super) fn forget(tx: &mut Tx<'_>, today: Day) -> Result<(), StoreError> {
    let first = today.checked_sub(KEPT_DAYS.days()).unwrap_or(Day::MIN);
    tx.execute("DELETE FROM search_missed WHERE day < $1", args![first])?;
    Ok(())
}

/// What was looked for in vain most often, from a day on, so many at most.
pub fn missed(tx: &mut Tx<'_>, from: Day, limit: u32) -> Result<Vec<Missed>, StoreError> {
    tx.all(
        "SELECT words, language, CAST(SUM(times) AS BIGINT) FROM search_missed WHERE day >= $1
         GROUP BY words, language HAVING SUM(times) >= CAST($2 AS BIGINT) ORDER BY SUM(times) DESC, words, language LIMIT $3",
        args![from, SHOWN_FROM, limit],
        |row| Ok(Missed { words: row.get(0)?, language: row.get(1)?, times: row.get(2)? }),
    )
}
