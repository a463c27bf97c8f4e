//! `portico franchise`: what there is of franchises, and what planners do with them. Each act takes the next version of
//! the model; on an error nothing changes.

mod advice;
mod story;
#[cfg(test)]
mod tests;

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use applications::{Government, Platform, handover::watch};
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use responsibility::{
    Model, Version,
    franchise::{
        New, read_new,
        rules::{OldLead, SplitPart, ill_held},
        store::{self as acts, FranchiseError},
    },
    question,
    transfer::{self, Draft, PlanHash, Scene, Snapshot, TransferError, commands},
};
use store::{Store, StoreError, Tx};
use thiserror::Error;
use values::{Actor, Day, Id, Moment, id, source::Source};

use super::staff::By;
use crate::{
    say::say,
    serve,
    settings::{Flags, Settings},
    wiring,
};

/// Who does it, and whether approvals may fall.
#[derive(Debug, Args)]
pub struct Doing {
    /// Who
    #[command(flatten)]
    by: By,
    /// Do it also where it alters the plan of transfers that people have approved: they have to be approved again
    #[arg(long)]
    with_approvals: bool,
}

/// Why an act came to nothing.
#[derive(Debug, Error)]
enum ActError {
    #[error(transparent)]
    Franchise(#[from] FranchiseError),
    #[error(
        "it would alter the plan of {}, so nothing was changed: whoever approved it would have to again. If that is meant, \
         add --with-approvals", .0.iter().map(|(id, day)| format!("{} for {day}", id.name())).collect::<Vec<_>>().join(", ")
    )]
    Altered(Vec<(Id<id::Transfer>, Day)>),
    #[error(transparent)]
    Transfer(#[from] TransferError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// List all franchises, who leads each today and since when
    List {
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Show one: members, journeys, functions it holds, budget lines, and its history
    Show {
        /// Which franchise
        franchise: String,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Create the one that a file describes, in the words of franchises.toml
    Create {
        /// One [[franchise]], as TOML
        file: PathBuf,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
    /// Split one in the two or three that a file describes; each names it in `came_from`, and its budget lines in `lines`
    Split {
        /// The parts, each a [[franchise]], as TOML
        file: PathBuf,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
    /// Merge those that a file names in `came_from` into the one that it describes
    Merge {
        /// One [[franchise]] with its lead, as TOML
        file: PathBuf,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
    /// Hand one over to another lead from a day on
    HandOver {
        /// Which franchise
        franchise: String,
        /// The body that leads it from then on
        #[arg(long, value_name = "BODY")]
        to: String,
        /// From which day on
        #[arg(long, value_name = "DAY")]
        day: Day,
        /// The old lead leaves; otherwise it goes on as a partner
        #[arg(long)]
        old_lead_leaves: bool,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
    /// Take back what was done to one last, if it has not begun: a closing, a new lead, a split, a merger, its creation
    TakeBack {
        /// Which franchise
        franchise: String,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
    /// Close one: the day is the first on which it stands no more
    Close {
        /// Which franchise
        franchise: String,
        /// From which day on
        #[arg(long, value_name = "DAY")]
        day: Day,
        /// Who
        #[command(flatten)]
        by: Doing,
    },
}

impl Action {
    /// The settings that were given.
    pub fn flags(&self) -> &Flags {
        match self {
            Self::List { flags } | Self::Show { flags, .. } => flags,
            Self::Create { by, .. }
            | Self::Split { by, .. }
            | Self::Merge { by, .. }
            | Self::HandOver { by, .. }
            | Self::TakeBack { by, .. }
            | Self::Close { by, .. } => &by.by.flags,
        }
    }
}

/// Does it.
pub fn run(settings: &Settings, action: &Action) -> Result<()> {
    let opened = wiring::open(settings)?;
    let (now, today) = (opened.clocks.now(), opened.clocks.today());
    let platform = wiring::platform(opened.clone(), settings, &settings.public_address(([127, 0, 0, 1], 0).into()))?;
    let desk = Desk { store: &opened.store, platform: Some(&platform), now, today, zone: &settings.zone };
    let done = desk.carry_out(action);
    opened.close();
    for line in done? {
        say!("{line}")?;
    }
    Ok(())
}

/// Where the work is done, and when.
struct Desk<'a> {
    store: &'a Store,
    platform: Option<&'a Platform>,
    now: Moment,
    today: Day,
    zone: &'a TimeZone,
}

impl Desk<'_> {
    fn carry_out(&self, action: &Action) -> Result<Vec<String>> {
        match action {
            Action::List { .. } => Ok(story::list(&self.ahead()?, self.today)),
            Action::Show { franchise, .. } => story::show(&self.ahead()?, &named(franchise)?, self.today),
            Action::Create { file, by } => self.create(file, by),
            Action::Split { file, by } => self.split(file, by),
            Action::Merge { file, by } => self.merge(file, by),
            Action::HandOver { franchise, to, day, old_lead_leaves, by } => {
                self.not_past(*day)?;
                let (id, day) = (named(franchise)?, *day);
                let to = self.standing(to, day, self.end_of(&id)?)?;
                let old_lead = if *old_lead_leaves { OldLead::Leaves } else { OldLead::Partner };
                let done = format!("{} is led by {} from {day} on", id.name(), to.name());
                self.act(by, done, vec![id.clone()], move |tx, actor, now| {
                    acts::hand_over(tx, actor, now, &id, &to, old_lead, day)
                })
            }
            Action::TakeBack { franchise, by } => {
                let (id, today) = (named(franchise)?, self.today);
                let done = format!("what was planned last for {} is taken back", id.name());
                self.act(by, done, vec![id.clone()], move |tx, actor, now| acts::take_back(tx, actor, now, today, &id))
            }
            Action::Close { franchise, day, by } => {
                self.not_past(*day)?;
                let (id, day) = (named(franchise)?, *day);
                let done = format!("{} stands no more from {day} on", id.name());
                self.act(by, done, vec![id.clone()], move |tx, actor, now| acts::close(tx, actor, now, &id, day))
            }
        }
    }

    fn create(&self, file: &Path, by: &Doing) -> Result<Vec<String>> {
        let [new] = &self.read(file)?[..] else { bail!("a file for 'create' describes one franchise: name one") };
        if !new.came_from.is_empty() {
            bail!(
                "a new franchise comes from no other: leave 'came_from' out, or use `portico franchise split` or `merge`"
            );
        }
        without_lines(new)?;
        let (made, day) = (new.made.clone(), new.from);
        let done = format!("{} stands from {day} on", made.named.id.name());
        self.act(by, done, vec![made.named.id.clone()], move |tx, actor, now| acts::create(tx, actor, now, &made, day))
    }

    fn split(&self, file: &Path, by: &Doing) -> Result<Vec<String>> {
        let parts = self.read(file)?;
        let [first, rest @ ..] = &parts[..] else { bail!("the file describes no part") };
        let [old] = &first.came_from[..] else {
            bail!("each part names in 'came_from' the one franchise that is split: came_from = [\"…\"]");
        };
        if let Some(other) = rest.iter().find(|part| part.came_from != first.came_from || part.from != first.from) {
            bail!(
                "{} and {} differ in 'came_from' or 'from': all parts come from one franchise on one day",
                first.made.named.id.name(),
                other.made.named.id.name()
            );
        }
        let (old, day) = (old.clone(), first.from);
        let names: Vec<&str> = parts.iter().map(|part| part.made.named.id.name()).collect();
        let done = format!("{} is split in {} on {day}", old.name(), names.join(", "));
        let part =
            |part: &New| SplitPart { made: part.made.clone(), lines: part.lines.clone(), shares: part.shares.clone() };
        let parts: Vec<SplitPart> = parts.iter().map(part).collect();
        self.act(by, done, vec![old.clone()], move |tx, actor, now| acts::split(tx, actor, now, &old, &parts, day))
    }

    fn merge(&self, file: &Path, by: &Doing) -> Result<Vec<String>> {
        let [new] = &self.read(file)?[..] else { bail!("a file for 'merge' describes one franchise: name one") };
        if !new.made.partners.is_empty() || !new.made.journeys.is_empty() {
            bail!("a merger takes all members and journeys over: name in 'members' the lead alone, and no 'journeys'");
        }
        without_lines(new)?;
        let (old, into, day) = (new.came_from.clone(), new.made.named.clone(), new.from);
        let names: Vec<&str> = old.iter().map(Id::name).collect();
        let done = format!("{} are merged into {} on {day}", names.join(", "), into.id.name());
        self.act(by, done, new.came_from.clone(), move |tx, actor, now| acts::merge(tx, actor, now, &old, &into, day))
    }

    /// What a file describes, on days from today on and with bodies that stand then.
    fn read(&self, file: &Path) -> Result<Vec<New>> {
        let text = std::fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))?;
        let source = Source { file: file.display().to_string(), text };
        let new = read_new(&source, &self.government()?.known()).map_err(|findings| {
            let more = findings.len() - 1;
            let rest = if more == 0 { String::new() } else { format!(" ({more} more after that)") };
            anyhow!("{}{rest}", findings[0])
        })?;
        for new in &new {
            self.not_past(new.from)?;
            let ends: Option<Vec<Day>> = new.came_from.iter().map(|old| self.end_of(old).ok().flatten()).collect();
            let until = ends.and_then(|ends| ends.into_iter().max());
            for body in [&new.made.named.lead].into_iter().chain(&new.made.partners) {
                self.standing(body.name(), new.from, until)?;
            }
        }
        Ok(new)
    }

    /// When a franchise ends, where that is known.
    fn end_of(&self, id: &Id<id::Franchise>) -> Result<Option<Day>> {
        let government = self.government()?;
        let known = government.model.arrangements().franchises.iter().find(|known| known.id == *id);
        Ok(known.and_then(|known| known.valid.until))
    }

    fn not_past(&self, day: Day) -> Result<()> {
        if day < self.today {
            bail!("{day} is past, and today is {}: name a day from today on", self.today);
        }
        Ok(())
    }

    /// A body that stands on the day, and until the end: whoever is to be no more can't go on with it.
    fn standing(&self, name: &str, day: Day, until: Option<Day>) -> Result<Id<id::Organisation>> {
        let id = name.parse().or_else(|_| Id::named(name))?;
        let government = self.government()?;
        let Some(known) = government.catalogue.organisation(&id) else {
            bail!("there is no body '{name}': check the spelling")
        };
        if !known.valid.holds_on(day) {
            bail!("{} does not stand on {day}: name a body that does", id.name());
        }
        if let Some(ends) = known.valid.until.filter(|ends| until.is_none_or(|until| *ends < until)) {
            let after: Vec<&str> = known.successors.iter().map(Id::name).collect();
            let after = if after.is_empty() { "another body".to_owned() } else { after.join(" or ") };
            bail!("{} is no more from {ends} on, before the franchise ends: name {after}, from that day on", id.name());
        }
        Ok(id)
    }

    /// Does it, and tells which version that made, and what is held for a franchise that can't be held so any more.
    fn act(
        &self,
        by: &Doing,
        done: String,
        touched: Vec<Id<id::Franchise>>,
        what: impl Fn(&mut Tx<'_>, &Actor, Moment) -> Result<Version, FranchiseError> + Send + Sync + 'static,
    ) -> Result<Vec<String>> {
        let (now, actor, may_alter) = (self.now, by.by.actor(self.store, "portico franchise")?, by.with_approvals);
        let acted = self.store.write_blocking(move |tx| {
            let before = if may_alter { Vec::new() } else { plans(tx)? };
            let version = what(tx, &actor, now)?;
            let after = if before.is_empty() { Vec::new() } else { plans(tx)? };
            let altered: Vec<_> = before.into_iter().filter(|plan| !after.contains(plan)).collect();
            if altered.is_empty() {
                return Ok(version);
            }
            Err(ActError::Altered(altered.into_iter().map(|(draft, _)| (draft.id, draft.day)).collect()))
        });
        let version = acted.map_err(|error| match error {
            ActError::Franchise(error) => advice::with_advice(error),
            other => other.into(),
        })?;
        let mut told = vec![format!("{done}; this is version {} of the model", version.number)];
        let government = self.government()?;
        told.extend(ends_ahead(&government.model, version.number, &touched));
        told.extend(left_behind(&government.model, &touched));
        told.extend(self.to_approve_again()?);
        Ok(told)
    }

    /// Transfers that were approved over the model as it was, and whose plan is another now. A running server asks for
    /// their approval again within seconds; without one it happens here.
    fn to_approve_again(&self) -> Result<Vec<String>> {
        let Some(platform) = &self.platform else { return Ok(Vec::new()) };
        let before = self.store.read_blocking(transfer::store::approved)?;
        serve::runtime()?.block_on(async {
            platform.catch_up().await?;
            watch::look_ahead(platform).await.map_err(anyhow::Error::from)
        })?;
        let after = self.store.read_blocking(transfer::store::approved)?;
        let stands = |known: &&transfer::Transfer| after.iter().any(|other| other.draft.id == known.draft.id);
        let fallen = before.iter().filter(|known| !stands(known));
        Ok(fallen
            .map(|known| {
                format!(
                    "to do: the plan of transfer {} for {} is another now, so it has to be rehearsed and approved again",
                    known.draft.id.name(),
                    known.draft.day
                )
            })
            .collect())
    }

    /// With everything that is scheduled carried out by its day, as the pages show it.
    fn ahead(&self) -> Result<Government> {
        let government = self.government()?;
        let transfers = self.store.read_blocking(transfer::store::all)?;
        let scene = Scene { model: &government.model, catalogue: &government.catalogue };
        match question::ahead(&scene, &transfers, self.today).model {
            Some(model) => Ok(Government { model: model.into(), ..government }),
            None => Ok(government),
        }
    }

    fn government(&self) -> Result<Government> {
        let zone = self.zone.clone();
        self.store.read_blocking(move |tx| Government::load(tx, zone.clone())).context("the government can't be read")
    }
}

/// The plans of all that is approved, over the model as it stands; nothing where none can be made.
fn plans(tx: &mut Tx<'_>) -> Result<Vec<(Draft, Option<PlanHash>)>, ActError> {
    let approved = transfer::store::approved(tx)?;
    if approved.is_empty() {
        return Ok(Vec::new());
    }
    let snapshot = Snapshot::load(tx)?;
    let plan = |known: transfer::Transfer| match commands::plan(tx, &snapshot.scene(), &known.draft.id) {
        Ok(rehearsal) => Ok((known.draft, Some(rehearsal.plan.hash()))),
        Err(TransferError::Problems(_)) => Ok((known.draft, None)),
        Err(other) => Err(other.into()),
    };
    approved.into_iter().map(plan).collect()
}

fn without_lines(new: &New) -> Result<()> {
    if let Some(line) = new.lines.first() {
        bail!("'{line}' is named in 'lines', which only a part of a split has: leave 'lines' out");
    }
    if let Some(share) = new.shares.first() {
        bail!("'{}' is named in 'shares', which only a part of a split has: leave 'shares' out", share.line);
    }
    Ok(())
}

/// Franchises that this version made or changed and that end: a part or a merger ends when what it came from was to end.
fn ends_ahead(model: &Model, version: u64, old: &[Id<id::Franchise>]) -> Vec<String> {
    let written = model.arrangements().franchises.iter().filter(|known| known.since_version == version);
    let new = written.filter(|known| !known.came_from.is_empty() && !old.contains(&known.id));
    new.filter_map(|known| {
        let until = known.valid.until?;
        Some(format!("note: {} stands no more from {until} on, as was planned for what it came from", known.id.name()))
    })
    .collect()
}

/// What is held for these franchises on days on which they don't stand or another body leads.
fn left_behind(model: &Model, touched: &[Id<id::Franchise>]) -> Vec<String> {
    let known = &model.arrangements().franchises;
    let of_these = |row: &&responsibility::Responsibility| {
        row.known_at(model.version()) && row.franchise.as_ref().is_some_and(|id| touched.contains(id))
    };
    let told = |row: &responsibility::Responsibility| {
        let ill = ill_held(row, known)?;
        let (function, service) = (row.function.as_str(), row.service_type.name());
        let channel = row.channel.map(|channel| format!(" by {}", channel.as_str())).unwrap_or_default();
        let area = row.area.as_ref().map(|area| format!(" in {}", area.as_str())).unwrap_or_default();
        Some(format!(
            "to do: {} holds {function} of {service}{channel}{area}, and {ill}: move it by a transfer",
            row.holder.name()
        ))
    };
    let mut told: Vec<String> = model.rows().filter(of_these).filter_map(told).collect();
    told.sort();
    told
}

/// A franchise by its id, with or without what all ids of franchises begin with.
fn named(text: &str) -> Result<Id<id::Franchise>> {
    Ok(text.parse().or_else(|_| Id::named(text))?)
}
