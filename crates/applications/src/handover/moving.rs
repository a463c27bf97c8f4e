//! What a transfer does to one open request. Pure: the batches of a vesting carry it out, a rehearsal only shows it.

use std::collections::{BTreeMap, BTreeSet};

use responsibility::transfer::{Deadlines, Draft, Kind, Matter, OpenWork, Transfer};
use values::{Day, Id, id};

use super::{
    Fate, Item,
    rules::{Circumstances, changes_hands, fate},
};
use crate::{
    Government,
    request::{Move, Request, State},
};

/// A transfer, over the government as it stands once it has vested.
#[derive(Clone, Copy)]
pub(super) struct Moving<'a> {
    pub government: &'a Government,
    pub draft: &'a Draft,
    /// The version of the model that it made.
    pub version: Option<u64>,
    /// The day on which its work follows.
    pub today: Day,
}

/// What lies behind open requests.
#[derive(Default)]
pub(super) struct Past {
    /// Those that somebody has begun to work on.
    pub started: BTreeSet<Id<id::Request>>,
    /// For a reversal: what the transfer that it takes back did to their deadlines.
    pub deadlines: BTreeMap<Id<id::Request>, Deadline>,
}

impl Past {
    /// As if nobody had begun.
    pub fn unbegun(self) -> Self {
        Self { started: BTreeSet::new(), ..self }
    }
}

/// A deadline as an earlier transfer found it and left it.
#[derive(Clone, Copy)]
pub(crate) struct Deadline {
    pub found: Option<Day>,
    pub left: Option<Day>,
}

/// One request with what becomes of it.
pub(super) struct Moved {
    pub item: Item,
    /// As it will be; none where it stays as it is.
    pub given: Option<Request>,
    /// From which day on.
    pub day: Day,
}

impl<'a> Moving<'a> {
    /// A transfer that has vested.
    pub fn of(government: &'a Government, transfer: &'a Transfer, today: Day) -> Self {
        Self { government, draft: &transfer.draft, version: transfer.state.version(), today }
    }

    /// On which day it takes a request from its holder, who did the work until then. What is corrected from a day long past
    /// may have come to the holder only later.
    fn taken_on(&self, request: &Request) -> Option<Day> {
        let version = self.version?;
        let (kind, place) = (&request.service_type, request.area.as_ref());
        let takes = |day: &Day| {
            let before = self.government.changed_at(version, kind, place, *day);
            before.is_some_and(|before| before.first() == Some(&&request.holder))
        };
        let later =
            || self.government.days_touched_by(version, kind, self.draft.day, self.today).into_iter().find(takes);
        Some(self.draft.day).filter(takes).or_else(|| (self.draft.kind == Kind::Correction).then(later).flatten())
    }

    /// What becomes of one request; nothing where its holder stays the same, or where it is another vesting of that day that
    /// moves it.
    pub fn request(&self, request: &Request, past: &Past) -> Option<Moved> {
        let Self { government, draft, .. } = self;
        let (kind, place) = (&request.service_type, request.area.as_ref());
        // As known before it, on the very day: what vested earlier that day has moved already.
        let taken = self.taken_on(request);
        let (by_rule, day) = (taken.is_some(), taken.unwrap_or(draft.day));
        let holder = government.supplier(kind, place, day).ok()?;
        // A person had sent it on to a body that others follow now: a person decides again.
        let chosen = request.chosen.is_some() && draft.dissolves.iter().any(|ends| ends.body == request.holder);
        if holder.holder == request.holder || !(by_rule || chosen) {
            return None;
        }
        let system = government.endpoint(kind, place, day).ok();
        let other_system =
            system.is_some_and(|system| request.system.as_ref().is_some_and(|known| *known != system.id));
        // What the successor has acted on is not taken from it: a person decides.
        let open_work = if draft.kind == Kind::Reversal { OpenWork::MovesIfNotStarted } else { draft.open_work };
        let started = past.started.contains(&request.id);
        let circumstances = Circumstances { open_work, started, other_system };
        let fate = if by_rule { fate(&request.state, circumstances)? } else { Fate::Listed };
        let given = (by_rule && changes_hands(fate, &request.state)).then(|| {
            let mut given = Request {
                holder: holder.holder.clone(),
                instrument: holder.instrument.clone(),
                model_version: government.model.version(),
                ..request.clone()
            };
            given.chosen = None;
            given.due = due(government, draft, &given, past.deadlines.get(&request.id));
            if fate == Fate::HandedOver {
                given.state = given.state.apply(Move::HandOver).unwrap_or_else(|_| request.state.clone());
            }
            given
        });
        // What has left already stays where it is, unless it goes to another system too.
        let is_to_be_sent =
            matches!(request.state, State::Held { .. } | State::Queued { .. }) || fate == Fate::HandedOver;
        let addressed = |system: Option<Id<id::System>>| system.filter(|_| is_to_be_sent);
        let item = Item {
            request: request.id.clone(),
            service_type: kind.clone(),
            state: request.state.told().to_owned(),
            before: request.holder.clone(),
            after: given.as_ref().map_or_else(|| request.holder.clone(), |given| given.holder.clone()),
            fate,
            due_before: request.due,
            due_after: given.as_ref().map_or(request.due, |given| given.due),
            person: self.matter(request, fate).and_then(|matter| draft.answers_for(matter).cloned()),
            system_before: request.system.clone(),
            reference_before: request.their_reference.clone(),
            addressed_before: addressed(self.addressed(request, fate, day)),
            addressed_after: addressed(system.map(|system| system.id.clone())),
        };
        Some(Moved { item, given, day })
    }

