//! What will stand: the model with everything that is scheduled for a day to come carried out, so that such a day is
//! answered as it will be. Today and the past are as recorded. Nothing is recorded by it.

use std::collections::HashSet;

use values::{Day, Id, id};

use crate::{
    Model,
    transfer::{Draft, Scene, State, Transfer},
};

/// The model once what is scheduled for a day to come has vested.
#[derive(Debug)]
pub struct Ahead {
    /// The model; nothing where nothing is scheduled.
    pub model: Option<Model>,
    /// Transfers that can't be carried out as things stand: their days will bring no change until somebody acts.
    pub stuck: Vec<Id<id::Transfer>>,
}

/// Carries out what is scheduled for a day after today, by day, each after what it comes after. `all` are all transfers:
/// what waits for one that neither has vested nor will is stuck, and what should have vested by now waits for somebody.
pub fn ahead(scene: &Scene<'_>, all: &[Transfer], today: Day) -> Ahead {
    let scheduled = |transfer: &&Transfer| matches!(transfer.state, State::Scheduled { .. });
    let (mut waiting, late): (Vec<&Draft>, Vec<&Draft>) =
        all.iter().filter(scheduled).map(|transfer| &transfer.draft).partition(|draft| draft.day > today);
    waiting.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    let mut vested: HashSet<&Id<id::Transfer>> =
        all.iter().filter(|transfer| transfer.state.has_vested()).map(|transfer| &transfer.draft.id).collect();
    let mut ahead = Ahead { model: None, stuck: late.into_iter().map(|draft| draft.id.clone()).collect() };
    while !waiting.is_empty() {
        let free = |draft: &&Draft| !draft.after.iter().any(|id| waiting.iter().any(|other| other.id == *id));
        // A circle can't be scheduled; if there were one, the first of it would go first.
        let draft = waiting.remove(waiting.iter().position(free).unwrap_or(0));
        let now = Scene { model: ahead.model.as_ref().unwrap_or(scene.model), catalogue: scene.catalogue };
        let next = draft.after.iter().all(|id| vested.contains(id)).then(|| now.after(draft).ok()).flatten();
        match next {
            Some(next) => {
                vested.insert(&draft.id);
                ahead.model = Some(next);
            }
            None => ahead.stuck.push(draft.id.clone()),
        }
    }
    ahead
}
