//! `portico journey`: rules that others wrote, made into concepts, questions and decision tables; how few questions a
//! journey asks beside what its bodies would ask one by one; and which concepts look the same and are not yet one.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, bail};
use applications::{
    data::GovernmentData,
    journey::{Journey, Says, Step, adopt},
    requirement,
};
use clap::{Subcommand, ValueEnum};
use eligibility::{
    import::{Imported, aides_jeunes, benefit_finder},
    question::persons,
    requirement::{Alike, alike, alike::By},
};
use jiff::tz::TimeZone;
use serde_json::json;
use store::RealClock;
use values::{Day, Moment};

use crate::{government, say::say};

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Make concepts, questions and decision tables in DMN of rules that others wrote
    Import {
        /// The file, or the folder
        from: PathBuf,
        /// In which format
        #[arg(long)]
        format: Rules,
        /// The folder to write into: model.dmn, journey.json. It is made where it is missing
        #[arg(long, value_name = "FOLDER")]
        to: PathBuf,
        /// Write over what an earlier import left there
        #[arg(long)]
        replace: bool,
        /// Write the folder of a whole government: bodies, services, desks and a journey that people can walk through
        #[arg(long)]
        government: bool,
        /// The name of the journey's edition; with --government
        #[arg(long, value_name = "NAME", default_value = "first", requires = "government")]
        edition: String,
    },
    /// Count the questions of made-up persons, beside what the bodies would ask one by one; as a row of a table
    Count {
        /// The file, or the folder
        from: PathBuf,
        /// In which format
        #[arg(long)]
        format: Format,
        /// So many persons
        #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
        persons: u32,
        /// The day on which they ask; today unless given
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
    },
    /// Name concepts that look the same and are not yet one: whoever is asked for both is asked twice
    Alike {
        /// The file, or the folder
        from: PathBuf,
        /// In which format
        #[arg(long)]
        format: Format,
    },
}

/// Formats of rules that others wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Rules {
    /// The benefit finder of the United States: one file in JSON
    BenefitFinder,
    /// Aids for the young in France: a folder with benefits/ and institutions/ in YAML
    AidesJeunes,
}

/// These, and our own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The benefit finder of the United States: one file in JSON
    BenefitFinder,
    /// Aids for the young in France: a folder with benefits/ and institutions/ in YAML
    AidesJeunes,
    /// A folder of government data, such as demo/: its journeys
    Portico,
}

impl Format {
    /// The format of others; nothing for our own.
    fn rules(self) -> Option<Rules> {
        match self {
            Self::BenefitFinder => Some(Rules::BenefitFinder),
            Self::AidesJeunes => Some(Rules::AidesJeunes),
            Self::Portico => None,
        }
    }
}

/// Does it.
pub fn run(action: &Action) -> Result<()> {
    match action {
        Action::Import { from, format, to, replace, government: true, edition } => {
            adopt(&read(from, *format)?, edition, to, *replace)
        }
        Action::Import { from, format, to, replace, .. } => import(from, *format, to, *replace),
        Action::Count { from, format, persons, day } => {
            let day = day.unwrap_or_else(today);
            let rows = match format.rules() {
                None => folder(from)?.journeys.iter().map(|journey| count_example(journey, day)).collect(),
                Some(rules) => vec![count(&read(from, rules)?, *persons, day)?],
            };
            say!(
                "| journey | services | bodies, one by one | different questions | asked on average | fewest | most |"
            )?;
            say!("|---|---|---|---|---|---|---|")?;
            rows.iter().try_for_each(|row| say!("{row}"))
        }
        Action::Alike { from, format } => look_alikes(from, *format),
    }
}

fn today() -> Day {
    Moment(RealClock::System.now().0).day(&TimeZone::UTC)
}

fn import(from: &Path, format: Rules, to: &Path, replace: bool) -> Result<()> {
    const FILES: [&str; 2] = ["model.dmn", "journey.json"];
    if let Some(government) = government::around(to)? {
        bail!(
            "{} holds a government, which would not be sound any more: nothing in it reads {}. Name a folder outside it, \
             or say --government and an empty folder to make a government of the rules",
            government.display(),
            FILES[1]
        );
    }
    if let Some(file) = FILES.iter().map(|name| to.join(name)).find(|file| !replace && file.exists()) {
        bail!("{} stands already. Name another folder, or say --replace", file.display());
    }
    let imported = read(from, format)?;
    // Also that the tables can be read again, before anything is written.
    let (model, _) = imported.interview()?;
    fs::create_dir_all(to).with_context(|| format!("{} can't be made", to.display()))?;
    let write = |name: &str, text: String| {
        let file = to.join(name);
        fs::write(&file, text).with_context(|| format!("{} can't be written", file.display()))
    };
    write(FILES[0], imported.model.to_xml())?;
    write(FILES[1], serde_json::to_string_pretty(&json!(imported))? + "\n")?;
    for remark in &imported.remarks {
        say!("{}: {}: {}", remark.benefit, remark.condition, remark.what)?;
    }
    for finding in model.findings() {
        say!("{finding}")?;
    }
    let bodies: BTreeSet<&String> = imported.benefits.iter().map(|benefit| &benefit.body).collect();
    say!(
        "{} benefits of {} bodies, {} concepts on {} pages, and {} remarks are in {}.",
        imported.benefits.len(),
        bodies.len(),
        imported.concepts.len(),
        imported.pages.len(),
        imported.remarks.len(),
        to.display()
    )
}

