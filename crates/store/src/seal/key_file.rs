//! The one secret outside the database: a file that only its owner may read.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use crate::{StoreError, random::random};

const MARK: &str = "portico-key-1 ";

pub(super) fn read(path: &Path) -> Result<[u8; 32], StoreError> {
    let about = fs::metadata(path).map_err(|error| refused(path, error.to_string()))?;
    if about.permissions().mode() & 0o077 != 0 {
        return Err(refused(path, "others may read it; chmod 600 it"));
    }
    let text = fs::read_to_string(path).map_err(|error| refused(path, error.to_string()))?;
    let mut key = [0; 32];
    text.trim_end()
        .strip_prefix(MARK)
        .and_then(|digits| hex::decode_to_slice(digits, &mut key).ok())
        .ok_or_else(|| refused(path, "is not a key file of ours"))?;
    Ok(key)
}

/// Writes a new key, never over an existing file, and onto the disk before anything is sealed with it. A full disk or
/// a crash leaves the whole file or none: half a key would stand in the way of the next start.
pub(super) fn create(path: &Path) -> Result<[u8; 32], StoreError> {
    let io = |error: std::io::Error| refused(path, error.to_string());
    let key: [u8; 32] = random();
    let draft = beside(path);
    let placed = write(&draft, &key).and_then(|()| fs::hard_link(&draft, path));
    drop(fs::remove_file(&draft));
    placed.map_err(io)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(io)?;
    Ok(key)
}

fn write(draft: &Path, key: &[u8; 32]) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(draft)?;
    file.write_all(format!("{MARK}{}\n", hex::encode(key)).as_bytes())?;
    file.sync_all()
}

/// A name that nobody else writes to, even if two make a key at once.
fn beside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}", hex::encode(random::<8>())));
    name.into()
}

pub(super) fn refused(path: &Path, why: impl Into<String>) -> StoreError {
    StoreError::KeyFile { path: path.display().to_string(), why: why.into() }
}
