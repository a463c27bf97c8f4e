//! `portico responsibility`: who answers for a service, here, on this day, and what was believed then; and where
//! nobody answers or what belongs together fell apart. The same answers as on the pages.

use std::fmt::Write as _;

use anyhow::{Context as _, Result, bail};
use catalogue::Catalogue;
use clap::{Args, Subcommand};
use jiff::ToSpan;
use responsibility::{
    Function, Model, OperatingForm,
    question::{
        self, Answer, Believed, Gap, Known, Missing, Unknown,
        ask::{self, Asked},
        told::{self, FranchiseFault, Told, ToldHolder, ToldShare},
    },
    seam::{self, CatalogueGround},
    transfer::{self, Draft, Scene},
};
use store::{StoreError, Tx};
use values::{Channel, Day, Language};
use web::language::Words;

use crate::say::say;
use crate::{
    pages,
    settings::{Flags, Settings},
    wiring,
};

/// What to ask.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Say who answers for a service, here, on a day, under what, and through which system
    Who {
        /// The question
        #[command(flatten)]
        question: Wanted,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
    /// List where and when nobody answers, from a day on, and the seams of a year; fails if there is any gap
    Gaps {
        /// From which day on; today where it is not said
        #[arg(long, value_name = "DAY")]
        from: Option<Day>,
        /// The settings
        #[command(flatten)]
        flags: Flags,
    },
}

/// A question.
#[derive(Debug, Args)]
pub struct Wanted {
    /// The service type: bin-collection
    #[arg(long)]
    service: String,
    /// A postcode, or the name or code of a parish or council
    #[arg(long, default_value = "")]
    place: String,
    /// A day (2023-04-01); today where it is not said
    #[arg(long, default_value = "")]
    day: String,
    /// web, phone, counter or post; all of them where it is not said
    #[arg(long, default_value = "")]
    channel: String,
    /// A segment of the service
    #[arg(long, default_value = "")]
    segment: String,
    /// What was known on this day (or at this moment) beside what is known now
    #[arg(long, value_name = "DAY", default_value = "")]
    known_on: String,
}

/// Prints who answers.
pub fn who(settings: &Settings, wanted: &Wanted) -> Result<()> {
    let opened = wiring::open(settings)?;
    let asked = Asked {
        service: wanted.service.clone(),
        place: wanted.place.clone(),
        day: wanted.day.clone(),
        channel: wanted.channel.clone(),
        segment: wanted.segment.clone(),
        known_on: wanted.known_on.clone(),
    };
    let (zone, today) = (settings.zone.clone(), opened.clocks.today());
    let story = opened.store.read_blocking(move |tx| {
        let loaded = Loaded::read(tx, today)?;
        Ok::<_, StoreError>(story(tx, &loaded, &zone, &asked))
    });
    opened.close();
    say!("{}", story.context("the government can't be read")??.trim_end())
}

/// Prints every seam within a year and every gap; fails if there is a gap.
pub fn gaps(settings: &Settings, from: Option<Day>) -> Result<()> {
    let loaded = load(settings)?;
    let from = from.unwrap_or(loaded.today);
    if loaded.catalogue.service_types().next().is_none() {
        bail!("nothing is recorded here: name the --data of a government, or bring one in with 'portico load'");
    }
    for seam in seams(loaded.model(), &loaded.catalogue, from)? {
        say!("{seam}")?;
    }
    let gaps = question::gaps(loaded.model(), &loaded.catalogue, from);
    for gap in &gaps {
        say!("{}", line(&loaded.catalogue, gap))?;
    }
    match gaps.len() {
        0 => say!("Somebody answers for every function of every service everywhere from {from} on.")?,
        1 => bail!("there is 1 gap from {from} on"),
        several => bail!("there are {several} gaps from {from} on"),
    }
    Ok(())
}

/// What is recorded, and what will stand.
struct Loaded {
    recorded: Model,
    /// With everything that is scheduled carried out by its day.
    ahead: Option<Model>,
    /// Transfers that should have been carried out by now.
    overdue: Vec<Draft>,
    catalogue: Catalogue,
    today: Day,
}

fn load(settings: &Settings) -> Result<Loaded> {
    let opened = wiring::open(settings)?;
    let today = opened.clocks.today();
    let loaded = opened.store.read_blocking(move |tx| Loaded::read(tx, today));
    opened.close();
    loaded.context("the government can't be read")
}

