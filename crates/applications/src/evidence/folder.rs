//! A folder of sealed files, each named by the id of its evidence.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use values::{Id, id};

use super::EvidenceError;

/// What a file that is being written ends in.
const DRAFT: &str = ".new";

/// The folder. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Folder(Arc<Path>);

impl Folder {
    /// Opens the folder, and makes it where there is none: only the server's own account may look into it.
    pub fn open(path: &Path) -> io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(path)?;
        Ok(Self(path.into()))
    }

    /// Keeps a sealed file: whole and on the disk, or not at all.
    pub fn keep(&self, id: &Id<id::Evidence>, sealed: &[u8]) -> Result<(), EvidenceError> {
        let (path, draft) = (self.path(id), self.0.join(format!("{id}{DRAFT}")));
        let write = || {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&draft)?;
            file.write_all(sealed)?;
            file.sync_all()?;
            fs::rename(&draft, &path)?;
            File::open(&*self.0)?.sync_all()
        };
        write().map_err(|error| {
            drop(fs::remove_file(&draft));
            refused(id, &error)
        })
    }

    /// A sealed file.
    pub fn read(&self, id: &Id<id::Evidence>) -> Result<Vec<u8>, EvidenceError> {
        fs::read(self.path(id)).map_err(|error| refused(id, &error))
    }

    /// Takes a file away, if it is there.
    pub fn remove(&self, id: &Id<id::Evidence>) -> Result<(), EvidenceError> {
        match fs::remove_file(self.path(id)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(refused(id, &error)),
            _ => Ok(()),
        }
    }

    /// The files that are older than this, by the evidence they are of; those that were never finished too.
    pub fn older_than(&self, age: Duration) -> io::Result<Vec<Id<id::Evidence>>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(&*self.0)? {
            let entry = entry?;
            let name = entry.file_name();
            let id = name.to_str().and_then(|name| name.strip_suffix(DRAFT).unwrap_or(name).parse().ok());
            let is_old = entry.metadata()?.modified()?.elapsed().is_ok_and(|since| since > age);
            found.extend(id.filter(|_| is_old));
        }
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// Takes away the file of evidence that nobody knows, finished or not.
    pub fn forget(&self, id: &Id<id::Evidence>) -> Result<(), EvidenceError> {
        drop(fs::remove_file(self.0.join(format!("{id}{DRAFT}"))));
        self.remove(id)
    }

    fn path(&self, id: &Id<id::Evidence>) -> PathBuf {
        self.0.join(id.as_str())
    }
}

fn refused(id: &Id<id::Evidence>, error: &io::Error) -> EvidenceError {
    EvidenceError::Folder { id: id.to_string(), why: error.to_string() }
}
