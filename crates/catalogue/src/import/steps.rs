//! What happens to an import, step by step. Each step that writes is one commit; a long one goes in batches, and what
//! nobody may see yet is not seen until the last.

use std::{collections::BTreeMap, time::Duration};

use axum::body::Bytes;
use store::{Store, StoreError, Tx, audit};
use thiserror::Error;
use values::{Actor, Day, Id, Moment, Role, Who, id};

use super::{
    Change, Import, InvalidMove, Move, Standing, State,
    compare::{compare, hash},
    look::{compare_with_what_stands, days},
    store as table,
};
use crate::inventory::{Edition, Format, Kind, Outcome, Problem, Unread};

/// So many changes or records are written in one batch.
const BATCH: usize = 100;

/// A file as it comes.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// From whom: a short name that every file of theirs has, such as `ca-gc`.
    pub source: String,
    /// In which format.
    pub format: Format,
    /// What it is called.
    pub title: String,
    /// What is in it.
    pub file: Bytes,
    /// From which day it holds, where it names none.
    pub from: Day,
    /// What the names of things begin with that have none in the file.
    pub base: String,
}

/// How far a long step has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// So many are done.
    pub done: usize,
    /// Of so many.
    pub of: usize,
}

/// What a publication did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Published {
    /// The edition that it is.
    pub edition: i64,
    /// How many parts changed.
    pub changes: i64,
}

/// Why a step was not taken. Nothing has changed.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file can't be read.
    #[error("{0}. {next}", next = .0.remedy())]
    Unread(Unread),
    /// There is nothing in the file.
    #[error(
        "there is nothing in this file, and it does not end all that its source says. \
         Take the imports of the source back if nothing of it stands any more."
    )]
    Empty,
    /// The name of the source is none.
    #[error("'{0}' is not the name of a source. Use small letters, digits and hyphens, such as 'ca-gc'.")]
    Source(String),
    /// The source is made of other files.
    #[error("the source '{0}' is made of the government's own files. Give the file's source another name.")]
    Reserved(String),
    /// Names can't begin so.
    #[error("names can't begin with '{0}'. Begin with http://, https:// or urn:, without spaces.")]
    Base(String),
    /// There is no such import.
    #[error("there is no import '{0}'. `portico catalogue imports` lists them.")]
    Unknown(Id<id::Import>),
    /// Only catalogue managers may.
    #[error("only a catalogue manager may do that")]
    NotAManager,
    /// Nobody approves their own work.
    #[error("whoever brought an import can't approve it. Another catalogue manager has to.")]
    OwnWork,
    /// It can't do that from where it stands.
    #[error(transparent)]
    InvalidMove(#[from] InvalidMove),
    /// Nobody said why.
    #[error("say why it is withdrawn: --reason 'the wrong file'.")]
    NoReason,
    /// It makes other changes than the ones that were looked at.
    #[error("the import makes other changes than those with the hash {0}. Look at it again.")]
    OtherHash(String),
    /// What stands has changed since it was compared.
    #[error(
        "what stands of '{0}' has changed since this import was compared with it. Withdraw it, and import the file again."
    )]
    Stale(String),
    /// Another one is being published.
    #[error("import '{0}' is being published. Let that end first: `portico catalogue publish {0}` goes on with it.")]
    Busy(Id<id::Import>),
    /// Somebody else did something to it at the same time.
    #[error("somebody else changed this import a moment ago. Look at it again.")]
    Crossed,
    /// It is not in the state that a step was decided on.
    #[error("the import is not as it was when this was decided. Look at it again.")]
    Moved,
    /// It is taken back already.
    #[error("it is taken back already: take '{0}' back instead, which was the last to do so.")]
    TakenBack(Id<id::Import>),
    /// It can't be taken back: later imports changed the same.
    #[error("{count} of its changes were changed again. Take the later import '{by}' back first.")]
    ChangedSince {
        /// How many of them.
        count: usize,
        /// By which import, the last of several.
        by: Id<id::Import>,
    },
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

// Written by hand: what it was made of is in its words already, and no cause besides.
impl From<Unread> for ImportError {
    fn from(unread: Unread) -> Self {
        Self::Unread(unread)
    }
}

