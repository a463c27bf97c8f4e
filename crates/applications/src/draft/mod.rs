//! Answers that were not sent yet. Kept on the server from the first one, and found again.

pub mod form;
pub mod seen;
pub(crate) mod store;

pub mod pages;

pub mod titles;

pub(crate) mod late;

pub(crate) mod aside;

mod added;
mod carried;
mod change;
mod check;
mod discard;
mod keep;
mod parts;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
    seal::Vault,
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Actor, Id, Language, Moment, RealTime, id};

use self::form::{Filled, Typed};
use crate::{
    application::{self, extent::Extent, plan::Wishes},
    journey::{Answer, Answers, Journey},
};

/// Answers that were not sent yet.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Its id: the application that it becomes has the same name.
    pub id: Id<id::Draft>,
    /// Whose it is: the key that its answers are sealed with.
    pub person: Id<id::Person>,
    /// By which journey.
    pub journey: Id<id::Journey>,
    /// In which edition: the one it began with, until the person has seen what another that took its turn asks otherwise.
    pub edition: String,
    /// In which language it began.
    pub language: Language,
    /// When.
    pub begun: Moment,
    /// What was said.
    pub body: Body,
    /// Counts its changes.
    pub version: i64,
}

/// What was said so far. Never validated as a whole: a draft may be incomplete.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    /// By question.
    pub answers: Answers,
    /// What the person wants otherwise than the answers suggest.
    #[serde(flatten)]
    pub wishes: Wishes,
    /// The types of evidence that the person gives later.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub later: BTreeSet<String>,
    /// What was typed and is not right yet, by question. It is no answer, and leaves by no way but back to the person.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub as_typed: BTreeMap<String, Typed>,
    /// Which form each page was last said by.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub said_by: BTreeMap<String, String>,
    /// The forms of which nothing was kept because they had not shown what another tab changed, by page. Until the page is said
    /// again.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub set_aside: BTreeMap<String, Filled>,
}