impl Loaded {
    fn read(tx: &mut Tx<'_>, today: Day) -> Result<Self, StoreError> {
        let (recorded, catalogue, transfers) = (Model::load(tx)?, Catalogue::load(tx)?, transfer::store::all(tx)?);
        let ahead = question::ahead(&Scene { model: &recorded, catalogue: &catalogue }, &transfers, today);
        Ok(Self { recorded, ahead: ahead.model, overdue: ahead.overdue, catalogue, today })
    }

    fn model(&self) -> &Model {
        self.ahead.as_ref().unwrap_or(&self.recorded)
    }
}

/// The answer as a story: now, and as known then where that was asked.
fn story(tx: &mut Tx<'_>, loaded: &Loaded, zone: &jiff::tz::TimeZone, asked: &Asked) -> Result<String> {
    let (model, catalogue) = (loaded.model(), &loaded.catalogue);
    let read = ask::read((catalogue, model), zone, loaded.today, asked).map_err(|unclear| {
        let all: Vec<String> = unclear.iter().map(ToString::to_string).collect();
        anyhow::anyhow!(all.join("; "))
    })?;
    let recorded = question::who(&loaded.recorded, catalogue, &read.question);
    let now = question::who(model, catalogue, &read.question).over(&recorded);
    let told = told::tell(model, catalogue, &now);
    let mut text = told_story(&told);
    if let Some(begins) = model.begins().filter(|begins| read.question.day < *begins) {
        let _ = writeln!(text, "\nThe record begins on {begins}: who answered before is not known.");
    }
    if told.scheduled {
        text.push_str("\nThis rests on a transfer that is scheduled and has not been carried out yet.\n");
    }
    for late in question::concerning(&loaded.overdue, (&loaded.recorded, catalogue), &read.question, &now) {
        let _ = writeln!(
            text,
            "\n{} should have been carried out on {} and has not been: `portico transfer vest` says why.",
            late.id, late.day
        );
    }
    let Some(known) = read.believed else { return Ok(text) };
    let Believed { answer: then, catalogue: of_then, unknown } =
        question::believed(tx, (&loaded.recorded, catalogue), zone, &read, known)?;
    let catalogue = of_then.as_ref().unwrap_or(catalogue);
    let when = match known {
        Known::On(moment) => moment.day(zone).to_string(),
        _ => asked.known_on.clone(),
    };
    text.push('\n');
    if let Some(unknown) = unknown {
        let what = match unknown {
            Unknown::Record => "nothing had been recorded yet",
            Unknown::Service => "we knew no such service",
            Unknown::Place => "this was no one place that we knew",
        };
        let _ = writeln!(text, "On {when} {what}.");
    } else if is_same(&now, &then) && reads_like(&told, &told::tell(model, catalogue, &then)) {
        let _ = writeln!(text, "On {when} we believed the same (version {}).", then.version.number);
    } else {
        let _ = writeln!(text, "What we believed on {when}:\n");
        text.push_str(&told_story(&told::tell(model, catalogue, &then)));
    }
    if then.scheduled {
        text.push_str("\nThat rested on a transfer that was scheduled then, and not yet carried out.\n");
    }
    Ok(text)
}

fn is_same(one: &Answer, other: &Answer) -> bool {
    let functions = one.functions.iter().zip(&other.functions).all(|(one, other)| one.agrees_with(other));
    functions && one.system == other.system && one.controllers == other.controllers
}

/// The same names and days, whatever the version.
fn reads_like(one: &Told, other: &Told) -> bool {
    let below = |told: &Told| told_story(told).lines().skip(1).map(str::to_owned).collect::<Vec<_>>();
    below(one) == below(other)
}

fn told_story(told: &Told) -> String {
    let place = told.place.as_ref().map(|place| format!(", {}", place.name.en)).unwrap_or_default();
    let mut text =
        format!("{}{place}, on {} (as known at version {})\n\n", told.service.name.en, told.day, told.version);
    for function in &told.functions {
        for share in &function.by {
            row(&mut text, title(function.function), &holders(share));
        }
    }
    let system = told.system.as_ref().map_or("nobody takes the work: a gap".to_owned(), |system| {
        format!("{}\nbuilt for {}, {}", system.name.en, system.operator.name.en, days(system.from, system.last))
    });
    row(&mut text, "System", &system);
    let controllers: Vec<&str> = told.controllers.iter().map(|body| body.name.en.as_str()).collect();
    let controllers = if controllers.is_empty() {
        "nobody: a gap".to_owned()
    } else {
        format!("{} (controller)", controllers.join(", "))
    };
    row(&mut text, "Data", &controllers);
    text
}

