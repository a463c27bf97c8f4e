//! A transfer from its draft to the day it is taken back, on the engine of the tests.

mod overtaken;
mod vesting;
mod waves;
mod way_back;

use super::*;

pub(super) fn reverse(world: &World, id: &str, day: Day, today: Day) -> Result<Transfer, TransferError> {
    reverse_of(world, "retail", id, day, today)
}

pub(super) fn reverse_of(
    world: &World,
    original: &str,
    id: &str,
    day: Day,
    today: Day,
) -> Result<Transfer, TransferError> {
    let way = commands::WayBack {
        id: name(id),
        title: text(id),
        day,
        instrument: None,
        reason: None,
        answerable: Vec::new(),
    };
    let original = name(original);
    world.try_write(move |tx| commands::reverse(tx, &planner(), NOW, today, &original, way.clone()))
}

/// Somebody else takes a part of what the merger moves.
pub(super) fn change_the_model(world: &World) {
    let mut other = line("alpha", "gamma");
    other.what.service_types = vec![name("passport")];
    other.what.functions = vec![Function::Contact];
    world.prepare(transfer("other", Kind::Agreement, date(2023, 3, 1), vec![other]));
    world.vest("other", date(2023, 3, 1)).unwrap();
}

fn remark(world: &World, id: &str) -> Option<Remark> {
    let id = name(id);
    world.read(move |tx| Ok(commands::get(tx, &id).unwrap().remark))
}
