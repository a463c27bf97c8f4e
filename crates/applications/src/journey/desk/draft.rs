//! The edition to be of a journey: its text and its model, changed by whoever keeps it until it is published.

use std::collections::{BTreeMap, HashMap, HashSet};

use catalogue::service::ServiceType;
use store::{
    StoreError, Tx, args,
    audit::{self, Entry},
};
use values::{
    Actor, Id, Moment, id,
    source::{Finding, Source},
};

use super::{
    super::{
        Journey, data,
        tables::{MOST_WAYS, ways},
    },
    text,
};
use crate::Government;

/// No journey's text is longer.
pub const LONGEST: usize = 256 * 1024;

/// An edition to be. There is one of each journey.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Of which journey.
    pub journey: Id<id::Journey>,
    /// Counts its changes.
    pub version: i64,
    /// The edition that it was begun from.
    pub base: String,
    /// Its text.
    pub text: String,
    /// Its decisions.
    pub dmn: Option<String>,
    /// When it was last changed.
    pub changed_at: Moment,
    /// By whom.
    pub changed_by: String,
}

/// What a draft is, as a journey.
pub struct Checked {
    /// The journey, where it could be published.
    pub journey: Option<Journey>,
    /// What is wrong, each at its line.
    pub findings: Vec<Finding>,
    /// What is no fault, but worth a look.
    pub worth_a_look: Vec<Finding>,
}

/// The draft of a journey, if there is one.
pub fn get(tx: &mut Tx<'_>, journey: &Id<id::Journey>) -> Result<Option<Draft>, StoreError> {
    tx.maybe(
        "SELECT id, version, base, text, dmn, changed_at, changed_by FROM journey_draft WHERE id = $1",
        args![journey],
        |row| {
            Ok(Draft {
                journey: row.get(0)?,
                version: row.get(1)?,
                base: row.get(2)?,
                text: row.get(3)?,
                dmn: row.get(4)?,
                changed_at: row.get(5)?,
                changed_by: row.get(6)?,
            })
        },
    )
}

/// Begins a draft. False where there is one already.
pub fn begin(tx: &mut Tx<'_>, actor: &Actor, draft: &Draft) -> Result<bool, StoreError> {
    let fresh = tx.execute(
        "INSERT INTO journey_draft (id, version, base, text, dmn, changed_at, changed_by) VALUES ($1,$2,$3,$4,$5,$6,$7)
         ON CONFLICT (id) DO NOTHING",
        args![
            &draft.journey,
            draft.version,
            draft.base.as_str(),
            draft.text.as_str(),
            draft.dmn.as_deref(),
            draft.changed_at,
            draft.changed_by.as_str()
        ],
    )?;
    if fresh == 1 {
        note(tx, actor, draft.changed_at, "journey-draft-begun", draft)?;
    }
    Ok(fresh == 1)
}

/// Keeps a change of it. False where somebody else has changed it since.
pub fn change(tx: &mut Tx<'_>, actor: &Actor, draft: &Draft) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE journey_draft SET version = version + 1, text = $3, dmn = $4, changed_at = $5, changed_by = $6
         WHERE id = $1 AND version = $2",
        args![
            &draft.journey,
            draft.version,
            draft.text.as_str(),
            draft.dmn.as_deref(),
            draft.changed_at,
            draft.changed_by.as_str()
        ],
    )?;
    if changed == 1 {
        note(tx, actor, draft.changed_at, "journey-draft-changed", draft)?;
    }
    Ok(changed == 1)
}

/// Throws it away, or takes it out once it is published. False where somebody else has changed it since.
pub fn remove(tx: &mut Tx<'_>, draft: &Draft) -> Result<bool, StoreError> {
    let sql = "DELETE FROM journey_draft WHERE id = $1 AND version = $2";
    Ok(tx.execute(sql, args![&draft.journey, draft.version])? == 1)
}

/// Writes down that somebody threw it away.
pub fn note_thrown_away(tx: &mut Tx<'_>, actor: &Actor, at: Moment, draft: &Draft) -> Result<(), StoreError> {
    note(tx, actor, at, "journey-draft-thrown-away", draft)
}

