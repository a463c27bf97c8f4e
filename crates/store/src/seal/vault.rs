//! The keys that live outside the database, and the people's keys that are wrapped with them.

use std::{fmt, path::Path, sync::Arc};

use aws_lc_rs::{
    hmac::{self, HMAC_SHA256},
    signature::{Ed25519KeyPair, KeyPair as _},
};
use values::{Id, RealTime, id::Person};

use super::{
    Place, key_file,
    keys::{PersonKey, SealingKey},
};
use crate::{StoreError, Tx, args, random::random};

/// The keys of this installation. Cheap to clone.
#[derive(Clone)]
pub struct Vault(Arc<Keys>);

struct Keys {
    wrap: SealingKey,
    digest: hmac::Key,
    signer: Ed25519KeyPair,
}

impl Vault {
    /// Reads the key file. Without one it is made (mode 0600), if the caller may: never where a database exists
    /// already, since nothing in it would open again.
    pub fn open_or_create(key_file: &Path, may_create: bool) -> Result<Self, StoreError> {
        if key_file.exists() {
            return key_file::read(key_file).map(|key| Self::from_key(&key));
        }
        if !may_create {
            let why = "is missing, and the database was sealed with it; put it back from its own backup";
            return Err(key_file::refused(key_file, why));
        }
        key_file::create(key_file).map(|key| Self::from_key(&key))
    }

    /// A vault with keys that are always the same.
    #[cfg(any(test, feature = "testing"))]
    pub fn for_tests() -> Self {
        Self::from_key(&[7; 32])
    }

    fn from_key(key: &[u8; 32]) -> Self {
        let root = hmac::Key::new(HMAC_SHA256, key);
        let derive = |purpose: &str| -> [u8; 32] {
            let tag = hmac::sign(&root, purpose.as_bytes());
            tag.as_ref().try_into().expect("HMAC-SHA-256 has 32 bytes")
        };
        Self(Arc::new(Keys {
            wrap: SealingKey::new(&derive("wrap people's keys")),
            digest: hmac::Key::new(HMAC_SHA256, &derive("keyed digests")),
            signer: Ed25519KeyPair::from_seed_unchecked(&derive("sign the audit log")).expect("32 bytes are a seed"),
        }))
    }

    /// A new person with a key of their own.
    pub fn new_person(&self, tx: &mut Tx<'_>, now: RealTime) -> Result<(Id<Person>, PersonKey), StoreError> {
        let person = tx.id::<Person>();
        let key: [u8; 32] = random();
        let wrapped = self.0.wrap.seal(&place_of(&person), &key);
        tx.execute(
            "INSERT INTO person_key (person, wrapped, created_at) VALUES ($1, $2, $3)",
            args![&person, wrapped, now],
        )?;
        Ok((person, PersonKey(SealingKey::new(&key))))
    }

    /// Whether anybody has, or ever had, a key here.
    pub fn has_people(tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let first = "SELECT person FROM person_key ORDER BY person LIMIT 1";
        Ok(tx.maybe(first, args![], |row| row.get::<String>(0))?.is_some())
    }

    /// The key of a person; `KeyGone` once it was shredded, `NotFound` for somebody we never knew.
    pub fn person_key(&self, tx: &mut Tx<'_>, person: &Id<Person>) -> Result<PersonKey, StoreError> {
        let wrapped = tx.one("SELECT wrapped FROM person_key WHERE person = $1", args![person], |row| {
            row.get::<Option<Vec<u8>>>(0)
        })?;
        let wrapped = wrapped.ok_or_else(|| StoreError::KeyGone(person.to_string()))?;
        let key = self.0.wrap.open(&place_of(person), &wrapped)?;
        let key = key.as_slice().try_into().map_err(|_| StoreError::Damaged(format!("the key of {person}")))?;
        Ok(PersonKey(SealingKey::new(key)))
    }

    /// Forgets a person's key. What was sealed with it never opens again. Answers whether there was one.
    pub fn shred(&self, tx: &mut Tx<'_>, person: &Id<Person>) -> Result<bool, StoreError> {
        let now = tx.real_time();
        let gone = tx.execute(
            "UPDATE person_key SET wrapped = NULL, shredded_at = $2 WHERE person = $1 AND wrapped IS NOT NULL",
            args![person, now],
        )?;
        Ok(gone > 0)
    }

    /// A digest that only this installation can make: for link tokens, sessions, form tokens, looking up by a secret.
    pub fn keyed_digest(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0.digest);
        context.update(&(purpose.len() as u64).to_be_bytes());
        context.update(purpose.as_bytes());
        context.update(data);
        context.sign().as_ref().try_into().expect("HMAC-SHA-256 has 32 bytes")
    }

    /// Signs with this installation's Ed25519 key.
    pub(crate) fn sign(&self, text: &[u8]) -> [u8; 64] {
        self.0.signer.sign(text).as_ref().try_into().expect("an Ed25519 signature has 64 bytes")
    }

    /// The public half of the key that signs the audit log, to be published.
    pub fn public_key(&self) -> [u8; 32] {
        self.0.signer.public_key().as_ref().try_into().expect("an Ed25519 public key has 32 bytes")
    }
}

fn place_of(person: &Id<Person>) -> Place<'_> {
    Place { table: "person_key", row: person.as_str(), column: "wrapped" }
}

impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Vault")
    }
}
