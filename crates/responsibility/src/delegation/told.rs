//! Officers' powers with names.

use catalogue::Catalogue;
use serde::Serialize;
use values::{Day, Language};

use super::Delegation;
use crate::{
    Arrangements,
    agreement::told::Standing,
    question::told::{self, Named, ToldInstrument, last},
};

/// An officer's power, as it is on the day of asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Told {
    /// The officer's name.
    pub officer: String,
    /// For which body.
    pub body: Named,
    /// Of which service types; of all that the body decides for none.
    pub services: Vec<Named>,
    /// Under what.
    pub instrument: ToldInstrument,
    /// The first day.
    pub from: Day,
    /// The last day; none where no end is known.
    pub last: Option<Day>,
    /// Where it is in its life.
    pub stands: Standing,
}

/// Every power that is known: by body, then by officer.
pub fn tell(around: &Arrangements, catalogue: &Catalogue, day: Day, language: Language) -> Vec<Told> {
    let told = |known: &Delegation| Told {
        officer: catalogue
            .person(&known.officer)
            .map_or_else(|| known.officer.name().into(), |known| known.name.clone()),
        body: told::body(catalogue, &known.body),
        services: known.service_types.iter().map(|id| told::service(catalogue, id)).collect(),
        instrument: told::instrument(catalogue, &known.instrument),
        from: known.valid.from,
        last: last(known.valid),
        stands: Standing::on(known.valid, day),
    };
    let mut all: Vec<Told> = around.delegations.iter().map(told).collect();
    all.sort_by_cached_key(|known| {
        (known.body.name.in_language(language).to_lowercase(), known.officer.to_lowercase(), known.from)
    });
    all
}
