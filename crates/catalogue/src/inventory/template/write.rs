//! What stands as a table of our own: a row for each service, as CSV or as a workbook.

use std::collections::{BTreeMap, BTreeSet};

use csv::{Terminator, WriterBuilder};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use super::{COLUMN, WAYS, is_amount, is_known, list};
use crate::inventory::{
    ContactPoint, Cost, Inventory, Iri, Literal, Object, PublicService, Statement, Tag, Texts, cells,
    names::{code_of, codes, page, unsafe_again},
};

/// The columns in the order in which people read them; one that ends with a stroke has a column for each language.
const ORDER: [&str; 15] = [
    "id",
    "title_",
    "description_",
    "body",
    "body_name_",
    "body_area",
    "channels",
    "phone",
    "email",
    "page",
    "cost",
    "currency",
    "cost_note_",
    "processing_days",
    "keywords_",
];
/// What other lists call our channels.
const ALSO: [(&str, &str); 4] = [("tel", "phone"), ("onl", "web"), ("person", "counter"), ("eml", "email")];

/// A table that can't be written as a workbook.
#[derive(Debug, Error)]
pub enum NotWritten {
    /// A text is too long for a cell.
    #[error("the {column} of {id} is longer than a cell of a workbook can be. Write it as CSV.")]
    TooLong {
        /// Of which row.
        id: String,
        /// In which column.
        column: String,
    },
    /// There are more rows or columns than a workbook has.
    #[error("a workbook has no room for so many rows or columns. Write it as CSV, or one source at a time.")]
    TooMany,
    /// Something else.
    #[error(transparent)]
    Workbook(XlsxError),
}

/// Writes a table as CSV, in UTF-8.
pub fn csv(inventory: &Inventory) -> Vec<u8> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    for row in rows(inventory) {
        writer.write_record(row.iter().map(|cell| cells::safe(cell).into_owned())).expect("memory takes bytes");
    }
    writer.into_inner().expect("memory takes bytes")
}

/// Writes a table as a workbook (XLSX).
pub fn workbook(inventory: &Inventory) -> Result<Vec<u8>, NotWritten> {
    let rows = rows(inventory);
    let mut workbook = Workbook::new();
    // The same services make the same bytes, whenever they are written.
    let day = ExcelDateTime::from_ymd(2000, 1, 1).expect("there was such a day");
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    for (y, row) in rows.iter().enumerate() {
        for (x, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let (Ok(y), Ok(x)) = (u32::try_from(y), u16::try_from(x)) else { return Err(NotWritten::TooMany) };
            sheet.write_string(y, x, cells::safe(cell)).map_err(|error| match error {
                XlsxError::RowColumnLimitError => NotWritten::TooMany,
                XlsxError::MaxStringLengthExceeded => {
                    NotWritten::TooLong { id: row[0].clone(), column: rows[0][usize::from(x)].clone() }
                }
                other => NotWritten::Workbook(other),
            })?;
        }
    }
    workbook.save_to_buffer().map_err(NotWritten::Workbook)
}

/// What one service says, by column.
type Row = BTreeMap<String, String>;

/// The headings, and a row for each service.
fn rows(inventory: &Inventory) -> Vec<Vec<String>> {
    let own_name = |name: &Iri| name.to_string();
    let services: Vec<_> =
        inventory.services.iter().map(|(name, service)| (name, service.identifier.as_deref())).collect();
    let bodies: BTreeSet<&Iri> =
        inventory.services.values().filter_map(|service| service.authorities.first()).collect();
    let identifier = |name| inventory.organisations.get(name).and_then(|body| body.identifier.as_deref());
    let bodies: Vec<_> = bodies.into_iter().map(|name| (name, identifier(name))).collect();
    let (ids, bodies) = (codes(&services, |_| true, own_name), codes(&bodies, |_| true, own_name));
    let said: Vec<Row> =
        inventory.services.iter().map(|(name, service)| row(inventory, service, &ids[name], &bodies)).collect();
    let headings = headings(&said);
    let mut rows = vec![headings.clone()];
    rows.extend(
        said.into_iter()
            .map(|mut row| headings.iter().map(|heading| row.remove(heading).unwrap_or_default()).collect()),
    );
    rows
}

fn headings(rows: &[Row]) -> Vec<String> {
    let mut others: BTreeSet<&str> = rows.iter().flat_map(Row::keys).map(String::as_str).collect();
    others.insert("title_en");
    let mut headings = Vec::new();
    for column in ORDER {
        if !column.ends_with('_') {
            headings.push(column.to_owned());
            others.remove(column);
            continue;
        }
        let is_of_it = |heading: &&str| heading.strip_prefix(column).and_then(Tag::said).is_some();
        let (texts, left) = others.into_iter().partition::<BTreeSet<&str>, _>(is_of_it);
        headings.extend(texts.into_iter().map(str::to_owned));
        others = left;
    }
    headings.extend(others.into_iter().map(str::to_owned));
    headings
}

