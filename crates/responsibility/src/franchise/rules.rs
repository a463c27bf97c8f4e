//! What can be done with franchises: pure decisions over those known now. Nothing is lost on the way and nothing
//! doubled: every member, journey and budget line of what is split or merged is in what comes of it.

mod holding;
mod sound;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Day, Effective, Id, Text, id};

use super::{Franchise, Member, Offered, Part, Serves};
use crate::resource::Amount;
pub use holding::{IllHeld, ill_held};
pub use sound::{Fault, faults};

/// How a franchise is called, whom it serves, and what it promises.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named {
    /// Its id, chosen by who makes it.
    pub id: Id<id::Franchise>,
    /// Its name.
    pub name: Text,
    /// Whom it is for.
    pub serves: Serves,
    /// What it promises and by which rules, in words.
    pub charter: Text,
    /// Under which agreement or order it stands.
    pub instrument: Id<id::Instrument>,
    /// Is it made up to illustrate?
    pub illustrative: bool,
    /// Its lead.
    pub lead: Id<id::Organisation>,
}

/// What a new franchise has, or a part of one that is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// What it is called, and who leads it.
    pub named: Named,
    /// Who else takes part.
    pub partners: Vec<Id<id::Organisation>>,
    /// What it offers.
    pub journeys: Vec<Id<id::Journey>>,
}

/// A part of a franchise that is split.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SplitPart {
    /// What it is and has.
    pub made: Made,
    /// Which of the budget lines become its own: all of each, without what other parts get of it.
    pub lines: Vec<String>,
    /// What it gets of lines that become another part's own.
    pub shares: Vec<LineShare>,
}

/// Some of what a body has in a budget line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineShare {
    /// Which line.
    pub line: String,
    /// Whose posts or money.
    pub body: Id<id::Organisation>,
    /// How much.
    pub amount: Amount,
}

/// What becomes of the old lead when another takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OldLead {
    /// It goes on as a partner.
    Partner,
    /// It leaves.
    Leaves,
}

/// Budget lines that change their franchise: from which, which lines, to which. To none where it is closed.
pub type MovedLines = (Id<id::Franchise>, Vec<String>, Option<Id<id::Franchise>>);

/// A share of a budget line that changes its franchise: from which, what, to which.
pub type MovedShare = (Id<id::Franchise>, LineShare, Id<id::Franchise>);

/// What a command does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Franchises as they are known from now on; each takes the place of the one with its id.
    pub written: Vec<Franchise>,
    /// Shares of budget lines that change their franchise, before the lines do.
    pub shares: Vec<MovedShare>,
    /// Budget lines that change their franchise.
    pub lines: Vec<MovedLines>,
}

/// A name has so many letters at most, in each language.
const LONGEST_NAME: usize = 200;
/// And a charter.
const LONGEST_CHARTER: usize = 10_000;

/// Why a command is refused.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Refused {
    /// Something else has that id.
    #[error("there is a franchise '{0}' already")]
    Taken(Id<id::Franchise>),
    /// Nothing has that id.
    #[error("there is no franchise '{0}'")]
    Unknown(Id<id::Franchise>),
    /// It does not live that day, or only begins then.
    #[error("the franchise '{franchise}' does not stand on {day}, or only begins then")]
    NotStanding {
        /// Which one.
        franchise: Id<id::Franchise>,
        /// On which day.
        day: Day,
    },
    /// Something is planned for it after that day, which this would undo unsaid.
    #[error("the franchise '{franchise}' changes its lead, a partner or a journey after {day}")]
    PlannedLater {
        /// Which one.
        franchise: Id<id::Franchise>,
        /// After which day.
        day: Day,
    },
    /// A split makes two or three.
    #[error("a franchise is split in two or three, not in {0}")]
    Parts(usize),
    /// A merger takes two or more, each once.
    #[error("a merger takes two or more different franchises")]
    TooFew,
    /// The lead is named as a partner too, or a partner twice.
    #[error("{0} is named twice in one franchise")]
    MemberTwice(Id<id::Organisation>),
    /// A journey is named twice.
    #[error("the journey '{0}' is named twice")]
    JourneyTwice(Id<id::Journey>),
    /// A budget line is named twice.
    #[error("the budget line '{0}' is named twice")]
    LineTwice(String),
    /// A member of the old franchise is in none of its parts.
    #[error("{0} takes part now, and is named in none of the parts")]
    MemberLost(Id<id::Organisation>),
    /// A journey of the old franchise is in none of its parts.
    #[error("the journey '{0}' is offered now, and is named in none of the parts")]
    JourneyLost(Id<id::Journey>),
    /// A budget line of the old franchise is in none of its parts.
    #[error("the budget line '{0}' is named in none of the parts")]
    LineLost(String),
    /// A part names a body that does not take part.
    #[error("{0} does not take part in it")]
    NotMember(Id<id::Organisation>),
    /// A part names a journey that is not offered.
    #[error("the journey '{0}' is not one of its journeys")]
    NotItsJourney(Id<id::Journey>),
    /// A part names a budget line that is not the franchise's.
    #[error("the budget line '{0}' is not one of its lines")]
    NotItsLine(String),
    /// The body leads it already.
    #[error("{0} leads it already")]
    LeadsAlready(Id<id::Organisation>),
    /// The charter or the name says nothing in one of the languages.
    #[error("the franchise needs a name and a charter in each language")]
    Wordless,
    /// A text is longer than anybody reads, or holds letters that can't be printed.
    #[error("{0} has more than {1} letters, or some that can't be printed")]
    Unreadable(&'static str, usize),
    /// Nothing that a command did to it is still to come.
    #[error("nothing is planned for the franchise '{0}' that could be taken back")]
    NothingPlanned(Id<id::Franchise>),
    /// What is to be taken back was changed again.
    #[error("the franchise '{0}' was changed again since")]
    ChangedSince(Id<id::Franchise>),
}

