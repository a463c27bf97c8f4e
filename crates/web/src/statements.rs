//! The pages that the footer leads to: accessibility, privacy, cookies. They say what is true of this software; whoever
//! runs it for real adds what is true of them.

use axum::{extract::State, response::Response};
use serde::Serialize;

use crate::{Access, Kit, Page, Routes, Visit, language::MessageRef};

#[derive(Serialize)]
struct Statement {
    title: MessageRef,
    paragraphs: Vec<MessageRef>,
}

impl Page for Statement {
    const TEMPLATE: &'static str = "statement.html";
}

/// The routes of the statements.
pub fn routes(kit: &Kit) -> Routes<()> {
    Routes::new(kit)
        .get("/accessibility", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            show(&kit, &visit, "accessibility-title", &["accessibility-1", "accessibility-2", "accessibility-3"])
        })
        .get("/privacy", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            show(&kit, &visit, "privacy-title", &["privacy-1", "privacy-2", "privacy-3", "privacy-4"])
        })
        .get("/cookies", Access::Anyone, async |State(kit): State<Kit>, visit: Visit| {
            show(&kit, &visit, "cookies-title", &["cookies-1", "cookies-2", "cookies-3"])
        })
        .with_state(kit.clone())
}

fn show(kit: &Kit, visit: &Visit, title: &'static str, paragraphs: &[&'static str]) -> Response {
    let paragraphs = paragraphs.iter().map(|id| MessageRef::new(*id)).collect();
    kit.page(visit, &Statement { title: title.into(), paragraphs })
}