/// Writes the folder of a government that offers what was imported, once it is known to be sound.
fn adopt(imported: &Imported, edition: &str, to: &Path, replace: bool) -> Result<()> {
    let adopted = adopt::adopt(imported, edition);
    if let Some(file) = adopted.files.iter().map(|file| to.join(&file.file)).find(|file| !replace && file.exists()) {
        bail!("{} stands already. Name another folder, or say --replace", file.display());
    }
    if let Err(findings) = applications::data::read(&adopted.files) {
        for finding in &findings {
            say!("{finding}")?;
        }
        bail!("{} in what came of it, so nothing is written", government::counted(&findings));
    }
    for file in &adopted.files {
        let path = to.join(&file.file);
        let folder = path.parent().unwrap_or(to);
        fs::create_dir_all(folder).with_context(|| format!("{} can't be made", folder.display()))?;
        fs::write(&path, &file.text).with_context(|| format!("{} can't be written", path.display()))?;
    }
    for remark in imported.remarks.iter().chain(&adopted.remarks) {
        say!("{}: {}: {}", remark.benefit, remark.condition, remark.what)?;
    }
    let (to, journey) = (to.display(), &adopted.journey);
    say!("{} of {} benefits are in {to}.", adopted.services, imported.benefits.len())?;
    say!(
        "The source speaks one language: every text of it stands in both, and says in which it is. Translate it there."
    )?;
    say!("Look: portico check {to}")?;
    say!("Walk: portico demo --demo-data {to}, then open /start/{journey}")
}

fn count(imported: &Imported, persons: u32, day: Day) -> Result<String> {
    let (_, interview) = imported.interview()?;
    let persons::Count { benefits, one_by_one, different, asked, fewest, most } =
        persons::count(imported, &interview, persons, day)?;
    let title = &imported.title;
    Ok(format!("| {title} | {benefits} | {one_by_one} | {different} | {asked:.1} | {fewest} | {most} |"))
}

/// A journey with its own example answers: what the bodies of the services that apply would ask, and what is asked.
fn count_example(journey: &Journey, day: Day) -> String {
    let answers =
        journey.questions.iter().filter_map(|question| Some((question.id.clone(), question.example.clone()?)));
    let answers = answers.collect();
    let asking = journey.asking(&answers, &[], day);
    let answers = asking.counted(&answers);
    let applies = |step: &&Step| journey.indicate(step, &answers, day).says == Says::Applies;
    let services: Vec<_> = journey.services.iter().filter(applies).collect();
    let asks = |field: &&String| journey.question(field).is_some_and(|question| asking.asks(question));
    let one_by_one: usize = services.iter().map(|step| step.fields.iter().filter(asks).count()).sum();
    let asked = journey.questions.iter().filter(|question| asking.asks(question)).count();
    let different = journey.questions.len();
    let (title, services) = (&journey.title.en, services.len());
    format!("| {title} | {services} | {one_by_one} | {different} | {asked} | {asked} | {asked} |")
}

fn look_alikes(from: &Path, format: Format) -> Result<()> {
    let (concepts, wordings) = match format.rules() {
        None => {
            let data = folder(from)?;
            (requirement::concepts(&data.concepts, &data.journeys), requirement::wordings(&data.journeys))
        }
        Some(rules) => (read(from, rules)?.concepts, Vec::new()),
    };
    let found = alike(&concepts, &wordings);
    for Alike { concepts: (one, other), by } in &found {
        let by = match by {
            By::Label(language) => format!("the same label in {language}"),
            By::Question(language) => format!("questions with the same label in {language}"),
            By::Options => "the same options".to_owned(),
            By::Constraint => "the same constraint".to_owned(),
        };
        say!("{one} and {other}: {by}. If they mean the same, make them one: then nobody is asked twice.")?;
    }
    say!("{} concepts, {} pairs look the same", concepts.len(), found.len())
}

fn folder(folder: &Path) -> Result<GovernmentData> {
    let files = government::sources(folder)?;
    applications::data::read(&files).map_err(|findings| anyhow::anyhow!(government::counted(&findings)))
}

fn read(from: &Path, format: Rules) -> Result<Imported> {
    match format {
        Rules::BenefitFinder => {
            let file = fs::read(from).with_context(|| format!("{} can't be read", from.display()))?;
            Ok(benefit_finder::read(&file)?)
        }
        Rules::AidesJeunes => {
            let mut aids = Vec::new();
            for folder in folders(&from.join("benefits"))? {
                aids.extend(files(&folder)?);
            }
            let institutions = files(&from.join("institutions"))?;
            Ok(aides_jeunes::read(&borrowed(&aids), &borrowed(&institutions))?)
        }
    }
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect()
}

/// A folder and those in it.
fn folders(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    let paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    let mut folders: Vec<PathBuf> = paths.into_iter().filter(|path| path.is_dir()).collect();
    folders.push(folder.to_owned());
    folders.sort();
    Ok(folders)
}

/// The YAML files of a folder, by name.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    let mut paths = entries.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "yml" || ending == "yaml"));
    paths.sort();
    let read = |path: PathBuf| {
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).with_context(|| format!("{} can't be read", path.display()))?;
        Ok((name, text))
    };
    paths.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A made-up day of the table in the documents.
    const DAY: &str = "2025-02-06";

    #[test]
    fn the_table_in_the_documents_is_what_the_command_says() {
        let page = include_str!("../../../../docs/reference/decisions.md");
        let demo = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
        let journeys = folder(&demo).unwrap().journeys;
        assert!(journeys.len() > 1, "the demonstration has journeys");
        for row in journeys.iter().map(|journey| count_example(journey, DAY.parse().unwrap())) {
            assert!(page.contains(&row), "docs/reference/decisions.md should have the row\n{row}");
        }
    }
}
