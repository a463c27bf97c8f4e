//! `portico check`: reads a folder of government data and names everything that is wrong, with file, line and fix.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use applications::{data, gaps};
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
    let folder = options.folder.display();
    if !findings.is_empty() {
        bail!("{} in {folder}", government::counted(&findings));
    }
    say!("{folder} is sound, and has no gap from {} on.", options.from)
}

fn findings(folder: &Path, from: Day) -> Result<Vec<Finding>> {
    match government::read(folder) {
        Ok(data) => Ok(gaps::find(&data::preview(&data, TimeZone::UTC), &data, from)),
        Err(Unsound::Findings(findings)) => Ok(findings),
        Err(other) => Err(other.into()),
    }
}
