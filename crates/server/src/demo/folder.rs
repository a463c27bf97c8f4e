//! The data folder of a demonstration. A marker says that `portico demo` made it and what it made there; starting
//! afresh deletes that and nothing else.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use store::Engine;

use crate::settings::Settings;

const MARKER: &str = "portico-demo.toml";

/// Where the agencies keep what they know.
pub const AGENCIES: &str = "agencies";

/// What `portico demo` made in a folder, by name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Marker {
    about: String,
    made: Vec<String>,
}

/// A folder that `portico demo` may use.
#[derive(Debug)]
pub struct Folder {
    /// Whether this is the first demonstration in it.
    pub is_new: bool,
    path: PathBuf,
    made: Vec<String>,
}

/// Whether a demonstration goes on with what is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// With what is there.
    GoOn,
    /// From nothing.
    Afresh,
}

impl Folder {
    /// The folder of these settings, made if it is not there; nothing in it is deleted yet. Refuses a folder that
    /// somebody else made, where anything of ours would get in its way.
    pub fn claim(settings: &Settings, start: Start) -> Result<Self> {
        let path = settings.data.clone();
        let made = made(settings)?;
        let marker = read_marker(&path)?;
        if marker.is_none() {
            refuse_what_is_not_ours(&path, &made, start)?;
        }
        make(&path).with_context(|| format!("the data folder {} can't be made", path.display()))?;
        let is_new = marker.is_none();
        let earlier = marker.map(|marker| marker.made).unwrap_or_default();
        let folder = Self { is_new, path, made };
        folder.mark(&folder.made.iter().chain(earlier.iter().filter(|name| !folder.made.contains(name))))?;
        Ok(folder)
    }

    /// Deletes what this demonstration or an earlier one made here, and nothing else.
    pub fn clear(&self) -> Result<()> {
        let marker = read_marker(&self.path)?.map(|marker| marker.made).unwrap_or_default();
        for name in marker.iter().filter(|name| is_plain(name)) {
            remove(&self.path.join(name))
                .with_context(|| format!("{name} in {} can't be deleted", self.path.display()))?;
        }
        self.mark(&self.made.iter())
    }

    /// Where an agency process keeps its state.
    pub fn of_agency(&self, name: &str) -> PathBuf {
        self.path.join(AGENCIES).join(name)
    }

    /// Takes back the claim to a folder that turned out to be somebody else's.
    pub fn disown(&self) {
        let _ = fs::remove_file(self.path.join(MARKER));
    }

    fn mark<'a>(&self, made: &(impl Iterator<Item = &'a String> + Clone)) -> Result<()> {
        let about = "Made by `portico demo`. `portico demo --fresh` deletes what is listed here, and nothing else.";
        let marker = Marker { about: about.to_owned(), made: made.clone().cloned().collect() };
        fs::write(self.path.join(MARKER), toml::to_string(&marker).context("the marker is text")?)
            .with_context(|| format!("the data folder {} can't be written to", self.path.display()))
    }
}

/// Whether `portico demo` made this folder.
pub fn is_made_by_demo(path: &Path) -> bool {
    read_marker(path).is_ok_and(|marker| marker.is_some())
}

fn refuse_what_is_not_ours(path: &Path, made: &[String], start: Start) -> Result<()> {
    if start == Start::Afresh && path.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        bail!("{} is not a folder that `portico demo` made; nothing was deleted", path.display());
    }
    match made.iter().find(|name| path.join(name).exists()) {
        Some(name) => {
            bail!("{} holds {name}, which `portico demo` did not make; name another folder with --data", path.display())
        }
        None => Ok(()),
    }
}

/// The names of what a demonstration makes in its folder. All of it must lie there: what lies elsewhere is not ours
/// to delete.
fn made(settings: &Settings) -> Result<Vec<String>> {
    let inside = |file: &Path| match (file.parent(), file.file_name().and_then(|name| name.to_str())) {
        (Some(parent), Some(name)) if parent == settings.data => Ok(name.to_owned()),
        _ => bail!("{} lies outside the data folder; a demonstration keeps everything in one folder", file.display()),
    };
    let mut made = vec![inside(&settings.key_file)?, AGENCIES.to_owned()];
    if let Engine::Sqlite { path } = &settings.database {
        let name = inside(path)?;
        made.extend(["", "-wal", "-shm", "-journal"].map(|end| format!("{name}{end}")));
    }
    Ok(made)
}

