//! The catalogue as people write it: TOML files, read and checked, every finding with its file, line and fix.

use serde::{Deserialize, Serialize};
use values::source::{Finding, Source};

use crate::{
    area::{self, Area, Postcode},
    holiday::{self, Holiday},
    instrument::{self, Instrument},
    life_event::{self, LifeEvent},
    organisation::{self, Organisation},
    person::{self, Person},
    service::{self, PublicService, ServiceType},
};

mod nearest;

pub(crate) mod contact;
pub(crate) mod entry;
pub(crate) mod files;
pub(crate) mod known;

#[cfg(test)]
pub(crate) mod planted;

use files::Files;
use known::Known;
pub use nearest::nearest;

/// Everything the catalogue holds, checked.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueData {
    /// All bodies.
    pub organisations: Vec<Organisation>,
    /// All areas.
    pub areas: Vec<Area>,
    /// The first halves of postcodes and where they lead.
    pub postcodes: Vec<Postcode>,
    /// Laws, orders and agreements.
    pub instruments: Vec<Instrument>,
    /// What people need.
    pub service_types: Vec<ServiceType>,
    /// Each body's version of it.
    pub public_services: Vec<PublicService>,
    /// What happens in a life.
    pub life_events: Vec<LifeEvent>,
    /// Days on which offices are shut.
    pub holidays: Vec<Holiday>,
    /// Demonstration staff.
    pub people: Vec<Person>,
}

impl CatalogueData {
    /// The same data, in the order of ids, so that two editions can be compared.
    pub(crate) fn in_order(mut self) -> Self {
        self.organisations.sort_by(|a, b| a.id.cmp(&b.id));
        self.areas.sort_by(|a, b| a.code.cmp(&b.code));
        self.postcodes.sort_by(|a, b| a.outward.cmp(&b.outward));
        self.instruments.sort_by(|a, b| a.id.cmp(&b.id));
        self.service_types.sort_by(|a, b| a.id.cmp(&b.id));
        self.public_services.sort_by(|a, b| a.id.cmp(&b.id));
        self.life_events.sort_by(|a, b| a.id.cmp(&b.id));
        self.holidays.sort_by(|a, b| (a.day, &a.areas).cmp(&(b.day, &b.areas)));
        self.people.sort_by(|a, b| a.id.cmp(&b.id));
        self
    }
}

/// Reads and checks the catalogue's files out of these; files of other parts of Portico are passed over. Fails with
/// everything that is wrong, by file and line.
pub fn read(files: &[Source]) -> Result<CatalogueData, Vec<Finding>> {
    let mut findings = Vec::new();
    let mut tables = Files::open(files, &mut findings);
    if !findings.is_empty() {
        return Err(in_order(findings));
    }
    let known = Known::collect(&tables, &mut findings);

    let organisations = tables.read("organisation", organisation::data::read, &mut findings);
    let areas = tables.read("area", area::data::read, &mut findings);
    let postcodes = tables.read("postcode", area::data::read_postcode, &mut findings);
    let instruments = tables.read("instrument", instrument::data::read, &mut findings);
    let service_types = tables.read("service_type", service::data::read_type, &mut findings);
    let public_services = tables.read("public_service", service::data::read, &mut findings);
    let life_events = tables.read("life_event", life_event::data::read, &mut findings);
    let holidays = tables.read("holiday", holiday::data::read, &mut findings);
    let people = tables.read("person", person::data::read, &mut findings);

    organisation::data::check(&organisations, &known, &mut findings);
    area::data::check(&areas, &known, &mut findings);
    area::data::check_postcodes(&postcodes, &areas, &known, &mut findings);
    service::data::check_types(&service_types, &known, &mut findings);
    let public_services = service::data::check(public_services, &organisations, &known, &mut findings);
    holiday::data::check(&holidays, &known, &mut findings);
    person::data::check(&people, &known, &mut findings);
    if findings.is_empty() {
        // What is missing is only known once everything that is there is sound.
        service::data::check_kinds(&service_types, &areas, &mut findings);
        service::data::check_provided(&service_types, &public_services, &mut findings);
        life_event::data::check(&life_events, &service_types, &mut findings);
    }

    if !findings.is_empty() {
        return Err(in_order(findings));
    }
    Ok(CatalogueData {
        organisations: items(organisations),
        areas: items(areas),
        postcodes: items(postcodes),
        instruments: items(instruments),
        service_types: items(service_types),
        public_services: items(public_services),
        life_events: items(life_events),
        holidays: items(holidays),
        people: items(people),
    })
}