    /// To which system a request went or, where it never left, would have gone on the eve of the day on which it moves: the
    /// system may change with the day by itself. A correction finds it where it was to go on the day.
    fn addressed(&self, request: &Request, fate: Fate, day: Day) -> Option<Id<id::System>> {
        let may_have_it = fate == Fate::HandedOver || request.state.may_have_arrived();
        if let Some(went) = request.system.clone().filter(|_| may_have_it) {
            return Some(went);
        }
        if let Some(chosen) = &request.chosen {
            return Some(chosen.system.clone());
        }
        let on =
            |day| self.government.endpoint_before(self.version?, &request.service_type, request.area.as_ref(), day);
        let on_the_eve = || day.yesterday().ok().and_then(on);
        let system = if self.draft.kind == Kind::Correction {
            on(day).or_else(on_the_eve)
        } else {
            on_the_eve().or_else(|| on(day))
        };
        system.map(|system| system.id.clone())
    }

    /// Which matter of a person a request is: what is listed, and what a system has lost that nobody but a person can tell.
    fn matter(&self, request: &Request, fate: Fate) -> Option<Matter> {
        let left = request.system.as_ref().filter(|_| fate == Fate::HandedOver);
        let is_deaf =
            left.and_then(|left| self.government.model.system(left)).is_some_and(|left| left.protocol.is_deaf());
        if is_deaf { Some(Matter::Stuck) } else { matter(&request.state, fate, self.draft.kind == Kind::Reversal) }
    }
}

/// Which matter a listed request is.
fn matter(state: &State, fate: Fate, back: bool) -> Option<Matter> {
    (fate == Fate::Listed).then_some(match state {
        State::Uncertain => Matter::Uncertain,
        State::Sent if back => Matter::Acted,
        State::Sent => Matter::Started,
        _ => Matter::Stuck,
    })
}

/// A running deadline is never made earlier than it was promised. What is taken back is due as it was before, unless
/// another day has been named since.
fn due(government: &Government, draft: &Draft, given: &Request, earlier: Option<&Deadline>) -> Option<Day> {
    if let Some(earlier) = earlier.filter(|earlier| earlier.left == given.due) {
        return earlier.found;
    }
    match (draft.deadlines, given.due) {
        (_, None) => None,
        (Deadlines::Keep, promised) => promised,
        (Deadlines::CountAnew, Some(promised)) => {
            let anew = government.due_from(&given.service_type, &given.holder, given.area.as_ref(), draft.day);
            Some(anew.map_or(promised, |anew| anew.max(promised)))
        }
    }
}

#[cfg(test)]
mod properties;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_listed_request_is_a_matter_and_no_other_is() {
        assert_eq!(matter(&State::Uncertain, Fate::Listed, false), Some(Matter::Uncertain));
        assert_eq!(matter(&State::Sent, Fate::Listed, false), Some(Matter::Started));
        assert_eq!(matter(&State::Sent, Fate::Listed, true), Some(Matter::Acted));
        assert_eq!(matter(&State::Stuck { why: "400".into() }, Fate::Listed, false), Some(Matter::Stuck));
        assert_eq!(matter(&State::Sent, Fate::Finishes, false), None);
    }
}
