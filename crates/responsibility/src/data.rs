//! Reads `responsibilities.toml`, `systems.toml` and the files of arrangements; every finding names file, line and fix.

pub mod days;
#[cfg(test)]
pub(crate) mod planted;

use std::{
    collections::{BTreeMap, HashSet},
    ops::Range,
};

use serde::Deserialize;
use values::{
    AreaCode, Channel, Day, Effective, Id, Text, id,
    source::{Finding, Source, Spanned},
};

use crate::{
    Endpoint, Function, OperatingForm, Responsibility, Routing, System, agreement,
    arrangements::Arrangements,
    controller, delegation,
    endpoint::Protocol,
    franchise::{self, rules::ill_held},
    holding::rules,
    resource,
};

/// The files of arrangements. Each may be left out.
pub const ARRANGEMENT_FILES: [&str; 5] =
    ["franchises.toml", "agreements.toml", "delegations.toml", "controllers.toml", "resources.toml"];

/// The model as the files say it.
#[derive(Debug, Default)]
pub struct ModelData {
    /// Who answers.
    pub responsibilities: Vec<Responsibility>,
    /// Which systems there are.
    pub systems: Vec<System>,
    /// Which system takes the work.
    pub endpoints: Vec<Endpoint>,
    /// What stands around them.
    pub arrangements: Arrangements,
    /// Where the rows of `responsibilities` stand.
    pub holding_lines: Lines<id::Responsibility>,
    /// Where the rows of `endpoints` stand.
    pub endpoint_lines: Lines<id::Endpoint>,
    /// Where each of `systems` names its host.
    pub host_lines: Lines<id::System>,
    /// Where the franchises stand.
    pub franchise_lines: Lines<id::Franchise>,
    /// Where the agreements stand.
    pub agreement_lines: Lines<id::Agreement>,
    /// Where the officers' powers stand.
    pub delegation_lines: Lines<id::Delegation>,
    /// Where the rows about controllers stand.
    pub controller_lines: Lines<id::Controller>,
}

/// Where the rows of a file stand.
#[derive(Debug)]
pub struct Lines<K> {
    /// The file.
    pub file: String,
    rows: BTreeMap<Id<K>, usize>,
}

impl<K> Default for Lines<K> {
    fn default() -> Self {
        Self { file: String::new(), rows: BTreeMap::new() }
    }
}

impl<K> Lines<K> {
    /// The line of a row, from 1. A row that no file holds is looked for where the last one stands.
    pub fn of(&self, row: &Id<K>) -> usize {
        self.rows.get(row).copied().unwrap_or_else(|| self.last())
    }

    /// A row stands in this file, from this line on.
    pub(crate) fn note(&mut self, source: &Source, row: &Id<K>, line: usize) {
        self.file.clone_from(&source.file);
        self.rows.insert(row.clone(), line);
    }

    /// The line of the last row: where one more would be added.
    pub fn last(&self) -> usize {
        self.rows.values().copied().max().unwrap_or(1)
    }
}

