//! `portico migrate`: makes the database, or brings it up to this version. Forward only.

use anyhow::Result;

use crate::{say::say, settings::Settings, wiring};

/// Applies what is missing, and says what that was.
pub fn run(settings: &Settings) -> Result<()> {
    let applied = wiring::migrate(settings)?;
    for name in &applied {
        say!("{name}")?;
    }
    match applied.len() {
        0 => say!("The database is up to date."),
        1 => say!("The database is up to date; 1 step was applied."),
        steps => say!("The database is up to date; {steps} steps were applied."),
    }
}
