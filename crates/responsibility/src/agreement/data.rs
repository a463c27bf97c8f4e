//! Agreements as `agreements.toml` holds them.

use serde::Deserialize;
use values::{
    Channel, Day, Effective, Text,
    source::{Source, Spanned},
};

use super::Agreement;
use crate::data::Reading;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    agreement: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    title: Spanned<Text>,
    provider: Spanned<String>,
    client: Spanned<String>,
    service_types: Vec<Spanned<String>>,
    channels: Option<Spanned<Vec<Channel>>>,
    monthly_volume: Option<Spanned<u32>>,
    forecaster: Option<Spanned<String>>,
    standard: Option<Spanned<Text>>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
    #[serde(default)]
    illustrative: bool,
}

/// Reads the file. What an agreement leaves unsaid is no mistake here: it shows as a seam.
pub(crate) fn read(reading: &mut Reading<'_>, source: &Source) {
    let file: File = match source.read() {
        Ok(file) => file,
        Err(finding) => return reading.findings.push(finding),
    };
    for spanned in &file.agreement {
        let (at, row) = (spanned.span(), spanned.get_ref());
        let line = source.line(at.start);
        let valid = Effective { from: row.from, until: row.until };
        reading.check_dates(source, at.clone(), valid);
        reading.text(source, &row.title);
        if let Some(standard) = &row.standard {
            reading.text(source, standard);
        }
        let Some(id) = reading.id(source, &row.id) else { continue };
        let stands = reading.data.arrangements.agreements.iter().any(|known| known.id == id);
        if !reading.once(source, row.id.span(), "agreement", id.name(), stands) {
            continue;
        }
        if row.service_types.is_empty() {
            reading.find(source, at, "no service type is named", "Write service_types = [\"…\"].");
        }
        if let Some(none) = row.channels.as_ref().filter(|channels| channels.get_ref().is_empty()) {
            reading.find(
                source,
                none.span(),
                "no channel is named",
                "Name one, or leave 'channels' out: it is about all.",
            );
        }
        if let Some(channels) = &row.channels {
            let each = channels.get_ref();
            if let Some(twice) = (1..each.len()).find(|n| each[..*n].contains(&each[*n])) {
                let what = format!("'{}' is named twice", each[twice].as_str());
                reading.find(source, channels.span(), what, "Name it once.");
            }
        }
        if let Some(none) = row.monthly_volume.as_ref().filter(|volume| *volume.get_ref() == 0) {
            let fix = "Write how many a month are expected, or leave 'monthly_volume' out.";
            reading.find(source, none.span(), "a forecast of nothing is none", fix);
        }
        let service_types = reading.service_types(source, &row.service_types);
        let forecaster = row.forecaster.as_ref().map(|name| reading.organisation(source, name));
        let instrument = reading.instrument(source, &row.instrument);
        let provider = reading.organisation(source, &row.provider);
        let client = reading.organisation(source, &row.client);
        let (Some(provider), Some(client), Some(instrument)) = (provider, client, instrument) else { continue };
        if provider == client {
            let fix = "Name the body that does it, and the body it is done for.";
            reading.find(source, row.client.span(), "provider and client are the same body", fix);
        }
        reading.data.agreement_lines.note(source, &id, line);
        reading.data.arrangements.agreements.push(Agreement {
            id,
            title: row.title.get_ref().clone(),
            provider,
            client,
            service_types,
            channels: row.channels.as_ref().map(|channels| channels.get_ref().clone()).unwrap_or_default(),
            monthly_volume: row.monthly_volume.as_ref().map(|volume| *volume.get_ref()),
            forecaster: forecaster.flatten(),
            standard: row.standard.as_ref().map(|standard| standard.get_ref().clone()),
            instrument,
            valid,
            illustrative: row.illustrative,
            since_version: 0,
            until_version: None,
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{self, findings_of};

    const FILE: &str = "[[agreement]]
id = \"bins\"
title = { en = \"Bins\", fr = \"Poubelles\" }
provider = \"north\"
client = \"south\"
service_types = [\"waste\"]
channels = [\"phone\"]
monthly_volume = 400
forecaster = \"south\"
standard = { en = \"In two days\", fr = \"En deux jours\" }
instrument = \"act\"
from = \"2023-04-01\"
until = \"2025-04-01\"
";

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            planted::faulty("agreements.toml", FILE, from, to, &format!("agreements.toml:{expected}"));
        };
        assert_eq!(findings_of("agreements.toml", FILE), Vec::<String>::new());
        faulty("fr = \"Poubelles\"", "fr = \"Bins\"", "3: the French is the same");
        faulty("\"north\"", "\"nroth\"", "4: there is no organisation 'nroth'");
        faulty("client = \"south\"", "client = \"north\"", "5: provider and client are the same body");
        faulty("[\"waste\"]", "[]", "1: no service type is named");
        faulty("[\"waste\"]", "[\"wsate\"]", "6: there is no service type 'wsate'");
        faulty("[\"phone\"]", "[\"fone\"]", "7: ");
        faulty("[\"phone\"]", "[]", "7: no channel is named");
        faulty("400", "-1", "8: ");
        faulty("400", "0", "8: a forecast of nothing is none");
        faulty("forecaster = \"south\"", "forecaster = \"suoth\"", "9: there is no organisation 'suoth'");
        faulty("\"En deux jours\"", "\"\"", "10: a text says nothing");
        faulty("\"act\"", "\"atc\"", "11: there is no instrument 'atc'");
        faulty("2025-04-01", "2021-04-01", "1: it ends before it begins");
        let found = findings_of("agreements.toml", &format!("{FILE}{FILE}"));
        assert!(found[0].starts_with("agreements.toml:15: agreement 'bins' stands twice"), "{found:?}");
    }
}
