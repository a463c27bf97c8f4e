//! The index on disk: a folder of this process alone, made from the database, kept up with it, and thrown away where it is
//! damaged.

use std::{
    collections::BTreeSet,
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};
use store::Store;
use tantivy::{
    Index, IndexReader, IndexWriter, ReloadPolicy, TantivyDocument, TantivyError, Term,
    collector::DocSetCollector,
    indexer::NoMergePolicy,
    query::{BooleanQuery, TermQuery, TermSetQuery},
    schema::{IndexRecordOption, Value as _},
};
use tracing::{error, info, warn};
use values::Day;

use super::{By, Filter, FinderError, document::document, fields::Fields, store as table};
use crate::inventory::{Inventory, Iri, Kind};

/// Of how documents are made. A change of it makes every index anew.
const FORM: u32 = 3;
/// The writer's memory, while it writes.
const WRITER_MEMORY: usize = 20_000_000;
/// So many parts are read and written together.
const BATCH: u32 = 250;
/// So many processes may share a data folder.
const MOST_PROCESSES: u32 = 64;
/// Blocks of stored texts that are kept in memory.
const BLOCKS_KEPT: usize = 16;

/// What an index was made of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    form: u32,
    /// The edition of the inventory; 0: there was none.
    pub edition: i64,
    /// The import that it came of: the same number in another database is another edition.
    import: Option<String>,
    /// The day on which its parts hold.
    pub day: Day,
}

/// A folder that this process alone writes to, until it ends: the kernel lets go of the lock however it does.
#[derive(Debug)]
pub(super) struct Place {
    pub folder: PathBuf,
    _lock: File,
}

/// An index that can be searched.
#[derive(Clone)]
pub(super) struct Open {
    pub mark: Mark,
    pub fields: Fields,
    pub reader: IndexReader,
    index: Index,
}

impl Place {
    /// The first folder that no other process has.
    pub fn take(data: &Path) -> io::Result<Self> {
        let all = data.join("search");
        fs::create_dir_all(&all)?;
        for n in 0..MOST_PROCESSES {
            let lock = File::options().create(true).truncate(false).write(true).open(all.join(format!("{n}.lock")))?;
            match lock.try_lock() {
                Ok(()) => return Ok(Self { folder: all.join(n.to_string()), _lock: lock }),
                Err(TryLockError::WouldBlock) => {}
                Err(TryLockError::Error(error)) => return Err(error),
            }
        }
        Err(io::Error::other(format!("{MOST_PROCESSES} processes search in {} already", all.display())))
    }

    /// The index that stands there, if it is whole and of this form.
    pub fn open(&self) -> Option<Open> {
        if !self.folder.exists() {
            return None;
        }
        let opened = self.try_open();
        if let Err(error) = &opened {
            warn!(%error, "The index in {} is not whole and will be made anew", self.folder.display());
        }
        opened.ok().flatten()
    }

    fn try_open(&self) -> tantivy::Result<Option<Open>> {
        let index = Index::open_in_dir(&self.folder)?;
        let metas = index.load_metas()?;
        let listed = index.directory().list_managed_files();
        for file in metas.list_segment_files() {
            // The index's own check passes over what its list of files lacks, and the list may be what is damaged.
            let whole = if listed.contains(&file) {
                index.directory().validate_checksum(&file)?
            } else {
                !self.folder.join(&file).exists()
            };
            if !whole {
                return Err(TantivyError::InternalError(format!("{} is damaged", file.display())));
            }
        }
        let (schema, fields) = Fields::schema();
        let payload = metas.payload.unwrap_or_default();
        match serde_json::from_str::<Mark>(&payload) {
            Ok(mark) if mark.form == FORM && index.schema() == schema => Open::new(index, fields, mark).map(Some),
            _ => Ok(None),
        }
    }

    /// Not with the folders around it: where the data folder is gone, nobody should find one in its place.
    fn clear(&self) -> io::Result<()> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => fs::create_dir(&self.folder),
        }
    }

    /// Makes the index anew from all that holds.
    pub fn make(&self, store: &Store, mark: &Mark) -> Result<Open, FinderError> {
        self.clear()?;
        let (schema, fields) = Fields::schema();
        let index = Index::create_in_dir(&self.folder, schema)?;
        Fields::teach(&index);
        let mut writer = index.writer_with_num_threads(1, WRITER_MEMORY)?;
        // All segments become one at the end, and none before.
        writer.set_merge_policy(Box::new(NoMergePolicy));
        let parts = fill(&fields, &writer, store, (None, None), mark)?;
        commit(&mut writer, mark)?;
        let segments = index.searchable_segment_ids()?;
        if segments.len() > 1 {
            writer.merge(&segments).wait()?;
        }
        writer.wait_merging_threads()?;
        info!(edition = mark.edition, parts, "The search index was made of {parts} parts");
        Ok(Open::new(index, fields, mark.clone())?)
    }
}

impl Open {
    fn new(index: Index, fields: Fields, mark: Mark) -> tantivy::Result<Self> {
        Fields::teach(&index);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .doc_store_cache_num_blocks(BLOCKS_KEPT)
            .try_into()?;
        Ok(Self { mark, fields, reader, index })
    }

