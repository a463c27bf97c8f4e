//! A request that has left an officer's desk while they had it open: to whom it went, on which day, that nothing was
//! sent, and what they had typed. Their body had it, so they may know.

use serde::Serialize;
use store::{StoreError, Tx};
use values::{Actor, Day, Text};
use web::Page;

use super::desks;
use crate::{
    Government,
    case::{self, Body},
    handover::store as handovers,
    request::Request,
};

/// Where it is now.
#[derive(Serialize)]
pub(super) struct MovedPage {
    title: Text,
    reference: String,
    day: Day,
    /// Who has it now.
    body: Body,
    /// What the officer had typed.
    text: String,
}

impl Page for MovedPage {
    const TEMPLATE: &'static str = "desk-moved.html";
}

impl MovedPage {
    /// With what the officer had typed.
    pub(super) fn with(self, text: String) -> Self {
        Self { text, ..self }
    }

    /// Nothing where the request never was at a desk of this officer's body and moved on.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        government: &Government,
        actor: &Actor,
        request: &Request,
    ) -> Result<Option<Self>, StoreError> {
        let Some(body) = &actor.body else { return Ok(None) };
        let desks = desks(government, actor);
        let moves = handovers::of_request(tx, &request.id)?;
        let left = moves.iter().rev().find(|(_, item)| {
            let at_desk = desks.iter().any(|desk| item.system_before.as_ref() == Some(&desk.id));
            at_desk && item.before == *body && item.after != *body
        });
        let Some((_, item)) = left.filter(|_| request.holder != *body) else { return Ok(None) };
        let handed = handovers::of_application(tx, &request.application)?.into_iter();
        let day = handed.rev().find(|(of, handed)| *of == request.id && handed.before == *body);
        Ok(day.map(|(_, handed)| Self {
            title: case::title(government, request),
            reference: item.reference_before.clone().unwrap_or_else(|| request.id.to_string()),
            day: handed.day,
            body: case::body(government, &request.holder),
            text: String::new(),
        }))
    }
}
