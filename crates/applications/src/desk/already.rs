//! A request that was decided before, by a second click or a colleague: what was said, and that nothing changed.

use serde::Serialize;
use store::{StoreError, Tx};
use values::{Actor, Moment, Text};
use web::Page;

use crate::{
    Government, case,
    request::{self, Event, Request},
};

/// What became of a request that lies at the desk no more.
#[derive(Serialize)]
pub(super) struct AlreadyPage {
    title: Text,
    reference: String,
    /// What was decided: a message of the language files.
    what: String,
    body: Text,
    /// Is it a body that had it before?
    late: bool,
    /// Did the officer's own body answer it, late?
    pub own: bool,
    at: Moment,
    by: Option<String>,
}

impl Page for AlreadyPage {
    const TEMPLATE: &'static str = "desk-already.html";
}

impl AlreadyPage {
    /// The last decision on the request, if there is one.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        government: &Government,
        actor: &Actor,
        request: &Request,
    ) -> Result<Option<Self>, StoreError> {
        let Some(decision) = request::store::decision(tx, &request.id)? else { return Ok(None) };
        let Event { at, what, by, body, their_reference, .. } = decision;
        let late = body.as_ref().is_some_and(|body| *body != request.holder);
        let own = late && body == actor.body && request.state.is_final();
        let reference = if own { their_reference } else { request.their_reference.clone() };
        Ok(Some(Self {
            title: case::title(government, request),
            reference: reference.unwrap_or_else(|| request.id.to_string()),
            what,
            body: case::body(government, body.as_ref().unwrap_or(&request.holder)).name,
            own,
            late,
            at,
            by: by.map(|by| case::person(government, &by)),
        }))
    }
}
