//! Journeys' files that were written by hand for the fuzz target, or found by it: each is read, and so are files near to
//! it, without a panic.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

#[path = "corpus/one.rs"]
mod one;

use std::{fs, path::Path};

use one::one;
use proptest::{prelude::*, sample::Index};

fn corpus() -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/journey");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| fs::read(path).unwrap()).collect()
}

#[test]
fn every_file_of_the_corpus_is_read() {
    for file in corpus() {
        one(&file);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_near_to_them_are_read_too(
        (which, at, from, to) in any::<(Index, Index, Index, Index)>(),
        sign in proptest::sample::select(b"\"'[]{},=-#0y \n".to_vec()),
    ) {
        let files = corpus();
        let mut file = which.get(&files).clone();
        let (from, to) = (from.index(file.len()), to.index(file.len()));
        let piece = file[from.min(to)..from.max(to)].to_vec();
        let at = at.index(file.len());
        file[at] = sign;
        file.splice(at..at, piece);
        one(&file);
    }
}