/// The ids that the catalogue knows, which rows may name.
#[derive(Debug, Default)]
pub struct Known {
    /// Bodies.
    pub organisations: HashSet<Id<id::Organisation>>,
    /// Service types.
    pub service_types: HashSet<Id<id::ServiceType>>,
    /// Areas.
    pub areas: HashSet<AreaCode>,
    /// Instruments.
    pub instruments: HashSet<Id<id::Instrument>>,
    /// Members of staff.
    pub people: HashSet<Id<id::Person>>,
    /// Life events.
    pub life_events: HashSet<Id<id::LifeEvent>>,
    /// Journeys.
    pub journeys: HashSet<Id<id::Journey>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingFile {
    #[serde(default)]
    responsibility: Vec<Spanned<HoldingRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingRow {
    service_types: Vec<Spanned<String>>,
    functions: Vec<Function>,
    channel: Option<Channel>,
    area: Option<Spanned<String>>,
    segment: Option<String>,
    holder: Spanned<String>,
    form: OperatingForm,
    franchise: Option<Spanned<String>>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
    #[serde(default)]
    illustrative: bool,
    concurrent: Option<Spanned<String>>,
    turn: Option<u8>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemFile {
    #[serde(default)]
    system: Vec<SystemRow>,
    #[serde(default)]
    endpoint: Vec<Spanned<EndpointRow>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SystemRow {
    id: Spanned<String>,
    name: Text,
    operator: Spanned<String>,
    protocol: Protocol,
    host: Spanned<String>,
    path: Spanned<String>,
    #[serde(default)]
    settings: serde_json::Value,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EndpointRow {
    service_types: Vec<Spanned<String>>,
    area: Option<Spanned<String>>,
    system: Spanned<String>,
    from: Day,
    until: Option<Day>,
}

/// Reads the two files, and those of [`ARRANGEMENT_FILES`] that are there, by how their names end. Without findings
/// the data can be recorded.
pub fn read(
    holdings: &Source,
    systems: &Source,
    arrangements: &[Source],
    known: &Known,
) -> Result<ModelData, Vec<Finding>> {
    let mut reading = Reading { data: ModelData::default(), findings: Vec::new(), known, broken: Broken::default() };
    let readers: [fn(&mut Reading<'_>, &Source); 5] = [
        franchise::data::read,
        agreement::data::read,
        delegation::data::read,
        controller::data::read,
        resource::data::read,
    ];
    for (name, read) in ARRANGEMENT_FILES.into_iter().zip(readers) {
        for source in arrangements.iter().filter(|source| source.file.ends_with(name)) {
            read(&mut reading, source);
        }
    }
    reading.data.holding_lines.file.clone_from(&holdings.file);
    reading.data.endpoint_lines.file.clone_from(&systems.file);
    reading.data.host_lines.file.clone_from(&systems.file);
    reading.systems(systems);
    reading.holdings(holdings);
    if reading.findings.is_empty() { Ok(reading.data) } else { Err(reading.findings) }
}

pub(crate) fn channel(text: &str) -> Option<Channel> {
    [Channel::Web, Channel::Phone, Channel::Counter, Channel::Post].into_iter().find(|channel| channel.as_str() == text)
}

/// What was read so far, and what is wrong with it.
pub(crate) struct Reading<'a> {
    pub(crate) data: ModelData,
    pub(crate) findings: Vec<Finding>,
    pub(crate) known: &'a Known,
    pub(crate) broken: Broken,
}

/// What stands in the files and could not be read. Whoever refers to it makes no mistake of their own.
#[derive(Default)]
pub(crate) struct Broken {
    systems: HashSet<Id<id::System>>,
    pub(crate) franchises: HashSet<Id<id::Franchise>>,
    pub(crate) all_franchises: bool,
}

impl Reading<'_> {
    fn holdings(&mut self, source: &Source) {
        let file: HoldingFile = match source.read() {
            Ok(file) => file,
            Err(finding) => return self.findings.push(finding),
        };
        let mut lines: Vec<Range<usize>> = Vec::new();
        for row in &file.responsibility {
            let (at, row) = (row.span(), row.get_ref());
            let valid = Effective { from: row.from, until: row.until };
            self.check_dates(source, at.clone(), valid);
            if row.functions.is_empty() {
                self.find(
                    source,
                    at.clone(),
                    "no function is named",
                    "Write functions = [\"decision\"], for instance.",
                );
            }
            let routing = self.routing(source, row);
            let area = self.area(source, row.area.as_ref());
            let holder = self.named(source, &row.holder, "organisation", |known| &known.organisations);
            let instrument = self.instrument(source, &row.instrument);
            let franchise = match &row.franchise {
                None => None,
                Some(name) => match self.franchise(source, name) {
                    None => continue,
                    known => known,
                },
            };
            for service_type in &row.service_types {
                let service_type = self.named(source, service_type, "service type", |known| &known.service_types);
                let (Some(service_type), Some(holder), Some(instrument)) = (service_type, &holder, &instrument) else {
                    continue;
                };
                for function in &row.functions {
                    let Ok(id) = Id::named(&format!("row{}", self.data.responsibilities.len())) else { continue };
                    self.data.holding_lines.rows.insert(id.clone(), source.line(at.start));
                    self.data.responsibilities.push(Responsibility {
                        id,
                        service_type: service_type.clone(),
                        function: *function,
                        channel: row.channel,
                        area: area.clone(),
                        segment: row.segment.clone(),
                        holder: holder.clone(),
                        form: row.form,
                        franchise: franchise.clone(),
                        instrument: instrument.clone(),
                        valid,
                        routing: routing.clone(),
                        illustrative: row.illustrative,
                        since_version: 0,
                        until_version: None,
                    });
                    lines.push(at.clone());
                }
            }
        }
        self.equal_ranks(source, &lines);
        self.ill_held(source, &lines);
    }

    /// Which of several is asked: the rule in words, and whose turn it is.
    fn routing(&mut self, source: &Source, row: &HoldingRow) -> Option<Routing> {
        let Some(rule) = &row.concurrent else {
            if row.turn.is_some() {
                let fix = "Say by which rule: concurrent = \"…\", or leave the turn out.";
                self.find(source, row.holder.span(), "it has a turn, and no rule that gives it", fix);
            }
            return None;
        };
        if rule.get_ref().trim().is_empty() {
            self.find(source, rule.span(), "the rule says nothing", "Say in words which of them is asked.");
        }
        let Some(turn) = row.turn.filter(|turn| *turn > 0) else {
            let fix = "Write turn = 1 where it is asked first, turn = 2 where it is the next.";
            self.find(source, rule.span(), "nobody can tell in which turn it is asked", fix);
            return None;
        };
        Some(Routing { rule: rule.get_ref().clone(), turn })
    }

    /// Rows held in the form of a franchise that does not stand then, or that the holder does not lead.
    fn ill_held(&mut self, source: &Source, lines: &[Range<usize>]) {
        let franchises = &self.data.arrangements.franchises;
        let rows = self.data.responsibilities.iter().zip(lines);
        let wrong = rows.filter_map(|(row, at)| Some((at.clone(), ill_held(row, franchises)?)));
        let mut wrong: Vec<_> = wrong.map(|(at, wrong)| (at, wrong.to_string())).collect();
        wrong.dedup();
        for (at, what) in wrong {
            self.find(source, at, what, "Write franchise = \"…\", the lead as holder, and days on which it stands.");
        }
    }

    /// Two rows that would answer with equal rank are found at the second.
    fn equal_ranks(&mut self, source: &Source, lines: &[Range<usize>]) {
        let mut cells: std::collections::BTreeMap<_, Vec<(usize, &Responsibility)>> = std::collections::BTreeMap::new();
        for (n, row) in self.data.responsibilities.iter().enumerate() {
            let cell = (&row.service_type, row.function, &row.area, row.channel, &row.segment);
            cells.entry(cell).or_default().push((n, row));
        }
        let mut found = Vec::new();
        for rows in cells.values() {
            for (place, one) in rows.iter().enumerate() {
                for other in &rows[place + 1..] {
                    let same_turn = one.1.routing.is_some() && one.1.routing == other.1.routing;
                    if same_turn && one.1.valid.overlaps(&other.1.valid) {
                        let what = format!("{} and {} have the same turn", one.1.holder.name(), other.1.holder.name());
                        found.push(source.finding(lines[other.0].clone(), what, "Give each a turn of its own."));
                    }
                    if rules::equal_rank(&[one.1, other.1]).is_some() {
                        let first = one.1.valid.from.max(other.1.valid.from);
                        let what = format!(
                            "{} (line {}) and {} would both hold {} of {} at {} on {first}",
                            one.1.holder.name(),
                            source.line(lines[one.0].start),
                            other.1.holder.name(),
                            one.1.function.as_str(),
                            one.1.service_type.name(),
                            one.1.area.as_ref().map_or("every place", AreaCode::as_str),
                        );
                        found.push(source.finding(
                            lines[other.0].clone(),
                            what,
                            "End the first before the second begins, or state a rule and each one's turn: concurrent = \"…\", turn = 1.",
                        ));
                    }
                }
            }
        }
        self.findings.append(&mut found);
    }

    fn systems(&mut self, source: &Source) {
        let file: SystemFile = match source.read() {
            Ok(file) => file,
            Err(finding) => return self.findings.push(finding),
        };
        for row in &file.system {
            let operator = self.named(source, &row.operator, "organisation", |known| &known.organisations);
            if !row.path.get_ref().starts_with('/') {
                self.find(source, row.path.span(), "the path does not begin with '/'", "Write path = \"/name\".");
            }
            let Some(id) = self.id(source, &row.id) else { continue };
            let Some(operator) = operator else {
                self.broken.systems.insert(id);
                continue;
            };
            if self.data.systems.iter().any(|system| system.id == id) {
                self.find(
                    source,
                    row.id.span(),
                    format!("system '{}' stands twice", id.name()),
                    "Give one of them another id.",
                );
                continue;
            }
            self.data.host_lines.rows.insert(id.clone(), source.line(row.host.span().start));
            self.data.systems.push(System {
                id,
                name: row.name.clone(),
                operator,
                protocol: row.protocol,
                host: row.host.get_ref().clone(),
                path: row.path.get_ref().clone(),
                settings: row.settings.clone(),
            });
        }
        for row in &file.endpoint {
            let (line, row) = (source.line(row.span().start), row.get_ref());
            let valid = Effective { from: row.from, until: row.until };
            self.check_dates(source, row.system.span(), valid);
            let area = self.area(source, row.area.as_ref());
            let Some(system) = self.id(source, &row.system) else { continue };
            if self.broken.systems.contains(&system) {
                continue;
            }
            if !self.data.systems.iter().any(|known| known.id == system) {
                let fix = "Name a [[system]] of this file.";
                self.find(source, row.system.span(), format!("there is no system '{}'", system.name()), fix);
                continue;
            }
            for service_type in &row.service_types {
                let at = service_type.span();
                let Some(service_type) = self.named(source, service_type, "service type", |known| &known.service_types)
                else {
                    continue;
                };
                let twice = self.data.endpoints.iter().any(|known| {
                    known.service_type == service_type && known.area == area && known.valid.overlaps(&valid)
                });
                if twice {
                    let what = format!("two systems would take the work of {} on the same day", service_type.name());
                    self.find(source, at, what, "End the first before the second begins.");
                    continue;
                }
                let Ok(id) = Id::named(&format!("row{}", self.data.endpoints.len())) else { continue };
                self.data.endpoint_lines.rows.insert(id.clone(), line);
                self.data.endpoints.push(Endpoint {
                    id,
                    service_type,
                    area: area.clone(),
                    system: system.clone(),
                    valid,
                    since_version: 0,
                    until_version: None,
                });
            }
        }
    }

    pub(crate) fn check_dates(&mut self, source: &Source, at: Range<usize>, valid: Effective) {
        if valid.is_empty() {
            self.find(
                source,
                at,
                "it ends before it begins",
                "Write an 'until' that is later than 'from', or leave it out.",
            );
        }
    }

    pub(crate) fn area(&mut self, source: &Source, code: Option<&Spanned<String>>) -> Option<AreaCode> {
        let code = code?;
        let area = AreaCode::from(code.get_ref().as_str());
        if !self.known.areas.contains(&area) {
            self.find(
                source,
                code.span(),
                format!("there is no area '{area}'"),
                "Name the code of an [[area]] in areas.toml.",
            );
        }
        Some(area)
    }

    pub(crate) fn id<K: values::Kind>(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<K>> {
        match Id::named(text.get_ref()) {
            Ok(id) => Some(id),
            Err(error) => {
                self.find(source, text.span(), error.to_string(), "Use lowercase letters, digits and '-'.");
                None
            }
        }
    }

    pub(crate) fn organisation(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Organisation>> {
        self.named(source, text, "organisation", |known| &known.organisations)
    }

    pub(crate) fn service_type(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::ServiceType>> {
        self.named(source, text, "service type", |known| &known.service_types)
    }

    /// All of them, as far as they are known.
    pub(crate) fn service_types(&mut self, source: &Source, texts: &[Spanned<String>]) -> Vec<Id<id::ServiceType>> {
        self.each_once(source, texts);
        texts.iter().filter_map(|text| self.service_type(source, text)).collect()
    }

    /// A list in which nothing is named twice.
    pub(crate) fn each_once(&mut self, source: &Source, texts: &[Spanned<String>]) {
        for (n, text) in texts.iter().enumerate() {
            if texts[..n].iter().any(|earlier| earlier.get_ref() == text.get_ref()) {
                let what = format!("'{}' is named twice", text.get_ref());
                self.find(source, text.span(), what, "Name it once.");
            }
        }
    }

    pub(crate) fn instrument(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Instrument>> {
        self.named(source, text, "instrument", |known| &known.instruments)
    }

    pub(crate) fn person(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Person>> {
        self.named(source, text, "person", |known| &known.people)
    }

    pub(crate) fn life_event(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::LifeEvent>> {
        self.named(source, text, "life event", |known| &known.life_events)
    }

    pub(crate) fn journey(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Journey>> {
        self.named(source, text, "journey", |known| &known.journeys)
    }

    /// A franchise of `franchises.toml`, which is read first.
    pub(crate) fn franchise(&mut self, source: &Source, text: &Spanned<String>) -> Option<Id<id::Franchise>> {
        let id = self.id(source, text)?;
        if self.data.arrangements.franchise(&id).is_some() {
            return Some(id);
        }
        if self.broken.all_franchises || self.broken.franchises.contains(&id) {
            return None;
        }
        let what = format!("there is no franchise '{}'", id.name());
        self.find(source, text.span(), what, "Check the spelling, or add it to franchises.toml.");
        None
    }

    /// A text says something in each language, and not the same.
    pub(crate) fn text(&mut self, source: &Source, text: &Spanned<Text>) {
        let (en, fr) = (text.get_ref().en.trim(), text.get_ref().fr.trim());
        if en.is_empty() || fr.is_empty() {
            self.find(source, text.span(), "a text says nothing", "Write { en = \"…\", fr = \"…\" }.");
        } else if en == fr {
            self.find(source, text.span(), "the French is the same as the English", "Translate it.");
        }
    }

    /// An id that stands once in its file.
    pub(crate) fn once(&mut self, source: &Source, at: Range<usize>, what: &str, name: &str, stands: bool) -> bool {
        if stands {
            self.find(source, at, format!("{what} '{name}' stands twice"), "Give one of them another id.");
        }
        !stands
    }

    fn named<K: values::Kind>(
        &mut self,
        source: &Source,
        text: &Spanned<String>,
        what: &str,
        known: impl Fn(&Known) -> &HashSet<Id<K>>,
    ) -> Option<Id<K>> {
        let id = self.id(source, text)?;
        if known(self.known).contains(&id) {
            return Some(id);
        }
        let fix = format!("Check the spelling, or add the {what} first.");
        self.find(source, text.span(), format!("there is no {what} '{}'", id.name()), fix);
        None
    }

    pub(crate) fn find(&mut self, source: &Source, at: Range<usize>, what: impl Into<String>, fix: impl Into<String>) {
        self.findings.push(source.finding(at, what, fix));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEMS: &str = "
[[system]]
id = \"old\"
name = { en = \"Old\", fr = \"Ancien\" }
operator = \"north\"
protocol = \"rest\"
host = \"h\"
path = \"/old\"
[[endpoint]]
service_types = [\"waste\"]
system = \"old\"
from = \"2020-01-01\"
";
    const HOLDINGS: &str = "
[[responsibility]]
service_types = [\"waste\"]
functions = [\"decision\"]
holder = \"north\"
form = \"own-agency\"
instrument = \"act\"
from = \"2020-01-01\"
until = \"2023-04-01\"
";

    fn check(holdings: &str, systems: &str) -> Result<ModelData, Vec<String>> {
        let known = Known {
            organisations: ["north", "south"].map(|name| Id::named(name).unwrap()).into(),
            service_types: [Id::named("waste").unwrap()].into(),
            areas: ["E1".into()].into(),
            instruments: [Id::named("act").unwrap()].into(),
            ..Known::default()
        };
        let source = |file: &str, text: &str| Source { file: file.into(), text: text.into() };
        read(&source("r.toml", holdings), &source("s.toml", systems), &[], &known)
            .map_err(|findings| findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn good_files_are_read() {
        let data = check(HOLDINGS, SYSTEMS).unwrap();
        assert_eq!((data.responsibilities.len(), data.systems.len(), data.endpoints.len()), (1, 1, 1));
        assert_eq!((&*data.holding_lines.file, data.holding_lines.of(&data.responsibilities[0].id)), ("r.toml", 2));
        assert_eq!((&*data.endpoint_lines.file, data.endpoint_lines.of(&data.endpoints[0].id)), ("s.toml", 9));
    }

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, line: &str| {
            let (holdings, systems) = (HOLDINGS.replace(from, to), SYSTEMS.replace(from, to));
            let findings = check(&holdings, &systems).unwrap_err();
            assert!(findings.iter().any(|finding| finding.starts_with(line)), "{from} → {to}: {findings:?}");
        };
        faulty("holder = \"north\"", "holder = \"nroth\"", "r.toml:5: there is no organisation 'nroth'");
        faulty("instrument = \"act\"", "instrument = \"atc\"", "r.toml:7: there is no instrument 'atc'");
        faulty("until = \"2023-04-01\"", "until = \"2019-04-01\"", "r.toml:2: it ends before it begins");
        faulty("functions = [\"decision\"]", "functions = []", "r.toml:2: no function is named");
        faulty("form = \"own-agency\"", "form = \"own\"", "r.toml:6: ");
        faulty("form = \"own-agency\"", "form = \"franchise\"", "r.toml:2: the form is 'franchise', and none is named");
        faulty("form = \"own-agency\"", "area = \"E9\"\nform = \"own-agency\"", "r.toml:6: there is no area 'E9'");
        faulty("path = \"/old\"", "path = \"old\"", "s.toml:8: the path does not begin");
        faulty("system = \"old\"", "system = \"new\"", "s.toml:11: there is no system 'new'");
    }

    #[test]
    fn equal_rank_is_found_at_the_second_row() {
        let second = HOLDINGS.replace("north", "south").replace("2020-01-01", "2022-01-01");
        let findings = check(&format!("{HOLDINGS}{second}"), SYSTEMS).unwrap_err();
        assert!(
            findings[0].starts_with(
                "r.toml:11: north (line 2) and south would both hold decision of waste at every place on 2022-01-01"
            ),
            "{findings:?}"
        );
    }

    #[test]
    fn of_several_that_may_act_each_has_its_turn() {
        let said = |one: &str, other: &str| {
            let south = HOLDINGS.replace("north", "south");
            check(&format!("{HOLDINGS}{one}{south}{other}"), SYSTEMS).map(|data| {
                let routing = |row: &Responsibility| row.routing.as_ref().map(|routing| routing.turn);
                data.responsibilities.iter().map(routing).collect::<Vec<_>>()
            })
        };
        let rule = |turn: &str| format!("concurrent = \"the nearest\"\n{turn}\n");
        assert_eq!(said(&rule("turn = 2"), &rule("turn = 1")), Ok(vec![Some(2), Some(1)]));
        let first = |one: &str, other: &str| said(one, other).unwrap_err().remove(0);
        assert!(first(&rule("turn = 1"), &rule("turn = 1")).contains("north and south have the same turn"));
        assert!(first(&rule("turn = 1"), &rule("")).contains("in which turn it is asked"));
        assert!(first(&rule("turn = 0"), &rule("turn = 1")).contains("in which turn it is asked"));
        assert!(first("turn = 1\n", "").contains("a turn, and no rule"));
        assert!(first("concurrent = \" \"\nturn = 1\n", "").contains("the rule says nothing"));
    }

    #[test]
    fn two_endpoints_on_one_day_are_found() {
        let second = "[[endpoint]]\nservice_types = [\"waste\"]\nsystem = \"old\"\nfrom = \"2021-01-01\"\n";
        let findings = check(HOLDINGS, &format!("{SYSTEMS}{second}")).unwrap_err();
        assert!(findings[0].contains("two systems would take the work of waste"), "{findings:?}");
    }
}
