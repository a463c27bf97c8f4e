//! Reads `transfers.toml`, and carries out what it says through the commands that people use: drafted, rehearsed,
//! approved and scheduled by those it names.

mod record;

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use serde::Deserialize;
use values::{
    Channel, Day, Id, Money, Text, id,
    source::{Finding, Source, Spanned},
};

use super::{
    Answerable, Deadlines, Dissolution, Draft, Kind, Matter, OldPage, OpenWork, Share, SystemMove, Thing,
    succession::pages::OldPath,
};
use crate::{
    Arrangements, Function, OperatingForm,
    data::{Broken, Known, ModelData, Reading},
    programme::{Gate, Programme, rules::circle},
    resource::{Amount, data::hundredths},
    timeline::{Destination, Line, Selection},
};

pub use record::{RecordError, record};

/// Programmes and transfers as the file says them.
#[derive(Debug, Clone, Default)]
pub struct TransferData {
    /// Programmes with their gates.
    pub programmes: Vec<Planned>,
    /// Transfers, and how far each has come.
    pub transfers: Vec<Drafted>,
}

/// A programme, and who put it.
#[derive(Debug, Clone)]
pub struct Planned {
    /// The programme.
    pub programme: Programme,
    /// Who planned it.
    pub planned_by: Id<id::Person>,
    /// Who has opened which gate.
    pub opened: Vec<(String, Id<id::Person>)>,
}

/// A transfer, who drafted it, and how far it has come.
#[derive(Debug, Clone)]
pub struct Drafted {
    /// The draft.
    pub draft: Draft,
    /// Who drafted it.
    pub drafted_by: Id<id::Person>,
    /// How far it has come.
    pub stage: Stage,
    /// Who has approved it.
    pub approved_by: Vec<Id<id::Person>>,
}

