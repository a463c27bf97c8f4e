//! The table `journey_edition`: what was published, by whom, and from which day it is what people are asked.

use std::{collections::HashMap, sync::Arc};

use store::{
    StoreError, Tx, Value, args,
    audit::{self, Entry},
};
use values::{Actor, Day, Id, Moment, id};

use super::Journey;

/// All editions, and which one of each journey is offered on a day.
#[derive(Debug, Default)]
pub struct Journeys {
    editions: HashMap<(Id<id::Journey>, String), Arc<Journey>>,
    /// In the order in which they take their turn.
    published: HashMap<Id<id::Journey>, Vec<Edition>>,
    mark: Mark,
}

/// How many editions there are, and when the last was published: another, and somebody has published something.
pub type Mark = (i64, i64);

/// An edition that was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its name.
    pub name: String,
    /// From which day it is offered; nothing for a first one that no day was set for.
    pub from: Option<Day>,
    /// When it was published.
    pub published_at: Moment,
    /// By whom; nothing where it came with the files of the government.
    pub by: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

impl Journeys {
    /// All that were ever published.
    pub fn load(tx: &mut Tx<'_>) -> Result<Self, StoreError> {
        let all: Vec<(Journey, Edition)> = tx.all(
            "SELECT body, edition, from_day, published_at, published_by, reason FROM journey_edition
             ORDER BY published_at, id, edition",
            args![],
            |row| {
                let edition = Edition {
                    name: row.get(1)?,
                    from: row.get(2)?,
                    published_at: row.get(3)?,
                    by: row.get(4)?,
                    reason: row.get(5)?,
                };
                Ok((row.json(0)?, edition))
            },
        )?;
        Ok(Self { mark: mark(tx)?, ..Self::of(all) })
    }

    /// The journeys of files that nobody has loaded yet.
    pub fn of_files(all: impl IntoIterator<Item = Journey>) -> Self {
        let first = |journey: Journey| {
            let (name, published_at) = (journey.edition.clone(), Moment(0));
            (journey, Edition { name, from: None, published_at, by: None, reason: None })
        };
        Self::of(all.into_iter().map(first))
    }

    fn of(all: impl IntoIterator<Item = (Journey, Edition)>) -> Self {
        let mut journeys = Self::default();
        for (journey, edition) in all {
            let journey = Arc::new(journey);
            if !journey.is_preview() {
                journeys.published.entry(journey.id.clone()).or_default().push(edition);
            }
            journeys.editions.insert((journey.id.clone(), journey.edition.clone()), journey);
        }
        // Of two for one day the one that was published later counts.
        journeys.published.values_mut().for_each(|editions| editions.sort_by_key(|edition| edition.from));
        journeys
    }

    /// What the database held when this was read.
    pub fn mark(&self) -> Mark {
        self.mark
    }

    /// The edition that new drafts are made with on a day.
    pub fn offered(&self, id: &Id<id::Journey>, day: Day) -> Option<&Arc<Journey>> {
        let begun = |edition: &&Edition| edition.from.is_none_or(|from| from <= day);
        self.edition(id, &self.published(id).iter().rev().find(begun)?.name)
    }

    /// The edition that a draft or an application was made with.
    pub fn edition(&self, id: &Id<id::Journey>, edition: &str) -> Option<&Arc<Journey>> {
        self.editions.get(&(id.clone(), edition.to_owned()))
    }

    /// All editions of a journey that were published, in the order in which they take their turn.
    pub fn published(&self, id: &Id<id::Journey>) -> &[Edition] {
        self.published.get(id).map(Vec::as_slice).unwrap_or_default()
    }

    /// The edition that takes its turn last, whether or not its day has come: what a journey is called.
    pub fn latest(&self, id: &Id<id::Journey>) -> Option<&Arc<Journey>> {
        self.edition(id, &self.published(id).last()?.name)
    }

    /// All journeys that are offered on a day, by id.
    pub fn all(&self, day: Day) -> Vec<&Arc<Journey>> {
        let mut all: Vec<_> = self.published.keys().filter_map(|id| self.offered(id, day)).collect();
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all
    }

    /// The ids of all journeys.
    pub fn ids(&self) -> impl Iterator<Item = &Id<id::Journey>> {
        self.published.keys()
    }
}

/// One edition, for whoever meets it before their node has followed.
pub fn edition(tx: &mut Tx<'_>, id: &Id<id::Journey>, edition: &str) -> Result<Option<Journey>, StoreError> {
    tx.maybe("SELECT body FROM journey_edition WHERE id = $1 AND edition = $2", args![id, edition], |row| row.json(0))
}

