//! The tables `request`, `request_event` and `answer_seen`.

use std::fmt::Write as _;

use store::{
    Row, StoreError, Tx, Value, args,
    seal::{PersonKey, Place},
};
use values::{Id, Moment, id};

use super::{Chosen, Event, Request, State};

/// What [`read`] reads.
pub(crate) const COLUMNS: &str = "id, application, position, service_type, area, holder, instrument, model_version, state_body, \
    their_reference, system, due, version, chosen_body, chosen_system";

/// Nobody has chosen a body for a request that is new.
const INSERTED: &str = "id, application, position, service_type, area, holder, instrument, model_version, state_body, \
    their_reference, system, due, version";

/// All requests of an application in one statement.
pub(crate) fn insert_all(tx: &mut Tx<'_>, requests: &[Request]) -> Result<(), StoreError> {
    if requests.is_empty() {
        return Ok(());
    }
    let mut sql = format!("INSERT INTO request (state, {INSERTED}) VALUES ");
    let mut args: Vec<Value<'_>> = Vec::with_capacity(requests.len() * 14);
    for (n, request) in requests.iter().enumerate() {
        let first = n * 14;
        sql += if n == 0 { "(" } else { ", (" };
        for column in 1..=14 {
            let _ = write!(sql, "{}${}", if column == 1 { "" } else { "," }, first + column);
        }
        sql += ")";
        args.push(request.state.name().into());
        args.extend_from_slice(args![
            &request.id,
            &request.application,
            request.position,
            &request.service_type,
            request.area.as_ref().map(|area| area.as_str().to_owned()),
            &request.holder,
            &request.instrument,
            i64::try_from(request.model_version).unwrap_or(i64::MAX),
            Value::json(&request.state),
            request.their_reference.clone(),
            request.system.as_ref().map(|system| system.as_str().to_owned()),
            request.due,
            request.version
        ]);
    }
    tx.execute(&sql, &args)?;
    Ok(())
}

pub(crate) fn get(tx: &mut Tx<'_>, id: &Id<id::Request>) -> Result<Option<Request>, StoreError> {
    tx.maybe(&format!("SELECT {COLUMNS} FROM request WHERE id = $1"), args![id], read)
}

pub(crate) fn of_application(tx: &mut Tx<'_>, application: &Id<id::Application>) -> Result<Vec<Request>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM request WHERE application = $1 ORDER BY position"), args![application], read)
}

/// Requests that were sent through a system and are in a state, the one due first on top.
pub(crate) fn at_system(
    tx: &mut Tx<'_>,
    system: &Id<id::System>,
    state: &str,
    limit: u32,
) -> Result<Vec<Request>, StoreError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM request WHERE system = $1 AND state = $2 ORDER BY due ASC NULLS LAST, id LIMIT $3"
        ),
        args![system, state, limit],
        read,
    )
}

/// Requests of a body that were sent through one of these systems and are in a state, the one due first on top.
pub(crate) fn held_at_systems(
    tx: &mut Tx<'_>,
    holder: &Id<id::Organisation>,
    systems: &[Id<id::System>],
    state: &str,
    limit: u32,
) -> Result<Vec<Request>, StoreError> {
    if systems.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = args![holder, state, limit].to_vec();
    values.extend(systems.iter().map(Value::from));
    let places = (4..4 + systems.len()).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ");
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM request WHERE holder = $1 AND state = $2 AND system IN ({places})
             ORDER BY due ASC NULLS LAST, id LIMIT $3"
        ),
        &values,
        read,
    )
}

/// A reference without capitals, spaces and marks: what the index `request_event_plain` is over.
const PLAIN_REFERENCE: &str =
    "lower(replace(replace(replace(replace(their_reference, '-', ''), ' ', ''), '/', ''), '.', ''))";

