//! An answer with names: the same for the page, for machines and for the command line. Names are as the catalogue has
//! them that it is told with: what was believed then, with that of then.

use catalogue::Catalogue;
use serde::Serialize;
use values::{AreaCode, Channel, Day, Effective, Id, Text, id};

use super::{Answer, Answered, Holding, Share, Through};
use crate::{Function, Model, OperatingForm, Responsibility};

/// Something with a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Its id or code.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// The whole answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// About which service.
    pub service: Named,
    /// Where.
    pub place: Option<Named>,
    /// The areas of the place that decide this service, the most specific first.
    pub areas: Vec<Named>,
    /// On which day.
    pub day: Day,
    /// As known at which version: 0 is before anything was recorded.
    pub version: u64,
    /// When that version was recorded, in UTC.
    pub recorded_at: String,
    /// Does it rest on a transfer that was scheduled, and had not vested?
    pub scheduled: bool,
    /// The four functions.
    pub functions: Vec<ToldFunction>,
    /// Which system takes the work.
    pub system: Option<ToldSystem>,
    /// The data controllers.
    pub controllers: Vec<Named>,
}

/// One function.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldFunction {
    /// Which.
    pub function: Function,
    /// By channel.
    pub by: Vec<ToldShare>,
}

impl ToldFunction {
    /// Have bodies and instruments the same names, days and links?
    pub(crate) fn reads_like(&self, other: &Self) -> bool {
        let holders = |told: &Self| -> Vec<_> {
            let holders = told.by.iter().flat_map(|share| &share.holders);
            holders.map(|held| (held.body.clone(), held.instrument.clone())).collect()
        };
        holders(self) == holders(other)
    }
}

/// Who holds it by some channels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldShare {
    /// Which channels.
    pub channels: Vec<Channel>,
    /// Who. Nobody is a gap.
    pub holders: Vec<ToldHolder>,
    /// Bodies that are still recorded as holders and have ended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ended: Vec<Named>,
}

/// One holder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldHolder {
    /// The body.
    pub body: Named,
    /// In which form.
    pub form: OperatingForm,
    /// In which franchise.
    pub franchise: Option<Named>,
    /// Why the franchise can't hold it on the day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub franchise_fault: Option<FranchiseFault>,
    /// Under what.
    pub instrument: ToldInstrument,
    /// For which area the row speaks; none means everywhere.
    pub area: Option<Named>,
    /// For which channel only.
    pub channel: Option<Channel>,
    /// For which segment only.
    pub segment: Option<String>,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub last: Option<Day>,
    /// By which rule one of several is chosen.
    pub routing: Option<String>,
    /// Its turn by that rule: 1 is asked first, and gets the work.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub turn: Option<u8>,
    /// Is the row made up to illustrate?
    pub illustrative: bool,
    /// The row.
    pub row: Id<id::Responsibility>,
    /// Since which version it is known; not yet where it rests on a transfer that is scheduled.
    pub known_since: Option<u64>,
}

/// What is wrong with a franchise as a holder on a day: somebody has to move what it holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum FranchiseFault {
    /// It has ended, or has not begun.
    NotStanding,
    /// Another body leads it.
    LedBy {
        /// Which.
        lead: Named,
    },
}

/// A law, an order, an agreement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldInstrument {
    /// Its id.
    pub id: Id<id::Instrument>,
    /// Its title.
    pub title: Text,
    /// The day it took effect.
    pub date: Option<Day>,
    /// The last day on which it was in force; none where no end is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Day>,
    /// Where its text can be read.
    pub link: Option<String>,
}

/// A system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ToldSystem {
    /// Its id.
    pub id: Id<id::System>,
    /// What its people call it.
    pub name: Text,
    /// Who had it built.
    pub operator: Named,
    /// For which area; none means everywhere.
    pub area: Option<Named>,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub last: Option<Day>,
}

/// Tells an answer.
pub fn tell(model: &Model, catalogue: &Catalogue, answer: &Answer) -> Told {
    Told {
        service: service(catalogue, &answer.service_type),
        place: answer.place.as_ref().map(|place| area(catalogue, place)),
        areas: answer.areas.iter().map(|code| area(catalogue, code)).collect(),
        day: answer.day,
        version: answer.version.number,
        recorded_at: answer.version.recorded_at.to_rfc3339(),
        scheduled: answer.scheduled,
        functions: answer
            .functions
            .iter()
            .map(|answered| function((model, catalogue), answered, answer.day, answer.version.number))
            .collect(),
        system: answer.system.as_ref().and_then(|through| system(model, catalogue, through)),
        controllers: answer.controllers.iter().map(|id| body(catalogue, id)).collect(),
    }
}