/// A new franchise that begins on the day.
pub fn create(known: &[Franchise], made: &Made, day: Day) -> Result<Outcome, Refused> {
    let new = begin(known, made, Effective { from: day, until: None }, Vec::new())?;
    Ok(Outcome { written: vec![new], ..Outcome::default() })
}

/// A franchise ends on the day, and two or three take its place. Each of its members is in at least one of them, each
/// journey and each budget line in exactly one; of a line that is one part's, others may get a share. `lines` are its budget lines on the day and later.
pub fn split(
    known: &[Franchise],
    id: &Id<id::Franchise>,
    lines: &[String],
    parts: &[SplitPart],
    day: Day,
) -> Result<Outcome, Refused> {
    let old = settled(known, id, day)?;
    if !(2..=3).contains(&parts.len()) {
        return Err(Refused::Parts(parts.len()));
    }
    let members: BTreeSet<_> = old.members_on(day).map(|member| member.body.clone()).collect();
    let journeys: BTreeSet<_> = old.journeys_on(day).cloned().collect();
    let named: BTreeSet<_> = parts.iter().flat_map(|part| bodies(&part.made)).cloned().collect();
    if let Some(body) = named.difference(&members).next() {
        return Err(Refused::NotMember(body.clone()));
    }
    if let Some(body) = members.difference(&named).next() {
        return Err(Refused::MemberLost(body.clone()));
    }
    let given = parts.iter().flat_map(|part| &part.made.journeys);
    divided(&journeys, given, Refused::JourneyTwice, Refused::NotItsJourney, Refused::JourneyLost)?;
    let own: BTreeSet<String> = lines.iter().cloned().collect();
    let given = parts.iter().flat_map(|part| &part.lines);
    divided(&own, given, Refused::LineTwice, Refused::NotItsLine, Refused::LineLost)?;

    let mut outcome = Outcome { written: vec![ended(old, day)], ..Outcome::default() };
    for part in parts {
        for share in &part.shares {
            if !own.contains(&share.line) {
                return Err(Refused::NotItsLine(share.line.clone()));
            }
            if part.lines.contains(&share.line) {
                return Err(Refused::LineTwice(share.line.clone()));
            }
            outcome.shares.push((id.clone(), share.clone(), part.made.named.id.clone()));
        }
        let all: Vec<Franchise> = known.iter().chain(&outcome.written).cloned().collect();
        let life = Effective { from: day, until: old.valid.until };
        outcome.written.push(begin(&all, &part.made, life, vec![id.clone()])?);
        if !part.lines.is_empty() {
            outcome.lines.push((id.clone(), part.lines.clone(), Some(part.made.named.id.clone())));
        }
    }
    Ok(outcome)
}

