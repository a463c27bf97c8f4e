//! A draft's two files, taken out to be changed elsewhere and brought back: its text and its decisions.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse as _, Response},
};
use values::{Id, id};
use web::{Fields, MessageRef, Problem, Upload, Visit, redirect};

use super::{
    address,
    judge::Refused,
    keep, open, open_shown,
    page::{Brought, page},
    text,
};
use crate::Platform;

pub(super) async fn take_text(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = open(&platform, &id).await?.draft;
    Ok(file(&format!("{}.toml", draft.journey.name()), "application/toml; charset=utf-8", draft.text))
}

pub(super) async fn take_model(State(platform): State<Platform>, Path(id): Path<String>) -> Result<Response, Problem> {
    let draft = open(&platform, &id).await?.draft;
    let dmn = draft.dmn.ok_or_else(Problem::not_found)?;
    Ok(file(&format!("{}.dmn", draft.journey.name()), "application/xml; charset=utf-8", dmn))
}

fn file(name: &str, kind: &'static str, text: String) -> Response {
    let as_file = format!("attachment; filename=\"{name}\"");
    ([(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, as_file)], text).into_response()
}

/// The whole text, from a file.
pub(super) async fn bring_text(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
    upload: Upload,
) -> Result<Response, Problem> {
    let mut opened = open_shown(&platform, &id, &fields).await?;
    let mut brought = Brought::default();
    match text_in(&upload).map_err(MessageRef::new).and_then(|text| of_journey(&opened.draft.journey, text)) {
        Err(why) => brought.mistakes.add("text", why),
        Ok(text) => {
            opened.draft.text = text.replace("\r\n", "\n");
            keep(&platform, &visit, &mut opened.draft).await?;
            return Ok(redirect(&address(&opened.draft.journey)));
        }
    }
    Ok(page(&platform, &visit, &opened, brought))
}

/// What a file says, or why it says nothing.
fn text_in(upload: &Upload) -> Result<String, &'static str> {
    if upload.bytes.is_empty() {
        return Err("journey-draft-no-file");
    }
    String::from_utf8(upload.bytes.to_vec()).map_err(|_| "journey-draft-not-text")
}

/// A text of this journey, sound or not: mistakes are mended here, but another journey's text would take this one away.
fn of_journey(own: &Id<id::Journey>, text: String) -> Result<String, MessageRef> {
    match text::journey(&text) {
        Some(id) if id == *own => Ok(text),
        Some(other) => {
            Err(MessageRef::new("journey-draft-text-other").with("id", own.name()).with("other", other.name()))
        }
        None => Err(MessageRef::new("journey-draft-text-none").with("id", own.name())),
    }
}

/// The decisions, from a file: read first in a process of their own.
pub(super) async fn bring_model(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
    fields: Fields,
    upload: Upload,
) -> Result<Response, Problem> {
    let mut opened = open_shown(&platform, &id, &fields).await?;
    let mut brought = Brought::default();
    let dmn = match text_in(&upload) {
        Ok(dmn) => dmn,
        Err(why) => {
            brought.mistakes.add("model", why);
            return Ok(page(&platform, &visit, &opened, brought));
        }
    };
    match platform.judge.judge(&dmn).await {
        Ok(()) => {}
        Err(Refused::NotStarted(error)) => {
            tracing::error!(%error, "The program that reads decision models could not be started");
            return Err(Problem::busy());
        }
        Err(refused) => {
            let message = MessageRef::new("journey-draft-model-refused").with("why", refused.to_string());
            brought.mistakes.add("model", message);
            return Ok(page(&platform, &visit, &opened, brought));
        }
    }
    opened.draft.dmn = Some(dmn);
    if toml::from_str::<toml::Table>(&opened.draft.text).is_ok_and(|table| !table.contains_key("model")) {
        let name = format!("{}.dmn", opened.draft.journey.name());
        opened.draft.text = text::with_key(&opened.draft.text, "model", &name);
    }
    keep(&platform, &visit, &mut opened.draft).await?;
    Ok(redirect(&address(&opened.draft.journey)))
}
