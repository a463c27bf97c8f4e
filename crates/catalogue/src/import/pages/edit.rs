//! `/staff/catalogue/edit`: a change of many entries at once.

use std::collections::BTreeMap;

use axum::{
    extract::{Query, State as Of},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::Day;
use web::{Fields, Mistakes, Page, Problem, Visit, redirect};

use super::super::{
    edit::{self as bulk, Edit},
    store as table,
};
use crate::{
    CataloguePages,
    inventory::{Kind, edit::Replace},
};

#[derive(Debug, Serialize)]
pub(crate) struct EditPage {
    pub sources: Vec<String>,
    pub kinds: Vec<&'static str>,
    pub fields: Vec<&'static str>,
    pub typed: Typed,
    pub mistakes: Mistakes,
}

/// What was typed.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Typed {
    pub source: String,
    pub kind: String,
    pub field: String,
    pub find: String,
    pub with: String,
    pub only: String,
    pub from: String,
}

impl Page for EditPage {
    const TEMPLATE: &'static str = "catalogue/edit.html";
}

pub(crate) async fn show(
    Of(pages): Of<CataloguePages>,
    visit: Visit,
    Query(typed): Query<BTreeMap<String, String>>,
) -> Result<Response, Problem> {
    let of = |name: &str| typed.get(name).cloned().unwrap_or_default();
    let typed = Typed {
        source: of("source"),
        kind: of("kind"),
        from: pages.kit.clocks.today().to_string(),
        ..Typed::default()
    };
    let page = edit_page(&pages, typed, Mistakes::none()).await?;
    Ok(pages.kit.page(&visit, &page))
}

async fn edit_page(pages: &CataloguePages, typed: Typed, mistakes: Mistakes) -> Result<EditPage, Problem> {
    let sources = pages.kit.store.read(table::sources).await?;
    let kind = Kind::named(&typed.kind).unwrap_or(Kind::PublicService);
    let kinds = Kind::ALL.iter().map(|kind| kind.as_str()).collect();
    let typed = Typed { kind: kind.as_str().to_owned(), ..typed };
    Ok(EditPage { sources, kinds, fields: kind.editable(), typed, mistakes })
}

pub(crate) async fn take(Of(pages): Of<CataloguePages>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let of = |name: &str| fields.trimmed(name).to_owned();
    // What is found and written may begin or end with a space.
    let whole = |name: &str| fields.get(name).unwrap_or_default().to_owned();
    let typed = Typed {
        source: of("source"),
        kind: of("kind"),
        field: of("field"),
        find: whole("find"),
        with: whole("with"),
        only: of("only"),
        from: of("from"),
    };
    let mut mistakes = Mistakes::none();
    let kind = Kind::named(&typed.kind);
    let from: Option<Day> = typed.from.parse().ok();
    if kind.is_none_or(|kind| !kind.editable().contains(&typed.field.as_str())) {
        mistakes.add("field", "edit-field-unknown");
    }
    if typed.find.is_empty() {
        mistakes.add("find", "edit-find-missing");
    } else if typed.find == typed.with {
        mistakes.add("with", "edit-changes-nothing");
    }
    if from.is_none() {
        mistakes.add("from", "edit-day-unreadable");
    }
    let (Some(kind), Some(from), true) = (kind, from, mistakes.is_empty()) else {
        let page = edit_page(&pages, typed, mistakes).await?;
        return Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let replace = Replace { kind, field: typed.field.clone(), find: typed.find.clone(), with: typed.with.clone() };
    let edit = Edit { source: typed.source.clone(), from, only: typed.only.clone(), replace };
    let drafted = bulk::edit(&pages.kit.store, &visit.actor, pages.kit.clocks.now(), &edit, |_| {}).await?;
    if let Some(import) = drafted.import {
        return Ok(redirect(&format!("/staff/catalogue/{}", import.id)));
    }
    mistakes.add("find", if drafted.left > 0 { "edit-leaves-nothing" } else { "edit-finds-nothing" });
    let page = edit_page(&pages, typed, mistakes).await?;
    Ok(pages.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page))
}
