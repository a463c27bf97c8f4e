//! The table `franchise`: every franchise as known from version to version; and the commands that change them.

use std::collections::{BTreeMap, BTreeSet};

use store::{
    Row, StoreError, Tx, Value, args,
    audit::{self, Entry},
};
use thiserror::Error;
use values::{Actor, Day, Id, Moment, Role, Who, id};

use super::{
    Franchise,
    rules::{self, Made, Named, OldLead, Outcome, Refused, SplitPart},
};
use crate::{
    Version, history,
    holding::store::{signed, unsigned},
    model::next_version,
    resource::{
        self, Resource,
        rules::{Change, ResourceError, move_to_franchise, share_with_franchise},
    },
};

/// Why a command is refused, or could not be carried out.
#[derive(Debug, Error)]
pub enum FranchiseError {
    /// Only people who plan moves may.
    #[error("this takes a member of staff who is a transfer planner")]
    NotTheirs,
    /// It may not be done.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Its budget can't move.
    #[error(transparent)]
    Resource(#[from] ResourceError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Creates one that begins on the day.
pub fn create(tx: &mut Tx<'_>, actor: &Actor, now: Moment, made: &Made, day: Day) -> Result<Version, FranchiseError> {
    let outcome = rules::create(&known(tx)?, made, day)?;
    record(tx, &Act { actor, now, action: "franchise-created", id: &made.named.id, day }, outcome)
}

/// Splits one in two or three on the day.
pub fn split(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Franchise>,
    parts: &[SplitPart],
    day: Day,
) -> Result<Version, FranchiseError> {
    let lines = lines(&resources(tx)?, id, day);
    let outcome = rules::split(&known(tx)?, id, &lines, parts, day)?;
    record(tx, &Act { actor, now, action: "franchise-split", id, day }, outcome)
}

/// Merges two or more into one on the day.
pub fn merge(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    ids: &[Id<id::Franchise>],
    into: &Named,
    day: Day,
) -> Result<Version, FranchiseError> {
    let resources = resources(tx)?;
    let lines: BTreeMap<_, _> = ids.iter().map(|id| (id.clone(), lines(&resources, id, day))).collect();
    let outcome = rules::merge(&known(tx)?, ids, &lines, into, day)?;
    record(tx, &Act { actor, now, action: "franchise-merged", id: &into.id, day }, outcome)
}

/// Hands one over to another lead on the day.
pub fn hand_over(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Franchise>,
    to: &Id<id::Organisation>,
    old_lead: OldLead,
    day: Day,
) -> Result<Version, FranchiseError> {
    let outcome = rules::hand_over(&known(tx)?, id, to, old_lead, day)?;
    record(tx, &Act { actor, now, action: "franchise-handed-over", id, day }, outcome)
}

/// Closes one on the day. Its budget lines stay with the bodies whose they are.
pub fn close(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    id: &Id<id::Franchise>,
    day: Day,
) -> Result<Version, FranchiseError> {
    let lines = lines(&resources(tx)?, id, day);
    let outcome = rules::close(&known(tx)?, id, &lines, day)?;
    record(tx, &Act { actor, now, action: "franchise-closed", id, day }, outcome)
}

/// Takes back what a command did to a franchise last, if none of it has begun: all that it did, to others too. What was
/// taken back already does not count, so that one change after another can be taken back, the last first.
pub fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    id: &Id<id::Franchise>,
) -> Result<Version, FranchiseError> {
    let rows = all(tx)?;
    let lives = lives(tx, &rows)?;
    let last = |id: &Id<id::Franchise>| lives.get(id).and_then(|acts| acts.last());
    let Some(Done { version: act, reason, .. }) = last(id) else { return Err(Refused::Unknown(id.clone()).into()) };
    if !reason.starts_with(BY_COMMAND) {
        return Err(Refused::NothingPlanned(id.clone()).into());
    }
    let mut back = Vec::new();
    let mut begins = None;
    for (other, acts) in lives.iter().filter(|(_, acts)| acts.iter().any(|done| done.version == *act)) {
        let [earlier @ .., done] = &acts[..] else { continue };
        if done.version != *act {
            return Err(Refused::ChangedSince(other.clone()).into());
        }
        let before = earlier.last().and_then(|earlier| earlier.left.as_ref());
        let day = match (before, &done.left) {
            (Some(before), Some(after)) => rules::first_difference(before, after),
            (one, other) => one.or(other.as_ref()).map(|row| row.valid.from),
        };
        begins = begins.into_iter().chain(day).min();
        back.push((other.clone(), before.cloned()));
    }
    // Where nothing differs only words were changed.
    let Some(day) = begins.filter(|day| *day > today) else {
        return Err(Refused::NothingPlanned(id.clone()).into());
    };
    let Some(change) = lines_back(&resource::store::all(tx)?, *act) else {
        return Err(Refused::ChangedSince(id.clone()).into());
    };
    record_back(tx, &Act { actor, now, action: TAKEN_BACK, id, day }, &back, &change)
}

/// What the reasons of all versions begin with that a command made.
const BY_COMMAND: &str = "franchise-";
const TAKEN_BACK: &str = "franchise-taken-back";

/// Something that was done to a franchise: at which version, why, and how it left it.
struct Done {
    version: u64,
    reason: String,
    left: Option<Franchise>,
}

/// All that was done to each franchise and was not taken back, in order.
fn lives(tx: &mut Tx<'_>, rows: &[Franchise]) -> Result<BTreeMap<Id<id::Franchise>, Vec<Done>>, StoreError> {
    let mut lives: BTreeMap<Id<id::Franchise>, Vec<Done>> = BTreeMap::new();
    let turns = rows.iter().flat_map(|row| [Some(row.since_version), row.until_version].map(|turn| (turn, &row.id)));
    let turns: BTreeSet<(u64, &Id<id::Franchise>)> = turns.filter_map(|(turn, id)| Some((turn?, id))).collect();
    let reasons = history::store::reasons(tx)?;
    for (version, id) in turns {
        let reason = reasons.get(&version).cloned().unwrap_or_default();
        let acts = lives.entry(id.clone()).or_default();
        if reason == TAKEN_BACK {
            acts.pop();
            continue;
        }
        let left = rows.iter().find(|row| row.id == *id && row.since_version == version).cloned();
        acts.push(Done { version, reason, left });
    }
    Ok(lives)
}

/// The budget lines that an act changed, as they were before it; nothing where they were changed again since.
fn lines_back(rows: &[Resource], act: u64) -> Option<Change> {
    let touched: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.since_version == act || row.until_version == Some(act))
        .map(|row| row.line.as_str())
        .collect();
    let known_at = |version: Option<u64>| -> Vec<&Resource> {
        let known = |row: &&Resource| match version {
            Some(version) => row.known_at(version),
            None => row.until_version.is_none(),
        };
        rows.iter().filter(|row| touched.contains(row.line.as_str())).filter(known).collect()
    };
    let has = |rows: &[&Resource], one: &Resource| rows.iter().any(|other| other.says_the_same(one));
    let (now, then, before) = (known_at(None), known_at(Some(act)), known_at(Some(act - 1)));
    let same = now.len() == then.len() && then.iter().all(|row| has(&now, row));
    same.then(|| Change {
        retire: now.iter().filter(|row| !has(&before, row)).map(|row| row.id.clone()).collect(),
        add: before.iter().filter(|row| !has(&now, row)).map(|row| (*row).clone()).collect(),
    })
}

