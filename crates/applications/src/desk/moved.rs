//! A request that has left an officer's desk while they had it open. Their body had it, so they may answer, late; where
//! they don't, they are told to whom it went, on which day, that nothing was sent, and what they had typed.

use responsibility::endpoint::Protocol;
use serde::Serialize;
use store::{StoreError, Tx};
use values::{Actor, Day, Id, Text, id};
use web::Page;

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
    /// Had the officer no power to decide on it while their body had it?
    pub without_power: bool,
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

    /// For an officer who had no power to decide.
    pub(super) fn powerless(self) -> Self {
        Self { without_power: true, ..self }
    }

    /// Before the officer has typed anything.
    pub(super) fn of(government: &Government, moved: &Moved) -> Self {
        Self {
            title: case::title(government, &moved.request),
            reference: moved.reference.clone().unwrap_or_else(|| moved.request.id.to_string()),
            day: moved.day,
            body: case::body(government, &moved.request.holder),
            without_power: false,
            text: String::new(),
        }
    }
}

/// A request that was at a desk of an officer's body and moved on.
pub(super) struct Moved {
    /// As it is now.
    pub request: Request,
    /// The officer's body, which had it.
    pub body: Id<id::Organisation>,
    /// Under which reference.
    pub reference: Option<String>,
    /// From which day on another body has it.
    pub day: Day,
}

impl Moved {
    /// Nothing where the request never was at a desk in the hands of this officer's body and moved on.
    pub(super) fn read(
        tx: &mut Tx<'_>,
        government: &Government,
        actor: &Actor,
        request: Request,
    ) -> Result<Option<Self>, StoreError> {
        let Some(body) = actor.body.as_ref().filter(|body| request.holder != **body) else { return Ok(None) };
        let is_desk = |system: &Id<id::System>| {
            government.model.system(system).is_some_and(|known| known.protocol == Protocol::Desk)
        };
        let moves = handovers::of_request(tx, &request.id)?;
        let left = moves.into_iter().rev().find(|(_, item)| {
            item.before == *body && item.after != *body && item.system_before.as_ref().is_some_and(is_desk)
        });
        let Some((_, item)) = left else { return Ok(None) };
        let handed = handovers::of_application(tx, &request.application)?.into_iter();
        let day = handed.rev().find(|(of, handed)| *of == request.id && handed.before == *body);
        let body = body.clone();
        Ok(day.map(|(_, handed)| Self { request, body, reference: item.reference_before, day: handed.day }))
    }
}
