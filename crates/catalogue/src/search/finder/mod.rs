//! Finding what stands in the inventory: bodies' services, service types, events and bodies, by what people type, in their
//! language and narrowed down by filters. Kept on disk, followed from the database; who is responsible is not in it.

mod begun;
mod document;
mod fields;
mod filter;
mod keep;
mod marks;
mod missed;
mod query;
mod store;
mod synonyms;

#[cfg(test)]
mod tests;

pub use filter::{By, Filter};
pub use keep::Mark;
pub use marks::{Marked, Piece};
pub use missed::{Missed, missed};
pub use synonyms::{BadSynonyms, Synonyms};

pub(crate) use missed::SCHEMA;

use std::{
    collections::BTreeMap,
    io,
    path::Path,
    sync::{Arc, Mutex, PoisonError, RwLock},
};

use ::store::{Store, StoreError, Tx};
use tantivy::{
    DocAddress, Order, TantivyDocument, TantivyError,
    collector::{Count, FacetCollector, TopDocs},
    schema::{Field, Value},
};
use thiserror::Error;
use tracing::error;
use values::{Day, Language};
use web::Problem;

use self::{
    fields::Spoken,
    keep::{Open, Place},
    marks::Marker,
    missed::Waiting,
    query::{Patience, Reading},
};
use crate::inventory::{Iri, Kind};

/// No page has more hits.
pub const MOST_HITS: usize = 50;
/// Nobody turns pages further than this.
pub const MOST_SKIPPED: usize = 1_000;
/// So many values of a filter are counted.
const MOST_VALUES: usize = 50;

/// The search over the inventory. Cheap to clone, one for the whole process.
#[derive(Clone)]
pub struct Finder(Arc<Inner>);

struct Inner {
    place: Place,
    synonyms: &'static Synonyms,
    open: RwLock<Option<Open>>,
    /// One at a time follows.
    following: Mutex<()>,
    missed: Waiting,
}

/// What is looked for.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// In the words of which language, beside those of languages that no page is in.
    pub language: Language,
    /// What somebody typed. Nothing: whatever the filters let through, by title.
    pub text: &'a str,
    /// What hits must have.
    pub filters: &'a [Filter],
    /// So many hits are passed over; at most [`MOST_SKIPPED`].
    pub skip: usize,
    /// So many hits are answered; at most [`MOST_HITS`].
    pub limit: usize,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Answer {
    /// The best first.
    pub hits: Vec<Hit>,
    /// How many there are in all.
    pub total: usize,
    /// Nothing had all of the words: these have some.
    pub only_some_words: bool,
    /// The same with words that the inventory has, where some of the words are in nothing.
    pub did_you_mean: Option<String>,
}

/// A part that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Our own id of it.
    pub id: String,
    /// What it is.
    pub kind: Kind,
    /// What its source calls it.
    pub name: Iri,
    /// What people call it.
    pub title: Marked,
    /// What it says, around the words that were looked for.
    pub text: Marked,
}

/// How many hits have which values, the most frequent first.
pub type Counts = BTreeMap<By, Vec<(String, u64)>>;

/// Why nothing could be looked for, or the index not be kept up.
#[derive(Debug, Error)]
pub enum FinderError {
    /// It is being made.
    #[error("the search index is not there yet")]
    NotReady,
    /// The folder.
    #[error("the folder of the search index: {0}")]
    Folder(#[from] io::Error),
    /// The index.
    #[error("the search index: {0}")]
    Index(#[from] TantivyError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl web::Show for FinderError {
    fn problem(&self) -> Problem {
        match self {
            Self::NotReady => Problem::busy(),
            Self::Folder(_) | Self::Index(_) | Self::Store(_) => Problem::internal(),
        }
    }
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("folder", &self.folder()).finish_non_exhaustive()
    }
}

impl Finder {
    /// The search in a data folder. It is ready at once where its index is; else [`follow`](Self::follow) makes it.
    pub fn open(data: &Path, synonyms: &'static Synonyms) -> Result<Self, FinderError> {
        let place = Place::take(data)?;
        let open = RwLock::new(place.open());
        Ok(Self(Arc::new(Inner { place, synonyms, open, following: Mutex::default(), missed: Waiting::default() })))
    }

    /// Where the index is.
    pub fn folder(&self) -> &Path {
        &self.0.place.folder
    }

    /// What the index holds now.
    pub fn mark(&self) -> Option<Mark> {
        self.opened().ok().map(|open| open.mark)
    }

    /// What fits best: what has all the words; where nothing has, what has words near to them; else what has some.
    pub fn find(&self, asked: &Asked<'_>) -> Result<Answer, FinderError> {
        let open = self.opened()?;
        self.guarded(open.find(asked, self.0.synonyms, &self.0.missed))
    }

    /// How many of the hits have which values of which filter.
    pub fn counts(&self, asked: &Asked<'_>) -> Result<Counts, FinderError> {
        let open = self.opened()?;
        self.guarded(open.counts(asked, self.0.synonyms))
    }

    /// Brings the index up to what holds on a day in the database. Blocks; long where it makes it anew. Answers whether
    /// anything changed.
    pub fn follow(&self, store: &Store, today: Day) -> Result<bool, FinderError> {
        let _alone = self.0.following.lock().unwrap_or_else(PoisonError::into_inner);
        let current = store.read_blocking::<_, StoreError, _>(store::current)?;
        let mark = Mark::new(current, today);
        let open = self.opened().ok();
        if open.as_ref().is_some_and(|open| open.mark == mark) {
            return Ok(false);
        }
        if let Some(mut open) = open
            && open.mark.edition <= mark.edition
            && open.mark.is_known(store)?
        {
            self.guarded(open.update(store, &mark))?;
            self.put(Some(open));
        } else {
            self.put(None);
            self.put(Some(self.0.place.make(store, &mark)?));
        }
        Ok(true)
    }