fn record_back(
    tx: &mut Tx<'_>,
    act: &Act<'_>,
    back: &[(Id<id::Franchise>, Option<Franchise>)],
    lines: &Change,
) -> Result<Version, FranchiseError> {
    let version = begin(tx, act)?;
    for (id, before) in back {
        retire(tx, id, version.number)?;
        if let Some(before) = before {
            insert(tx, &Franchise { since_version: version.number, until_version: None, ..before.clone() })?;
        }
    }
    resource::store::apply(tx, lines, version.number)?;
    let touched: Vec<&str> = back.iter().map(|(id, _)| id.name()).collect();
    let moved: Vec<&str> = lines.add.iter().map(|row| row.line.as_str()).collect();
    tell(tx, act, version, &touched.join(" "), &moved.join(" "))?;
    Ok(version)
}

/// One franchise as it was known from version to version, the oldest first.
pub fn history(tx: &mut Tx<'_>, id: &Id<id::Franchise>) -> Result<Vec<Franchise>, StoreError> {
    tx.all(
        "SELECT id, body, since_version, until_version FROM franchise WHERE id = $1 ORDER BY since_version",
        args![id],
        read,
    )
}

/// The first franchise that a command made or changed last, and of which these rows say something else.
pub fn undone_by(tx: &mut Tx<'_>, wanted: &[Franchise]) -> Result<Option<Id<id::Franchise>>, StoreError> {
    let by_command: Vec<Franchise> = tx.all(
        "SELECT known.id, known.body, known.since_version, known.until_version
         FROM franchise AS known JOIN model_history AS made ON made.version = known.since_version
         WHERE known.until_version IS NULL AND made.reason LIKE 'franchise-%' ORDER BY known.id",
        args![],
        read,
    )?;
    let undone = |known: &Franchise| !wanted.iter().any(|row| row.says_the_same(known));
    Ok(by_command.into_iter().find(undone).map(|known| known.id))
}

