//! What became otherwise about a franchise from one version of our knowledge to the next.

use serde::Serialize;
use values::{Day, Effective, Id, id};

use super::{Franchise, Part, Serves};
use crate::question::told::last;

/// One thing that was not known so before. Days are first days and last days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Change {
    /// It was not known before.
    Recorded {
        /// Its first day.
        from: Day,
        /// Its last day, where one was known.
        last: Option<Day>,
    },
    /// It has another name.
    Renamed,
    /// It is for other people.
    ServesOthers {
        /// For whom now.
        serves: Serves,
    },
    /// Its charter has other words.
    OtherCharter,
    /// It stands under something else.
    OtherInstrument {
        /// Under what now.
        instrument: Id<id::Instrument>,
    },
    /// It begins on another day.
    Begins {
        /// On which.
        from: Day,
    },
    /// It ends, or ends on another day.
    Ends {
        /// Its last day; none where it goes on after all.
        last: Option<Day>,
    },
    /// A body leads it or takes part.
    Joins {
        /// Which.
        body: Id<id::Organisation>,
        /// As what.
        part: Part,
        /// From which day on.
        from: Day,
        /// Its last day, where that is before the franchise's.
        last: Option<Day>,
    },
    /// A body's part ends, or ends on another day.
    Leaves {
        /// Which.
        body: Id<id::Organisation>,
        /// What it was.
        part: Part,
        /// Its last day; none where it stays after all.
        last: Option<Day>,
    },
    /// A body has no such part after all.
    NeverJoined {
        /// Which.
        body: Id<id::Organisation>,
        /// What it would have been.
        part: Part,
        /// From which day on.
        from: Day,
    },
    /// It offers a journey.
    Offers {
        /// Which.
        journey: Id<id::Journey>,
        /// From which day on.
        from: Day,
        /// The last day, where that is before the franchise's.
        last: Option<Day>,
    },
    /// It offers a journey no more, or to another day.
    OffersUntil {
        /// Which.
        journey: Id<id::Journey>,
        /// The last day; none where it goes on after all.
        last: Option<Day>,
    },
    /// It does not offer a journey after all.
    NeverOffered {
        /// Which.
        journey: Id<id::Journey>,
        /// From which day on.
        from: Day,
    },
    /// It is known no more.
    Forgotten,
}

/// What changed at each version, the oldest first. `known` are all rows of one franchise, in the order of versions.
pub fn history(known: &[&Franchise]) -> Vec<(u64, Vec<Change>)> {
    let mut told: Vec<(u64, Vec<Change>)> = Vec::new();
    for (n, row) in known.iter().enumerate() {
        let before =
            n.checked_sub(1).map(|n| known[n]).filter(|before| before.until_version == Some(row.since_version));
        told.push((row.since_version, before.map_or_else(|| vec![first(row)], |before| changes(before, row))));
        let next = known.get(n + 1).map(|next| next.since_version);
        told.extend(
            row.until_version.filter(|until| next != Some(*until)).map(|until| (until, vec![Change::Forgotten])),
        );
    }
    told.retain(|(_, changes)| !changes.is_empty());
    told
}

fn first(row: &Franchise) -> Change {
    Change::Recorded { from: row.valid.from, last: last(row.valid) }
}

/// What is otherwise in `after`. What ends because the whole franchise ends is not said again.
pub fn changes(before: &Franchise, after: &Franchise) -> Vec<Change> {
    let mut all = Vec::new();
    all.extend((before.name != after.name).then_some(Change::Renamed));
    all.extend((before.serves != after.serves).then(|| Change::ServesOthers { serves: after.serves.clone() }));
    all.extend((before.charter != after.charter).then_some(Change::OtherCharter));
    let other_instrument = || Change::OtherInstrument { instrument: after.instrument.clone() };
    all.extend((before.instrument != after.instrument).then(other_instrument));
    all.extend((before.valid.from != after.valid.from).then_some(Change::Begins { from: after.valid.from }));
    all.extend((before.valid.until != after.valid.until).then(|| Change::Ends { last: last(after.valid) }));
    let ends = |old: Effective, new: Effective| {
        let with_it = old.until == before.valid.until && new.until == after.valid.until;
        old.until != new.until && !with_it
    };
    let own_last = |valid: Effective| last(valid).filter(|_| valid.until != after.valid.until);
    for new in &after.members {
        let (body, part) = (new.body.clone(), new.part);
        let same =
            before.members.iter().find(|old| (&old.body, old.part, old.valid.from) == (&body, part, new.valid.from));
        match same {
            Some(old) if ends(old.valid, new.valid) => all.push(Change::Leaves { body, part, last: last(new.valid) }),
            Some(_) => {}
            None if new.valid.is_empty() => {}
            None => all.push(Change::Joins { body, part, from: new.valid.from, last: own_last(new.valid) }),
        }
    }
    for old in &before.members {
        let (body, part, from) = (old.body.clone(), old.part, old.valid.from);
        if !after.members.iter().any(|new| (&new.body, new.part, new.valid.from) == (&body, part, from)) {
            all.push(Change::NeverJoined { body, part, from });
        }
    }
    for new in &after.journeys {
        let journey = new.journey.clone();
        let same = before.journeys.iter().find(|old| (&old.journey, old.valid.from) == (&journey, new.valid.from));
        match same {
            Some(old) if ends(old.valid, new.valid) => {
                all.push(Change::OffersUntil { journey, last: last(new.valid) });
            }
            Some(_) => {}
            None => all.push(Change::Offers { journey, from: new.valid.from, last: own_last(new.valid) }),
        }
    }
    for old in &before.journeys {
        let (journey, from) = (old.journey.clone(), old.valid.from);
        if !after.journeys.iter().any(|new| (&new.journey, new.valid.from) == (&journey, from)) {
            all.push(Change::NeverOffered { journey, from });
        }
    }
    all
}

#[cfg(test)]
mod tests;
