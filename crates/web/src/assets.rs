//! Static files: embedded, named by their content, compressed once. They carry no personal data, so they alone are
//! compressed (a compressed page would give its form token away bit by bit).

use std::{borrow::Cow, collections::BTreeMap, io::Write, sync::LazyLock};

use aws_lc_rs::digest;
use axum::{
    Router,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing,
};
use flate2::{Compression, write::GzEncoder};
use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "components/assets"]
struct Components;

#[derive(RustEmbed)]
#[folder = "assets"]
struct Own;

struct File {
    plain: Cow<'static, [u8]>,
    zipped: Vec<u8>,
}

static FILES: LazyLock<BTreeMap<String, File>> = LazyLock::new(|| {
    let components = Components::iter().filter_map(|name| Some((name.clone(), Components::get(&name)?)));
    let own = Own::iter().filter_map(|name| Some((name.clone(), Own::get(&name)?)));
    components.chain(own).map(|(name, file)| (name.into_owned(), packed(file.data))).collect()
});

/// Changes whenever any file does.
static EDITION: LazyLock<String> = LazyLock::new(|| {
    let mut all = digest::Context::new(&digest::SHA256);
    for (name, file) in FILES.iter() {
        all.update(name.as_bytes());
        all.update(digest::digest(&digest::SHA256, &file.plain).as_ref());
    }
    hex::encode(&all.finish().as_ref()[..8])
});

fn packed(plain: Cow<'static, [u8]>) -> File {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    gzip.write_all(&plain).expect("writing into memory works");
    File { zipped: gzip.finish().expect("writing into memory works"), plain }
}

/// Where a file is found: `/assets/0123456789abcdef/portico.css`.
pub(crate) fn address(name: &str) -> String {
    format!("/assets/{}/{name}", *EDITION)
}

/// The route of all files.
pub(crate) fn router() -> Router {
    Router::new().route("/assets/{edition}/{file}", routing::get(file))
}

async fn file(Path((edition, name)): Path<(String, String)>, headers: HeaderMap) -> Response {
    let Some(file) = FILES.get(&name) else { return StatusCode::NOT_FOUND.into_response() };
    // A page from before an update asks for the old edition: it gets the new file, and does not keep it.
    let cache = if edition == *EDITION { "public, max-age=31536000, immutable" } else { "no-store" };
    let takes_gzip = headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok());
    let common =
        [(header::CONTENT_TYPE, kind(&name)), (header::CACHE_CONTROL, cache), (header::VARY, "accept-encoding")];
    if takes_gzip.is_some_and(|encodings| encodings.contains("gzip")) {
        (common, [(header::CONTENT_ENCODING, "gzip")], file.zipped.as_slice()).into_response()
    } else {
        (common, file.plain.as_ref()).into_response()
    }
}

fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
