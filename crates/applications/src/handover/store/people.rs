//! Lines of vestings as people see them, and what a named person makes of those that wait for them.

use std::collections::HashMap;

use store::{StoreError, Tx, Value, args};
use values::{Day, Id, Moment, id};

use super::{ITEM, Item, item, places};
use crate::request::State;

/// A line of a vesting as people are shown it.
#[derive(Debug)]
pub(crate) struct Shown {
    pub transfer: Id<id::Transfer>,
    pub item: Item,
    /// The case that the request is part of, and its receipt; none where it was erased.
    pub case: Option<InCase>,
    /// The state of the request now, as people are told it.
    pub state_now: Option<&'static str>,
    /// When it was settled, by whom, and what was decided.
    pub settled: Option<Settled>,
}

/// What a person made of a line that waited for them.
#[derive(Debug)]
pub(crate) struct Settled {
    pub at: Moment,
    pub by: Option<Id<id::Person>>,
    /// `left`, `given`; nothing where it was settled in another way.
    pub decided: Option<String>,
}

/// What is noted of it.
#[derive(Debug)]
pub(crate) struct Settlement {
    pub by: Option<Id<id::Person>>,
    pub decided: Option<&'static str>,
    /// From which day another body has the request.
    pub given_on: Option<Day>,
}

/// The case that a request is part of, and its receipt.
type InCase = (Id<id::Application>, String);

/// The cases that requests are part of.
pub(crate) fn cases(
    tx: &mut Tx<'_>,
    requests: &[Id<id::Request>],
) -> Result<HashMap<Id<id::Request>, InCase>, StoreError> {
    let mut cases = HashMap::new();
    for some in requests.chunks(500) {
        let values: Vec<Value<'_>> = some.iter().map(Value::from).collect();
        let sql = format!(
            "SELECT request.id, application.id, application.receipt
             FROM request JOIN application ON application.id = request.application
             WHERE request.id IN ({}) ORDER BY request.id",
            places(1, some.len())
        );
        cases.extend(tx.all(&sql, &values, |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?);
    }
    Ok(cases)
}

/// Has a line still to be seen to? What has been answered or closed since waits for nobody.
const WAITS: &str = "settled_at IS NULL AND (fate <> 'listed' OR EXISTS (
    SELECT 1 FROM request r WHERE r.id = handover_item.request
      AND r.state IN ('held', 'queued', 'sent', 'uncertain', 'stuck', 'referred')))";

/// A later transfer has its own lines for these requests: what an earlier one left to a person is seen to there. A body that
/// has a request back need not be told any more that it has lost it.
pub(crate) fn supersede(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    requests: &[&Id<id::Request>],
    now: Moment,
) -> Result<(), StoreError> {
    if requests.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value<'_>> = vec![transfer.into(), now.into()];
    values.extend(requests.iter().map(|request| Value::from(*request)));
    tx.execute(
        &format!(
            "UPDATE handover_item SET settled_at = $2
             WHERE transfer <> $1 AND person IS NOT NULL AND settled_at IS NULL AND request IN ({})
               AND (fate = 'listed' OR EXISTS (
                 SELECT 1 FROM handover_item AS later
                 WHERE later.transfer = $1 AND later.request = handover_item.request
                   AND later.after = handover_item.before))",
            places(3, requests.len())
        ),
        &values,
    )
    .map(drop)
}

/// What is shown of a line, in the order of [`shown`].
fn for_people() -> String {
    format!(
        "SELECT {ITEM}, transfer,
           (SELECT r.application FROM request r WHERE r.id = handover_item.request),
           (SELECT a.receipt FROM request r JOIN application a ON a.id = r.application
              WHERE r.id = handover_item.request),
           (SELECT r.state_body FROM request r WHERE r.id = handover_item.request), settled_at, settled_by, decided
         FROM handover_item"
    )
}

fn shown(row: &store::Row<'_>) -> Result<Shown, StoreError> {
    let application: Option<Id<id::Application>> = row.get(14)?;
    Ok(Shown {
        transfer: row.get(13)?,
        item: item(row)?,
        case: application.zip(row.get::<Option<String>>(15)?),
        state_now: match row.get::<Option<String>>(16)? {
            Some(_) => Some(row.json::<State>(16)?.told()),
            None => None,
        },
        settled: match row.get::<Option<i64>>(17)? {
            Some(at) => Some(Settled { at: Moment(at), by: row.get(18)?, decided: row.get(19)? }),
            None => None,
        },
    })
}

/// The lines of a vesting after this request, with their cases.
pub(crate) fn some(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    after: &str,
    limit: u32,
) -> Result<Vec<Shown>, StoreError> {
    let select = for_people();
    tx.all(
        &format!("{select} WHERE transfer = $1 AND request > $2 ORDER BY request LIMIT $3"),
        args![transfer, after, limit],
        shown,
    )
}

