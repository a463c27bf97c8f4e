//! Who answers for a service, here, on this day; under which instrument, through which system; and what was believed
//! about it on another day. An answer as known at a version is the same for ever.

mod ahead;
pub mod ask;
mod gaps;
pub mod place;
mod rules;
#[cfg(test)]
mod tests;
pub mod told;

use serde::Serialize;
use values::{AreaCode, Channel, Day, Effective, Id, Moment, id};

use crate::{Function, OperatingForm, Responsibility, Routing, Version};

pub use ahead::{Ahead, Believed, Unknown, ahead, believed, concerning};
pub use gaps::{Gap, Missing, gaps, gaps_of};
pub(crate) use rules::has_ended;
pub use rules::{living, who};

/// All four ways to reach a body, in the order in which answers name them.
pub const CHANNELS: [Channel; 4] = [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post];

/// What is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// About which service.
    pub service_type: Id<id::ServiceType>,
    /// Where; not needed for a service that is the same everywhere.
    pub place: Option<AreaCode>,
    /// By which channel; by each of them where none is named.
    pub channel: Option<Channel>,
    /// For which segment; for people of none where none is named.
    pub segment: Option<String>,
    /// On which day.
    pub day: Day,
    /// As known when.
    pub known: Known,
}

/// Whose knowledge answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// What is known now.
    Now,
    /// What was known at a version.
    Version(u64),
    /// What was known at a moment.
    On(Moment),
}

/// Who answers, as known at a version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// About which service.
    pub service_type: Id<id::ServiceType>,
    /// Where it was asked for.
    pub place: Option<AreaCode>,
    /// The areas of the place that decide this service, the most specific first.
    pub areas: Vec<AreaCode>,
    /// On which day.
    pub day: Day,
    /// As known at which version.
    pub version: Version,
    /// The four functions, in their order.
    pub functions: Vec<Answered>,
    /// Through which system the work goes. Nothing is a gap.
    pub system: Option<Through>,
    /// Who is data controller: whoever decides in law, where nothing else is recorded.
    pub controllers: Vec<Id<id::Organisation>>,
    /// Does it rest on a transfer that was scheduled, and had not vested?
    pub scheduled: bool,
}

/// Who holds one function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answered {
    /// Which.
    pub function: Function,
    /// By channel; one where all that were asked for have the same answer.
    pub by: Vec<Share>,
}

/// Who holds a function by some channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Share {
    /// By which channels.
    pub channels: Vec<Channel>,
    /// Who. Nobody is a gap; several where the function is concurrent.
    pub holdings: Vec<Holding>,
    /// Bodies that are still recorded as holders and have ended: their work has gone to nobody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Id<id::Organisation>>,
}

/// One row that answers, without what was learnt about it later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Holding {
    /// The row; that of the first channel where each has its own.
    pub row: Id<id::Responsibility>,
    /// The body.
    pub holder: Id<id::Organisation>,
    /// In which form it holds the function.
    pub form: OperatingForm,
    /// In which franchise.
    pub franchise: Option<Id<id::Franchise>>,
    /// Under which law, order or agreement.
    pub instrument: Id<id::Instrument>,
    /// For which area the row speaks; none means everywhere.
    pub area: Option<AreaCode>,
    /// For which channel only.
    pub channel: Option<Channel>,
    /// For which segment only.
    pub segment: Option<String>,
    /// From day to day.
    pub valid: Effective,
    /// Where it is one of several: which of them is asked.
    pub routing: Option<Routing>,
    /// Is the row made up to illustrate?
    pub illustrative: bool,
    /// Since which version it is known.
    pub since_version: u64,
}

/// A system that takes the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Which.
    pub system: Id<id::System>,
    /// For which area; none means everywhere.
    pub area: Option<AreaCode>,
    /// From day to day.
    pub valid: Effective,
    /// Since which version it is known.
    pub since_version: u64,
}

impl Answer {
    /// Does somebody hold each function by each channel that was asked for, and does a system take the work?
    pub fn is_whole(&self) -> bool {
        let shares = self.functions.iter().flat_map(|answered| &answered.by);
        self.system.is_some() && shares.into_iter().all(|share| !share.holdings.is_empty())
    }
}

impl Answer {
    /// Do both name the same bodies and the same system? One of them may know of an end that the other doesn't.
    pub fn is_as(&self, other: &Self) -> bool {
        let same = |(our, their): (&Answered, &Answered)| our.is_held_as(their);
        let system = |answer: &Self| answer.system.as_ref().map(|through| through.system.clone());
        self.functions.iter().zip(&other.functions).all(same) && system(self) == system(other)
    }

    /// The same for people, where `self` is what will stand and `recorded` what does: a row that only gets an end by
    /// what is scheduled is known as long as it was.
    pub fn over(mut self, recorded: &Self) -> Self {
        self.version = recorded.version;
        self.scheduled = !self.is_as(recorded);
        for (ahead, now) in self.functions.iter_mut().zip(&recorded.functions) {
            for held in ahead.by.iter_mut().flat_map(|share| &mut share.holdings) {
                let is_it = |known: &&Holding| {
                    (&known.holder, &known.area, known.channel, known.valid.from)
                        == (&held.holder, &held.area, held.channel, held.valid.from)
                };
                if let Some(known) = now.by.iter().flat_map(|share| &share.holdings).find(is_it) {
                    (held.row, held.since_version) = (known.row.clone(), known.since_version);
                }
            }
        }
        self
    }
}

impl Answered {
    /// Is this other function held by the same bodies in the same way?
    pub fn is_like(&self, other: &Self) -> bool {
        self.by.len() == other.by.len() && self.by.iter().zip(&other.by).all(|(our, their)| our.is_like(their))
    }

    /// Do both name the same bodies by the same channels, in the same form, under the same instrument, for the same days?
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.says(other, |held| held.valid)
    }

    /// The same, until whenever.
    fn is_held_as(&self, other: &Self) -> bool {
        self.says(other, |held| held.valid.from)
    }

    fn says<D: PartialEq>(&self, other: &Self, days: fn(&Holding) -> D) -> bool {
        let said = |answered: &Self| -> Vec<_> {
            answered
                .by
                .iter()
                .map(|share| {
                    let held = |held: &Holding| (held.holder.clone(), held.form, held.instrument.clone(), days(held));
                    (share.channels.clone(), share.holdings.iter().map(held).collect::<Vec<_>>())
                })
                .collect()
        };
        self.function == other.function && said(self) == said(other)
    }
}

impl Share {
    /// Do both say the same by the same channels, each in a row of its own?
    pub fn is_like(&self, other: &Self) -> bool {
        self.channels == other.channels && alike(&self.holdings, &other.holdings) && self.ended == other.ended
    }
}

/// Do both say the same, but for the rows and the channels that these name?
fn alike(ours: &[Holding], theirs: &[Holding]) -> bool {
    let same = |(our, their): (&Holding, &Holding)| {
        *our == Holding { row: our.row.clone(), channel: our.channel, ..their.clone() }
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
}

impl From<&Responsibility> for Holding {
    fn from(row: &Responsibility) -> Self {
        Self {
            row: row.id.clone(),
            holder: row.holder.clone(),
            form: row.form,
            franchise: row.franchise.clone(),
            instrument: row.instrument.clone(),
            area: row.area.clone(),
            channel: row.channel,
            segment: row.segment.clone(),
            valid: row.valid,
            routing: row.routing.clone(),
            illustrative: row.illustrative,
            since_version: row.since_version,
        }
    }
}
