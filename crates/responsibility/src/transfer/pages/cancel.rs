//! `/transfers/{id}/cancel`: gives a transfer up before it vests, after a look at those that wait for it.

use axum::{
    extract::{Path, State as Of},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::{Id, Text, id};
use web::{Fields, Mistakes, Page, Problem, Visit};

use super::{
    acts::answer,
    named,
    show::{Other, again},
};
use crate::{
    ResponsibilityPages,
    transfer::{State, Transfer, TransferError, commands, life::Move},
};

#[derive(Debug, Serialize)]
pub(crate) struct CancelPage {
    pub id: Id<id::Transfer>,
    pub title: Text,
    /// Those that can't vest without it.
    pub waiting: Vec<Other>,
    pub reason: String,
    pub mistakes: Mistakes,
}

impl Page for CancelPage {
    const TEMPLATE: &'static str = "transfer/cancel.html";
}

/// As long as a reason may be, in characters.
pub(super) const LONGEST: usize = 2_000;

/// The page; an error where there is nothing to give up.
async fn page(
    pages: &ResponsibilityPages,
    id: Id<id::Transfer>,
    mistakes: Mistakes,
) -> Result<CancelPage, TransferError> {
    let read = pages.kit.store.read(move |tx| {
        let transfer = commands::get(tx, &id)?;
        let waiting = commands::waiting_for(tx, &id)?;
        Ok::<_, TransferError>((transfer, waiting))
    });
    let (Transfer { draft, state, .. }, waiting) = read.await?;
    State::apply(state, Move::Cancel)?;
    let waiting = waiting.into_iter().map(Other::from).collect();
    Ok(CancelPage { id: draft.id, title: draft.title, waiting, reason: String::new(), mistakes })
}

pub(super) async fn show(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let id = named(&id)?;
    match page(&pages, id.clone(), Mistakes::none()).await {
        Ok(page) => Ok(pages.kit.page(&visit, &page)),
        Err(error) => again(&pages, &visit, id, error).await,
    }
}

pub(super) async fn take(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (id, reason) = (named(&id)?, fields.trimmed("reason").to_owned());
    let mut mistakes = Mistakes::none();
    match reason.chars().count() {
        0 => mistakes.add("reason", "transfer-cancel-no-reason"),
        count if count > LONGEST => mistakes.add("reason", "transfer-reason-too-long"),
        _ => {}
    }
    if !mistakes.is_empty() {
        return match page(&pages, id.clone(), mistakes).await {
            Ok(page) => {
                Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &CancelPage { reason, ..page }))
            }
            Err(error) => again(&pages, &visit, id, error).await,
        };
    }
    let (actor, now, wanted) = (visit.actor.clone(), pages.kit.clocks.now(), id.clone());
    let cancel = move |tx: &mut ::store::Tx<'_>| commands::cancel(tx, &actor, now, &wanted, Some(&reason)).map(drop);
    let done = pages.kit.store.write(cancel).await;
    answer(&pages, &visit, id, done).await
}
