//! Does what stands around responsibilities keep to the days of what it names: its instrument, its bodies, its area?
//! And does an officer decide for the body that they work for?

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use catalogue::{area::Area, data::CatalogueData, instrument::Instrument, organisation::Organisation, person::Person};
use values::{AreaCode, AreaKind, Day, Effective, Id, Role, id, source::Finding};

use super::{Lines, ModelData};
use crate::{franchise::Part, transfer::Draft};

/// What was found.
#[derive(Debug, Default)]
pub struct Judged {
    /// What is wrong.
    pub wrong: Vec<Finding>,
    /// What goes on after the end of a body or an area on the day of a transfer that is scheduled. The transfer moves
    /// who answers and leaves this where it is.
    pub worth_a_look: Vec<Finding>,
}

/// Looks at rows, franchises, agreements, officers' powers and controllers, beside the transfers that are scheduled in the
/// same files. Where these could not be read, whatever goes on is worth a look only.
pub fn judge(model: &ModelData, catalogue: &CatalogueData, scheduled: Option<&[Draft]>) -> Judged {
    let mut judge = Judge::new(catalogue, scheduled);
    judge.kinds(model);
    let around = &model.arrangements;
    for known in &around.franchises {
        let row = Row::of(&model.franchise_lines, &known.id, "the franchise", known.valid);
        judge.instrument(&row, &known.instrument);
        for member in &known.members {
            let what = if member.part == Part::Lead { "the lead's part" } else { "a partner's part" };
            judge.body(&Row { what, valid: member.valid, ..row }, &member.body);
        }
    }
    for known in &around.agreements {
        let row = Row::of(&model.agreement_lines, &known.id, "the agreement", known.valid);
        judge.instrument(&row, &known.instrument);
        let named = [&known.provider, &known.client].into_iter().chain(&known.forecaster);
        named.collect::<BTreeSet<_>>().into_iter().for_each(|body| judge.body(&row, body));
    }
    for known in &around.delegations {
        let row = Row::of(&model.delegation_lines, &known.id, "the power", known.valid);
        judge.instrument(&row, &known.instrument);
        judge.body(&row, &known.body);
        judge.officer(&row, &known.officer, &known.body);
    }
    for known in &around.controllers {
        let row = Row::of(&model.controller_lines, &known.id, "the row", known.valid);
        judge.instrument(&row, &known.instrument);
        known.bodies.iter().for_each(|body| judge.body(&row, body));
        known.area.iter().for_each(|area| judge.area(&row, area));
    }
    judge.judged
}

/// What is looked at, as findings speak of it.
#[derive(Clone, Copy)]
struct Row<'a> {
    file: &'a str,
    line: usize,
    what: &'static str,
    valid: Effective,
}

impl<'a> Row<'a> {
    fn of<K>(lines: &'a Lines<K>, id: &Id<K>, what: &'static str, valid: Effective) -> Self {
        Self { file: &lines.file, line: lines.of(id), what, valid }
    }
}

/// How a row leaves the days of what it names.
#[derive(Clone, Copy)]
enum Beyond {
    /// It begins before that does, on this day.
    Before(Day),
    /// It begins when that has ended, on this day.
    After(Day),
    /// It goes on when that ends, on this day.
    Over(Day),
}

fn beyond(row: Effective, from: Option<Day>, until: Option<Day>) -> impl Iterator<Item = Beyond> {
    let before = from.filter(|from| row.from < *from).map(Beyond::Before);
    let after = until.filter(|until| *until <= row.from).map(Beyond::After);
    let goes_on = |until: &Day| row.from < *until && row.until.is_none_or(|end| *until < end);
    let over = until.filter(goes_on).map(Beyond::Over);
    [before, after, over].into_iter().flatten().filter(move |_| !row.is_empty())
}

struct Judge<'a> {
    instruments: HashMap<&'a Id<id::Instrument>, &'a Instrument>,
    bodies: HashMap<&'a Id<id::Organisation>, &'a Organisation>,
    areas: HashMap<&'a AreaCode, &'a Area>,
    people: HashMap<&'a Id<id::Person>, &'a Person>,
    kinds: HashMap<&'a Id<id::ServiceType>, &'a [AreaKind]>,
    scheduled: Option<&'a [Draft]>,
    seen: HashSet<(&'a str, usize, String)>,
    judged: Judged,
}

impl<'a> Judge<'a> {
    fn new(catalogue: &'a CatalogueData, scheduled: Option<&'a [Draft]>) -> Self {
        Self {
            instruments: catalogue.instruments.iter().map(|known| (&known.id, known)).collect(),
            bodies: catalogue.organisations.iter().map(|known| (&known.id, known)).collect(),
            areas: catalogue.areas.iter().map(|known| (&known.code, known)).collect(),
            people: catalogue.people.iter().map(|known| (&known.id, known)).collect(),
            kinds: catalogue.service_types.iter().map(|known| (&known.id, &*known.area_kind)).collect(),
            scheduled,
            seen: HashSet::new(),
            judged: Judged::default(),
        }
    }

    /// Rows at an area that is of no kind that decides their service type: they would never answer.
    fn kinds(&mut self, model: &'a ModelData) {
        for known in &model.responsibilities {
            let row = Row::of(&model.holding_lines, &known.id, "the row", known.valid);
            self.kind(&row, &known.service_type, known.area.as_ref());
        }
        for known in &model.endpoints {
            let row = Row::of(&model.endpoint_lines, &known.id, "the endpoint", known.valid);
            self.kind(&row, &known.service_type, known.area.as_ref());
        }
        for known in &model.arrangements.controllers {
            let row = Row::of(&model.controller_lines, &known.id, "the row", known.valid);
            self.kind(&row, &known.service_type, known.area.as_ref());
        }
    }

