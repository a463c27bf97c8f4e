//! Sealing and opening bytes: AES-256-GCM, a fresh nonce each time, the place as additional data.

use std::{fmt, sync::Arc};

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use super::Place;
use crate::{StoreError, random::random};

/// The first byte of everything sealed, so that a later way of sealing can be told apart.
const FIRST_WAY: u8 = 1;

/// A key that seals. Cheap to clone.
#[derive(Clone)]
pub(super) struct SealingKey(Arc<LessSafeKey>);

impl SealingKey {
    pub(super) fn new(bytes: &[u8; 32]) -> Self {
        let key = UnboundKey::new(&AES_256_GCM, bytes).expect("32 bytes are a key of AES-256");
        Self(Arc::new(LessSafeKey::new(key)))
    }

    pub(super) fn seal(&self, place: &Place<'_>, bytes: &[u8]) -> Vec<u8> {
        let nonce: [u8; NONCE_LEN] = random();
        let mut text = bytes.to_vec();
        let tag = self
            .0
            .seal_in_place_separate_tag(Nonce::assume_unique_for_key(nonce), Aad::from(whereabouts(place)), &mut text)
            .expect("answers are far below the limit of 64 GiB");
        let mut sealed = Vec::with_capacity(1 + NONCE_LEN + text.len() + 16);
        sealed.push(FIRST_WAY);
        sealed.extend_from_slice(&nonce);
        sealed.extend_from_slice(&text);
        sealed.extend_from_slice(tag.as_ref());
        sealed
    }

    pub(super) fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.try_open(place, sealed).ok_or_else(|| StoreError::SealBroken {
            table: place.table.to_owned(),
            column: place.column.to_owned(),
            row: place.row.to_owned(),
        })
    }

    fn try_open(&self, place: &Place<'_>, sealed: &[u8]) -> Option<Vec<u8>> {
        let (FIRST_WAY, rest) = sealed.split_first().map(|(way, rest)| (*way, rest))? else { return None };
        let (nonce, text) = rest.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut text = text.to_vec();
        let length = self.0.open_in_place(nonce, Aad::from(whereabouts(place)), &mut text).ok()?.len();
        text.truncate(length);
        Some(text)
    }
}

/// Table, row and column, each with its length before it, so that no two places read the same.
fn whereabouts(place: &Place<'_>) -> Vec<u8> {
    let parts = [place.table, place.row, place.column];
    let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
    for part in parts {
        bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
        bytes.extend_from_slice(part.as_bytes());
    }
    bytes
}

/// The key of one person.
#[derive(Clone)]
pub struct PersonKey(pub(super) SealingKey);

impl PersonKey {
    /// Seals bytes for one place. The same bytes look different each time.
    pub fn seal(&self, place: &Place<'_>, bytes: &[u8]) -> Vec<u8> {
        self.0.seal(place, bytes)
    }

    /// Opens what was sealed for this place with this key; `SealBroken` for anything else.
    pub fn open(&self, place: &Place<'_>, sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.0.open(place, sealed)
    }
}

impl fmt::Debug for PersonKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PersonKey")
    }
}
