//! What a transfer would do to the work in flight if it vested now: the rules of its batches, over the model as it
//! would stand. Nothing is written.

use std::sync::Arc;

use jiff::tz::TimeZone;
use responsibility::transfer::{Draft, Rehearsal, Scene, proof::work::Work};
use store::{StoreError, Tx};
use values::{Day, Id, id};

use super::{
    Item, batch,
    moving::Moving,
    store::{self as handovers, Cursor},
    work::{Alike, Counts},
};
use crate::{Government, request::Request};

/// How many requests are read at a time.
const READ: u32 = 1_000;

/// A transfer ahead of its day, after those that vest before it.
pub struct Ahead {
    /// Each over the government as it then stands; the last is the one that is asked about.
    steps: Vec<(Draft, Government)>,
    /// Whose requests are looked at.
    bodies: Vec<Id<id::Organisation>>,
    /// The day it is.
    today: Day,
}

/// What becomes of the open requests, for the sheet of a rehearsal.
pub fn work(tx: &mut Tx<'_>, zone: &TimeZone, today: Day, rehearsal: &Rehearsal) -> Result<Work, StoreError> {
    Ahead::of(tx, zone, today, rehearsal)?.work(tx)
}

impl Ahead {
    /// Of a transfer as it was planned in this transaction.
    pub fn of(tx: &mut Tx<'_>, zone: &TimeZone, today: Day, rehearsal: &Rehearsal) -> Result<Self, StoreError> {
        let now = Government::load(tx, zone.clone())?;
        let under = rehearsal.before.last().map_or(&now.model, |step| &step.model);
        let last = Arc::new(Scene { model: under, catalogue: &now.catalogue }.with(&rehearsal.plan));
        let earlier = rehearsal.before.iter().map(|step| (&step.draft, &step.model));
        let steps: Vec<(Draft, Government)> = earlier
            .chain([(&rehearsal.draft, &last)])
            .map(|(draft, model)| (draft.clone(), Government { model: model.clone(), ..now.clone() }))
            .collect();
        let mut bodies = Vec::new();
        for (draft, _) in &steps {
            bodies.extend(batch::predecessors(tx, draft)?);
        }
        bodies.sort();
        bodies.dedup();
        Ok(Self { steps, bodies, today })
    }

    /// So many lines from a cursor on, and after which request the next ones begin, where there are more.
    pub(super) fn some(
        &self,
        tx: &mut Tx<'_>,
        from: &Cursor,
        most: usize,
    ) -> Result<(Vec<Item>, Option<Cursor>), StoreError> {
        let (mut found, mut at) = (Vec::new(), from.clone());
        while !at.done && found.len() <= most {
            let items = self.next(tx, &mut at)?;
            found.extend(items.into_iter().map(|item| (at.body.clone(), item)));
        }
        let more = found.len() > most;
        found.truncate(most);
        let last = found.last().filter(|_| more);
        let next = last.map(|(body, item)| Cursor { body: body.clone(), after: item.request.to_string(), done: false });
        Ok((found.into_iter().map(|(_, item)| item).collect(), next))
    }

    /// The lines of the next requests.
    fn next(&self, tx: &mut Tx<'_>, at: &mut Cursor) -> Result<Vec<Item>, StoreError> {
        let Some(body) = self.bodies.iter().find(|body| body.as_str() >= at.body.as_str()) else {
            at.done = true;
            return Ok(Vec::new());
        };
        let after = if body.as_str() == at.body { std::mem::take(&mut at.after) } else { String::new() };
        let open = handovers::open_of(tx, body.as_str(), &after, READ)?;
        *at = match open.last() {
            Some(last) => Cursor { body: body.to_string(), after: last.id.to_string(), done: false },
            // A body's name with a space after it comes behind the body and before every other.
            None => Cursor { body: format!("{body} "), ..Cursor::default() },
        };
        self.lines(tx, open)
    }

    /// One transfer after the other, each over what the one before has left.
    fn lines(&self, tx: &mut Tx<'_>, mut open: Vec<Request>) -> Result<Vec<Item>, StoreError> {
        let mut items = Vec::new();
        for (n, (draft, government)) in self.steps.iter().enumerate() {
            let version = Some(government.model.version());
            let moving = Moving { government, draft, version, today: self.today.max(draft.day) };
            let past = batch::past(tx, draft, &open)?;
            for request in &mut open {
                let Some(moved) = moving.request(request, &past) else { continue };
                if n + 1 == self.steps.len() {
                    items.push(moved.item);
                } else if let Some(given) = moved.given {
                    *request = given;
                }
            }
        }
        Ok(items)
    }

    /// All of it, counted.
    pub fn work(&self, tx: &mut Tx<'_>) -> Result<Work, StoreError> {
        let (mut counts, mut at) = (Counts::default(), Cursor::default());
        while !at.done {
            for item in self.next(tx, &mut at)? {
                counts.add(Alike::from(&item), 1);
                counts.see_to(item);
            }
        }
        let government = &self.steps.last().expect("the transfer itself is a step").1;
        Ok(counts.work(government))
    }
}
