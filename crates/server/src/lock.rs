//! One server for an SQLite database: a second one would not see what the first remembers.

use std::{
    fs::{File, TryLockError},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use store::Engine;

use crate::settings::Settings;

/// Held as long as the server runs. The kernel lets go of it however the process ends.
#[derive(Debug)]
pub struct Lock(#[expect(dead_code, reason = "it is held, not read")] Option<File>);

/// Takes the lock of the database, or says who has it. PostgreSQL takes several servers.
pub fn hold(settings: &Settings) -> Result<Lock> {
    let Engine::Sqlite { path } = &settings.database else { return Ok(Lock(None)) };
    let beside = beside(path);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&beside)
        .with_context(|| format!("{} can't be written", beside.display()))?;
    match file.try_lock() {
        Ok(()) => Ok(Lock(Some(file))),
        Err(TryLockError::WouldBlock) => bail!("another Portico is running on {}", path.display()),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("{} can't be locked", beside.display())),
    }
}

/// The lock file of a database file.
pub fn beside(database: &Path) -> PathBuf {
    let mut name = database.as_os_str().to_owned();
    name.push(".lock");
    name.into()
}