    fn kind(&mut self, row: &Row<'a>, service_type: &Id<id::ServiceType>, area: Option<&AreaCode>) {
        let Some(known) = area.and_then(|code| self.areas.get(code).copied()) else { return };
        let Some(kinds) = self.kinds.get(service_type).copied().filter(|kinds| !kinds.contains(&known.kind)) else {
            return;
        };
        let (what, code, name) = (row.what, &known.code, service_type.name());
        let (said, fix) = if kinds.is_empty() {
            let said = format!("{what} is for area '{code}', and '{name}' does not depend on the place");
            (said, "Leave the area out, or name the kinds of area that decide in area_kind of the service type.")
        } else {
            let said = format!("{what} is for area '{code}', which is of no kind that decides '{name}'");
            (said, "Name an area of a kind that its area_kind names, or name this kind there.")
        };
        self.find(row, said, fix.to_owned(), false);
    }

    fn instrument(&mut self, row: &Row<'a>, id: &Id<id::Instrument>) {
        let Some(known) = self.instruments.get(id) else { return };
        for how in beyond(row.valid, Some(known.from), known.until) {
            let fix = match how {
                Beyond::Before(_) => {
                    "Name the instrument that it stood under then, or begin it on that day.".to_owned()
                }
                Beyond::After(_) => "Name the instrument that it stands under.".to_owned(),
                Beyond::Over(day) => format!("Write until = \"{day}\", or name an instrument that goes on."),
            };
            self.find(row, said(row, &format!("'{}'", id.name()), "in force", how), fix, false);
        }
    }

    fn body(&mut self, row: &Row<'a>, id: &Id<id::Organisation>) {
        let Some(known) = self.bodies.get(id).copied() else { return };
        for how in beyond(row.valid, Some(known.valid.from), known.valid.until) {
            let fix = stands_in("body", how, known.successors.iter().map(Id::name));
            let ends = |draft: &Draft, day| draft.day == day && draft.dissolves.iter().any(|ended| ended.body == *id);
            let moves = self.is_over_with(how, ends);
            self.find(row, said(row, &format!("'{}'", id.name()), "there", how), fix, moves);
        }
    }

    fn area(&mut self, row: &Row<'a>, code: &AreaCode) {
        let Some(known) = self.areas.get(code).copied() else { return };
        for how in beyond(row.valid, known.from, known.until) {
            let fix = stands_in("area", how, known.successors.iter().map(AreaCode::as_str));
            let moves = self.is_over_with(how, |draft, day| draft.day == day);
            self.find(row, said(row, &format!("area '{code}'"), "there", how), fix, moves);
        }
    }

    fn officer(&mut self, row: &Row<'a>, id: &Id<id::Person>, body: &Id<id::Organisation>) {
        let Some(known) = self.people.get(id).copied() else { return };
        let name = id.name();
        if known.body != *body {
            let what = format!("'{name}' works for '{}', not for '{}'", known.body.name(), body.name());
            self.find(row, what, "Name an officer of the body whose power it is.".to_owned(), false);
        }
        if known.role != Role::SupplierOfficer {
            let (role, officer) = (known.role.as_str(), Role::SupplierOfficer.as_str());
            let fix = format!("Name a person of people.toml with role = \"{officer}\".");
            self.find(row, format!("'{name}' is no officer: the role is '{role}'"), fix, false);
        }
    }

    /// Does it go on over an end that a scheduled transfer brings?
    fn is_over_with(&self, how: Beyond, brings: impl Fn(&Draft, Day) -> bool) -> bool {
        let Beyond::Over(day) = how else { return false };
        self.scheduled.is_none_or(|drafts| drafts.iter().any(|draft| brings(draft, day)))
    }

    /// A table stands for several rows, and is told once.
    fn find(&mut self, row: &Row<'a>, what: String, fix: String, worth_a_look: bool) {
        if self.seen.insert((row.file, row.line, what.clone())) {
            let finding = Finding { file: row.file.to_owned(), line: row.line, what, fix };
            let judged = &mut self.judged;
            if worth_a_look { judged.worth_a_look.push(finding) } else { judged.wrong.push(finding) }
        }
    }
}

/// What is wrong, in words: `state` is what it names is on its days.
fn said(row: &Row<'_>, name: &str, state: &str, how: Beyond) -> String {
    let (what, from) = (row.what, row.valid.from);
    match how {
        Beyond::Before(day) => format!("{what} begins on {from}, before {name} is {state} on {day}"),
        Beyond::After(day) => format!("{what} begins on {from}, and {name} ended on {day}"),
        Beyond::Over(day) => format!("{what} goes on after {name} ends on {day}"),
    }
}

/// What to do where a body or an area is not there.
fn stands_in<'n>(what: &str, how: Beyond, successors: impl Iterator<Item = &'n str>) -> String {
    let follow: Vec<String> = successors.map(|name| format!("'{name}'")).collect();
    let follow = follow.join(" or ");
    match how {
        Beyond::Before(_) => format!("Begin it on that day, or name the {what} that was there then."),
        Beyond::After(_) if follow.is_empty() => format!("Name a {what} that is there then."),
        Beyond::After(_) => format!("Name what follows it: {follow}."),
        Beyond::Over(day) if follow.is_empty() => format!("Write until = \"{day}\": nothing is named that follows it."),
        Beyond::Over(day) => format!("Write until = \"{day}\", and let a row of its own begin then with {follow}."),
    }
}
