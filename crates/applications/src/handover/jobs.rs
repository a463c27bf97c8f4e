//! Vesting what is due, and moving the work after it.
//!
//! The plan is made over one read snapshot; the switch is one commit, which refuses a plan that is not the approved
//! one. Whoever notices first does it: the upkeep of each node, a worker before it sends, a person who applies. A node
//! that was down vests late, once, and the record says so.

use std::time::{Duration, Instant};

use responsibility::transfer::{
    Problem, Rehearsal, Transfer,
    commands::{self, Settled, TransferError},
    scene::Snapshot,
};
use serde_json::json;
use store::{
    crash,
    outbox::{self, Claim},
};
use tracing::{info, warn};
use values::{Actor, Id, id};

use super::{ahead, batch, store as handovers, work};
use crate::{
    Platform,
    dispatch::jobs::JobError,
    request::{
        self,
        outcome::{OutcomeError, Scene, topic},
    },
};

/// Vests every transfer whose day has come, in the order in which they may. Answers which were.
pub async fn vest_due(platform: &Platform) -> Result<Vec<Id<id::Transfer>>, JobError> {
    let (mut vested, mut passed_over, mut tries) = (Vec::new(), Vec::new(), 0);
    loop {
        let today = platform.today();
        let due = platform.store().read(move |tx| commands::due(tx, today)).await.map_err(not_found)?;
        let Some(next) = due.into_iter().find(|id| !passed_over.contains(id)) else { break };
        match vest(platform, &next).await {
            Ok(Settled::Vested(_)) => {
                info!(transfer = %next, "Transfer {next} has vested");
                vested.push(next);
            }
            Ok(Settled::AskedAgain(_)) => {
                warn!(transfer = %next, "The plan of {next} is not the one that was approved: it has to be approved again");
            }
            Ok(Settled::Withdrawn(_)) => {
                warn!(transfer = %next, "Transfer {next} can't be carried out any more: it is a draft again");
            }
            Err(TransferError::Store(error)) => return Err(error.into()),
            // Another node changed the model meanwhile, perhaps by vesting this very transfer: look again.
            Err(TransferError::Stale { .. } | TransferError::Redrafted | TransferError::Changed) if tries < TRIES => {
                tries += 1;
            }
            // Somebody here or on another node was quicker.
            Err(TransferError::Invalid(_)) => passed_over.push(next),
            Err(error) => {
                warn!(transfer = %next, %error, "Transfer {next} could not vest");
                passed_over.push(next);
            }
        }
        platform.reload().await?;
    }
    platform.bell.notify_waiters();
    Ok(vested)
}

/// How often a plan is made anew because the model changed while it was made.
const TRIES: u32 = 20;

/// A plan over one read snapshot, and the version of the model that it was made over.
type Planned = (u64, Result<Rehearsal, Vec<Problem>>);

/// Plans a transfer as it would vest now.
pub(super) async fn plan(platform: &Platform, id: &Id<id::Transfer>) -> Result<Planned, TransferError> {
    let (wanted, zone, today) = (id.clone(), platform.government().zone.clone(), platform.today());
    platform
        .store()
        .read(move |tx| {
            let snapshot = Snapshot::load(tx)?;
            let planned = match commands::plan(tx, &snapshot.scene(), &wanted) {
                Err(TransferError::Problems(problems)) => Err(problems),
                // It will have to be approved again: whoever does is shown the work in flight too.
                Ok(planned) if commands::get(tx, &wanted)?.state.hash() != Some(planned.plan.hash()) => {
                    let work = ahead::work(tx, &zone, today, &planned)?;
                    Ok(planned.with_work(&work))
                }
                other => Ok(other?),
            };
            Ok::<_, TransferError>((snapshot.model.version(), planned))
        })
        .await
}

/// Plans over one read snapshot, and carries that out in one commit: whatever comes of it, nobody waits for it then.
async fn vest(platform: &Platform, id: &Id<id::Transfer>) -> Result<Settled, TransferError> {
    let (version, planned) = plan(platform, id).await?;
    let (now, real) = platform.times();
    let (today, id) = (platform.today(), id.clone());
    crash::point("vesting.before_commit");
    let settled = platform.store().write_alone(move |tx| {
        let actor = Actor::portico("worker");
        let planned = planned.as_ref().map_err(Vec::as_slice);
        let settled = commands::vest_or_ask(tx, &actor, (now, today), &id, (version, planned), json!(null))?;
        if let Settled::Vested(transfer) = &settled {
            handovers::begin(tx, &id, transfer.draft.day, now)?;
            outbox::put(tx, topic::HANDOVER, id.as_str(), real)?;
        }
        Ok::<_, TransferError>(settled)
    });
    let settled = settled.await?;
    crash::point("vesting.after_commit");
    Ok(settled)
}

