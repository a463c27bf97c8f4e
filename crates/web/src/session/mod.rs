//! A browser's visit that we remember: which drafts and cases it may open, and who of the staff has signed in.
//!
//! The cookie holds 256 random bits; the table holds only a keyed digest of them, so a copy of the database opens
//! nothing. Limits follow real time. A session gets a new cookie whenever it comes to exist or somebody signs in.

pub(crate) mod cookie;
mod store;

use std::collections::BTreeSet;

use ::store::{Migration, StoreError, Tx, seal::Vault};
use values::{
    Actor, Id, RealTime, Role,
    id::{self, Organisation, Person},
};

pub(crate) use self::store::{digest, find, touch};
pub use self::store::{end_all_of, forget, grant, revoke_everywhere, sign_out, sweep};

pub use self::cookie::Token;

/// The tables of sessions.
pub const MIGRATIONS: &[Migration] = self::store::MIGRATIONS;

const MINUTE: i64 = 60 * 1000;
const HOUR: i64 = 60 * MINUTE;

/// How long a session lasts, by what it can do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Limits {
    /// Since the last page.
    pub idle: i64,
    /// Since the start.
    pub absolute: i64,
}

impl Limits {
    /// A citizen may look for papers between two pages, and finish another day by the link.
    pub const CITIZEN: Self = Self { idle: 2 * HOUR, absolute: 24 * HOUR };
    /// A member of staff works a shift.
    pub const STAFF: Self = Self { idle: HOUR, absolute: 12 * HOUR };
}

/// How old `seen` may get before it is written again: not every page costs a write.
pub(crate) const SEEN_EVERY: i64 = MINUTE;

/// A session, as read at the door.
#[derive(Debug, Clone, PartialEq)]
pub struct Session {
    /// Its id, which says nothing about its cookie.
    pub id: Id<id::Session>,
    /// Who of the staff has signed in, if anybody.
    pub staff: Option<Staff>,
    /// When it began.
    pub started: RealTime,
    /// When it was last used, to the minute.
    pub seen: RealTime,
    /// What this browser may open, such as `draft:dft_…`.
    pub grants: BTreeSet<String>,
}

/// A member of staff who has signed in.
#[derive(Debug, Clone, PartialEq)]
pub struct Staff {
    /// Who.
    pub person: Id<Person>,
    /// Their name, as pages show it.
    pub name: String,
    /// In which role.
    pub role: Role,
    /// For which body.
    pub body: Id<Organisation>,
}

impl Staff {
    /// As the actor of a command.
    pub fn actor(&self) -> Actor {
        Actor::staff(self.person.clone(), self.role, self.body.clone())
    }
}

impl Session {
    pub(crate) fn limits(&self) -> Limits {
        if self.staff.is_some() { Limits::STAFF } else { Limits::CITIZEN }
    }

    pub(crate) fn is_over(&self, now: RealTime) -> bool {
        let limits = self.limits();
        now >= self.seen.plus(limits.idle) || now >= self.started.plus(limits.absolute)
    }
}

/// A session that has just begun; [`crate::Kit::with_session`] gives the browser its cookie.
#[derive(Debug, Clone)]
pub struct Started {
    /// The session.
    pub session: Session,
    pub(crate) token: Token,
}

/// Begins a session for somebody who is not signed in.
pub fn start(tx: &mut Tx<'_>, vault: &Vault, now: RealTime) -> Result<Started, StoreError> {
    self::store::insert(tx, vault, None, now)
}

/// Signs a member of staff in: ends the session there was, with everything it could open, and begins another.
pub fn sign_in(
    tx: &mut Tx<'_>,
    vault: &Vault,
    old: Option<&Session>,
    staff: &Staff,
    now: RealTime,
) -> Result<Started, StoreError> {
    if let Some(old) = old {
        sign_out(tx, old)?;
    }
    self::store::insert(tx, vault, Some(staff), now)
}
