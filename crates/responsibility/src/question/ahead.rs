//! What will stand: the model with everything that is scheduled carried out, so that a day to come is answered as it
//! will be. Nothing is recorded by it.

use values::{Id, id};

use crate::{
    Model,
    transfer::{Draft, Scene, Transfer},
};

/// The model once what is scheduled has vested.
#[derive(Debug)]
pub struct Ahead {
    /// The model; nothing where nothing is scheduled.
    pub model: Option<Model>,
    /// Transfers that can't be carried out as things stand: their days will bring no change until somebody acts.
    pub stuck: Vec<Id<id::Transfer>>,
}

/// Carries out what is scheduled, by day, each after what it comes after.
pub fn ahead(scene: &Scene<'_>, scheduled: &[Transfer]) -> Ahead {
    let mut waiting: Vec<&Draft> = scheduled.iter().map(|transfer| &transfer.draft).collect();
    waiting.sort_by(|a, b| (a.day, &a.id).cmp(&(b.day, &b.id)));
    let mut ahead = Ahead { model: None, stuck: Vec::new() };
    while !waiting.is_empty() {
        let free = |draft: &&Draft| !draft.after.iter().any(|id| waiting.iter().any(|other| other.id == *id));
        // A circle can't be scheduled; if there were one, the first of it would go first.
        let draft = waiting.remove(waiting.iter().position(free).unwrap_or(0));
        let now = Scene { model: ahead.model.as_ref().unwrap_or(scene.model), catalogue: scene.catalogue };
        match now.after(draft) {
            Ok(next) => ahead.model = Some(next),
            Err(_) => ahead.stuck.push(draft.id.clone()),
        }
    }
    ahead
}