/// Reads a file, compares it with what stands of its source, and keeps what it would change to be looked at. Nothing
/// is kept of a file that changes nothing.
pub async fn receive(
    store: &Store,
    actor: &Actor,
    now: Moment,
    incoming: &Incoming,
    progress: impl Fn(Progress),
) -> Result<(Outcome, Option<Import>), ImportError> {
    let (mut outcome, changes, standing, over) = compare_with_what_stands(store, incoming).await?;
    let days = days(&outcome, incoming.from);
    // What it says is in the changes by now: it need not be in the memory twice while they are written.
    outcome.editions.clear();
    // A file of which nothing can be taken does not say that there is nothing.
    if outcome.is_lost() {
        manager(actor)?;
        return Ok((outcome, None));
    }
    let Incoming { source, format, title, from, .. } = incoming;
    let brought = (source.as_str(), Some(format.as_str()), title.as_str(), *from);
    let import = bring(store, actor, now, brought, (changes, &standing, over), &outcome, progress).await?;
    // Also what changes nothing was said: a file of an earlier day that comes later does not speak over it.
    let (source, by) = (source.clone(), import.as_ref().map(|import| import.id.clone()));
    store.write::<_, StoreError, _>(move |tx| table::tell_days(tx, &source, &days, by.as_ref())).await?;
    Ok((outcome, import))
}

/// The same for a caller who does not wait for ever: it goes on by itself where it takes longer, and is among the imports
/// then. Nothing: it is on its way.
pub(super) async fn receive_meanwhile(
    store: &Store,
    actor: &Actor,
    now: Moment,
    incoming: Incoming,
    patience: Duration,
) -> Result<Option<(Outcome, Option<Import>)>, ImportError> {
    let (store, actor) = (store.clone(), actor.clone());
    let task = tokio::spawn(async move {
        let received = receive(&store, &actor, now, &incoming, |_| {}).await;
        if let Err(error) = &received {
            tracing::warn!(source = incoming.source, %error, "A file of {} was not brought", incoming.source);
        }
        received
    });
    match tokio::time::timeout(patience, task).await {
        Ok(Ok(received)) => received.map(Some),
        Ok(Err(stopped)) => std::panic::resume_unwind(stopped.into_panic()),
        Err(_) => Ok(None),
    }
}

/// Brings what was not read from one file, and keeps what it would change to be looked at.
pub async fn receive_editions(
    store: &Store,
    actor: &Actor,
    now: Moment,
    (source, title, from): (&str, &str, Day),
    editions: Vec<Edition>,
) -> Result<Option<Import>, ImportError> {
    let outcome = Outcome { editions, ..Outcome::default() };
    let wanted = source.to_owned();
    let (standing, over) = store
        .read::<_, ImportError, _>(move |tx| Ok((table::standing(tx, &wanted)?, table::last_of(tx, &wanted)?)))
        .await?;
    let changes = compare(&standing, &outcome.editions, &outcome.lost, from);
    bring(store, actor, now, (source, None, title, from), (changes, &standing, over), &outcome, |_| {}).await
}

/// Writes down what is brought and what it changes; nothing where it changes nothing.
pub(super) async fn bring(
    store: &Store,
    actor: &Actor,
    now: Moment,
    (source, format, title, from): (&str, Option<&str>, &str, Day),
    (changes, standing, over): (Vec<Change>, &Standing, i64),
    outcome: &Outcome,
    progress: impl Fn(Progress),
) -> Result<Option<Import>, ImportError> {
    let brought_by = manager(actor)?;
    if changes.is_empty() {
        return Ok(None);
    }
    let import = Import {
        id: fresh(store).await?,
        source: source.to_owned(),
        format: format.map(str::to_owned),
        title: title.to_owned(),
        // Of a file that names its own days, the first on which anything changes.
        from: changes.iter().map(|change| change.from).min().unwrap_or(from),
        brought_by,
        brought_at: now,
        over,
        changes: whole_number(changes.len()),
        hash: hash(&changes),
        takes_back: None,
        state: State::Arriving,
    };
    Ok(Some(keep(store, actor, now, import, changes, standing, outcome, progress).await?))
}

/// Says what entries are sorted by that were published before lists were sorted by title.
pub async fn sort_by_title(store: &Store) -> Result<(), StoreError> {
    for kind in Kind::ALL.iter().copied().map(Some).chain([None]) {
        while store.write_batch(move |tx| table::sort_some(tx, kind, 200)).await? > 0 {}
    }
    Ok(())
}

/// A second person approves the changes that have this hash.
pub fn approve(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Import>,
    hash: Option<&str>,
) -> Result<Import, ImportError> {
    let by = manager(actor)?;
    let guarded = known(tx, id)?;
    if guarded.import.brought_by == by {
        return Err(ImportError::OwnWork);
    }
    if let Some(hash) = hash.filter(|hash| *hash != guarded.import.hash) {
        return Err(ImportError::OtherHash(hash.to_owned()));
    }
    let state = guarded.import.state.clone().apply(Move::Approve(by))?;
    fresh_enough(tx, &guarded.import)?;
    put(tx, actor, now, guarded, state, "catalogue.import-approved")
}

