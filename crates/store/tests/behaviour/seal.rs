//! Sealed answers.

use std::{fs, os::unix::fs::PermissionsExt as _};

use proptest::prelude::*;
use store::{
    StoreError, Vault, args,
    seal::{PersonKey, Place},
};
use values::{Id, id::Person};

use crate::fresh;

const ANSWERS: Place<'_> = Place { table: "draft", row: "dft_1", column: "answers" };

fn somebody(fresh: &store::testing::Fresh) -> (Id<Person>, PersonKey) {
    let (vault, now) = (fresh.vault.clone(), fresh.clocks.real());
    fresh.store.write_blocking(move |tx| vault.new_person(tx, now)).map_err(|error: StoreError| error).unwrap()
}

fn key_of(fresh: &store::testing::Fresh, person: &Id<Person>) -> Result<PersonKey, StoreError> {
    let (vault, person) = (fresh.vault.clone(), person.clone());
    fresh.store.read_blocking(move |tx| vault.person_key(tx, &person))
}

#[test]
fn what_was_sealed_opens_with_the_key_from_the_database() {
    let fresh = fresh();
    let (person, key) = somebody(&fresh);
    let sealed = key.seal(&ANSWERS, b"1 Hill Street");
    assert!(!sealed.windows(4).any(|part| part == b"Hill"));
    assert_ne!(sealed, key.seal(&ANSWERS, b"1 Hill Street"), "the same answer looks different each time");
    assert_eq!(key_of(&fresh, &person).unwrap().open(&ANSWERS, &sealed).unwrap(), b"1 Hill Street");
}

#[test]
fn sealed_bytes_that_were_moved_do_not_open() {
    let fresh = fresh();
    let (_, key) = somebody(&fresh);
    let (_, other) = somebody(&fresh);
    let sealed = key.seal(&ANSWERS, b"yes");
    let broken = |key: &PersonKey, place: Place<'_>| {
        assert!(matches!(key.open(&place, &sealed), Err(StoreError::SealBroken { .. })), "{place:?}");
    };
    broken(&key, Place { table: "request", ..ANSWERS });
    broken(&key, Place { row: "dft_2", ..ANSWERS });
    broken(&key, Place { column: "answer", ..ANSWERS });
    broken(&key, Place { table: "draftd", row: "ft_1", ..ANSWERS });
    broken(&other, ANSWERS);
    assert!(key.open(&ANSWERS, &[]).is_err());
}

#[test]
fn a_persons_key_put_in_another_persons_row_does_not_open() {
    let fresh = fresh();
    let (one, _) = somebody(&fresh);
    let (two, _) = somebody(&fresh);
    let (from, to) = (one.clone(), two.clone());
    fresh
        .store
        .write_blocking(move |tx| {
            tx.execute(
                "UPDATE person_key SET wrapped = (SELECT wrapped FROM person_key WHERE person = $1) WHERE person = $2",
                args![&from, &to],
            )
        })
        .map_err(|error: StoreError| error)
        .unwrap();
    assert!(key_of(&fresh, &one).is_ok());
    assert!(matches!(key_of(&fresh, &two), Err(StoreError::SealBroken { .. })));
}

#[test]
fn a_shredded_key_is_gone_for_good() {
    let fresh = fresh();
    let (person, _) = somebody(&fresh);
    let shred = || {
        let (vault, person) = (fresh.vault.clone(), person.clone());
        fresh.store.write_blocking(move |tx| vault.shred(tx, &person)).map_err(|error: StoreError| error).unwrap()
    };
    assert!(shred());
    assert!(!shred());
    assert!(matches!(key_of(&fresh, &person), Err(StoreError::KeyGone(who)) if who == person.to_string()));
    let nobody = Id::named("nobody").unwrap();
    assert!(matches!(key_of(&fresh, &nobody), Err(StoreError::NotFound(_))));
}

