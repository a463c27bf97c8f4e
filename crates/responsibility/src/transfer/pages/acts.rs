//! What a person does with a transfer: each calls one command, and shows the transfer again.

use axum::{
    extract::{Path, State as Of},
    response::Response,
};
use values::{Id, id};
use web::{Fields, Problem, Visit, redirect};

use super::{named, show::again};
use crate::{
    ResponsibilityPages, programme,
    transfer::{TransferError, commands, hash::PlanHash, scene::Snapshot},
};

/// How often a plan is made anew because the model changed while it was made.
const TRIES: usize = 5;

/// `POST /transfers/{id}/rehearse`: the plan is made over a snapshot, and kept if the model is still the same.
pub(super) async fn rehearse(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let mut outcome = Ok(());
    for _ in 0..TRIES {
        outcome = rehearse_once(&pages, &visit, &id).await;
        if !matches!(outcome, Err(TransferError::Stale { .. } | TransferError::Redrafted | TransferError::Changed)) {
            break;
        }
    }
    answer(&pages, &visit, id, outcome).await
}

async fn rehearse_once(pages: &ResponsibilityPages, visit: &Visit, id: &Id<id::Transfer>) -> Result<(), TransferError> {
    let (wanted, foresee, today) = (id.clone(), pages.foresee.clone(), pages.today());
    let planned = pages.kit.store.read(move |tx| {
        let snapshot = Snapshot::load(tx)?;
        let rehearsal = commands::plan(tx, &snapshot.scene(), &wanted)?;
        commands::not_past(&rehearsal.draft, today)?;
        let Some(foresee) = &foresee else { return Ok(rehearsal) };
        let work = foresee(tx, &rehearsal)?;
        Ok::<_, TransferError>(rehearsal.with_work(&work))
    });
    let (rehearsal, actor, now) = (planned.await?, visit.actor.clone(), pages.kit.clocks.now());
    pages.kit.store.write(move |tx| commands::rehearse(tx, &actor, now, &rehearsal).map(drop)).await
}

/// `POST /transfers/{id}/approve`: of the plan that this person was shown.
pub(super) async fn approve(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let typed = serde_json::Value::String(fields.trimmed("plan").to_owned());
    let Ok(seen) = serde_json::from_value::<PlanHash>(typed) else {
        return Err(Problem::of_status(axum::http::StatusCode::BAD_REQUEST));
    };
    let (actor, now, wanted) = (visit.actor.clone(), pages.kit.clocks.now(), id.clone());
    let done = pages.kit.store.write(move |tx| commands::approve(tx, &actor, now, &wanted, seen).map(drop)).await;
    answer(&pages, &visit, id, done).await
}

/// `POST /transfers/{id}/schedule`.
pub(super) async fn schedule(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let (actor, now, today) = (visit.actor.clone(), pages.kit.clocks.now(), pages.today());
    let wanted = id.clone();
    let done = pages.kit.store.write(move |tx| commands::schedule(tx, &actor, now, today, &wanted).map(drop)).await;
    answer(&pages, &visit, id, done).await
}

/// `POST /transfers/{id}/gates/{programme}/{gate}`: what a gate waits for is true.
pub(super) async fn open_gate(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path((id, programme, gate)): Path<(String, String, String)>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    let programme: Id<id::Programme> =
        programme.parse().or_else(|_| Id::named(&programme)).map_err(|_| Problem::not_found())?;
    let (actor, now) = (visit.actor.clone(), pages.kit.clocks.now());
    let open = move |tx: &mut ::store::Tx<'_>| programme::commands::open_gate(tx, &actor, now, &programme, &gate);
    pages.kit.store.write(open).await?;
    Ok(redirect(&format!("/transfers/{id}")))
}

/// The transfer again, after what was tried with it.
pub(super) async fn answer(
    pages: &ResponsibilityPages,
    visit: &Visit,
    id: Id<id::Transfer>,
    done: Result<(), TransferError>,
) -> Result<Response, Problem> {
    match done {
        Ok(()) => Ok(redirect(&format!("/transfers/{id}"))),
        Err(error) => again(pages, visit, id, error).await,
    }
}
