//! What a proof sheet counts of a vesting's lines.

use store::{Row, StoreError, Tx, args};
use values::{Id, id};

use super::{Fate, ITEM, Item, item};
use crate::handover::{Sum, work::Alike};

/// How many lines of each kind a vesting has: by predecessor, successor, service type, state and fate.
pub(crate) fn sums(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Sum, i64)>, StoreError> {
    tx.all(
        "SELECT before, after, service_type, state, fate, count(*) FROM handover_item WHERE transfer = $1
         GROUP BY before, after, service_type, state, fate ORDER BY before, after, service_type, state, fate",
        args![transfer],
        |row| Ok((sum(row)?, row.get(5)?)),
    )
}

/// All that a vesting's sheet counts, in one look at its lines: those that are alike, and how many they are.
pub(crate) fn alike(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Alike, i64)>, StoreError> {
    const BY: &str =
        "before, after, service_type, state, fate, due_before, due_after, addressed_before, addressed_after";
    tx.all(
        &format!("SELECT {BY}, count(*) FROM handover_item WHERE transfer = $1 GROUP BY {BY} ORDER BY {BY}"),
        args![transfer],
        |row| {
            let alike = Alike {
                sum: sum(row)?,
                due_before: row.get(5)?,
                due_after: row.get(6)?,
                addressed_before: row.get(7)?,
                addressed_after: row.get(8)?,
            };
            Ok((alike, row.get(9)?))
        },
    )
}

fn sum(row: &Row<'_>) -> Result<Sum, StoreError> {
    Ok(Sum {
        before: row.get(0)?,
        after: row.get(1)?,
        service_type: row.get(2)?,
        state: row.get(3)?,
        fate: Fate::parse(&row.get::<String>(4)?).ok_or_else(|| row.unreadable(4, "no such fate"))?,
    })
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
