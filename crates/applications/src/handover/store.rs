//! The tables `handover` and `handover_item`, and many requests changed in one statement. `people` reads lines for
//! people, `sheet` counts them for the proof sheet.

mod people;
mod sheet;

use std::{collections::BTreeMap, fmt::Write as _};

use store::{StoreError, Tx, Value, args};
use values::{Day, Id, Moment, id};

use super::{Fate, Handed, Item, Progress, moving::Deadline};
use crate::request::{
    Request,
    store::{COLUMNS, read},
};

pub(crate) use people::{
    Settlement, Shown, cases, line, listed, name, need_not_tell, person_of, settle, settled, some, supersede, waiting,
    waits,
};
pub(crate) use sheet::{alike, listed_by, sums, to_tell};

/// Where the work of a vesting stands.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cursor {
    /// The predecessor whose requests are looked at.
    pub body: String,
    /// The last request that was looked at.
    pub after: String,
    pub done: bool,
}

/// Begins; false where it has begun before.
pub(crate) fn begin(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>, day: Day, now: Moment) -> Result<bool, StoreError> {
    let fresh = tx.execute(
        "INSERT INTO handover (transfer, day, body, after, done, began_at) VALUES ($1, $2, '', '', 0, $3)
         ON CONFLICT (transfer) DO NOTHING",
        args![transfer, day, now],
    )?;
    Ok(fresh == 1)
}

pub(crate) fn cursor(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<Option<Cursor>, StoreError> {
    tx.maybe("SELECT body, after, done FROM handover WHERE transfer = $1", args![transfer], |row| {
        Ok(Cursor { body: row.get(0)?, after: row.get(1)?, done: row.get(2)? })
    })
}

/// Moves the cursor on, if it still stands where the caller saw it.
pub(crate) fn advance(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    from: &Cursor,
    to: &Cursor,
    now: Moment,
) -> Result<(), StoreError> {
    let ended = to.done.then_some(now);
    let changed = tx.execute(
        "UPDATE handover SET body = $4, after = $5, done = $6, ended_at = $7
         WHERE transfer = $1 AND body = $2 AND after = $3 AND done = 0",
        args![transfer, &from.body, &from.after, &to.body, &to.after, to.done, ended],
    )?;
    if changed == 0 { Err(StoreError::Conflict { attempts: 1 }) } else { Ok(()) }
}

/// How far the work of a transfer has come, where these bodies are its predecessors.
pub(crate) fn progress(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    bodies: &[Id<id::Organisation>],
) -> Result<Progress, StoreError> {
    let cursor = cursor(tx, transfer)?;
    let begun = cursor.is_some();
    let cursor = cursor.unwrap_or_default();
    Ok(Progress { begun, seen: lines(tx, transfer)?, left: left(tx, bodies, &cursor)?, done: cursor.done })
}

/// How many requests have their line.
pub(crate) fn lines(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>) -> Result<i64, StoreError> {
    tx.one("SELECT count(*) FROM handover_item WHERE transfer = $1", args![transfer], |row| row.get(0))
}

/// How many requests changed hands more than once.
pub(crate) fn moved_twice(tx: &mut Tx<'_>) -> Result<i64, StoreError> {
    tx.one(
        "SELECT count(*) FROM (
           SELECT request FROM request_event WHERE what = 'event-moved' GROUP BY request HAVING count(*) > 1) AS twice",
        args![],
        |row| row.get(0),
    )
}

/// The transfers whose work has not followed whole.
pub(crate) fn unfinished(tx: &mut Tx<'_>) -> Result<Vec<Id<id::Transfer>>, StoreError> {
    tx.all("SELECT transfer FROM handover WHERE done = 0 ORDER BY began_at, transfer", args![], |row| row.get(0))
}

/// Open requests of a body after this one, in the order of their ids.
pub(crate) fn open_of(tx: &mut Tx<'_>, body: &str, after: &str, limit: u32) -> Result<Vec<Request>, StoreError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM request
             WHERE holder = $1 AND id > $2
               AND state IN ('held', 'queued', 'sent', 'uncertain', 'stuck', 'referred')
             ORDER BY id LIMIT $3"
        ),
        args![body, after, limit],
        read,
    )
}

