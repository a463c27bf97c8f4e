//! A file that comes with a form.

use axum::{
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Multipart, Request},
    http::{StatusCode, request::Parts},
};

use crate::{Fields, Problem, fields};

/// A file that came with a form: its name, and what is in it. Empty where none was chosen.
#[derive(Debug, Clone, Default)]
pub struct Upload {
    /// What it was called where it comes from, without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Bytes,
}

/// Only behind [`crate::Routes::upload`]; nothing where no form brought a file.
impl<S: Send + Sync> FromRequestParts<S> for Upload {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        Ok(parts.extensions.remove().unwrap_or_default())
    }
}

/// Reads a form with at most one file (RFC 7578). Whatever comes after more than `most` bytes is not read.
pub(crate) async fn read(request: &mut Request, most: usize) -> Result<(Fields, Upload), Problem> {
    let mut whole = Request::new(std::mem::replace(request.body_mut(), Body::empty()));
    *whole.headers_mut() = request.headers().clone();
    DefaultBodyLimit::max(most.saturating_add(fields::LIMIT)).apply(&mut whole);
    let unreadable = |_| Problem::of_status(StatusCode::BAD_REQUEST);
    let mut form = Multipart::from_request(whole, &()).await.map_err(unreadable)?;
    let (mut said, mut upload) = (Vec::new(), Upload::default());
    let of = |error: axum::extract::multipart::MultipartError| Problem::of_status(error.status());
    let mut letters = 0;
    while let Some(field) = form.next_field().await.map_err(of)? {
        let name = field.name().unwrap_or_default().to_owned();
        let file = field.file_name().map(|called| called.rsplit(['/', '\\']).next().unwrap_or_default().to_owned());
        if let Some(called) = file {
            let bytes = field.bytes().await.map_err(of)?;
            if bytes.len() > most {
                return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            upload = Upload { name: called, bytes };
        } else {
            let text = field.text().await.map_err(of)?;
            letters += name.len() + text.len();
            if letters > fields::LIMIT {
                return Err(Problem::of_status(StatusCode::PAYLOAD_TOO_LARGE));
            }
            said.push((name, text));
        }
    }
    Ok((Fields::of(said), upload))
}
