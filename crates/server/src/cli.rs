//! The command line: one verb for each thing that an operator does.

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use clap::{Parser, Subcommand};

use crate::{
    bench,
    commands::{
        backup, catalogue, check, clock, decision, franchise, journey, load, migrate, requirement, responsibility,
        transfer, verify,
    },
    demo, logs,
    say::{self, NobodyReads},
    serve,
    settings::{Flags, Settings},
    try_it,
};

#[derive(Debug, Parser)]
#[command(name = "portico", version, about = "One front door, built onto the government that is there")]
struct CommandLine {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    /// Run the server
    Serve {
        #[command(flatten)]
        flags: Flags,
    },
    /// Run the demonstration on this machine: a database, sandbox agencies and the server
    Demo {
        #[command(flatten)]
        options: demo::Options,
        #[command(flatten)]
        flags: Flags,
    },
    /// Make the database, or bring it up to this version
    Migrate {
        #[command(flatten)]
        flags: Flags,
    },
    /// Copy the SQLite database, while the server runs
    Backup {
        /// The copy; must not be there yet
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
        #[command(flatten)]
        flags: Flags,
    },
    /// Make an SQLite database from a copy
    Restore {
        /// The copy that `portico backup` made
        #[arg(long, value_name = "FILE")]
        from: PathBuf,
        /// The new database; must not be there yet
        #[arg(long, value_name = "FILE")]
        to: PathBuf,
    },
    /// Record a folder of government data as the next edition
    Load {
        /// The folder
        folder: PathBuf,
        /// Record it even where nobody answers for something, or no system takes the work, from today on
        #[arg(long)]
        with_gaps: bool,
        #[command(flatten)]
        flags: Flags,
    },
    /// Measure the main job on this machine, beside its own limits
    Bench(bench::Options),
    /// Check, import, compare, publish and export services in the open standards of the field
    Catalogue {
        #[command(subcommand)]
        action: catalogue::Action,
    },
    /// Check a decision model in DMN, or run DMN's test kit
    Decision {
        #[command(subcommand)]
        action: decision::Action,
    },
    /// Make journeys of rules that others wrote, count their questions, and find concepts that look the same
    Journey {
        #[command(subcommand)]
        action: journey::Action,
    },
    /// Write and read what services ask for, in the words of CCCEV
    Requirement {
        #[command(subcommand)]
        action: requirement::Action,
    },
    /// Check a folder of government data, such as demo/
    Check(check::Options),
    /// Show the business clock, or move it on in a demonstration
    Clock {
        #[command(subcommand)]
        action: clock::Action,
    },
    /// Say who answers for what, where and when, or list where nobody does
    Responsibility {
        #[command(subcommand)]
        action: responsibility::Action,
    },
    /// List and show franchises; create, split, merge, hand over or close one
    Franchise {
        #[command(subcommand)]
        action: franchise::Action,
    },
    /// Draft, rehearse, approve, schedule, vest or take back a move of responsibility
    Transfer {
        #[command(subcommand)]
        action: transfer::Action,
    },
    /// Do the main job against a running server, as a client would, and tell the story
    Try(try_it::Options),
    /// Verify the audit log
    Verify {
        #[command(flatten)]
        flags: Flags,
    },
}

/// What a shell tells of a program that wrote to a reader who had gone: 128 and the number of SIGPIPE.
const UNREAD: u8 = 141;

/// Does what the command line says. Anything that goes wrong is one line on standard error.
pub fn run() -> ExitCode {
    match CommandLine::parse().verb.carry_out() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if error.is::<NobodyReads>() => ExitCode::from(UNREAD),
        Err(error) => {
            say::problem(&error);
            ExitCode::FAILURE
        }
    }
}

impl Verb {
    fn carry_out(self) -> Result<()> {
        match self {
            Self::Serve { flags } => settled(&flags, serve::run),
            Self::Demo { options, flags } => {
                let flags = flags.of_command("portico demo", demo::INSISTS, demo::SUGGESTS);
                settled(&flags, |settings| demo::run(settings, &options))
            }
            Self::Migrate { flags } => settled(&flags, |settings| migrate::run(&settings)),
            Self::Backup { to, flags } => settled(&flags, |settings| backup::run(&settings, &to)),
            Self::Restore { from, to } => backup::restore(&from, &to),
            Self::Load { folder, with_gaps, flags } => {
                settled(&flags, |settings| load::run(&settings, &folder, with_gaps))
            }
            Self::Bench(options) => bench::run(&options),
            Self::Catalogue { action } => match action.flags() {
                None => catalogue::without_settings(&action),
                Some(flags) => settled(flags, |settings| catalogue::run(&settings, &action)),
            },
            Self::Decision { action } => decision::run(&action),
            Self::Journey { action } => journey::run(&action),
            Self::Requirement { action } => requirement::run(&action),
            Self::Check(options) => check::run(&options),
            Self::Clock { action: clock::Action::Show { flags } } => settled(&flags, |settings| clock::show(&settings)),
            Self::Clock { action: clock::Action::MoveTo { when, flags } } => {
                settled(&flags, |settings| clock::move_to(&settings, &when))
            }
            Self::Responsibility { action: responsibility::Action::Who { question, flags } } => {
                settled(&flags, |settings| responsibility::who(&settings, &question))
            }
            Self::Responsibility { action: responsibility::Action::Gaps { from, flags } } => {
                settled(&flags, |settings| responsibility::gaps(&settings, from))
            }
            Self::Franchise { action } => settled(action.flags(), |settings| franchise::run(&settings, &action)),
            Self::Transfer { action } => settled(action.flags(), |settings| transfer::run(&settings, &action)),
            Self::Try(options) => serve::runtime()?.block_on(try_it::run(&options)),
            Self::Verify { flags } => settled(&flags, |settings| verify::run(&settings)),
        }
    }
}

/// Settles the settings and does the work with them; or just prints them, if that was asked for.
fn settled(flags: &Flags, work: impl FnOnce(Settings) -> Result<()>) -> Result<()> {
    let said = flags.resolve()?;
    let settings = Settings::of(&said)?;
    if flags.print {
        return say::text(&said.print());
    }
    logs::start(&settings);
    work(settings)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    #[test]
    fn the_command_line_is_sound() {
        CommandLine::command().debug_assert();
    }
}