/// Requests that a body knows by this reference of its own, or knew before another body took them. Capitals, spaces and
/// dashes don't matter: people read it out over the telephone.
pub(crate) fn by_their_reference(tx: &mut Tx<'_>, reference: &str) -> Result<Vec<Request>, StoreError> {
    let is_mark = |c: &char| c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '/' | '.');
    let plain: String = reference.chars().filter(|c| !is_mark(c)).collect::<String>().to_ascii_lowercase();
    if plain.is_empty() {
        return Ok(Vec::new());
    }
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM request WHERE id IN (
               SELECT request FROM request_event WHERE their_reference IS NOT NULL AND {PLAIN_REFERENCE} = $1)
             ORDER BY id LIMIT 100"
        ),
        args![plain],
        read,
    )
}

/// Requests that wait for this one, or are not sent because of it.
pub(crate) fn waiting_for(tx: &mut Tx<'_>, request: &Request) -> Result<Vec<Request>, StoreError> {
    let mut waiting = of_application(tx, &request.application)?;
    waiting.retain(|other| match &other.state {
        State::Held { waits_for: earlier } | State::NotSent { because: earlier } => *earlier == request.id,
        _ => false,
    });
    Ok(waiting)
}

/// Saves a changed request. Somebody else's change in between is a conflict: the command is run again.
pub(crate) fn save(tx: &mut Tx<'_>, request: &mut Request) -> Result<(), StoreError> {
    let changed = tx.execute(
        "UPDATE request SET state = $3, state_body = $4, their_reference = $5, system = $6, due = $7, holder = $8,
           instrument = $9, model_version = $10, chosen_body = $11, chosen_system = $12, version = version + 1
         WHERE id = $1 AND version = $2",
        args![
            &request.id,
            request.version,
            request.state.name(),
            Value::json(&request.state),
            request.their_reference.clone(),
            request.system.as_ref().map(|system| system.as_str().to_owned()),
            request.due,
            &request.holder,
            &request.instrument,
            i64::try_from(request.model_version).unwrap_or(i64::MAX),
            request.chosen.as_ref().map(|chosen| chosen.body.as_str().to_owned()),
            request.chosen.as_ref().map(|chosen| chosen.system.as_str().to_owned())
        ],
    )?;
    if changed == 0 {
        return Err(StoreError::Conflict { attempts: 1 });
    }
    request.version += 1;
    Ok(())
}

/// Adds a line to the history of a request, at the version it has now.
pub(crate) fn add_event(tx: &mut Tx<'_>, request: &Request, key: &PersonKey, event: &Event) -> Result<(), StoreError> {
    let row = format!("{}.{}", request.id, request.version);
    let text = event
        .text
        .as_ref()
        .map(|text| key.seal(&Place { table: "request_event", row: &row, column: "text" }, text.as_bytes()));
    tx.execute(
        "INSERT INTO request_event (request, number, application, at, what, body, their_reference, text, by_staff)
         VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9)",
        args![
            &request.id,
            request.version,
            &request.application,
            event.at,
            &event.what,
            event.body.as_ref().map(|body| body.as_str().to_owned()),
            event.their_reference.clone(),
            text,
            event.by.as_ref().map(|by| by.as_str().to_owned())
        ],
    )?;
    Ok(())
}

/// The histories of all requests of an application, oldest first, with the request each line belongs to.
pub(crate) fn events(
    tx: &mut Tx<'_>,
    key: &PersonKey,
    application: &Id<id::Application>,
) -> Result<Vec<(Id<id::Request>, Event)>, StoreError> {
    tx.all(
        "SELECT request, number, at, what, body, their_reference, text, by_staff FROM request_event
         WHERE application = $1 ORDER BY at, request, number",
        args![application],
        |row| {
            let (request, number): (Id<id::Request>, i64) = (row.get(0)?, row.get(1)?);
            let place = format!("{request}.{number}");
            let text = match row.get::<Option<Vec<u8>>>(6)? {
                None => None,
                Some(sealed) => {
                    let plain = key.open(&Place { table: "request_event", row: &place, column: "text" }, &sealed)?;
                    Some(String::from_utf8_lossy(&plain).into_owned())
                }
            };
            let event = Event {
                at: Moment(row.get(2)?),
                what: row.get(3)?,
                body: row.get(4)?,
                their_reference: row.get(5)?,
                text,
                by: row.get(7)?,
            };
            Ok((request, event))
        },
    )
}

