//! Editions to come that would take back what another edition has changed: they were published before it, for a later day.

use serde::Serialize;
use values::{Day, Id, id};

use super::{
    Journey,
    differences::{parts, tables},
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
            if takes_back(government, (before, after), text) {
                found.push(Lacking { edition: later.name.clone(), from, changed: pair[1].name.clone() });
            }
        }
    }
    found
}

/// Does a later edition say something as it was, which another has changed?
pub fn takes_back(government: &Government, (before, after): (&Journey, &Journey), later: &Journey) -> bool {
    let (changed, again) = (parts(government, before, after), parts(government, later, after));
    if changed.iter().any(|difference| again.contains(difference)) {
        return true;
    }
    // The same rule may stand in another place.
    let [changed, again] = [before, later].map(|other| tables(other, after));
    changed.iter().any(|difference| again.iter().any(|other| difference.is_same_change(other)))
}
