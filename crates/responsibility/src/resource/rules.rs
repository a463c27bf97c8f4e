//! A share of a line moves from body to body on a day: what one loses the other gains, at every instant from then on.
//!
//! The rows of one line and body that say the same but for dates and amounts are read as one figure that changes in
//! time: a lane. A move rewrites the lanes it touches from the day on, so that a share that goes and comes back
//! leaves every figure as it was.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use thiserror::Error;
use values::{Day, Effective, Id, Money, id, money::Currency};

use super::{Amount, Resource, Share};
use crate::franchise::rules::LineShare;

/// What a move does to the rows: history is never edited, so a row that ends earlier is retired and added anew.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Rows that are known no more.
    pub retire: Vec<Id<id::Resource>>,
    /// Rows that are known from now on. Their ids are given when they are recorded.
    pub add: Vec<Resource>,
}

impl Change {
    /// Does it change nothing?
    pub fn is_empty(&self) -> bool {
        self.retire.is_empty() && self.add.is_empty()
    }

    /// The rows as they will be: what is known now, without those that retire, and the new ones.
    pub fn applied_to(&self, rows: &[Resource]) -> Vec<Resource> {
        let kept = rows.iter().filter(|row| !self.retire.contains(&row.id));
        kept.chain(&self.add).cloned().collect()
    }
}

/// Why a share can't move as it is said.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum ResourceError {
    /// The body has nothing in this line on the day or later.
    #[error("{body} has nothing in the line '{line}' on {day} or later")]
    NoLine {
        /// Which line.
        line: String,
        /// From whom.
        body: Id<id::Organisation>,
        /// From which day on.
        day: Day,
    },
    /// More was asked for than the body has.
    #[error("{asked} of '{line}' would leave {body}, which has {there} on {day}")]
    MoreThanThereIs {
        /// Which line.
        line: String,
        /// From whom.
        body: Id<id::Organisation>,
        /// How much was asked for.
        asked: Amount,
        /// How much there is.
        there: Amount,
        /// On which day first.
        day: Day,
    },
    /// Posts were asked for of a line of money, or one currency of a line of another.
    #[error("{asked} was asked for of '{line}', which holds {there}")]
    Mixed {
        /// Which line.
        line: String,
        /// What was asked for.
        asked: Amount,
        /// What the line holds.
        there: Amount,
    },
    /// Nothing or less was asked for.
    #[error("{asked} of '{line}' can't move: a share is more than nothing")]
    NotPositive {
        /// Which line.
        line: String,
        /// What was asked for.
        asked: Amount,
    },
    /// It would move from a body to itself.
    #[error("'{line}' would move from {body} to itself")]
    ToItself {
        /// Which line.
        line: String,
        /// The body.
        body: Id<id::Organisation>,
    },
    /// The figure would be too large to count.
    #[error("'{line}' of {body} would be too large to count")]
    TooLarge {
        /// Which line.
        line: String,
        /// Of whom.
        body: Id<id::Organisation>,
    },
}

/// One share moves on the day. `rows` are those known now.
pub fn move_share(rows: &[Resource], share: &Share, day: Day) -> Result<Change, ResourceError> {
    let mut lanes = Lanes::of(rows, day);
    lanes.take(share)?;
    Ok(lanes.change())
}

/// Shares move on the day, each on what those before it leave. All that is wrong is said.
pub fn move_shares(rows: &[Resource], shares: &[Share], day: Day) -> Result<Change, Vec<ResourceError>> {
    let mut lanes = Lanes::of(rows, day);
    let wrong: Vec<ResourceError> = shares.iter().filter_map(|share| lanes.take(share).err()).collect();
    if wrong.is_empty() { Ok(lanes.change()) } else { Err(wrong) }
}

/// Whole lines of one franchise's budget become another's, or nobody's, from the day on. Whose posts and money they
/// are stays. Lines that are not the franchise's are passed over.
pub fn move_to_franchise(
    rows: &[Resource],
    lines: &[String],
    from: &Id<id::Franchise>,
    to: Option<&Id<id::Franchise>>,
    day: Day,
) -> Result<Change, ResourceError> {
    let mut lanes = Lanes::of(rows, day);
    let theirs = |row: &Resource| row.franchise.as_ref() == Some(from) && lines.contains(&row.line);
    for n in lanes.which(theirs) {
        let all = lanes.0[n].figure.clone();
        lanes.shift(n, &all, |row| Resource { franchise: to.cloned(), ..row })?;
    }
    Ok(lanes.change())
}