fn items<T>(kept: Vec<files::Kept<'_, T>>) -> Vec<T> {
    kept.into_iter().map(|kept| kept.item).collect()
}

fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| (&a.file, a.line, &a.what).cmp(&(&b.file, b.line, &b.what)));
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::{entry::Entry, files::Files, planted::sound, *};

    const REFERENCE: &str = include_str!("../../../../docs/reference/demo-format.md");

    /// The keys that the reference lists for a table.
    fn listed(table: &str) -> BTreeSet<&str> {
        let (_, section) = REFERENCE.split_once(&format!("### `[[{table}]]`")).expect("the table has a section");
        let section = section.split("\n#").next().unwrap_or_default();
        let rows = section.lines().filter_map(|line| line.strip_prefix("| `"));
        rows.filter_map(|row| row.split('`').next()).collect()
    }

    #[test]
    fn the_reference_lists_the_keys_of_every_table_and_no_others() {
        fn check<T, I: IntoIterator<Item = T>>(table: &'static str, read: impl Fn(&mut Entry<'_>) -> I) {
            let (sources, mut findings) = (sound(), Vec::new());
            let keys = std::cell::RefCell::new(BTreeSet::new());
            Files::open(&sources, &mut findings).read(
                table,
                |entry| {
                    let items = read(entry);
                    keys.borrow_mut().extend(entry.asked().iter().copied());
                    items
                },
                &mut findings,
            );
            assert!(!keys.borrow().is_empty(), "{table} is in the sound catalogue");
            assert_eq!(listed(table), *keys.borrow(), "{table}");
        }
        check("organisation", organisation::data::read);
        check("area", area::data::read);
        check("postcode", area::data::read_postcode);
        check("instrument", instrument::data::read);
        check("service_type", service::data::read_type);
        check("public_service", service::data::read);
        check("life_event", life_event::data::read);
        check("holiday", holiday::data::read);
        check("person", person::data::read);
    }

    #[test]
    fn a_text_with_signs_that_nobody_can_see_is_found_at_its_line() {
        for letters in ["Ann\\u202Ea", "Ann\\u0000a", &"n".repeat(201)] {
            let mut files = sound();
            let people = files.iter_mut().find(|file| file.file.ends_with("people.toml")).unwrap();
            let lines: Vec<String> = people.text.lines().map(str::to_owned).collect();
            let at = lines.iter().position(|line| line.starts_with("name = ")).unwrap();
            people.text = [&lines[..at], &[format!("name = \"{letters}\"")], &lines[at + 1..]].concat().join("\n");
            let found = read(&files).unwrap_err();
            let told = found.iter().any(|found| found.line == at + 1 && found.what.starts_with("this text "));
            assert!(told, "{found:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_strange(file in 0..8usize, text in any::<String>()) {
            let mut files = sound();
            files[file].text = text;
            let _ = read(&files);
        }

        #[test]
        fn no_piece_cut_out_or_put_in_goes_unanswered(
            file in 0..8usize,
            from in any::<prop::sample::Index>(),
            cut in 0..40usize,
            put in "[a-z0-9=\\[\\]{}\", \n-]{0,12}",
        ) {
            let mut files = sound();
            let letters: Vec<char> = files[file].text.chars().collect();
            let from = from.index(letters.len());
            let rest = letters.iter().skip(from + cut);
            files[file].text = letters[..from].iter().copied().chain(put.chars()).chain(rest.copied()).collect();
            if let Err(findings) = read(&files) {
                let lines = |name: &str| files.iter().find(|file| file.file == name).map(|file| file.text.lines().count() + 1);
                for finding in findings {
                    prop_assert!(lines(&finding.file).is_some_and(|lines| (1..=lines).contains(&finding.line)), "{finding}");
                    prop_assert!(!finding.what.is_empty() && !finding.fix.is_empty(), "{finding}");
                }
            }
        }
    }
}