fn read_marker(path: &Path) -> Result<Option<Marker>> {
    let file = path.join(MARKER);
    match fs::read_to_string(&file) {
        Ok(text) => match toml::from_str(&text) {
            Ok(marker) => Ok(Some(marker)),
            // Its own words go over several lines, and nobody edits this file by hand.
            Err(_) => bail!(
                "{} is not as `portico demo` wrote it; name another folder with --data, or delete this one",
                file.display()
            ),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("{} can't be read", file.display())),
    }
}

/// The marker is a file that anybody may edit: a name in it never leads out of the folder.
fn is_plain(name: &str) -> bool {
    !name.is_empty() && name != "." && name != ".." && !name.contains(['/', '\\'])
}

fn remove(path: &Path) -> io::Result<()> {
    let gone = match fs::symlink_metadata(path) {
        Ok(found) if found.is_dir() => fs::remove_dir_all(path),
        Ok(_) => fs::remove_file(path),
        Err(error) => Err(error),
    };
    match gone {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// Only the person who runs the demonstration can look inside.
fn make(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::resolved::{Origin, Resolved, Said};

    fn settings(data: &Path, more: &[(&str, &str)]) -> Settings {
        let data = data.to_str().unwrap();
        let said =
            |(name, text): (&str, &str)| (name.to_owned(), Said { text: text.to_owned(), origin: Origin::Default });
        let layer = more.iter().copied().chain([("data", data)]).map(said).collect();
        Settings::of(&Resolved::of([layer])).unwrap()
    }

    fn names(path: &Path) -> Vec<String> {
        let mut names: Vec<_> =
            path.read_dir().unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn starting_afresh_deletes_what_the_demonstration_made_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        let other = data.join("other.sqlite");
        Folder::claim(&settings(&data, &[("database", other.to_str().unwrap())]), Start::GoOn).unwrap();
        for name in ["other.sqlite", "portico.sqlite", "portico.sqlite-wal", "portico.key", "letter.txt"] {
            fs::write(data.join(name), "x").unwrap();
        }
        fs::remove_file(data.join("portico.sqlite")).unwrap();
        fs::create_dir_all(data.join("agencies/rest")).unwrap();
        Folder::claim(&settings(&data, &[]), Start::Afresh).unwrap().clear().unwrap();
        assert_eq!(names(&data), ["letter.txt", MARKER]);
    }

    #[test]
    fn a_folder_that_the_demonstration_did_not_make_is_not_cleared() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("letter.txt"), "x").unwrap();
        let error = Folder::claim(&settings(place.path(), &[]), Start::Afresh).unwrap_err().to_string();
        assert!(error.contains("nothing was deleted"), "{error}");
        assert_eq!(names(place.path()), ["letter.txt"]);
        Folder::claim(&settings(&place.path().join("absent"), &[]), Start::Afresh).unwrap().clear().unwrap();
    }

    #[test]
    fn a_database_that_the_demonstration_did_not_make_is_left_alone() {
        let place = tempfile::tempdir().unwrap();
        fs::write(place.path().join("portico.sqlite"), "x").unwrap();
        let error = Folder::claim(&settings(place.path(), &[]), Start::GoOn).unwrap_err().to_string();
        assert!(error.contains("did not make"), "{error}");
        assert_eq!(names(place.path()), ["portico.sqlite"]);
    }

    #[test]
    fn a_second_demonstration_in_the_same_folder_goes_on() {
        let place = tempfile::tempdir().unwrap();
        Folder::claim(&settings(place.path(), &[]), Start::GoOn).unwrap();
        fs::write(place.path().join("portico.sqlite"), "x").unwrap();
        Folder::claim(&settings(place.path(), &[]), Start::GoOn).unwrap();
        assert_eq!(names(place.path()), [MARKER, "portico.sqlite"]);
    }

    #[test]
    fn what_lies_outside_the_folder_is_never_ours() {
        let place = tempfile::tempdir().unwrap();
        let data = place.path().join("data");
        let elsewhere = place.path().join("elsewhere.sqlite");
        let outside = settings(&data, &[("database", elsewhere.to_str().unwrap())]);
        assert!(Folder::claim(&outside, Start::GoOn).is_err());
        fs::create_dir(&data).unwrap();
        fs::write(&elsewhere, "x").unwrap();
        fs::write(data.join(MARKER), "about = ''\nmade = ['../elsewhere.sqlite', '..', '.', '']").unwrap();
        Folder::claim(&settings(&data, &[]), Start::Afresh).unwrap().clear().unwrap();
        assert!(elsewhere.exists() && data.exists());
    }
}
