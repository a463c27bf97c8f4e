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

/// Takes back what a command did to a franchise last, if none of it has begun: all that it did, to others too.
pub fn take_back(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    today: Day,
    id: &Id<id::Franchise>,
) -> Result<Version, FranchiseError> {
    let rows = all(tx)?;
    let current = |row: &&Franchise| row.until_version.is_none();
    let last = rows.iter().filter(current).find(|row| row.id == *id).ok_or_else(|| Refused::Unknown(id.clone()))?;
    let act = last.since_version;
    let is_command = history::store::reason(tx, act)?.is_some_and(|reason| reason.starts_with("franchise-"));
    if !is_command {
        return Err(Refused::NothingPlanned(id.clone()).into());
    }
    let mut back = Vec::new();
    let mut begins = None;
    let touched = rows.iter().filter(|row| row.since_version == act || row.until_version == Some(act));
    for id in touched.map(|row| &row.id).collect::<BTreeSet<_>>() {
        let of_it = || rows.iter().filter(|row| row.id == *id);
        let before = of_it().find(|row| row.until_version == Some(act));
        let after = of_it().find(|row| row.since_version == act);
        if of_it().any(|row| row.since_version > act) || after.is_some_and(|row| row.until_version.is_some()) {
            return Err(Refused::ChangedSince(id.clone()).into());
        }
        let day = match (before, after) {
            (Some(before), Some(after)) => rules::first_difference(before, after),
            (one, other) => one.or(other).map(|row| row.valid.from),
        };
        begins = begins.into_iter().chain(day).min();
        back.push((id.clone(), before.cloned()));
    }
    // Where nothing differs, only words were changed, or the change was taken back before.
    let Some(day) = begins.filter(|day| *day > today) else {
        return Err(Refused::NothingPlanned(id.clone()).into());
    };
    let mut lines = resource::store::all(tx)?;
    // What the act itself wrote and ended again was never there.
    lines.retain(|row| row.until_version != Some(row.since_version));
    let (made, ended): (Vec<_>, Vec<_>) = (
        lines.iter().filter(|row| row.since_version == act).collect(),
        lines.iter().filter(|row| row.until_version == Some(act)).collect(),
    );
    if made.iter().any(|row| row.until_version.is_some()) {
        return Err(Refused::ChangedSince(id.clone()).into());
    }
    let change = Change {
        retire: made.into_iter().map(|row| row.id.clone()).collect(),
        add: ended.into_iter().cloned().collect(),
    };
    record_back(tx, &Act { actor, now, action: "franchise-taken-back", id, day }, &back, &change)
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
