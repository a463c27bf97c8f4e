//! Taking back what was published, in whichever order, and putting it there again. Each import of a file is a layer: what it
//! says of a part from a day. On each day on which layers say something of a part, the last one that is not taken back
//! counts; where all are taken back, nothing begins on that day, and what began before goes on.

use std::collections::{BTreeMap, BTreeSet};

use ::store::{Store, StoreError, Tx};
use values::{Actor, Day, Id, Moment, id};

use super::{
    Change, Import, ImportError, Key, Progress, Standing, State, Version,
    compare::{Said, hash},
    life::InvalidMove,
    look,
    steps::{fresh, keep, manager, whole_number},
    store as table,
};
use crate::inventory::{Outcome, Problem, Severity};

/// The published imports of a source: which edition each is, and which other one it takes back.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Ledger(pub BTreeMap<i64, Entry>);

/// One published import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub import: Id<id::Import>,
    pub takes_back: Option<Id<id::Import>>,
}

/// A layer, and whether it is to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    pub edition: i64,
    pub counts: bool,
}

/// What every edition said of some parts on some days.
pub(super) type Layers = BTreeMap<(Key, Day), BTreeMap<i64, Version>>;

impl Ledger {
    fn edition(&self, import: &Id<id::Import>) -> Option<i64> {
        self.0.iter().find(|(_, entry)| entry.import == *import).map(|(edition, _)| *edition)
    }

    /// The layer that an import is, takes back or puts there again.
    fn layer(&self, edition: i64) -> i64 {
        let (mut at, mut entry) = (edition, self.0.get(&edition));
        while let Some(of) = entry.and_then(|entry| entry.takes_back.as_ref()).and_then(|of| self.edition(of)) {
            (at, entry) = (of, self.0.get(&of));
        }
        at
    }

    /// The layers that count: those that were taken back and put there again equally often.
    pub fn counting(&self) -> BTreeSet<i64> {
        let mut counting = BTreeSet::new();
        for edition in self.0.keys() {
            let layer = self.layer(*edition);
            if !counting.remove(&layer) {
                counting.insert(layer);
            }
        }
        counting
    }

    /// What taking back the import of this edition does; nothing where that is done already.
    pub fn turn(&self, edition: i64) -> Option<Turn> {
        let layer = self.layer(edition);
        let counts = self.counting().contains(&layer);
        (edition == self.last_of(layer) || edition == layer && counts)
            .then_some(Turn { edition: layer, counts: !counts })
    }

    /// Who was the last to take back, or to put there again, what the import of this edition did: where it is done already,
    /// that one can be taken back instead.
    pub fn turned_by(&self, edition: i64) -> Option<&Id<id::Import>> {
        let last = self.last_of(self.layer(edition));
        self.turn(edition).is_none().then(|| self.0.get(&last)).flatten().map(|entry| &entry.import)
    }

    fn last_of(&self, layer: i64) -> i64 {
        self.0.keys().rev().find(|edition| self.layer(**edition) == layer).copied().unwrap_or(layer)
    }
}

/// Layers that came later have the last word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Covered {
    /// On so many days.
    days: usize,
    /// The last of them.
    by: i64,
}

impl Covered {
    fn told(self, ledger: &Ledger, own: &Id<id::Import>) -> ImportError {
        let by = ledger.0.get(&self.by).map_or_else(|| own.clone(), |entry| entry.import.clone());
        ImportError::ChangedSince { count: self.days, by }
    }
}

/// What stands after a turn, unless later layers have the last word.
pub(super) fn turned(
    turn: Turn,
    counting: &BTreeSet<i64>,
    layers: &Layers,
    standing: &Standing,
) -> Result<Standing, Covered> {
    let counts = |(edition, _): &(&i64, &Version)| counting.contains(edition);
    let cover =
        |said: &BTreeMap<i64, Version>| said.range(turn.edition + 1..).rfind(counts).map(|(edition, _)| *edition);
    let covers: Vec<i64> = layers.values().filter_map(cover).collect();
    if let Some(by) = covers.iter().copied().max() {
        return Err(Covered { days: covers.len(), by });
    }
    let mut left = standing.clone();
    for ((key, day), said) in layers {
        let below = || said.range(..turn.edition).rfind(counts).map(|(_, version)| version);
        match if turn.counts { said.get(&turn.edition) } else { below() } {
            Some(version) => left.put(key.clone(), *day, version.clone()),
            None => left.lift(key, *day),
        }
    }
    Ok(left)
}

