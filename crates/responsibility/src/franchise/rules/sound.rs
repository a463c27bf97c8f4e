//! Is what is said of a franchise possible? Exactly one lead at every instant of its life, and nothing beyond it.

use std::collections::BTreeSet;

use thiserror::Error;
use values::{Day, Effective, Id, id};

use crate::franchise::{Franchise, Part};

/// What can't be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Fault {
    /// It ends before it begins.
    #[error("it ends before it begins")]
    NoLife,
    /// Nobody leads it on a day.
    #[error("nobody leads it on {0}")]
    NoLead(Day),
    /// Two bodies lead it on one day.
    #[error("{0} and {1} both lead it on {2}")]
    TwoLeads(Id<id::Organisation>, Id<id::Organisation>, Day),
    /// A body takes part twice on one day.
    #[error("{0} takes part twice on {1}")]
    MemberTwice(Id<id::Organisation>, Day),
    /// A body takes part before it begins or after it ends.
    #[error("{0} takes part outside its life")]
    MemberOutside(Id<id::Organisation>),
    /// A journey is offered twice on one day.
    #[error("the journey '{0}' is offered twice on {1}")]
    JourneyTwice(Id<id::Journey>, Day),
    /// A journey is offered before it begins or after it ends.
    #[error("the journey '{0}' is offered outside its life")]
    JourneyOutside(Id<id::Journey>),
}

/// Everything that can't be, in the order of its days.
pub fn faults(franchise: &Franchise) -> Vec<Fault> {
    if franchise.valid.is_empty() {
        return vec![Fault::NoLife];
    }
    let mut found = Vec::new();
    let members = franchise.members.iter().filter(|member| !within(member.valid, franchise.valid));
    found.extend(members.map(|member| Fault::MemberOutside(member.body.clone())));
    let journeys = franchise.journeys.iter().filter(|offered| !within(offered.valid, franchise.valid));
    found.extend(journeys.map(|offered| Fault::JourneyOutside(offered.journey.clone())));
    for day in days(franchise) {
        let leads: Vec<_> = franchise.members_on(day).filter(|member| member.part == Part::Lead).collect();
        match &leads[..] {
            [] => found.push(Fault::NoLead(day)),
            [_] => {}
            [one, other, ..] => found.push(Fault::TwoLeads(one.body.clone(), other.body.clone(), day)),
        }
        let mut seen = BTreeSet::new();
        let doubled = franchise.members_on(day).find(|member| !seen.insert(&member.body));
        // Two leads that are one body are one fault, and said above.
        found.extend(doubled.filter(|_| leads.len() < 2).map(|member| Fault::MemberTwice(member.body.clone(), day)));
        let mut seen = BTreeSet::new();
        let doubled = franchise.journeys_on(day).find(|journey| !seen.insert(*journey));
        found.extend(doubled.map(|journey| Fault::JourneyTwice(journey.clone(), day)));
    }
    found
}

/// The days of its life on which something about it changes. Between them nothing does.
fn days(franchise: &Franchise) -> BTreeSet<Day> {
    let spans = franchise.members.iter().map(|member| member.valid);
    let spans = spans.chain(franchise.journeys.iter().map(|offered| offered.valid)).chain([franchise.valid]);
    let bounds = spans.flat_map(|valid| [Some(valid.from), valid.until]).flatten();
    bounds.filter(|day| franchise.valid.holds_on(*day)).collect()
}

/// Nothing at all lies within everything.
fn within(inner: Effective, outer: Effective) -> bool {
    inner.is_empty()
        || (outer.from <= inner.from && outer.until.is_none_or(|outer| inner.until.is_some_and(|inner| inner <= outer)))
}