/// Franchises end on the day, and one takes their place, with all their members, journeys and budget lines.
/// `lines` are the budget lines of each on the day and later.
pub fn merge(
    known: &[Franchise],
    ids: &[Id<id::Franchise>],
    lines: &BTreeMap<Id<id::Franchise>, Vec<String>>,
    into: &Named,
    day: Day,
) -> Result<Outcome, Refused> {
    let different: BTreeSet<_> = ids.iter().collect();
    if different.len() < 2 || different.len() < ids.len() {
        return Err(Refused::TooFew);
    }
    let old = ids.iter().map(|id| settled(known, id, day)).collect::<Result<Vec<_>, _>>()?;
    let members: BTreeSet<_> =
        old.iter().flat_map(|old| old.members_on(day)).map(|member| member.body.clone()).collect();
    if !members.contains(&into.lead) {
        return Err(Refused::NotMember(into.lead.clone()));
    }
    let journeys: BTreeSet<_> = old.iter().flat_map(|old| old.journeys_on(day)).cloned().collect();
    let made = Made {
        named: into.clone(),
        partners: members.into_iter().filter(|body| *body != into.lead).collect(),
        journeys: journeys.into_iter().collect(),
    };
    // It lives as long as the one that would have lived longest.
    let ends: Option<Vec<Day>> = old.iter().map(|old| old.valid.until).collect();
    let life = Effective { from: day, until: ends.and_then(|ends| ends.into_iter().max()) };
    let new = begin(known, &made, life, ids.to_vec())?;
    let moved = ids.iter().filter_map(|id| Some((id, lines.get(id).filter(|lines| !lines.is_empty())?)));
    Ok(Outcome {
        lines: moved.map(|(id, lines)| (id.clone(), lines.clone(), Some(into.id.clone()))).collect(),
        shares: Vec::new(),
        written: old.into_iter().map(|old| ended(old, day)).chain([new]).collect(),
    })
}

/// Another body leads it from the day on.
pub fn hand_over(
    known: &[Franchise],
    id: &Id<id::Franchise>,
    to: &Id<id::Organisation>,
    old_lead: OldLead,
    day: Day,
) -> Result<Outcome, Refused> {
    let old = settled(known, id, day)?;
    let Some(before) = old.lead(day).cloned() else {
        return Err(Refused::NotStanding { franchise: id.clone(), day });
    };
    if before == *to {
        return Err(Refused::LeadsAlready(before));
    }
    let rest = Effective { from: day, until: old.valid.until };
    let mut new = old.clone();
    for member in new.members.iter_mut().filter(|member| member.body == before || member.body == *to) {
        end(&mut member.valid, day);
    }
    new.members.push(Member { body: to.clone(), part: Part::Lead, valid: rest });
    if old_lead == OldLead::Partner {
        new.members.push(Member { body: before, part: Part::Partner, valid: rest });
    }
    Ok(Outcome { written: vec![new], ..Outcome::default() })
}

/// It ends on the day. From then on its budget lines, `lines` on the day and later, are no franchise's: they stay with
/// the bodies whose they are.
pub fn close(known: &[Franchise], id: &Id<id::Franchise>, lines: &[String], day: Day) -> Result<Outcome, Refused> {
    let old = settled(known, id, day)?;
    // Its parts, or what it is merged into, would begin when it is long gone.
    if known.iter().any(|other| other.came_from.contains(id) && other.valid.from > day) {
        return Err(Refused::PlannedLater { franchise: id.clone(), day });
    }
    let written = vec![ended(old, day)];
    let freed = (!lines.is_empty()).then(|| (id.clone(), lines.to_vec(), None));
    Ok(Outcome { written, lines: freed.into_iter().collect(), shares: Vec::new() })
}

/// The first day on which two versions of a franchise say otherwise: who leads and takes part, what is offered, whether
/// it stands at all. Nothing where they never do.
pub fn first_difference(one: &Franchise, other: &Franchise) -> Option<Day> {
    let days = |franchise: &Franchise| -> Vec<Day> {
        let members = franchise.members.iter().map(|member| member.valid);
        let spans = members.chain(franchise.journeys.iter().map(|offered| offered.valid)).chain([franchise.valid]);
        spans.flat_map(|valid| [Some(valid.from), valid.until]).flatten().collect()
    };
    let on = |franchise: &Franchise, day: Day| {
        let members: BTreeSet<_> = franchise.members_on(day).map(|member| (member.body.clone(), member.part)).collect();
        let journeys: BTreeSet<_> = franchise.journeys_on(day).cloned().collect();
        (franchise.valid.holds_on(day), members, journeys)
    };
    let all: BTreeSet<Day> = days(one).into_iter().chain(days(other)).collect();
    all.into_iter().find(|day| on(one, *day) != on(other, *day))
}

