//! What concerns somebody, and is not sent because nobody takes it here: it was somebody's until a body or an area ended, and
//! nobody has been named since; or the place is none that is served, and somebody there has to be asked. It is said openly.

use std::collections::HashSet;

use catalogue::{area::Resolved, organisation::Level};
use responsibility::Responsibility;
use serde::Serialize;
use values::{AreaCode, Day, Id, Text, id};

use super::{
    Application,
    plan::{Planned, Verdict, Wishes, plan_at},
};
use crate::{
    Government,
    case::{self, Body},
    journey::{Answers, Contact, Journey, answer::NO_POSTCODE},
    request::Request,
};

/// A service that nobody here takes that day.
#[derive(Debug, Serialize)]
pub struct Untaken {
    /// The service.
    pub service_type: Id<id::ServiceType>,
    /// Its name.
    pub title: Text,
    /// Why.
    #[serde(flatten)]
    pub reason: Reason,
    /// Who can be rung about it.
    pub ring: Vec<Body>,
    /// Who helps to find the body elsewhere that provides it.
    pub find: Option<Contact>,
}

impl Untaken {
    /// Has it to be asked for elsewhere?
    pub fn is_elsewhere(&self) -> bool {
        matches!(self.reason, Reason::Elsewhere { .. } | Reason::NoPostcode | Reason::FollowsElsewhere { .. })
    }
}

/// Why nobody takes it.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum Reason {
    /// Whoever had it has it no more, and nobody has been named who follows.
    Nobody {
        /// Who had it.
        was_with: Text,
        /// The last day.
        until: Day,
    },
    /// Nobody known provides it at that place, or ever did.
    Unserved,
    /// It has to follow a service that nobody takes.
    Follows {
        /// The name of that service.
        service: Text,
    },
    /// The place that decides it is none that is served here.
    Elsewhere {
        /// The first half of its postcode.
        outward: String,
        /// Are other places with that first half served here?
        served_in_part: bool,
    },
    /// The place that decides it has no postcode: it is abroad, or there was none.
    NoPostcode,
    /// It has to follow a service that a body elsewhere provides.
    FollowsElsewhere {
        /// The name of that service.
        service: Text,
    },
}

/// Does nobody here take it, or what it has to follow?
pub fn is_untaken(part: &Planned<'_>, all: &[Planned<'_>]) -> bool {
    matches!(cause(part, all), Verdict::NobodyToday | Verdict::NotServed | Verdict::Elsewhere)
}

/// What stands in its way, or in that of what it has to follow.
fn cause(part: &Planned<'_>, all: &[Planned<'_>]) -> Verdict {
    match (part.verdict, part.follows) {
        // What it follows stands before it, so this ends.
        (Verdict::CannotFollow, Some(before)) => cause(&all[before], all),
        (verdict, _) => verdict,
    }
}

/// Those of what was planned for a day, by what a version of the model knew, that nobody here takes.
pub fn untaken(
    government: &Government,
    journey: &Journey,
    planned: &[Planned<'_>],
    (day, version): (Day, u64),
) -> Vec<Untaken> {
    let told = |part: &Planned<'_>| {
        let (service_type, place) = (&part.step.service_type, part.area.as_ref());
        let mut ring_at = Vec::new();
        let reason = match (part.verdict, part.follows, cause(part, planned)) {
            (Verdict::NobodyToday, ..) => {
                let (row, until) = government.last_supplier(service_type, place, day, version)?;
                ring_at = ring(government, row, place, day);
                Reason::Nobody { was_with: case::body(government, &row.holder).name, until }
            }
            (Verdict::NotServed, ..) => Reason::Unserved,
            (Verdict::Elsewhere, ..) => elsewhere(government, part.elsewhere?),
            (_, Some(before), Verdict::NobodyToday | Verdict::NotServed) => {
                Reason::Follows { service: title(government, &planned[before]) }
            }
            (_, Some(before), Verdict::Elsewhere) => {
                Reason::FollowsElsewhere { service: title(government, &planned[before]) }
            }
            _ => return None,
        };
        let (service_type, title) = (service_type.clone(), title(government, part));
        let mut told = Untaken { service_type, title, reason, ring: ring_at, find: None };
        let can_be_found = part.elsewhere != Some(NO_POSTCODE);
        told.find = journey.elsewhere.clone().filter(|_| told.is_elsewhere() && can_be_found);
        Some(told)
    };
    planned.iter().filter_map(told).collect()
}

/// The place has no postcode, lies outside, or nobody knows which of several it is.
fn elsewhere(government: &Government, outward: &str) -> Reason {
    if outward == NO_POSTCODE {
        return Reason::NoPostcode;
    }
    let served_in_part = !matches!(government.catalogue.areas().resolve(outward), Resolved::Unknown);
    Reason::Elsewhere { outward: outward.to_owned(), served_in_part }
}

/// What concerned the person, and nobody here took on the day on which they sent the rest, as was known then.
pub fn when_sent(
    government: &Government,
    (journey, answers, wishes): (&Journey, &Answers, &Wishes),
    application: &Application,
) -> Vec<Untaken> {
    let (day, version) = (application.day, government.model.history().on(application.sent_at).number);
    let planned = plan_at(government, journey, (answers, &[]), wishes, (day, version));
    untaken(government, journey, &planned, (day, version))
}

/// Those of them that have no request: what has one was taken after all.
pub fn without_taken(mut untaken: Vec<Untaken>, requests: &[Request]) -> Vec<Untaken> {
    let sent: HashSet<_> = requests.iter().map(|request| &request.service_type).collect();
    untaken.retain(|part| !sent.contains(&part.service_type));
    untaken
}

fn title(government: &Government, part: &Planned<'_>) -> Text {
    let known = government.catalogue.service_type(&part.step.service_type);
    known.map_or_else(|| part.step.why.clone(), |known| known.title.clone())
}

/// Who can be rung: whoever had it last, or, where that body has ended, those of its successors nearest to the place.
fn ring(government: &Government, last: &Responsibility, place: Option<&AreaCode>, day: Day) -> Vec<Body> {
    let catalogue = &government.catalogue;
    let Some(body) = catalogue.organisation(&last.holder) else { return Vec::new() };
    let around: Vec<_> = place.map_or_else(Vec::new, |place| catalogue.areas().on(place, day));
    let is_here = |areas: &[AreaCode]| {
        areas.is_empty() || place.is_none() || around.iter().any(|area| areas.contains(&area.code))
    };
    let successors = body.successors.iter().filter_map(|id| catalogue.organisation(id));
    let asked = std::iter::once(body).chain(successors.filter(|body| is_here(&body.areas)));
    let there = asked.filter(|body| body.valid.holds_on(day) && body.contact.phone.is_some());
    let near = |level: Level| Level::ALL.iter().position(|one| *one == level);
    let there: Vec<_> = there.collect();
    if there.iter().any(|one| one.id == body.id) {
        return vec![case::body(government, &body.id)];
    }
    let nearest = there.iter().map(|body| near(body.level)).max();
    let nearest = there.iter().filter(|body| Some(near(body.level)) == nearest);
    nearest.map(|body| case::body(government, &body.id)).collect()
}
