//! Finds the answer in the model.

use catalogue::Catalogue;
use values::{AreaCode, Channel, Day, Id, id};

use super::{Answer, Answered, CHANNELS, Holding, Known, Question, Share, Through, alike};
use crate::{Function, Model, Responsibility, Version, geography::around, holding::rules::Cell};

/// Who answers: for each function its holders, the system, and the data controller.
pub fn who(model: &Model, catalogue: &Catalogue, question: &Question) -> Answer {
    let version = version(model, question.known);
    let place = question.place.as_ref();
    let areas = place.map_or_else(Vec::new, |place| around(catalogue, &question.service_type, place, question.day));
    let functions: Vec<Answered> = Function::ALL
        .into_iter()
        .map(|function| Answered {
            function,
            by: shares((model, catalogue), question, function, &areas, version.number),
        })
        .collect();
    let system = model.endpoint_at(&question.service_type, &areas, question.day, version.number);
    Answer {
        scheduled: false,
        service_type: question.service_type.clone(),
        place: question.place.clone(),
        day: question.day,
        version,
        system: system.map(|(row, system)| Through {
            system: system.id.clone(),
            area: row.area.clone(),
            valid: row.valid,
            since_version: row.since_version,
        }),
        controllers: controllers(model, question, &functions, &areas, version.number),
        functions,
        areas,
    }
}

fn version(model: &Model, known: Known) -> Version {
    let now = || model.history().version(model.version());
    match known {
        Known::Now => now().unwrap_or(Version { number: model.version(), ..Version::NONE }),
        Known::Version(number) => model.history().version(number).unwrap_or(Version { number, ..Version::NONE }),
        Known::On(moment) => model.history().on(moment),
    }
}

/// The holders by each channel that is asked for; channels with the same answer stand together.
fn shares(
    government: (&Model, &Catalogue),
    question: &Question,
    function: Function,
    areas: &[AreaCode],
    version: u64,
) -> Vec<Share> {
    let mut shares: Vec<Share> = Vec::new();
    let asked = question.channel.map_or(CHANNELS.to_vec(), |channel| vec![channel]);
    for channel in asked {
        let (holdings, ended) = holdings(government, question, function, channel, areas, version);
        match shares.iter_mut().find(|share| alike(&share.holdings, &holdings) && share.ended == ended) {
            Some(share) => share.channels.push(channel),
            None => shares.push(Share { channels: vec![channel], holdings, ended }),
        }
    }
    shares
}

/// Those who hold it, and those who would if they had not ended.
fn holdings(
    (model, catalogue): (&Model, &Catalogue),
    question: &Question,
    function: Function,
    channel: Channel,
    areas: &[AreaCode],
    version: u64,
) -> (Vec<Holding>, Vec<Id<id::Organisation>>) {
    let segment = question.segment.as_deref();
    let cell = Cell { areas, channel: Some(channel), segment, day: question.day, version };
    let held = model.holders(&question.service_type, function, &cell);
    // Of a version nobody says which bodies were known then; of a moment the catalogue is that of then.
    let are_bodies_known = !matches!(question.known, Known::Version(_));
    let is_over = |row: &&Responsibility| are_bodies_known && has_ended(catalogue, &row.holder, question.day);
    let (ended, held): (Vec<_>, Vec<_>) = held.into_iter().partition(is_over);
    (held.into_iter().map(Holding::from).collect(), ended.into_iter().map(|row| row.holder.clone()).collect())
}

/// Is the body no more by that day? Then it answers for nothing, whatever is still recorded under its name.
pub(crate) fn has_ended(catalogue: &Catalogue, body: &Id<id::Organisation>, day: Day) -> bool {
    let end = catalogue.organisation(body).and_then(|known| known.valid.until);
    end.is_some_and(|end| end <= day)
}

/// Those of them who are still there.
pub fn living<'a>(catalogue: &Catalogue, rows: Vec<&'a Responsibility>, day: Day) -> Vec<&'a Responsibility> {
    rows.into_iter().filter(|row| !has_ended(catalogue, &row.holder, day)).collect()
}

/// Whom a row names; otherwise whoever decides in law, who so decides why and how the data are used (UK GDPR, Article
/// 4(7)).
fn controllers(
    model: &Model,
    question: &Question,
    functions: &[Answered],
    areas: &[AreaCode],
    version: u64,
) -> Vec<Id<id::Organisation>> {
    if let Some(row) = model.controller_at(&question.service_type, areas, question.day, version) {
        return row.bodies;
    }
    let deciding = functions.iter().filter(|answered| answered.function == Function::Decision);
    let mut bodies: Vec<_> = deciding
        .flat_map(|answered| &answered.by)
        .flat_map(|share| &share.holdings)
        .map(|holding| holding.holder.clone())
        .collect();
    bodies.sort();
    bodies.dedup();
    bodies
}
