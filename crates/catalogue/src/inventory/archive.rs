//! ZIP archives in memory: what is in one, within bounds. Nothing of it is ever written to a disk, so a path in it leads
//! nowhere; it is a name and no more.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _, Write as _},
};

use thiserror::Error;
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// An archive may have so many bytes, and so may each file in it.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// All its files together, unpacked.
const MOST_IN_ALL: usize = 128 * 1024 * 1024;
/// And so many files.
const MOST_FILES: usize = 1_000;

/// A file that can't be read as an archive.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAnArchive {
    /// It is larger than we take.
    #[error("the file has more than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It unpacks to more than we take.
    #[error("'{0}' makes the archive unpack to more than {each} MiB in one file or {all} MiB in all",
        each = MOST_BYTES / 1024 / 1024, all = MOST_IN_ALL / 1024 / 1024)]
    Swells(String),
    /// It has more files than we take.
    #[error("the archive has more than {MOST_FILES} files")]
    TooMany,
    /// Two files have one name, so nobody can say which counts.
    #[error("two files in the archive have the same name")]
    Twice,
    /// It is written for archives larger than we take, and could ask for any amount of memory.
    #[error("the archive is in ZIP64, which is for larger ones than we take")]
    Zip64,
    /// It is no archive that can be read.
    #[error("the file is not a ZIP archive that can be read: {0}")]
    Zip(String),
}

impl NotAnArchive {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::Swells(_) | Self::TooMany => {
                "Split it by bodies, and import each part as a source of its own: a file is all that its source says."
            }
            Self::Twice => "Take one of the two out.",
            Self::Zip64 | Self::Zip(_) => "Pack it again as a plain ZIP, without a password.",
        }
    }
}

/// What was in an archive.
pub(super) struct Opened {
    /// The files that were wanted.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The names of the others.
    pub passed_over: Vec<String>,
}

/// Unpacks the files whose names are wanted.
pub(super) fn open(file: &[u8], wanted: impl Fn(&str) -> bool) -> Result<Opened, NotAnArchive> {
    if file.len() > MOST_BYTES {
        return Err(NotAnArchive::TooLarge);
    }
    if is_zip64(file) {
        return Err(NotAnArchive::Zip64);
    }
    let broken = |error: &dyn std::fmt::Display| NotAnArchive::Zip(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|error| broken(&error))?;
    if archive.len() > MOST_FILES {
        return Err(NotAnArchive::TooMany);
    }
    if archive.has_duplicate_names() {
        return Err(NotAnArchive::Twice);
    }
    let mut opened = Opened { files: BTreeMap::new(), passed_over: Vec::new() };
    let mut left = MOST_IN_ALL;
    for place in 0..archive.len() {
        let packed = archive.by_index(place).map_err(|error| broken(&error))?;
        let name = packed.name().map_err(|error| broken(&error))?.into_owned();
        if packed.is_dir() {
            continue;
        }
        if !packed.is_file() || !wanted(&name) {
            opened.passed_over.push(name);
            continue;
        }
        // The sizes that an archive declares are only words: what counts is what comes out.
        let most = left.min(MOST_BYTES);
        let mut bytes = Vec::new();
        packed.take(most as u64 + 1).read_to_end(&mut bytes).map_err(|error| broken(&error))?;
        if bytes.len() > most {
            return Err(NotAnArchive::Swells(name));
        }
        left -= bytes.len();
        opened.files.insert(name, bytes);
    }
    Ok(opened)
}

/// Packs files into an archive, the same bytes for the same files.
pub fn pack<'a>(files: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(name, SimpleFileOptions::default()).expect("a name of a file is short enough");
        archive.write_all(bytes).expect("memory takes bytes");
    }
    archive.finish().expect("memory takes bytes").into_inner()
}

/// Does a file's name end so?
pub(super) fn ends_in(name: &str, ending: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, end)| end.eq_ignore_ascii_case(ending))
}

