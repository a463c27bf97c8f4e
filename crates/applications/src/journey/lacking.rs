//! Editions to come that would take back what another edition has changed: they were published before it, for a later day.

use eligibility::decision;
use serde::Serialize;
use values::{Day, Id, id};

use super::{
    Journey,
    differences::{Difference, parts, tables},
    store::Edition,
};
use crate::Government;

/// An edition to come that lacks what another has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lacking {
    /// The one to come.
    pub edition: String,
    /// When it takes its turn.
    pub from: Day,
    /// The one whose changes it lacks.
    pub changed: String,
}

/// The editions that are offered some day, in the order in which they take their turn: of two for one day only the one that
/// was published later ever is.
fn turns(published: &[Edition]) -> Vec<&Edition> {
    let next = published.iter().skip(1).map(Some).chain([None]);
    let is_offered = |(edition, next): &(&Edition, Option<&Edition>)| next.is_none_or(|next| next.from != edition.from);
    published.iter().zip(next).filter(is_offered).map(|(edition, _)| edition).collect()
}

/// The editions that will be offered after a day.
pub fn to_come(published: &[Edition], today: Day) -> Vec<(&Edition, Day)> {
    let turns = turns(published).into_iter();
    turns.filter_map(|edition| Some((edition, edition.from.filter(|from| *from > today)?))).collect()
}

/// The editions to come that lack what one before them has changed, which was published no earlier than they.
pub fn lacking(government: &Government, journey: &Id<id::Journey>, today: Day) -> Vec<Lacking> {
    let turns = turns(government.journeys.published(journey));
    let text = |edition: &Edition| government.journeys.edition(journey, &edition.name);
    let mut found = Vec::new();
    for (place, later) in turns.iter().enumerate() {
        let Some(from) = later.from.filter(|from| *from > today) else { continue };
        for pair in turns[..place].windows(2).filter(|pair| pair[1].published_at >= later.published_at) {
            let (Some(before), Some(after), Some(text)) = (text(pair[0]), text(pair[1]), text(later)) else { continue };
            if !takes_back(government, (before, after), text).is_empty() {
                found.push(Lacking { edition: later.name.clone(), from, changed: pair[1].name.clone() });
            }
        }
    }
    found
}

/// An edition to come that would have changed something in vain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TakenBack {
    /// The edition.
    pub edition: String,
    /// When it takes its turn.
    pub from: Day,
    /// What it says otherwise than the one before it.
    pub what: Vec<Difference>,
}

/// The editions to come whose changes a later one takes back that is published for the same day or after it.
pub fn taken_back(government: &Government, later: &Journey, today: Day) -> Vec<TakenBack> {
    let turns = turns(government.journeys.published(&later.id));
    let text = |edition: &Edition| government.journeys.edition(&later.id, &edition.name);
    let of = |place: usize| {
        let edition = turns[place];
        let from = edition.from.filter(|from| *from > today)?;
        // What it was meant to change it changed in what stood when it was published: others came between them since.
        let stood = |one: &&&Edition| one.from.is_none() || one.published_at < edition.published_at;
        let before = turns[..place].iter().rev().find(stood)?;
        let what = takes_back(government, (text(before)?, text(edition)?), later);
        (!what.is_empty()).then(|| TakenBack { edition: edition.name.clone(), from, what })
    };
    (0..turns.len()).filter_map(of).collect()
}

/// What a later edition says as it was, which another has changed.
pub fn takes_back(government: &Government, (before, after): (&Journey, &Journey), later: &Journey) -> Vec<Difference> {
    let (mut changed, again) = (parts(government, before, after), parts(government, later, after));
    changed.retain(|difference| again.contains(difference));
    // The same rule may stand in another place.
    let [tables_changed, again] = [before, later].map(|other| tables(other, after));
    let is_again = |difference: &&decision::Difference| again.iter().any(|other| difference.is_same_change(other));
    changed.extend(tables_changed.iter().filter(is_again).map(|table| Difference::Words(table.to_string())));
    changed
}
