//! A government as a folder of files.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use applications::data::{self, GovernmentData};
use thiserror::Error;
use values::source::{Finding, Source};

/// Why a folder is not a government.
#[derive(Debug, Error)]
pub enum Unsound {
    /// A file or folder can't be read.
    #[error("{}: {why}", path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// Why not.
        why: String,
    },
    /// Something is wrong in the files.
    #[error("{} things are wrong in the files; the first: {}", .0.len(), .0[0])]
    Findings(Vec<Finding>),
}

/// Reads and checks every TOML file of a folder and of the folders in it.
pub fn read(folder: &Path) -> Result<GovernmentData, Unsound> {
    let mut sources = Vec::new();
    gather(folder, &mut sources)?;
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    data::read(&sources).map_err(Unsound::Findings)
}

fn gather(folder: &Path, sources: &mut Vec<Source>) -> Result<(), Unsound> {
    let failed = |path: &Path, error: io::Error| Unsound::File { path: path.to_owned(), why: error.to_string() };
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        if path.is_dir() {
            gather(&path, sources)?;
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            let text = fs::read_to_string(&path).map_err(|error| failed(&path, error))?;
            sources.push(Source { file: path.display().to_string(), text });
        }
    }
    Ok(())
}
