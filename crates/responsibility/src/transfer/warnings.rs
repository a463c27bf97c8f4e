//! What is worth knowing about a plan though it stops nothing.

use std::collections::{BTreeMap, BTreeSet};

use catalogue::Catalogue;
use values::{Day, Id, id};

use super::{Draft, Kind, Scene, SystemMove, Warning, coverage::Moved};
use crate::{Function, timeline::Line};

/// All of it that the draft says, and what it moves and takes besides.
pub(super) fn of(scene: &Scene<'_>, draft: &Draft, moved: &[Moved], besides: &[Moved]) -> Vec<Warning> {
    let mut warnings = Vec::new();
    let nothing_goes = draft.resources.is_empty() && draft.reverses.is_none() && draft.kind != Kind::Correction;
    if nothing_goes && moved.iter().any(|one| one.from != one.to) {
        warnings.push(Warning::NothingGoesWithIt);
    }
    warnings.extend(promised_no_more(scene.catalogue, moved, draft.day));
    let bodies: BTreeSet<_> = besides.iter().filter_map(|one| one.from.clone()).collect();
    if !bodies.is_empty() {
        warnings.push(Warning::TakenBesides { bodies: bodies.into_iter().collect() });
    }
    warnings.extend(new_segments(scene, draft));
    warnings.extend(draft.systems.iter().filter_map(|change| for_everybody(change, &draft.lines)));
    warnings
}

/// Where the promise of who did the work has no successor: nothing says how long it takes from then on.
fn promised_no_more(catalogue: &Catalogue, moved: &[Moved], day: Day) -> impl Iterator<Item = Warning> {
    let eve = day.yesterday().unwrap_or(day);
    let mut silent: BTreeMap<Id<id::Organisation>, BTreeSet<Id<id::ServiceType>>> = BTreeMap::new();
    for one in moved.iter().filter(|one| one.function == Function::Fulfilment) {
        let promised =
            |body: &Id<id::Organisation>, day| catalogue.public_service(&one.service_type, body, day).is_some();
        if let (Some(from), Some(to)) = (&one.from, &one.to)
            && promised(from, eve)
            && !promised(to, day)
        {
            silent.entry(to.clone()).or_default().insert(one.service_type.clone());
        }
    }
    silent.into_iter().map(|(body, of)| Warning::NothingPromised { body, service_types: of.into_iter().collect() })
}

/// Segments that nobody ever held anything for: they may be new, or written wrongly.
fn new_segments(scene: &Scene<'_>, draft: &Draft) -> Vec<Warning> {
    let known = scene.model.segments(None);
    let named: BTreeSet<&str> = draft.lines.iter().filter_map(|line| line.what.segment.as_deref()).collect();
    let new = named.into_iter().filter(|segment| !known.contains(segment));
    let all = || known.iter().map(|&segment| segment.to_owned()).collect();
    new.map(|segment| Warning::NewSegment { segment: segment.to_owned(), known: all() }).collect()
}

/// A system takes the work of everybody in its area, whoever the lines move it for.
fn for_everybody(change: &SystemMove, lines: &[Line]) -> Option<Warning> {
    let is_in_part = |service: &&Id<id::ServiceType>| {
        let mut of = lines.iter().filter(|line| moves_work_of(line, service)).peekable();
        of.peek().is_some() && of.all(|line| line.what.channel.is_some() || line.what.segment.is_some())
    };
    let service_types: Vec<_> = change.service_types.iter().filter(is_in_part).cloned().collect();
    let system = change.system.clone();
    (!service_types.is_empty()).then_some(Warning::SystemForEverybody { system, service_types })
}

fn moves_work_of(line: &Line, service: &Id<id::ServiceType>) -> bool {
    let (services, functions) = (&line.what.service_types, &line.what.functions);
    (services.is_empty() || services.contains(service))
        && (functions.is_empty() || functions.contains(&Function::Fulfilment))
}