struct Act<'a> {
    actor: &'a Actor,
    now: Moment,
    action: &'static str,
    id: &'a Id<id::Franchise>,
    day: Day,
}

/// One version, one entry in the audit log, whatever the command wrote.
fn record(tx: &mut Tx<'_>, act: &Act<'_>, outcome: Outcome) -> Result<Version, FranchiseError> {
    let version = begin(tx, act)?;
    let touched: Vec<String> = outcome.written.iter().map(|franchise| franchise.id.name().to_owned()).collect();
    for franchise in outcome.written {
        retire(tx, &franchise.id, version.number)?;
        insert(tx, &Franchise { since_version: version.number, until_version: None, ..franchise })?;
    }
    for (from, share, to) in &outcome.shares {
        let change = share_with_franchise(&resources(tx)?, share, from, to, act.day)?;
        resource::store::apply(tx, &change, version.number)?;
    }
    for (from, lines, to) in &outcome.lines {
        let change = move_to_franchise(&resources(tx)?, lines, from, to.as_ref(), act.day)?;
        resource::store::apply(tx, &change, version.number)?;
    }
    let whole = outcome.lines.iter().flat_map(|(_, lines, _)| lines);
    let lines: Vec<String> = whole.chain(outcome.shares.iter().map(|(_, share, _)| &share.line)).cloned().collect();
    tell(tx, act, version, &touched.join(" "), &lines.join(" "))?;
    Ok(version)
}

/// Takes the next version for an act, if it is theirs.
fn begin(tx: &mut Tx<'_>, act: &Act<'_>) -> Result<Version, FranchiseError> {
    if !matches!((&act.actor.who, act.actor.role), (Who::Staff(_), Role::TransferPlanner)) {
        return Err(FranchiseError::NotTheirs);
    }
    Ok(next_version(tx, act.actor, act.now, act.action)?)
}

/// Writes an act into the audit log.
fn tell(tx: &mut Tx<'_>, act: &Act<'_>, version: Version, touched: &str, lines: &str) -> Result<(), StoreError> {
    let details = [
        ("version", version.number.to_string()),
        ("day", act.day.to_string()),
        ("franchises", touched.to_owned()),
        ("lines", lines.to_owned()),
    ];
    let entry =
        Entry { at: act.now, actor: act.actor, action: act.action, subject: act.id.as_str(), details: &details };
    audit::record(tx, &entry)
}

fn known(tx: &mut Tx<'_>) -> Result<Vec<Franchise>, StoreError> {
    Ok(all(tx)?.into_iter().filter(|franchise| franchise.until_version.is_none()).collect())
}

fn resources(tx: &mut Tx<'_>) -> Result<Vec<Resource>, StoreError> {
    Ok(resource::store::all(tx)?.into_iter().filter(|row| row.until_version.is_none()).collect())
}

/// The budget lines of a franchise on the day and later.
fn lines(resources: &[Resource], id: &Id<id::Franchise>, day: Day) -> Vec<String> {
    let own = resources.iter().filter(|row| row.franchise.as_ref() == Some(id));
    let lasting = own.filter(|row| row.valid.until.is_none_or(|until| until > day));
    lasting.map(|row| row.line.clone()).collect::<BTreeSet<_>>().into_iter().collect()
}

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Franchise>, StoreError> {
    tx.all("SELECT id, body, since_version, until_version FROM franchise ORDER BY id, since_version", args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, franchise: &Franchise) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO franchise (id, body, since_version, until_version) VALUES ($1,$2,$3,$4)",
        args![
            &franchise.id,
            Value::json(franchise),
            signed(franchise.since_version),
            franchise.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<id::Franchise>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE franchise SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

fn read(row: &Row<'_>) -> Result<Franchise, StoreError> {
    Ok(Franchise {
        since_version: unsigned(row.get(2)?),
        until_version: row.get::<Option<i64>>(3)?.map(unsigned),
        ..row.json(1)?
    })
}

#[cfg(test)]
mod tests;