fn holders(share: &ToldShare) -> String {
    let by = match share.channels.as_slice() {
        all if all.len() == question::CHANNELS.len() => String::new(),
        some => format!("  [{}]", some.iter().map(|channel| by(*channel)).collect::<Vec<_>>().join(", ")),
    };
    if share.holders.is_empty() {
        let ended: Vec<&str> = share.ended.iter().map(|body| body.name.en.as_str()).collect();
        let ended =
            if ended.is_empty() { String::new() } else { format!("\n{} had it, and has ended", ended.join(", ")) };
        return format!("nobody: a gap{by}{ended}");
    }
    share
        .holders
        .iter()
        .map(|held| format!("{}{by}\n{}", held.body.name.en, under(held)))
        .collect::<Vec<_>>()
        .join("\n")
}

fn under(held: &ToldHolder) -> String {
    let area = held.area.as_ref().map(|area| format!(", for {}", area.name.en)).unwrap_or_default();
    let made_up = if held.illustrative { ", illustrative" } else { "" };
    let turn = held.turn.filter(|turn| *turn > 0).map(|turn| format!(" (turn {turn})")).unwrap_or_default();
    let rule = held.routing.as_ref().map(|rule| format!("\nseveral hold it in law; asked is: {rule}{turn}"));
    let rule = rule.unwrap_or_default();
    let in_force = held.instrument.date.map(|date| match held.instrument.last {
        Some(last) => format!(", in force from {date} to {last}"),
        None => format!(", in force since {date}"),
    });
    let since = in_force.unwrap_or_default();
    let link = held.instrument.link.as_ref().map(|link| format!("\n{link}")).unwrap_or_default();
    let franchise = held.franchise.as_ref().map(|franchise| format!("as the franchise {}", franchise.name.en));
    let fault = match &held.franchise_fault {
        Some(FranchiseFault::NotStanding) => {
            "\nLEFT BEHIND: the franchise does not stand that day: move what it holds".into()
        }
        Some(FranchiseFault::LedBy { lead }) => {
            format!("\nLEFT BEHIND: {} leads the franchise that day: move it there", lead.name.en)
        }
        None => String::new(),
    };
    format!(
        "{}, {}{area}{made_up}\nunder {}{since}{link}{rule}{fault}",
        franchise.unwrap_or_else(|| form(held.form).to_owned()),
        days(held.from, held.last),
        held.instrument.title.en
    )
}

/// A word, and lines beside it.
fn row(text: &mut String, word: &str, lines: &str) {
    for (n, line) in lines.lines().enumerate() {
        let _ = writeln!(text, "  {:<12}{line}", if n == 0 { word } else { "" });
    }
}

fn days(from: Day, last: Option<Day>) -> String {
    last.map_or_else(|| format!("since {from}"), |last| format!("from {from} to {last}"))
}

fn title(function: Function) -> &'static str {
    match function {
        Function::Policy => "Rules",
        Function::Decision => "Decision",
        Function::Fulfilment => "Work",
        Function::Contact => "Contact",
    }
}

fn form(form: OperatingForm) -> &'static str {
    match form {
        OperatingForm::OwnAgency => "as its own service",
        OperatingForm::Franchise => "as a franchise",
        OperatingForm::Retail => "as a service centre for others",
        OperatingForm::Intermediary => "as an accredited intermediary",
    }
}

fn by(channel: Channel) -> &'static str {
    match channel {
        Channel::Web => "online",
        Channel::Phone => "by telephone",
        Channel::Counter => "at a counter",
        Channel::Post => "by post",
    }
}

