//! Which file holds which tables, and the tables of all files by name.

use std::{collections::BTreeMap, rc::Rc};

use toml::de::{DeTable, DeValue};
use values::source::{Finding, Source};

use super::{
    entry::{Entry, listed},
    nearest::nearest,
};

/// The catalogue's files and the tables each may hold.
const OURS: [(&str, &[&str]); 8] = [
    ("organisations.toml", &["organisation"]),
    ("areas.toml", &["area"]),
    ("postcodes.toml", &["postcode"]),
    ("instruments.toml", &["instrument"]),
    ("services", &["service_type", "public_service"]),
    ("life-events.toml", &["life_event"]),
    ("holidays.toml", &["holiday"]),
    ("people.toml", &["person"]),
];

/// Files that other parts of Portico read.
const OTHERS: [&str; 10] = [
    "responsibilities.toml",
    "systems.toml",
    "franchises.toml",
    "agreements.toml",
    "delegations.toml",
    "controllers.toml",
    "resources.toml",
    "transfers.toml",
    "journeys",
    "concepts.toml",
];

/// An item that was read, and the table it was read from.
#[derive(Debug)]
pub(crate) struct Kept<'a, T> {
    /// The item.
    pub item: T,
    /// Its table.
    pub entry: Rc<Entry<'a>>,
}

/// The tables of all files, by name.
#[derive(Debug, Default)]
pub(crate) struct Files<'a> {
    tables: BTreeMap<&'static str, Vec<Entry<'a>>>,
}

impl<'a> Files<'a> {
    /// Opens the catalogue's files.
    pub fn open(sources: &'a [Source], findings: &mut Vec<Finding>) -> Self {
        let mut files = Self::default();
        for source in sources {
            match tables_of(&source.file) {
                Some(tables) => files.open_one(source, tables, findings),
                None => findings.extend(misnamed(source)),
            }
        }
        files
    }

    /// The tables of one name.
    pub fn entries(&self, table: &str) -> &[Entry<'a>] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// Reads all tables of one name. A table that cannot be read is left out, with a finding.
    pub fn read<T, I: IntoIterator<Item = T>>(
        &mut self,
        table: &str,
        read: impl Fn(&mut Entry<'a>) -> I,
        findings: &mut Vec<Finding>,
    ) -> Vec<Kept<'a, T>> {
        let mut kept = Vec::new();
        for mut entry in self.tables.remove(table).unwrap_or_default() {
            let items = read(&mut entry);
            findings.append(&mut entry.close());
            let entry = Rc::new(entry);
            kept.extend(items.into_iter().map(|item| Kept { item, entry: entry.clone() }));
        }
        kept
    }

    fn open_one(&mut self, source: &'a Source, tables: &[&'static str], findings: &mut Vec<Finding>) {
        let (document, errors) = DeTable::parse_recoverable(&source.text);
        for error in errors {
            let what = format!("this is not TOML: {}", error.message().lines().collect::<Vec<_>>().join("; "));
            let fix = "Mend the line; texts stand in quotation marks, tables begin with [[…]].";
            findings.push(source.finding(error.span().unwrap_or(0..0), what, fix));
        }
        findings.extend(source.unfit());
        for (key, value) in document.into_inner() {
            let Some(table) = tables.iter().find(|table| **table == key.get_ref().as_ref()) else {
                let fix = match nearest(key.get_ref(), tables.iter().copied()) {
                    Some(meant) => format!("Did you mean '{meant}'?"),
                    None => format!("This file holds {}.", listed(tables)),
                };
                findings.push(source.finding(
                    key.span(),
                    format!("no table '{}' belongs in this file", key.get_ref()),
                    fix,
                ));
                continue;
            };
            let DeValue::Array(items) = value.get_ref() else {
                let what = format!("'{table}' is not a list of tables");
                findings.push(source.finding(key.span(), what, format!("Begin each table with [[{table}]].")));
                continue;
            };
            for item in items {
                if let DeValue::Table(inner) = item.get_ref() {
                    let entry = Entry::new(source, table.replace('_', " "), item.span(), inner.clone());
                    self.tables.entry(table).or_default().push(entry);
                } else {
                    let what = format!("'{table}' holds something that is not a table");
                    findings.push(source.finding(item.span(), what, format!("Begin each table with [[{table}]].")));
                }
            }
        }
    }
}

