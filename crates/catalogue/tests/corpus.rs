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

use catalogue::inventory::Format;
use one::one;
use proptest::{prelude::*, sample::Index};

/// So long may one file take in a build that is not optimised: far longer than any does.
const LONGEST: Duration = Duration::from_secs(5);

/// The files of a format's folder.
fn corpus(format: Format) -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus").join(format.as_str());
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.clone(), fs::read(path).unwrap())).collect()
}

#[test]
fn every_format_has_a_corpus_and_every_file_of_it_is_read() {
    for format in Format::ALL {
        let files = corpus(format);
        assert!(!files.is_empty(), "{format} has none");
        for (path, file) in files {
            let begun = Instant::now();
            one(format, &file);
            assert!(begun.elapsed() < LONGEST, "{} took {:?}", path.display(), begun.elapsed());
        }
    }
}

/// A change of a file: what it does, where, and with what.
#[derive(Debug, Clone)]
enum Change {
    Write(Index, u8),
    Cut(Index, Index),
    Repeat(Index, Index, u8),
    Take(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let place = any::<Index>;
    prop_oneof![
        (place(), prop_oneof![any::<u8>(), proptest::sample::select(b"\"'<>[]{},;:=\n\\@&%#0-".to_vec())])
            .prop_map(|(place, byte)| Change::Write(place, byte)),
        (place(), place()).prop_map(|(from, to)| Change::Cut(from, to)),
        (place(), place(), 1..40_u8).prop_map(|(from, to, times)| Change::Repeat(from, to, times)),
        (place(), place(), place()).prop_map(|(at, from, to)| Change::Take(at, from, to)),
    ]
}

fn changed(mut file: Vec<u8>, other: &[u8], changes: &[Change]) -> Vec<u8> {
    let range = |from: &Index, to: &Index, length: usize| {
        let (from, to) = (from.index(length), to.index(length));
        from.min(to)..from.max(to) + 1
    };
    for change in changes {
        if file.is_empty() {
            break;
        }
        match change {
            Change::Write(place, byte) => {
                let place = place.index(file.len());
                file[place] = *byte;
            }
            Change::Cut(from, to) => {
                file.drain(range(from, to, file.len()));
            }
            Change::Repeat(from, to, times) => {
                let range = range(from, to, file.len());
                let piece = file[range.clone()].repeat(usize::from(*times));
                file.splice(range, piece);
                file.truncate(100_000);
            }
            Change::Take(at, from, to) if !other.is_empty() => {
                let place = at.index(file.len());
                file.splice(place..place, other[range(from, to, other.len())].iter().copied());
            }
            Change::Take(..) => {}
        }
    }
    file
}

proptest! {
    // What is found is kept as a file of the corpus.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn files_near_to_them_are_read_too(
        format in proptest::sample::select(Format::ALL.to_vec()),
        places in any::<(Index, Index)>(),
        changes in proptest::collection::vec(change(), 1..6),
    ) {
        let files = corpus(format);
        let (_, file) = places.0.get(&files);
        let (_, other) = places.1.get(&files);
        let file = changed(file.clone(), other, &changes);
        let begun = Instant::now();
        one(format, &file);
        prop_assert!(begun.elapsed() < LONGEST, "it took {:?}", begun.elapsed());
    }
}
