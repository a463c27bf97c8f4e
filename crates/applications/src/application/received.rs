//! What a body gets of the answers, on which ground, and who is responsible for it: said before sending and after.

use serde::Serialize;
use values::{AreaCode, Day, Id, Text, id};

use crate::{
    Government, case,
    draft::pages::spoken,
    journey::{Answers, Basis, Journey, Question, Step},
};

/// What a body gets of the answers, and on which ground.
#[derive(Debug, Serialize)]
pub struct Received {
    /// What it gets, as the page above it, or the person themselves, said it.
    pub answers: Vec<Said>,
    /// Who is responsible for the data.
    pub controllers: Vec<Text>,
    /// Why they may have it.
    pub basis: Basis,
    /// The instrument that gives the task.
    pub instrument: Option<Text>,
    /// The order by which the task came to the body, where that is another.
    pub came_by: Option<Text>,
}

/// A question with its answer.
#[derive(Debug, Serialize)]
pub struct Said {
    /// The question.
    pub question: Text,
    /// Nothing, where it was not answered.
    pub answer: Option<Text>,
}

impl Said {
    /// As people read it.
    pub fn of(government: &Government, answers: &Answers, question: &Question) -> Self {
        // That nothing is ticked reads as nothing.
        let answer = answers.get(&question.id).filter(|answer| !answer.is_empty());
        let answer = answer.map(|answer| spoken(government, question, answer));
        Self { question: question.label.clone(), answer }
    }
}

/// Who gets it, for which place, and under which instrument they do the work.
#[derive(Clone, Copy)]
pub struct Receiver<'a> {
    /// The body.
    pub holder: &'a Id<id::Organisation>,
    /// The place that decides it.
    pub place: Option<&'a AreaCode>,
    /// What stands where nobody is known who decides.
    pub instrument: &'a Id<id::Instrument>,
}

/// What a body gets for a service by that day: the answers to its declared questions that were given.
pub fn received(
    government: &Government,
    (journey, step): (&Journey, &Step),
    answers: &Answers,
    Receiver { holder, place, instrument }: Receiver<'_>,
    day: Day,
) -> Received {
    let kind = &step.service_type;
    let given = |id: &&String| answers.get(*id).is_some_and(|answer| !answer.is_empty());
    let declared = step.fields.iter().filter(given).filter_map(|id| journey.question(id));
    let controllers = government.model.controllers(kind, &government.areas(kind, place, day), day);
    let controllers = controllers.unwrap_or_else(|_| vec![holder.clone()]);
    let held = government.decides(kind, place, day).map_or(instrument, |decides| &decides.instrument);
    let ground = government.ground(kind, place, day).unwrap_or(held);
    let title = |instrument| government.catalogue.instrument(instrument).map(|known| known.title.clone());
    Received {
        answers: declared.map(|question| Said::of(government, answers, question)).collect(),
        controllers: controllers.iter().map(|body| case::body(government, body).name).collect(),
        basis: step.basis,
        instrument: title(ground),
        came_by: title(held).filter(|_| held != ground),
    }
}