/// Whose beginning counts.
#[derive(Debug, Clone, Copy)]
pub(crate) enum By {
    /// Whoever had the request.
    Anybody,
    /// The body that has it now: what others had begun before, it has not acted on.
    Holder,
}

/// Those of these requests that somebody has begun to work on.
pub(crate) fn started(tx: &mut Tx<'_>, requests: &[Request], by: By) -> Result<Vec<Id<id::Request>>, StoreError> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<Value<'_>> = requests.iter().map(|request| (&request.id).into()).collect();
    let places = places(1, ids.len());
    let whose = match by {
        By::Anybody => "",
        By::Holder => "AND request_event.body = request.holder",
    };
    tx.all(
        &format!(
            "SELECT DISTINCT request_event.request FROM request_event JOIN request ON request.id = request_event.request
             WHERE request_event.what = 'event-in-progress' AND request_event.request IN ({places}) {whose}
             ORDER BY request_event.request"
        ),
        &ids,
        |row| row.get(0),
    )
}

/// What a transfer did to the deadlines of those of these requests that it gave to another body.
pub(crate) fn deadlines(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    requests: &[Request],
) -> Result<BTreeMap<Id<id::Request>, Deadline>, StoreError> {
    if requests.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut values: Vec<Value<'_>> = vec![transfer.into()];
    values.extend(requests.iter().map(|request| Value::from(&request.id)));
    let rows = tx.all(
        &format!(
            "SELECT request, due_before, due_after FROM handover_item
             WHERE transfer = $1 AND request IN ({}) AND before <> after",
            places(2, requests.len())
        ),
        &values,
        |row| Ok((row.get(0)?, Deadline { found: row.get(1)?, left: row.get(2)? })),
    )?;
    Ok(rows.into_iter().collect())
}

/// Gives requests to their successors in one statement. Each must still be at the version that was read.
pub(crate) fn give(tx: &mut Tx<'_>, requests: &[Request]) -> Result<(), StoreError> {
    if requests.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value<'_>> = Vec::with_capacity(requests.len() * 10);
    let mut rows = String::new();
    for (n, request) in requests.iter().enumerate() {
        let at = n * 10;
        let comma = if n == 0 { "" } else { ", " };
        let _ = write!(
            rows,
            "{comma}(${}, CAST(${} AS BIGINT), ${}, ${}, CAST(${} AS BIGINT), CAST(${} AS TEXT), ${}, ${}, CAST(${} AS TEXT), CAST(${} AS TEXT))",
            at + 1,
            at + 2,
            at + 3,
            at + 4,
            at + 5,
            at + 6,
            at + 7,
            at + 8,
            at + 9,
            at + 10
        );
        values.extend_from_slice(args![
            &request.id,
            request.version,
            &request.holder,
            &request.instrument,
            i64::try_from(request.model_version).unwrap_or(i64::MAX),
            request.due,
            request.state.name(),
            Value::json(&request.state),
            request.chosen.as_ref().map(|chosen| chosen.body.as_str().to_owned()),
            request.chosen.as_ref().map(|chosen| chosen.system.as_str().to_owned())
        ]);
    }
    // The list of ids leads a planner without statistics to these few rows; joined alone, it reads the whole table.
    let ids: Vec<String> = (0..requests.len()).map(|n| format!("${}", n * 10 + 1)).collect();
    let ids = ids.join(", ");
    let changed = tx.execute(
        &format!(
            "WITH given (id, version, holder, instrument, model_version, due, state, state_body, chosen_body, chosen_system)
               AS (VALUES {rows})
             UPDATE request SET holder = given.holder, instrument = given.instrument,
               model_version = given.model_version, due = given.due, state = given.state,
               state_body = given.state_body, chosen_body = given.chosen_body, chosen_system = given.chosen_system,
               version = request.version + 1
             FROM given
             WHERE request.id IN ({ids}) AND request.id = given.id AND request.version = given.version"
        ),
        &values,
    )?;
    if usize::try_from(changed).is_ok_and(|changed| changed == requests.len()) {
        Ok(())
    } else {
        Err(StoreError::Conflict { attempts: 1 })
    }
}

