//! Looking at what is to vest before its day comes, so that whoever has to act hears of it in time: a plan that is
//! another now than the one that was approved, one that can't be made any more, a day that passed while a gate was shut.

use responsibility::transfer::{
    TransferError,
    commands::{self, Settled},
    store as transfers,
};
use store::{StoreError, Tx};
use tracing::warn;
use values::{Actor, Day, Id, Moment, id};

use super::{
    jobs::{self, not_found},
    store as handovers,
};
use crate::{Platform, dispatch::jobs::JobError};

/// What a look depends on. Where it is the same as at the last look, so is what is seen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    version: u64,
    edition: u64,
    transfers: (i64, Option<Moment>),
    today: Day,
}

impl Mark {
    /// As it is now.
    pub async fn now(platform: &Platform) -> Result<Self, StoreError> {
        let today = platform.today();
        platform
            .store()
            .read(move |tx| {
                Ok(Self {
                    version: responsibility::model::current_version(tx)?.number,
                    edition: catalogue::Catalogue::current_edition(tx)?,
                    transfers: transfers::mark(tx)?,
                    today,
                })
            })
            .await
    }
}

/// Makes drafts again of those whose day passed while they waited. Answers which.
async fn lapse(platform: &Platform) -> Result<Vec<Id<id::Transfer>>, JobError> {
    let mut again = Vec::new();
    let (now, today) = (platform.clocks().now(), platform.today());
    let lapse = move |tx: &mut Tx<'_>| commands::lapse(tx, &Actor::portico("worker"), now, today);
    for lapsed in platform.store().write(lapse).await.map_err(not_found)? {
        let id = lapsed.draft.id;
        warn!(transfer = %id, "The day of {id} passed while it waited: it is a draft again");
        again.push(id);
    }
    Ok(again)
}

/// Looks at every transfer that somebody has approved. Answers those that have to be looked at again.
pub async fn look_ahead(platform: &Platform) -> Result<Vec<Id<id::Transfer>>, JobError> {
    let mut again = lapse(platform).await?;
    again.extend(look_at_plans(platform).await?);
    Ok(again)
}

/// What a look ahead came to.
#[derive(Debug, PartialEq, Eq)]
pub struct Look {
    /// Those that people have to see to again.
    pub again: Vec<Id<id::Transfer>>,
    /// Were the plans looked at too?
    pub plans: bool,
}

/// The same for a server at work: a day that has passed is noticed at once, and plans wait while the work of a vesting
/// still follows, for they take much of the machine from those who apply.
pub async fn look_ahead_at_leisure(platform: &Platform) -> Result<Look, JobError> {
    if platform.store().read(handovers::unfinished).await?.is_empty() {
        return Ok(Look { again: look_ahead(platform).await?, plans: true });
    }
    Ok(Look { again: lapse(platform).await?, plans: false })
}

async fn look_at_plans(platform: &Platform) -> Result<Vec<Id<id::Transfer>>, JobError> {
    let mut again = Vec::new();
    for id in platform.store().read(standing).await.map_err(not_found)? {
        match look_at(platform, &id).await {
            Ok(Some(Settled::Withdrawn(_))) => {
                warn!(transfer = %id, "Transfer {id} can't be carried out any more: it is a draft again");
                again.push(id);
            }
            Ok(Some(_)) => {
                warn!(transfer = %id, "The plan of {id} is not the one that was approved: it has to be approved again");
                again.push(id);
            }
            // It stands; or somebody is at work on the model or on this very transfer, and there will be another look.
            Ok(None) | Err(TransferError::Stale { .. } | TransferError::Redrafted | TransferError::Changed) => {}
            Err(error) => return Err(not_found(error)),
        }
    }
    Ok(again)
}

/// Those approved, where what each waits for is approved too or has vested: its plan says something only then.
fn standing(tx: &mut Tx<'_>) -> Result<Vec<Id<id::Transfer>>, TransferError> {
    let mut standing = Vec::new();
    for transfer in transfers::approved(tx)? {
        let (_, before) = commands::to_rehearse(tx, &transfer.draft.id)?;
        let mut stands = true;
        for earlier in &before {
            stands &= !commands::get(tx, &earlier.id)?.state.approved_by().is_empty();
        }
        if stands {
            standing.push(transfer.draft.id);
        }
    }
    Ok(standing)
}

async fn look_at(platform: &Platform, id: &Id<id::Transfer>) -> Result<Option<Settled>, TransferError> {
    let (version, planned) = jobs::plan(platform, id).await?;
    let (now, id) = (platform.clocks().now(), id.clone());
    let looked = platform.store().write(move |tx| {
        let planned = planned.as_ref().map_err(Vec::as_slice);
        commands::look_again(tx, &Actor::portico("worker"), now, &id, (version, planned))
    });
    looked.await
}
