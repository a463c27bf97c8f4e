//! `portico migrate`: makes the database, or brings it up to this version. Forward only.

use anyhow::Result;

use crate::{settings::Settings, wiring};

/// Applies what is missing, and says what that was.
pub fn run(settings: &Settings) -> Result<()> {
    let applied = wiring::migrate(settings)?;
    for name in &applied {
        println!("{name}");
    }
    match applied.len() {
        0 => println!("The database is up to date."),
        steps => println!("The database is up to date; {steps} steps were applied."),
    }
    Ok(())
}
