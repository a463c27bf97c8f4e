//! What the bodies' systems are told beside the requests themselves: the one that had a request, that another body
//! answers now; the one that has it, that a body which had it before has answered late. Some take no such news.

use connectors::Notice;
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
    let government = platform.government();
    let system = found.as_ref().and_then(|(system, _)| government.model.system(system));
    let speaker = system.map(|system| speaker(&platform.connectors, system)).transpose()?;
    // What a desk has lost, its officers see there.
    let has_a_system = system.is_some_and(|system| system.protocol != Protocol::Desk);
    let is_deaf = has_a_system && speaker.as_ref().is_some_and(|speaker| speaker.told.is_none());
    let is_mute = speaker.is_some_and(|speaker| speaker.polled.is_some() && !speaker.calls_back);
    if is_mute || is_deaf {
        let (subject, now, real) = (claim.subject.clone(), platform.clocks().now(), platform.times().1);
        let write = platform.store().write(move |tx| {
            if is_mute {
                outbox::put(tx, topic::LATE, &subject, real)?;
            }
            let id: Id<id::Request> = subject.parse().map_err(|_| OutcomeError::NotFound(subject.clone()))?;
            if is_deaf { Ok::<_, JobError>(by_hand(tx, &id, now)?) } else { Ok(()) }
        });
        write.await?;
    }
    tell(platform, claim, found).await
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
    let government = platform.government();
    let system = found.as_ref().and_then(|(system, _)| government.model.system(system));
    if let Some(system) = system.filter(|system| system.protocol != Protocol::Desk)
        && speaker(&platform.connectors, system)?.told.is_none()
    {
        let (subject, now) = (claim.subject.clone(), platform.clocks().now());
        let write = platform.store().write(move |tx| {
            let id: Id<id::Request> = subject.parse().map_err(|_| OutcomeError::NotFound(subject.clone()))?;
            Ok::<_, JobError>(by_hand(tx, &id, now)?)
        });
        write.await?;
    }
    tell(platform, claim, found).await
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

async fn tell(platform: &Platform, claim: &Claim, found: To) -> Result<(), JobError> {
    let government = platform.government();
    if let Some((system, notice)) = found
        && let Some(system) = government.model.system(&system)
        && let Some(told) = speaker(&platform.connectors, system)?.told
    {
        match told.tell(&notice).await {
            Ok(()) => info!(request.id = %claim.subject, system = %system.id, "{} was told the news", system.id),
            Err(connectors::Failure::Never { why }) => {
                info!(request.id = %claim.subject, system = %system.id, "{} takes no notice: {why}", system.id);
            }
            Err(failure) => return Err(JobError::NotTold(failure.to_string())),
        }
    }
    let claim = claim.clone();
    let finished: Result<(), StoreError> = platform.store().write(move |tx| outbox::finish(tx, &claim)).await;
    Ok(finished?)
}
