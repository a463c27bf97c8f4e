//! Officers' powers as `delegations.toml` holds them.

use serde::Deserialize;
use values::{
    Day, Effective, Id,
    source::{Source, Spanned},
};

use super::Delegation;
use crate::data::Reading;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    delegation: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    body: Spanned<String>,
    officers: Vec<Spanned<String>>,
    #[serde(default)]
    service_types: Vec<Spanned<String>>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
}

/// Reads the file. One table stands for each of its officers.
pub(crate) fn read(reading: &mut Reading<'_>, source: &Source) {
    let file: File = match source.read() {
        Ok(file) => file,
        Err(finding) => return reading.findings.push(finding),
    };
    for spanned in &file.delegation {
        let (at, row) = (spanned.span(), spanned.get_ref());
        let line = source.line(at.start);
        let valid = Effective { from: row.from, until: row.until };
        reading.check_dates(source, at.clone(), valid);
        reading.each_once(source, &row.officers);
        if row.officers.is_empty() {
            reading.find(source, at, "no officer is named", "Write officers = [\"…\"].");
        }
        let service_types = reading.service_types(source, &row.service_types);
        let (body, instrument) = (reading.organisation(source, &row.body), reading.instrument(source, &row.instrument));
        let (Some(body), Some(instrument)) = (body, instrument) else { continue };
        // A list that lost its unknown names would stand for everything.
        if service_types.len() < row.service_types.len() {
            continue;
        }
        for officer in &row.officers {
            let Some(officer) = reading.person(source, officer) else { continue };
            let same = |known: &Delegation| {
                let who = (&known.body, &known.officer, &known.service_types);
                who == (&body, &officer, &service_types) && known.valid.overlaps(&valid)
            };
            if reading.data.arrangements.delegations.iter().any(same) {
                let what = format!("two rows give {} the same power on the same day", officer.name());
                reading.find(source, spanned.span(), what, "Take one of them out, or end it before the other begins.");
            }
            let id = Id::named(&format!("row{}", reading.data.arrangements.delegations.len()));
            let id = id.expect("it is a good name");
            reading.data.delegation_lines.note(source, &id, line);
            reading.data.arrangements.delegations.push(Delegation {
                id,
                body: body.clone(),
                officer,
                service_types: service_types.clone(),
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

    const FILE: &str = "[[delegation]]
body = \"north\"
officers = [\"ann\"]
service_types = [\"waste\"]
instrument = \"act\"
from = \"2023-04-01\"
until = \"2025-04-01\"
";

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            planted::faulty("delegations.toml", FILE, from, to, &format!("delegations.toml:{expected}"));
        };
        assert_eq!(findings_of("delegations.toml", FILE), Vec::<String>::new());
        faulty("\"north\"", "\"nroth\"", "2: there is no organisation 'nroth'");
        faulty("[\"ann\"]", "[\"nan\"]", "3: there is no person 'nan'");
        faulty("[\"ann\"]", "[]", "1: no officer is named");
        faulty("[\"ann\"]", "[\"ann\", \"ann\"]", "3: 'ann' is named twice");
        let found = findings_of("delegations.toml", &format!("{FILE}{FILE}"));
        assert!(found[0].starts_with("delegations.toml:8: two rows give ann the same power"), "{found:?}");
        faulty("[\"waste\"]", "[\"wsate\"]", "4: there is no service type 'wsate'");
        faulty("\"act\"", "\"atc\"", "5: there is no instrument 'atc'");
        faulty("2025-04-01", "2021-04-01", "1: it ends before it begins");
    }
}
