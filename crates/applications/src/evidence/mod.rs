//! Evidence: files that a person gives to show something, sealed with their key. A file leaves for the bodies whose service
//! asks for its type, and for no other.

pub mod content;
pub mod rules;
pub mod scan;
pub mod settings;

pub mod folder;
pub mod give;
pub(crate) mod store;

mod before;
pub mod desk;
pub mod jobs;
pub mod pages;
mod refused;

use std::{collections::BTreeSet, fmt};

use ::store::{StoreError, Tx, seal::Vault};
use eligibility::requirement::Requirement;
use responsibility::endpoint::Protocol;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Id, Moment, Text, id};

pub use content::{MediaType, Unfit};
pub use settings::Settings;

use crate::{
    draft::DraftError,
    journey::{Journey, Step},
    request::Request,
};

/// A type of evidence that services ask for: CCCEV's `EvidenceType`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceType {
    /// Its id, in addresses too. The same id in another journey is the same type.
    pub id: String,
    /// What people call it.
    pub label: Text,
    /// What it has to show, and where people have it from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<Text>,
}

/// A file that a person gave. What is in it is read apart from it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Held {
    /// An id of our own: where a file of ours lies, this is its name.
    pub id: Id<id::Evidence>,
    /// With which draft it was given. The application that this becomes has the same name.
    #[serde(skip)]
    pub draft: Id<id::Draft>,
    /// Whose it is: the key that it is sealed with.
    #[serde(skip)]
    pub person: Id<id::Person>,
    /// Of which type of evidence it is.
    pub kind: String,
    /// What it was called where it comes from, made plain. Personal data.
    pub name: String,
    /// What it is, by what is in it.
    pub media_type: MediaType,
    /// How many bytes it has.
    pub size: usize,
    /// The SHA-256 of what is in it, in hexadecimal digits. Personal data: it tells whoever has the same file.
    pub sha256: String,
    /// When it was given.
    pub given_at: Moment,
}

/// Ids only: names of files say something about people.
impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Held").field("id", &self.id).field("kind", &self.kind).finish_non_exhaustive()
    }
}

/// What a caller can act on.
#[derive(Debug, Error)]
pub enum EvidenceError {
    /// There is no such evidence, or it is not theirs.
    #[error("there is no evidence {0}")]
    NotFound(String),
    /// It is nothing that is taken.
    #[error("the file is not taken: {0:?}")]
    Unfit(Unfit),
    /// The application holds as many files, or as many bytes, as it may.
    #[error("there are as many files as there may be")]
    TooMuch,
    /// The scanner names something in it.
    #[error("the scanner refuses the file")]
    Infected,
    /// The scanner could not be asked. Nothing was kept.
    #[error("the scanner could not be asked: {0}")]
    NotScanned(String),
    /// A sealed file of the folder is not there, or can't be read or written.
    #[error("the file of {id} in the folder of evidence: {why}")]
    Folder {
        /// Of which evidence.
        id: String,
        /// What the system says.
        why: String,
    },
    /// The draft: above all, it was sent.
    #[error(transparent)]
    Draft(#[from] DraftError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Step {
    /// What the service asks for, in the terms of CCCEV.
    pub fn requirement(&self) -> Requirement {
        Requirement {
            id: self.service_type.name().to_owned(),
            labels: [("en", &self.why.en), ("fr", &self.why.fr)]
                .map(|(tag, text)| (tag.to_owned(), text.clone()))
                .into(),
            concepts: self.fields.iter().cloned().collect(),
            evidence: self.evidence.clone(),
        }
    }

    /// Every type of evidence that it names.
    pub fn evidence_types(&self) -> BTreeSet<&str> {
        self.evidence.iter().flat_map(|list| &list.0).map(String::as_str).collect()
    }
}

/// A file, as it is shown beside what it is.
#[derive(Debug, Clone, Serialize)]
pub struct Given {
    /// What its type is called.
    pub label: Text,
    /// The file.
    #[serde(flatten)]
    pub held: Held,
}

/// What the body of a request gets of the evidence of its application, and the types that are still to come.
pub(crate) fn of_request(
    tx: &mut Tx<'_>,
    vault: &Vault,
    journey: &Journey,
    request: &Request,
) -> Result<(Vec<Given>, Vec<EvidenceType>), StoreError> {
    let asks = |step: &&Step| step.service_type == request.service_type && !step.evidence.is_empty();
    let Some(step) = journey.services.iter().find(asks) else { return Ok((Vec::new(), Vec::new())) };
    let held = store::of_draft(tx, vault, &request.application.become_a())?;
    Ok(given(journey, step, &held))
}

/// What a service gets of these files, with what each is called.
pub(crate) fn given(journey: &Journey, step: &Step, held: &[Held]) -> (Vec<Given>, Vec<EvidenceType>) {
    let part = rules::part(journey, step, held);
    let of = |held: &&Held| {
        let kind = journey.evidence.iter().find(|kind| kind.id == held.kind)?;
        Some(Given { label: kind.label.clone(), held: (*held).clone() })
    };
    (part.given.iter().filter_map(of).collect(), part.follows.into_iter().cloned().collect())
}

/// The files as a letter carries them: what is in them where the system can take it, as far as there is room in one letter.
pub(crate) fn carried(
    tx: &mut Tx<'_>,
    vault: &Vault,
    folder: Option<&folder::Folder>,
    given: &[Given],
    protocol: Protocol,
) -> Result<Vec<connectors::Evidence>, EvidenceError> {
    let mut room = if protocol == Protocol::Rest { settings::LARGEST_LETTER } else { 0 };
    let mut carried = Vec::with_capacity(given.len());
    for Given { held, .. } in given {
        let content = match room.checked_sub(held.size) {
            Some(rest) => {
                room = rest;
                Some(store::content(tx, vault, folder, held)?)
            }
            None => None,
        };
        carried.push(connectors::Evidence {
            kind: held.kind.clone(),
            name: held.name.clone(),
            media_type: held.media_type.as_str().to_owned(),
            size: held.size,
            sha256: held.sha256.clone(),
            content,
        });
    }
    Ok(carried)
}
