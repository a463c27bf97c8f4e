//! Consents in the database.

use store::{Row, StoreError, Tx, args};
use values::{Id, Moment, id};

use super::Consent;

const COLUMNS: &str = "request, body, given_at, withdrawn_at";

/// Keeps the consents that a request was sent with.
pub(crate) fn give(
    tx: &mut Tx<'_>,
    application: &Id<id::Application>,
    request: &Id<id::Request>,
    body: &Id<id::Organisation>,
    at: Moment,
) -> Result<(), StoreError> {
    tx.execute(
        "INSERT INTO consent (request, application, body, given_at) VALUES ($1, $2, $3, $4)",
        args![request, application, body, at],
    )?;
    Ok(())
}

/// The consents of an application.
pub(crate) fn of_application(tx: &mut Tx<'_>, application: &Id<id::Application>) -> Result<Vec<Consent>, StoreError> {
    tx.all(&format!("SELECT {COLUMNS} FROM consent WHERE application = $1 ORDER BY request"), args![application], read)
}

/// Takes one back. Was there one that stood?
pub(super) fn withdraw(tx: &mut Tx<'_>, request: &Id<id::Request>, at: Moment) -> Result<bool, StoreError> {
    let changed = tx.execute(
        "UPDATE consent SET withdrawn_at = $2 WHERE request = $1 AND withdrawn_at IS NULL",
        args![request, at],
    )?;
    Ok(changed > 0)
}

/// When the consent to a request was taken back, if it was.
pub(crate) fn withdrawn(tx: &mut Tx<'_>, request: &Id<id::Request>) -> Result<Option<Moment>, StoreError> {
    let found = tx.maybe("SELECT withdrawn_at FROM consent WHERE request = $1", args![request], |row| row.get(0))?;
    Ok(found.flatten())
}

fn read(row: &Row<'_>) -> Result<Consent, StoreError> {
    Ok(Consent {
        request: row.get(0)?,
        body: row.get(1)?,
        given_at: row.get(2)?,
        withdrawn_at: row.get(3)?,
        called: false,
        told: false,
    })
}
