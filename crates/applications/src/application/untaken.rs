//! What concerns somebody, and nobody takes: it was somebody's until a body or an area ended, and nobody has been named
//! since. It is not sent, and said openly.

use std::collections::HashSet;

use catalogue::organisation::Level;
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
    journey::{Answers, Journey},
    request::Request,
};

/// A service that nobody takes that day.
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
    /// It has to follow a service that nobody takes.
    Follows {
        /// The name of that service.
        service: Text,
    },
}

/// Does nobody take it, or what it has to follow?
pub fn is_untaken(part: &Planned<'_>, all: &[Planned<'_>]) -> bool {
    match part.verdict {
        Verdict::NobodyToday => true,
        // What it follows stands before it, so this ends.
        Verdict::CannotFollow => part.follows.is_some_and(|before| is_untaken(&all[before], all)),
        _ => false,
    }
}

/// Those of what was planned for a day, by what a version of the model knew, that nobody takes.
pub fn untaken(government: &Government, planned: &[Planned<'_>], day: Day, version: u64) -> Vec<Untaken> {
    let told = |part: &Planned<'_>| {
        let (service_type, place) = (&part.step.service_type, part.area.as_ref());
        let last = government.last_supplier(service_type, place, day, version);
        let (reason, ring) = match (part.verdict, last, part.follows) {
            (Verdict::NobodyToday, Some((row, until)), _) => {
                let was_with = case::body(government, &row.holder).name;
                (Reason::Nobody { was_with, until }, ring(government, row, place, day))
            }
            (_, _, Some(before)) => (Reason::Follows { service: title(government, &planned[before]) }, Vec::new()),
            _ => return None,
        };
        Some(Untaken { service_type: service_type.clone(), title: title(government, part), reason, ring })
    };
    planned.iter().filter(|part| is_untaken(part, planned)).filter_map(told).collect()
}

/// What concerned the person, and nobody took on the day on which they sent the rest, as was known then.
pub fn when_sent(
    government: &Government,
    (journey, answers, wishes): (&Journey, &Answers, &Wishes),
    application: &Application,
) -> Vec<Untaken> {
    let (day, version) = (application.day, government.model.history().on(application.sent_at).number);
    let planned = plan_at(government, journey, answers, wishes, (day, version));
    untaken(government, &planned, day, version)
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
