//! Reads `responsibilities.toml`, `systems.toml` and the files of arrangements; every finding names file, line and fix.

pub mod days;
mod holdings;
#[cfg(test)]
pub(crate) mod planted;
mod reading;
mod systems;

use std::collections::{BTreeMap, HashSet};

use values::{
    AreaCode, Channel, Id, id,
    source::{Finding, Source},
};

pub(crate) use self::reading::{Broken, Reading};
use crate::{
    Endpoint, Responsibility, System, agreement, arrangements::Arrangements, controller, delegation, franchise,
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
        faulty("form = ", "segment = \" \"\nform = ", "r.toml:6: it is no name of a segment");
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
