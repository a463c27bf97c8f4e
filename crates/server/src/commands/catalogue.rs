//! `portico catalogue`: files of services in the open standards of the field, checked, compared with what stands,
//! approved by a second person, published from a day, taken back, and given out again.

mod progress;
mod report;
#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result, anyhow, bail};
use catalogue::{
    export::{self, Output},
    import::{self, Import, ImportError, Incoming, Sort},
    inventory::{Format, Inventory, Kind, Outcome, Tag, pack, template},
};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use store::{Store, StoreError, Tx};
use values::{Day, Id, Moment, id};

use self::progress::{Bar, Waiting};
use super::staff::By;
use crate::{
    say, serve,
    settings::{Flags, Settings},
    wiring,
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Read a file and say what is wrong with it, record by record; needs no database
    Check {
        /// The file
        #[command(flatten)]
        file: File,
        /// Where the whole account of it goes, as JSON
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// As what
        #[command(flatten)]
        form: Form,
    },
    /// Print the headings of a table for a body that has nothing but a spreadsheet
    Template,
    /// Say what importing a file would change, field by field; writes nothing
    Diff {
        /// The file
        #[command(flatten)]
        file: File,
        /// From whom it is
        #[command(flatten)]
        of: Of,
        /// As what
        #[command(flatten)]
        form: Form,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Bring a file in to be looked at: nobody sees it before a second person has approved it and it is published
    Import {
        /// The file
        #[command(flatten)]
        file: File,
        /// From whom it is
        #[command(flatten)]
        of: Of,
        /// Only say what it would change
        #[arg(long)]
        dry_run: bool,
        /// Where the whole account of it goes, as JSON
        #[arg(long, value_name = "FILE")]
        report: Option<PathBuf>,
        /// As what
        #[command(flatten)]
        form: Form,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// List what was brought in, and where it stands
    Imports {
        /// Show at most so many, the newest first
        #[arg(long, default_value_t = 100)]
        limit: u32,
        /// As what
        #[command(flatten)]
        form: Form,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Show an import and what it changes, field by field
    Show {
        /// Which import
        import: String,
        /// As what
        #[command(flatten)]
        form: Form,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Agree to an import that somebody else brought in
    Approve {
        /// Which import
        import: String,
        /// The hash of the changes that were looked at, if others must not be approved by mistake
        #[arg(long, value_name = "HASH")]
        hash: Option<String>,
        /// As what
        #[command(flatten)]
        form: Form,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Publish an approved import as the next edition; one that was interrupted goes on
    Publish {
        /// Which import
        import: String,
        /// As what
        #[command(flatten)]
        form: Form,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Give an import up before it is published
    Withdraw {
        /// Which import
        import: String,
        /// Why
        #[arg(long, value_name = "WORDS")]
        reason: String,
        /// As what
        #[command(flatten)]
        form: Form,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Draft the import that takes a published one back; it is approved and published like any other
    Undo {
        /// Which import
        import: String,
        /// As what
        #[command(flatten)]
        form: Form,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Give out what stands
    Export {
        /// As what: turtle and jsonld are CPSV-AP 3.2.0, hsds a page of whole services of Open Referral HSDS 3.0, csv and
        /// xlsx our own table
        #[arg(long, value_parser = output)]
        format: Output,
        /// Of one source only
        #[arg(long, value_name = "NAME")]
        source: Option<String>,
        /// As it stands on a day; today where none is named
        #[arg(long, value_name = "DAY")]
        day: Option<Day>,
        /// Into a file
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
        /// The language of its texts where the format has place for one only
        #[arg(long, value_name = "TAG", default_value = "en", value_parser = tag)]
        language: Tag,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
}

/// As what it is said.
#[derive(Debug, Args)]
pub struct Form {
    /// As JSON, for scripts
    #[arg(long)]
    json: bool,
}

/// What is said: in words, and for scripts.
struct Answer {
    words: String,
    json: Value,
}

impl Form {
    fn say(&self, answer: Answer) -> Result<String> {
        Ok(if self.json { serde_json::to_string_pretty(&answer.json)? + "\n" } else { answer.words })
    }
}

/// A file of services.
#[derive(Debug, Args)]
pub struct File {
    /// The file, or a folder of tables
    #[arg(value_name = "FILE")]
    path: PathBuf,
    /// Its format; known by its name and headings where none is given
    #[arg(long, value_parser = format)]
    format: Option<Format>,
}

/// From whom a file is, and from when it holds.
#[derive(Debug, Args)]
pub struct Of {
    /// From whom it is: a short name that every file of theirs has, such as ca-gc
    #[arg(long, value_name = "NAME")]
    source: String,
    /// From which day it holds where it names none; today where none is given
    #[arg(long, value_name = "DAY")]
    from: Option<Day>,
    /// What the names of things begin with that have none in the file
    #[arg(long, value_name = "ADDRESS")]
    base: Option<String>,
}

impl Action {
    /// The settings that were given; a check needs none.
    pub fn flags(&self) -> Option<&Flags> {
        match self {
            Self::Check { .. } | Self::Template => None,
            Self::Diff { flags, .. }
            | Self::Imports { flags, .. }
            | Self::Show { flags, .. }
            | Self::Export { flags, .. } => Some(flags),
            Self::Import { by, .. }
            | Self::Approve { by, .. }
            | Self::Publish { by, .. }
            | Self::Withdraw { by, .. }
            | Self::Undo { by, .. } => Some(&by.flags),
        }
    }
}

/// Does what needs no database.
pub fn without_settings(action: &Action) -> Result<()> {
    match action {
        Action::Check { file, report, form } => check(file, report.as_deref(), form),
        Action::Template => say::text(&(template::HEADINGS.join(",") + "\n")),
        _ => bail!("this needs the settings"),
    }
}

/// Says what is wrong with a file of which nothing can be taken, and how to go on.
fn lost(file: &File, form: &Form, format: Format, outcome: &Outcome) -> Result<anyhow::Error> {
    say::text(&form.say(Answer { words: report::account(format, outcome), json: outcome.to_json(format) })?)?;
    Ok(anyhow!("nothing of {} can be taken: mend it first", file.path.display()))
}

fn check(file: &File, report: Option<&Path>, form: &Form) -> Result<()> {
    let (format, bytes) = file.read()?;
    let waiting = Waiting::new("Reading");
    let outcome = format
        .read(&bytes, "urn:portico:")
        .map_err(|unread| anyhow!("{}: {unread}. {}", file.path.display(), unread.remedy()))?;
    waiting.end();
    report::write(report, format, &outcome)?;
    say::text(&form.say(Answer { words: report::account(format, &outcome), json: outcome.to_json(format) })?)?;
    if outcome.has_errors() {
        bail!("some records of {} would be left out", file.path.display());
    }
    Ok(())
}

/// Does anything else.
pub fn run(settings: &Settings, action: &Action) -> Result<()> {
    let opened = wiring::open(settings)?;
    let (now, today) = (opened.clocks.now(), opened.clocks.today());
    let desk = Desk { store: &opened.store, now, today };
    let done = desk.carry_out(action);
    opened.close();
    say::text(&done?)
}

/// Where the work is done, and when.
struct Desk<'a> {
    store: &'a Store,
    now: Moment,
    today: Day,
}

const VIA: &str = "portico catalogue";

impl Desk<'_> {
    fn carry_out(&self, action: &Action) -> Result<String> {
        match action {
            Action::Check { .. } | Action::Template => bail!("this needs no database"),
            Action::Diff { file, of, form, .. } => form.say(self.diff(file, of, form)?),
            Action::Import { file, of, dry_run: true, report, form, by } => {
                // Whoever may not bring it in learns so before the others are asked to look.
                by.actor(self.store, VIA)?;
                form.say(self.dry_run(file, of, report.as_deref(), form)?)
            }
            Action::Import { file, of, report, form, by, .. } => {
                form.say(self.import(file, of, report.as_deref(), (by, form))?)
            }
            Action::Imports { limit, form, .. } => {
                let limit = *limit;
                let all = self.store.read_blocking(move |tx| import::all(tx, limit))?;
                let json = all.iter().map(Import::to_json).collect();
                form.say(Answer { words: report::list(&all), json })
            }
            Action::Show { import, form, .. } => form.say(self.show(&named(import)?)?),
            Action::Approve { import, hash, form, by } => {
                let (actor, now, id, hash) = (by.actor(self.store, VIA)?, self.now, named(import)?, hash.clone());
                let step = move |tx: &mut Tx<'_>| import::approve(tx, &actor, now, &id, hash.as_deref());
                let approved = self.store.write_blocking(step)?;
                let id = &approved.id;
                let words = format!("{id} is approved. `portico catalogue publish {id}` publishes it.\n");
                form.say(Answer { words, json: approved.to_json() })
            }
            Action::Publish { import, form, by } => form.say(self.publish(&named(import)?, by)?),
            Action::Withdraw { import, reason, form, by } => {
                let (actor, now, id, reason) = (by.actor(self.store, VIA)?, self.now, named(import)?, reason.clone());
                let step = move |tx: &mut Tx<'_>| import::withdraw(tx, &actor, now, &id, &reason);
                let gone = self.store.write_blocking(step)?;
                form.say(Answer { words: format!("{} is withdrawn.\n", gone.id), json: gone.to_json() })
            }
            Action::Undo { import, form, by } => {
                let (actor, id) = (by.actor(self.store, VIA)?, named(import)?);
                let bar = Bar::new("Writing");
                let drafted = import::undo(self.store, &actor, self.now, &id, |progress| bar.show(progress));
                let drafted = serve::runtime()?.block_on(drafted)?;
                bar.end();
                let words = self.remarks(&drafted)? + report::brought(&drafted).as_str();
                form.say(Answer { words, json: drafted.to_json() })
            }
            Action::Export { format, source, day, to, language, .. } => {
                self.export(*format, source.clone(), day.unwrap_or(self.today), to.as_deref(), language)
            }
        }
    }

    fn incoming(&self, file: &File, of: &Of) -> Result<Incoming> {
        let (format, bytes) = file.read()?;
        // No address of a machine: names must outlive it.
        let base = of.base.clone().unwrap_or_else(|| format!("urn:portico:{}:", of.source));
        Ok(Incoming {
            source: of.source.clone(),
            format,
            title: file.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default(),
            file: bytes.into(),
            from: of.from.unwrap_or(self.today),
            base,
        })
    }

    fn diff(&self, file: &File, of: &Of, form: &Form) -> Result<Answer> {
        let incoming = self.incoming(file, of)?;
        let waiting = Waiting::new("Reading and comparing");
        let (outcome, changes, _, _) =
            serve::runtime()?.block_on(import::compare_with_what_stands(self.store, &incoming))?;
        waiting.end();
        let mut told = Vec::new();
        for change in changes {
            let before = self.document(&incoming.source, &change)?;
            told.push(report::Told::new(change, before));
        }
        if outcome.is_lost() {
            return Err(lost(file, form, incoming.format, &outcome)?);
        }
        let account =
            if outcome.problems.is_empty() { String::new() } else { report::account(incoming.format, &outcome) };
        Ok(Answer {
            words: report::differences(&told) + account.as_str(),
            json: json!({ "changes": told, "account": outcome.to_json(incoming.format) }),
        })
    }

    /// What a part said before a change.
    fn document(&self, source: &str, change: &import::Change) -> Result<Option<String>> {
        let (source, key, digest) = (source.to_owned(), change.key.clone(), change.before.clone());
        Ok(self.store.read_blocking::<_, StoreError, _>(move |tx| {
            digest.as_deref().map_or(Ok(None), |digest| import::document(tx, &source, &key, digest))
        })?)
    }

    fn dry_run(&self, file: &File, of: &Of, to: Option<&Path>, form: &Form) -> Result<Answer> {
        let incoming = self.incoming(file, of)?;
        report::may_write(to)?;
        let waiting = Waiting::new("Reading and comparing");
        let (outcome, changes, _, _) =
            serve::runtime()?.block_on(import::compare_with_what_stands(self.store, &incoming))?;
        waiting.end();
        report::write(to, incoming.format, &outcome)?;
        let account = report::account(incoming.format, &outcome);
        if outcome.is_lost() {
            return Err(lost(file, form, incoming.format, &outcome)?);
        }
        let many = |sort: Sort| changes.iter().filter(|change| change.sort() == sort).count();
        let sorts = [Sort::New, Sort::Changed, Sort::Gone].map(|sort| (sort, many(sort)));
        let warning = report::warning(sorts.map(|(_, many)| i64::try_from(many).unwrap_or(i64::MAX)));
        let sorts: BTreeMap<&str, usize> =
            sorts.into_iter().filter(|(_, many)| *many > 0).map(|(sort, many)| (sort.as_str(), many)).collect();
        Ok(Answer {
            words: [account, report::counts(&changes), warning].concat(),
            json: json!({ "import": null, "changes": sorts, "account": outcome.to_json(incoming.format) }),
        })
    }

    fn import(&self, file: &File, of: &Of, to: Option<&Path>, (by, form): (&By, &Form)) -> Result<Answer> {
        let incoming = self.incoming(file, of)?;
        let actor = by.actor(self.store, VIA)?;
        report::may_write(to)?;
        let (waiting, bar) = (Waiting::new("Reading and comparing"), Bar::new("Writing"));
        let show = |progress| {
            waiting.end();
            bar.show(progress);
        };
        let (outcome, import) =
            serve::runtime()?.block_on(import::receive(self.store, &actor, self.now, &incoming, show))?;
        waiting.end();
        bar.end();
        report::write(to, incoming.format, &outcome)?;
        let account = report::account(incoming.format, &outcome);
        if outcome.is_lost() {
            return Err(lost(file, form, incoming.format, &outcome)?);
        }
        let next = import
            .as_ref()
            .map_or_else(|| "It says what stands already: there is nothing to publish.\n".to_owned(), report::brought);
        let sorts = match import.clone() {
            Some(import) => self.store.read_blocking::<_, StoreError, _>(move |tx| import::sorts(tx, &import.id))?,
            None => [0; 3],
        };
        let next = next + report::warning(sorts).as_str();
        let account_json = outcome.to_json(incoming.format);
        let json = json!({ "import": import.as_ref().map(Import::to_json), "account": account_json });
        Ok(Answer { words: account + next.as_str(), json })
    }

    fn show(&self, id: &Id<id::Import>) -> Result<Answer> {
        let import = self.known(id)?;
        let mut told = Vec::new();
        let mut after = 0;
        loop {
            let of = import.clone();
            let page = self.store.read_blocking::<_, StoreError, _>(move |tx| import::told(tx, &of, after, 500))?;
            let Some(last) = page.last() else { break };
            after = last.place;
            told.extend(page.into_iter().map(report::Told::kept));
        }
        let words = report::one(&import) + report::differences(&told).as_str() + self.remarks(&import)?.as_str();
        Ok(Answer { words, json: serde_json::to_value(&told)? })
    }

    /// What is worth a look about an import as a whole.
    fn remarks(&self, of: &Import) -> Result<String> {
        let id = of.id.clone();
        let found = self.store.read_blocking::<_, StoreError, _>(move |tx| import::remarks(tx, &id))?;
        Ok(report::remarks(&found))
    }

    fn known(&self, id: &Id<id::Import>) -> Result<Import> {
        let wanted = id.clone();
        let known = self.store.read_blocking::<_, StoreError, _>(move |tx| import::read(tx, &wanted))?;
        Ok(known.ok_or_else(|| ImportError::Unknown(id.clone()))?)
    }

    fn publish(&self, id: &Id<id::Import>, by: &By) -> Result<Answer> {
        let actor = by.actor(self.store, VIA)?;
        let bar = Bar::new("Publishing");
        let published = import::publish(self.store, &actor, self.now, id, |progress| bar.show(progress));
        let published = serve::runtime()?.block_on(published)?;
        bar.end();
        let (edition, changes) = (published.edition, published.changes);
        Ok(Answer {
            words: format!("{id} is edition {edition}: {changes} parts changed.\n"),
            json: json!({ "import": id, "edition": edition, "changes": changes }),
        })
    }

    fn export(
        &self,
        format: Output,
        source: Option<String>,
        day: Day,
        to: Option<&Path>,
        language: &Tag,
    ) -> Result<String> {
        if format == Output::Xlsx && to.is_none() {
            bail!("a workbook is no text: say with --to FILE where it goes");
        }
        let waiting = Waiting::new("Reading and writing");
        let standing = export::standing_on(self.store, source.as_deref(), day);
        let inventory = serve::runtime()?.block_on(standing)?;
        if let Some(source) = source.filter(|_| inventory == Inventory::default()) {
            bail!("nothing of '{source}' stands on {day}: `portico catalogue imports` lists the sources");
        }
        let written = format.write(&inventory, language)?;
        waiting.end();
        let Some(file) = to else { return Ok(String::from_utf8(written)?) };
        fs::write(file, written).with_context(|| format!("{} can't be written", file.display()))?;
        let (services, types) = (inventory.count(Kind::PublicService), inventory.count(Kind::ServiceType));
        // Only linked data has a place for service types.
        let (with, without) = match format {
            _ if types == 0 => (String::new(), String::new()),
            Output::Turtle | Output::JsonLd => (format!(" and {types} kinds of service"), String::new()),
            _ => (String::new(), format!("{types} kinds of service have no place in this format.\n")),
        };
        Ok(format!("{services} services{with}, as they stand on {day}, are in {}.\n{without}", file.display()))
    }
}

impl File {
    fn read(&self) -> Result<(Format, Vec<u8>)> {
        let path = self.path.display();
        let is_folder = self.path.is_dir();
        let bytes = if is_folder { folder(&self.path) } else { fs::read(&self.path).map_err(Into::into) };
        let bytes = bytes.with_context(|| format!("{path} can't be read"))?;
        let name = if is_folder { "folder.zip".into() } else { self.path.to_string_lossy() };
        let format = self.format.or_else(|| Format::guess(&name, &bytes));
        let known = || Format::ALL.map(Format::as_str).join(", ");
        let format = format.with_context(|| {
            format!(
                "nobody can tell in which format {path} is: say it with --format, one of {}. A table has commas between its \
                 cells, and is in UTF-8",
                known()
            )
        })?;
        Ok((format, bytes))
    }
}

/// The tables of a folder and their description, packed as if somebody had sent them so. What a link leads to is not
/// in the folder.
fn folder(path: &Path) -> Result<Vec<u8>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_of_it = Path::new(&name).extension().is_some_and(|ending| ending == "csv") || name == "datapackage.json";
        if is_of_it && entry.file_type()?.is_file() {
            files.push((name, fs::read(entry.path())?));
        }
    }
    files.sort();
    Ok(pack(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice()))))
}

fn tag(text: &str) -> Result<Tag, String> {
    Tag::said(text).ok_or_else(|| "the tag of a language is wanted, such as en or fr-CA".to_owned())
}

fn format(text: &str) -> Result<Format, String> {
    Format::named(text).ok_or_else(|| format!("one of {} is wanted", Format::ALL.map(Format::as_str).join(", ")))
}

fn output(text: &str) -> Result<Output, String> {
    Output::named(text).ok_or_else(|| format!("one of {} is wanted", Output::ALL.map(Output::as_str).join(", ")))
}

/// An import by its id, with or without what all ids of imports begin with.
fn named(text: &str) -> Result<Id<id::Import>> {
    Ok(text.parse().or_else(|_| Id::named(text))?)
}