/// The last line of a request's history that says what its body decided, without the words.
pub(crate) fn decision(tx: &mut Tx<'_>, request: &Id<id::Request>) -> Result<Option<Event>, StoreError> {
    tx.maybe(
        "SELECT at, what, body, their_reference, by_staff FROM request_event
         WHERE request = $1 AND what IN ('event-granted', 'event-refused', 'event-referred')
         ORDER BY number DESC LIMIT 1",
        args![request],
        wordless,
    )
}

/// A line of history without its words.
fn wordless(row: &Row<'_>) -> Result<Event, StoreError> {
    Ok(Event {
        at: Moment(row.get(0)?),
        what: row.get(1)?,
        body: row.get(2)?,
        their_reference: row.get(3)?,
        text: None,
        by: row.get(4)?,
    })
}

/// Notes that a body which no longer has the request answered it: whoever has it now is shown that.
pub(crate) fn pass_on(tx: &mut Tx<'_>, request: &Id<id::Request>, now: Moment) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO passed_on (request, at) VALUES ($1, $2) ON CONFLICT (request) DO UPDATE SET at = $2",
        args![request, now],
    )
    .map(drop)
}

/// Requests of a body that another answered since this moment, the last on top.
pub(crate) fn passed_on(
    tx: &mut Tx<'_>,
    holder: &Id<id::Organisation>,
    since: Moment,
    limit: u32,
) -> Result<Vec<Request>, StoreError> {
    tx.all(
        &format!(
            "SELECT {COLUMNS} FROM request JOIN passed_on ON passed_on.request = request.id
             WHERE passed_on.at >= $2 AND request.holder = $1 ORDER BY passed_on.at DESC, request.id LIMIT $3"
        ),
        args![holder, since, limit],
        read,
    )
}

/// The last line in which another body than the one that has the request spoke, without the words.
pub(crate) fn said_by_another(tx: &mut Tx<'_>, request: &Request) -> Result<Option<Event>, StoreError> {
    tx.maybe(
        "SELECT at, what, body, their_reference, by_staff FROM request_event
         WHERE request = $1 AND body <> $2
           AND what IN ('event-granted', 'event-refused', 'event-in-progress', 'event-late')
         ORDER BY number DESC LIMIT 1",
        args![&request.id, &request.holder],
        wordless,
    )
}

/// Remembers an answer; false where it was here before.
pub(crate) fn see_answer(tx: &mut Tx<'_>, request: &Id<id::Request>, answer_id: &str) -> Result<bool, StoreError> {
    let fresh = tx.execute(
        "INSERT INTO answer_seen (request, answer_id) VALUES ($1,$2) ON CONFLICT (request, answer_id) DO NOTHING",
        args![request, answer_id],
    )?;
    Ok(fresh == 1)
}

/// Forgets which answers were seen: the request is sent anew, and what its body says counts anew.
pub(crate) fn forget_answers(tx: &mut Tx<'_>, request: &Id<id::Request>) -> Result<(), StoreError> {
    tx.execute("DELETE FROM answer_seen WHERE request = $1", args![request]).map(drop)
}

/// A request from [`COLUMNS`], which come first.
pub(crate) fn read(row: &Row<'_>) -> Result<Request, StoreError> {
    Ok(Request {
        id: row.get(0)?,
        application: row.get(1)?,
        position: row.get(2)?,
        service_type: row.get(3)?,
        area: row.get(4)?,
        holder: row.get(5)?,
        instrument: row.get(6)?,
        model_version: u64::try_from(row.get::<i64>(7)?).unwrap_or(0),
        state: row.json(8)?,
        their_reference: row.get(9)?,
        system: row.get(10)?,
        due: row.get(11)?,
        version: row.get(12)?,
        chosen: match (row.get(13)?, row.get(14)?) {
            (Some(body), Some(system)) => Some(Chosen { body, system }),
            _ => None,
        },
    })
}
