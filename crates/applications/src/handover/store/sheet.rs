//! What a proof sheet counts of a vesting's lines.

use responsibility::transfer::proof::work::Readdressed;
use store::{StoreError, Tx, args};
use values::{Day, Id, id};

use super::{Fate, ITEM, Item, item};
use crate::handover::Sum;

/// How many lines of each kind a vesting has: by predecessor, successor, service type, state and fate.
pub(crate) fn sums(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Sum, i64)>, StoreError> {
    tx.all(
        "SELECT before, after, service_type, state, fate, count(*) FROM handover_item WHERE transfer = $1
         GROUP BY before, after, service_type, state, fate ORDER BY before, after, service_type, state, fate",
        args![transfer],
        |row| {
            let sum = Sum {
                before: row.get(0)?,
                after: row.get(1)?,
                service_type: row.get(2)?,
                state: row.get(3)?,
                fate: Fate::parse(&row.get::<String>(4)?).ok_or_else(|| row.unreadable(4, "no such fate"))?,
            };
            Ok((sum, row.get(5)?))
        },
    )
}

/// How many requests of a vesting each body had to answer by which day, before it or after it.
pub(crate) fn due(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    when: When,
) -> Result<Vec<(Id<id::Organisation>, Day, i64)>, StoreError> {
    let (body, due) = match when {
        When::Before => ("before", "due_before"),
        When::After => ("after", "due_after"),
    };
    tx.all(
        &format!(
            "SELECT {body}, {due}, count(*) FROM handover_item WHERE transfer = $1 AND {due} IS NOT NULL
             GROUP BY {body}, {due} ORDER BY {body}, {due}"
        ),
        args![transfer],
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
    )
}

/// Before the move or after it.
#[derive(Debug, Clone, Copy)]
pub(crate) enum When {
    Before,
    After,
}

/// How many requests of a vesting are due on another day than before.
pub(crate) fn deadlines_moved(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM handover_item
         WHERE transfer = $1 AND due_before IS NOT NULL AND (due_after IS NULL OR due_after <> due_before)",
        args![transfer],
        |row| row.get(0),
    )
}

/// How many requests of a vesting have no deadline: before, and after.
pub(crate) fn undated(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<[i64; 2], StoreError> {
    tx.one(
        "SELECT count(*) - count(due_before), count(*) - count(due_after) FROM handover_item WHERE transfer = $1",
        args![transfer],
        |row| Ok([row.get(0)?, row.get(1)?]),
    )
}

/// How many requests were still to be sent, by state, by the system they were to go to and the one they go to.
pub(crate) fn readdressed(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<Readdressed>, StoreError> {
    tx.all(
        "SELECT state, addressed_before, addressed_after, count(*) FROM handover_item
         WHERE transfer = $1 AND (addressed_before IS NOT NULL OR addressed_after IS NOT NULL)
         GROUP BY state, addressed_before, addressed_after
         ORDER BY coalesce(addressed_before, ''), coalesce(addressed_after, ''), state",
        args![transfer],
        |row| Ok(Readdressed { state: row.get(0)?, before: row.get(1)?, after: row.get(2)?, count: row.get(3)? }),
    )
}

/// The requests of a vesting for which a person is named.
pub(crate) fn with_a_person(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<Item>, StoreError> {
    tx.all(
        &format!(
            "SELECT {ITEM} FROM handover_item WHERE transfer = $1 AND person IS NOT NULL ORDER BY person, request"
        ),
        args![transfer],
        item,
    )
}
