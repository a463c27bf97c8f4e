//! `portico check`: reads a folder of government data and names everything that is wrong, with file, line and fix.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use applications::data;
use clap::Args;
use jiff::tz::TimeZone;
use values::{Day, source::Finding};

use crate::{
    government::{self, Unsound},
    say::say,
};

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
        say!("{finding}")?;
    }
    match findings.len() {
        0 => say!("{} is sound, and has no gap from {} on.", options.folder.display(), options.from),
        1 => bail!("1 thing is wrong in {}", options.folder.display()),
        wrong => bail!("{wrong} things are wrong in {}", options.folder.display()),
    }
}

fn findings(folder: &Path, from: Day) -> Result<Vec<Finding>> {
    match government::read(folder) {
        Ok(data) => Ok(data::gaps(&data::preview(&data, TimeZone::UTC), &data, from)),
        Err(Unsound::Findings(findings)) => Ok(findings),
        Err(other) => Err(other.into()),
    }
}