/// Some of what a body has in a line of one franchise's budget becomes another's, from the day on.
pub fn share_with_franchise(
    rows: &[Resource],
    share: &LineShare,
    from: &Id<id::Franchise>,
    to: &Id<id::Franchise>,
    day: Day,
) -> Result<Change, ResourceError> {
    let mut lanes = Lanes::of(rows, day);
    let (line, body, asked) = (&share.line, &share.body, share.amount);
    let theirs = lanes.which(|row| row.franchise.as_ref() == Some(from) && row.line == *line && row.body == *body);
    let Some(first) = theirs.first() else {
        return Err(ResourceError::NoLine { line: line.clone(), body: body.clone(), day });
    };
    let there = lanes.0[*first].says.amount;
    if there.unit() != asked.unit() {
        return Err(ResourceError::Mixed { line: line.clone(), asked, there });
    }
    let all = Share { line: line.clone(), from: body.clone(), to: body.clone(), amount: Some(asked) };
    for (n, taken) in lanes.parts(&theirs, &all)? {
        lanes.shift(n, &taken, |row| Resource { franchise: Some(to.clone()), ..row })?;
    }
    Ok(lanes.change())
}

/// What bodies have on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Hundredths of a post.
    pub posts: i64,
    /// Money for a year, each currency once.
    pub money: Vec<Money>,
}

impl Totals {
    /// Adds an amount. Figures that data files may hold are so small that sums of them can't overflow.
    pub fn add(&mut self, amount: Amount) {
        let money = match amount {
            Amount::Posts(hundredths) => {
                self.posts = self.posts.saturating_add(hundredths);
                return;
            }
            Amount::Money(money) => money,
        };
        match self.money.iter_mut().find(|known| known.currency == money.currency) {
            Some(known) => known.minor = known.minor.saturating_add(money.minor),
            None => self.money.push(money),
        }
        self.money.sort_by_key(|known| known.currency as u8);
    }

    /// How much of one currency.
    pub fn of(&self, currency: Currency) -> Money {
        let known = self.money.iter().find(|money| money.currency == currency);
        known.copied().unwrap_or(Money { minor: 0, currency })
    }
}

/// What each body has on a day.
pub fn totals<'a>(rows: impl IntoIterator<Item = &'a Resource>, day: Day) -> BTreeMap<Id<id::Organisation>, Totals> {
    let mut totals: BTreeMap<_, Totals> = BTreeMap::new();
    for row in rows.into_iter().filter(|row| row.valid.holds_on(day)) {
        totals.entry(row.body.clone()).or_default().add(row.amount);
    }
    totals
}

/// From which day on how much, in order of days, beginning with the day of the move.
type Figure = Vec<(Day, i64)>;

struct Lane {
    /// What all its rows say, but for dates and amounts.
    says: Resource,
    rows: Vec<Resource>,
    stood: Figure,
    figure: Figure,
}

struct Lanes(Vec<Lane>, Day);

impl Lanes {
    fn of(rows: &[Resource], day: Day) -> Self {
        let mut lanes = Self(Vec::new(), day);
        let mut rows: Vec<&Resource> = rows.iter().filter(|row| !row.valid.is_empty()).collect();
        rows.retain(|row| row.valid.until.is_none_or(|until| until > day));
        rows.sort_by(|a, b| a.id.cmp(&b.id));
        for row in rows {
            let n = lanes.lane(row);
            lanes.0[n].rows.push(row.clone());
        }
        for lane in &mut lanes.0 {
            lane.stood = figure(&lane.rows, day);
            lane.figure.clone_from(&lane.stood);
        }
        lanes
    }

    /// The lane of rows that say what this one says; a new one where there is none.
    fn lane(&mut self, row: &Resource) -> usize {
        self.0.iter().position(|lane| says_the_same(&lane.says, row)).unwrap_or_else(|| {
            let none = vec![(self.1, 0)];
            self.0.push(Lane { says: row.clone(), rows: Vec::new(), stood: none.clone(), figure: none });
            self.0.len() - 1
        })
    }

    fn which(&self, wanted: impl Fn(&Resource) -> bool) -> Vec<usize> {
        let holds = |lane: &Lane| wanted(&lane.says) && lane.figure.iter().any(|(_, count)| *count != 0);
        (0..self.0.len()).filter(|n| holds(&self.0[*n])).collect()
    }

    fn take(&mut self, share: &Share) -> Result<(), ResourceError> {
        let (line, body) = (share.line.clone(), share.from.clone());
        if share.from == share.to {
            return Err(ResourceError::ToItself { line, body });
        }
        if let Some(asked) = share.amount.filter(|asked| asked.count() <= 0) {
            return Err(ResourceError::NotPositive { line, asked });
        }
        let theirs = self.which(|row| row.line == line && row.body == body);
        let Some(first) = theirs.first() else { return Err(ResourceError::NoLine { line, body, day: self.1 }) };
        let there = self.0[*first].says.amount;
        if let Some(asked) = share.amount
            && theirs.iter().any(|n| self.0[*n].says.amount.unit() != asked.unit())
        {
            return Err(ResourceError::Mixed { line, asked, there });
        }
        for (n, taken) in self.parts(&theirs, share)? {
            self.shift(n, &taken, |row| Resource { body: share.to.clone(), ..row })?;
        }
        Ok(())
    }