const LONGEST_REST: Duration = Duration::from_millis(100);

/// Moves the work of a vesting, batch by batch, while people go on sending.
pub(crate) async fn hand_over(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let id: Id<id::Transfer> = claim.subject.parse().map_err(|_| OutcomeError::NotFound(claim.subject.clone()))?;
    let wanted = id.clone();
    let transfer = platform.store().read(move |tx| commands::get(tx, &wanted)).await.map_err(not_found)?;
    let lease = platform.pace.lease_ms;
    let mut leased = Instant::now();
    loop {
        let (done, worked) = next_batch(platform, &transfer).await?;
        if done {
            break;
        }
        crash::point("handover.between_batches");
        // Each extension is a commit of its own: far fewer than batches, and long before the lease runs out.
        if leased.elapsed() * 4 >= Duration::from_millis(lease.unsigned_abs()) {
            let held = claim.clone();
            platform.store().lease(move |tx| outbox::extend(tx, &held, lease)).await?;
            leased = Instant::now();
        }
        // Half as long as it has worked it rests, and leaves the machine to those who apply. While it waited for its turn
        // and for the disk, they had it.
        tokio::time::sleep((worked / 2).min(LONGEST_REST)).await;
    }
    // Every line is there now. They are counted outside the commit: nobody who applies waits for that.
    let (government, wanted) = (platform.government(), id.clone());
    let work = platform.store().read(move |tx| work::of(tx, &government, &wanted)).await?;
    let (claim, now) = (claim.clone(), platform.clocks().now());
    platform
        .store()
        .write(move |tx| {
            let actor = Actor::portico("worker");
            commands::settle(tx, &actor, now, &id, json!(work)).map_err(not_found)?;
            Ok::<_, JobError>(outbox::finish(tx, &claim)?)
        })
        .await
}

/// Brings a request to where it belongs today, before somebody's word about it is taken down: what is due vests first, and
/// moves this request ahead of its batch.
pub(crate) async fn bring_up(platform: &Platform, request: &Id<id::Request>) -> Result<(), JobError> {
    let mut tries = 0;
    loop {
        platform.catch_up().await?;
        if platform.store().read(handovers::unfinished).await?.is_empty() {
            return Ok(());
        }
        match ahead(platform, request.as_str()).await {
            Err(JobError::Model(error)) if Platform::is_behind(&error) && tries < TRIES => tries += 1,
            // There is no such request: whoever brings the word hears so.
            Err(JobError::Outcome(OutcomeError::NotFound(_))) => return Ok(()),
            other => return other.map(drop),
        }
    }
}

/// Moves one request ahead of its batch: what is sent between a vesting and its batch has its line in the proof sheet too.
/// Answers whether a vesting had it still to move.
pub(crate) async fn ahead(platform: &Platform, request: &str) -> Result<bool, JobError> {
    let (government, vault, subject) = (platform.government(), platform.vault().clone(), request.to_owned());
    let ((now, real), today) = (platform.times(), platform.today());
    let moving = platform.store().write(move |tx| {
        government.model.check_current(tx, today)?;
        let id: Id<id::Request> = subject.parse().map_err(|_| OutcomeError::NotFound(subject.clone()))?;
        let actor = Actor::portico("worker");
        let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
        let mut moved = false;
        for transfer in handovers::unfinished(tx)? {
            let transfer = commands::get(tx, &transfer).map_err(not_found)?;
            let request = request::outcome::load(tx, &id)?;
            moved |= batch::one(tx, &scene, &transfer, &request)?;
        }
        Ok::<_, JobError>(moved)
    });
    moving.await
}

/// Does the next batch. Answers whether all is done, and how long it worked.
async fn next_batch(platform: &Platform, transfer: &Transfer) -> Result<(bool, Duration), JobError> {
    let (government, vault, transfer) = (platform.government(), platform.vault().clone(), transfer.clone());
    let ((now, real), today) = (platform.times(), platform.today());
    platform
        .store()
        .write_batch(move |tx| {
            let began = Instant::now();
            government.model.check_current(tx, today)?;
            let actor = Actor::portico("worker");
            let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
            let done = batch::next(tx, &scene, &transfer)?;
            Ok::<_, JobError>((done, began.elapsed()))
        })
        .await
}

pub(super) fn not_found(error: TransferError) -> JobError {
    match error {
        TransferError::Store(error) => JobError::Store(error),
        other => JobError::Outcome(OutcomeError::NotFound(other.to_string())),
    }
}
