//! The list, and the two ways to settle an entry.

use axum::{extract::State, http::StatusCode, response::Response};
use serde::Serialize;
use values::{Id, Role, Text, id};
use web::{Access, Fields, Mistakes, Page, Problem, Routes, Visit, redirect};

use crate::{
    Government, Platform, case,
    request::{
        self, Request, State as Life,
        outcome::{self, OutcomeError, Scene},
    },
};

const SETTLERS: &[Role] = &[Role::Operator];

/// The routes of what is unclear.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/staff/uncertain", Access::Staff(SETTLERS), show)
        .post("/staff/uncertain", Access::Staff(SETTLERS), settle)
        .with_state(platform.clone())
}

#[derive(Serialize)]
struct UncertainPage {
    rows: Vec<Row>,
    mistakes: Mistakes,
}

#[derive(Serialize)]
struct Row {
    id: Id<id::Request>,
    title: Text,
    body: Text,
    system: Option<Text>,
    state: &'static str,
    why: Option<String>,
}

impl Page for UncertainPage {
    const TEMPLATE: &'static str = "uncertain.html";
}

async fn show(State(platform): State<Platform>, visit: Visit) -> Result<Response, Problem> {
    let page = page(&platform, Mistakes::none()).await?;
    Ok(platform.kit.page(&visit, &page))
}

async fn settle(State(platform): State<Platform>, visit: Visit, fields: Fields) -> Result<Response, Problem> {
    let id: Id<id::Request> = fields.trimmed("request").parse().map_err(|_| Problem::not_found())?;
    let reference = fields.trimmed("reference").to_owned();
    let they_have_it = fields.get("settle") == Some("they-have-it");
    if they_have_it && (reference.is_empty() || reference.chars().count() > 120) {
        let mut mistakes = Mistakes::none();
        mistakes.add(format!("reference-{id}"), "uncertain-no-reference");
        return Ok(platform.kit.page_with(&visit, StatusCode::UNPROCESSABLE_ENTITY, &page(&platform, mistakes).await?));
    }
    let (government, vault, actor) = (platform.government(), platform.vault().clone(), visit.actor.clone());
    let (now, real) = platform.times();
    platform
        .store()
        .write(move |tx| {
            let scene = Scene { actor: &actor, now, real, government: &government, vault: &vault };
            if they_have_it {
                outcome::they_have_it(tx, &scene, &id, &reference)
            } else {
                outcome::send_again(tx, &scene, &id)
            }
        })
        .await?;
    platform.bell.notify_one();
    Ok(redirect("/staff/uncertain"))
}

async fn page(platform: &Platform, mistakes: Mistakes) -> Result<UncertainPage, Problem> {
    let requests = platform
        .store()
        .read(|tx| {
            let mut all = Vec::new();
            for state in ["uncertain", "stuck", "referred"] {
                all.extend(request::store::in_state(tx, state, 100)?);
            }
            Ok::<_, OutcomeError>(all)
        })
        .await?;
    let government = platform.government();
    Ok(UncertainPage { rows: requests.iter().map(|request| row(&government, request)).collect(), mistakes })
}

fn row(government: &Government, request: &Request) -> Row {
    let system = request.system.as_ref().and_then(|system| government.model.system(system));
    Row {
        id: request.id.clone(),
        title: case::title(government, request),
        body: case::body(government, &request.holder).name,
        system: system.map(|system| system.name.clone()),
        state: request.state.name(),
        why: match &request.state {
            Life::Stuck { why } => Some(why.clone()),
            _ => None,
        },
    }
}
