//! A leaf: salted digests of an entry's fields, so that a field can be blotted out later and the tree still stands.

use aws_lc_rs::{
    digest::{Context, SHA256},
    hmac::{self, HMAC_SHA256},
};

/// The fields of an entry as text, in the order they are digested.
pub(super) type Fields<'a> = [(&'static str, &'a str); 10];

/// SHA-256 over 0x00, a version, the entry's id and the digest of each field under a salt of its own.
pub(super) fn leaf(id: &str, salt: &[u8; 32], fields: &Fields<'_>) -> [u8; 32] {
    let salts = hmac::Key::new(HMAC_SHA256, salt);
    let mut leaf = Context::new(&SHA256);
    leaf.update(&[0x00, 0x01]);
    leaf.update(&(id.len() as u64).to_be_bytes());
    leaf.update(id.as_bytes());
    for (name, value) in fields {
        let mut field = Context::new(&SHA256);
        field.update(hmac::sign(&salts, name.as_bytes()).as_ref());
        field.update(value.as_bytes());
        leaf.update(field.finish().as_ref());
    }
    leaf.finish().as_ref().try_into().expect("SHA-256 has 32 bytes")
}
