//! One part of a draft, changed as text. It is found again by what it was called: others may have put parts before it.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use serde::Serialize;
use store::seal::Vault;
use values::{Moment, Text, source::Finding};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Visit, redirect};

use super::{
    Opened, address,
    draft::{self, Draft},
    keep, open,
    page::{Line, changed_by, line},
    text,
};
use crate::Platform;

#[derive(Serialize)]
struct PartPage {
    id: String,
    title: Text,
    n: usize,
    shown: Shown,
    text: String,
    /// What is wrong in it.
    findings: Vec<Line>,
    /// What stands there now, where that is not what was shown.
    now: Option<Now>,
    /// Has it gone since?
    gone: bool,
    mistakes: Mistakes,
}

impl Page for PartPage {
    const TEMPLATE: &'static str = "journey-part.html";
}

/// A part as it stands, for whoever meant to change another.
#[derive(Serialize)]
struct Now {
    text: Option<String>,
    changed_at: Moment,
    changed_by: Option<String>,
}

/// A part as it was when it was shown.
#[derive(Serialize)]
struct Shown {
    sort: String,
    name: String,
    /// A digest of its text.
    was: String,
}

impl Shown {
    fn of(vault: &Vault, part: &text::Part<'_>) -> Self {
        let digest = vault.keyed_digest("a part that was shown", part.text.as_bytes());
        let sort = part.table.unwrap_or_default().to_owned();
        Self { sort, name: part.name.clone(), was: hex::encode(&digest[..16]) }
    }

    fn read(fields: &Fields) -> Self {
        let [sort, name, was] = ["sort", "name", "was"].map(|name| fields.get(name).unwrap_or_default().to_owned());
        Self { sort, name, was }
    }

    /// Where it stands now: with luck as it was, and where it was.
    fn place(&self, vault: &Vault, parts: &[text::Part<'_>], before: usize) -> Option<usize> {
        let is_it = |n: &usize| parts[*n].table.unwrap_or_default() == self.sort && parts[*n].name == self.name;
        let places = (0..parts.len()).filter(is_it);
        places.min_by_key(|n| (Self::of(vault, &parts[*n]).was != self.was, n.abs_diff(before)))
    }
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, n)): Path<(String, usize)>,
) -> Result<Response, Problem> {
    let opened = open(&platform, &id).await?;
    page(&platform, &visit, &opened, n)
}

/// A part to be changed, with what is wrong in it.
fn page(platform: &Platform, visit: &Visit, opened: &Opened, n: usize) -> Result<Response, Problem> {
    let draft = &opened.draft;
    let parts = text::parts(&draft.text);
    let part = parts.get(n).ok_or_else(Problem::not_found)?;
    let found = draft.check(&opened.government).findings;
    let own = found.iter().filter(|finding| draft.part_of(finding.line) == n);
    let of_part = |finding: &Finding| Line { at: finding.line + 1 - part.line, ..line(draft, &parts, finding) };
    let findings: Vec<Line> = own.map(of_part).collect();
    let mut mistakes = Mistakes::none();
    for finding in &findings {
        mistakes.add("text", MessageRef::new("journey-part-wrong").with("line", finding.at));
    }
    let shown = Shown::of(platform.vault(), part);
    let page = PartPage { findings, mistakes, ..part_page(opened, (n, shown), part.text.to_owned()) };
    Ok(answer(platform, visit, &page))
}

fn part_page(opened: &Opened, (n, shown): (usize, Shown), text: String) -> PartPage {
    PartPage {
        id: opened.draft.journey.name().to_owned(),
        title: opened.title.clone(),
        n,
        shown,
        text,
        findings: Vec::new(),
        now: None,
        gone: false,
        mistakes: Mistakes::none(),
    }
}

fn answer(platform: &Platform, visit: &Visit, page: &PartPage) -> Response {
    let status = if page.mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    platform.kit.page_with(visit, status, page)
}

/// Keeps a part, sound or not: nothing typed is lost, and what is wrong is said beside it. Where somebody else has changed
/// it since it was shown nothing is kept before that was seen.
pub(super) async fn change(
    State(platform): State<Platform>,
    visit: Visit,
    Path((id, before)): Path<(String, usize)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let mut opened = open(&platform, &id).await?;
    let said = fields.get("text").unwrap_or_default().replace("\r\n", "\n");
    let shown = Shown::read(&fields);
    let parts = text::parts(&opened.draft.text);
    let place = shown.place(platform.vault(), &parts, before);
    let not_kept = |page: PartPage, why: &'static str| {
        let mut mistakes = Mistakes::none();
        mistakes.add("text", why);
        Ok(answer(&platform, &visit, &PartPage { mistakes, ..page }))
    };
    // A part without its head would become one with the part above it.
    if place != Some(0) && !said.trim().is_empty() && !said.starts_with("[[") {
        return not_kept(part_page(&opened, (place.unwrap_or(before), shown), said), "journey-part-head-missing");
    }
    let (text, n) = match place {
        Some(n) => {
            let stands = Shown::of(platform.vault(), &parts[n]);
            if stands.was != shown.was {
                let now = Some(now(&opened, Some(parts[n].text.to_owned())));
                let page = PartPage { now, ..part_page(&opened, (n, stands), said) };
                return not_kept(page, "journey-part-moved");
            }
            (text::with_part(&opened.draft.text, n, &said).ok_or_else(Problem::not_found)?, n)
        }
        None if fields.trimmed("add") == "yes" => text::with_added(&opened.draft.text, &said),
        None => {
            let page =
                PartPage { now: Some(now(&opened, None)), gone: true, ..part_page(&opened, (before, shown), said) };
            return not_kept(page, "journey-part-gone");
        }
    };
    if text.len() > draft::LONGEST {
        return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
    }
    opened.draft.text = text;
    keep(&platform, &visit, &mut opened.draft).await?;
    if is_wrong(&opened, n) && !said.trim().is_empty() {
        return page(&platform, &visit, &opened, n);
    }
    Ok(redirect(&format!("{}#part-{n}", address(&opened.draft.journey))))
}

fn now(opened: &Opened, text: Option<String>) -> Now {
    let Draft { changed_at, .. } = opened.draft;
    Now { text, changed_at, changed_by: changed_by(&opened.draft, &opened.government) }
}

fn is_wrong(opened: &Opened, n: usize) -> bool {
    let findings = opened.draft.check(&opened.government).findings;
    findings.iter().any(|finding| opened.draft.part_of(finding.line) == n)
}
