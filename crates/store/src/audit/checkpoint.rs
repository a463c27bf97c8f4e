//! What is signed: how large the log was and what its root was, as a C2SP signed note that witnesses understand.

use std::fmt::Write as _;

use aws_lc_rs::{
    digest::{SHA256, digest},
    signature::{ED25519, UnparsedPublicKey},
};
use values::RealTime;

use super::tree::Hash;
use crate::Vault;

/// The name under which logs of ours are signed.
const ORIGIN: &str = "portico-audit";

/// A signed statement of how large the log was and what was in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// How many entries.
    pub size: i64,
    /// The root of their tree.
    pub root: [u8; 32],
    /// When it was signed, in real time. Not part of what is signed.
    pub signed_at: RealTime,
    /// The Ed25519 signature over [`body`](Self::body).
    pub signature: [u8; 64],
}

impl Checkpoint {
    pub(super) fn sign(vault: &Vault, size: i64, root: Hash, signed_at: RealTime) -> Self {
        let signature = vault.sign(body(size, &root).as_bytes());
        Self { size, root, signed_at, signature }
    }

    /// What is signed: origin, size and root, each on a line.
    pub fn body(&self) -> String {
        body(self.size, &self.root)
    }

    /// Was it signed with this key?
    pub fn is_signed_by(&self, public_key: &[u8; 32]) -> bool {
        UnparsedPublicKey::new(&ED25519, public_key).verify(self.body().as_bytes(), &self.signature).is_ok()
    }

    /// The signed note to publish: the body, an empty line, the signature.
    pub fn note(&self, public_key: &[u8; 32]) -> String {
        let mut named = ORIGIN.as_bytes().to_vec();
        named.extend_from_slice(b"\n\x01");
        named.extend_from_slice(public_key);
        let mut line = digest(&SHA256, &named).as_ref()[..4].to_vec();
        line.extend_from_slice(&self.signature);
        format!("{}\n\u{2014} {ORIGIN} {}\n", self.body(), base64(&line))
    }
}

fn body(size: i64, root: &Hash) -> String {
    let mut text = String::with_capacity(80);
    write!(text, "{ORIGIN}\n{size}\n{}\n", base64(root)).expect("a String takes all text");
    text
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let at = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let group = at(0) << 16 | at(1) << 8 | at(2);
        for place in 0..4 {
            if place > chunk.len() {
                text.push('=');
            } else {
                text.push(char::from(LETTERS[(group >> (18 - 6 * place) & 63) as usize]));
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_one_of_rfc_4648() {
        let check = |plain: &str, coded: &str| assert_eq!(base64(plain.as_bytes()), coded);
        check("", "");
        check("f", "Zg==");
        check("fo", "Zm8=");
        check("foo", "Zm9v");
        check("foob", "Zm9vYg==");
        check("fooba", "Zm9vYmE=");
        check("foobar", "Zm9vYmFy");
    }

    #[test]
    fn a_checkpoint_of_another_size_root_or_key_is_not_signed() {
        let vault = Vault::for_tests();
        let good = Checkpoint::sign(&vault, 3, [9; 32], RealTime(0));
        assert!(good.is_signed_by(&vault.public_key()));
        assert!(good.note(&vault.public_key()).starts_with("portico-audit\n3\nCQkJ"));
        assert!(!good.is_signed_by(&[1; 32]));
        assert!(!Checkpoint { size: 4, ..good.clone() }.is_signed_by(&vault.public_key()));
        assert!(!Checkpoint { root: [8; 32], ..good }.is_signed_by(&vault.public_key()));
    }
}
