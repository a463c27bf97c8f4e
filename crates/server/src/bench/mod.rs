//! `portico bench`: measures the main job through the whole HTTP path, beside the machine's own limits.
//!
//! The server runs as a process of its own, so that its processor time is its own. It takes no work from the outbox
//! meanwhile: what is measured is taking applications and showing cases. The lookup of responsibility and the
//! search are measured apart, in process.

mod decisions;
mod dial;
mod inventory;
mod load;
mod over_http;
mod random;
mod report;
mod search;
mod subject;
mod vesting;

use std::{path::Path, time::Duration};

use anyhow::{Context as _, Result};
use clap::Args;
use store::{Engine, bench};

use crate::serve;
use report::Line;
use subject::Subject;

/// How to measure.
#[derive(Debug, Args)]
pub struct Options {
    /// How long each measurement takes, in seconds
    #[arg(long, default_value_t = 4)]
    pub seconds: u64,
    /// An empty PostgreSQL database, to measure that engine; without it, SQLite in a temporary folder
    #[arg(long, value_name = "URL")]
    pub database: Option<String>,
    /// Another empty one, for the bare inserts
    #[arg(long, value_name = "URL", requires = "database")]
    pub bare_database: Option<String>,
    /// The folder of government data
    #[arg(long, default_value = "demo")]
    pub demo_data: std::path::PathBuf,
    /// Measure the lookup of responsibility and nothing else
    #[arg(long)]
    pub responsibility: bool,
    /// Measure decisions beside the bare engine, and the next question of a long journey, and nothing else
    #[arg(long)]
    pub decisions: bool,
    /// Measure the search over an inventory of so many services, and nothing else
    #[arg(long, value_name = "SERVICES")]
    pub search: Option<usize>,
    /// Measure the import of so many services while people apply, and a page of a long list beside a short one
    #[arg(long, value_name = "SERVICES")]
    pub import: Option<usize>,
    /// How many services the long list has
    #[arg(long, default_value_t = 100_000, requires = "import")]
    pub list: usize,
    /// Measure a vesting with so many open requests, and nothing else
    #[arg(long, value_name = "REQUESTS")]
    pub vesting: Option<usize>,
    /// Kill the server so often in the middle of the vesting instead of measuring it, and account for every request
    #[arg(long, default_value_t = 0, requires = "vesting")]
    pub kills: u32,
    /// How many people apply each second while a vesting or an import is measured; 0: as many as are taken
    #[arg(long, default_value_t = 200)]
    pub rate: u32,
}

/// The numbers of connections that are tried.
const CONNECTIONS: [usize; 3] = [1, 16, 64];

/// Measures and prints.
pub fn run(options: &Options) -> Result<()> {
    if options.responsibility {
        report::dial(&dial::measure())?;
        return Ok(());
    }
    if options.decisions {
        report::decisions(&decisions::measure()?)?;
    }
    if let Some(services) = options.search {
        return report::search(&search::measure(services)?);
    }
    let folder = tempfile::tempdir().context("no temporary folder")?;
    let length = Duration::from_secs(options.seconds);
    let runtime = serve::runtime()?;
    if options.decisions {
        let subject = Subject::start(options, folder.path(), &runtime)?;
        return report::over_http(&runtime.block_on(over_http::measure(&subject, length))?);
    }
    report::machine(options.database.is_some())?;
    if let Some(services) = options.import {
        let subject = Subject::start(options, folder.path(), &runtime)?;
        let measured = inventory::measure(&subject, services, options.list, options.rate, length);
        return report::inventory(&runtime.block_on(measured)?);
    }
    if let Some(open) = options.vesting {
        let mut subject = Subject::start(options, folder.path(), &runtime)?;
        if options.kills > 0 {
            return report::survived(&runtime.block_on(vesting::survive(&mut subject, open, options.kills))?);
        }
        let measured = runtime.block_on(vesting::measure(&subject, open, options.rate, length * 3))?;
        return report::vesting(&measured, options.rate);
    }
    let disk = bench::fdatasync_rate(folder.path(), options.seconds)?;
    let bare = runtime.block_on(bench::grouped_insert_rate(&bare(options, folder.path()), 64, options.seconds))?;
    report::limits(disk, bare)?;

    let subject = Subject::start(options, folder.path(), &runtime)?;
    report::start(&subject)?;
    let mut lines = Vec::new();
    for connections in CONNECTIONS {
        let before = subject.processor_time()?;
        let made = runtime.block_on(load::submit(&subject, connections, length))?;
        lines.push(Line::new("submit, JSON", connections, &made, subject.processor_time()?.saturating_sub(before)));
    }
    let cases = runtime.block_on(load::cases(&subject, 64))?;
    for connections in CONNECTIONS {
        let before = subject.processor_time()?;
        let made = runtime.block_on(load::read(&subject, &cases, load::As::Json, connections, length))?;
        lines.push(Line::new("case, JSON", connections, &made, subject.processor_time()?.saturating_sub(before)));
    }
    for connections in CONNECTIONS {
        let before = subject.processor_time()?;
        let made = runtime.block_on(load::read(&subject, &cases, load::As::Page, connections, length))?;
        lines.push(Line::new("case, page", connections, &made, subject.processor_time()?.saturating_sub(before)));
    }
    report::table(&lines, bare)?;
    report::end(&subject)?;
    if options.database.is_none() {
        // The same on every engine.
        report::dial(&dial::measure())?;
    }
    Ok(())
}

fn bare(options: &Options, folder: &Path) -> store::Settings {
    store::Settings::new(match &options.bare_database {
        Some(url) => Engine::Postgres { url: url.clone() },
        None => Engine::Sqlite { path: folder.join("bare.sqlite") },
    })
}