/// One that stands on the day and before, and for which nothing else is planned later.
fn settled<'a>(known: &'a [Franchise], id: &Id<id::Franchise>, day: Day) -> Result<&'a Franchise, Refused> {
    let franchise = known.iter().find(|franchise| franchise.id == *id).ok_or_else(|| Refused::Unknown(id.clone()))?;
    if !franchise.valid.holds_on(day) || franchise.valid.from == day {
        return Err(Refused::NotStanding { franchise: id.clone(), day });
    }
    let spans = franchise.members.iter().map(|member| member.valid);
    let mut spans = spans.chain(franchise.journeys.iter().map(|offered| offered.valid));
    let changes_later = |valid: Effective| {
        valid.from > day || valid.until.is_some_and(|until| until > day && franchise.valid.until != Some(until))
    };
    if spans.any(changes_later) {
        return Err(Refused::PlannedLater { franchise: id.clone(), day });
    }
    Ok(franchise)
}

fn begin(
    known: &[Franchise],
    made: &Made,
    valid: Effective,
    came_from: Vec<Id<id::Franchise>>,
) -> Result<Franchise, Refused> {
    let named = &made.named;
    if known.iter().any(|franchise| franchise.id == named.id) {
        return Err(Refused::Taken(named.id.clone()));
    }
    let wordless = |text: &Text| text.en.trim().is_empty() || text.fr.trim().is_empty();
    if wordless(&named.name) || wordless(&named.charter) {
        return Err(Refused::Wordless);
    }
    let unreadable = |text: &str, most: usize| text.chars().count() > most || text.chars().any(is_unprintable);
    for (what, text, most) in
        [("the name", &named.name, LONGEST_NAME), ("the charter", &named.charter, LONGEST_CHARTER)]
    {
        if unreadable(&text.en, most) || unreadable(&text.fr, most) {
            return Err(Refused::Unreadable(what, most));
        }
    }
    if let Serves::Segment(segment) = &named.serves
        && (segment.trim().is_empty() || unreadable(segment, LONGEST_NAME))
    {
        return Err(Refused::Unreadable("the segment", LONGEST_NAME));
    }
    if let Some(body) = twice(bodies(made)) {
        return Err(Refused::MemberTwice(body.clone()));
    }
    if let Some(journey) = twice(&made.journeys) {
        return Err(Refused::JourneyTwice(journey.clone()));
    }
    let part = |body: &Id<id::Organisation>, part| Member { body: body.clone(), part, valid };
    let partners = made.partners.iter().map(|body| part(body, Part::Partner));
    Ok(Franchise {
        id: named.id.clone(),
        name: named.name.clone(),
        serves: named.serves.clone(),
        charter: named.charter.clone(),
        instrument: named.instrument.clone(),
        valid,
        members: [part(&named.lead, Part::Lead)].into_iter().chain(partners).collect(),
        journeys: made.journeys.iter().map(|journey| Offered { journey: journey.clone(), valid }).collect(),
        came_from,
        illustrative: named.illustrative,
        since_version: 0,
        until_version: None,
    })
}

/// A letter that no page can show, other than the end of a line.
fn is_unprintable(letter: char) -> bool {
    letter.is_control() && letter != '\n'
}

fn ended(old: &Franchise, day: Day) -> Franchise {
    let mut franchise = old.clone();
    end(&mut franchise.valid, day);
    let members = franchise.members.iter_mut().map(|member| &mut member.valid);
    for valid in members.chain(franchise.journeys.iter_mut().map(|offered| &mut offered.valid)) {
        end(valid, day);
    }
    franchise
}

/// Ends it on the day, unless it ended before.
fn end(valid: &mut Effective, day: Day) {
    valid.until = Some(valid.until.map_or(day, |until| until.min(day)));
}

fn bodies(made: &Made) -> impl Iterator<Item = &Id<id::Organisation>> {
    [&made.named.lead].into_iter().chain(&made.partners)
}

fn twice<'a, T: Ord>(all: impl IntoIterator<Item = &'a T>) -> Option<&'a T> {
    let mut seen = BTreeSet::new();
    all.into_iter().find(|one| !seen.insert(*one))
}

/// Is everything given exactly once, and nothing else?
fn divided<'a, T: Ord + Clone + 'a>(
    whole: &BTreeSet<T>,
    given: impl Iterator<Item = &'a T>,
    if_twice: impl Fn(T) -> Refused,
    if_foreign: impl Fn(T) -> Refused,
    if_lost: impl Fn(T) -> Refused,
) -> Result<(), Refused> {
    let mut seen = BTreeSet::new();
    for one in given {
        if !whole.contains(one) {
            return Err(if_foreign(one.clone()));
        }
        if !seen.insert(one.clone()) {
            return Err(if_twice(one.clone()));
        }
    }
    whole.difference(&seen).next().map_or(Ok(()), |lost| Err(if_lost(lost.clone())))
}
