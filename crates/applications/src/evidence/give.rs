//! Giving evidence: looked into, sealed, and kept with a draft that was not sent yet; taking it back; using it again.

use std::collections::BTreeSet;

use ::store::{
    StoreError, Tx,
    audit::{self, Entry},
    seal::Vault,
};
use aws_lc_rs::digest;
use tokio::task::spawn_blocking;
use values::{Actor, Id, Moment, id};

use super::{
    EvidenceError, Held, MediaType, Unfit, content::from_its_beginning, rules, scan::Scanned, settings::MOST_FILES,
    store,
};
use crate::{
    Platform,
    draft::{self, Draft},
    journey::{Journey, Step},
    request::Request,
};

/// A file as it came, and what it is to be.
#[derive(Clone)]
pub struct Brought {
    /// Of which type of evidence.
    pub kind: String,
    /// Its name, as given.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Which other file it takes the place of.
    pub replaces: Option<Id<id::Evidence>>,
}

/// Keeps a file with a draft: only what is fit, and what the scanner, where there is one, has found nothing in. Nothing is
/// kept of any other.
pub async fn give(
    platform: &Platform,
    actor: &Actor,
    draft: &Draft,
    mut brought: Brought,
) -> Result<Held, EvidenceError> {
    let settings = &platform.evidence;
    if brought.bytes.len() > settings.largest {
        return Err(EvidenceError::Unfit(Unfit::TooLarge));
    }
    let media_type = MediaType::of(&brought.bytes).map_err(EvidenceError::Unfit)?;
    if let Some(scanner) = &settings.scanner {
        match scanner.scan(&brought.bytes).await {
            Ok(Scanned::Clean) => {}
            Ok(Scanned::Infected) => return Err(EvidenceError::Infected),
            Err(why) => {
                tracing::warn!(%why, "The scanner of evidence could not be asked: a file was not taken");
                return Err(EvidenceError::NotScanned(why));
            }
        }
    }
    let name = media_type.named(&brought.name);
    brought.bytes = from_its_beginning(brought.bytes);
    keep(platform, actor, draft, (brought, name, media_type), "evidence-given").await
}

/// Keeps a copy of a file that the person gave with another draft, sealed anew.
pub async fn reuse(platform: &Platform, actor: &Actor, draft: &Draft, held: &Held) -> Result<Held, EvidenceError> {
    let bytes = content(platform, held).await?;
    let brought = Brought { kind: held.kind.clone(), name: held.name.clone(), bytes, replaces: None };
    keep(platform, actor, draft, (brought, held.name.clone(), held.media_type), "evidence-used-again").await
}

/// What is in a file.
pub async fn content(platform: &Platform, held: &Held) -> Result<Vec<u8>, EvidenceError> {
    let (vault, folder, held) = (platform.vault().clone(), platform.evidence.folder.clone(), held.clone());
    platform.store().read(move |tx| store::content(tx, &vault, folder.as_ref(), &held)).await
}

/// What is not asked for any more gives way: it would go to nobody.
async fn keep(
    platform: &Platform,
    actor: &Actor,
    draft: &Draft,
    (brought, name, media_type): (Brought, String, MediaType),
    action: &'static str,
) -> Result<Held, EvidenceError> {
    let (vault, person) = (platform.vault().clone(), draft.person.clone());
    let sealer = vault.clone();
    let (id, key) = platform
        .store()
        .read(move |tx| Ok::<_, StoreError>((tx.id::<id::Evidence>(), sealer.person_key(tx, &person)?)))
        .await?;
    let now = platform.clocks().now();
    let (replaces, folder) = (brought.replaces.clone(), platform.evidence.folder.clone());
    let held = Held {
        id,
        draft: draft.id.clone(),
        person: draft.person.clone(),
        kind: brought.kind,
        name,
        media_type,
        size: brought.bytes.len(),
        sha256: String::new(),
        given_at: now,
    };
    let (bytes, of, sealer, into) = (brought.bytes, held.id.clone(), key.clone(), folder.clone());
    let sealed = spawn_blocking(move || {
        let sha256 = hex::encode(digest::digest(&digest::SHA256, &bytes));
        let sealed = sealer.seal(&store::place(&of, "content"), &bytes);
        match into {
            Some(folder) => folder.keep(&of, &sealed).map(|()| (sha256, None)),
            None => Ok((sha256, Some(sealed))),
        }
    });
    let (sha256, sealed) = sealed.await.map_err(|_| StoreError::Panicked)??;
    let held = Held { sha256, ..held };
    let (row, most, actor, gone) = (held.clone(), platform.evidence.most(), actor.clone(), replaces.clone());
    let (government, today) = (platform.government(), platform.today());
    let kept = platform.store().write(move |tx| {
        let others: Vec<Held> = store::of_draft(tx, &vault, &row.draft)?;
        let draft = draft::change(tx, &vault, &row.draft, |body| {
            body.later.remove(&row.kind);
        })?;
        let (replaced, mut stay): (Vec<Held>, Vec<Held>) =
            others.into_iter().partition(|other| Some(&other.id) == gone.as_ref());
        if !has_room(&stay, &row, most) {
            let journey = government.journeys.edition(&draft.journey, &draft.edition);
            let asked = journey.map(|journey| rules::asked(&government, journey, &draft.body, today));
            let (asked, unasked): (Vec<Held>, Vec<Held>) =
                stay.into_iter().partition(|other| asked.as_ref().is_none_or(|asked| asked.contains(&other.kind)));
            stay = asked;
            if !has_room(&stay, &row, most) {
                return Err(EvidenceError::TooMuch);
            }
            for other in &unasked {
                forget(tx, &actor, now, other)?;
            }
        }
        for other in &replaced {
            store::delete(tx, &other.id)?;
        }
        store::insert(tx, &key, &row, sealed.as_deref())?;
        note(tx, &actor, now, action, &row)?;
        Ok(())
    });
    match (kept.await, folder) {
        // Where nobody knows whether it was kept, upkeep finds out.
        (Err(error), Some(folder)) if !matches!(error, EvidenceError::Store(StoreError::CommitUnknown)) => {
            drop(folder.remove(&held.id));
            Err(error)
        }
        (Err(error), _) => Err(error),
        (Ok(()), folder) => {
            if let (Some(folder), Some(gone)) = (folder, &replaces) {
                drop(folder.remove(gone));
            }
            Ok(held)
        }
    }
}

