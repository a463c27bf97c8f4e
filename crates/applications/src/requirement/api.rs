//! `GET /api/requirements`, `/api/requirements/{service}` and `/api/concepts/{concept}`: what services ask for, as linked data
//! in the words of CCCEV or as JSON.

use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use catalogue::entry::form::Form;
use serde::Deserialize;
use web::{Access, Problem, Routes};

use super::cccev::{self, Document, Syntax};
use crate::Platform;

/// The routes of requirements, for machines.
pub fn routes(platform: &Platform) -> Routes<()> {
    Routes::new(&platform.kit)
        .get("/api/requirements", Access::Anyone, all)
        .get("/api/requirements/{service}", Access::Anyone, one)
        .get("/api/concepts/{concept}", Access::Anyone, concept)
        .with_state(platform.clone())
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct As {
    format: String,
}

async fn all(
    State(platform): State<Platform>,
    Query(wanted): Query<As>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    given(&platform, &document(&platform), &wanted, &headers)
}

async fn one(
    State(platform): State<Platform>,
    Path(service): Path<String>,
    Query(wanted): Query<As>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let document = document(&platform).only(&service).ok_or_else(Problem::not_found)?;
    given(&platform, &document, &wanted, &headers)
}

async fn concept(
    State(platform): State<Platform>,
    Path(concept): Path<String>,
    Query(wanted): Query<As>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let mut document = document(&platform);
    document.requirements.clear();
    document.concepts.retain(|known| known.id == concept);
    if document.concepts.is_empty() {
        return Err(Problem::not_found());
    }
    given(&platform, &document, &wanted, &headers)
}

fn document(platform: &Platform) -> Document {
    Document::of(&platform.government(), platform.today())
}

/// What the names of things begin with: the names are addresses of this server.
fn base(platform: &Platform) -> String {
    format!("{}/api", platform.public_address)
}

fn given(platform: &Platform, document: &Document, wanted: &As, headers: &HeaderMap) -> Result<Response, Problem> {
    let form = Form::of(&wanted.format, headers).ok_or_else(Problem::not_found)?;
    let mut response = match form {
        // There is no page of it: who asks for none of the other forms gets the plainest.
        Form::Page | Form::Json => Json(document).into_response(),
        Form::Linked(syntax) => {
            let written = cccev::write(document, &base(platform), syntax).map_err(|error| {
                tracing::error!(%error, "The requirements can't be written as linked data");
                Problem::internal()
            })?;
            let name = match syntax {
                Syntax::JsonLd => "application/ld+json",
                _ => "text/turtle; charset=utf-8",
            };
            ([(header::CONTENT_TYPE, name)], written).into_response()
        }
    };
    response.headers_mut().append(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}
