//! Who answers in place of a body that is no more: whoever holds the work of the place that day, or else whoever
//! follows the body in its case references.

use std::collections::BTreeSet;

use responsibility::transfer::Thing;
use serde::Serialize;
use values::{AreaCode, Day, Id, Text, id};

use super::{Body, body};
use crate::{Government, request::Request};

/// Who answers now, since when and under which order.
#[derive(Debug, Serialize)]
pub struct Follower {
    /// Who answers now.
    pub body: Body,
    /// Since which day.
    pub since: Day,
    /// Under which law, order or agreement.
    pub instrument: Option<Text>,
    /// Where that can be read.
    pub instrument_link: Option<String>,
    /// The last day of the body that is no more.
    pub until: Day,
}

/// Who answers for a request, where the body that it is with, or that did it, has ended by this day.
pub fn follower(government: &Government, request: &Request, today: Day) -> Option<Follower> {
    let former = &request.holder;
    let ended = ended(government, former, today)?;
    let place = request.area.as_ref();
    let holder = government.supplier(&request.service_type, place, today).ok().filter(|row| row.holder != *former);
    let follows = match holder {
        Some(row) => row.holder.clone(),
        None => successor(government, former, &government.areas(&request.service_type, place, today), today)?,
    };
    let instrument = holder.and_then(|row| government.catalogue.instrument(&row.instrument));
    Some(Follower {
        body: body(government, &follows),
        since: holder.map_or(ended, |row| row.valid.from.max(ended)),
        instrument: instrument.map(|known| known.title.clone()),
        instrument_link: instrument.and_then(|known| known.link.clone()),
        until: ended.yesterday().unwrap_or(ended),
    })
}

/// The body that somebody named, or, where it has ended by this day, the one that follows it: that of the request's place, where
/// several do. It need not be who answers for the request, who may just have said that it is not theirs.
pub(crate) fn heir(
    government: &Government,
    named: &Id<id::Organisation>,
    request: &Request,
    today: Day,
) -> Option<Id<id::Organisation>> {
    if ended(government, named, today).is_none() {
        return Some(named.clone());
    }
    let areas = government.areas(&request.service_type, request.area.as_ref(), today);
    let holder = || government.supplier(&request.service_type, request.area.as_ref(), today).ok();
    successor(government, named, &areas, today).or_else(|| holder().map(|row| row.holder.clone()))
}

/// A body that is no more: its last day, and who has its work now.
#[derive(Debug, Serialize)]
pub(crate) struct Ended {
    /// Its last day.
    pub until: Day,
    /// Who follows it; nobody where that is not known.
    pub bodies: Vec<Text>,
}

/// Has a body ended by this day? Whoever follows it does so through as many successions as there were.
pub(crate) fn no_more(government: &Government, former: &Id<id::Organisation>, today: Day) -> Option<Ended> {
    let ended = ended(government, former, today)?;
    let follow = |thing| government.successions.successors(former, thing, &[], today);
    let bodies: BTreeSet<_> = Thing::ALL.into_iter().flat_map(follow).collect();
    let bodies = bodies.iter().map(|id| body(government, id).name).collect();
    Some(Ended { until: ended.yesterday().unwrap_or(ended), bodies })
}

/// The first day on which a body was no more, where that has come.
pub(super) fn ended(government: &Government, body: &Id<id::Organisation>, today: Day) -> Option<Day> {
    let known = government.catalogue.organisation(body).and_then(|known| known.valid.until);
    let followed = || government.successions.of_body(body, today).map(|row| row.from).min();
    known.or_else(followed).filter(|ended| *ended <= today)
}

/// The one body that follows; nobody where several do and the place does not say which.
fn successor(
    government: &Government,
    former: &Id<id::Organisation>,
    areas: &[AreaCode],
    today: Day,
) -> Option<Id<id::Organisation>> {
    let mut follow = government.successions.successors(former, Thing::CaseReferences, areas, today);
    (follow.len() == 1).then(|| follow.remove(0))
}