fn function((model, catalogue): (&Model, &Catalogue), answered: &Answered, day: Day, version: u64) -> ToldFunction {
    let holder = |holding: &Holding| holder((model, catalogue), holding, day, version);
    let share = |share: &Share| ToldShare {
        channels: share.channels.clone(),
        holders: share.holdings.iter().map(holder).collect(),
        ended: share.ended.iter().map(|id| body(catalogue, id)).collect(),
    };
    ToldFunction { function: answered.function, by: answered.by.iter().map(share).collect() }
}

fn holder((model, catalogue): (&Model, &Catalogue), holding: &Holding, day: Day, version: u64) -> ToldHolder {
    ToldHolder {
        body: body(catalogue, &holding.holder),
        form: holding.form,
        franchise: holding.franchise.as_ref().map(|id| franchise(model, id)),
        franchise_fault: franchise_fault((model, catalogue), holding, day, version),
        instrument: instrument(catalogue, &holding.instrument),
        area: holding.area.as_ref().map(|code| area(catalogue, code)),
        channel: holding.channel,
        segment: holding.segment.clone(),
        from: holding.valid.from,
        last: last(holding.valid),
        routing: holding.routing.as_ref().map(|routing| routing.rule.clone()),
        turn: holding.routing.as_ref().map(|routing| routing.turn),
        illustrative: holding.illustrative,
        row: holding.row.clone(),
        known_since: Some(holding.since_version).filter(|since| *since <= version),
    }
}

/// A franchise that ends, or that another body leads from now on, may be left with what nobody has moved.
fn franchise_fault(
    (model, catalogue): (&Model, &Catalogue),
    holding: &Holding,
    day: Day,
    version: u64,
) -> Option<FranchiseFault> {
    let id = holding.franchise.as_ref()?;
    let mut ever = model.arrangements_ever().franchises.iter();
    let known = ever.find(|known| known.id == *id && known.known_at(version))?;
    if !known.valid.holds_on(day) {
        return Some(FranchiseFault::NotStanding);
    }
    let lead = known.lead(day).filter(|lead| **lead != holding.holder)?;
    Some(FranchiseFault::LedBy { lead: body(catalogue, lead) })
}

fn system(model: &Model, catalogue: &Catalogue, through: &Through) -> Option<ToldSystem> {
    let system = model.system(&through.system)?;
    Some(ToldSystem {
        id: system.id.clone(),
        name: system.name.clone(),
        operator: body(catalogue, &system.operator),
        area: through.area.as_ref().map(|code| area(catalogue, code)),
        from: through.valid.from,
        last: last(through.valid),
    })
}

/// A service type by its title.
pub fn service(catalogue: &Catalogue, id: &Id<id::ServiceType>) -> Named {
    named(id.name(), catalogue.service_type(id).map(|known| &known.title))
}

/// A body by its name.
pub fn body(catalogue: &Catalogue, id: &Id<id::Organisation>) -> Named {
    named(id.name(), catalogue.organisation(id).map(|known| &known.name))
}

/// A franchise by its name: as known now, or as last known.
pub fn franchise(model: &Model, id: &Id<id::Franchise>) -> Named {
    let ever = || model.arrangements_ever().franchises.iter().rfind(|known| known.id == *id);
    named(id.name(), model.arrangements().franchise(id).or_else(ever).map(|known| &known.name))
}

/// An area by its name.
pub fn area(catalogue: &Catalogue, code: &AreaCode) -> Named {
    named(code.as_str(), catalogue.areas().get(code).map(|known| &known.name))
}

/// An instrument by its title.
pub fn instrument(catalogue: &Catalogue, id: &Id<id::Instrument>) -> ToldInstrument {
    let known = catalogue.instrument(id);
    ToldInstrument {
        id: id.clone(),
        title: named(id.name(), known.map(|known| &known.title)).name,
        date: known.map(|known| known.from),
        last: known.and_then(|known| last(Effective { from: known.from, until: known.until })),
        link: known.and_then(|known| known.link.clone()).filter(|link| is_web(link)),
    }
}

/// From when to when a row's holder holds what it says: not beyond its own end.
pub fn held(catalogue: &Catalogue, row: &Responsibility) -> Effective {
    let end = catalogue.organisation(&row.holder).and_then(|known| known.valid.until);
    let until = row.valid.until.into_iter().chain(end).min();
    Effective { until, ..row.valid }
}

/// The last day on which it holds.
pub fn last(valid: Effective) -> Option<Day> {
    valid.until.map(|until| until.yesterday().unwrap_or(until))
}

/// Only such links are shown: a page never leads to anything that would run.
fn is_web(link: &str) -> bool {
    link.starts_with("https://") || link.starts_with("http://")
}

pub(crate) fn named(id: &str, name: Option<&Text>) -> Named {
    let otherwise = || Text { en: id.to_owned(), fr: id.to_owned() };
    Named { id: id.to_owned(), name: name.cloned().unwrap_or_else(otherwise) }
}