/// What the database holds now.
pub fn mark(tx: &mut Tx<'_>) -> Result<Mark, StoreError> {
    tx.one("SELECT COUNT(*), COALESCE(MAX(published_at), 0) FROM journey_edition", args![], |row| {
        Ok((row.get(0)?, row.get(1)?))
    })
}

/// Publishes an edition that came with the files of the government: the first of a journey at once and for the past too,
/// others from today. The same edition with another text is refused: editions are never edited.
pub fn publish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (now, today): (Moment, Day),
    journey: &Journey,
) -> Result<bool, StoreError> {
    let sql = "SELECT COUNT(*) FROM journey_edition WHERE id = $1 AND edition NOT LIKE 'preview-%'";
    let before: i64 = tx.one(sql, args![&journey.id], |row| row.get(0))?;
    let edition = Edition {
        name: journey.edition.clone(),
        from: (before > 0).then_some(today),
        published_at: now,
        by: None,
        reason: None,
    };
    insert(tx, actor, journey, &edition)
}

/// Publishes an edition from a day. False where there is one of this name that says otherwise.
pub fn insert(tx: &mut Tx<'_>, actor: &Actor, journey: &Journey, edition: &Edition) -> Result<bool, StoreError> {
    let fresh = tx.execute(
        "INSERT INTO journey_edition (id, edition, body, published_at, from_day, published_by, reason)
         VALUES ($1,$2,$3,$4,$5,$6,$7) ON CONFLICT (id, edition) DO NOTHING",
        args![
            &journey.id,
            &edition.name,
            Value::json(journey),
            edition.published_at,
            edition.from,
            edition.by.as_deref(),
            edition.reason.as_deref()
        ],
    )?;
    if fresh == 1 {
        let from = edition.from.map(|from| ("from", from.to_string()));
        let reason = edition.reason.as_ref().map(|reason| ("reason", reason.clone()));
        let details: Vec<_> = [("edition", edition.name.clone())].into_iter().chain(from).chain(reason).collect();
        let (at, subject) = (edition.published_at, journey.id.as_str());
        let action = if journey.is_preview() { "journey-previewed" } else { "journey-published" };
        audit::record(tx, &Entry { at, actor, action, subject, details: &details })?;
        return Ok(true);
    }
    let kept: Journey = tx.one(
        "SELECT body FROM journey_edition WHERE id = $1 AND edition = $2",
        args![&journey.id, &edition.name],
        |row| row.json(0),
    )?;
    Ok(kept == *journey)
}

/// Forgets previews that were made before a moment. Whoever walks through one still has to make another.
pub fn forget_previews(tx: &mut Tx<'_>, before: Moment) -> Result<(), StoreError> {
    let sql = "DELETE FROM journey_edition WHERE edition LIKE 'preview-%' AND published_at < $1";
    tx.execute(sql, args![before]).map(drop)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn journeys(editions: &[(&str, Option<&str>)]) -> (Id<id::Journey>, Journeys) {
        let journey: Journey = toml::from_str(include_str!("fixture.toml")).unwrap();
        let all = editions.iter().enumerate().map(|(n, (name, from))| {
            let edition = Edition {
                name: (*name).to_owned(),
                from: from.map(|day| day.parse().unwrap()),
                published_at: Moment(i64::try_from(n).unwrap()),
                by: None,
                reason: None,
            };
            (Journey { edition: (*name).to_owned(), ..journey.clone() }, edition)
        });
        (journey.id.clone(), Journeys::of(all))
    }

    #[test]
    fn an_edition_is_offered_from_its_day_until_that_of_the_next() {
        let (id, journeys) = journeys(&[
            ("first", None),
            ("summer", Some("2023-06-01")),
            ("spring", Some("2023-04-01")),
            ("mended", Some("2023-04-01")),
            ("preview-1", Some("2023-04-01")),
        ]);
        let on = |day: &str| journeys.offered(&id, day.parse().unwrap()).map(|journey| journey.edition.as_str());
        assert_eq!(on("2023-03-31"), Some("first"));
        // Of two for one day the one that was published later.
        assert_eq!(on("2023-04-01"), Some("mended"));
        assert_eq!(on("2023-05-31"), Some("mended"));
        assert_eq!(on("2023-06-01"), Some("summer"));
        let names: Vec<&str> = journeys.published(&id).iter().map(|edition| edition.name.as_str()).collect();
        assert_eq!(names, ["first", "spring", "mended", "summer"]);
        assert!(journeys.edition(&id, "preview-1").is_some(), "whoever previews finds it");
        assert_eq!(journeys.latest(&id).unwrap().edition, "summer");
    }
}