/// A line of history for each, without words: at the version that [`give`] has left.
pub(crate) fn tell(tx: &mut Tx<'_>, requests: &[Request], what: &str, now: Moment) -> Result<(), StoreError> {
    if requests.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value<'_>> = vec![now.into(), what.into()];
    let mut rows = String::new();
    for (n, request) in requests.iter().enumerate() {
        let at = 3 + n * 4;
        let comma = if n == 0 { "" } else { ", " };
        let _ = write!(rows, "{comma}(${at}, ${}, ${}, $1, $2, ${})", at + 1, at + 2, at + 3);
        values.extend_from_slice(args![&request.id, request.version + 1, &request.application, &request.holder]);
    }
    tx.execute(
        &format!("INSERT INTO request_event (request, number, application, at, what, body) VALUES {rows}"),
        &values,
    )
    .map(drop)
}

/// Lines of the proof sheet.
pub(crate) fn list(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>, items: &[Item]) -> Result<(), StoreError> {
    if items.is_empty() {
        return Ok(());
    }
    let mut values: Vec<Value<'_>> = vec![transfer.into()];
    let mut rows = String::new();
    for (n, item) in items.iter().enumerate() {
        let at = 2 + n * 13;
        let _ = write!(rows, "{}($1, {})", if n == 0 { "" } else { ", " }, places(at, 13));
        values.extend_from_slice(args![
            &item.request,
            &item.service_type,
            item.state.as_str(),
            &item.before,
            &item.after,
            item.fate.as_str(),
            item.due_before,
            item.due_after,
            item.person.as_ref().map(|person| person.as_str().to_owned()),
            item.system_before.as_ref().map(|system| system.as_str().to_owned()),
            item.reference_before.clone(),
            item.addressed_before.as_ref().map(|system| system.as_str().to_owned()),
            item.addressed_after.as_ref().map(|system| system.as_str().to_owned())
        ]);
    }
    tx.execute(
        &format!(
            "INSERT INTO handover_item
               (transfer, request, service_type, state, before, after, fate, due_before, due_after, person,
                system_before, reference_before, addressed_before, addressed_after)
             VALUES {rows} ON CONFLICT (transfer, request) DO NOTHING"
        ),
        &values,
    )
    .map(drop)
}

/// A request changes hands from another day on than its transfer's own.
pub(crate) fn given_on(
    tx: &mut Tx<'_>,
    transfer: &Id<id::Transfer>,
    request: &Id<id::Request>,
    day: Day,
) -> Result<(), StoreError> {
    tx.execute(
        "UPDATE handover_item SET given_on = $3 WHERE transfer = $1 AND request = $2",
        args![transfer, request, day],
    )
    .map(drop)
}

/// A line anew: what became of the request is something else after all.
pub(crate) fn relist(tx: &mut Tx<'_>, transfer: &Id<id::Transfer>, item: &Item) -> Result<(), StoreError> {
    tx.execute("DELETE FROM handover_item WHERE transfer = $1 AND request = $2", args![transfer, &item.request])?;
    list(tx, transfer, std::slice::from_ref(item))
}

const ITEM: &str = "request, service_type, state, before, after, fate, due_before, due_after, person, system_before, \
    reference_before, addressed_before, addressed_after";

/// Every move that a request went through, with the transfer, the oldest first.
pub(crate) fn of_request(
    tx: &mut Tx<'_>,
    request: &Id<id::Request>,
) -> Result<Vec<(Id<id::Transfer>, Item)>, StoreError> {
    tx.all(
        &format!(
            "SELECT {ITEM}, transfer FROM handover_item WHERE request = $1
             ORDER BY (SELECT began_at FROM handover WHERE handover.transfer = handover_item.transfer), transfer"
        ),
        args![request],
        |row| Ok((row.get(13)?, item(row)?)),
    )
}

