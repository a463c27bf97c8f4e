//! The SQL of sessions.

use std::collections::BTreeSet;

use store::{Migration, Row, StoreError, Tx, args, seal::Vault};
use values::{
    Id, RealTime, Role,
    id::{self, Person},
};

use super::{Limits, Session, Staff, Started, Token};

pub(super) const MIGRATIONS: &[Migration] = &[Migration {
    name: "web-1-sessions",
    sql: "
        CREATE TABLE session (
            id TEXT NOT NULL PRIMARY KEY,
            digest {BLOB} NOT NULL,
            started {INT} NOT NULL,
            seen {INT} NOT NULL,
            person TEXT,
            name TEXT,
            role TEXT,
            body TEXT
        );
        CREATE UNIQUE INDEX session_digest ON session (digest);
        CREATE INDEX session_seen ON session (seen);
        CREATE INDEX session_person ON session (person);
        CREATE TABLE session_grant (
            session TEXT NOT NULL REFERENCES session (id),
            what TEXT NOT NULL,
            PRIMARY KEY (session, what)
        );
        CREATE INDEX session_grant_what ON session_grant (what)
    ",
}];

/// The most a session may open; older ones are found by their links again.
const GRANTS: i64 = 200;

/// What the table holds instead of the cookie.
pub(crate) fn digest(vault: &Vault, token: &Token) -> Vec<u8> {
    vault.keyed_digest("web session", token.bytes()).to_vec()
}

pub(super) fn insert(
    tx: &mut Tx<'_>,
    vault: &Vault,
    staff: Option<&Staff>,
    now: RealTime,
) -> Result<Started, StoreError> {
    let token = Token::from_bytes(tx.random());
    let session = Session { id: tx.id(), staff: staff.cloned(), started: now, seen: now, grants: BTreeSet::new() };
    tx.execute(
        "INSERT INTO session (id, digest, started, seen, person, name, role, body)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![
            &session.id,
            digest(vault, &token),
            now,
            now,
            staff.map(|staff| &staff.person),
            staff.map(|staff| staff.name.as_str()),
            staff.map(|staff| staff.role.as_str()),
            staff.map(|staff| &staff.body)
        ],
    )?;
    Ok(Started { session, token })
}

/// The session of a cookie, unless it is over.
pub(crate) fn find(tx: &mut Tx<'_>, digest: &[u8], now: RealTime) -> Result<Option<Session>, StoreError> {
    let found = tx.maybe(
        "SELECT id, started, seen, person, name, role, body FROM session WHERE digest = $1",
        args![digest],
        read,
    )?;
    let Some(mut session) = found.filter(|session| !session.is_over(now)) else { return Ok(None) };
    let grants = tx.all(
        "SELECT what FROM session_grant WHERE session = $1 ORDER BY what LIMIT $2",
        args![&session.id, GRANTS],
        |row| row.get(0),
    )?;
    session.grants = grants.into_iter().collect();
    Ok(Some(session))
}

fn read(row: &Row<'_>) -> Result<Session, StoreError> {
    let role: Option<String> = row.get(5)?;
    let role = role.and_then(|role| Role::STAFF.into_iter().find(|each| each.as_str() == role));
    let staff = match (row.get(3)?, row.get(4)?, role, row.get(6)?) {
        (Some(person), Some(name), Some(role), Some(body)) => Some(Staff { person, name, role, body }),
        _ => None,
    };
    Ok(Session { id: row.get(0)?, staff, started: row.get(1)?, seen: row.get(2)?, grants: BTreeSet::new() })
}

/// The session was used now.
pub(crate) fn touch(tx: &mut Tx<'_>, session: &Id<id::Session>, now: RealTime) -> Result<(), StoreError> {
    tx.execute("UPDATE session SET seen = $2 WHERE id = $1 AND seen < $2", args![session, now]).map(drop)
}

/// This browser may open `what` (`draft:dft_…`) from now on.
pub fn grant(tx: &mut Tx<'_>, session: &Session, what: &str) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO session_grant (session, what) VALUES ($1, $2) ON CONFLICT (session, what) DO NOTHING",
        args![&session.id, what],
    )
    .map(drop)
}

/// This browser may not open `what` any more.
pub fn forget(tx: &mut Tx<'_>, session: &Session, what: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session_grant WHERE session = $1 AND what = $2", args![&session.id, what]).map(drop)
}

/// No browser may open `what` any more.
pub fn revoke_everywhere(tx: &mut Tx<'_>, what: &str) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session_grant WHERE what = $1", args![what]).map(drop)
}

/// Ends a session. [`crate::Kit::without_session`] clears the browser's cookie.
pub fn sign_out(tx: &mut Tx<'_>, session: &Session) -> Result<(), StoreError> {
    tx.execute("DELETE FROM session_grant WHERE session = $1", args![&session.id])?;
    tx.execute("DELETE FROM session WHERE id = $1", args![&session.id]).map(drop)
}

/// Ends all sessions of a member of staff, wherever they are open: when somebody leaves or loses a laptop.
pub fn end_all_of(tx: &mut Tx<'_>, person: &Id<Person>) -> Result<u64, StoreError> {
    tx.execute("DELETE FROM session_grant WHERE session IN (SELECT id FROM session WHERE person = $1)", args![person])?;
    tx.execute("DELETE FROM session WHERE person = $1", args![person])
}

/// Deletes sessions that are over, 200 at most, and answers how many. For the worker, now and then.
pub fn sweep(tx: &mut Tx<'_>, now: RealTime) -> Result<u64, StoreError> {
    // The longest idle limit holds for every session; those it spares are refused at the door all the same.
    let before = now.plus(-Limits::CITIZEN.idle);
    let over = tx.all("SELECT id FROM session WHERE seen <= $1 ORDER BY seen, id LIMIT 200", args![before], |row| {
        row.get::<Id<id::Session>>(0)
    })?;
    for id in &over {
        tx.execute("DELETE FROM session_grant WHERE session = $1", args![id])?;
        tx.execute("DELETE FROM session WHERE id = $1", args![id])?;
    }
    Ok(over.len() as u64)
}
