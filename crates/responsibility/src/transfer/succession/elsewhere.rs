//! What of a body that is no more did not go to the body that follows it: who took over its number and its references
//! need not do all that it did.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use values::{AreaCode, AreaKind, Channel, Day, Id, id};

use super::Successions;
use crate::{Function, Model, Responsibility, geography::around, transfer::Thing};

/// A service that went to another body than the one that follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Who has it now. Nobody is a gap.
    pub holder: Option<Id<id::Organisation>>,
    /// The service.
    pub service_type: Id<id::ServiceType>,
    /// In place of which of those who follow; all of them where none is named.
    pub instead_of: Vec<Id<id::Organisation>>,
}

/// The services that a body decided or did on its last day and that another has on this day than follows it at that
/// place, by who has them now. Of a service that is the same everywhere one of several who follow has it alone.
pub fn elsewhere(
    (model, catalogue): (&Model, &Catalogue),
    successions: &Successions,
    body: &Id<id::Organisation>,
    day: Day,
) -> Vec<Elsewhere> {
    let ended = catalogue.organisation(body).and_then(|known| known.valid.until);
    let ended = ended.or_else(|| successions.of_body(body, day).map(|row| row.from).min());
    let Some(last) = ended.filter(|ended| *ended <= day).and_then(|ended| ended.yesterday().ok()) else {
        return Vec::new();
    };
    let all = following(successions, body, &[], day);
    let mut found: BTreeMap<_, BTreeSet<Id<id::Organisation>>> = BTreeMap::new();
    let held = model.rows().filter(|row| {
        let does = matches!(row.function, Function::Decision | Function::Fulfilment);
        does && row.holder == *body && row.known_at(model.version()) && row.valid.holds_on(last)
    });
    for row in held {
        for place in places(catalogue, row, last) {
            let place = place.as_ref();
            let holder = |day| {
                let areas = place.map_or_else(Vec::new, |place| around(catalogue, &row.service_type, place, day));
                let channel = row.channel.or(Some(Channel::Web));
                model.holder(&row.service_type, row.function, channel, &areas, day).ok()
            };
            if holder(last).is_none_or(|held| held.id != row.id) {
                continue;
            }
            let now = holder(day).map(|held| held.holder.clone());
            let around: Vec<_> = place.map_or_else(Vec::new, |place| catalogue.areas().on(place, day));
            let areas: Vec<AreaCode> = around.into_iter().map(|area| area.code).collect();
            let mut follow = following(successions, body, &areas, day);
            let is_alone = place.is_none() && follow.len() > 1;
            if now.as_ref().is_some_and(|now| follow.remove(now)) && !is_alone {
                continue;
            }
            found.entry((now, row.service_type.clone())).or_default().extend(follow);
        }
    }
    let told = |((holder, service_type), instead_of): ((Option<_>, _), BTreeSet<_>)| {
        let others = all.iter().filter(|one| holder.as_ref() != Some(*one)).count();
        let instead_of = if instead_of.len() == others && all.len() == others { BTreeSet::new() } else { instead_of };
        Elsewhere { holder, service_type, instead_of: instead_of.into_iter().collect() }
    };
    found.into_iter().map(told).collect()
}

/// Who follows in anything, at a place that lies in these areas.
fn following(
    successions: &Successions,
    body: &Id<id::Organisation>,
    areas: &[AreaCode],
    day: Day,
) -> BTreeSet<Id<id::Organisation>> {
    Thing::ALL.into_iter().flat_map(|thing| successions.successors(body, thing, areas, day)).collect()
}

/// The places that a row was about: nothing but `None` for a service that is the same everywhere.
fn places(catalogue: &Catalogue, row: &Responsibility, day: Day) -> Vec<Option<AreaCode>> {
    let is_everywhere = catalogue.service_type(&row.service_type).is_none_or(|known| known.area_kind.is_empty());
    match &row.area {
        Some(area) => catalogue.areas().smallest(area, day).into_iter().map(Some).collect(),
        None if is_everywhere => vec![None],
        None => {
            let places = catalogue.areas().all().filter(|area| area.kind == AreaKind::Locality && area.holds_on(day));
            places.map(|area| Some(area.code.clone())).collect()
        }
    }
}
