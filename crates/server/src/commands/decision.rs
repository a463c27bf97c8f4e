//! `portico decision`: what a decision model says and does not say, before anybody relies on it; and the test kit of DMN.

use std::{
    fs,
    io::{self, Read as _},
    path::{Path, PathBuf},
    process,
    time::Duration,
};

use anyhow::{Context as _, Result, anyhow, bail};
use applications::journey::desk::judge::REFUSED;
use clap::Subcommand;
use eligibility::{
    decision::{self, Finding, Model, ModelError, bounds::MOST_BYTES},
    tck,
};
use rustix::process::{Resource, Rlimit, setrlimit};

use crate::say::say;

/// Test cases stand in folders within folders this deep.
const DEEPEST: usize = 6;

/// What there is to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Read a decision model in DMN, and say what is wrong with it: cell by cell, and which rules hold for the same case
    Check {
        /// The model
        file: PathBuf,
    },
    /// Say what the later of two editions of a model says otherwise: decisions, inputs, and rule by rule each cell
    Compare {
        /// The earlier edition
        before: PathBuf,
        /// The later one
        after: PathBuf,
    },
    /// Read a model from the standard input with bounds that the kernel keeps, and say why it can't be used, if so. The
    /// server does it with models that somebody brings
    #[command(hide = true)]
    Judge,
    /// Run the cases of DMN's test kit (TCK) in a folder and all folders within it; fails where one fails
    Tck {
        /// The folder: each of its models with files of cases beside it
        folder: PathBuf,
    },
}

/// Does it.
pub fn run(action: &Action) -> Result<()> {
    match action {
        Action::Check { file } => check(file),
        Action::Compare { before, after } => compare(before, after),
        Action::Judge => judge(),
        Action::Tck { folder } => kit(folder),
    }
}

fn check(file: &Path) -> Result<()> {
    let name = file.display();
    let model = match Model::compile(&text(file)?) {
        Ok(model) => model,
        Err(ModelError::Cells(faults)) => {
            for fault in &faults {
                say!("{fault}")?;
            }
            bail!("{} cells of {name} can't be used", faults.len());
        }
        Err(error) => return Err(anyhow!("{name}: {error}")),
    };
    let source = model.source();
    let tables = source.decisions.iter().filter_map(|decision| decision.table.as_ref());
    let rules: usize = tables.clone().map(|table| table.rules.len()).sum();
    let decisions = source.decisions.len();
    say!("{}: {decisions} decisions, {} tables with {rules} rules", source.name, tables.count())?;
    for decision in &source.decisions {
        let inputs: Vec<String> = model.inputs_of(&decision.name).into_iter().collect();
        say!("  {} needs {}", decision.name, if inputs.is_empty() { "nothing".to_owned() } else { inputs.join(", ") })?;
    }
    let findings = model.findings();
    for finding in &findings {
        say!("{finding}")?;
    }
    if findings.iter().any(Finding::is_fault) {
        bail!("rules of {name} hold for the same case: a person would decide it");
    }
    Ok(())
}

/// Of the processor's time and of memory a model may take so much.
const MOST_SECONDS: u64 = 5;
const MOST_MEMORY: u64 = 2 << 30;
/// No decision takes longer: a table with 200 rules takes a hundredth of it.
const SLOWEST: Duration = Duration::from_millis(100);

fn judge() -> Result<()> {
    let limit = |of, most| setrlimit(of, Rlimit { current: Some(most), maximum: Some(most) });
    limit(Resource::Cpu, MOST_SECONDS)?;
    limit(Resource::As, MOST_MEMORY)?;
    limit(Resource::Core, 0)?;
    let mut text = String::new();
    let most = u64::try_from(MOST_BYTES)? + 1;
    io::stdin().take(most).read_to_string(&mut text)?;
    match Model::compile(&text) {
        Ok(model) => {
            drop(model.findings());
            match model.try_out() {
                Some((decision, took)) if took > SLOWEST => {
                    say!(
                        "decision '{decision}' takes {} ms. Take lists out of its cells, or divide it.",
                        took.as_millis()
                    )?;
                    process::exit(REFUSED);
                }
                _ => Ok(()),
            }
        }
        Err(error) => {
            say!("{error}")?;
            process::exit(REFUSED);
        }
    }
}

fn compare(before: &Path, after: &Path) -> Result<()> {
    let read = |file: &Path| {
        let model = Model::compile(&text(file)?).map_err(|error| anyhow!("{}: {error}", file.display()))?;
        Ok::<_, anyhow::Error>(model.source().clone())
    };
    let differences = decision::compare(&read(before)?, &read(after)?);
    for difference in &differences {
        say!("{difference}")?;
    }
    if differences.is_empty() { say!("Both say the same.") } else { Ok(()) }
}

fn kit(folder: &Path) -> Result<()> {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files)?;
    files.sort();
    let mut tally = Tally::default();
    for file in &files {
        // Beside the cases there are models, schemas and lists of other things: they are XML too.
        match text(file)
            .and_then(|text| tck::read(&text).map_err(|why| anyhow!("{} can't be read: {why}", file.display())))
        {
            Ok(None) => {}
            Ok(Some(kit)) => run_cases(file, &kit, &mut tally)?,
            Err(why) => {
                tally.failed += 1;
                say!("{why:#}")?;
            }
        }
    }
    let Tally { cases, passed, failed } = tally;
    if cases == 0 && failed == 0 {
        bail!("there are no test cases in {}", folder.display());
    }
    say!("{cases} cases: {passed} results as they should be, {failed} not")?;
    if failed == 0 { Ok(()) } else { bail!("{failed} results are not as they should be") }
}

/// What came of the cases so far. A file that can't be read is one result that failed.
#[derive(Default)]
struct Tally {
    cases: usize,
    passed: usize,
    failed: usize,
}

fn run_cases(file: &Path, kit: &tck::Cases, tally: &mut Tally) -> Result<()> {
    tally.cases += kit.cases.len();
    let model = file.with_file_name(&kit.model);
    let compiled =
        text(&model).and_then(|text| Model::compile(&text).map_err(|error| anyhow!("{}: {error}", model.display())));
    let model = match compiled {
        Ok(model) => model,
        Err(why) => {
            tally.failed += kit.cases.iter().map(tck::Case::results).sum::<usize>();
            return say!("{}: {why:#}", file.display());
        }
    };
    for checked in kit.cases.iter().flat_map(|case| tck::check(&model, case)) {
        match checked.failed {
            None => tally.passed += 1,
            Some(why) => {
                tally.failed += 1;
                let decision = checked.decision.map(|decision| format!(", {decision}")).unwrap_or_default();
                say!("{}, case {}{decision}: {why}", file.display(), checked.case)?;
            }
        }
    }
    Ok(())
}

fn gather(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("{} can't be read", folder.display()))?;
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() && deep > 0 {
            gather(&path, deep - 1, files)?;
        } else if path.extension().is_some_and(|ending| ending == "xml") {
            files.push(path);
        }
    }
    Ok(())
}

fn text(file: &Path) -> Result<String> {
    let bytes = fs::read(file).with_context(|| format!("{} can't be read", file.display()))?;
    String::from_utf8(bytes).map_err(|_| anyhow!("{} is not in UTF-8. Save it so in the modeller.", file.display()))
}
