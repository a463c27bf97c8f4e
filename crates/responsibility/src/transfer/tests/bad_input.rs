//! Each bad input has its own error, and changes nothing.

mod approvals;
mod drafts;
mod plans;
mod vesting;
mod way_back;

use super::{life::*, *};

/// What stands in every table of the model and the transfers.
fn everything(world: &World) -> String {
    world.read(|tx| {
        let rows = crate::holding::store::all(tx)?;
        let version = crate::model::current_version(tx)?.number;
        let (transfers, endpoints) = (store::all(tx)?, crate::endpoint::store::all(tx)?);
        let (franchises, resources) = (crate::franchise::store::all(tx)?, crate::resource::store::all(tx)?);
        let acts = ::store::audit::unnumbered(tx, 1_000)?.len();
        Ok(format!("{version} {acts} {rows:?} {transfers:?} {endpoints:?} {franchises:?} {resources:?}"))
    })
}

fn refused<T: std::fmt::Debug>(world: &World, what: impl FnOnce(&World) -> Result<T, TransferError>) -> String {
    let before = everything(world);
    let error = what(world).unwrap_err();
    assert_eq!(everything(world), before, "{error}");
    error.to_string()
}

/// What is said of a draft, as it is written or at its rehearsal.
fn problem(draft: Draft) -> String {
    let world = World::new();
    let id = draft.id.name().to_owned();
    match world.draft(draft) {
        Ok(_) => refused(&world, |world| world.rehearse(&id)),
        Err(error) => error.to_string(),
    }
}

/// Contact by telephone for passports, from alpha to a body, on the day of the merger.
fn by_phone(id: &str, to: &str) -> Draft {
    let mut draft = Draft { id: name(id), title: text(id), day: DAY, resources: Vec::new(), ..retail() };
    draft.lines[0].whom.to = name(to);
    draft
}
