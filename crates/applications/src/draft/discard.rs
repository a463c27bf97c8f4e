//! Throwing a draft away: asked once, and then nobody opens it any more, nor what was given with it.

use ::store::{
    Tx,
    audit::{self, Entry},
    seal::Vault,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Actor, Id, Moment, Text, id};
use web::{Page, Visit, redirect, session};

use super::{
    DraftError,
    pages::{Elsewhere, grant, open},
    store,
};
use crate::{
    Platform, case,
    evidence::{self, Held},
};

#[derive(Serialize)]
struct DiscardPage<'a> {
    draft: &'a Id<id::Draft>,
    title: &'a Text,
    begun: Moment,
    /// How many files were given with it.
    files: usize,
}

impl Page for DiscardPage<'_> {
    const TEMPLATE: &'static str = "discard.html";
}

/// Asks once.
pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let page = DiscardPage {
        draft: &opened.draft.id,
        title: &opened.journey.title,
        begun: opened.draft.begun,
        files: opened.evidence.len(),
    };
    Ok(platform.kit.page(&visit, &page))
}

pub(super) async fn throw_away(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let (vault, draft, now) = (platform.vault().clone(), opened.draft.id.clone(), platform.clocks().now());
    let actor = visit.as_citizen(&opened.draft.person);
    let gone = platform.store().write(move |tx| discard(tx, &actor, now, &vault, &draft)).await;
    let gone = match gone {
        Err(DraftError::Sent(_)) => return Ok(redirect(&opened.case())),
        gone => gone?,
    };
    if let Some(folder) = &platform.evidence.folder {
        // What stays there because of a fault, upkeep takes away: nobody knows it any more.
        for held in &gone {
            drop(folder.remove(&held.id));
        }
    }
    Ok(redirect("/"))
}

/// Takes a draft that was not sent away with its evidence, and the key that its answers were sealed with.
fn discard(
    tx: &mut Tx<'_>,
    actor: &Actor,
    now: Moment,
    vault: &Vault,
    id: &Id<id::Draft>,
) -> Result<Vec<Held>, DraftError> {
    let draft = super::load(tx, vault, id)?;
    if super::was_sent(tx, id)? {
        return Err(DraftError::Sent(id.to_string()));
    }
    let gone = evidence::give::forget_all(tx, (actor, now), vault, id)?;
    store::delete(tx, &draft)?;
    case::store::opened(tx, id)?;
    session::revoke_everywhere(tx, &grant(id))?;
    vault.shred(tx, &draft.person)?;
    audit::record(tx, &Entry { at: now, actor, action: "draft-discarded", subject: id.as_str(), details: &[] })?;
    Ok(gone)
}
