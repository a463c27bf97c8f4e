//! A government as a folder of files.

use std::{
    fs, io,
    path::{self, Path, PathBuf},
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
    #[error("{} in the files; the first: {}", counted(.0), .0[0])]
    Findings(Vec<Finding>),
}

/// How many findings there are, in words.
pub fn counted(findings: &[Finding]) -> String {
    match findings.len() {
        1 => "1 thing is wrong".to_owned(),
        wrong => format!("{wrong} things are wrong"),
    }
}

/// Reads and checks every TOML file of a folder and of the folders in it.
pub fn read(folder: &Path) -> Result<GovernmentData, Unsound> {
    data::read(&sources(folder)?).map_err(Unsound::Findings)
}

/// The text of every TOML and DMN file of a folder and of the folders in it, by name.
pub fn sources(folder: &Path) -> Result<Vec<Source>, Unsound> {
    let (mut sources, mut garbled) = (Vec::new(), Vec::new());
    gather(folder, &mut sources, &mut garbled)?;
    if !garbled.is_empty() {
        garbled.sort_by(|a, b| a.file.cmp(&b.file));
        return Err(Unsound::Findings(garbled));
    }
    sources.sort_by(|a, b| a.file.cmp(&b.file));
    Ok(sources)
}

fn gather(folder: &Path, sources: &mut Vec<Source>, garbled: &mut Vec<Finding>) -> Result<(), Unsound> {
    let failed = |path: &Path, error: io::Error| Unsound::File { path: path.to_owned(), why: error.to_string() };
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        if path.is_dir() {
            gather(&path, sources, garbled)?;
        } else if path.extension().is_some_and(|extension| extension == "toml" || extension == "dmn") {
            let bytes = fs::read(&path).map_err(|error| failed(&path, error))?;
            match source(path.display().to_string(), &bytes) {
                Ok(source) => sources.push(source),
                Err(finding) => garbled.push(finding),
            }
        } else if !may_lie_beside(&path) {
            let file = Source { file: path.display().to_string(), text: String::new() };
            let fix =
                "Take it out of the folder; data stands in files that end with .toml, decisions in .dmn, notes in .md.";
            garbled.push(file.finding(0..0, "no part of Portico reads this file", fix));
        }
    }
    Ok(())
}

/// The folder of a government that a folder is, or lies in: every government has bodies.
pub fn around(folder: &Path) -> io::Result<Option<PathBuf>> {
    let folder = path::absolute(folder)?;
    let holds_bodies = |folder: &&Path| folder.join("organisations.toml").is_file();
    Ok(folder.ancestors().find(holds_bodies).map(Path::to_owned))
}

/// Notes for people, and what tools keep hidden.
fn may_lie_beside(path: &Path) -> bool {
    let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
    hidden || path.extension().is_some_and(|extension| extension == "md")
}

/// A file as text, or where it stops being text.
pub fn source(file: String, bytes: &[u8]) -> Result<Source, Finding> {
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Source { file, text: text.to_owned() }),
        Err(error) => error,
    };
    let offset = error.valid_up_to();
    let what = format!("the byte at offset {offset} ({:#04x}) is not UTF-8 text", bytes[offset]);
    let read = Source { file, text: String::from_utf8_lossy(&bytes[..offset]).into_owned() };
    Err(read.finding(offset..offset, what, "Save the file as UTF-8; type the letters there again."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_is_no_text_is_a_finding_that_names_byte_and_line() {
        let found = source("demo/x.toml".into(), b"# first\nname = \"caf\xe9\"\n").unwrap_err();
        assert_eq!(
            found.to_string(),
            "demo/x.toml:2: the byte at offset 19 (0xe9) is not UTF-8 text. Save the file as UTF-8; type the letters \
             there again."
        );
        assert_eq!(source("demo/x.toml".into(), "name = \"café\"\n".as_bytes()).unwrap().text, "name = \"café\"\n");
    }

    #[test]
    fn one_finding_is_told_as_one() {
        let finding = Finding { file: "x.toml".into(), line: 3, what: "wrong".into(), fix: "Mend it.".into() };
        let said = |findings: Vec<Finding>| Unsound::Findings(findings).to_string();
        assert_eq!(said(vec![finding.clone()]), "1 thing is wrong in the files; the first: x.toml:3: wrong. Mend it.");
        assert!(said(vec![finding.clone(), finding]).starts_with("2 things are wrong in the files; the first: "));
    }
}
