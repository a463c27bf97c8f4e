//! What a proof sheet counts of a vesting's lines.

use store::{Row, StoreError, Tx, args};
use values::{Id, id};

use super::{Fate, ITEM, Item, item};
use crate::handover::{
    Sum,
    work::{Alike, Notice},
};

/// How many lines of each kind a vesting has: by predecessor, successor, service type, state and fate.
pub(crate) fn sums(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Sum, i64)>, StoreError> {
    tx.all(
        "SELECT before, after, service_type, state, fate, count(*) FROM handover_item WHERE transfer = $1
         GROUP BY before, after, service_type, state, fate ORDER BY before, after, service_type, state, fate",
        args![transfer],
        |row| Ok((sum(row)?, row.get(5)?)),
    )
}

/// All that a vesting's sheet counts, in one look at its lines: those that are alike, and how many they are, in no order.
pub(crate) fn alike(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Alike, i64)>, StoreError> {
    const BY: &str =
        "before, after, service_type, state, fate, due_before, due_after, addressed_before, addressed_after";
    tx.all(
        &format!("SELECT {BY}, count(*) FROM handover_item WHERE transfer = $1 GROUP BY {BY}"),
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

/// The requests of a vesting that a person has to decide on.
pub(crate) fn listed_by(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<Item>, StoreError> {
    tx.all(
        &format!(
            "SELECT {ITEM} FROM handover_item WHERE transfer = $1 AND fate = $2 AND person IS NOT NULL
             ORDER BY person, request"
        ),
        args![transfer, Fate::Listed.as_str()],
        item,
    )
}

/// Whom somebody has to tell that another body answers now, and about how many requests of a vesting.
pub(crate) fn to_tell(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Vec<(Notice, i64)>, StoreError> {
    tx.all(
        "SELECT before, system_before, person, count(*) FROM handover_item
         WHERE transfer = $1 AND fate = $2 AND person IS NOT NULL AND system_before IS NOT NULL
         GROUP BY before, system_before, person ORDER BY before, system_before, person",
        args![transfer, Fate::HandedOver.as_str()],
        |row| Ok((Notice { body: row.get(0)?, system: row.get(1)?, person: row.get(2)? }, row.get(3)?)),
    )
}