/// The systems that a request was handed over from since a moment, with its reference there, the last one last.
pub(crate) fn left_since(
    tx: &mut Tx<'_>,
    request: &Id<id::Request>,
    since: Moment,
) -> Result<Vec<(Id<id::System>, String)>, StoreError> {
    tx.all(
        "SELECT item.system_before, item.reference_before
         FROM handover_item AS item JOIN handover ON handover.transfer = item.transfer
         WHERE item.request = $1 AND item.fate = $2 AND coalesce(item.settled_at, handover.began_at) >= $3
           AND item.system_before IS NOT NULL AND item.reference_before IS NOT NULL
         ORDER BY handover.began_at, item.transfer",
        args![request, Fate::HandedOver.as_str(), since],
        |row| Ok((row.get(0)?, row.get(1)?)),
    )
}

/// Who answered for a request before it changed hands.
#[derive(Debug)]
pub(crate) struct Former {
    pub request: Id<id::Request>,
    pub body: Id<id::Organisation>,
}

/// Who answered for these requests before they changed hands, the earliest first.
pub(crate) fn of_requests(tx: &mut Tx<'_>, requests: &[Id<id::Request>]) -> Result<Vec<Former>, StoreError> {
    if requests.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (1..=requests.len()).map(|place| format!("${place}")).collect();
    let values: Vec<Value<'_>> = requests.iter().map(Value::from).collect();
    let sql = format!(
        "SELECT handover_item.request, handover_item.before FROM handover_item
         JOIN handover ON handover.transfer = handover_item.transfer
         WHERE handover_item.before <> handover_item.after AND handover_item.request IN ({})
         ORDER BY handover.began_at, handover_item.transfer, handover_item.request",
        places.join(", ")
    );
    tx.all(&sql, &values, |row| Ok(Former { request: row.get(0)?, body: row.get(1)? }))
}

/// How the requests of an application changed hands, as it came about: the request, from which day on, from whom, to whom.
pub(crate) fn of_application(
    tx: &mut Tx<'_>,
    application: &Id<id::Application>,
) -> Result<Vec<(Id<id::Request>, Handed)>, StoreError> {
    tx.all(
        "SELECT request.id, coalesce(handover_item.given_on, handover.day) AS from_day, handover_item.before, handover_item.after
         FROM request
         JOIN handover_item ON handover_item.request = request.id
         JOIN handover ON handover.transfer = handover_item.transfer
         WHERE request.application = $1 AND handover_item.before <> handover_item.after
         ORDER BY request.id,
           CASE WHEN handover_item.given_on IS NULL THEN handover.began_at
             ELSE coalesce(handover_item.settled_at, handover.began_at) END,
           handover.began_at, handover_item.transfer",
        args![application],
        |row| Ok((row.get(0)?, Handed { day: row.get(1)?, before: row.get(2)?, after: row.get(3)? })),
    )
}

/// How many open requests of these bodies have still to be looked at: those of later bodies, and those of the body at
/// hand after the last one.
fn left(tx: &mut Tx<'_>, bodies: &[Id<id::Organisation>], cursor: &Cursor) -> Result<i64, StoreError> {
    let mut left = 0;
    for body in bodies.iter().filter(|body| !cursor.done && body.as_str() >= cursor.body.as_str()) {
        let after = if body.as_str() == cursor.body { cursor.after.as_str() } else { "" };
        left += tx.one(
            "SELECT count(*) FROM request
             WHERE holder = $1 AND id > $2
               AND state IN ('held', 'queued', 'sent', 'uncertain', 'stuck', 'referred')",
            args![body, after],
            |row| row.get::<i64>(0),
        )?;
    }
    Ok(left)
}

fn item(row: &store::Row<'_>) -> Result<Item, StoreError> {
    Ok(Item {
        request: row.get(0)?,
        service_type: row.get(1)?,
        state: row.get(2)?,
        before: row.get(3)?,
        after: row.get(4)?,
        fate: Fate::parse(&row.get::<String>(5)?).ok_or_else(|| row.unreadable(5, "no such fate"))?,
        due_before: row.get(6)?,
        due_after: row.get(7)?,
        person: row.get(8)?,
        system_before: row.get(9)?,
        reference_before: row.get(10)?,
        addressed_before: row.get(11)?,
        addressed_after: row.get(12)?,
    })
}

fn places(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}