/// Gives an import up.
pub fn withdraw(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Import>,
    reason: &str,
) -> Result<Import, ImportError> {
    let (by, reason) = (manager(actor)?, reason.trim());
    if reason.is_empty() {
        return Err(ImportError::NoReason);
    }
    let guarded = known(tx, id)?;
    let state = guarded.import.state.clone().apply(Move::Withdraw(by, reason.to_owned()))?;
    put(tx, actor, now, guarded, state, "catalogue.import-withdrawn")
}

/// Publishes an approved import as the next edition: in batches, while everybody sees the last edition, then at once.
/// One that was interrupted goes on where it was.
pub async fn publish(
    store: &Store,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Import>,
    progress: impl Fn(Progress),
) -> Result<Published, ImportError> {
    let command = (actor.clone(), id.clone());
    let mut import = store.write(move |tx| begin(tx, &command.0, now, &command.1)).await?;
    let of = usize::try_from(import.changes).unwrap_or_default();
    while let State::Publishing { done, edition, .. } = import.state {
        progress(Progress { done: usize::try_from(done).unwrap_or_default(), of });
        if done < import.changes {
            let command = id.clone();
            import = store.write_batch(move |tx| advance(tx, &command)).await?;
        } else {
            let command = (actor.clone(), id.clone());
            import = store.write(move |tx| finish(tx, &command.0, now, &command.1, edition)).await?;
        }
    }
    match import.state {
        State::Published { edition, .. } => Ok(Published { edition, changes: import.changes }),
        state => Err(InvalidMove { from: state.as_str(), to: "published" }.into()),
    }
}

/// Goes on with a publication that has begun, while other things are done.
pub(super) fn publish_in_background(store: &Store, actor: &Actor, now: Moment, id: &Id<id::Import>) {
    let (store, actor, id) = (store.clone(), actor.clone(), id.clone());
    tokio::spawn(async move {
        if let Err(error) = publish(&store, &actor, now, &id, |_| {}).await {
            tracing::warn!(import = %id, %error, "The publication of {id} stopped: it can go on");
        }
    });
}

pub(super) fn begin(tx: &mut Tx<'_>, actor: &Actor, now: Moment, id: &Id<id::Import>) -> Result<Import, ImportError> {
    manager(actor)?;
    let guarded = known(tx, id)?;
    match table::unfinished(tx)? {
        Some((other, _)) if other == *id => return Ok(guarded.import),
        Some((other, _)) => return Err(ImportError::Busy(other)),
        None => {}
    }
    let edition = table::current_edition(tx)? + 1;
    let state = guarded.import.state.clone().apply(Move::Begin(edition))?;
    fresh_enough(tx, &guarded.import)?;
    if !table::begin_edition(tx, edition, id)? {
        return Err(ImportError::Crossed);
    }
    put(tx, actor, now, guarded, state, "catalogue.publication-begun")
}