/// The tables a file of the catalogue may hold.
fn tables_of(file: &str) -> Option<&'static [&'static str]> {
    let name = name_of(file)?;
    OURS.iter().find(|(ours, _)| *ours == name).map(|(_, tables)| *tables)
}

/// A file that nobody reads.
fn misnamed(source: &Source) -> Option<Finding> {
    let name = name_of(&source.file)?;
    let read: Vec<&str> = OURS.iter().map(|(ours, _)| *ours).chain(OTHERS).collect();
    if read.contains(&name) {
        return None;
    }
    let fix = match nearest(name, read) {
        Some(meant) => format!("Did you mean '{meant}'?"),
        None => "Take it out, or put its tables into the files that docs/reference/demo-format.md names.".to_owned(),
    };
    Some(source.finding(0..0, format!("no part of Portico reads '{name}'"), fix))
}

/// What tells a file's part: the folder for services and journeys, otherwise the file's own name.
fn name_of(file: &str) -> Option<&str> {
    let mut parts = file.rsplit(['/', '\\']);
    let own = parts.next().filter(|own| own.strip_suffix(".toml").is_some())?;
    match parts.next() {
        Some(folder @ ("services" | "journeys")) => Some(folder),
        _ => Some(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{
        planted::{in_file, sound},
        read,
    };

    fn found(file: &str, text: &str) -> Vec<String> {
        let mut files = sound();
        files.push(Source { file: file.to_owned(), text: text.to_owned() });
        read(&files).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_not_toml_is_found_at_each_line() {
        in_file("people.toml")
            .replace("role = \"contact-agent\"", "role = contact agent")
            .replace("name = \"Alex Example\"", "name = \"Alex Example")
            .finds(4, "this is not TOML", "Mend the line")
            .finds(5, "this is not TOML", "Mend the line");
    }

    #[test]
    fn a_table_that_belongs_elsewhere_is_found() {
        in_file("people.toml")
            .add("\n[[persson]]\nid = \"kim\"\n[[area]]\ncode = \"x\"\n")
            .finds(8, "no table 'persson' belongs in this file", "Did you mean 'person'?")
            .finds(10, "no table 'area' belongs in this file", "This file holds 'person'.");
    }

    #[test]
    fn a_table_that_is_not_one_of_several_is_found() {
        in_file("life-events.toml").replace("[[life_event]]", "[life_event]").finds(
            2,
            "'life_event' is not a list of tables",
            "Begin each table with [[life_event]].",
        );
    }

    #[test]
    fn a_file_whose_name_is_nearly_right_is_found() {
        assert_eq!(
            found("demo/organisation.toml", ""),
            [
                "demo/organisation.toml:1: no part of Portico reads 'organisation.toml'. Did you mean 'organisations.toml'?"
            ]
        );
    }

    #[test]
    fn a_file_that_nobody_reads_is_found() {
        let found = found("demo/lighthouses.toml", "[[lighthouse]]");
        assert_eq!(found.len(), 1);
        assert!(
            found[0].starts_with("demo/lighthouses.toml:1: no part of Portico reads 'lighthouses.toml'. Take it out"),
            "{found:?}"
        );
    }

    #[test]
    fn files_of_others_are_passed_over() {
        for file in ["demo/responsibilities.toml", "demo/systems.toml", "demo/journeys/a.toml", "demo/notes.md"] {
            assert!(found(file, "[[anything]]").is_empty(), "{file}");
        }
    }

    #[test]
    fn the_same_table_may_stand_in_several_files_of_services() {
        let twice = found(
            "demo/services/more.toml",
            "[[service_type]]\nid = \"register-death\"\ntitle = { en = \"a\", fr = \"b\" }\nsummary = { en = \"a\", fr = \"b\" }\n",
        );
        assert_eq!(
            twice,
            [
                "demo/services/more.toml:2: service type 'register-death' is there twice, first at demo/services/death.toml:2. Take one of them out, or give it another name."
            ]
        );
    }
}
