//! Signed messages between two systems: the shape of Standard Webhooks, with HMAC-SHA-256.
//!
//! Three headers (`webhook-id`, `webhook-timestamp`, `webhook-signature: v1,<base64>`) over `id.timestamp.body`.
//! A copy that arrives within the window is the same message again: whoever acts on it looks at its stable id.

use aws_lc_rs::{constant_time, hmac};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use thiserror::Error;
use values::RealTime;

use crate::guard::LARGEST_BODY;

/// How far a message's time may be from ours, either way, in seconds.
pub const WINDOW: i64 = 5 * 60;

/// The headers of a signed message, as they came.
#[derive(Debug, Clone, Copy)]
pub struct Headers<'a> {
    /// `webhook-id`
    pub id: &'a str,
    /// `webhook-timestamp`
    pub timestamp: &'a str,
    /// `webhook-signature`
    pub signature: &'a str,
}

/// Why a signed message is not believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Forged {
    /// A header is missing or not of the agreed shape.
    #[error("the signature headers are not of the agreed shape")]
    Headers,
    /// Its time is too far from ours: an old copy, or a clock that is wrong.
    #[error("the message is more than five minutes from our time")]
    Skew,
    /// No live secret makes this signature over this message.
    #[error("the signature does not match")]
    Signature,
    /// The signature matches, and we don't understand what it signs.
    #[error("the message is signed, but we cannot read it")]
    Unreadable,
}

/// Signs a message with the newest secret. The value of `webhook-signature`.
pub fn sign(secret: &str, id: &str, at: RealTime, body: &[u8]) -> String {
    let key = keys(secret).next().unwrap_or_else(|| hmac::Key::new(hmac::HMAC_SHA256, b""));
    let tag = tag(&key, &[id.as_bytes(), b".", at.seconds().to_string().as_bytes(), b".", body]);
    format!("v1,{}", BASE64_STANDARD.encode(tag))
}

/// Whether a message was signed with one of the (at most two) live secrets, within the window around `now`.
///
/// An empty secret believes nobody.
pub fn verify(secret: &str, headers: &Headers<'_>, body: &[u8], now: RealTime) -> Result<(), Forged> {
    let Headers { id, timestamp, signature } = *headers;
    let id_fits = (1..=200).contains(&id.len()) && id.bytes().all(|b| b.is_ascii_graphic() && b != b'.');
    let timestamp_fits = (1..=12).contains(&timestamp.len()) && timestamp.bytes().all(|b| b.is_ascii_digit());
    if !id_fits || !timestamp_fits || signature.len() > 2000 {
        return Err(Forged::Headers);
    }
    let at: i64 = timestamp.parse().map_err(|_| Forged::Headers)?;
    if now.seconds().abs_diff(at) > WINDOW.unsigned_abs() {
        return Err(Forged::Skew);
    }
    if body.len() > LARGEST_BODY {
        return Err(Forged::Unreadable);
    }
    let parts = [id.as_bytes(), b".", timestamp.as_bytes(), b".", body];
    let expected: Vec<_> = keys(secret).map(|key| tag(&key, &parts)).collect();
    let signed = signature
        .split(' ')
        .filter_map(|one| BASE64_STANDARD.decode(one.strip_prefix("v1,")?).ok())
        .any(|given| expected.iter().any(|tag| constant_time::verify_slices_are_equal(tag.as_ref(), &given).is_ok()));
    if signed { Ok(()) } else { Err(Forged::Signature) }
}

/// Signs what goes out to a system that knows the secret. It carries no time: a copy of it has the same key, and the
/// key makes it the same request.
pub(crate) fn sign_dispatch(secret: &str, key: &str, body: &[u8]) -> Option<String> {
    let secret = keys(secret).next()?;
    let tag = tag(&secret, &[b"portico-dispatch\n", key.as_bytes(), b"\n", body]);
    Some(format!("v1,{}", BASE64_STANDARD.encode(tag)))
}

fn tag(key: &hmac::Key, parts: &[&[u8]]) -> hmac::Tag {
    let mut context = hmac::Context::with_key(key);
    for part in parts {
        context.update(part);
    }
    context.sign()
}

/// The live secrets, newest first. `whsec_` marks one that is written in base64.
fn keys(secret: &str) -> impl Iterator<Item = hmac::Key> {
    secret.split_whitespace().take(2).map(|one| {
        let raw = one.strip_prefix("whsec_").and_then(|text| BASE64_STANDARD.decode(text).ok());
        hmac::Key::new(hmac::HMAC_SHA256, raw.as_deref().unwrap_or(one.as_bytes()))
    })
}
