//! The table `resource`.

use store::{Row, StoreError, Tx, Value, args};
use values::{Effective, Id, id, money::Currency};

use super::{Resource, Unit, rules::Change};
use crate::{
    Function,
    holding::store::{signed, unsigned},
};

const COLUMNS: &str = "id, line, body, franchise, title, service_type, function, unit, amount, valid_from, \
    valid_until, illustrative, since_version, until_version";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Resource>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM resource ORDER BY id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Resource) -> Result<(), StoreError> {
    tx.execute(
        &format!("INSERT INTO resource ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14)"),
        args![
            &row.id,
            &row.line,
            &row.body,
            row.franchise.clone(),
            Value::json(&row.title),
            row.service_type.clone(),
            row.function.map(Function::as_str),
            word(row.amount.unit()),
            row.amount.count(),
            row.valid.from,
            row.valid.until,
            row.illustrative,
            signed(row.since_version),
            row.until_version.map(signed)
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<id::Resource>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE resource SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
}

/// Records a change as part of a version: rows retire, new ones get their ids.
pub(crate) fn apply(tx: &mut Tx<'_>, change: &Change, version: u64) -> Result<(), StoreError> {
    for id in &change.retire {
        retire(tx, id, version)?;
    }
    for row in &change.add {
        insert(tx, &Resource { id: tx.id(), since_version: version, until_version: None, ..row.clone() })?;
    }
    Ok(())
}

fn word(unit: Unit) -> &'static str {
    match unit {
        Unit::Posts => "posts",
        Unit::Money(Currency::GBP) => "GBP",
        Unit::Money(Currency::EUR) => "EUR",
        Unit::Money(Currency::USD) => "USD",
    }
}

fn read(row: &Row<'_>) -> Result<Resource, StoreError> {
    let function: Option<String> = row.get(6)?;
    let unit = match row.get::<String>(7)?.as_str() {
        "posts" => Unit::Posts,
        "GBP" => Unit::Money(Currency::GBP),
        "EUR" => Unit::Money(Currency::EUR),
        "USD" => Unit::Money(Currency::USD),
        _ => return Err(row.unreadable(7, "neither posts nor a currency")),
    };
    Ok(Resource {
        id: row.get(0)?,
        line: row.get(1)?,
        body: row.get(2)?,
        franchise: row.get(3)?,
        title: row.json(4)?,
        service_type: row.get(5)?,
        function: match function.as_deref() {
            None => None,
            Some(text) => Some(Function::parse(text).ok_or_else(|| row.unreadable(6, "no such function"))?),
        },
        amount: unit.of(row.get(8)?),
        valid: Effective { from: row.get(9)?, until: row.get(10)? },
        illustrative: row.get(11)?,
        since_version: unsigned(row.get(12)?),
        until_version: row.get::<Option<i64>>(13)?.map(unsigned),
    })
}
