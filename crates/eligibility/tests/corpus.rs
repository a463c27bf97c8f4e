//! Files that were written by hand for the fuzz targets, or found by them: each is read, and so are files near to it,
//! without a panic and in bounded time.

#![expect(clippy::unwrap_used, reason = "a test stops at the first thing that is not as it should be")]

#[path = "corpus/one.rs"]
mod one;

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use one::{Kind, one};
use proptest::{prelude::*, sample::Index};

/// So long may one file take in a build that is not optimised: far longer than any does.
const LONGEST: Duration = Duration::from_secs(5);

const KINDS: [(Kind, &str); 3] =
    [(Kind::Dmn, "dmn"), (Kind::BenefitFinder, "benefit-finder"), (Kind::AidesJeunes, "aides-jeunes")];

fn corpus(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(name);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn every_file_of_the_corpus_is_read() {
    for (kind, name) in KINDS {
        let files = corpus(name);
        assert!(!files.is_empty(), "{name} has none");
        for (path, file) in files {
            let begun = Instant::now();
            one(kind, &file);
            assert!(begun.elapsed() < LONGEST, "{} took {:?}", path.display(), begun.elapsed());
        }
    }
}

proptest! {
    // What is found is kept as a file of the corpus.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_near_to_them_are_read_too(
        (kind, name) in proptest::sample::select(KINDS.to_vec()),
        (which, at, from, to) in any::<(Index, Index, Index, Index)>(),
        sign in proptest::sample::select(b"\"'<>[](){},;:=-?.&!0 \n".to_vec()),
        times in 1..30_usize,
    ) {
        let files = corpus(name);
        let mut file = which.get(&files).1.clone();
        let (from, to) = (from.index(file.len()), to.index(file.len()));
        let piece = file[from.min(to)..from.max(to)].repeat(times % 4);
        let at = at.index(file.len());
        file[at] = sign;
        file.splice(at..at, std::iter::repeat_n(sign, times).chain(piece));
        let begun = Instant::now();
        one(kind, &file);
        prop_assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
    }
}
