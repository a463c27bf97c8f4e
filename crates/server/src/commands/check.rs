//! `portico check`: reads a folder of government data and names everything that is wrong, with file, line and fix.

use std::path::PathBuf;

use anyhow::{Result, bail};
use applications::{
    data::{self, GovernmentData},
    gaps,
};
use catalogue::{data::nearest, person};
use clap::Args;
use jiff::tz::TimeZone;
use responsibility::{endpoint::Protocol, transfer::Problem};
use values::{
    Day, Id, id,
    source::{Finding, Source},
};

use crate::{
    demo,
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
    /// A host that the server's settings will know, beside those of the demonstration; may be given several times
    #[arg(long = "host", value_name = "NAME")]
    pub hosts: Vec<String>,
}

/// Checks the folder.
pub fn run(options: &Options) -> Result<()> {
    let (worth_a_look, findings) = findings(options)?;
    for finding in &worth_a_look {
        say!("worth a look: {finding}")?;
    }
    for finding in &findings {
        say!("{finding}")?;
    }
    let folder = options.folder.display();
    if !findings.is_empty() {
        bail!("{} in {folder}", government::counted(&findings));
    }
    say!("{folder} is sound, and has no gap from {} on.", options.from)
}

/// A transfer on the calendar that can't be carried out as it is written, at the line of its id.
fn refused(files: &[Source], transfer: &Id<id::Transfer>, problem: &Problem) -> Finding {
    let otherwise = Source { file: "transfers.toml".to_owned(), text: String::new() };
    let file = files.iter().find(|source| source.file.ends_with("transfers.toml")).unwrap_or(&otherwise);
    let at = file.text.find(&format!("id = \"{}\"", transfer.name())).unwrap_or(0);
    let what = format!("transfer '{}' can't be carried out: {problem}", transfer.name());
    file.finding(at..at, what, "Change its lines, or what they move.")
}

/// What is worth a look, and what is wrong.
fn findings(options: &Options) -> Result<(Vec<Finding>, Vec<Finding>)> {
    let files = match government::sources(&options.folder) {
        Ok(files) => files,
        Err(Unsound::Findings(findings)) => return Ok((Vec::new(), findings)),
        Err(other) => return Err(other.into()),
    };
    let mut worth_a_look = data::worth_a_look(&files);
    let data = match data::read(&files) {
        Ok(data) => data,
        Err(findings) => return Ok((worth_a_look, findings)),
    };
    worth_a_look.extend_from_slice(&data.worth_a_look);
    let mut findings = person::lone(&files);
    findings.append(&mut unknown_hosts(&data, &options.hosts));
    findings.append(&mut match data::preview(&data, TimeZone::UTC) {
        Ok(government) => gaps::find(&government, &data, options.from),
        Err((transfer, problems)) => problems.iter().map(|problem| refused(&files, &transfer, problem)).collect(),
    });
    Ok((worth_a_look, findings))
}

/// Systems that are called at a host that neither the demonstration nor the command line knows. A desk is not called.
fn unknown_hosts(data: &GovernmentData, more: &[String]) -> Vec<Finding> {
    let known: Vec<&str> = demo::HOSTS.into_iter().chain(more.iter().map(String::as_str)).collect();
    let called = data.model.systems.iter().filter(|system| system.protocol != Protocol::Desk);
    let unknown = called.filter(|system| !known.contains(&system.host.as_str()));
    let found = unknown.map(|system| {
        let meant = nearest(&system.host, known.iter().copied());
        let meant = meant.map(|meant| format!("Did you mean '{meant}'? ")).unwrap_or_default();
        let host = &system.host;
        Finding {
            file: data.model.host_lines.file.clone(),
            line: data.model.host_lines.of(&system.id),
            what: format!("system '{}' is at a host '{host}' that nobody knows", system.id.name()),
            fix: format!("{meant}If the server's settings name it, check with --host {host}."),
        }
    });
    found.collect()
}