/// Do these files leave room for another?
fn has_room(others: &[Held], another: &Held, most: usize) -> bool {
    others.len() < MOST_FILES && others.iter().map(|other| other.size).sum::<usize>() + another.size <= most
}

/// Takes a file back that was not sent yet. What is not there is gone already.
pub async fn remove(
    platform: &Platform,
    actor: &Actor,
    draft: &Id<id::Draft>,
    id: &Id<id::Evidence>,
) -> Result<(), EvidenceError> {
    let (vault, draft, of, actor) = (platform.vault().clone(), draft.clone(), id.clone(), actor.clone());
    let now = platform.clocks().now();
    let gone = platform
        .store()
        .write(move |tx| {
            let Some(held) = store::get(tx, &vault, &of)?.filter(|held| held.draft == draft) else { return Ok(false) };
            draft::change(tx, &vault, &draft, |_| {})?;
            store::delete(tx, &of)?;
            note(tx, &actor, now, "evidence-taken-back", &held)?;
            Ok::<_, EvidenceError>(true)
        })
        .await?;
    if let (true, Some(folder)) = (gone, &platform.evidence.folder) {
        drop(folder.remove(id));
    }
    Ok(())
}

/// What was given for a service that is not sent after all goes to nobody: it is not kept. Its file in the folder, if there
/// is one, goes with upkeep.
pub(crate) fn forget_unasked(
    tx: &mut Tx<'_>,
    (actor, now): (&Actor, Moment),
    vault: &Vault,
    journey: &Journey,
    sent: &[Request],
) -> Result<(), StoreError> {
    let Some(first) = sent.first().filter(|_| !journey.evidence.is_empty()) else { return Ok(()) };
    let is_sent = |step: &&Step| sent.iter().any(|request| request.service_type == step.service_type);
    let asked: BTreeSet<&str> = journey.services.iter().filter(is_sent).flat_map(Step::evidence_types).collect();
    for held in store::of_draft(tx, vault, &first.application.become_a())? {
        if !asked.contains(held.kind.as_str()) {
            forget(tx, actor, now, &held)?;
        }
    }
    Ok(())
}

/// All that was given with a draft that is thrown away.
pub(crate) fn forget_all(
    tx: &mut Tx<'_>,
    (actor, now): (&Actor, Moment),
    vault: &Vault,
    draft: &Id<id::Draft>,
) -> Result<Vec<Held>, StoreError> {
    let all = store::of_draft(tx, vault, draft)?;
    for held in &all {
        store::delete(tx, &held.id)?;
        note(tx, actor, now, "evidence-taken-back", held)?;
    }
    Ok(all)
}

fn forget(tx: &mut Tx<'_>, actor: &Actor, now: Moment, held: &Held) -> Result<(), StoreError> {
    store::delete(tx, &held.id)?;
    note(tx, actor, now, "evidence-not-asked-for", held)
}

/// The person gives it later: the bodies are told that it follows.
pub fn later(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    vault: &Vault,
    draft: &Id<id::Draft>,
    kind: &str,
) -> Result<(), EvidenceError> {
    draft::change(tx, vault, draft, |body| {
        body.later.insert(kind.to_owned());
    })?;
    let details = [("type", kind.to_owned())];
    let entry = Entry { at: now, actor, action: "evidence-later", subject: draft.as_str(), details: &details };
    Ok(audit::record(tx, &entry).map(drop)?)
}

fn note(tx: &mut Tx<'_>, actor: &Actor, now: Moment, action: &'static str, held: &Held) -> Result<(), StoreError> {
    let details = [("evidence", held.id.to_string()), ("type", held.kind.clone())];
    audit::record(tx, &Entry { at: now, actor, action, subject: held.draft.as_str(), details: &details }).map(drop)
}