/// What still waits for a named person, or for each of them: by person, transfer and request.
pub(crate) fn listed(
    tx: &mut Tx<'_>,
    person: Option<&Id<id::Person>>,
    from: u32,
    count: u32,
) -> Result<Vec<Shown>, StoreError> {
    let select = for_people();
    match person {
        Some(person) => tx.all(
            &format!("{select} WHERE person = $1 AND {WAITS} ORDER BY transfer, request LIMIT $2 OFFSET $3"),
            args![person, count, from],
            shown,
        ),
        None => tx.all(
            &format!(
                "{select} WHERE person IS NOT NULL AND {WAITS}
                 ORDER BY person, transfer, request LIMIT $1 OFFSET $2"
            ),
            args![count, from],
            shown,
        ),
    }
}

/// One line of a vesting.
pub(crate) fn line(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
) -> Result<Option<Shown>, StoreError> {
    let select = for_people();
    tx.maybe(&format!("{select} WHERE transfer = $1 AND request = $2"), args![transfer, request], shown)
}

/// What was settled last of all that waited for a person, or for anybody.
pub(crate) fn settled(tx: &mut Tx<'_>, person: Option<&Id<id::Person>>, count: u32) -> Result<Vec<Shown>, StoreError> {
    let (select, order) = (for_people(), "ORDER BY settled_at DESC, transfer, request");
    match person {
        Some(person) => tx.all(
            &format!("{select} WHERE person = $1 AND settled_at IS NOT NULL {order} LIMIT $2"),
            args![person, count],
            shown,
        ),
        None => tx.all(
            &format!("{select} WHERE person IS NOT NULL AND settled_at IS NOT NULL {order} LIMIT $1"),
            args![count],
            shown,
        ),
    }
}

/// The transfer that left a request to a person, and who that is.
type Wait = (Id<id::Transfer>, Id<id::Person>);

/// By which transfers a request waits for whom.
pub(crate) fn waits(tx: &mut Tx<'_>, request: &Id<id::Request>) -> Result<Vec<Wait>, StoreError> {
    tx.all(
        "SELECT transfer, person FROM handover_item
         WHERE request = $1 AND person IS NOT NULL AND settled_at IS NULL ORDER BY transfer",
        args![request],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// How much waits for each person.
pub(crate) fn waiting(tx: &mut Tx<'_>) -> Result<Vec<(Id<id::Person>, i64)>, StoreError> {
    tx.all(
        &format!(
            "SELECT person, count(DISTINCT request) FROM handover_item WHERE person IS NOT NULL AND {WAITS}
             GROUP BY person ORDER BY person"
        ),
        args![],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// The person for whom a line waits, and whether it has been settled; nothing where nobody is named or there is none.
pub(crate) fn person_of(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
) -> Result<Option<(Id<id::Person>, bool)>, StoreError> {
    tx.maybe(
        "SELECT person, settled_at FROM handover_item
         WHERE transfer = $1 AND request = $2 AND person IS NOT NULL",
        args![transfer, request],
        |row| Ok((row.get(0)?, row.get::<Option<i64>>(1)?.is_some())),
    )
}

/// Names who has to see to a line, anew where it was settled; false where it waits for somebody already.
pub(crate) fn name(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
    person: &Id<id::Person>,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE handover_item SET person = $3, settled_at = NULL, settled_by = NULL, decided = NULL
         WHERE transfer = $1 AND request = $2 AND (person IS NULL OR settled_at IS NOT NULL)",
        args![transfer, request, person],
    )?;
    Ok(changed == 1)
}

/// Nobody has to tell a system any more that a request has left it: it has come back, or the system has answered. Answers
/// whether somebody had told it before.
pub(crate) fn need_not_tell(
    tx: &mut Tx<'_>,
    request: &Id<id::Request>,
    system: &Id<id::System>,
    now: Moment,
) -> Result<bool, StoreError> {
    tx.execute(
        "UPDATE handover_item SET settled_at = $3
         WHERE request = $1 AND system_before = $2 AND fate = 'handed-over' AND person IS NOT NULL AND settled_at IS NULL",
        args![request, system, now],
    )?;
    tx.one(
        "SELECT count(*) FROM handover_item
         WHERE request = $1 AND system_before = $2 AND fate = 'handed-over' AND settled_by IS NOT NULL",
        args![request, system],
        |row| Ok(row.get::<i64>(0)? > 0),
    )
}

/// Marks a line as settled; false where somebody was faster.
pub(crate) fn settle(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
    now: Moment,
    settlement: &Settlement,
) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE handover_item SET settled_at = $3, settled_by = $4, decided = $5, given_on = coalesce($6, given_on)
         WHERE transfer = $1 AND request = $2 AND settled_at IS NULL",
        args![
            transfer,
            request,
            now,
            settlement.by.as_ref().map(|by| by.as_str().to_owned()),
            settlement.decided.map(str::to_owned),
            settlement.given_on
        ],
    )?;
    Ok(changed == 1)
}