/// Drafts the import that takes a published one back, or puts there again what that one took back. Whoever asks again gets
/// the same draft.
pub async fn undo(
    store: &Store,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Import>,
    progress: impl Fn(Progress),
) -> Result<Import, ImportError> {
    let brought_by = manager(actor)?;
    let wanted = id.clone();
    let Read { import, over, standing, ledger, turn, layers, said_since } =
        store.read(move |tx| read(tx, &wanted)).await?;
    let left =
        turned(turn, &ledger.counting(), &layers, &standing).map_err(|covered| covered.told(&ledger, &import.id))?;
    let changes = changes(store, &import.source, layers.into_keys().collect(), &standing, &left).await?;
    let hash = hash(&changes);
    let (back, known_as) = (import.id.clone(), hash.clone());
    if let Some(drafted) = store.read::<_, StoreError, _>(move |tx| table::drafted(tx, &back, over, &known_as)).await? {
        return Ok(drafted);
    }
    let again = if turn.counts { "put there again" } else { "taken back" };
    let title = ledger.0.get(&turn.edition).map(|entry| entry.import.clone());
    let title = match title {
        Some(layer) => store.read::<_, StoreError, _>(move |tx| table::read(tx, &layer)).await?,
        None => None,
    };
    let back = Import {
        id: fresh(store).await?,
        source: import.source.clone(),
        format: None,
        title: format!("{} {again}", title.map_or_else(|| import.title.clone(), |layer| layer.title)),
        from: changes.iter().map(|change| change.from).min().unwrap_or(import.from),
        brought_by,
        brought_at: now,
        over,
        changes: whole_number(changes.len()),
        hash,
        takes_back: Some(import.id),
        state: State::Arriving,
    };
    let problems = said_since.into_iter().chain(look::back_again(&left, &changes)).collect();
    let outcome = Outcome { problems, ..Outcome::default() };
    keep(store, actor, now, back, changes, &standing, &outcome, progress).await
}

struct Read {
    import: Import,
    over: i64,
    standing: Standing,
    ledger: Ledger,
    turn: Turn,
    layers: Layers,
    said_since: Option<Problem>,
}

fn read(tx: &mut Tx<'_>, id: &Id<id::Import>) -> Result<Read, ImportError> {
    let import = table::read(tx, id)?.ok_or_else(|| ImportError::Unknown(id.clone()))?;
    let State::Published { edition, .. } = import.state else {
        return Err(InvalidMove { from: import.state.as_str(), to: "taken back" }.into());
    };
    let ledger = table::ledger(tx, &import.source)?;
    let turn = ledger.turn(edition);
    let turn = turn.ok_or_else(|| ImportError::TakenBack(ledger.turned_by(edition).unwrap_or(id).clone()))?;
    let later = ledger.counting().into_iter().rfind(|later| *later > turn.edition && !turn.counts);
    let later = later.and_then(|later| ledger.0.get(&later)).map(|entry| entry.import.clone());
    let later =
        later.map(|later| table::read(tx, &later)).transpose()?.flatten().filter(|later| later.format.is_some());
    Ok(Read {
        said_since: later.map(|later| said_since(&later.title)),
        over: table::last_of(tx, &import.source)?,
        standing: table::standing(tx, &import.source)?,
        layers: table::layers(tx, &import.source, turn.edition)?,
        import,
        ledger,
        turn,
    })
}

/// A later file that repeated what is taken back now did not change it, and so does not keep it.
fn said_since(title: &str) -> Problem {
    Problem {
        record: "the file".to_owned(),
        field: None,
        rule: "said-since",
        severity: Severity::Remark,
        what: format!("a later file stands, '{title}': what it only repeated of this one goes with it"),
        remedy: "Bring the later file once more when this is published: it says what is missing.".to_owned(),
    }
}

/// What has to change for that to stand which is left, day by day.
async fn changes(
    store: &Store,
    source: &str,
    days: Vec<(Key, Day)>,
    standing: &Standing,
    left: &Standing,
) -> Result<Vec<Change>, StoreError> {
    let mut changes = Vec::new();
    for some in days.chunks(look::AT_ONCE) {
        let wanted: Vec<(Key, Option<String>)> =
            some.iter().map(|(key, day)| (key.clone(), left.digest_on(key, *day).map(str::to_owned))).collect();
        for ((key, day), document) in some.iter().zip(table::documents(store, source, wanted).await?) {
            changes.push(Change {
                key: key.clone(),
                from: *day,
                before: standing.digest_on(key, *day).map(str::to_owned),
                after: document.map(Said::of_document),
                resumes: (!left.begins_on(key, *day)).then(|| left.begin_before(key, *day)),
            });
        }
    }
    Ok(changes)
}
