//! Wordings: how a franchise presents a body's service in words of its own. The facts stay the supplier's. A wording is
//! made over what the supplier says on that day; where the supplier changes a fact, the wording is shown to nobody until
//! somebody of the franchise has looked at it again.

pub(crate) mod pages;
mod store;

#[cfg(test)]
mod tests;

use ::store::{StoreError, Tx, audit};
use thiserror::Error;
use values::{Actor, Id, Moment, Role, Text, Who, id};

use crate::{
    entry::{Entry, store::As},
    import::{self, FieldChange, fields_changed},
    inventory::{Inventory, Iri},
};

pub(crate) const SCHEMA: &str = include_str!("schema.sql");

/// No title and no summary is longer, in letters.
pub const LONGEST_TITLE: usize = 200;
/// No summary is longer.
pub const LONGEST_SUMMARY: usize = 5_000;

/// One wording.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Whose.
    pub franchise: Id<id::Franchise>,
    /// Our own id of the service.
    pub entry: String,
    /// The first is 1.
    pub number: i64,
    /// What it calls the service; nothing: the supplier's words stand again.
    pub title: Option<Text>,
    /// What it says of it.
    pub summary: Text,
    /// The digest of what the supplier said.
    pub over: String,
    /// Who worded it.
    pub by: Id<id::Person>,
    /// When.
    pub at: Moment,
}

/// What somebody words anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// For which franchise.
    pub franchise: Id<id::Franchise>,
    /// Our own id of the service.
    pub entry: String,
    /// What it calls the service; nothing: the supplier's words shall stand again.
    pub title: Option<Text>,
    /// What it says of it.
    pub summary: Text,
    /// The digest of what the supplier said, as it was seen.
    pub over: String,
    /// The number of the wording that was seen; 0: there was none.
    pub after: i64,
}

/// Why a wording was not taken. Nothing has changed.
#[derive(Debug, Error)]
pub enum WordingError {
    /// Only catalogue managers may.
    #[error("only a catalogue manager may word a service")]
    NotAManager,
    /// There is no such service today.
    #[error("there is no service '{0}'")]
    Unknown(String),
    /// The supplier says otherwise than what was seen.
    #[error("the supplier has changed what it says meanwhile")]
    SaidOtherwise,
    /// Somebody else worded it.
    #[error("somebody else has worded it meanwhile")]
    Crossed,
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Takes a wording over what the supplier says today.
pub fn word(tx: &mut Tx<'_>, actor: &Actor, now: Moment, at: As, new: &New) -> Result<Wording, WordingError> {
    let by = match &actor.who {
        Who::Staff(person) if actor.role == Role::CatalogueManager => person.clone(),
        _ => return Err(WordingError::NotAManager),
    };
    let unknown = || WordingError::Unknown(new.entry.clone());
    let entry = crate::entry::store::by_id(tx, at, &new.entry)?.ok_or_else(unknown)?;
    if !entry.said.services.contains_key(&entry.name) {
        return Err(unknown());
    }
    if entry.digest != new.over {
        return Err(WordingError::SaidOtherwise);
    }
    let wording = Wording {
        franchise: new.franchise.clone(),
        entry: new.entry.clone(),
        number: new.after + 1,
        title: new.title.clone(),
        summary: new.summary.clone(),
        over: new.over.clone(),
        by,
        at: now,
    };
    let last = store::latest_by(tx, &new.franchise, &new.entry)?.map_or(0, |wording| wording.number);
    if last != new.after || !store::insert(tx, &wording)? {
        return Err(WordingError::Crossed);
    }
    let details = [
        ("franchise", wording.franchise.to_string()),
        ("number", wording.number.to_string()),
        ("over", wording.over.clone()),
    ];
    let action = if wording.title.is_some() { "catalogue.worded" } else { "catalogue.wording-withdrawn" };
    let entry = audit::Entry { at: now, actor, action, subject: &wording.entry, details: &details };
    audit::record(tx, &entry)?;
    Ok(wording)
}

/// The facts that are otherwise in what the supplier says now than in what it said when a service was worded. Its title,
/// its description and its keywords are wording themselves.
pub fn facts_changed(before: &Inventory, entry: &Entry) -> Vec<FieldChange> {
    let facts = |said: &Inventory, name: &Iri| {
        let mut said = said.clone();
        if let Some(service) = said.services.get_mut(name) {
            service.title.clear();
            service.description.clear();
            service.keywords.clear();
        }
        import::Said::of(&said).document
    };
    fields_changed(Some(&facts(before, &entry.name)), Some(&facts(&entry.said, &entry.name)))
}
