//! `portico backup` and `portico restore`: a copy of the SQLite database while the server runs, and back.

use std::path::Path;

use anyhow::{Result, bail};
use store::Engine;

use crate::{say::say, settings::Settings, wiring};

/// Copies the database as it is at one moment.
pub fn run(settings: &Settings, to: &Path) -> Result<()> {
    if let Engine::Postgres { .. } = settings.database {
        bail!("PostgreSQL is copied with its own pg_dump; docs/reference/operations.md says how");
    }
    let store = wiring::open_store(settings)?;
    let copied = store::backup(&store, to);
    store.close();
    copied?;
    say!("Copied the database to {}.", to.display())?;
    say!(
        "It can only be read with the key in {}: keep a copy of that too, in another place.",
        settings.key_file.display()
    )
}

/// Makes a database from a copy. Never over one that is there.
pub fn restore(from: &Path, to: &Path) -> Result<()> {
    store::restore(from, to, &wiring::migrations())?;
    say!("Made {} from {}.", to.display(), from.display())?;
    say!("Put its key file beside it, run `portico verify`, then start the server.")
}
