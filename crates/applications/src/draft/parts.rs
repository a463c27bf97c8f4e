//! The parts of a long journey at one look: what is done, what is still to do, and the way to each.

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Serialize;
use values::{Day, Id, Text, id};
use web::{Page, Visit, redirect};

use super::{
    aside::NotRight,
    pages::{Elsewhere, Opened, open, spoken},
};
use crate::{
    Platform,
    evidence::pages::Standing,
    journey::{Exit, Order, rules::Next},
};

/// A journey of so many pages is long: people want to see where they are.
const LONG: usize = 6;

#[derive(Serialize)]
struct PartsPage<'a> {
    draft: &'a Id<id::Draft>,
    title: &'a Text,
    sections: Vec<Section<'a>>,
    /// Once everything is answered: the evidence that is asked for.
    documents: Vec<Part<'a>>,
    done: usize,
    all: usize,
    /// Where the person goes on.
    next: String,
    ended: Option<Ended<'a>>,
    /// Is everything answered?
    is_complete: bool,
    /// May more pages follow, by what is answered on these?
    may_grow: bool,
    /// Can one come back by the link yet?
    knows: bool,
    not_right: Vec<NotRight>,
    preview: Option<String>,
}

impl Page for PartsPage<'_> {
    const TEMPLATE: &'static str = "parts.html";
}

/// The exit that the answers lead to: nothing can be sent.
#[derive(Serialize)]
struct Ended<'a> {
    title: &'a Text,
    because: Option<Because<'a>>,
}

/// The answer that leads there.
#[derive(Serialize)]
struct Because<'a> {
    question: &'a Text,
    answer: Text,
    change: String,
}

#[derive(Serialize)]
struct Section<'a> {
    title: &'a Text,
    parts: Vec<Part<'a>>,
}

#[derive(Serialize)]
struct Part<'a> {
    title: &'a Text,
    href: String,
    stands: Stands,
}

/// How a page stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Stands {
    /// Everything on it is answered.
    Done,
    /// It is a document that the person gives later.
    ToFollow,
    /// Something on it is not right yet, or some day wrong by now.
    Wrong,
    /// Something on it is not answered.
    ToDo,
}

/// Has the journey so many pages that its parts are worth a page?
pub(super) fn is_long(opened: &Opened) -> bool {
    opened.journey.pages.len() > LONG
}

pub(super) async fn show(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let today = platform.today();
    let next = opened.next(today);
    if opened.newer.is_some() || !is_long(&opened) {
        return Ok(redirect(&next));
    }
    let (is_complete, ended) = match opened.asking(today).next(&opened.draft.body.answers) {
        Next::Check => (true, None),
        Next::Leave(exit) => (false, Some(ended(&opened, exit))),
        Next::Ask(_) => (false, None),
    };
    let sections = sections(&opened, today);
    let documents = if is_complete { documents(&opened, today) } else { Vec::new() };
    let parts = || sections.iter().flat_map(|section| &section.parts).chain(&documents);
    let done = parts().filter(|part| part.stands == Stands::Done).count();
    let all = parts().count();
    let page = PartsPage {
        draft: &opened.draft.id,
        title: &opened.journey.title,
        done,
        all,
        is_complete: is_complete && next == opened.check(),
        may_grow: opened.journey.ask == Order::Fewest && !is_complete,
        ended,
        knows: opened.knows(),
        not_right: opened.named_not_right(&opened.asking(today)),
        preview: opened.preview(),
        next,
        documents,
        sections,
    };
    Ok(platform.kit.page(&visit, &page))
}

/// Whoever comes back to a long journey sees where they are, unless there is nothing left but to check.
pub(super) async fn come_back(
    State(platform): State<Platform>,
    visit: Visit,
    Path(id): Path<String>,
) -> Result<Response, Elsewhere> {
    let opened = open(&platform, &visit, &id).await?;
    let next = opened.next(platform.today());
    let is_under_way =
        is_long(&opened) && next != opened.check() && !next.contains("/exits/") && !next.ends_with("/changed");
    Ok(redirect(&if is_under_way { format!("{}/parts", opened.address()) } else { next }))
}

fn ended<'a>(opened: &'a Opened, exit: &'a Exit) -> Ended<'a> {
    let question = exit.when.last().and_then(|when| opened.journey.question(&when.question));
    let because = question.and_then(|question| {
        Some(Because {
            question: &question.label,
            answer: spoken(&opened.government, question, opened.draft.body.answers.get(&question.id)?),
            change: format!("{}#{}", opened.question_address(&question.page), question.id),
        })
    });
    Ended { title: &exit.title, because }
}

fn documents(opened: &Opened, today: Day) -> Vec<Part<'_>> {
    let stands = |standing| match standing {
        Standing::Given => Stands::Done,
        Standing::Later => Stands::ToFollow,
        Standing::Next => Stands::ToDo,
    };
    let parts = opened.evidence_parts(today).into_iter();
    parts.map(|(title, href, standing)| Part { title, href, stands: stands(standing) }).collect()
}

/// The pages that are asked, section by section. Where the order is that of what settles most, one section may come twice:
/// its pages stand together all the same.
fn sections(opened: &Opened, today: Day) -> Vec<Section<'_>> {
    let answers = &opened.draft.body.answers;
    let asking = opened.asking(today);
    let (not_right, wrong) = (opened.not_right(&asking), asking.wrong_days(answers, opened.government.today(today)));
    let mut sections: Vec<Section<'_>> = Vec::new();
    for page in opened.journey.pages.iter().filter(|page| asking.pages().any(|asked| asked.id == page.id)) {
        let stands = if not_right.iter().any(|question| question.page == page.id) {
            Stands::Wrong
        } else if asking.lacks(&page.id, answers) {
            Stands::ToDo
        } else if wrong.iter().any(|(question, _)| question.page == page.id) {
            Stands::Wrong
        } else {
            Stands::Done
        };
        let part = Part { title: &page.title, href: opened.question_address(&page.id), stands };
        match sections.iter_mut().find(|section| *section.title == page.section) {
            Some(section) => section.parts.push(part),
            None => sections.push(Section { title: &page.section, parts: vec![part] }),
        }
    }
    sections
}
