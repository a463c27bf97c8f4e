//! Franchises that are to be made, in the words of `franchises.toml`: all of each begins on its first day, and it has no
//! end yet. A part of one that is split names its budget lines too.

use values::{
    Day, Id, id,
    source::{Finding, Source, Spanned},
};

use super::{File, Row, serves};
use crate::{
    data::{Broken, Known, ModelData, Reading},
    franchise::{
        Part,
        rules::{LineShare, Made, Named},
    },
    resource::data::amount_of,
};

/// A franchise as a file describes it before it is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// What it is and has.
    pub made: Made,
    /// Its first day.
    pub from: Day,
    /// The franchises it is to come from.
    pub came_from: Vec<Id<id::Franchise>>,
    /// Which of their budget lines become its own.
    pub lines: Vec<String>,
    /// What of other lines becomes its own.
    pub shares: Vec<LineShare>,
}

/// Reads them. Each finding names file, line and fix.
pub fn read_new(source: &Source, known: &Known) -> Result<Vec<New>, Vec<Finding>> {
    let mut reading = Reading { data: ModelData::default(), findings: Vec::new(), known, broken: Broken::default() };
    let file: File = source.read().map_err(|finding| vec![finding])?;
    if file.franchise.is_empty() {
        reading.find(source, 0..0, "it describes no franchise", "Write a [[franchise]], as in franchises.toml.");
    }
    let new: Vec<New> = file.franchise.iter().filter_map(|row| one(&mut reading, source, row)).collect();
    if reading.findings.is_empty() { Ok(new) } else { Err(reading.findings) }
}

fn one(reading: &mut Reading<'_>, source: &Source, spanned: &Spanned<Row>) -> Option<New> {
    let row = spanned.get_ref();
    reading.text(source, &row.name);
    reading.text(source, &row.charter);
    begins_at_once(reading, source, spanned);
    let id = reading.id(source, &row.id);
    let came_from = row.came_from.iter().filter_map(|name| reading.id(source, name)).collect();
    let journeys = row.journeys.iter().filter_map(|offered| reading.journey(source, &offered.journey)).collect();
    let (mut leads, mut partners) = (Vec::new(), Vec::new());
    for member in &row.members {
        match member.part {
            Part::Lead => leads.push(reading.organisation(source, &member.body)),
            Part::Partner => partners.extend(reading.organisation(source, &member.body)),
        }
    }
    if leads.len() != 1 {
        reading.find(source, spanned.span(), format!("{} bodies lead it", leads.len()), "Name one lead.");
    }
    let (serves, instrument) = (serves(reading, source, spanned), reading.instrument(source, &row.instrument));
    let named = Named {
        id: id?,
        name: row.name.get_ref().clone(),
        serves: serves?,
        charter: row.charter.get_ref().clone(),
        instrument: instrument?,
        illustrative: row.illustrative,
        lead: leads.pop()??,
    };
    let lines = row.lines.iter().map(|line| line.get_ref().clone()).collect();
    let mut shares = Vec::new();
    for spanned in &row.shares {
        let share = spanned.get_ref();
        let said = (share.posts.as_ref(), share.money.as_ref());
        let amount = amount_of(reading, source, spanned.span(), said);
        let body = reading.organisation(source, &share.body);
        shares.push(LineShare { line: share.line.clone(), body: body?, amount: amount? });
    }
    Some(New { made: Made { named, partners, journeys }, from: row.from, came_from, lines, shares })
}

/// Nothing of it has days of its own: what comes later is done when it comes.
fn begins_at_once(reading: &mut Reading<'_>, source: &Source, spanned: &Spanned<Row>) {
    let row = spanned.get_ref();
    let own = |from: Option<Day>, until: Option<Day>| from.is_some_and(|from| from != row.from) || until.is_some();
    if row.until.is_some() {
        let fix = "Leave 'until' out, and close it by `portico franchise close`.";
        reading.find(source, spanned.span(), "it ends before it is made", fix);
    }
    let fix = "Leave its days out: everything begins with the franchise.";
    for member in row.members.iter().filter(|member| own(member.from, member.until)) {
        reading.find(source, member.body.span(), "a member of a new franchise has days of its own", fix);
    }
    for offered in row.journeys.iter().filter(|offered| own(offered.from, offered.until)) {
        reading.find(source, offered.journey.span(), "a journey of a new franchise has days of its own", fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::planted::{FRANCHISES, known};

    fn sound() -> String {
        FRANCHISES.replace(", from = \"2023-01-01\"", "")
    }

    fn findings_of(text: &str) -> Vec<String> {
        let source = Source { file: "new.toml".into(), text: text.into() };
        read_new(&source, &known()).err().unwrap_or_default().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_to_be_made_is_read_with_its_budget_lines_and_where_it_comes_from() {
        let text = sound().replace("illustrative", "came_from = [\"old\"]\nlines = [\"rent\"]\nillustrative");
        let source = Source { file: "new.toml".into(), text };
        let new = read_new(&source, &known()).unwrap();
        let [new] = &new[..] else { panic!("{new:?}") };
        assert_eq!((new.from.to_string().as_str(), &new.lines[..]), ("2022-01-01", &["rent".to_owned()][..]));
        assert_eq!(new.came_from, [Id::named("old").unwrap()]);
        assert_eq!(new.made.named.lead, Id::named("north").unwrap());
        assert_eq!(new.made.partners, [Id::named("south").unwrap()]);
        assert_eq!(new.made.journeys, [Id::named("death").unwrap()]);
    }

    #[test]
    fn each_planted_fault_is_found_with_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            assert!(sound().contains(from), "{from}");
            let found = findings_of(&sound().replacen(from, to, 1));
            let expected = format!("new.toml:{expected}");
            assert!(found.iter().any(|found| found.starts_with(&expected)), "{from} → {to}: {found:?}");
        };
        assert_eq!(findings_of(&sound()), Vec::<String>::new());
        assert_eq!(
            findings_of(""),
            ["new.toml:1: it describes no franchise. Write a [[franchise]], as in franchises.toml."]
        );
        faulty("illustrative", "until = \"2024-01-01\"\nillustrative", "1: it ends before it is made");
        faulty("\"partner\"", "\"partner\", from = \"2023-01-01\"", "11: a member of a new franchise has days");
        faulty("\"lead\"", "\"lead\", until = \"2023-01-01\"", "10: a member of a new franchise has days");
        faulty("{ journey = \"death\"", "{ from = \"2022-02-01\", journey = \"death\"", "13: a journey of a new");
        faulty("\"lead\"", "\"partner\"", "1: 0 bodies lead it");
        faulty("\"partner\"", "\"lead\"", "1: 2 bodies lead it");
        faulty("\"north\"", "\"nroth\"", "10: there is no organisation 'nroth'");
        faulty("journey = \"death\"", "journey = \"birth\"", "13: there is no journey 'birth'");
        faulty("life_event = \"death\"", "life_event = \"birth\"", "4: there is no life event 'birth'");
        faulty("life_event = \"death\"\n", "", "1: it has not exactly one of");
        faulty("\"act\"", "\"atc\"", "6: there is no instrument 'atc'");
        faulty("\"Dites-le une fois.\"", "\"\"", "5: a text says nothing");
        faulty("\"bereavement\"", "\"Bereavement!\"", "2: ");
        faulty("illustrative", "ilustrative", "8: ");
    }
}