impl Body {
    /// Takes in what one page said. What is right takes the place of what was not, and no mistake that of an answer.
    pub fn say(&mut self, said: &Said) {
        self.answers.extend(said.answers.iter().cloned());
        for (question, typed) in &said.as_typed {
            match typed {
                Some(typed) => drop(self.as_typed.insert(question.clone(), typed.clone())),
                None => drop(self.as_typed.remove(question)),
            }
        }
        if let Some((page, form)) = &said.said_by {
            self.said_by.insert(page.clone(), form.clone());
            self.set_aside.remove(page);
        }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} answers)", self.answers.len())
    }
}

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum DraftError {
    /// There is no such draft.
    #[error("there is no draft {0}")]
    NotFound(String),
    /// It was sent: nothing changes any more.
    #[error("the draft {0} was sent")]
    Sent(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Begins a draft, for a person whom nobody knows yet.
pub fn start(
    tx: &mut Tx<'_>,
    actor: &Actor,
    (now, real): (Moment, RealTime),
    vault: &Vault,
    journey: &Journey,
    language: Language,
) -> Result<Draft, DraftError> {
    let (person, key) = vault.new_person(tx, real)?;
    let draft = Draft {
        id: tx.id(),
        person,
        journey: journey.id.clone(),
        edition: journey.edition.clone(),
        language,
        begun: now,
        body: Body::default(),
        version: 0,
    };
    store::insert(tx, &key, &draft)?;
    audit::record(tx, &Entry { at: now, actor, action: "draft-started", subject: draft.id.as_str(), details: &[] })?;
    Ok(draft)
}

/// What one page said.
pub struct Said {
    /// What is right, by question.
    pub answers: Vec<(String, Answer)>,
    /// What is not, as it was typed, by question; nothing where an earlier mistake is put right or taken away.
    pub as_typed: Vec<(String, Option<Typed>)>,
    /// Of which page, and by which form.
    pub said_by: Option<(String, String)>,
}

/// Keeps what one page said. What other pages said stays: two tabs do not overwrite each other.
pub fn answer(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    vault: &Vault,
    id: &Id<id::Draft>,
    said: &Said,
) -> Result<Draft, DraftError> {
    let draft = change(tx, vault, id, |body| body.say(said))?;
    audit::record(tx, &Entry { at: now, actor, action: "draft-answered", subject: id.as_str(), details: &[] })?;
    Ok(draft)
}

/// Sets a form aside of which nothing is kept, so that its page can show what was typed.
pub fn set_aside(
    tx: &mut Tx<'_>,
    vault: &Vault,
    id: &Id<id::Draft>,
    page: &str,
    filled: &Filled,
) -> Result<Draft, DraftError> {
    change(tx, vault, id, |body| drop(body.set_aside.insert(page.to_owned(), filled.clone())))
}

/// What a person says about a service on the check page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// It does not seem to apply: they apply anyway.
    Anyway,
    /// It applies: they leave it out.
    LeftOut,
    /// Neither, or not any more.
    AsSuggested,
    /// They agree that this goes to its body.
    Agreed(Extent),
    /// They do not, or not any more.
    NotAgreed,
}

/// Keeps what a person wants of some services otherwise than the answers suggest.
pub fn wish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    vault: &Vault,
    id: &Id<id::Draft>,
    wishes: &[(String, Wish)],
) -> Result<Draft, DraftError> {
    let draft = change(tx, vault, id, |body| {
        for (service, wish) in wishes {
            let Wishes { anyway, left_out, agreed, agreed_to } = &mut body.wishes;
            // Whatever they say of it, an earlier consent is none any more.
            agreed.remove(service);
            agreed_to.remove(service);
            if !matches!(wish, Wish::Agreed(_) | Wish::NotAgreed) {
                for list in [&mut *anyway, &mut *left_out] {
                    list.retain(|name| name != service);
                }
            }
            match wish {
                Wish::Anyway => anyway.push(service.clone()),
                Wish::LeftOut => left_out.push(service.clone()),
                Wish::Agreed(extent) => {
                    agreed.insert(service.clone(), now);
                    agreed_to.insert(service.clone(), extent.clone());
                }
                Wish::AsSuggested | Wish::NotAgreed => {}
            }
        }
    })?;
    for (service, wish) in wishes {
        let wish = match wish {
            Wish::Anyway => "anyway",
            Wish::LeftOut => "left-out",
            Wish::AsSuggested => "as-suggested",
            Wish::Agreed(_) => "agreed",
            Wish::NotAgreed => "not-agreed",
        };
        let details = [("service", service.clone()), ("wish", wish.to_owned())];
        audit::record(tx, &Entry { at: now, actor, action: "draft-wish", subject: id.as_str(), details: &details })?;
    }
    Ok(draft)
}

/// A draft as it is.
pub fn load(tx: &mut Tx<'_>, vault: &Vault, id: &Id<id::Draft>) -> Result<Draft, DraftError> {
    store::get(tx, vault, id)?.ok_or_else(|| DraftError::NotFound(id.to_string()))
}

/// Was it sent? Then the case has the same name.
pub fn was_sent(tx: &mut Tx<'_>, id: &Id<id::Draft>) -> Result<bool, StoreError> {
    Ok(application::store::get(tx, &id.become_a())?.is_some())
}

/// Changes a draft that was not sent yet. Whoever is sending it as it was, is told.
pub(crate) fn change(
    tx: &mut Tx<'_>,
    vault: &Vault,
    id: &Id<id::Draft>,
    edit: impl Fn(&mut Body),
) -> Result<Draft, DraftError> {
    let mut draft = load(tx, vault, id)?;
    if was_sent(tx, id)? {
        return Err(DraftError::Sent(id.to_string()));
    }
    edit(&mut draft.body);
    let key = vault.person_key(tx, &draft.person)?;
    store::save(tx, &key, &mut draft)?;
    Ok(draft)
}

/// Nothing changes a draft of this version any more: it is being sent, and what was not right on it is forgotten. False
/// where it was changed since it was read.
pub(crate) fn close(tx: &mut Tx<'_>, vault: &Vault, id: &Id<id::Draft>, version: i64) -> Result<bool, StoreError> {
    let Some(mut draft) = store::get(tx, vault, id)?.filter(|draft| draft.version == version) else {
        return Ok(false);
    };
    draft.body.as_typed.clear();
    draft.body.set_aside.clear();
    let key = vault.person_key(tx, &draft.person)?;
    store::save(tx, &key, &mut draft)?;
    Ok(true)
}
