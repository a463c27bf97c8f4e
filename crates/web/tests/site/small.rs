//! A small site with a route of every kind.

use axum::{
    Router,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use store::StoreError;
use values::{Language, Role};
use web::{
    Access, Fields, Kit, Line, Link, Mistakes, Page, Problem, Routes, Visit, WebSettings, redirect, session,
    testing::{self, TestKit},
};

pub const TEMPLATES: &[(&str, &str)] = &[(
    "small/name.html",
    r#"{% extends "layout.html" %}
{% from "govuk/input" import govukInput %}
{% from "govuk/button" import govukButton %}
{% from "govuk/radios" import govukRadios %}
{% from "govuk/back-link" import govukBackLink %}
{% from "govuk/summary-list" import govukSummaryList %}
{% block title %}{{ t("small-title") }}{% endblock %}
{% block before %}{{ govukBackLink({'text': t("back"), 'href': '/'}) }}{% endblock %}
{% block content %}
<h1 class="govuk-heading-l">{{ t("small-title") }}</h1>
<form method="post" novalidate>
{{ site.token_field }}
{{ govukInput({'id': 'name', 'name': 'name', 'value': page.name, 'label': {'text': t("small-name")}, 'errorMessage': error(page.mistakes, 'name')}) }}
{{ govukRadios({'idPrefix': 'sure', 'name': 'sure', 'fieldset': {'legend': {'text': t("small-sure")}},
  'errorMessage': error(page.mistakes, 'sure'),
  'items': [{'value': 'yes', 'text': t("yes")}, {'value': 'no', 'text': t("no")}]}) }}
{{ govukSummaryList({'rows': [{'key': {'text': t("small-name")}, 'value': {'text': page.name or t("none-given")}}]}) }}
{{ govukButton({'text': t("continue")}) }}
</form>
{% endblock %}
"#,
)];

pub const LOCALES: &[(Language, &str)] = &[
    (
        Language::En,
        "small-title = Your name\nsmall-name = Name\nsmall-sure = Are you sure?\nsmall-missing = Enter your name\nsmall-unsure = Say whether you are sure",
    ),
    (
        Language::Fr,
        "small-title = Votre nom\nsmall-name = Nom\nsmall-sure = En êtes-vous sûr ?\nsmall-missing = Saisissez votre nom\nsmall-unsure = Indiquez si vous en êtes sûr",
    ),
];

#[derive(Debug, Default, Serialize)]
pub struct NamePage {
    pub name: String,
    pub mistakes: Mistakes,
}
impl Page for NamePage {
    const TEMPLATE: &'static str = "small/name.html";
}

async fn show(State(kit): State<Kit>, visit: Visit) -> Response {
    kit.page(&visit, &NamePage::default())
}

async fn take(State(kit): State<Kit>, visit: Visit, fields: Fields) -> Response {
    let mut mistakes = Mistakes::none();
    let name = fields.trimmed("name").to_owned();
    if name.is_empty() {
        mistakes.add("name", "small-missing");
    }
    if fields.get("sure").is_none() {
        mistakes.add("sure", "small-unsure");
    }
    if mistakes.is_empty() { redirect("/done") } else { kit.page(&visit, &NamePage { name, mistakes }) }
}

/// Starts a session that may open `draft:dft_x`.
async fn start(State(kit): State<Kit>) -> Result<Response, Problem> {
    let (vault, now) = (kit.vault.clone(), kit.clocks.real());
    let started = kit
        .store
        .write(move |tx| -> Result<_, StoreError> {
            let started = session::start(tx, &vault, now)?;
            session::grant(tx, &started.session, "draft:dft_x")?;
            Ok(started)
        })
        .await?;
    Ok(kit.with_session(redirect("/drafts/dft_x"), &started))
}

async fn draft(visit: Visit, Path(id): Path<String>) -> Result<String, Problem> {
    if visit.may_open(&format!("draft:{id}")) { Ok(visit.actor.via.to_string()) } else { Err(Problem::not_found()) }
}

async fn sign_out(State(kit): State<Kit>, visit: Visit) -> Result<Response, Problem> {
    if let Some(session) = visit.session.clone() {
        kit.store.write(move |tx| session::sign_out(tx, &session)).await?;
    }
    Ok(kit.without_session(redirect("/")))
}

async fn number(Path(number): Path<u8>) -> String {
    number.to_string()
}

async fn fails() -> Result<Response, Problem> {
    Err(StoreError::Overloaded { retry_after: std::time::Duration::from_secs(1) }.into())
}

async fn panics() -> Response {
    Vec::<u8>::new()[std::hint::black_box(0)].to_string().into_response()
}

pub const DESK: &[Role] = &[Role::SupplierOfficer, Role::Operator];

pub struct Small {
    pub test: TestKit,
    pub table: Vec<Line>,
    pub router: Router,
}

pub fn small() -> Small {
    small_with(WebSettings {
        navigation: vec![Link { href: "/name", message: "small-name" }],
        ..WebSettings::default()
    })
}

pub fn small_with(settings: WebSettings) -> Small {
    let test = testing::kit_with(settings, &[], &[TEMPLATES], LOCALES);
    let routes = Routes::new(&test.kit)
        .get("/name", Access::Anyone, show)
        .post("/name", Access::Anyone, take)
        .post("/start", Access::Anyone, start)
        .get("/drafts/{id}", Access::Citizen, draft)
        .get("/desk", Access::Staff(DESK), async |visit: Visit| visit.actor.role.to_string())
        .post("/desk", Access::Staff(DESK), async || StatusCode::NO_CONTENT)
        .get("/api/desk", Access::Staff(DESK), async || "desk")
        .post("/staff/sign-out", Access::Anyone, sign_out)
        .post("/api/callback", Access::Agency, async |body: String| body)
        .get("/metrics", Access::Operator, async || "up 1")
        .post("/drain", Access::Operator, async || "drained")
        .get("/numbers/{number}", Access::Anyone, number)
        .get("/fails", Access::Anyone, fails)
        .get("/panics", Access::Anyone, panics)
        .with_state(test.kit.clone());
    let table = routes.table().to_vec();
    let router = routes.into_router(&test.kit);
    Small { test, table, router }
}
