//! Journeys' files and posted forms that were written by hand for the fuzz targets, or found by them: each is read, and so
//! are others near to it, without a panic.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

#[path = "corpus/form.rs"]
mod form;
#[path = "corpus/one.rs"]
mod one;

use std::{fs, path::Path};

use form::form;
use one::one;
use proptest::{prelude::*, sample::Index};

fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

/// One of these, with a piece of it put elsewhere and one sign another.
fn near(files: &[Vec<u8>], (which, at, from, to): (Index, Index, Index, Index), sign: u8) -> Vec<u8> {
    let mut file = which.get(files).clone();
    let (from, to) = (from.index(file.len()), to.index(file.len()));
    let piece = file[from.min(to)..from.max(to)].to_vec();
    let at = at.index(file.len());
    file[at] = sign;
    file.splice(at..at, piece);
    file
}

#[test]
fn everything_in_the_corpus_is_read() {
    for file in corpus("journey") {
        one(&file);
    }
    for body in corpus("form") {
        form(&body);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_near_to_them_are_read_too(
        change in any::<(Index, Index, Index, Index)>(),
        sign in proptest::sample::select(b"\"'[]{},=-#0y \n".to_vec()),
    ) {
        one(&near(&corpus("journey"), change, sign));
    }

    #[test]
    fn forms_near_to_them_are_read_too(
        change in any::<(Index, Index, Index, Index)>(),
        sign in proptest::sample::select(b"&=%+-.,0 1A\xff".to_vec()),
    ) {
        form(&near(&corpus("form"), change, sign));
    }
}
