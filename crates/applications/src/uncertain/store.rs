//! The requests that wait for a person.

use store::{StoreError, Tx, Value, args};
use values::{Day, Id, Moment, id};

use crate::request::{
    Request, State,
    store::{COLUMNS, get, read},
};

/// Which of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// Nobody knows, or nobody takes it.
    Unsettled,
    /// Ended because something before it was not done; a person may send it all the same.
    NotSent,
    /// Not answered by the day that was promised, as of this day.
    Late(Day),
}

impl Which {
    /// In words that the indexes of the table have too, so that they are used.
    fn condition(self) -> &'static str {
        match self {
            Self::Unsettled => "state IN ('uncertain', 'stuck', 'referred')",
            Self::NotSent => "state = 'not_sent'",
            Self::Late(_) => {
                "due IS NOT NULL AND state IN ('queued', 'sent', 'uncertain', 'stuck', 'referred') AND due < $1"
            }
        }
    }

    /// What its condition names.
    fn values(self) -> Vec<Value<'static>> {
        match self {
            Self::Unsettled | Self::NotSent => Vec::new(),
            Self::Late(today) => vec![today.into()],
        }
    }

    fn order(self) -> &'static str {
        match self {
            Self::Unsettled | Self::NotSent => "id",
            Self::Late(_) => "due, id",
        }
    }
}

/// A request that waits for a person.
#[derive(Debug)]
pub(crate) struct Unsettled {
    pub request: Request,
    pub receipt: String,
    /// Since when it has been as it is.
    pub since: Moment,
    /// What was not done before it.
    pub because: Option<Request>,
}

/// How many there are, state by state.
pub(crate) fn counts(tx: &mut Tx<'_>, which: Which) -> Result<Vec<(String, i64)>, StoreError> {
    let condition = which.condition();
    tx.all(
        &format!("SELECT state, count(*) FROM request WHERE {condition} GROUP BY state ORDER BY state"),
        &which.values(),
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Some of them, the oldest first, or the one that was due first.
pub(crate) fn some(tx: &mut Tx<'_>, which: Which, from: u32, count: u32) -> Result<Vec<Unsettled>, StoreError> {
    let (condition, order, mut values) = (which.condition(), which.order(), which.values());
    let (limit, offset) = (values.len() + 1, values.len() + 2);
    values.extend_from_slice(args![count, from]);
    let sql = format!("{} WHERE {condition} ORDER BY {order} LIMIT ${limit} OFFSET ${offset}", select());
    let mut found = tx.all(&sql, &values, unsettled)?;
    for unsettled in &mut found {
        with_cause(tx, unsettled)?;
    }
    Ok(found)
}

/// One request, whatever its state.
pub(crate) fn one(tx: &mut Tx<'_>, id: &Id<id::Request>) -> Result<Option<Unsettled>, StoreError> {
    let mut found = tx.maybe(&format!("{} WHERE id = $1", select()), args![id], unsettled)?;
    if let Some(unsettled) = &mut found {
        with_cause(tx, unsettled)?;
    }
    Ok(found)
}

fn select() -> String {
    format!(
        "SELECT {COLUMNS},
           (SELECT a.receipt FROM application a WHERE a.id = request.application),
           (SELECT max(e.at) FROM request_event e WHERE e.request = request.id)
         FROM request"
    )
}

fn unsettled(row: &store::Row<'_>) -> Result<Unsettled, StoreError> {
    let since = row.get::<Option<i64>>(16)?.map_or(Moment(0), Moment);
    Ok(Unsettled { request: read(row)?, receipt: row.get(15)?, since, because: None })
}

fn with_cause(tx: &mut Tx<'_>, unsettled: &mut Unsettled) -> Result<(), StoreError> {
    if let State::NotSent { because } = &unsettled.request.state {
        unsettled.because = get(tx, because)?;
    }
    Ok(())
}
