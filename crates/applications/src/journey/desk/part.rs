//! One part of a draft, changed as text.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use values::{Text, source::Finding};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Visit, redirect};

use super::{
    Opened, address, draft, keep, open,
    page::{Line, line},
    text,
};
use crate::Platform;

#[derive(Serialize)]
struct PartPage {
    id: String,
    title: Text,
    n: usize,
    version: i64,
    table: Option<String>,
    name: String,
    /// On which line of the whole it begins.
    line: usize,
    text: String,
    /// What is wrong in it.
    findings: Vec<Line>,
    mistakes: Mistakes,
}

impl Page for PartPage {
    const TEMPLATE: &'static str = "journey-part.html";
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, n)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    page(&platform, &visit, &opened, (n, None))
}

/// A part to be changed; where what was typed can't be kept, with that and why.
fn page(
    platform: &Platform,
    visit: &Visit,
    opened: &Opened,
    (n, typed): (usize, Option<(String, &'static str)>),
) -> Result<Response, Problem> {
    let Opened { draft, government, title } = opened;
    let parts = text::parts(&draft.text);
    let part = parts.get(n).cloned().ok_or_else(Problem::not_found)?;
    let found = draft.check(government).findings;
    let own = found.iter().filter(|finding| draft.part_of(finding.line) == n);
    let of_part = |finding: &Finding| Line { at: finding.line + 1 - part.line, ..line(draft, &parts, finding) };
    let mut findings: Vec<Line> = own.map(of_part).collect();
    let mut mistakes = Mistakes::none();
    for finding in &findings {
        mistakes.add("text", MessageRef::new("journey-part-wrong").with("line", finding.at));
    }
    let mut text = part.text.to_owned();
    if let Some((said, why)) = typed {
        text = said;
        findings.clear();
        mistakes = Mistakes::none();
        mistakes.add("text", why);
    }
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = PartPage {
        id: draft.journey.name().to_owned(),
        title: title.clone(),
        n,
        version: draft.version,
        table: part.table.map(str::to_owned),
        line: part.line,
        text,
        findings,
        mistakes,
        name: part.name,
    };
    Ok(platform.kit.page_with(visit, status, &page))
}

/// Keeps a part, sound or not: nothing typed is lost, and what is wrong is said beside it.
pub(super) async fn change(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, n)): Path<(String, usize)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut opened = open(&platform, &id).await?;
    let said = fields.get("text").unwrap_or_default().replace("\r\n", "\n");
    if fields.trimmed("version").parse() != Ok(opened.draft.version) {
        return page(&platform, &visit, &opened, (n, Some((said, "journey-part-moved"))));
    }
    // A part without its head would become one with the part above it.
    if n > 0 && !said.trim().is_empty() && !said.starts_with("[[") {
        return page(&platform, &visit, &opened, (n, Some((said, "journey-part-head-missing"))));
    }
    let text = text::with_part(&opened.draft.text, n, &said).ok_or_else(Problem::not_found)?;
    if text.len() > draft::LONGEST {
        return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    opened.draft.text = text;
    keep(&platform, &visit, &mut opened.draft).await?;
    let is_there = n < text::parts(&opened.draft.text).len() && !said.trim().is_empty();
    let findings = opened.draft.check(&opened.government).findings;
    if is_there && findings.iter().any(|finding| opened.draft.part_of(finding.line) == n) {
        return page(&platform, &visit, &opened, (n, None));
    }
    Ok(redirect(&format!("{}#part-{n}", address(&opened.draft.journey))))
}
