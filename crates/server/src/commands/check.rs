//! `portico check`: reads a folder of government data and names everything that is wrong, with file, line and fix.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use applications::data;
use clap::Args;
use jiff::tz::TimeZone;
use values::{Day, source::Finding};

use crate::government::{self, Unsound};

/// What to check.
#[derive(Debug, Args)]
pub struct Options {
    /// The folder
    pub folder: PathBuf,
    /// From which day on every service has to have its holders and its system everywhere
    #[arg(long, value_name = "DAY", default_value = "2023-03-20")]
    pub from: Day,
}

/// Checks the folder.
pub fn run(options: &Options) -> Result<()> {
    let findings = findings(&options.folder, options.from)?;
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => println!("{} is sound, and has no gap from {} on.", options.folder.display(), options.from),
        wrong => bail!("{wrong} things are wrong in {}", options.folder.display()),
    }
    Ok(())
}

fn findings(folder: &Path, from: Day) -> Result<Vec<Finding>> {
    match government::read(folder) {
        Ok(data) => Ok(data::gaps(&data::preview(&data, TimeZone::UTC), &data, from)),
        Err(Unsound::Findings(findings)) => Ok(findings),
        Err(other) => Err(other.into()),
    }
}
