//! What nobody knows, no system takes or nobody will send: listed for a person and settled there.

mod settle;
mod settle_page;
pub(crate) mod store;

pub mod pages;

use serde::Serialize;
use values::{Day, Id, Moment, Text, id};

use crate::{
    Government,
    case::{
        self,
        follows::{self, Follower},
    },
    request::{Request, State},
};

/// One request that waits for a person, as staff see it.
#[derive(Debug, Serialize)]
struct Matter {
    id: Id<id::Request>,
    application: Id<id::Application>,
    receipt: String,
    title: Text,
    body: Text,
    /// Who answers in its place, where it is no more.
    now: Option<Follower>,
    system: Option<Text>,
    state: &'static str,
    why: Option<String>,
    /// Whom the body named in its place.
    next: Option<Text>,
    /// Who follows that body, where it is no more.
    next_now: Option<Text>,
    /// What was not done before it.
    because: Option<Text>,
    their_reference: Option<String>,
    due: Option<Day>,
    /// Has that day passed?
    late: bool,
    /// Can a person settle it, or only ask?
    can_settle: bool,
    since: Moment,
}

impl Matter {
    fn new(government: &Government, unsettled: &store::Unsettled, today: Day) -> Self {
        let request = &unsettled.request;
        let system = request.system.as_ref().and_then(|system| government.model.system(system));
        Self {
            id: request.id.clone(),
            application: request.application.clone(),
            receipt: unsettled.receipt.clone(),
            title: case::title(government, request),
            body: case::body(government, &request.holder).name,
            now: follows::follower(government, request, today),
            system: system.map(|system| system.name.clone()),
            state: request.state.told(),
            why: match &request.state {
                State::Stuck { why } => Some(why.clone()),
                _ => None,
            },
            next: named_next(request).map(|next| case::body(government, next).name),
            next_now: named_next(request).and_then(|next| {
                let heir = follows::heir(government, next, request, today).filter(|heir| heir != next);
                heir.map(|heir| case::body(government, &heir).name)
            }),
            because: unsettled.because.as_ref().map(|because| case::title(government, because)),
            their_reference: request.their_reference.clone(),
            due: request.due,
            late: request.is_late(today),
            can_settle: !matches!(request.state, State::Queued { .. } | State::Sent),
            since: unsettled.since,
        }
    }
}

/// The body that was named in a referral.
fn named_next(request: &Request) -> Option<&Id<id::Organisation>> {
    match &request.state {
        State::Referred { next } => next.as_ref(),
        _ => None,
    }
}
