//! Carries a file of transfers out, step by step, as the people whom it names.

use std::collections::BTreeMap;

use store::{StoreError, Tx};
use thiserror::Error;
use values::{Actor, Day, Id, Moment, Role, id};

use super::{Drafted, Stage, TransferData};
use crate::{
    programme::{self, commands::ProgrammeError, rules::in_order},
    transfer::{
        Snapshot, State, TransferError,
        commands::{self, Over},
        life::InvalidMove,
        store as transfers,
    },
};

/// What could not be carried out.
#[derive(Debug, Error)]
pub enum RecordError {
    /// A transfer.
    #[error("{transfer}: {error}")]
    Transfer {
        /// Which.
        transfer: Id<id::Transfer>,
        /// Why.
        error: TransferError,
    },
    /// A programme.
    #[error(transparent)]
    Programme(#[from] ProgrammeError),
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Puts the programmes; drafts, rehearses, approves and schedules each transfer as far as the file says, in the order
/// in which they wait for each other. One that stands there as it is drafted is left alone; one that is drafted otherwise is
/// a draft again, for people to approve.
pub fn record(tx: &mut Tx<'_>, now: Moment, today: Day, data: &TransferData) -> Result<(), RecordError> {
    let snapshot = Snapshot::load(tx)?;
    let actor = |person: &Id<id::Person>, role| {
        let body = snapshot.catalogue.person(person).map(|known| known.body.clone());
        Actor { body, ..staff(person, role) }
    };
    for planned in &data.programmes {
        let planner = actor(&planned.planned_by, Role::TransferPlanner);
        programme::commands::put(tx, &planner, now, &planned.programme)?;
    }
    let after: BTreeMap<_, _> =
        data.transfers.iter().map(|one| (one.draft.id.clone(), one.draft.after.clone())).collect();
    for id in in_order(&after) {
        let of_file = data.transfers.iter().filter(|one| one.draft.id == id);
        for drafted in of_file {
            one(tx, (now, today), &snapshot, drafted, &actor)
                .map_err(|error| RecordError::Transfer { transfer: id.clone(), error })?;
        }
    }
    for planned in &data.programmes {
        let id = &planned.programme.id;
        for (gate, person) in &planned.opened {
            let shut = programme::store::get(tx, id)?
                .is_some_and(|known| known.gates.iter().any(|known| known.id == *gate && known.opened.is_none()));
            if shut {
                programme::commands::open_gate(tx, &actor(person, Role::TransferApprover), now, id, gate)?;
            }
        }
    }
    Ok(())
}

fn one(
    tx: &mut Tx<'_>,
    (now, today): (Moment, Day),
    snapshot: &Snapshot,
    drafted: &Drafted,
    actor: &impl Fn(&Id<id::Person>, Role) -> Actor,
) -> Result<(), TransferError> {
    let id = &drafted.draft.id;
    let known = transfers::get(tx, id)?;
    if known.as_ref().is_some_and(|known| known.draft == drafted.draft) {
        return Ok(());
    }
    if let Some(state @ (State::Approved { .. } | State::Scheduled { .. })) = known.as_ref().map(|known| &known.state) {
        return Err(InvalidMove::NotNow { state: state.as_str(), wanted: "drafted anew" }.into());
    }
    let planner = actor(&drafted.drafted_by, Role::TransferPlanner);
    commands::draft(tx, &planner, now, drafted.draft.clone(), Over::Whatever)?;
    // People have seen that one: who approves it anew are they, and not files.
    if drafted.stage == Stage::Drafted || known.is_some() {
        return Ok(());
    }
    let scene = snapshot.scene();
    let rehearsal = commands::plan(tx, &scene, id)?;
    commands::rehearse(tx, &planner, now, &rehearsal)?;
    // Nothing can have changed since: all of it is one transaction.
    let planned = (&scene, &rehearsal);
    for person in &drafted.approved_by {
        let approver = actor(person, Role::TransferApprover);
        commands::approve_planned(tx, &approver, now, planned, rehearsal.plan.hash())?;
    }
    if drafted.stage == Stage::Scheduled {
        // Whoever loads a government later than its transfers were planned for has them vest late.
        commands::schedule_planned(tx, &planner, now, today.min(drafted.draft.day), planned)?;
    }
    Ok(())
}

fn staff(person: &Id<id::Person>, role: Role) -> Actor {
    Actor { who: values::Who::Staff(person.clone()), role, body: None, on_behalf_of: None, via: "data files".into() }
}
