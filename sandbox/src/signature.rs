//! What the agencies and Portico sign: callbacks in the shape of Standard Webhooks, dispatches over key and body.

use aws_lc_rs::hmac;
use base64::{Engine as _, prelude::BASE64_STANDARD};

/// `webhook-signature` of a callback, with the newest secret.
pub fn of_callback(secret: &str, id: &str, seconds: i64, body: &str) -> String {
    let newest = secret.split_whitespace().next().unwrap_or_default();
    let tag = hmac::sign(&key(newest), format!("{id}.{seconds}.{body}").as_bytes());
    format!("v1,{}", BASE64_STANDARD.encode(tag))
}

/// Whether Portico signed this with one of the secrets. Without a secret everything passes.
pub fn is_portico(secret: &str, signature: Option<&str>, about: &str, body: &[u8]) -> bool {
    let given = signature.and_then(|text| BASE64_STANDARD.decode(text.strip_prefix("v1,")?).ok()).unwrap_or_default();
    let message = [b"portico-dispatch\n", about.as_bytes(), b"\n", body].concat();
    secret.is_empty() || secret.split_whitespace().any(|one| hmac::verify(&key(one), &message, &given).is_ok())
}

fn key(secret: &str) -> hmac::Key {
    let raw = secret.strip_prefix("whsec_").and_then(|text| BASE64_STANDARD.decode(text).ok());
    hmac::Key::new(hmac::HMAC_SHA256, raw.as_deref().unwrap_or(secret.as_bytes()))
}