/// Does it end as an archive of more than four gigabytes would? Its index is then counted in numbers that no file of
/// ours can need, and the library makes room for as many as it says.
fn is_zip64(file: &[u8]) -> bool {
    const LOCATOR: &[u8] = b"PK\x06\x07";
    /// The longest end that an archive can have: a comment, what comes before it, and the locator.
    const END: usize = 65_536 + 22 + 20;
    let end = &file[file.len().saturating_sub(END)..];
    end.windows(LOCATOR.len()).any(|window| window == LOCATOR)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(file: &[u8]) -> Result<Vec<String>, NotAnArchive> {
        open(file, |_| true).map(|opened| opened.files.into_keys().collect())
    }

    #[test]
    fn what_was_packed_is_unpacked() {
        let file = pack([("a.csv", &b"1"[..]), ("b/c.csv", b"2"), ("d.txt", b"3")]);
        let opened = open(&file, |name| ends_in(name, "csv")).unwrap();
        assert_eq!(
            opened.files.into_iter().collect::<Vec<_>>(),
            [("a.csv".to_owned(), b"1".to_vec()), ("b/c.csv".to_owned(), b"2".to_vec())]
        );
        assert_eq!(opened.passed_over, ["d.txt"]);
    }

    #[test]
    fn an_archive_that_swells_is_refused_before_it_does() {
        let zeroes = vec![0; MOST_BYTES + 1];
        assert_eq!(names(&pack([("big", &zeroes[..])])), Err(NotAnArchive::Swells("big".to_owned())));
        let half = &zeroes[..=MOST_BYTES / 2];
        let many = pack([("1", half), ("2", half), ("3", half), ("4", half)]);
        assert_eq!(names(&many), Err(NotAnArchive::Swells("4".to_owned())));
        // A file that nobody wants is never unpacked.
        assert_eq!(open(&many, |name| name == "1").unwrap().passed_over, ["2", "3", "4"]);
    }

    #[test]
    fn a_size_that_the_archive_declares_is_not_believed() {
        let mut file = pack([("big", &vec![0; MOST_BYTES + 1][..])]);
        let size = u32::try_from(MOST_BYTES + 1).unwrap().to_le_bytes();
        while let Some(place) = file.windows(4).position(|window| window == size) {
            file[place..place + 4].copy_from_slice(&7_u32.to_le_bytes());
        }
        assert!(matches!(names(&file), Err(NotAnArchive::Swells(_) | NotAnArchive::Zip(_))));
    }

    #[test]
    fn the_number_of_files_is_bounded() {
        let files: Vec<String> = (0..=MOST_FILES).map(|n| n.to_string()).collect();
        assert_eq!(names(&pack(files.iter().map(|name| (name.as_str(), &b""[..])))), Err(NotAnArchive::TooMany));
    }

    #[test]
    fn an_index_for_more_files_than_there_are_bytes_is_refused() {
        // The end of an archive in ZIP64, which declares 2^40 files in an index of 2^50 bytes.
        let mut file = vec![0; 64];
        file.extend(b"PK\x06\x06");
        file.extend(44_u64.to_le_bytes());
        file.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        file.extend([1_u64 << 40, 1 << 40, 1 << 50, 1 << 50].map(u64::to_le_bytes).concat());
        file.extend(b"PK\x06\x07\0\0\0\0");
        file.extend(64_u64.to_le_bytes());
        file.extend(1_u32.to_le_bytes());
        file.extend(b"PK\x05\x06\0\0\0\0");
        file.extend([0xFF; 12]);
        file.extend([0, 0]);
        assert_eq!(names(&file), Err(NotAnArchive::Zip64));
    }

    #[test]
    fn what_is_no_archive_says_so() {
        assert!(matches!(names(b"id,name\n"), Err(NotAnArchive::Zip(_))));
        assert!(matches!(names(b""), Err(NotAnArchive::Zip(_))));
    }
}
