//! What will stand: the model with everything that is scheduled for a day to come carried out, so that such a day is
//! answered as it will be. Today and the past are as recorded. Nothing is recorded by it.

use std::collections::HashSet;

use catalogue::Catalogue;
use jiff::tz::TimeZone;
use serde::Serialize;
use store::{StoreError, Tx};
use values::{Day, Id, Moment, id};

use super::{
    Answer, Known, Question,
    ask::Read,
    place::{self, Placed},
    who,
};
use crate::{
    Function, Model,
    timeline::Selection,
    transfer::{self, Draft, Scene, State, Transfer},
};

/// The model once what is scheduled for a day to come has vested.
#[derive(Debug)]
pub struct Ahead {
    /// The model; nothing where nothing is scheduled.
    pub model: Option<Model>,
    /// Transfers that can't be carried out as things stand: their days will bring no change until somebody acts.
    pub stuck: Vec<Id<id::Transfer>>,
    /// Those of them whose day has come: nothing has carried them out yet.
    pub overdue: Vec<Draft>,
}

/// Those of them that move something which the answer to a question says, by its day. Where it says that nobody holds
/// something, whoever held it on the eve counts: their area may have ended as the transfer was to vest.
pub fn concerning<'a>(
    overdue: &'a [Draft],
    (model, catalogue): (&Model, &Catalogue),
    question: &Question,
    answer: &Answer,
) -> Vec<&'a Draft> {
    let moves = |draft: &&Draft| {
        let eve =
            || who(model, catalogue, &Question { day: draft.day.yesterday().unwrap_or(draft.day), ..question.clone() });
        let eve = (!answer.is_whole()).then(eve);
        draft.lines.iter().any(|line| {
            let kinds = &line.what.service_types;
            let held = holds(answer, &line.what) || eve.as_ref().is_some_and(|eve| holds(eve, &line.what));
            (kinds.is_empty() || kinds.contains(&answer.service_type)) && held
        })
    };
    overdue.iter().filter(|draft| draft.day <= answer.day).filter(moves).collect()
}

/// Does the body that a line takes something from hold any of it in this answer?
fn holds(answer: &Answer, what: &Selection) -> bool {
    let moved = |function: Function| what.functions.is_empty() || what.functions.contains(&function);
    let of = answer.functions.iter().filter(|answered| moved(answered.function));
    let mut shares = of.flat_map(|answered| &answered.by);
    // A body that ended by itself on the day is recorded as the holder still.
    shares
        .any(|share| share.holdings.iter().map(|held| &held.holder).chain(&share.ended).any(|body| *body == what.from))
}

/// Carries out what is scheduled for a day after today, by day, each after what it comes after. `all` are all transfers:
/// what waits for one that neither has vested nor will is stuck, and what should have vested by now waits for somebody.
pub fn ahead(scene: &Scene<'_>, all: &[Transfer], today: Day) -> Ahead {
    let scheduled = |transfer: &&Transfer| matches!(transfer.state, State::Scheduled { .. });
    let (mut waiting, late): (Vec<&Draft>, Vec<&Draft>) =
        all.iter().filter(scheduled).map(|transfer| &transfer.draft).partition(|draft| draft.day > today);
    waiting.sort_by(|a, b| a.by_vesting(b));
    let stands = |transfer: &&Transfer| matches!(transfer.state, State::Vested(_));
    let mut vested: HashSet<&Id<id::Transfer>> = all.iter().filter(stands).map(|transfer| &transfer.draft.id).collect();
    let mut ahead = Ahead {
        model: None,
        stuck: late.iter().map(|draft| draft.id.clone()).collect(),
        overdue: late.into_iter().cloned().collect(),
    };
    while !waiting.is_empty() {
        let free = |draft: &&Draft| !draft.after.iter().any(|id| waiting.iter().any(|other| other.id == *id));
        // A circle can't be scheduled; if there were one, the first of it would go first.
        let draft = waiting.remove(waiting.iter().position(free).unwrap_or(0));
        let now = Scene { model: ahead.model.as_ref().unwrap_or(scene.model), catalogue: scene.catalogue };
        let next = draft.after.iter().all(|id| vested.contains(id)).then(|| now.after(draft).ok()).flatten();
        match next {
            Some(next) => {
                vested.insert(&draft.id);
                draft.takes_back().map(|original| vested.remove(original));
                ahead.model = Some(next);
            }
            None => ahead.stuck.push(draft.id.clone()),
        }
    }
    ahead
}

/// What was believed at another time.
#[derive(Debug)]
pub struct Believed {
    /// Who answered.
    pub answer: Answer,
    /// The catalogue of that time, where it was another.
    pub catalogue: Option<Catalogue>,
    /// What of the question meant nothing then: nobody can have believed anything about it.
    pub unknown: Option<Unknown>,
}

/// What was not known then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Unknown {
    /// Nothing had been recorded yet.
    Record,
    /// There was no such service.
    Service,
    /// There was no such place, or it may have been several.
    Place,
}

/// Who answered as known at another time, with the catalogue of that time: a place is what its name or postcode meant
/// then. As known at a moment, what was on the calendar then counts, as it does now; as known at a version, what was
/// recorded.
pub fn believed(
    tx: &mut Tx<'_>,
    (model, catalogue): (&Model, &Catalogue),
    zone: &TimeZone,
    read: &Read,
    known: Known,
) -> Result<Believed, StoreError> {
    let mut question = Question { known, ..read.question.clone() };
    let Known::On(moment) = known else {
        return Ok(Believed { answer: who(model, catalogue, &question), catalogue: None, unknown: None });
    };
    let then = catalogue.at(tx, moment)?;
    let unknown = then.as_ref().and_then(|then| mean(then, read, &mut question));
    let answer = at(tx, (model, then.as_ref().unwrap_or(catalogue)), moment, zone, &question)?;
    let unknown = if answer.version.number == 0 { Some(Unknown::Record) } else { unknown };
    Ok(Believed { answer, catalogue: then, unknown })
}

/// Takes the question as it was understood then. Answers what of it meant nothing.
fn mean(then: &Catalogue, read: &Read, question: &mut Question) -> Option<Unknown> {
    if then.service_type(&question.service_type).is_none() {
        return Some(Unknown::Service);
    }
    let now = question.place.as_ref()?;
    match place::find(then, &read.place) {
        Placed::One(code) => question.place = Some(code),
        Placed::Choose(several) if several.iter().any(|area| area.code == *now) => {}
        _ => return Some(Unknown::Place),
    }
    None
}

fn at(
    tx: &mut Tx<'_>,
    (model, catalogue): (&Model, &Catalogue),
    moment: Moment,
    zone: &TimeZone,
    question: &Question,
) -> Result<Answer, StoreError> {
    let recorded = who(model, catalogue, question);
    let (version, day) = (recorded.version.number, moment.day(zone));
    let transfers = transfer::store::as_of(tx, moment)?;
    if !transfers.iter().any(|known| matches!(known.state, State::Scheduled { .. }) && known.draft.day > day) {
        return Ok(recorded);
    }
    let then = model.as_of(version);
    let ahead = ahead(&Scene { model: &then, catalogue }, &transfers, day).model;
    let now = Question { known: Known::Now, ..question.clone() };
    Ok(ahead.map_or_else(|| recorded.clone(), |ahead| who(&ahead, catalogue, &now).over(&recorded)))
}