/// Every seam within a year, each in one line, in the words of the pages.
fn seams(model: &Model, catalogue: &Catalogue, from: Day) -> Result<Vec<String>> {
    let found = seam::rules::detect(model, &CatalogueGround::new(catalogue), (from, from.saturating_add(1.year())));
    let told = seam::told::tell(&found, catalogue, model.arrangements());
    let locales = pages::locales().into_iter().filter(|(language, _)| *language == Language::En);
    let words = Words::read(Language::En, locales.map(|(_, text)| text))?;
    let line = |told: seam::told::Told| {
        let services: Vec<&str> = told.services.iter().map(|of| of.id.as_str()).collect();
        let areas: Vec<&str> = told.areas.iter().map(|area| area.en.as_str()).collect();
        let channels: Vec<&str> = told.channels.iter().map(|channel| by(*channel)).collect();
        let segment = told.segment.as_ref().map(|segment| format!("for {segment}")).unwrap_or_default();
        let at = [services.join(", "), areas.join(", "), channels.join(", "), segment];
        let at = at.into_iter().filter(|text| !text.is_empty());
        let at: Vec<String> = at.chain([format!("from {}", told.day)]).collect();
        format!("seam: {} {} ({})", words.message(&told.what), words.message(&told.next), at.join("; "))
    };
    Ok(told.into_iter().map(line).collect())
}

/// One gap in one line.
fn line(catalogue: &Catalogue, gap: &Gap) -> String {
    let what = match gap.missing {
        Missing::Nobody(function) => format!("nobody has {}", title(function)),
        Missing::Several(function) => format!("several have {}, and no rule says which", title(function)),
        Missing::System => "no system takes the work".to_owned(),
    };
    let by = match gap.channels.as_slice() {
        all if all.len() == question::CHANNELS.len() => String::new(),
        some => format!(" {}", some.iter().map(|channel| by(*channel)).collect::<Vec<_>>().join(", ")),
    };
    let names: Vec<String> = gap.places.iter().take(5).map(|place| told::area(catalogue, place).name.en).collect();
    let places = match gap.places.len() {
        0 => "everywhere".to_owned(),
        n if n > 5 => format!("in {} and {} more", names.join(", "), n - 5),
        _ => format!("in {}", names.join(", ")),
    };
    let service = gap.service_type.name();
    format!("{service}: {what}{by} {places}, {}", days(gap.days.from, told::last(gap.days)))
}

#[cfg(test)]
mod tests {
    use applications::data;
    use jiff::{civil::date, tz::TimeZone};

    use super::*;
    use crate::government;

    fn folder() -> std::path::PathBuf {
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo")
    }

    fn demonstration() -> applications::Government {
        data::preview(&government::read(&folder()).expect("the demonstration is sound"), TimeZone::UTC)
            .expect("its transfers can be carried out")
    }

    fn ask(change: impl FnOnce(&mut Asked)) -> Result<String> {
        ask_with(Vec::new(), change)
    }

    fn ask_with(overdue: Vec<Draft>, change: impl FnOnce(&mut Asked)) -> Result<String> {
        let government = demonstration();
        let mut asked = Asked { service: "planning-advice".into(), place: "Keswick".into(), ..Asked::default() };
        change(&mut asked);
        // What stands before anything has vested, and what will stand.
        let read = government::read(&folder()).expect("the demonstration is sound");
        let before =
            data::GovernmentData { transfers: ::responsibility::transfer::files::TransferData::default(), ..read };
        let before = data::preview(&before, TimeZone::UTC).expect("nothing is carried out");
        let loaded = Loaded {
            recorded: std::sync::Arc::into_inner(before.model).expect("nobody else has it"),
            ahead: std::sync::Arc::into_inner(government.model),
            catalogue: std::sync::Arc::into_inner(government.catalogue).expect("nobody else has it"),
            overdue,
            today: date(2023, 4, 1),
        };
        let fresh = store::testing::fresh(&wiring::migrations());
        let told = move |tx: &mut Tx<'_>| Ok::<_, StoreError>(story(tx, &loaded, &TimeZone::UTC, &asked));
        fresh.store.read_blocking(told).expect("it is read")
    }

    #[test]
    fn planning_in_keswick_stays_with_the_national_park_through_the_merger() {
        for day in ["2023-03-31", "2023-04-01"] {
            let story = ask(|asked| asked.day = day.into()).unwrap();
            let told: Vec<&str> = story.lines().collect();
            assert!(told[0].starts_with(&format!("Advice before you build, Keswick, on {day} (as known at version ")));
            assert_eq!(told[2], "  Rules       Lake District National Park Authority");
            assert!(told[3].starts_with("              as its own service, since 2022-01-01"), "{story}");
            assert!(told.contains(&"  Data        Lake District National Park Authority (controller)"), "{story}");
        }
    }