    /// Takes in what has changed.
    pub fn update(&mut self, store: &Store, mark: &Mark) -> Result<(), FinderError> {
        let mut writer = self.index.writer_with_num_threads(1, WRITER_MEMORY)?;
        let parts = fill(&self.fields, &writer, store, (Some(&self.mark), Some(&self.reader)), mark)?;
        commit(&mut writer, mark)?;
        self.reader.reload()?;
        self.mark = mark.clone();
        info!(edition = mark.edition, parts, "The search index follows {parts} parts that changed");
        // Small segments are brought together afterwards: what changed is found already.
        writer.wait_merging_threads()?;
        Ok(self.reader.reload()?)
    }
}

impl Mark {
    pub(super) fn new((edition, import): (i64, Option<String>), day: Day) -> Self {
        Self { form: FORM, edition, import, day }
    }

    /// Does the database know it, so that what came later can be added to it?
    pub(super) fn is_known(&self, store: &Store) -> Result<bool, FinderError> {
        let edition = self.edition;
        Ok(store.read_blocking::<_, FinderError, _>(move |tx| Ok(table::import_of(tx, edition)?))? == self.import)
    }
}

/// Writes whatever changed since an earlier mark, part by part. Answers how many did.
fn fill(
    fields: &Fields,
    writer: &IndexWriter<TantivyDocument>,
    store: &Store,
    (before, reader): (Option<&Mark>, Option<&IndexReader>),
    now: &Mark,
) -> Result<usize, FinderError> {
    let (mut after, mut parts) = (String::new(), 0);
    // The services of a body that may work elsewhere now, or is gone.
    let mut moved: BTreeSet<Iri> = BTreeSet::new();
    loop {
        let asked = (before.cloned(), now.clone(), after.clone());
        let batch = store.read_blocking::<_, FinderError, _>(move |tx| {
            Ok(table::changed(tx, asked.0.as_ref(), &asked.1, &asked.2, BATCH)?)
        })?;
        let Some(last) = batch.last() else { break };
        after.clone_from(&last.id);
        parts += batch.len();
        let bodies = batch.iter().filter(|changed| changed.kind == Some(Kind::Organisation));
        moved.extend(bodies.map(|changed| changed.name.clone()));
        write(fields, writer, store, now, batch)?;
    }
    if let Some(reader) = reader {
        for ids in services_of(fields, reader, &moved)?.chunks(BATCH as usize) {
            let (asked, ids) = (now.clone(), ids.to_vec());
            let batch = store.read_blocking::<_, FinderError, _>(move |tx| Ok(table::now(tx, &asked, &ids)?))?;
            write(fields, writer, store, now, batch)?;
        }
    }
    Ok(parts)
}

/// Puts parts in the place of what the index has of them.
fn write(
    fields: &Fields,
    writer: &IndexWriter<TantivyDocument>,
    store: &Store,
    now: &Mark,
    batch: Vec<table::Changed>,
) -> Result<(), FinderError> {
    let said: Vec<Option<Inventory>> = batch.iter().map(read).collect();
    let services = said.iter().flatten().flat_map(|said| said.services.values());
    let bodies: BTreeSet<Iri> = services.flat_map(|service| &service.authorities).cloned().collect();
    let asked = now.clone();
    let places = store.read_blocking::<_, FinderError, _>(move |tx| Ok(table::places(tx, &asked, &bodies)?))?;
    for (table::Changed { id, kind, name, .. }, said) in batch.iter().zip(said) {
        writer.delete_term(Term::from_field_text(fields.id, id));
        let document = kind.zip(said).and_then(|(kind, said)| document(fields, id, (kind, name), &said, &places));
        if let Some(document) = document {
            writer.add_document(document)?;
        }
    }
    Ok(())
}

fn read(changed: &table::Changed) -> Option<Inventory> {
    let id = &changed.id;
    serde_json::from_str::<Inventory>(changed.said.as_ref()?)
        .inspect_err(|error| {
            error!(%id, %error, "The part {id} in inventory_part.document can't be read, and is not found");
        })
        .ok()
}

/// The services in the index that name one of these bodies, by their ids.
fn services_of(fields: &Fields, reader: &IndexReader, bodies: &BTreeSet<Iri>) -> Result<Vec<String>, FinderError> {
    let searcher = reader.searcher();
    let term = |filter: Filter| Term::from_facet(fields.filters, &filter.facet());
    let services = TermQuery::new(term(Filter::new(By::Kind, Kind::PublicService.as_str())), IndexRecordOption::Basic);
    let of_them = TermSetQuery::new(bodies.iter().map(|body| term(Filter::new(By::Body, body.as_str()))));
    let query = BooleanQuery::intersection(vec![Box::new(services), Box::new(of_them)]);
    let mut ids = Vec::new();
    for address in searcher.search(&query, &DocSetCollector)? {
        let document: TantivyDocument = searcher.doc(address)?;
        ids.extend(document.get_first(fields.id).and_then(|id| id.as_str()).map(str::to_owned));
    }
    ids.sort_unstable();
    Ok(ids)
}

/// What was written counts from now on, together with the mark that says what it is.
fn commit(writer: &mut IndexWriter<TantivyDocument>, mark: &Mark) -> Result<(), FinderError> {
    let mut prepared = writer.prepare_commit()?;
    prepared.set_payload(&serde_json::to_string(mark).expect("a mark has string keys, so it is JSON"));
    prepared.commit()?;
    Ok(())
}
