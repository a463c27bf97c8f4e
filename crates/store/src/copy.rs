//! A copy of a running SQLite database, and the way back. PostgreSQL has its own tools.

use std::{
    ffi::OsString,
    fs::{self, File},
    path::{Path, PathBuf},
};

use rusqlite::backup::Backup;

use crate::{
    Engine, Store, StoreError, crash,
    migrate::{Migration, quick_check, usable},
    sqlite::{Connection, open, open_new, opening},
};

/// What was copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The file that is now there.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
}

/// Copies a running SQLite database: everything committed before the call is in it, and nobody waits meanwhile.
///
/// Blocks. An existing file is left alone. The key file is not in it: keep that apart.
pub fn backup(store: &Store, to: &Path) -> Result<Copied, StoreError> {
    let Engine::Sqlite { path } = store.engine() else {
        let why = "PostgreSQL is backed up with pg_basebackup and WAL archiving, or pg_dump";
        return Err(StoreError::Unsupported(why.to_owned()));
    };
    copy(path, to, None)
}

/// Puts a backup where a database is to be. An existing file is left alone. One that a newer program wrote is refused:
/// these are the migrations that this one knows.
pub fn restore(from: &Path, to: &Path, migrations: &[Migration]) -> Result<Copied, StoreError> {
    let file = fs::metadata(from).map_err(|error| StoreError::file(from, &error))?;
    // Opening it would already write into it.
    if file.len() == 0 {
        return Err(StoreError::Damaged(format!("{} is empty", from.display())));
    }
    for left in ["-wal", "-shm"].map(|ending| beside(to, ending)) {
        if left.exists() {
            return Err(StoreError::Exists(left.display().to_string()));
        }
    }
    copy(from, to, Some(migrations))
}

fn copy(from: &Path, to: &Path, known: Option<&[Migration]>) -> Result<Copied, StoreError> {
    if to.exists() {
        return Err(StoreError::Exists(to.display().to_string()));
    }
    let partial = beside(to, ".partial");
    let copied = fill(from, &partial).and_then(|()| settle(&partial, to, known));
    if copied.is_err() {
        remove(&partial);
    }
    copied
}

/// One pass over one snapshot: writers go on, since readers of a WAL block nobody.
fn fill(from: &Path, partial: &Path) -> Result<(), StoreError> {
    remove(partial);
    let source = open(from)?;
    let mut target = open_new(partial)?;
    let step = |target: &mut rusqlite::Connection| Backup::new(&source.raw, target)?.step(-1);
    step(&mut target).map_err(|error| opening(partial, &error))?;
    target.close().map_err(|(_, error)| opening(partial, &error))
}

fn settle(partial: &Path, to: &Path, known: Option<&[Migration]>) -> Result<Copied, StoreError> {
    let copy: Connection = open(partial)?;
    quick_check(partial, &copy)?;
    if let Some(migrations) = known {
        usable(&copy, migrations)?;
    }
    copy.raw.close().map_err(|(_, error)| opening(partial, &error))?;
    let io = |error: std::io::Error| StoreError::file(to, &error);
    let file = File::open(partial).map_err(io)?;
    file.sync_all().map_err(io)?;
    crash::point("store.before_backup_rename");
    // A link fails where a rename would overwrite what somebody put there meanwhile.
    fs::hard_link(partial, to).map_err(io)?;
    remove(partial);
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
    Ok(Copied { path: to.to_owned(), bytes: file.metadata().map_err(io)?.len() })
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.as_os_str());
    name.push(ending);
    name.into()
}

fn remove(partial: &Path) {
    for ending in ["", "-wal", "-shm", "-journal"] {
        drop(fs::remove_file(beside(partial, ending)));
    }
}
