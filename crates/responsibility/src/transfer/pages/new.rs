//! `/transfers/new`: a draft is pasted as TOML or JSON. One that stands can be written anew.

use axum::{
    extract::{Query, State as Of},
    http::StatusCode,
    response::Response,
};
use serde::{Deserialize, Serialize};
use values::{Id, Language, Text, id, source::Source};
use web::{Fields, MessageRef, Mistakes, Page, Problem, Show, Visit, redirect};

use super::{named, words};
use crate::{
    ResponsibilityPages,
    pages::names::Names,
    transfer::{
        Draft, Kind, PlanHash, TransferError,
        commands::{self, Over},
        data,
    },
};

/// Which transfer is written anew.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    of: Option<String>,
    /// Or which one a correction is to put right.
    corrects: Option<String>,
}

#[derive(Debug, Serialize)]
pub(crate) struct NewPage {
    pub text: String,
    /// The draft that is written anew.
    pub of: Option<Id<id::Transfer>>,
    /// What it said when the page was opened: nobody writes over what somebody else wrote meanwhile.
    pub seen: String,
    /// How one is written.
    pub example: &'static str,
    pub mistakes: Mistakes,
}

impl Page for NewPage {
    const TEMPLATE: &'static str = "transfer/new.html";
}

/// How a draft is written.
pub(super) const EXAMPLE: &str = include_str!("example.toml");

pub(super) async fn show(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let of = asked.of.map(|id| named(&id)).transpose()?;
    let corrects = asked.corrects.map(|id| named(&id)).transpose()?;
    let (text, seen) = match of.as_ref().or(corrects.as_ref()).cloned() {
        Some(id) => {
            let known = pages.kit.store.read(move |tx| commands::get(tx, &id)).await?;
            let draft = if of.is_some() { known.draft } else { correction(&pages, &known.draft) };
            let text = serde_json::to_string_pretty(&draft).expect("a draft is names, days and numbers");
            (text, if of.is_some() { draft.hash().to_string() } else { String::new() })
        }
        None => (String::new(), String::new()),
    };
    Ok(pages.kit.page(&visit, &NewPage { text, of, seen, example: EXAMPLE, mistakes: Mistakes::none() }))
}

pub(super) async fn take(
    Of(pages): Of<ResponsibilityPages>,
    visit: Visit,
    fields: Fields,
) -> Result<Response, Problem> {
    let text = fields.get("draft").unwrap_or_default().to_owned();
    let of = fields.get("of").and_then(|id| id.parse().ok());
    let seen = fields.get("seen").unwrap_or_default().to_owned();
    let draft = match read(&text) {
        Ok(draft) => draft,
        Err(message) => {
            return Ok(again(&pages, &visit, (text, of, seen), [message], StatusCode::UNPROCESSABLE_ENTITY));
        }
    };
    let (actor, now, id) = (visit.actor.clone(), pages.kit.clocks.now(), draft.id.clone());
    // What has another's id would take that one's place unseen.
    let over = match &of {
        Some(of) if *of == id => Over::Seen(seen.parse().unwrap_or(PlanHash([0; 32]))),
        _ => Over::Nothing,
    };
    let done = pages.kit.store.write(move |tx| commands::draft(tx, &actor, now, draft.clone(), over).map(drop));
    let done = done.await;
    match done {
        Ok(()) => Ok(redirect(&format!("/transfers/{id}"))),
        Err(error @ (TransferError::Store(_) | TransferError::NotTheirs { .. })) => Err(error.into()),
        Err(error) => {
            let catalogue = pages.shown().catalogue;
            let sentences = words::sentences(&error, Names(Some(&catalogue)));
            Ok(again(&pages, &visit, (text, of, seen), sentences, error.problem().status))
        }
    }
}

/// A correction of a transfer to begin with: from the same day, of what the first successor got by it. Why, and who has answered
/// since then after all, is still to be written.
fn correction(pages: &ResponsibilityPages, of: &Draft) -> Draft {
    let say = |language: Language| {
        let message =
            MessageRef::new("transfer-correction-title").with("title", of.title.in_language(language).to_owned());
        pages.kit.words(language).message(&message)
    };
    let stem: String = of.id.name().chars().take(80).collect();
    let mut fix = Draft {
        id: Id::named(&format!("{stem}-correction")).expect("letters, digits and hyphens, and short enough"),
        title: Text { en: say(Language::En), fr: say(Language::Fr) },
        kind: Kind::Correction,
        reason: Some(String::new()),
        after: Vec::new(),
        window_days: 0,
        resources: Vec::new(),
        systems: Vec::new(),
        dissolves: Vec::new(),
        ..of.clone()
    };
    // One line to alter and to repeat: whole, they would be many that say nothing new.
    fix.lines.truncate(1);
    fix.lines.iter_mut().for_each(|line| line.what.from = line.whom.to.clone());
    fix
}

fn read(text: &str) -> Result<Draft, MessageRef> {
    if text.trim().is_empty() {
        return Err("transfer-new-empty".into());
    }
    let source = Source { file: "draft".to_owned(), text: text.to_owned() };
    data::read(&source).map_err(|finding| {
        MessageRef::new("transfer-new-unreadable").with("line", finding.line).with("what", finding.what)
    })
}

fn again(
    pages: &ResponsibilityPages,
    visit: &Visit,
    (text, of, seen): (String, Option<Id<id::Transfer>>, String),
    wrong: impl IntoIterator<Item = MessageRef>,
    status: StatusCode,
) -> Response {
    let mut mistakes = Mistakes::none();
    wrong.into_iter().for_each(|message| mistakes.add("draft", message));
    pages.kit.page_with(visit, status, &NewPage { text, of, seen, example: EXAMPLE, mistakes })
}