fn row(inventory: &Inventory, service: &PublicService, id: &str, bodies: &BTreeMap<&Iri, String>) -> Row {
    let mut row = Row::new();
    let mut say = |column: &str, text: &str| {
        if !text.trim().is_empty() {
            row.insert(column.to_owned(), text.trim().to_owned());
        }
    };
    for statement in service.rest.iter().rev() {
        if let Some((heading, text)) = column(statement) {
            say(&heading, text);
        }
    }
    say("id", id);
    let mut say_texts = |prefix: &str, texts: &Texts| {
        for (tag, text) in texts {
            say(&format!("{prefix}{tag}"), text);
        }
    };
    say_texts("title_", &service.title);
    say_texts("description_", &service.description);
    let body = service.authorities.first();
    if let Some(body) = body.and_then(|body| inventory.organisations.get(body)) {
        say_texts("body_name_", &body.name);
    }
    let cost = cost(inventory, service);
    if let Some(cost) = cost {
        say_texts("cost_note_", &cost.description);
    }
    if service.title.values().all(|title| title.trim().is_empty()) {
        say("title_und", id);
    }
    say("body", body.map_or("", |body| &bodies[body]));
    let area = body.and_then(|body| inventory.organisations.get(body)?.places.first());
    say("body_area", area.map_or("", Iri::as_str));
    say("channels", &ways(inventory, service).into_iter().collect::<Vec<_>>().join("; "));
    say("phone", &contacts(inventory, service, |point| &point.telephones));
    say("email", &contacts(inventory, service, |point| &point.emails));
    say("page", service.pages.iter().find(|address| page(address.as_str()).is_some()).map_or("", Iri::as_str));
    say("cost", cost.and_then(amount).unwrap_or_default());
    say("currency", cost.and_then(|cost| code_of(cost.currency.as_ref()?)).unwrap_or_default());
    say("processing_days", &service.processing_time.as_deref().and_then(days).unwrap_or_default());
    let languages: BTreeSet<&Tag> = service.keywords.iter().map(|(tag, _)| tag).collect();
    for language in languages {
        let words = service.keywords.iter().filter(|(tag, _)| tag == language).map(|(_, word)| word.as_str());
        say(&format!("keywords_{language}"), &listed(words));
    }
    row
}

/// What a column of somebody's own said.
fn column(Statement { property, object }: &Statement) -> Option<(String, &str)> {
    let Object::Literal(Literal { value, language: None, datatype: None }) = object else { return None };
    let heading = unsafe_again(property.as_str().strip_prefix(COLUMN)?)?.trim().to_owned();
    (!is_known(&heading)).then_some((heading, value))
}

/// The cost that has a column: the first with an amount, or else the first.
fn cost<'a>(inventory: &'a Inventory, service: &PublicService) -> Option<&'a Cost> {
    let costs = || service.costs.iter().filter_map(|name| inventory.costs.get(name));
    costs().find(|cost| amount(cost).is_some()).or_else(|| costs().next())
}

fn amount(cost: &Cost) -> Option<&str> {
    cost.amount.as_deref().filter(|amount| is_amount(amount))
}

fn ways(inventory: &Inventory, service: &PublicService) -> BTreeSet<&'static str> {
    let channels = service.channels.iter().filter_map(|name| inventory.channels.get(name));
    channels.filter_map(|channel| known_way(channel.way.as_ref()?)).collect()
}

fn known_way(way: &Iri) -> Option<&'static str> {
    let word = way.as_str().rsplit('/').next()?.to_ascii_lowercase();
    let ours = WAYS.iter().map(|(ours, _, _)| (*ours, *ours));
    ours.chain(ALSO).find(|(known, _)| *known == word).map(|(_, ours)| ours)
}

fn contacts(
    inventory: &Inventory,
    service: &PublicService,
    said: impl Fn(&ContactPoint) -> &BTreeSet<String>,
) -> String {
    let points = service.contact_points.iter().filter_map(|name| inventory.contact_points.get(name));
    listed(points.flat_map(said).map(String::as_str))
}

/// Each once, with semicolons between.
fn listed<'a>(items: impl Iterator<Item = &'a str>) -> String {
    let items: BTreeSet<String> = items.flat_map(list).collect();
    items.into_iter().collect::<Vec<_>>().join("; ")
}

/// How many days it takes, where it is said in days.
fn days(duration: &str) -> Option<String> {
    let days = duration.strip_prefix('P')?.strip_suffix('D')?;
    let is_number = !days.is_empty() && days.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| days.parse::<u16>().ok()).flatten().map(|days| days.to_string())
}
