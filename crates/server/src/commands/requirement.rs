//! `portico requirement`: what services ask for in the words of CCCEV 2.1.0, written out of a folder of government data, and
//! read from what others wrote.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, bail};
use applications::requirement::{
    Concepts,
    cccev::{self, Document, Syntax},
    data,
};
use clap::{Subcommand, ValueEnum};
use jiff::tz::TimeZone;
use store::RealClock;
use values::{Day, Moment, source::Source};

use crate::{
    government,
    say::{self, say},
};

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Write what the services of a folder ask for, and what it means, as linked data
    Export {
        /// The folder
        folder: PathBuf,
        /// In which format
        #[arg(long, default_value = "turtle")]
        format: Format,
        /// What the names of things begin with
        #[arg(long, value_name = "ADDRESS", default_value = "urn:portico:requirements")]
        base: String,
        /// Whose bodies decide on this day; today unless given
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
    },
    /// Make concepts.toml and a report of what services ask for out of linked data
    Import {
        /// The file
        file: PathBuf,
        /// In which format; by the ending of its name unless said
        #[arg(long)]
        format: Option<Format>,
        /// The folder to write into: concepts.toml, requirements.md. It is made where it is missing
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
        /// Write over what an earlier import left there
        #[arg(long)]
        replace: bool,
    },
}

/// Formats of linked data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// Turtle
    Turtle,
    /// JSON-LD
    JsonLd,
}

impl Format {
    fn syntax(self) -> Syntax {
        match self {
            Self::Turtle => Syntax::Turtle,
            Self::JsonLd => Syntax::JsonLd,
        }
    }

    fn of(file: &Path) -> Option<Self> {
        match file.extension()?.to_str()? {
            "ttl" | "nt" => Some(Self::Turtle),
            "jsonld" | "json" => Some(Self::JsonLd),
            _ => None,
        }
    }
}

/// Does it.
pub fn run(action: &Action) -> Result<()> {
    match action {
        Action::Export { folder, format, base, day } => export(folder, *format, base, *day),
        Action::Import { file, format, to, replace } => import(file, *format, to, *replace),
    }
}

fn export(folder: &Path, format: Format, base: &str, day: Option<Day>) -> Result<()> {
    let data = government::read(folder)?;
    let government = applications::data::preview(&data, TimeZone::UTC)
        .map_err(|(transfer, _)| anyhow!("{transfer} can't be carried out: see portico check {}", folder.display()))?;
    let today = || Moment(RealClock::System.now().0).day(&TimeZone::UTC);
    let document = Document::of(&government, day.unwrap_or_else(today));
    let written = cccev::write(&document, base, format.syntax())?;
    say::text(&String::from_utf8(written)?)
}

fn import(file: &Path, format: Option<Format>, to: &Path, replace: bool) -> Result<()> {
    const FILES: [&str; 2] = [data::FILE, "requirements.md"];
    if let Some(known) = FILES.iter().map(|name| to.join(name)).find(|file| !replace && file.exists()) {
        bail!("{} stands already. Name another folder, or say --replace", known.display());
    }
    let format = format.or_else(|| Format::of(file)).context("Say which format it is: --format turtle or json-ld")?;
    let length = fs::metadata(file).with_context(|| format!("{} can't be read", file.display()))?.len();
    if length > cccev::MOST_BYTES as u64 {
        bail!("{} has more than {} MiB", file.display(), cccev::MOST_BYTES >> 20);
    }
    let bytes = fs::read(file).with_context(|| format!("{} can't be read", file.display()))?;
    let cccev::Read { document, remarks } = cccev::read(&bytes, format.syntax())?;
    let (concepts, mut completed) = data::complete(&document.concepts);
    let text = data::written(&concepts);
    // What is written can be read again.
    data::read(&Source { file: data::FILE.to_owned(), text: text.clone() })
        .map_err(|findings| anyhow!("{} in what came of it, so nothing is written", government::counted(&findings)))?;
    fs::create_dir_all(to).with_context(|| format!("{} can't be made", to.display()))?;
    let report = cccev::report(&document);
    for (name, text) in FILES.iter().zip([text, report]) {
        let file = to.join(name);
        fs::write(&file, text).with_context(|| format!("{} can't be written", file.display()))?;
    }
    completed.extend(remarks);
    for remark in &completed {
        say!("{remark}")?;
    }
    let Concepts(concepts) = concepts;
    say!(
        "{} concepts, {} requirements and {} remarks are in {}.",
        concepts.len(),
        document.requirements.len(),
        completed.len(),
        to.display()
    )
}