    #[test]
    fn a_franchise_is_named() {
        let story = ask(|asked| {
            *asked = Asked { service: "council-tax-start".into(), channel: "phone".into(), ..std::mem::take(asked) };
            (asked.place, asked.day) = ("Carlisle".into(), "2023-04-01".into());
        })
        .unwrap();
        assert!(story.contains("Contact     Cumberland Council"), "{story}");
        assert!(story.contains("as the franchise Moving home, since 2023-04-01, for Carlisle"), "{story}");
    }

    #[test]
    fn the_successor_answers_from_the_day_of_the_vesting() {
        let on = |day: &str| ask(|asked| (asked.service, asked.day) = ("bin-collection".into(), day.into())).unwrap();
        assert!(on("2023-03-31").contains("Decision    Allerdale Borough Council"));
        let after = on("2023-04-01");
        assert!(after.contains("Decision    Cumberland Council"));
        assert!(after.contains("This rests on a transfer that is scheduled"), "{after}");
        assert!(on("2023-03-31").contains("to 2023-03-31"), "its last day is known from what is scheduled");
        assert!(!ask(|_| {}).unwrap().contains("This rests on"), "nothing moves here");
    }

    #[test]
    fn what_should_have_been_carried_out_and_was_not_is_named() {
        let read = government::read(&folder()).expect("the demonstration is sound");
        let late = read.transfers.transfers.iter().find(|known| known.draft.id.name().contains("one-counter"));
        let late = late.expect("it has a retail wave").draft.clone();
        let (service, day) = (late.lines[0].what.service_types[0].name().to_owned(), late.day);
        let on = |day: Day| {
            ask_with(vec![late.clone()], |asked| {
                (asked.service, asked.place, asked.day) = (service.clone(), "Carlisle".into(), day.to_string());
            })
            .unwrap()
        };
        let said = format!("{} should have been carried out on {day} and has not been", late.id);
        assert!(on(day).contains(&said), "{}", on(day));
        assert!(!on(day.yesterday().unwrap()).contains("should have been"), "it says nothing of days before");
        let other = ask_with(vec![late.clone()], |asked| asked.day = day.to_string()).unwrap();
        assert!(!other.contains("should have been"), "nor of services that it does not move: {other}");
    }

    #[test]
    fn what_is_unclear_is_said_at_once() {
        let error = ask(|asked| (asked.place, asked.day) = ("CA7".into(), "x".into())).unwrap_err().to_string();
        assert!(error.contains("'CA7' may be several places: name one of aspatria (Aspatria)"), "{error}");
        assert!(error.ends_with("'x' is no day: write it like 2023-04-01"), "{error}");
    }

    #[test]
    fn seams_are_told_in_the_words_of_the_pages() {
        let demonstration = demonstration();
        let told = seams(&demonstration.model, &demonstration.catalogue, date(2023, 7, 3)).unwrap();
        let of_letters =
            told.iter().find(|line| line.contains("bin-collection") && line.contains("Cumberland")).unwrap();
        let expected = "seam: Cumberland Council answers for it and One Counter Cumbria (demonstration) has the contact \
                        with people. Between them there is no agreement. Agree on it in writing: how many a month, how \
                        well, and who forecasts it. (assisted-bins, bin-collection, bulky-waste, garden-waste; \
                        Allerdale, Carlisle, Copeland; by post; from 2023-07-03)";
        assert_eq!(of_letters, expected);
    }

    #[test]
    fn the_demonstration_has_no_gap_and_a_planted_one_is_named() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo");
        let mut read = government::read(&folder).expect("the demonstration is sound");
        let from = date(2023, 3, 20);
        let found = |read: &data::GovernmentData| {
            let government = data::preview(read, TimeZone::UTC).unwrap();
            let gaps = question::gaps(&government.model, &government.catalogue, from);
            gaps.iter().map(|gap| line(&government.catalogue, gap)).collect::<Vec<_>>()
        };
        assert_eq!(found(&read), Vec::<String>::new());
        let national = |row: &responsibility::Responsibility| row.function == Function::Decision && row.area.is_none();
        let planted = read.model.responsibilities.iter().position(national).expect("somebody decides everywhere");
        let gone = read.model.responsibilities.remove(planted);
        let found = found(&read);
        assert_eq!(found.len(), 1, "{found:?}");
        let expected = format!("{}: nobody has Decision ", gone.service_type.name());
        assert!(found[0].starts_with(&expected) && found[0].ends_with(", since 2023-03-20"), "{found:?}");
    }
}
