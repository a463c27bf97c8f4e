//! The table `responsibility`.

use store::{Row, StoreError, Tx, args};
use values::{Effective, Id};

use super::{Function, OperatingForm, Responsibility};

const COLUMNS: &str = "id, service_type, function, channel, area, segment, holder, form, instrument, valid_from, \
    valid_until, since_version, until_version, routing, illustrative, franchise";

pub(crate) fn all(tx: &mut Tx<'_>) -> Result<Vec<Responsibility>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM responsibility ORDER BY id"), args![], read)
}

pub(crate) fn insert(tx: &mut Tx<'_>, row: &Responsibility) -> Result<(), StoreError> {
    let channel = row.channel.map(values::Channel::as_str);
    tx.execute(
        &format!(
            "INSERT INTO responsibility ({COLUMNS}) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12,$13,$14,$15,$16)"
        ),
        args![
            &row.id,
            &row.service_type,
            row.function.as_str(),
            channel,
            row.area.as_ref().map(|area| area.as_str().to_owned()),
            row.segment.clone(),
            &row.holder,
            row.form.as_str(),
            &row.instrument,
            row.valid.from,
            row.valid.until,
            signed(row.since_version),
            row.until_version.map(signed),
            row.routing.clone(),
            row.illustrative,
            row.franchise.clone()
        ],
    )?;
    Ok(())
}

pub(crate) fn retire(tx: &mut Tx<'_>, id: &Id<values::id::Responsibility>, version: u64) -> Result<u64, StoreError> {
    tx.execute(
        "UPDATE responsibility SET until_version = $2 WHERE id = $1 AND until_version IS NULL",
        args![id, signed(version)],
    )
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
        routing: row.get(13)?,
        illustrative: row.get(14)?,
        franchise: row.get(15)?,
    })
}

pub(crate) fn signed(version: u64) -> i64 {
    i64::try_from(version).unwrap_or(i64::MAX)
}

pub(crate) fn unsigned(version: i64) -> u64 {
    u64::try_from(version).unwrap_or(0)
}
