//! The pages that the footer leads to: accessibility, privacy, cookies. They say what is true of this software; whoever
//! runs it for real adds what is true of them.

use axum::{extract::State, response::Response};
use serde::Serialize;

use crate::{Access, Kit, Page, Routes, Visit, language::MessageRef};

#[derive(Serialize)]
struct Statement {
    title: MessageRef,
    parts: Vec<Part>,
}

/// Paragraphs below a heading, or below the page's title.
#[derive(Serialize)]
struct Part {
    heading: Option<MessageRef>,
    paragraphs: Vec<MessageRef>,
}

impl Page for Statement {
    const TEMPLATE: &'static str = "statement.html";
}

/// The routes of the statements.
pub fn routes(kit: &Kit) -> Routes<()> {
    Routes::new(kit)
        .get("/accessibility", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            let paragraphs = ["accessibility-1", "accessibility-2", "accessibility-3"];
            show(&kit, &visit, "accessibility-title", vec![part(None, &paragraphs)])
        })
        .get("/privacy", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            show(&kit, &visit, "privacy-title", privacy(kit.settings().demo))
        })
        .get("/cookies", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            show(&kit, &visit, "cookies-title", vec![part(None, &["cookies-1", "cookies-2", "cookies-3"])])
        })
        .with_state(kit.clone())
}

fn privacy(demo: bool) -> Vec<Part> {
    let who = ["privacy-who-1", "privacy-who-2", "privacy-who-demo"];
    let what = ["privacy-what-1", "privacy-what-2", "privacy-what-3", "privacy-what-4"];
    let long = ["privacy-long-1", "privacy-long-2", "privacy-long-3", "privacy-long-4"];
    vec![
        part(Some("privacy-what"), &what),
        part(Some("privacy-who"), if demo { &who } else { &who[..2] }),
        part(Some("privacy-long"), &long),
        part(Some("privacy-rights"), &["privacy-rights-1", "privacy-rights-2"]),
    ]
}

fn part(heading: Option<&'static str>, paragraphs: &[&'static str]) -> Part {
    Part {
        heading: heading.map(MessageRef::new),
        paragraphs: paragraphs.iter().copied().map(MessageRef::new).collect(),
    }
}

fn show(kit: &Kit, visit: &Visit, title: &'static str, parts: Vec<Part>) -> Response {
    kit.page(visit, &Statement { title: title.into(), parts })
}