/// One batch. Done twice it is as done once.
pub(super) fn advance(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<Import, ImportError> {
    let mut guarded = known(tx, id)?;
    let State::Publishing { edition, done, .. } = guarded.import.state else { return Ok(guarded.import) };
    let until = (done + whole_number(BATCH)).min(guarded.import.changes);
    table::end_versions(tx, &guarded.import, edition, (done, until))?;
    table::begin_versions(tx, &guarded.import, edition, (done, until))?;
    let state = guarded.import.state.clone().apply(Move::Advance(until))?;
    if !table::put_state(tx, &guarded, &state)? {
        return Err(ImportError::Crossed);
    }
    guarded.import.state = state;
    Ok(guarded.import)
}

fn finish(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Import>,
    edition: i64,
) -> Result<Import, ImportError> {
    let guarded = known(tx, id)?;
    let state = guarded.import.state.clone().apply(Move::Finish)?;
    table::end_edition(tx, edition, now)?;
    put(tx, actor, now, guarded, state, "catalogue.published")
}

/// Writes an import with its changes and the account of its records, and then lets it be looked at.
#[expect(clippy::too_many_arguments, reason = "one long step, told once")]
pub(super) async fn keep(
    store: &Store,
    actor: &Actor,
    now: Moment,
    import: Import,
    changes: Vec<Change>,
    standing: &Standing,
    outcome: &Outcome,
    progress: impl Fn(Progress),
) -> Result<Import, ImportError> {
    let rows = accounts(outcome);
    let of = changes.len() + rows.len();
    let row = import.clone();
    store.write::<_, ImportError, _>(move |tx| Ok(table::insert(tx, &row)?)).await?;
    let mut done = 0;
    // A part that is new and changes on several days is one part.
    let mut new: BTreeMap<super::Key, String> = BTreeMap::new();
    for batch in changes.chunks(BATCH) {
        let known =
            |change: &Change| standing.id(&change.key).map(str::to_owned).or_else(|| new.get(&change.key).cloned());
        let ready = |(n, change): (usize, &Change)| {
            (table::Ready::new(whole_number(done + n + 1), change.clone()), known(change))
        };
        let batch: Vec<(table::Ready, Option<String>)> = batch.iter().enumerate().map(ready).collect();
        let (id, rows) = (import.id.clone(), batch.clone());
        let ids = store
            .write_batch::<_, ImportError, _>(move |tx| {
                let mut given: BTreeMap<super::Key, String> = BTreeMap::new();
                for (ready, known) in &rows {
                    let key = &ready.change.key;
                    let known = known.clone().or_else(|| given.get(key).cloned());
                    let own = table::insert_change(tx, &id, ready, known.as_deref())?;
                    given.insert(key.clone(), own);
                }
                Ok(given)
            })
            .await?;
        new.extend(ids);
        done += batch.len();
        progress(Progress { done, of });
    }
    for batch in rows.chunks(BATCH) {
        let (id, rows) = (import.id.clone(), batch.to_vec());
        store
            .write_batch::<_, ImportError, _>(move |tx| {
                rows.iter().try_for_each(|row| Ok(table::insert_record(tx, &id, row)?))
            })
            .await?;
        done += batch.len();
        progress(Progress { done, of });
    }
    let command = (actor.clone(), import.id.clone());
    store
        .write(move |tx| {
            let guarded = known(tx, &command.1)?;
            let state = guarded.import.state.clone().apply(Move::Arrive)?;
            put(tx, &command.0, now, guarded, state, "catalogue.imported")
        })
        .await
}

/// What became of every record, with what is wrong with it; then what is worth a look and is no record: a sheet, a body
/// that rows name.
fn accounts(outcome: &Outcome) -> Vec<table::Account> {
    let mut problems: BTreeMap<&str, Vec<Problem>> = BTreeMap::new();
    for problem in &outcome.problems {
        problems.entry(&problem.record).or_default().push(problem.clone());
    }
    let mut account = |record: &str, kind, verdict| table::Account {
        place: 0,
        record: record.to_owned(),
        kind,
        verdict,
        problems: problems.remove(record).unwrap_or_default(),
    };
    let mut rows: Vec<table::Account> =
        outcome.records.iter().map(|known| account(&known.record, known.kind, known.verdict.as_str())).collect();
    let others: Vec<String> = problems.keys().map(|record| (*record).to_owned()).collect();
    rows.extend(others.into_iter().map(|record| table::Account {
        place: 0,
        kind: None,
        verdict: table::WORTH_A_LOOK,
        problems: problems.remove(record.as_str()).unwrap_or_default(),
        record,
    }));
    for (n, row) in rows.iter_mut().enumerate() {
        row.place = whole_number(n + 1);
    }
    rows
}

pub(super) async fn fresh(store: &Store) -> Result<Id<id::Import>, StoreError> {
    store.read::<_, StoreError, _>(|tx| Ok(tx.id())).await
}

pub(super) fn manager(actor: &Actor) -> Result<Id<id::Person>, ImportError> {
    match &actor.who {
        Who::Staff(person) if actor.role == Role::CatalogueManager => Ok(person.clone()),
        _ => Err(ImportError::NotAManager),
    }
}

fn known(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<table::Guarded, ImportError> {
    table::guarded(tx, id)?.ok_or_else(|| ImportError::Unknown(id.clone()))
}

/// Has its source been published since it was compared?
fn fresh_enough(tx: &mut Tx<'_>, import: &Import) -> Result<(), ImportError> {
    if table::last_of(tx, &import.source)? == import.over {
        Ok(())
    } else {
        Err(ImportError::Stale(import.source.clone()))
    }
}

fn put(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    mut guarded: table::Guarded,
    state: State,
    action: &str,
) -> Result<Import, ImportError> {
    if !table::put_state(tx, &guarded, &state)? {
        return Err(ImportError::Crossed);
    }
    let import = &guarded.import;
    let details =
        [("source", import.source.clone()), ("changes", import.changes.to_string()), ("hash", import.hash.clone())];
    let entry = audit::Entry { at: now, actor, action, subject: import.id.as_str(), details: &details };
    audit::record(tx, &entry)?;
    guarded.import.state = state;
    Ok(guarded.import)
}

pub(super) fn whole_number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