    /// Writes down what was looked for in vain.
    pub async fn write_missed(&self, store: &Store, today: Day) -> Result<(), StoreError> {
        let missed = self.0.missed.take();
        if missed.is_empty() {
            return Ok(());
        }
        let add = move |tx: &mut Tx<'_>| {
            missed::forget(tx, today)?;
            missed.iter().try_for_each(|((language, words), times)| missed::add(tx, today, language, words, *times))
        };
        store.write_batch(add).await
    }

    fn opened(&self) -> Result<Open, FinderError> {
        self.0.open.read().unwrap_or_else(PoisonError::into_inner).clone().ok_or(FinderError::NotReady)
    }

    fn put(&self, open: Option<Open>) {
        *self.0.open.write().unwrap_or_else(PoisonError::into_inner) = open;
    }

    /// An index that can't be read or written is put away: the next to follow makes it anew.
    fn guarded<T>(&self, outcome: Result<T, FinderError>) -> Result<T, FinderError> {
        if let Err(FinderError::Index(error)) = &outcome {
            error!(%error, "The search index is damaged and will be made anew");
            self.put(None);
        }
        outcome
    }
}

impl Open {
    fn find(&self, asked: &Asked<'_>, synonyms: &Synonyms, missed: &Waiting) -> Result<Answer, FinderError> {
        let searcher = self.reader.searcher();
        let mut reading = Reading::new(&searcher, &self.fields, synonyms, asked.language, asked.text)?;
        if reading.is_empty() && asked.filters.is_empty() {
            return Ok(Answer::default());
        }
        let page = || TopDocs::with_limit(asked.limit.clamp(1, MOST_HITS)).and_offset(asked.skip.min(MOST_SKIPPED));
        let mut answer = Answer { did_you_mean: reading.meant()?, ..Answer::default() };
        for patience in Patience::ALL {
            let Some(query) = reading.query(asked.filters, patience)? else { continue };
            let (best, total) = if reading.is_empty() {
                let by = searcher.schema().get_field_name(self.fields.sorted_for(asked.language));
                places(searcher.search(&*query, &(page().order_by_string_fast_field(by, Order::Asc), Count))?)
            } else {
                places(searcher.search(&*query, &(page().order_by_score(), Count))?)
            };
            if total > 0 {
                let spoken = self.fields.of(asked.language);
                let mut tongues = spoken.map(|spoken| (spoken, Marker::new(&spoken, reading.marked(&spoken))));
                let hits = best.into_iter().map(|address| self.hit(searcher.doc(address)?, &mut tongues));
                answer.hits = hits.take(asked.limit).collect::<Result<_, FinderError>>()?;
                answer.total = total;
                answer.only_some_words = patience == Patience::Generous;
                break;
            }
        }
        let in_vain = answer.total == 0 || answer.only_some_words;
        if in_vain && asked.skip == 0 && asked.filters.is_empty() {
            missed.note(asked.language, &reading.known());
        }
        Ok(answer)
    }

    fn counts(&self, asked: &Asked<'_>, synonyms: &Synonyms) -> Result<Counts, FinderError> {
        let searcher = self.reader.searcher();
        let mut reading = Reading::new(&searcher, &self.fields, synonyms, asked.language, asked.text)?;
        for patience in Patience::ALL {
            let Some(query) = reading.query(asked.filters, patience)? else { continue };
            let mut values = FacetCollector::for_field(searcher.schema().get_field_name(self.fields.filters));
            for by in By::ALL {
                values.add_facet(by.facet());
            }
            let (counted, total) = searcher.search(&*query, &(values, Count))?;
            if total > 0 {
                let of = |by: By| {
                    let best = counted.top_k(by.facet(), MOST_VALUES).into_iter();
                    best.filter_map(|(facet, n)| Some(((*facet.to_path().last()?).to_owned(), n))).collect()
                };
                return Ok(By::ALL.map(|by| (by, of(by))).into());
            }
        }
        Ok(Counts::new())
    }

    /// Its title and text in the first of these languages that it has them in.
    fn hit(&self, document: TantivyDocument, tongues: &mut [(Spoken, Marker); 2]) -> Result<Hit, FinderError> {
        let said = |field: Field| document.get_first(field).and_then(|value| value.as_str()).unwrap_or_default();
        let kind = Kind::named(said(self.fields.kind)).ok_or_else(|| {
            TantivyError::InternalError(format!("{} is of no kind that is known", said(self.fields.id)))
        })?;
        let mut hit = Hit {
            id: said(self.fields.id).to_owned(),
            kind,
            name: Iri::new(said(self.fields.name)),
            title: Marked::default(),
            text: Marked::default(),
        };
        for (spoken, marker) in tongues {
            if hit.title.0.is_empty() {
                hit.title = marker.all(said(spoken.title));
            }
            if hit.text.0.is_empty() {
                hit.text = marker.some(said(spoken.text));
            }
        }
        Ok(hit)
    }
}

/// Where hits are, without what they were sorted by.
fn places<T>((best, total): (Vec<(T, DocAddress)>, usize)) -> (Vec<DocAddress>, usize) {
    (best.into_iter().map(|(_, address)| address).collect(), total)
}