fn note(tx: &mut Tx<'_>, actor: &Actor, at: Moment, action: &'static str, draft: &Draft) -> Result<(), StoreError> {
    let details = [("base", draft.base.clone())];
    audit::record(tx, &Entry { at, actor, action, subject: draft.journey.as_str(), details: &details })
}

/// A name for the next edition after all of that month: `2023-04`, then `2023-04.2`.
pub fn fresh_name(government: &Government, journey: &Id<id::Journey>, month: &str) -> String {
    let number = |name: &str| match name.strip_prefix(month)? {
        "" => Some(1),
        rest => rest.strip_prefix('.')?.parse::<u32>().ok(),
    };
    let used = government.journeys.published(journey).iter().filter_map(|edition| number(&edition.name)).max();
    used.map_or_else(|| month.to_owned(), |used| format!("{month}.{}", used.saturating_add(1)))
}

impl Draft {
    /// The draft as a file.
    pub fn source(&self) -> Source {
        Source { file: format!("{}.toml", self.journey.name()), text: self.text.clone() }
    }

    /// The draft as a journey, sound or not; nothing where its text is of another shape, or its tables would be too long.
    pub fn read(&self) -> Option<Journey> {
        let journey: Journey = self.source().read().ok()?;
        let is_short = journey.services.iter().all(|step| ways(&journey, step) <= MOST_WAYS);
        is_short.then(|| Journey { dmn: self.dmn.clone().filter(|_| journey.model.is_some()), ..journey })
    }

    /// The draft as a journey, if it is sound.
    pub fn check(&self, government: &Government) -> Checked {
        let source = self.source();
        let of_place = |known: &ServiceType| (known.id.clone(), !known.area_kind.is_empty());
        let service_types: HashMap<_, _> = government.catalogue.service_types().map(of_place).collect();
        let life_events: HashSet<_> = government.catalogue.life_events().map(|known| known.id.clone()).collect();
        let named = toml::from_str::<toml::Table>(&self.text).ok();
        let model = named.and_then(|table| Some(table.get("model")?.as_str()?.to_owned()));
        let models: BTreeMap<String, String> = model.zip(self.dmn.clone()).into_iter().collect();
        let known = data::Known {
            service_types: &service_types,
            life_events: &life_events,
            areas: government.catalogue.areas(),
            models: &models,
            concepts: &government.concepts,
        };
        match data::read(&source, &known) {
            Err(findings) => Checked { journey: None, findings, worth_a_look: Vec::new() },
            Ok((journey, worth_a_look)) => {
                let findings = self.name(government, &journey, &source);
                let journey = findings.is_empty().then_some(journey);
                Checked { journey, findings, worth_a_look }
            }
        }
    }

    /// It is the same journey, and its edition has a name of its own.
    fn name(&self, government: &Government, journey: &Journey, source: &Source) -> Vec<Finding> {
        let at = |key: &str| {
            let head = text::parts(&self.text).first().map_or("", |part| part.text);
            let is_key = |line: &&str| {
                line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with('='))
            };
            let before: usize = head.split_inclusive('\n').take_while(|line| !is_key(line)).map(str::len).sum();
            let line = if before < head.len() { before } else { 0 };
            line..line
        };
        let mut found = Vec::new();
        if journey.id != self.journey {
            let what = format!("this is the draft of '{}', and the text is of another journey", self.journey.name());
            found.push(source.finding(at("id"), what, "Write its own id."));
        }
        let name = journey.edition.as_str();
        if government.journeys.edition(&self.journey, name).is_some() {
            let what = format!("edition '{name}' was published before, and editions are never edited");
            found.push(source.finding(at("edition"), what, "Give this one another name."));
        }
        found
    }

    /// The part of the text that a line stands in.
    pub fn part_of(&self, line: usize) -> usize {
        text::parts(&self.text).iter().rposition(|part| part.line <= line).unwrap_or_default()
    }
}
