//! The table `responsibility`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Id};

use super::{Function, OperatingForm, Responsibility, Routing};

const COLUMNS: &str = "id, service_type, function, channel, area, segment, holder, form, instrument, valid_from, \
    valid_until, since_version, until_version, routing, illustrative, franchise, turn";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Responsibility>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM responsibility ORDER BY id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Responsibility) -> Result<(), StoreError> {
    insert_all(tx, std::slice::from_ref(row))
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<values::id::Responsibility>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE responsibility SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

/// Rows in one statement.
const AT_ONCE: usize = 100;

/// Adds many rows, a hundred in a statement.
pub(crate) fn insert_all(tx: &mut Tx<'_>, rows: &[Responsibility]) -> Result<(), StoreError> {
    for some in rows.chunks(AT_ONCE) {
        let values: Vec<String> = (0..some.len()).map(|n| places(n * 17, 17)).collect();
        let sql = format!("INSERT INTO responsibility ({COLUMNS}) VALUES {}", values.join(", "));
        let all: Vec<Value<'_>> = some.iter().flat_map(cells).collect();
        tx.execute(&sql, &all)?;
    }
    Ok(())
}

/// Retires many rows, a hundred in a statement; answers how many were known until then.
pub(crate) fn retire_all(
    tx: &mut Tx<'_>,
    ids: &[Id<values::id::Responsibility>],
    version: u64,
) -> Result<u64, StoreError> {
    let mut retired = 0;
    for some in ids.chunks(AT_ONCE) {
        let named = places(1, some.len());
        let sql = format!("UPDATE responsibility SET until_version = $1 WHERE id IN {named} AND until_version IS NULL");
        let all: Vec<Value<'_>> = [signed(version).into()].into_iter().chain(some.iter().map(Value::from)).collect();
        retired += tx.execute(&sql, &all)?;
    }
    Ok(retired)
}

/// `($3, $4)` for two places after two.
fn places(after: usize, count: usize) -> String {
    let places: Vec<String> = (after + 1..=after + count).map(|place| format!("${place}")).collect();
    format!("({})", places.join(", "))
}

fn cells(row: &Responsibility) -> [Value<'_>; 17] {
    [
        (&row.id).into(),
        (&row.service_type).into(),
        row.function.as_str().into(),
        row.channel.map(values::Channel::as_str).into(),
        (&row.area).into(),
        (&row.segment).into(),
        (&row.holder).into(),
        row.form.as_str().into(),
        (&row.instrument).into(),
        row.valid.from.into(),
        row.valid.until.into(),
        signed(row.since_version).into(),
        row.until_version.map(signed).into(),
        row.routing.as_ref().map(|routing| routing.rule.as_str()).into(),
        row.illustrative.into(),
        (&row.franchise).into(),
        row.routing.as_ref().map(|routing| i64::from(routing.turn)).into(),
    ]
}

fn read(row: &Row<'_>) -> Result<Responsibility, StoreError> {
    let channel: Option<String> = row.get(3)?;
    Ok(Responsibility {
        id: row.get(0)?,
        service_type: row.get(1)?,
        function: Function::parse(&row.get::<String>(2)?).ok_or_else(|| row.unreadable(2, "no such function"))?,
        channel: match channel.as_deref() {
            None => None,
            Some(text) => Some(crate::data::channel(text).ok_or_else(|| row.unreadable(3, "no such channel"))?),
        },
        area: row.get(4)?,
        segment: row.get(5)?,
        holder: row.get(6)?,
        form: OperatingForm::parse(&row.get::<String>(7)?).ok_or_else(|| row.unreadable(7, "no such form"))?,
        instrument: row.get(8)?,
        valid: Effective { from: row.get(9)?, until: row.get(10)? },
        since_version: unsigned(row.get(11)?),
        until_version: row.get::<Option<i64>>(12)?.map(unsigned),
        routing: match row.get(13)? {
            None => None,
            Some(rule) => Some(Routing { rule, turn: turn(row.get(16)?) }),
        },
        illustrative: row.get(14)?,
        franchise: row.get(15)?,
    })
}

/// Rows of before there were turns have none.
fn turn(kept: Option<i64>) -> u8 {
    kept.and_then(|turn| u8::try_from(turn).ok()).unwrap_or(0)
}

pub(crate) fn signed(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(version: i64) -> u64 {
    u64::try_from(version).unwrap_or(0)
}