#[test]
fn a_shredded_key_is_not_left_in_the_file() {
    let fresh = fresh();
    let Some(file) = fresh.file().map(std::path::Path::to_owned) else { return };
    let (person, _) = somebody(&fresh);
    let (id, vault, gone) = (person.clone(), fresh.vault.clone(), person.clone());
    let wrapped: Vec<u8> = fresh
        .store
        .read_blocking(move |tx| {
            tx.one("SELECT wrapped FROM person_key WHERE person = $1", args![&id], |row| row.get(0))
        })
        .map_err(|error: StoreError| error)
        .unwrap();
    let holds = |bytes: &[u8]| {
        let copy = fresh.folder().join(format!("copy-{}", fresh.clocks.real().0));
        fresh.clocks.advance_real(1);
        store::backup(&fresh.store, &copy).unwrap();
        fs::read(copy).unwrap().windows(bytes.len()).any(|part| part == bytes)
    };
    assert!(holds(&wrapped[1..]), "the check can see it");
    fresh.store.write_blocking(move |tx| vault.shred(tx, &gone)).map_err(|error: StoreError| error).unwrap();
    assert!(!holds(&wrapped[1..]));
    assert!(file.exists());
}

#[test]
fn digests_differ_by_purpose_and_installation() {
    let vault = Vault::for_tests();
    assert_eq!(vault.keyed_digest("link", b"abc"), vault.keyed_digest("link", b"abc"));
    assert_ne!(vault.keyed_digest("link", b"abc"), vault.keyed_digest("session", b"abc"));
    assert_ne!(vault.keyed_digest("link", b"abc"), vault.keyed_digest("linka", b"bc"));
    let folder = tempfile::tempdir().unwrap();
    let other = Vault::open_or_create(&folder.path().join("key"), true).unwrap();
    assert_ne!(vault.keyed_digest("link", b"abc"), other.keyed_digest("link", b"abc"));
}

#[test]
fn a_key_file_is_whole_or_absent_and_nothing_is_left_beside_it() {
    for _ in 0..40 {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("portico.key");
        let make = || {
            let path = path.clone();
            std::thread::spawn(move || Vault::open_or_create(&path, true).map(|vault| vault.public_key()))
        };
        let makers: Vec<_> = (0..8).map(|_| make()).collect();
        let outcomes: Vec<_> = makers.into_iter().map(|maker| maker.join().unwrap()).collect();
        let kept = Vault::open_or_create(&path, false).unwrap().public_key();
        assert!(outcomes.iter().any(Result::is_ok));
        for outcome in outcomes {
            match outcome {
                Ok(key) => assert_eq!(key, kept, "whoever got a key got the one that was kept"),
                Err(error) => assert!(error.to_string().contains("exists"), "it was seen half-written: {error}"),
            }
        }
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}

#[test]
fn the_key_file_is_made_once_and_for_its_owner_only() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portico.key");
    let vault = Vault::open_or_create(&path, true).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let again = Vault::open_or_create(&path, false).unwrap();
    assert_eq!(vault.public_key(), again.public_key());
    fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
    let open_to_others = Vault::open_or_create(&path, true).unwrap_err().to_string();
    assert!(open_to_others.ends_with("others may read it; chmod 600 it"), "{open_to_others}");
}

#[test]
fn a_missing_or_foreign_key_file_is_refused_and_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("portico.key");
    assert!(matches!(Vault::open_or_create(&path, false), Err(StoreError::KeyFile { .. })));
    assert!(!path.exists());
    for text in ["", "portico-key-1 00", "portico-key-2 0000", "something else"] {
        fs::write(&path, text).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(Vault::open_or_create(&path, true), Err(StoreError::KeyFile { .. })), "{text}");
        assert_eq!(fs::read_to_string(&path).unwrap(), text);
    }
}

#[test]
fn nothing_that_holds_a_key_prints_it() {
    let fresh = fresh();
    let (_, key) = somebody(&fresh);
    assert_eq!(format!("{key:?} {:?}", fresh.vault), "PersonKey Vault");
    assert_eq!(format!("{:?}", store::Value::from("secret")), "text");
}

#[test]
fn any_change_to_sealed_bytes_is_seen() {
    let fresh = fresh();
    let (_, key) = somebody(&fresh);
    proptest!(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }, |(
        text in proptest::collection::vec(any::<u8>(), 0..200), at in any::<prop::sample::Index>(), flip in 1..=255_u8
    )| {
        let sealed = key.seal(&ANSWERS, &text);
        prop_assert_eq!(&key.open(&ANSWERS, &sealed).unwrap(), &text);
        let mut changed = sealed.clone();
        changed[at.index(sealed.len())] ^= flip;
        prop_assert!(key.open(&ANSWERS, &changed).is_err());
        prop_assert!(key.open(&ANSWERS, &sealed[..at.index(sealed.len())]).is_err());
    });
}
