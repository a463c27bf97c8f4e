//! What the bodies' systems are told beside the requests themselves: the one that had a request, that another body
//! answers now; the one that has it, that a body which had it before has answered late. Some take no such news.

use connectors::{Notice, Speaker};
use responsibility::{
    endpoint::Protocol,
    transfer::{Matter, store as transfers},
};
use store::{
    StoreError, Tx,
    audit::{self, Entry},
    outbox::{self, Claim},
    seal::Vault,
};
use tracing::info;
use values::{Actor, Id, Moment, id};

use super::{Fate, package, store as handovers};
use crate::{
    Platform, application,
    dispatch::jobs::{JobError, speaker},
    request::{
        Request,
        outcome::{self, OutcomeError, topic},
    },
};

/// A notice, and which system hears it.
type To = Option<(Id<id::System>, Notice)>;

/// Tells a predecessor's system that another body answers now.
pub(crate) async fn moved(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let today = platform.today();
    let found = found(platform, claim, move |tx, request| Ok(package::notice(tx, request, today)?)).await?;
    let hearer = found.as_ref().map(|(system, _)| hearer(platform, system)).transpose()?.flatten();
    // It does not call: what it says after all would be heard by nobody. It is asked, whether it can be told or not.
    if hearer.as_ref().is_some_and(|hearer| hearer.polled.is_some() && !hearer.calls_back) {
        let (subject, real) = (claim.subject.clone(), platform.times().1);
        platform.store().write(move |tx| outbox::put(tx, topic::LATE, &subject, real)).await?;
    }
    tell(platform, claim, (hearer, found)).await
}

/// A system that takes no notices: somebody has to tell the body. Whoever sees to what is left over is named for it, on the
/// last line of the request.
pub(crate) fn by_hand(tx: &mut Tx<'_>, id: &Id<id::Request>, now: Moment) -> Result<(), StoreError> {
    let moves = handovers::of_request(tx, id)?;
    let Some((transfer, _)) = moves.into_iter().rev().find(|(_, item)| item.fate == Fate::HandedOver) else {
        return Ok(());
    };
    let draft = transfers::get(tx, &transfer)?.map(|known| known.draft);
    let Some(person) = draft.as_ref().and_then(|draft| draft.answers_for(Matter::Stuck)) else { return Ok(()) };
    if handovers::name(tx, &transfer, id, person)? {
        let details = [("transfer", transfer.to_string()), ("named", person.to_string())];
        let actor = Actor::portico("worker");
        let entry = Entry { at: now, actor: &actor, action: "notice-by-hand", subject: id.as_str(), details: &details };
        audit::record(tx, &entry)?;
    }
    Ok(())
}

/// Tells the system that has a request what a body said that had it before.
pub(crate) async fn answered(platform: &Platform, claim: &Claim) -> Result<(), JobError> {
    let (vault, zone) = (platform.vault().clone(), platform.government().zone.clone());
    let said = move |tx: &mut Tx<'_>, request: &Request| {
        let key = key_of(tx, &vault, request)?;
        Ok(package::answered(tx, &zone, &key, request)?)
    };
    let found = found(platform, claim, said).await?;
    let hearer = found.as_ref().map(|(system, _)| hearer(platform, system)).transpose()?.flatten();
    tell(platform, claim, (hearer, found)).await
}

/// How to speak to a system. Nobody has to tell a desk: its officers see there what it has lost, and what others said.
fn hearer(platform: &Platform, system: &Id<id::System>) -> Result<Option<Speaker>, JobError> {
    let government = platform.government();
    let system = government.model.system(system).filter(|system| system.protocol != Protocol::Desk);
    Ok(system.map(|system| speaker(&platform.connectors, system)).transpose()?)
}

fn key_of(tx: &mut Tx<'_>, vault: &Vault, request: &Request) -> Result<store::seal::PersonKey, JobError> {
    let application = application::store::get(tx, &request.application)?
        .ok_or_else(|| OutcomeError::NotFound(request.application.to_string()))?;
    Ok(vault.person_key(tx, &application.person)?)
}

async fn found(
    platform: &Platform,
    claim: &Claim,
    what: impl Fn(&mut Tx<'_>, &Request) -> Result<To, JobError> + Send + Sync + 'static,
) -> Result<To, JobError> {
    let subject = claim.subject.clone();
    let read = platform.store().read(move |tx| {
        let id: Id<id::Request> = subject.parse().map_err(|_| OutcomeError::NotFound(subject.clone()))?;
        let request = outcome::load(tx, &id)?;
        what(tx, &request)
    });
    read.await
}

/// Tells it, or names somebody who does where it takes no notices.
async fn tell(platform: &Platform, claim: &Claim, (hearer, found): (Option<Speaker>, To)) -> Result<(), JobError> {
    let is_deaf = hearer.as_ref().is_some_and(|hearer| hearer.told.is_none());
    if let Some((system, notice)) = found
        && let Some(told) = hearer.and_then(|hearer| hearer.told)
    {
        match told.tell(&notice).await {
            Ok(()) => info!(request.id = %claim.subject, %system, "{system} was told the news"),
            Err(connectors::Failure::Never { why }) => {
                info!(request.id = %claim.subject, %system, "{system} takes no notice: {why}");
            }
            Err(failure) => return Err(JobError::NotTold(failure.to_string())),
        }
    }
    let (claim, now) = (claim.clone(), platform.clocks().now());
    let written = platform.store().write(move |tx| {
        if is_deaf {
            let id: Id<id::Request> =
                claim.subject.parse().map_err(|_| OutcomeError::NotFound(claim.subject.clone()))?;
            by_hand(tx, &id, now)?;
        }
        Ok::<_, JobError>(outbox::finish(tx, &claim)?)
    });
    written.await
}
