//! `/transfers/{id}/reverse`: takes a vesting between living bodies back, within its window. What comes of it is a
//! draft, rehearsed and approved like any other.

use ::store::Tx;
use axum::{
    extract::{Path, State as Of},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::{Day, Id, Language, Text, id};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Show, Visit, redirect};

use super::{
    cancel::LONGEST,
    named,
    show::{Other, last_day},
    words,
};
use crate::{
    ResponsibilityPages,
    pages::names::Names,
    transfer::{
        State, Transfer, TransferError,
        commands::{self, WayBack},
        store,
    },
};

#[derive(Debug, Serialize)]
pub(crate) struct ReversePage {
    pub id: Id<id::Transfer>,
    pub title: Text,
    pub last: Day,
    /// Those that come after it: what has vested stands without it, and the others can't vest any more.
    pub waiting: Vec<Other>,
    pub day: String,
    pub reason: String,
    pub mistakes: Mistakes,
}

impl Page for ReversePage {
    const TEMPLATE: &'static str = "transfer/reverse.html";
}

/// The transfer, and those on their way that come after it.
type Known = (Transfer, Vec<Transfer>);

async fn known(pages: &ResponsibilityPages, id: Id<id::Transfer>) -> Result<Known, TransferError> {
    let read = pages.kit.store.read(move |tx| {
        let mut waiting = commands::waiting_for(tx, &id)?;
        waiting.retain(|known| known.draft.reverses.is_none());
        Ok::<_, TransferError>((commands::get(tx, &id)?, waiting))
    });
    read.await
}

fn page((transfer, waiting): &Known, day: String, reason: String, mistakes: Mistakes) -> ReversePage {
    let draft = &transfer.draft;
    ReversePage {
        id: draft.id.clone(),
        title: draft.title.clone(),
        last: last_day(transfer),
        waiting: waiting.iter().cloned().map(Other::from).collect(),
        day,
        reason,
        mistakes,
    }
}

pub(super) async fn show(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let known = known(&pages, named(&id)?).await?;
    let page = page(&known, pages.today().to_string(), String::new(), Mistakes::none());
    Ok(pages.kit.page(&visit, &page))
}

pub(super) async fn take(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
) -> Result<Response, Problem> {
    let known = known(&pages, named(&id)?).await?;
    let (typed, reason) = (fields.trimmed("day").to_owned(), fields.trimmed("reason").to_owned());
    let mut mistakes = Mistakes::none();
    let day = typed.parse::<Day>();
    if day.is_err() {
        mistakes.add("day", MessageRef::new("transfer-reverse-day-unreadable").with("typed", typed.clone()));
    }
    match reason.chars().count() {
        0 => mistakes.add("reason", "transfer-reverse-no-reason"),
        count if count > LONGEST => mistakes.add("reason", "transfer-reason-too-long"),
        _ => {}
    }
    let Some(day) = day.ok().filter(|_| mistakes.is_empty()) else {
        let page = page(&known, typed, reason, mistakes);
        return Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let title = title(&pages, &known.0.draft.title);
    let (actor, now, today) = (visit.actor.clone(), pages.kit.clocks.now(), pages.today());
    let (of, why) = (known.0.draft.id.clone(), reason.clone());
    let done = pages.kit.store.write(move |tx| {
        let id = free_name(tx, &of)?;
        let (title, reason) = (title.clone(), Some(why.clone()));
        let way = WayBack { id, title, day, instrument: None, reason, answerable: Vec::new() };
        Ok(commands::reverse(tx, &actor, now, today, &of, way)?.draft.id)
    });
    match done.await {
        Ok(drafted) => Ok(redirect(&format!("/transfers/{drafted}"))),
        Err(error @ (TransferError::Store(_) | TransferError::NotTheirs { .. })) => Err(error.into()),
        Err(error) => {
            let catalogue = pages.shown().catalogue;
            for sentence in words::sentences(&error, Names(Some(&catalogue))) {
                mistakes.add("day", sentence);
            }
            let page = page(&known, typed, reason, mistakes);
            Ok(pages.kit.page_with(&visit, error.problem().status, &page))
        }
    }
}

/// The name of the reversal: that of one which is still written, so that the same form sent twice is one draft; else
/// the first that nothing has.
fn free_name(tx: &mut Tx<'_>, of: &Id<id::Transfer>) -> Result<Id<id::Transfer>, TransferError> {
    let stem: String = of.name().chars().take(90).collect();
    let mut n = 1_u32;
    loop {
        let name = if n == 1 { format!("{stem}-back") } else { format!("{stem}-back-{n}") };
        let id = Id::named(&name).expect("letters, digits and hyphens, and short enough");
        let Some(known) = store::get(tx, &id)? else { return Ok(id) };
        let is_of = known.draft.reverses.as_ref().is_some_and(|reversed| reversed.transfer == *of);
        if is_of && known.state != State::Cancelled {
            return Ok(id);
        }
        n += 1;
    }
}

fn title(pages: &ResponsibilityPages, of: &Text) -> Text {
    let say = |language: Language| {
        let message = MessageRef::new("transfer-reversal-title").with("title", of.in_language(language).to_owned());
        pages.kit.words(language).message(&message)
    };
    Text { en: say(Language::En), fr: say(Language::Fr) }
}
