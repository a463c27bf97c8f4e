//! A table of our own, for a body that has nothing but a spreadsheet: a row for each service, a column for each language
//! of a text (`title_en`, `title_fr`). `portico catalogue template` prints its headings.

mod write;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use write::{NotWritten, csv, workbook};

use super::{
    Channel, ContactPoint, Cost, Edition, Inventory, Iri, Keywords, Kind, Literal, NotATable, Object, Outcome, Problem,
    PublicService, Severity, Statement, Tag, Texts, Verdict,
    names::{address, currency, entry, safe},
    table::{Row, Source, Table, list},
};

/// The headings of an empty table, in English and French; other languages are further columns.
pub const HEADINGS: [&str; 19] = [
    "id",
    "title_en",
    "title_fr",
    "description_en",
    "description_fr",
    "body",
    "body_name_en",
    "body_name_fr",
    "body_area",
    "channels",
    "phone",
    "email",
    "page",
    "cost",
    "currency",
    "cost_note_en",
    "cost_note_fr",
    "processing_days",
    "keywords_en",
];
const COLUMNS: [&str; 2] = ["id", "body"];
const TEXTS: [&str; 5] = ["title_", "description_", "body_name_", "cost_note_", "keywords_"];
const PLACED: [&str; 10] =
    ["id", "body", "body_area", "channels", "phone", "email", "page", "cost", "currency", "processing_days"];
/// Ways to a service, with their names.
const WAYS: [(&str, &str, &str); 5] = [
    ("web", "Online", "En ligne"),
    ("phone", "Telephone", "Téléphone"),
    ("counter", "In person", "En personne"),
    ("post", "Post", "Courrier postal"),
    ("email", "Email", "Courriel"),
];

/// Does a table with these headings follow the template?
pub(super) fn follows(headings: &[&str]) -> bool {
    let has = |heading: &str| headings.contains(&heading);
    has("id") && has("body") && headings.iter().any(|heading| heading.starts_with("title_"))
}

/// Reads a table in CSV. `base` begins the names that its records get.
pub fn read(file: &[u8], base: &str) -> Result<Outcome, NotATable> {
    Ok(services(&Table::read(file, &COLUMNS, Source::Ours)?, base))
}

/// Reads the first sheet of a workbook.
pub fn read_workbook(file: &[u8], base: &str) -> Result<Outcome, NotATable> {
    let (table, others) = Table::of_workbook(file, &COLUMNS, Source::Ours)?;
    let mut outcome = services(&table, base);
    outcome.problems.extend(others.into_iter().map(|name| Problem {
        record: format!("sheet '{name:.60}'"),
        field: None,
        rule: "more-sheets",
        severity: Severity::Remark,
        what: "only the first sheet of a workbook is read".to_owned(),
        remedy: "If there are services in this one, put them into the first.".to_owned(),
    }));
    Ok(outcome)
}

fn services(table: &Table, base: &str) -> Outcome {
    let languages = languages(table.headings());
    let mut reading = Reading { base, languages, inventory: Inventory::default() };
    let mut outcome = Outcome { problems: table.problems().collect(), ..Outcome::default() };
    for mut row in table.rows("id") {
        let found = reading.service(&mut row, table.headings());
        let of = |column: &str, kind: &str| row.said(column).map(|code| reading.name(kind, code));
        let (name, body) = (of("id", "service"), of("body", "organisation"));
        let (record, problems) = row.done();
        if outcome.account(&record, name.as_ref(), Kind::PublicService, problems) == Verdict::LeftOut {
            outcome.lost.names.extend(body);
            continue;
        }
        if let Some(found) = found {
            reading.inventory.extend(found);
        }
    }
    outcome.editions.push(Edition { from: None, inventory: reading.inventory });
    outcome
}

/// The columns of each text, each with the language that its name ends with.
fn languages(headings: &[String]) -> BTreeMap<&'static str, Vec<(String, Tag)>> {
    let of = |prefix: &'static str| {
        let columns =
            headings.iter().filter_map(|heading| Some((heading.clone(), Tag::said(heading.strip_prefix(prefix)?)?)));
        (prefix, columns.collect())
    };
    TEXTS.into_iter().map(of).collect()
}

struct Reading<'a> {
    base: &'a str,
    languages: BTreeMap<&'static str, Vec<(String, Tag)>>,
    inventory: Inventory,
}

