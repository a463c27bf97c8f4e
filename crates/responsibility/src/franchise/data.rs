//! Franchises as `franchises.toml` holds them.

pub(super) mod new;

use serde::Deserialize;
use values::{
    Day, Effective, Money, Text,
    source::{Source, Spanned},
};

use super::{Franchise, Member, Offered, Part, Serves, rules::faults};
use crate::data::Reading;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    franchise: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: Spanned<String>,
    name: Spanned<Text>,
    life_event: Option<Spanned<String>>,
    segment: Option<String>,
    charter: Spanned<Text>,
    instrument: Spanned<String>,
    from: Day,
    until: Option<Day>,
    members: Vec<MemberRow>,
    #[serde(default)]
    journeys: Vec<JourneyRow>,
    #[serde(default)]
    came_from: Vec<Spanned<String>>,
    /// Only of a part of one that is split.
    #[serde(default)]
    lines: Vec<Spanned<String>>,
    /// Only of a part of one that is split.
    #[serde(default)]
    shares: Vec<Spanned<ShareRow>>,
    #[serde(default)]
    illustrative: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MemberRow {
    body: Spanned<String>,
    part: Part,
    from: Option<Day>,
    until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JourneyRow {
    journey: Spanned<String>,
    from: Option<Day>,
    until: Option<Day>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ShareRow {
    line: String,
    body: Spanned<String>,
    posts: Option<Spanned<String>>,
    money: Option<Spanned<Money>>,
}

/// Reads the file. Each franchise has exactly one lead on every day of its life. One it came from stands above it.
pub(crate) fn read(reading: &mut Reading<'_>, source: &Source) {
    let file: File = match source.read() {
        Ok(file) => file,
        Err(finding) => {
            reading.broken.all_franchises = true;
            return reading.findings.push(finding);
        }
    };
    for spanned in &file.franchise {
        let (at, row) = (spanned.span(), spanned.get_ref());
        let valid = Effective { from: row.from, until: row.until };
        reading.text(source, &row.name);
        reading.text(source, &row.charter);
        let Some(id) = reading.id(source, &row.id) else { continue };
        let stands = reading.data.arrangements.franchise(&id).is_some();
        if !reading.once(source, row.id.span(), "franchise", id.name(), stands) {
            continue;
        }
        let lines = row.lines.iter().map(Spanned::span);
        if let Some(line) = lines.chain(row.shares.iter().map(Spanned::span)).next() {
            let fix =
                "Name the franchise in its row of resources.toml; `portico franchise split` alone takes lines here.";
            reading.find(source, line, "a budget line is named here", fix);
        }
        let span = |from: Option<Day>, until: Option<Day>| Effective {
            from: from.unwrap_or(row.from),
            until: until.or(row.until),
        };
        let mut members = Vec::new();
        for member in &row.members {
            let body = reading.organisation(source, &member.body);
            members.extend(body.map(|body| Member { body, part: member.part, valid: span(member.from, member.until) }));
        }
        let mut journeys = Vec::new();
        for offered in &row.journeys {
            let journey = reading.journey(source, &offered.journey);
            journeys.extend(journey.map(|journey| Offered { journey, valid: span(offered.from, offered.until) }));
        }
        let came_from = row.came_from.iter().filter_map(|name| reading.franchise(source, name)).collect();
        let (serves, instrument) = (serves(reading, source, spanned), reading.instrument(source, &row.instrument));
        let (Some(serves), Some(instrument)) = (serves, instrument) else {
            reading.broken.franchises.insert(id);
            continue;
        };
        let whole = members.len() == row.members.len() && journeys.len() == row.journeys.len();
        let franchise = Franchise {
            id,
            name: row.name.get_ref().clone(),
            serves,
            charter: row.charter.get_ref().clone(),
            instrument,
            valid,
            members,
            journeys,
            came_from,
            illustrative: row.illustrative,
            since_version: 0,
            until_version: None,
        };
        if whole {
            for fault in faults(&franchise) {
                let fix = "Name one lead for every day of its life, and everything within it once.";
                reading.find(source, at.clone(), fault.to_string(), fix);
            }
        }
        reading.data.franchise_lines.note(source, &franchise.id, source.line(at.start));
        reading.data.arrangements.franchises.push(franchise);
    }
}

fn serves(reading: &mut Reading<'_>, source: &Source, spanned: &Spanned<Row>) -> Option<Serves> {
    match (&spanned.get_ref().life_event, &spanned.get_ref().segment) {
        (Some(event), None) => Some(Serves::LifeEvent(reading.life_event(source, event)?)),
        (None, Some(segment)) => Some(Serves::Segment(segment.clone())),
        _ => {
            let fix = "Write either life_event = \"…\" or segment = \"…\".";
            reading.find(source, spanned.span(), "it has not exactly one of 'life_event' and 'segment'", fix);
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::data::planted::{self, FRANCHISES, findings_of};

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            planted::faulty("franchises.toml", FRANCHISES, from, to, &format!("franchises.toml:{expected}"));
        };
        assert_eq!(findings_of("franchises.toml", FRANCHISES), Vec::<String>::new());
        faulty("life_event = \"death\"", "life_event = \"birth\"", "4: there is no life event 'birth'");
        faulty("life_event = \"death\"\n", "", "1: it has not exactly one of");
        faulty("\"Dites-le une fois.\"", "\"\"", "5: a text says nothing");
        faulty("\"act\"", "\"atc\"", "6: there is no instrument 'atc'");
        faulty("\"north\"", "\"nroth\"", "10: there is no organisation 'nroth'");
        faulty("\"lead\"", "\"partner\"", "1: nobody leads it on 2022-01-01");
        faulty("\"partner\"", "\"lead\"", "1: org_north and org_south both lead it on 2023-01-01");
        faulty("\"south\"", "\"north\"", "1: org_north takes part twice on 2023-01-01");
        faulty("2023-01-01", "2021-01-01", "1: org_south takes part outside its life");
        faulty("illustrative", "until = \"2021-01-01\"\nillustrative", "1: it ends before it begins");
        faulty("journey = \"death\"", "journey = \"birth\"", "13: there is no journey 'birth'");
        faulty("illustrative", "lines = [\"rent\"]\nillustrative", "8: a budget line is named here");
        faulty("illustrative", "came_from = [\"none\"]\nillustrative", "8: there is no franchise 'none'");
        let found = findings_of("franchises.toml", &format!("{FRANCHISES}{FRANCHISES}"));
        assert!(found[0].starts_with("franchises.toml:15: franchise 'bereavement' stands twice"), "{found:?}");
    }
}
