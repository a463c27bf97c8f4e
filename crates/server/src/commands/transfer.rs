//! `portico transfer`: what planners, approvers and the worker do with moves of responsibility, by hand. The same
//! commands as behind the pages, by a member of staff who is named.

use std::{io::Read as _, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use applications::handover;
use clap::{Subcommand, ValueEnum};
use jiff::tz::TimeZone;
use responsibility::transfer::{
    self, Rehearsal, Snapshot, State, Transfer, TransferError,
    commands::{self, Over, Wait},
    data,
    hash::PlanHash,
    proof::Made,
};
use store::Tx;
use values::{Actor, Day, Id, Moment, Text, id, source::Source};

use super::staff::By;
use crate::{
    say::say,
    serve,
    settings::{Flags, Settings},
    wiring,
};

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// List all transfers and where they stand
    List {
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Print what a transfer is drafted to do, as a file that can be altered and drafted again
    Show {
        /// Which transfer
        transfer: String,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Draft a transfer that a file describes, or write it anew
    Draft {
        /// One transfer, as TOML or JSON
        file: PathBuf,
        /// The hash of the draft that this one is written over, as 'show' prints it; needed over a colleague's
        #[arg(long, value_name = "HASH")]
        over: Option<PlanHash>,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Plan it over the model as it is, show what it does, and keep that
    Rehearse {
        /// Which transfer
        transfer: String,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Agree to the plan that the last rehearsal showed
    Approve {
        /// Which transfer
        transfer: String,
        /// The plan that was shown, if another must not be approved by mistake
        #[arg(long, value_name = "HASH")]
        plan: Option<String>,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Put an approved transfer on the calendar
    Schedule {
        /// Which transfer
        transfer: String,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Give a transfer up before it vests
    Cancel {
        /// Which transfer
        transfer: String,
        /// Why; it is shown with the transfer
        #[arg(long, value_name = "WORDS")]
        reason: String,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Carry out what is due today; a running server does that by itself
    Vest {
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// Draft the transfer that takes a vested one back
    Reverse {
        /// Which transfer
        transfer: String,
        /// The id of the reversal; the transfer's with '-back' where none is given
        #[arg(long, value_name = "ID")]
        called: Option<String>,
        /// From which day on all is as it was
        #[arg(long, value_name = "DAY")]
        day: Day,
        /// Why; it is shown with the transfer
        #[arg(long, value_name = "WORDS")]
        reason: String,
        /// Who
        #[command(flatten)]
        by: By,
    },
    /// Print a proof sheet
    Proof {
        /// Which transfer
        transfer: String,
        /// Which sheet; the newest where none is named
        #[arg(long)]
        made: Option<Sheet>,
        /// As what
        #[arg(long, default_value = "json")]
        format: Format,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
}

/// Which proof sheet.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Sheet {
    /// That of the last rehearsal
    Rehearsal,
    /// That of the vesting
    Vesting,
    /// That of the work when all of it had followed
    Settled,
}

/// How to print it.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub enum Format {
    /// As it is kept
    Json,
    /// As a table
    Csv,
}

impl Action {
    /// The settings that were given.
    pub fn flags(&self) -> &Flags {
        match self {
            Self::List { flags } | Self::Show { flags, .. } | Self::Vest { flags } | Self::Proof { flags, .. } => flags,
            Self::Draft { by, .. }
            | Self::Rehearse { by, .. }
            | Self::Approve { by, .. }
            | Self::Schedule { by, .. }
            | Self::Cancel { by, .. }
            | Self::Reverse { by, .. } => &by.flags,
        }
    }
}

/// Does it.
pub fn run(settings: &Settings, action: &Action) -> Result<()> {
    if let Action::Vest { .. } = action {
        return vest(settings);
    }
    let opened = wiring::open(settings)?;
    let (now, today) = (opened.clocks.now(), opened.clocks.today());
    let write = Write { store: &opened.store, now, zone: &settings.zone };
    let done = with(&write, action, today);
    opened.close();
    for line in done? {
        say!("{line}")?;
    }
    Ok(())
}

fn with(write: &Write<'_>, action: &Action, today: Day) -> Result<Vec<String>> {
    match action {
        Action::Vest { .. } => bail!("a vesting needs the whole platform"),
        Action::List { .. } => list(write.store),
        Action::Show { transfer, .. } => show(write.store, named(transfer)?),
        Action::Draft { file, over, by } => {
            let (draft, over) = (read(file)?, over.map_or(Over::Own, Over::Seen));
            let id = draft.id.name().to_owned();
            let drafted = write.told(by, move |tx, actor, now| commands::draft(tx, actor, now, draft.clone(), over));
            drafted.map_err(|error| match error.downcast_ref() {
                Some(TransferError::WrittenMeanwhile { .. }) => error.context(format!(
                    "not drafted; 'portico transfer show {id}' prints what is there and the --over that writes over it"
                )),
                _ => error,
            })
        }
        Action::Rehearse { transfer, by } => rehearse(write, &named(transfer)?, today, by),
        Action::Approve { transfer, plan, by } => approve(write, named(transfer)?, plan.clone(), by),
        Action::Schedule { transfer, by } => {
            let id = named(transfer)?;
            write.told(by, move |tx, actor, now| commands::schedule(tx, actor, now, today, &id))
        }
        Action::Cancel { transfer, reason, by } => {
            let (id, reason) = (named(transfer)?, reason.clone());
            says_something(&reason, "why it is given up")?;
            let waiting = write.store.read_blocking({
                let id = id.clone();
                move |tx| commands::waiting_for(tx, &id)
            })?;
            let mut told =
                write.told(by, move |tx, actor, now| commands::cancel(tx, actor, now, &id, Some(&reason)))?;
            told.extend(waiting.iter().map(|known| format!("can't vest any more without it: {}", line(known))));
            Ok(told)
        }
        Action::Reverse { transfer, called, day, reason, by } => {
            let id = named(transfer)?;
            let called = named(called.as_deref().unwrap_or(&format!("{}-back", id.name())))?;
            let (day, reason) = (*day, reason.clone());
            says_something(&reason, "why it is taken back")?;
            write.told(by, move |tx, actor, now| {
                let title = commands::get(tx, &id)?.draft.title;
                let title = Text { en: format!("{}: taken back", title.en), fr: format!("{} : retour", title.fr) };
                let (id_of_way, reason) = (called.clone(), Some(reason.clone()));
                let way =
                    commands::WayBack { id: id_of_way, title, day, instrument: None, reason, answerable: Vec::new() };
                commands::reverse(tx, actor, now, today, &id, way)
            })
        }
        Action::Proof { transfer, made, format, .. } => proof(write.store, named(transfer)?, *made, *format),
    }
}

fn says_something(reason: &str, what: &str) -> Result<()> {
    if reason.trim().is_empty() {
        bail!("--reason says nothing: say in a few words {what}");
    }
    Ok(())
}

/// A command that a member of staff does.
struct Write<'a> {
    store: &'a store::Store,
    now: Moment,
    zone: &'a TimeZone,
}

impl Write<'_> {
    /// Does it, and tells where the transfer stands.
    fn told(
        &self,
        by: &By,
        what: impl Fn(&mut Tx<'_>, &Actor, Moment) -> Result<Transfer, TransferError> + Send + Sync + 'static,
    ) -> Result<Vec<String>> {
        let (now, actor) = (self.now, by.actor(self.store, "portico transfer")?);
        let transfer = self.store.write_blocking(move |tx| what(tx, &actor, now))?;
        Ok(vec![line(&transfer)])
    }
}

/// Plans it over one snapshot, keeps the rehearsal, and tells what it shows.
fn rehearse(write: &Write<'_>, id: &Id<id::Transfer>, today: Day, by: &By) -> Result<Vec<String>> {
    let (wanted, zone) = (id.clone(), write.zone.clone());
    let rehearsal: Rehearsal = write.store.read_blocking(move |tx| {
        let snapshot = Snapshot::load(tx)?;
        let rehearsal = commands::plan(tx, &snapshot.scene(), &wanted)?;
        commands::not_past(&rehearsal.draft, today)?;
        let work = handover::ahead::work(tx, &zone, today, &rehearsal)?;
        Ok::<_, TransferError>(rehearsal.with_work(&work))
    })?;
    let kept = rehearsal.clone();
    let mut told = write.told(by, move |tx, actor, now| commands::rehearse(tx, actor, now, &kept))?;
    told.push(format!("plan {}", rehearsal.plan.hash()));
    told.extend(rehearsal.sheet.to_csv().lines().map(str::to_owned));
    Ok(told)
}

fn approve(write: &Write<'_>, id: Id<id::Transfer>, plan: Option<String>, by: &By) -> Result<Vec<String>> {
    let seen: Option<PlanHash> =
        plan.map(|text| text.parse().with_context(|| format!("'{text}' is no plan's hash"))).transpose()?;
    write.told(by, move |tx, actor, now| {
        let shown = commands::get(tx, &id)?.state.hash();
        let seen = seen.or(shown).unwrap_or(PlanHash([0; 32]));
        commands::approve(tx, actor, now, &id, seen)
    })
}

/// The draft as TOML, below what is known of it.
fn show(store: &store::Store, id: Id<id::Transfer>) -> Result<Vec<String>> {
    let known = store.read_blocking(move |tx| commands::get(tx, &id))?;
    let by: Vec<_> = known.drafted_by.iter().map(Id::name).collect();
    let mut told = vec![
        format!("# {}", line(&known)),
        format!("# Drafted by {}", by.join(", then ")),
        format!("# Written over with --over {}", known.draft.hash()),
    ];
    told.extend(toml::to_string_pretty(&known.draft)?.lines().map(str::to_owned));
    Ok(told)
}

fn list(store: &store::Store) -> Result<Vec<String>> {
    let all = store.read_blocking(|tx| {
        let all = transfer::store::all(tx)?;
        let with_waits =
            all.iter().map(|known| Ok::<_, TransferError>((known.clone(), commands::waits(tx, &all, &known.draft)?)));
        with_waits.collect::<Result<Vec<_>, _>>()
    })?;
    let told = |(known, waits): &(Transfer, Vec<Wait>)| match waits
        .iter()
        .find(|wait| wait.is_in_vain() || matches!(wait, Wait::Before { on: None, .. }))
    {
        Some(wait) if known.state.is_ahead() => format!("{}; {wait}", line(known)),
        _ => line(known),
    };
    Ok(all.iter().map(told).collect())
}

fn line(transfer: &Transfer) -> String {
    let draft = &transfer.draft;
    let more = match &transfer.state {
        State::Vested(vesting) => {
            let late = if vesting.late { ", late" } else { "" };
            format!(" on {} as version {}{late}", vesting.on, vesting.version)
        }
        State::Reversed { by, .. } => format!(" by {}", by.name()),
        _ => String::new(),
    };
    let remark = transfer.remark.as_ref().map(|remark| format!("; {remark}")).unwrap_or_default();
    format!("{}  {}  {}  {}{more}{remark}", draft.day, draft.id.name(), draft.kind.as_str(), transfer.state.as_str())
}

fn proof(store: &store::Store, id: Id<id::Transfer>, made: Option<Sheet>, format: Format) -> Result<Vec<String>> {
    let wanted = match made {
        Some(Sheet::Rehearsal) => vec![Made::Rehearsal],
        Some(Sheet::Vesting) => vec![Made::Vesting],
        Some(Sheet::Settled) => vec![Made::Settled],
        None => vec![Made::Settled, Made::Vesting, Made::Rehearsal],
    };
    let kept = store.read_blocking(move |tx| {
        commands::get(tx, &id)?;
        for made in &wanted {
            if let Some(kept) = commands::proof(tx, &id, *made)? {
                return Ok(Some(kept));
            }
        }
        Ok::<_, TransferError>(None)
    })?;
    let kept = kept.context(match made {
        Some(Sheet::Vesting | Sheet::Settled) => {
            "no such sheet is kept: the transfer has not vested, or its work is not done"
        }
        Some(Sheet::Rehearsal) | None => "no such sheet is kept: rehearse the transfer first",
    })?;
    if !kept.is_whole() {
        bail!("the sheet is not the one that its hash was made of");
    }
    match format {
        Format::Json => Ok(vec![kept.sheet]),
        Format::Csv => {
            let sheet: transfer::ProofSheet = serde_json::from_str(&kept.sheet).context("the sheet can't be read")?;
            Ok(sheet.to_csv().lines().map(str::to_owned).collect())
        }
    }
}

/// Vests what is due, with the work that follows, as the server does. What was due and did not vest is an error.
fn vest(settings: &Settings) -> Result<()> {
    let opened = wiring::open(settings)?;
    let platform = wiring::platform(opened.clone(), settings, &settings.public_address(([127, 0, 0, 1], 0).into()))?;
    let (store, today) = (platform.store().clone(), platform.today());
    let due = store.read_blocking(move |tx| {
        let due = transfer::store::all(tx)?.into_iter().filter(|known| is_due(known, today));
        Ok::<_, TransferError>(due.map(|known| known.draft.id).collect::<Vec<_>>())
    })?;
    let vested = serve::runtime()?.block_on(handover::jobs::vest_due(&platform));
    let stand = store.read_blocking(move |tx| {
        let mut stand = Vec::new();
        for id in &due {
            let known = commands::get(tx, id)?;
            let obstacle = commands::obstacle(tx, &known.draft)?;
            stand.push((known, obstacle));
        }
        Ok::<_, TransferError>(stand)
    });
    opened.close();
    for id in &vested? {
        say!("{} has vested", id.name())?;
    }
    let stand = stand?;
    if stand.is_empty() {
        say!("Nothing is due.")?;
    }
    let stuck: Vec<_> = stand.iter().filter(|(known, _)| !known.state.has_vested()).map(stuck).collect();
    if stuck.is_empty() { Ok(()) } else { bail!("{}", stuck.join("; ")) }
}

/// Has its day come? What is still being written, and was never shown, is due to nobody; nor is what has become a draft again
/// once its day is over: that has to be drafted for another.
fn is_due(known: &Transfer, today: Day) -> bool {
    let day = known.draft.day;
    match known.state {
        State::Draft => day == today && known.remark.is_some(),
        ref state => day <= today && state.is_ahead(),
    }
}

/// What keeps a transfer whose day has come from vesting.
fn stuck((known, obstacle): &(Transfer, Option<TransferError>)) -> String {
    let why = match (&known.remark, &known.state, obstacle) {
        (Some(remark), ..) => remark.to_string(),
        (None, State::Scheduled { .. }, Some(obstacle)) => obstacle.to_string(),
        (None, State::Scheduled { .. }, None) => "it could not be carried out: the log says why".into(),
        (None, State::Approved { .. }, _) => "it is approved, and not on the calendar: schedule it".into(),
        (None, state, _) => format!("it is {}, and two people have to approve it", state.as_str()),
    };
    format!("{} was due on {} and has not vested: {why}", known.draft.id.name(), known.draft.day)
}

/// As long as a draft on the page may be.
const LONGEST_DRAFT: u64 = 64 * 1024;

fn read(file: &PathBuf) -> Result<transfer::Draft> {
    let mut text = String::new();
    std::fs::File::open(file)
        .and_then(|opened| opened.take(LONGEST_DRAFT + 1).read_to_string(&mut text))
        .with_context(|| format!("{} can't be read", file.display()))?;
    if text.len() as u64 > LONGEST_DRAFT {
        bail!("{} is longer than a draft can be: {} KiB at most", file.display(), LONGEST_DRAFT / 1024);
    }
    let source = Source { file: file.display().to_string(), text };
    data::read(&source).map_err(|finding| anyhow::anyhow!("{finding}"))
}

fn named(text: &str) -> Result<Id<id::Transfer>> {
    Ok(text.parse().or_else(|_| Id::named(text))?)
}

#[cfg(test)]
mod tests {
    use clap::Parser;
    use jiff::civil::date;
    use values::Role;

    use super::*;

    const FILE: &str = r#"
        id = "bins-by-phone"
        title = { en = "Bins by telephone", fr = "Déchets par téléphone" }
        kind = "retail"
        day = "2023-06-01"
        instrument = "structural-changes"
        lines = [{ from = "cumberland", to = "portico-office", form = "retail", instrument = "structural-changes", functions = ["contact"], channel = "phone" }]
        open_work = "moves"
        deadlines = "keep"
        answerable = [{ matter = "everything", person = "winifred-dummysworth" }]
    "#;

    #[derive(Parser)]
    struct Line {
        #[command(subcommand)]
        action: Action,
    }

    fn say(store: &store::Store, words: &[&str]) -> Result<Vec<String>, String> {
        let line = Line::try_parse_from([&["transfer"], words].concat()).map_err(|error| error.to_string())?;
        let write = Write { store, now: Moment(1_680_000_000_000), zone: &TimeZone::UTC };
        with(&write, &line.action, date(2023, 3, 28)).map_err(|error| format!("{error:#}"))
    }

    #[test]
    fn a_transfer_is_drafted_listed_and_given_up_by_the_people_who_may() {
        let fresh = store::testing::fresh(&wiring::migrations());
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
        let government = crate::government::read(&folder).expect("the demonstration is sound");
        let catalogue = government.catalogue.clone();
        let load = move |tx: &mut Tx<'_>| {
            catalogue::load_into(tx, &Actor::portico("test"), Moment(1_680_000_000_000), &catalogue)
        };
        fresh.store.write_blocking(load).unwrap();
        let people = |role| government.catalogue.people.iter().filter(move |known| known.role == role);
        let mut planners = people(Role::TransferPlanner).map(|known| known.id.name().to_owned());
        let (planner, colleague) = (planners.next().unwrap(), planners.next().unwrap());
        let approver = people(Role::TransferApprover).next().unwrap().id.name().to_owned();
        let file = fresh.folder().join("draft.toml");
        std::fs::write(&file, FILE).unwrap();
        let file = file.to_str().unwrap();

        let refused = say(&fresh.store, &["draft", file, "--as", &approver]).unwrap_err();
        assert_eq!(refused, "this takes a member of staff who is a transfer planner");
        let unknown = say(&fresh.store, &["draft", file, "--as", "nobody"]).unwrap_err();
        assert_eq!(unknown, "there is no person 'nobody' among the staff");
        let drafted = vec!["2023-06-01  bins-by-phone  retail  draft".to_owned()];
        assert_eq!(say(&fresh.store, &["draft", file, "--as", &planner]), Ok(drafted.clone()));
        assert_eq!(say(&fresh.store, &["list"]), Ok(drafted));
        let early = say(&fresh.store, &["approve", "bins-by-phone", "--as", &approver]).unwrap_err();
        assert_eq!(early, "a transfer that is draft can't be approved: rehearse it, so that people see its plan");
        let no_sheet = say(&fresh.store, &["proof", "bins-by-phone"]).unwrap_err();
        assert_eq!(no_sheet, "no such sheet is kept: rehearse the transfer first");
        // Its own writer writes it anew; a colleague only with what is there in sight.
        let later = fresh.folder().join("later.toml");
        let later = later.to_str().unwrap();
        std::fs::write(later, FILE.replace("2023-06-01", "2023-06-02")).unwrap();
        say(&fresh.store, &["draft", file, "--as", &planner]).unwrap();
        let refused = say(&fresh.store, &["draft", later, "--as", &colleague]).unwrap_err();
        assert!(refused.contains(&format!("{planner} wrote trf_bins-by-phone since")), "{refused}");
        assert!(refused.contains("'portico transfer show bins-by-phone'"), "{refused}");
        let shown = say(&fresh.store, &["show", "bins-by-phone"]).unwrap();
        assert_eq!(
            shown[..2],
            ["# 2023-06-01  bins-by-phone  retail  draft".into(), format!("# Drafted by {planner}")]
        );
        let hash = shown[2].strip_prefix("# Written over with --over ").unwrap().to_owned();
        let over = |file, who: &str| say(&fresh.store, &["draft", file, "--over", &hash, "--as", who]);
        assert_eq!(over(later, &colleague), Ok(vec!["2023-06-02  bins-by-phone  retail  draft".into()]));
        // Now that one has gone, and the first writer has to look.
        assert!(over(file, &planner).unwrap_err().contains(&format!("{colleague} wrote")));
        assert!(say(&fresh.store, &["draft", file, "--as", &planner]).unwrap_err().contains("not drafted"));
        // What is shown can be drafted.
        let shown = say(&fresh.store, &["show", "bins-by-phone"]).unwrap().join("\n");
        std::fs::write(file, shown.replace("2023-06-02", "2023-06-01")).unwrap();
        assert!(say(&fresh.store, &["draft", file, "--as", &colleague]).is_ok());

        let empty = say(&fresh.store, &["cancel", "bins-by-phone", "--reason", " ", "--as", &planner]).unwrap_err();
        assert_eq!(empty, "--reason says nothing: say in a few words why it is given up");
        let cancelled = vec!["2023-06-01  bins-by-phone  retail  cancelled; given up: Not yet".to_owned()];
        assert_eq!(
            say(&fresh.store, &["cancel", "bins-by-phone", "--reason", "Not yet", "--as", &planner]),
            Ok(cancelled)
        );
        let missing = say(&fresh.store, &["proof", "none"]).unwrap_err();
        assert_eq!(missing, "there is no transfer trf_none");
    }
}