    /// How much of each lane goes, and from when: all of it, or as much as is asked for, from the first lanes first.
    fn parts(&self, theirs: &[usize], share: &Share) -> Result<Vec<(usize, Figure)>, ResourceError> {
        let Some(asked) = share.amount else {
            return Ok(theirs.iter().map(|n| (*n, self.0[*n].figure.clone())).collect());
        };
        let mut parts: Vec<(usize, Figure)> = theirs.iter().map(|n| (*n, Vec::new())).collect();
        let days: BTreeSet<Day> = theirs.iter().flat_map(|n| &self.0[*n].figure).map(|(day, _)| *day).collect();
        for day in days {
            let there: i64 = theirs.iter().map(|n| on(&self.0[*n].figure, day)).sum();
            if there != 0 && there < asked.count() {
                let (line, body) = (share.line.clone(), share.from.clone());
                return Err(ResourceError::MoreThanThereIs { line, body, asked, there: asked.unit().of(there), day });
            }
            let mut wanted = asked.count();
            for (n, taken) in &mut parts {
                let part = on(&self.0[*n].figure, day).min(wanted);
                wanted -= part;
                taken.push((day, part));
            }
        }
        Ok(parts)
    }

    /// Takes a figure out of one lane and puts it into the one that says what `become` makes of it.
    fn shift(
        &mut self,
        n: usize,
        taken: &Figure,
        become_what: impl Fn(Resource) -> Resource,
    ) -> Result<(), ResourceError> {
        let next = become_what(self.0[n].says.clone());
        let into = self.lane(&next);
        let too_large =
            |lane: &Lane| ResourceError::TooLarge { line: lane.says.line.clone(), body: lane.says.body.clone() };
        let less = combined(&self.0[n].figure, taken, i64::checked_sub).ok_or_else(|| too_large(&self.0[n]))?;
        self.0[n].figure = less;
        let more = combined(&self.0[into].figure, taken, i64::checked_add).ok_or_else(|| too_large(&self.0[into]))?;
        self.0[into].figure = more;
        Ok(())
    }

    /// The rows that end and those that begin, so that every lane has its figure.
    fn change(self) -> Change {
        let mut change = Change::default();
        let day = self.1;
        for lane in self.0.into_iter().filter(|lane| simplified(&lane.stood) != simplified(&lane.figure)) {
            let unit = lane.says.amount.unit();
            let mut written: Vec<Resource> =
                pieces(&lane.figure).into_iter().map(|(valid, count)| new(&lane.says, valid, unit.of(count))).collect();
            for old in &lane.rows {
                if let Some(n) = written.iter().position(|new| new.valid == old.valid && new.amount == old.amount) {
                    written.remove(n);
                    continue;
                }
                change.retire.push(old.id.clone());
                if old.valid.from < day {
                    let valid = Effective { from: old.valid.from, until: Some(day) };
                    change.add.push(new(old, valid, old.amount));
                }
            }
            change.add.extend(written);
        }
        change
    }
}

fn says_the_same(one: &Resource, other: &Resource) -> bool {
    one.line == other.line
        && one.body == other.body
        && one.franchise == other.franchise
        && one.title == other.title
        && one.service_type == other.service_type
        && one.function == other.function
        && one.amount.unit() == other.amount.unit()
        && one.illustrative == other.illustrative
}

fn new(says: &Resource, valid: Effective, amount: Amount) -> Resource {
    let id = Id::named("new").expect("it is a good name");
    Resource { id, valid, amount, since_version: 0, until_version: None, ..says.clone() }
}

/// What rows come to from the day on.
fn figure(rows: &[Resource], day: Day) -> Figure {
    let bounds = rows.iter().flat_map(|row| [Some(row.valid.from), row.valid.until]).flatten();
    let days: BTreeSet<Day> = bounds.filter(|bound| *bound > day).chain([day]).collect();
    let holding = |day: Day| rows.iter().filter(move |row| row.valid.holds_on(day));
    days.into_iter().map(|day| (day, holding(day).map(|row| row.amount.count()).sum())).collect()
}

fn on(figure: &Figure, day: Day) -> i64 {
    figure.iter().rev().find(|(from, _)| *from <= day).map_or(0, |(_, count)| *count)
}

fn combined(one: &Figure, other: &Figure, how: impl Fn(i64, i64) -> Option<i64>) -> Option<Figure> {
    let days: BTreeSet<Day> = one.iter().chain(other).map(|(day, _)| *day).collect();
    days.into_iter().map(|day| Some((day, how(on(one, day), on(other, day))?))).collect()
}

fn simplified(figure: &Figure) -> Figure {
    let mut simple = figure.clone();
    simple.dedup_by_key(|(_, count)| *count);
    simple
}

/// The spans in which there is something, each as long as it can be.
fn pieces(figure: &Figure) -> Vec<(Effective, i64)> {
    let simple = simplified(figure);
    let until = |n: usize| simple.get(n + 1).map(|(day, _)| *day);
    let spans =
        simple.iter().enumerate().map(|(n, (from, count))| (Effective { from: *from, until: until(n) }, *count));
    spans.filter(|(_, count)| *count != 0).collect()
}

#[cfg(test)]
mod tests;
