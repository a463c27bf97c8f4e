//! Which names the files give, so that a reference to another name is found and the meant one suggested.

use std::collections::BTreeMap;

use values::source::Finding;

use super::{entry::Entry, files::Files, nearest::nearest};

/// The names of one kind of thing, with where each is given.
#[derive(Debug)]
pub(crate) struct Names {
    kind: &'static str,
    file: &'static str,
    places: BTreeMap<String, String>,
}

/// The names of everything that other tables refer to.
#[derive(Debug)]
pub(crate) struct Known {
    /// Bodies.
    pub organisations: Names,
    /// Areas.
    pub areas: Names,
    /// Service types.
    pub service_types: Names,
    /// Life events.
    pub life_events: Names,
}

impl Known {
    /// Collects all names. A name that is given twice is a finding.
    pub fn collect(files: &Files<'_>, findings: &mut Vec<Finding>) -> Self {
        let mut names = |kind, table, key, file| {
            let (names, twice) = Names::collect(kind, file, key, files.entries(table));
            findings.extend(twice);
            names
        };
        names("instrument", "instrument", "id", "instruments.toml");
        names("person", "person", "id", "people.toml");
        names("postcode", "postcode", "outward", "postcodes.toml");
        names("public service", "public_service", "id", "a file in services/");
        Self {
            organisations: names("organisation", "organisation", "id", "organisations.toml"),
            areas: names("area", "area", "code", "areas.toml"),
            service_types: names("service type", "service_type", "id", "a file in services/"),
            life_events: names("life event", "life_event", "id", "life-events.toml"),
        }
    }
}

impl Names {
    /// A finding at a key that refers to a name nobody gave.
    pub fn check(&self, name: &str, entry: &Entry<'_>, path: &str, findings: &mut Vec<Finding>) {
        if self.places.contains_key(name) {
            return;
        }
        let fix = match nearest(name, self.places.keys().map(String::as_str)) {
            Some(meant) => format!("Did you mean '{meant}'? Otherwise add it to {}.", self.file),
            None => format!("Add it to {}, or name another.", self.file),
        };
        findings.push(entry.finding(path, format!("there is no {} '{name}'", self.kind), fix));
    }

    fn collect(kind: &'static str, file: &'static str, key: &str, entries: &[Entry<'_>]) -> (Self, Vec<Finding>) {
        let mut places = BTreeMap::new();
        let mut twice = Vec::new();
        for entry in entries {
            let Some(name) = entry.peek(key) else { continue };
            let name = without_prefix(name.trim()).to_owned();
            if let Some(first) = places.get(&name) {
                let what = format!("{kind} '{name}' is there twice, first at {first}");
                twice.push(entry.finding(key, what, "Take one of them out, or give it another name."));
            } else {
                places.insert(name, entry.place());
            }
        }
        (Self { kind, file, places }, twice)
    }
}

/// An id may be written whole (`org_north`) or bare (`north`).
fn without_prefix(id: &str) -> &str {
    id.split_once('_').map_or(id, |(_, name)| name)
}
