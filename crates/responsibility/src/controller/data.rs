//! Data controllers as `controllers.toml` holds them.

use serde::Deserialize;
use values::{
    Day, Effective, Id,
    source::{Source, Spanned},
};

use super::Controller;
use crate::data::Reading;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    controller: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    service_types: Vec<Spanned<String>>,
    area: Option<Spanned<String>>,
    bodies: Vec<Spanned<String>>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
}

/// Reads the file. One table stands for each of its service types; one row answers for a service type, area and day.
pub(crate) fn read(reading: &mut Reading<'_>, source: &Source) {
    let file: File = match source.read() {
        Ok(file) => file,
        Err(finding) => return reading.findings.push(finding),
    };
    for spanned in &file.controller {
        let (at, row) = (spanned.span(), spanned.get_ref());
        let line = source.line(at.start);
        let valid = Effective { from: row.from, until: row.until };
        reading.check_dates(source, at.clone(), valid);
        let area = reading.area(source, row.area.as_ref());
        let bodies: Vec<_> = row.bodies.iter().filter_map(|name| reading.organisation(source, name)).collect();
        reading.each_once(source, &row.bodies);
        if row.bodies.is_empty() {
            reading.find(
                source,
                at.clone(),
                "no body is named",
                "Write bodies = [\"…\"]; several are joint controllers.",
            );
        }
        let service_types = reading.service_types(source, &row.service_types);
        let Some(instrument) = reading.instrument(source, &row.instrument) else { continue };
        for service_type in service_types {
            let known = &reading.data.arrangements.controllers;
            let twice = known
                .iter()
                .any(|known| known.service_type == service_type && known.area == area && known.valid.overlaps(&valid));
            if twice {
                let what = format!("two rows say who is controller of {} on the same day", service_type.name());
                let fix = "End the first before the second begins; joint controllers stand in one row.";
                reading.find(source, at.clone(), what, fix);
                continue;
            }
            let id = Id::named(&format!("row{}", known.len())).expect("it is a good name");
            reading.data.controller_lines.note(source, &id, line);
            reading.data.arrangements.controllers.push(Controller {
                id,
                service_type,
                area: area.clone(),
                bodies: bodies.clone(),
                instrument: instrument.clone(),
                valid,
                since_version: 0,
                until_version: None,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{self, findings_of};

    const FILE: &str = "[[controller]]
service_types = [\"waste\", \"water\"]
area = \"E1\"
bodies = [\"north\", \"south\"]
instrument = \"act\"
from = \"2023-04-01\"
until = \"2025-04-01\"
";

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            planted::faulty("controllers.toml", FILE, from, to, &format!("controllers.toml:{expected}"));
        };
        assert_eq!(findings_of("controllers.toml", FILE), Vec::<String>::new());
        faulty("\"waste\"", "\"wsate\"", "2: there is no service type 'wsate'");
        faulty("\"E1\"", "\"E9\"", "3: there is no area 'E9'");
        faulty("\"north\"", "\"nroth\"", "4: there is no organisation 'nroth'");
        faulty("[\"north\", \"south\"]", "[]", "1: no body is named");
        faulty("\"south\"", "\"north\"", "4: 'north' is named twice");
        faulty("\"water\"", "\"waste\"", "2: 'waste' is named twice");
        faulty("\"act\"", "\"atc\"", "5: there is no instrument 'atc'");
        faulty("2025-04-01", "2021-04-01", "1: it ends before it begins");
        let found = findings_of("controllers.toml", &format!("{FILE}{FILE}"));
        assert!(found[0].starts_with("controllers.toml:8: two rows say who is controller of waste"), "{found:?}");
    }
}