/// How far a transfer of the file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Stage {
    /// It is written.
    Drafted,
    /// Its plan was shown.
    Rehearsed,
    /// Those who are named have approved it.
    Approved,
    /// It is on the calendar.
    Scheduled,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    programme: Vec<Spanned<ProgrammeRow>>,
    #[serde(default)]
    transfer: Vec<Spanned<TransferRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProgrammeRow {
    id: Spanned<String>,
    title: Spanned<Text>,
    planned_by: Spanned<String>,
    #[serde(default)]
    gates: Vec<GateRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GateRow {
    id: Spanned<String>,
    before: Spanned<String>,
    what: Spanned<Text>,
    opened_by: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TransferRow {
    id: Spanned<String>,
    title: Spanned<Text>,
    kind: Spanned<Kind>,
    day: Day,
    instrument: Spanned<String>,
    reason: Option<String>,
    programme: Option<Spanned<String>>,
    #[serde(default)]
    after: Vec<Spanned<String>>,
    #[serde(default)]
    window_days: u16,
    #[serde(default)]
    lines: Vec<Spanned<LineRow>>,
    #[serde(default)]
    shares: Vec<Spanned<ShareRow>>,
    #[serde(default)]
    systems: Vec<SystemRow>,
    #[serde(default)]
    dissolves: Vec<DissolutionRow>,
    open_work: OpenWork,
    deadlines: Deadlines,
    answerable: Vec<AnswerableRow>,
    #[serde(default)]
    illustrative: bool,
    drafted_by: Spanned<String>,
    state: Spanned<Stage>,
    #[serde(default)]
    approved_by: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LineRow {
    from: Spanned<String>,
    to: Spanned<String>,
    form: OperatingForm,
    franchise: Option<Spanned<String>>,
    instrument: Option<Spanned<String>>,
    #[serde(default)]
    service_types: Vec<Spanned<String>>,
    #[serde(default)]
    functions: Vec<Function>,
    channel: Option<Channel>,
    #[serde(default)]
    areas: Vec<Spanned<String>>,
    segment: Option<String>,
    into: Option<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShareRow {
    line: String,
    from: Spanned<String>,
    to: Spanned<String>,
    posts: Option<Spanned<String>>,
    money: Option<Money>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemRow {
    service_types: Vec<Spanned<String>>,
    area: Option<Spanned<String>>,
    system: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DissolutionRow {
    body: Spanned<String>,
    successor: Spanned<String>,
    #[serde(default)]
    things: Vec<Thing>,
    #[serde(default)]
    areas: Vec<Spanned<String>>,
    #[serde(default)]
    pages: Vec<PageRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PageRow {
    path: OldPath,
    service_type: Spanned<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnswerableRow {
    matter: Matter,
    person: Spanned<String>,
}

/// Reads the file. Without findings it can be recorded, unless the model says otherwise.
pub fn read(source: &Source, known: &Known, model: &ModelData) -> Result<TransferData, Vec<Finding>> {
    let file: File = source.read().map_err(|finding| vec![finding])?;
    let arrangements = Arrangements { franchises: model.arrangements.franchises.clone(), ..Arrangements::default() };
    let data = ModelData { systems: model.systems.clone(), arrangements, ..ModelData::default() };
    let mut reading = Reading { data, findings: Vec::new(), known, broken: Broken::default() };
    let mut transfers = TransferData::default();
    for row in &file.programme {
        if let Some(programme) = programme(&mut reading, source, row.get_ref(), &transfers) {
            transfers.programmes.push(programme);
        }
    }
    for row in &file.transfer {
        if let Some(drafted) = transfer(&mut reading, source, row.get_ref(), &transfers) {
            transfers.transfers.push(drafted);
        }
    }
    order(&mut reading, source, &file, &transfers);
    if reading.findings.is_empty() { Ok(transfers) } else { Err(reading.findings) }
}

fn programme(reading: &mut Reading<'_>, source: &Source, row: &ProgrammeRow, known: &TransferData) -> Option<Planned> {
    reading.text(source, &row.title);
    let id = reading.id(source, &row.id);
    let planned_by = reading.person(source, &row.planned_by);
    let id: Id<id::Programme> = id?;
    let stands = known.programmes.iter().any(|other| other.programme.id == id);
    reading.once(source, row.id.span(), "programme", id.name(), stands);
    let (mut gates, mut opened) = (Vec::new(), Vec::new());
    for gate in &row.gates {
        reading.text(source, &gate.what);
        let name = reading.id::<id::Programme>(source, &gate.id);
        let before = reading.id(source, &gate.before);
        let by = gate.opened_by.as_ref().map(|person| reading.person(source, person));
        let (Some(name), Some(before)) = (name, before) else { continue };
        let name = name.name().to_owned();
        let stands = gates.iter().any(|other: &Gate| other.id == name);
        reading.once(source, gate.id.span(), "gate", &name, stands);
        opened.extend(by.flatten().map(|person| (name.clone(), person)));
        let (programme, what) = (id.clone(), gate.what.get_ref().clone());
        gates.push(Gate { programme, id: name, before, what, opened: None });
    }
    let title = row.title.get_ref().clone();
    Some(Planned { programme: Programme { id, title, gates }, planned_by: planned_by?, opened })
}

fn transfer(reading: &mut Reading<'_>, source: &Source, row: &TransferRow, known: &TransferData) -> Option<Drafted> {
    reading.text(source, &row.title);
    let id: Option<Id<id::Transfer>> = reading.id(source, &row.id);
    if let Some(id) = &id {
        let stands = known.transfers.iter().any(|other| other.draft.id == *id);
        reading.once(source, row.id.span(), "transfer", id.name(), stands);
    }
    kind(reading, source, row);
    let instrument = reading.instrument(source, &row.instrument);
    let programme = row.programme.as_ref().and_then(|text| {
        let id: Id<id::Programme> = reading.id(source, text)?;
        if known.programmes.iter().any(|other| other.programme.id == id) {
            return Some(id);
        }
        let what = format!("there is no programme '{}'", id.name());
        reading.find(source, text.span(), what, "Name a [[programme]] of this file.");
        None
    });
    let after = row.after.iter().filter_map(|text| reading.id(source, text)).collect();
    let lines = row.lines.iter().filter_map(|line| one_line(reading, source, line, &row.instrument)).collect();
    let resources = row.shares.iter().filter_map(|share| one_share(reading, source, share)).collect();
    let systems = row.systems.iter().filter_map(|moved| one_system(reading, source, moved)).collect();
    let dissolves = row.dissolves.iter().filter_map(|ended| one_dissolution(reading, source, ended)).collect();
    let answerable = row
        .answerable
        .iter()
        .filter_map(|named| Some(Answerable { matter: named.matter, person: reading.person(source, &named.person)? }));
    let answerable = answerable.collect();
    let drafted_by = reading.person(source, &row.drafted_by);
    let approved_by: Vec<_> = row.approved_by.iter().filter_map(|person| reading.person(source, person)).collect();
    approvals(reading, source, row);
    let draft = Draft {
        id: id?,
        title: row.title.get_ref().clone(),
        kind: *row.kind.get_ref(),
        day: row.day,
        instrument: instrument?,
        reason: row.reason.clone(),
        programme,
        after,
        window_days: row.window_days,
        reverses: None,
        lines,
        resources,
        systems,
        dissolves,
        open_work: row.open_work,
        deadlines: row.deadlines,
        answerable,
        illustrative: row.illustrative,
    };
    Some(Drafted { draft, drafted_by: drafted_by?, stage: *row.state.get_ref(), approved_by })
}

fn kind(reading: &mut Reading<'_>, source: &Source, row: &TransferRow) {
    match row.kind.get_ref() {
        Kind::Reversal => {
            let fix = "Draft it on its page, or with 'portico transfer reverse'.";
            reading.find(source, row.kind.span(), "a reversal is made from what it takes back", fix);
        }
        Kind::Correction if row.reason.as_ref().is_none_or(|reason| reason.trim().is_empty()) => {
            reading.find(source, row.kind.span(), "a correction needs a reason", "Write reason = \"…\".");
        }
        Kind::Succession if row.window_days > 0 => {
            let what = "a succession can't be reversed, so it has no window";
            reading.find(source, row.kind.span(), what, "Leave 'window_days' out.");
        }
        _ => {}
    }
}

/// Two approve what a third drafted, and nothing is on the calendar before.
fn approvals(reading: &mut Reading<'_>, source: &Source, row: &TransferRow) {
    let mut seen = HashSet::new();
    for person in &row.approved_by {
        if person.get_ref() == row.drafted_by.get_ref() {
            let what = format!("'{}' drafted this transfer and can't approve it too", person.get_ref());
            reading.find(source, person.span(), what, "Name another person.");
        } else if !seen.insert(person.get_ref()) {
            let what = format!("'{}' approves twice", person.get_ref());
            reading.find(source, person.span(), what, "Name two people.");
        }
    }
    let enough = row.approved_by.len() == 2;
    match row.state.get_ref() {
        Stage::Approved | Stage::Scheduled if !enough => {
            reading.find(
                source,
                row.state.span(),
                "two people have to approve it",
                "Write approved_by = [\"…\", \"…\"].",
            );
        }
        Stage::Drafted | Stage::Rehearsed if !row.approved_by.is_empty() => {
            let what = "it has been approved, and its state says otherwise";
            reading.find(source, row.state.span(), what, "Write state = \"approved\", or leave 'approved_by' out.");
        }
        _ => {}
    }
}

fn one_line(
    reading: &mut Reading<'_>,
    source: &Source,
    line: &Spanned<LineRow>,
    instrument: &Spanned<String>,
) -> Option<Line> {
    let row = line.get_ref();
    let from = reading.organisation(source, &row.from);
    let to = reading.organisation(source, &row.to);
    let instrument = match &row.instrument {
        Some(own) => reading.instrument(source, own),
        None => Id::named(instrument.get_ref()).ok(),
    };
    let franchise = row.franchise.as_ref().and_then(|name| reading.franchise(source, name));
    if (row.form == OperatingForm::Franchise) != row.franchise.is_some() {
        let what = "a franchise is named where the form is none, or the other way round";
        reading.find(source, line.span(), what, "Write form = \"franchise\" and franchise = \"…\", or neither.");
    }
    let service_types = reading.service_types(source, &row.service_types);
    let areas = row.areas.iter().filter_map(|area| reading.area(source, Some(area))).collect();
    let into = reading.area(source, row.into.as_ref());
    let (functions, channel, segment) = (row.functions.clone(), row.channel, row.segment.clone());
    Some(Line {
        what: Selection { from: from?, service_types, functions, channel, areas, segment, into },
        whom: Destination { to: to?, form: row.form, franchise, instrument: instrument? },
    })
}

fn one_share(reading: &mut Reading<'_>, source: &Source, share: &Spanned<ShareRow>) -> Option<Share> {
    let row = share.get_ref();
    let from = reading.organisation(source, &row.from);
    let to = reading.organisation(source, &row.to);
    let amount = match (&row.posts, &row.money) {
        (None, None) => None,
        (None, Some(money)) => Some(Amount::Money(*money)),
        (Some(posts), None) => {
            let Some(hundredths) = hundredths(posts.get_ref()) else {
                let what = format!("'{}' is no number of posts", posts.get_ref());
                reading.find(source, posts.span(), what, "Write posts = \"12.5\": at most two digits after the point.");
                return None;
            };
            Some(Amount::Posts(hundredths))
        }
        (Some(_), Some(_)) => {
            let fix = "Write one of them, or neither to move all of the line.";
            reading.find(source, share.span(), "it has both 'posts' and 'money'", fix);
            return None;
        }
    };
    Some(Share { line: row.line.clone(), from: from?, to: to?, amount })
}

fn one_system(reading: &mut Reading<'_>, source: &Source, row: &SystemRow) -> Option<SystemMove> {
    let service_types = reading.service_types(source, &row.service_types);
    let area = reading.area(source, row.area.as_ref());
    let system: Id<id::System> = reading.id(source, &row.system)?;
    if !reading.data.systems.iter().any(|known| known.id == system) {
        let what = format!("there is no system '{}'", system.name());
        reading.find(source, row.system.span(), what, "Name a [[system]] of systems.toml.");
        return None;
    }
    Some(SystemMove { service_types, area, system })
}

fn one_dissolution(reading: &mut Reading<'_>, source: &Source, row: &DissolutionRow) -> Option<Dissolution> {
    let body = reading.organisation(source, &row.body);
    let successor = reading.organisation(source, &row.successor);
    let areas = row.areas.iter().filter_map(|area| reading.area(source, Some(area))).collect();
    let pages = row.pages.iter().filter_map(|page| {
        let service_type = reading.service_type(source, &page.service_type)?;
        Some(OldPage { path: page.path.clone(), service_type })
    });
    let pages = pages.collect();
    Some(Dissolution { body: body?, successor: successor?, things: row.things.clone(), areas, pages })
}

/// What waits for another waits for one of this file, and none for itself; so do gates.
fn order(reading: &mut Reading<'_>, source: &Source, file: &File, data: &TransferData) {
    let known: BTreeMap<_, _> =
        data.transfers.iter().map(|drafted| (drafted.draft.id.clone(), drafted.draft.after.clone())).collect();
    let waits = file.transfer.iter().flat_map(|row| &row.get_ref().after);
    let gates = file.programme.iter().flat_map(|row| &row.get_ref().gates).map(|gate| &gate.before);
    for named in waits.chain(gates) {
        if Id::named(named.get_ref()).is_ok_and(|id| !known.contains_key(&id)) {
            let what = format!("there is no transfer '{}'", named.get_ref());
            reading.find(source, named.span(), what, "Name a [[transfer]] of this file.");
        }
    }
    if let Some(circle) = circle(&known) {
        let names: Vec<&str> = circle.iter().map(Id::name).collect();
        let at = file.transfer.iter().find(|row| row.get_ref().id.get_ref() == names[0]);
        let at: Range<usize> = at.map_or(0..0, |row| row.get_ref().id.span());
        let what = format!("{} wait for each other", names.join(", "));
        reading.find(source, at, what, "Take one of them out of the 'after' of another.");
    }
}

#[cfg(test)]
mod tests;
