//! Agreements with names, and what each lacks.

use catalogue::Catalogue;
use jiff::ToSpan;
use serde::Serialize;
use values::{Channel, Day, Language, Text};
use web::MessageRef;

use super::Agreement;
use crate::{
    Model,
    question::told::{self, Named, ToldInstrument, last},
    seam::{CatalogueGround, rules::ends_alone},
};

/// An agreement, as it is on the day of asking.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Told {
    /// Its title.
    pub title: Text,
    /// The body that does it.
    pub provider: Named,
    /// The body it is done for.
    pub client: Named,
    /// Of which service types.
    pub services: Vec<Named>,
    /// By which channels; by all of them for none.
    pub channels: Vec<Channel>,
    /// How many a month are expected.
    pub monthly_volume: Option<u32>,
    /// Who forecasts it.
    pub forecaster: Option<Named>,
    /// How well it has to be done.
    pub standard: Option<Text>,
    /// Under what.
    pub instrument: ToldInstrument,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub last: Option<Day>,
    /// Where it is in its life.
    pub stands: Standing,
    /// What it leaves unsaid, and what is to follow it.
    pub lacks: Vec<MessageRef>,
    /// Is it made up to illustrate?
    pub illustrative: bool,
}

/// Where something is in its life on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// It begins later.
    ToCome,
    /// It holds.
    Holds,
    /// It has ended.
    Ended,
}

impl Standing {
    /// Of what holds from day to day.
    pub fn on(valid: values::Effective, day: Day) -> Self {
        match valid {
            _ if valid.holds_on(day) => Self::Holds,
            _ if day < valid.from => Self::ToCome,
            _ => Self::Ended,
        }
    }
}

/// Every agreement that is known, by its title.
pub fn tell(model: &Model, catalogue: &Catalogue, day: Day, language: Language) -> Vec<Told> {
    let ground = CatalogueGround::new(catalogue);
    let told = |known: &Agreement| Told {
        title: known.title.clone(),
        provider: told::body(catalogue, &known.provider),
        client: told::body(catalogue, &known.client),
        services: known.service_types.iter().map(|id| told::service(catalogue, id)).collect(),
        channels: known.channels.clone(),
        monthly_volume: known.monthly_volume,
        forecaster: known.forecaster.as_ref().map(|id| told::body(catalogue, id)),
        standard: known.standard.clone(),
        instrument: told::instrument(catalogue, &known.instrument),
        from: known.valid.from,
        last: last(known.valid),
        stands: Standing::on(known.valid, day),
        lacks: lacks(model, &ground, known, day),
        illustrative: known.illustrative,
    };
    let mut all: Vec<Told> = model.arrangements().agreements.iter().map(told).collect();
    all.sort_by_cached_key(|known| (known.title.in_language(language).to_lowercase(), known.from));
    all
}

/// As the seam detector says, within a year.
fn lacks(model: &Model, ground: &CatalogueGround<'_>, known: &Agreement, day: Day) -> Vec<MessageRef> {
    let mut lacks: Vec<MessageRef> = known.missing().into_iter().map(|one| one.key().into()).collect();
    let soon = |on: &Day| day < *on && *on < day.saturating_add(1.year());
    let alone = known.valid.until.filter(soon).filter(|on| ends_alone(model, ground, known, *on));
    lacks.extend(alone.map(|on| MessageRef::new("agreements-nothing-follows").with("on", on)));
    lacks
}
