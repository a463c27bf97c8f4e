//! What a person sees who changes something after it was sent, in another tab or on a page that was kept: that it was
//! sent without this, and whom to ask.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Day, Moment, Text};
use web::{Page, Visit, redirect};

use super::{
    form::{self, Typed},
    pages::{Elsewhere, Opened, find},
    seen::Seen,
};
use crate::{
    Platform,
    case::{self, Body},
    journey::Answer,
};

#[derive(Serialize)]
struct LatePage {
    receipt: String,
    sent_at: Moment,
    case: String,
    asked: Vec<Asked>,
}

impl Page for LatePage {
    const TEMPLATE: &'static str = "late.html";
}

/// A body, and what it answers for.
#[derive(Serialize)]
struct Asked {
    body: Body,
    services: Vec<Text>,
}

/// The page. A draft that was not sent goes on.
pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = find(&platform, &visit, &id).await?;
    if !opened.sent {
        return Ok(redirect(&opened.next(platform.today())));
    }
    let case = case::pages::load(&platform, &opened.draft.id.become_a()).await?;
    let mut asked: Vec<Asked> = Vec::new();
    for part in case.requests {
        match asked.iter_mut().find(|asked| asked.body.id == part.body.id) {
            Some(known) => known.services.push(part.title),
            None => asked.push(Asked { body: part.body, services: vec![part.title] }),
        }
    }
    let page = LatePage { receipt: case.receipt, sent_at: case.sent_at, case: opened.case(), asked };
    Ok(platform.kit.page(&visit, &page))
}

/// A change that came after sending leads there.
pub(crate) fn lead(opened: &Opened) -> Response {
    redirect(&format!("{}/late", opened.address()))
}

/// The answers of a page that came after sending. Where they are those that were sent, nothing was lost.
pub(super) fn answer(opened: &Opened, (page, typed): (&str, &Typed), today: Day) -> Response {
    let sent = &opened.draft.body.answers;
    let areas = opened.government.catalogue.areas();
    let (said, mistakes) = form::read(&opened.asking(today), page, sent, typed, areas, opened.government.today(today));
    let was_sent =
        |(question, answer): &(String, Answer)| sent.get(question).map_or(answer.is_empty(), |sent| sent == answer);
    let same = mistakes.is_empty() && said.iter().all(was_sent);
    if same { redirect(&opened.case()) } else { lead(opened) }
}

/// Sending again: the case, unless what this page showed is not what was sent.
pub(super) async fn send(platform: &Platform, opened: &Opened, shown: &Seen) -> Result<Response, Elsewhere> {
    let case = case::pages::load(platform, &opened.draft.id.become_a()).await?;
    let counted = opened.asking(case.sent_at.day(&opened.government.zone)).counted(&opened.draft.body.answers);
    let answers = Seen::of(platform.vault(), &opened.draft.id, &counted, (&[], &[]));
    let services = case.requests.iter().map(|part| part.service_type.name());
    let same = shown.is_empty() || shown.was_sent(&answers, services);
    Ok(if same { redirect(&opened.case()) } else { lead(opened) })
}