impl Reading<'_> {
    fn name(&self, kind: &str, id: &str) -> Iri {
        Iri::new(format!("{}{kind}/{}", self.base, safe(id)))
    }

    /// An area by its address, or by its code.
    fn area(&self, text: &str) -> Iri {
        if address(text) { Iri::new(text) } else { self.name("area", text) }
    }

    fn texts(&self, row: &Row<'_>, prefix: &str) -> Texts {
        let columns = self.languages.get(prefix).into_iter().flatten();
        columns.filter_map(|(column, tag)| Some((tag.clone(), row.said(column)?.to_owned()))).collect()
    }

    fn keywords(&self, row: &mut Row<'_>) -> Keywords {
        let columns = self.languages.get("keywords_").into_iter().flatten();
        columns.flat_map(|(column, tag)| row.list(column).into_iter().map(|word| (tag.clone(), word))).collect()
    }

    fn service(&self, row: &mut Row<'_>, headings: &[String]) -> Option<Inventory> {
        let id = row.must_id("id");
        let body = row.must_id("body");
        let title = self.texts(row, "title_");
        if title.is_empty() {
            row.error(
                Some("title_…"),
                "missing",
                "it has a title in no language".to_owned(),
                "Fill in a column such as title_en, then import it again: without it the record is of no use.",
            );
        }
        let (id, body) = (id?, body?);
        let name = self.name("service", &id);
        if self.inventory.services.contains_key(&name) {
            let what = "the same id is in the file already".to_owned();
            row.error(Some("id"), "twice", what, "Give one of the two another.");
        }
        let mut found = Inventory::default();
        let authority = self.organisation(row, &body, &mut found);
        let channels = self.channels(row, &name, &id, &mut found);
        let contact_points = contact(row, &name, &mut found);
        let costs = self.cost(row, &name, &id, &mut found);
        let service = PublicService {
            identifier: Some(id),
            title,
            description: self.texts(row, "description_"),
            authorities: [authority].into(),
            channels,
            contact_points,
            costs,
            processing_time: days(row),
            keywords: self.keywords(row),
            pages: row.page("page").into_iter().collect(),
            rest: rest(row, headings),
            ..PublicService::default()
        };
        found.services.insert(name, service);
        Some(found)
    }

    /// The body of a service. Its name need stand in one of its rows only.
    fn organisation(&self, row: &mut Row<'_>, code: &str, found: &mut Inventory) -> Iri {
        let iri = self.name("organisation", code);
        let name = self.texts(row, "body_name_");
        let mut body = self.inventory.organisations.get(&iri).cloned().unwrap_or_default();
        body.identifier = Some(code.to_owned());
        if let Some(area) = row.said("body_area").map(|area| self.area(area)) {
            match body.places.first().filter(|known| **known != area) {
                Some(known) => {
                    let what = format!("an earlier row says <{known}>");
                    row.remark(Some("body_area"), "contradiction", what, "The first is taken. Decide for one.");
                }
                None => body.places = [area].into(),
            }
        }
        let nameless = Tag::new(Tag::UNDETERMINED);
        if !name.is_empty() {
            body.name.remove(&nameless);
            for (tag, name) in name {
                match body.name.get(&tag).filter(|known| **known != name) {
                    Some(known) => {
                        let what = format!("an earlier row calls this body '{known:.60}'");
                        let column = format!("body_name_{tag}");
                        row.remark(Some(&column), "contradiction", what, "The first is taken. Decide for one.");
                    }
                    None => {
                        body.name.insert(tag, name);
                    }
                }
            }
        } else if body.name.is_empty() {
            let what = "no row so far says what this body is called".to_owned();
            let remedy = "Fill in a column such as body_name_en in one of its rows.";
            row.remark(Some("body_name_…"), "asked-for", what, remedy);
            body.name.insert(nameless, code.to_owned());
        }
        found.organisations.insert(iri.clone(), body);
        iri
    }

    fn channels(&self, row: &mut Row<'_>, service: &Iri, id: &str, found: &mut Inventory) -> BTreeSet<Iri> {
        for word in row.list("channels") {
            let word = word.to_ascii_lowercase();
            let Some((_, english, french)) = WAYS.into_iter().find(|(known, _, _)| *known == word) else {
                let known = WAYS.map(|(known, _, _)| known).join(", ");
                let what = format!("'{word:.60}' is no channel");
                row.remark(Some("channels"), "unknown-code", what, &format!("It is left out. Write some of {known}."));
                continue;
            };
            let way = self.name("channel", &word);
            found.others.insert(way.clone(), entry(english, french));
            let channel = Channel { identifier: Some(format!("{id}-{word}")), way: Some(way), ..Channel::default() };
            found.channels.insert(Iri::new(format!("{service}/channel/{word}")), channel);
        }
        found.channels.keys().cloned().collect()
    }

    fn cost(&self, row: &mut Row<'_>, service: &Iri, id: &str, found: &mut Inventory) -> BTreeSet<Iri> {
        let note = self.texts(row, "cost_note_");
        let amount = row.said("cost").map(str::to_owned);
        let code = row.said("currency").map(str::to_owned);
        let currency = code.as_deref().and_then(currency);
        if let Some(odd) = code.as_deref().filter(|_| currency.is_none()) {
            let what = format!("'{odd:.60}' is no currency");
            row.remark(Some("currency"), "unknown-code", what, "It is left out. Write its three letters, such as GBP.");
        }
        if let Some(odd) = amount.as_deref().filter(|text| !is_amount(text)) {
            let what = format!("'{odd:.60}' is no amount");
            row.remark(
                Some("cost"),
                "not-a-number",
                what,
                "It is left out. Write it as 12.50, and words as cost_note_….",
            );
        }
        let amount = amount.filter(|text| is_amount(text));
        if amount.is_some() && code.is_none() {
            let what = "it does not say in which money".to_owned();
            row.remark(Some("currency"), "asked-for", what, "Write its three letters, such as GBP.");
        }
        if amount.is_none() && note.is_empty() {
            return BTreeSet::new();
        }
        let cost =
            Cost { identifier: Some(format!("{id}-cost")), description: note, currency, amount, ..Cost::default() };
        let name = Iri::new(format!("{service}/cost"));
        found.costs.insert(name.clone(), cost);
        [name].into()
    }
}

