//! What people agree to freely: that a body is told which nobody obliges them to tell. Each consent is dated, listed on the
//! page of the case, and can be taken back; what was not sent by then is not sent any more.

mod store;

use ::store::{
    Tx,
    audit::{self, Entry},
    outbox,
};
use serde::Serialize;
use values::{Id, Moment, id};

use crate::request::{
    Move, State,
    outcome::{self, OutcomeError, Scene, topic},
};
pub(crate) use store::{give, of_application, withdrawn};

/// A consent to one request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// To which.
    #[serde(skip)]
    pub request: Id<id::Request>,
    /// Who was to be told, when it was given.
    #[serde(skip)]
    pub body: Id<id::Organisation>,
    /// When it was given.
    pub given_at: Moment,
    /// When it was taken back.
    pub withdrawn_at: Option<Moment>,
    /// It is not sent any more, and the body's system had been called before.
    pub called: bool,
    /// Does whoever has it read at their desk that it was taken back? Nobody tells others.
    pub told: bool,
}

/// The line of history that says so.
pub(crate) const CALLED: &str = "event-withdrawn-called";

/// The line of history that says that it was taken back after it was sent.
pub(crate) const LATE: &str = "event-withdrawn-late";

/// Takes a consent back. A request that was not sent is not sent any more; of one that was, the person is told so. Answers
/// whether anything changed.
pub fn withdraw(tx: &mut Tx<'_>, scene: &Scene<'_>, id: &Id<id::Request>) -> Result<bool, OutcomeError> {
    if !store::withdraw(tx, id, scene.now)? {
        return Ok(false);
    }
    let request = outcome::load(tx, id)?;
    // A call that was made has carried it, whatever was answered.
    let was_called = outbox::begun(tx, topic::DISPATCH, id.as_str())?.is_some_and(|times| times > 0);
    // What may have arrived can't be called back: asking for it goes on.
    let is_unsent = matches!(request.state, State::Held { .. } | State::NotSent { .. })
        || (matches!(request.state, State::Queued { .. }) && !request.state.may_have_arrived());
    if is_unsent {
        let event = scene.event(if was_called { CALLED } else { "event-withdrawn" }, &request.holder);
        outcome::moved(tx, scene, request, Move::Withdraw, event)?;
    } else {
        let event = scene.event(LATE, &request.holder);
        outcome::noted(tx, scene, request, event)?;
    }
    let details = [("stopped", is_unsent.to_string()), ("called", was_called.to_string())];
    let entry = Entry {
        at: scene.now,
        actor: scene.actor,
        action: "consent-withdrawn",
        subject: id.as_str(),
        details: &details,
    };
    audit::record(tx, &entry)?;
    Ok(true)
}

/// Ends a request that is due to be sent, again or to another body, and whose consent was taken back.
pub(crate) fn stop(tx: &mut Tx<'_>, scene: &Scene<'_>, id: &Id<id::Request>) -> Result<(), OutcomeError> {
    let request = outcome::load(tx, id)?;
    let is_due = matches!(request.state, State::Queued { lost_replies: 0, .. });
    if is_due && store::withdrawn(tx, id)?.is_some() {
        let event = scene.event(CALLED, &request.holder);
        outcome::moved(tx, scene, request, Move::Withdraw, event)?;
    }
    Ok(())
}
