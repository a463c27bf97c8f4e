//! What stands, given out as a file: every format that is written, in one list.

use std::collections::BTreeMap;

use store::{Store, StoreError};
use thiserror::Error;
use values::Day;

use crate::{
    import::{Stands, current_edition, parts_on},
    inventory::{
        Inventory, Iri, Tag, hsds,
        rdf::{self, NotWritten, Syntax},
        template,
    },
};

/// So many parts are read at once.
const BATCH: u32 = 1_000;

/// A format that is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Output {
    /// CPSV-AP 3.2.0 as Turtle.
    Turtle,
    /// CPSV-AP 3.2.0 as JSON-LD.
    JsonLd,
    /// Open Referral HSDS 3.0: one page of whole services.
    Hsds,
    /// The table of our own, as CSV.
    Csv,
    /// The same as a workbook.
    Xlsx,
}

/// What could not be written.
#[derive(Debug, Error)]
pub enum ExportError {
    /// A part is not what we wrote.
    #[error("what {0} says can't be read: {1}")]
    Part(String, serde_json::Error),
    /// It has no place in linked data.
    #[error(transparent)]
    Linked(#[from] NotWritten),
    /// It has no place in a workbook.
    #[error("the workbook can't be written: {0}")]
    Workbook(String),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Output {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Turtle, Self::JsonLd, Self::Hsds, Self::Csv, Self::Xlsx];

    /// Its name on the command line and in addresses.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Turtle => "turtle",
            Self::JsonLd => "jsonld",
            Self::Hsds => "hsds",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// The format of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|output| output.as_str() == name)
    }

    /// What a file of it is.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Turtle => "text/turtle; charset=utf-8",
            Self::JsonLd => "application/ld+json",
            Self::Hsds => "application/json",
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }

    /// How the name of such a file ends.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Turtle => "ttl",
            Self::JsonLd => "jsonld",
            Self::Hsds => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// Writes an inventory, with texts in this language where the format has place for one only.
    pub fn write(self, inventory: &Inventory, language: &Tag) -> Result<Vec<u8>, ExportError> {
        Ok(match self {
            Self::Turtle => rdf::write(inventory, Syntax::Turtle)?,
            Self::JsonLd => rdf::write(inventory, Syntax::JsonLd)?,
            Self::Hsds => hsds::write(inventory, language),
            Self::Csv => template::csv(inventory),
            Self::Xlsx => template::workbook(inventory).map_err(|error| ExportError::Workbook(error.to_string()))?,
        })
    }
}

/// All that stands on a day, of one source or of all.
pub async fn standing_on(store: &Store, source: Option<&str>, day: Day) -> Result<Inventory, ExportError> {
    let edition = store.read::<_, StoreError, _>(current_edition).await?;
    let mut all = Together::default();
    let mut last: Option<Stands> = None;
    loop {
        let (source, from) = (source.map(str::to_owned), last.take());
        let read = store
            .read::<_, StoreError, _>(move |tx| parts_on(tx, source.as_deref(), day, edition, from.as_ref(), BATCH));
        let page = read.await?;
        for part in &page {
            let said: Inventory =
                serde_json::from_str(&part.document).map_err(|error| ExportError::Part(part.id.clone(), error))?;
            all.add(&part.source, part.first, said);
        }
        match page.into_iter().next_back() {
            Some(part) => last = Some(part),
            None => return Ok(all.inventory),
        }
    }
}

/// What several sources say, put together. Of those that describe the same thing, whoever did so first is heard: nobody
/// puts other words into an entry's mouth by taking its name, be it for a thing of another kind.
#[derive(Default)]
struct Together {
    inventory: Inventory,
    /// Who is heard about each thing: is it of no kind, since which edition, and by whom. Whoever says what a thing is
    /// comes before those who only mention it.
    heard: BTreeMap<Iri, ((bool, i64), String)>,
}

impl Together {
    /// Adds a part that a source described first in an edition.
    fn add(&mut self, source: &str, first: i64, mut said: Inventory) {
        for name in said.every_name() {
            let rank = (said.kind_of(&name).is_none(), first);
            match self.heard.get_mut(&name) {
                Some((heard, by)) if by == source => *heard = rank.min(*heard),
                Some((heard, _)) if *heard <= rank => said.forget(&name),
                _ => {
                    self.inventory.forget(&name);
                    self.heard.insert(name, (rank, source.to_owned()));
                }
            }
        }
        self.inventory.extend(said);
    }
}
