//! What the server needs of the disk: a folder it can write to, and room in it.

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

/// Writes a small file into the folder, to the disk and not just to its cache, and takes it away again.
pub fn write_check(folder: &Path) -> io::Result<()> {
    let path = folder.join(format!(".portico-write-check-{}", std::process::id()));
    let written = fs::File::create(&path).and_then(|mut file| {
        file.write_all(b"written to see whether this folder can be written to\n")?;
        file.sync_data()
    });
    let removed = fs::remove_file(&path);
    written.and(removed)
}

/// How many bytes are free for us on the disk that holds the folder.
pub fn free(folder: &Path) -> io::Result<u64> {
    let disk = rustix::fs::statvfs(folder)?;
    Ok(disk.f_bavail.saturating_mul(disk.f_frsize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_can_be_written_to_stays_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        write_check(folder.path()).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(free(folder.path()).unwrap() > 0);
    }

    #[test]
    fn a_folder_that_is_not_there_fails() {
        let folder = tempfile::tempdir().unwrap();
        assert!(write_check(&folder.path().join("absent")).is_err());
        assert!(free(&folder.path().join("absent")).is_err());
    }
}
