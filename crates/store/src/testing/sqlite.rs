//! A migrated file, copied.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::fingerprint;
use crate::{Engine, Migration, Settings, Store};

/// Migrating takes a commit per step, so it is done once and copied by every later test.
pub(super) fn from_template(folder: &Path, migrations: &[Migration]) -> PathBuf {
    let template = std::env::temp_dir().join(format!("portico-template-{}.sqlite", fingerprint(migrations)));
    let path = folder.join("portico.sqlite");
    if fs::copy(&template, &path).is_err() {
        make(migrations, &path);
        // Put there by a rename, so that nobody copies half of it; another test may be faster, and that is fine.
        let half = template.with_extension(format!("{}.half", std::process::id()));
        if fs::copy(&path, &half).is_ok() {
            drop(fs::rename(&half, &template));
        }
    }
    path
}

fn make(migrations: &[Migration], path: &Path) {
    let settings = Settings::new(Engine::Sqlite { path: path.to_owned() });
    Store::migrate(&settings, migrations).expect("a test can make its database");
}
