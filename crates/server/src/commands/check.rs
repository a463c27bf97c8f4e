//! `portico check`: reads a folder of government data and names everything that is wrong, with file, line and fix.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};
use applications::{data, gaps};
use clap::Args;
use jiff::tz::TimeZone;
use responsibility::transfer::Problem;
use values::{
    Day, Id, id,
    source::{Finding, Source},
};

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

/// A transfer on the calendar that can't be carried out as it is written.
fn refused(transfer: &Id<id::Transfer>, problem: &Problem) -> Finding {
    let file = Source { file: "transfers.toml".to_owned(), text: String::new() };
    let what = format!("transfer '{}' can't be carried out: {problem}", transfer.name());
    file.finding(0..0, what, "Change its lines, or what they move.")
}

fn findings(folder: &Path, from: Day) -> Result<Vec<Finding>> {
    match government::read(folder) {
        Ok(data) => Ok(match data::preview(&data, TimeZone::UTC) {
            Ok(government) => gaps::find(&government, &data, from),
            Err((transfer, problems)) => problems.iter().map(|problem| refused(&transfer, problem)).collect(),
        }),
        Err(Unsound::Findings(findings)) => Ok(findings),
        Err(other) => Err(other.into()),
    }
}