/// Digits, and perhaps a point and more: `12.50`.
fn is_amount(text: &str) -> bool {
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let is_number = |text: &str| (1..=15).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number(whole) && is_number(part)
}

/// Something, an at sign, and a name of a host.
fn is_email(text: &str) -> bool {
    let is_part =
        |part: &str| !part.is_empty() && !part.contains(|letter: char| letter.is_whitespace() || letter == '@');
    text.split_once('@').is_some_and(|(name, host)| is_part(name) && is_part(host) && host.contains('.'))
}

fn contact(row: &mut Row<'_>, service: &Iri, found: &mut Inventory) -> BTreeSet<Iri> {
    let mut said = |column| row.list(column).into_iter().collect::<BTreeSet<String>>();
    let (telephones, emails) = (said("phone"), said("email"));
    for odd in emails.iter().filter(|text| !is_email(text)) {
        let what = format!("'{odd:.60}' is no e-mail address");
        row.remark(Some("email"), "not-an-address", what, "It is taken as it stands. Write it as name@example.org.");
    }
    let point = ContactPoint { telephones, emails, ..ContactPoint::default() };
    if point == ContactPoint::default() {
        return BTreeSet::new();
    }
    let name = Iri::new(format!("{service}/contact"));
    found.contact_points.insert(name.clone(), point);
    [name].into()
}

/// How long it takes, in days.
fn days(row: &mut Row<'_>) -> Option<String> {
    let text = row.said("processing_days")?.to_owned();
    let days = text.parse::<u16>().ok();
    if days.is_none() {
        let what = format!("'{text:.60}' is no number of days");
        row.remark(Some("processing_days"), "not-a-number", what, "It is left out. Write a whole number.");
    }
    days.map(|days| format!("P{days}D"))
}

/// What begins the names of columns of which the template knows nothing.
const COLUMN: &str = "urn:portico:column:";

/// Columns of which the template knows nothing.
fn rest(row: &Row<'_>, headings: &[String]) -> BTreeSet<Statement> {
    let statement = |heading: &String| {
        let object = Object::Literal(Literal::plain(row.said(heading)?));
        Some(Statement { property: Iri::new(format!("{COLUMN}{}", safe(heading))), object })
    };
    headings.iter().filter(|heading| !is_known(heading)).filter_map(statement).collect()
}

fn is_known(heading: &str) -> bool {
    let is_text = || TEXTS.iter().any(|prefix| heading.strip_prefix(prefix).and_then(Tag::said).is_some());
    heading.is_empty() || PLACED.contains(&heading) || is_text()
}
