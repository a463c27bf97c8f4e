//! A package of tables: each row is put where it belongs, and what comes of it is read as the JSON would be.
//!
//! Nothing is read but files of the archive, by their names in it, so a path that leads out of it leads nowhere.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Number, Value};
use thiserror::Error;

use super::{
    MOST_THINGS, Reading,
    shapes::{OLDER, PACKAGE, Shape},
    thing::{FIELD, Ids, Thing},
};
use crate::inventory::{
    Iri, Kind, NotATable, Object, Other, Outcome, Problem, Record, Severity, Statement, Verdict,
    archive::{self, NotAnArchive},
    names::safe,
    rdf::terms::TYPE,
    table::{Source, Table},
};

/// So many cells may say something, in all tables.
const MOST_CELLS: usize = 4_000_000;
/// What stands in several places is written into each: so much in all.
const MOST_COPIED: usize = 64 * 1024 * 1024;
const DESCRIPTOR: &str = "datapackage.json";

/// A package that can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotAPackage {
    /// It is no archive.
    #[error(transparent)]
    Archive(#[from] NotAnArchive),
    /// One of its tables is none.
    #[error("{file}: {why}")]
    Table {
        /// Which.
        file: String,
        /// Why not.
        why: NotATable,
    },
    /// Its description is not one.
    #[error("{DESCRIPTOR} is not the description of a package: {0}")]
    Descriptor(String),
    /// It holds neither services nor organisations.
    #[error("the package has neither a table of services nor one of organisations")]
    NoServices,
    /// It says more than we take.
    #[error(
        "the tables of the package say more than {MOST_CELLS} things, or {} MiB of it in several places, or of more than {MOST_THINGS} services, organisations and things of theirs",
        MOST_COPIED / 1024 / 1024
    )]
    TooMuch,
}

impl NotAPackage {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::Archive(archive) => archive.remedy(),
            Self::Table { why, .. } => why.remedy(),
            Self::Descriptor(_) => "Mend it, or leave it out: then the tables are known by the names of their files.",
            Self::NoServices => "Pack services.csv and organizations.csv with the other tables of the package.",
            Self::TooMuch => {
                "Split it by bodies, and import each part as a source of its own: a file is all that its source says."
            }
        }
    }
}

/// Reads a package of HSDS 3.0. `base` begins the names that its records get.
pub fn read_package(file: &[u8], base: &str) -> Result<Outcome, NotAPackage> {
    let (files, mut problems) = files(file, PACKAGE)?;
    let tables = tables(PACKAGE, &files, &mut problems)?;
    settled(tables, problems, Reading::new(base, Ids::Uuids))
}

/// Reads the older set of tables.
pub fn read_older(file: &[u8], base: &str) -> Result<Outcome, NotAPackage> {
    let (files, mut problems) = files(file, OLDER)?;
    let tables = tables(OLDER, &files, &mut problems)?;
    settled(tables, problems, Reading::new(base, Ids::Any))
}

/// Is it the older set, by the names of its files?
pub(in crate::inventory) fn is_older(file: &[u8]) -> bool {
    let names = archive::open(file, |_| false).map(|opened| opened.passed_over).unwrap_or_default();
    let has = |wanted: &str| names.iter().any(|name| name.rsplit('/').next() == Some(wanted));
    !has(DESCRIPTOR) && ["taxonomy.csv", "mail_addresses.csv", "regular_schedules.csv"].into_iter().any(has)
}

/// What is in each table's file, with what it is called.
type Files = BTreeMap<&'static str, (String, Vec<u8>)>;

fn files(file: &[u8], shapes: &'static [Shape]) -> Result<(Files, Vec<Problem>), NotAPackage> {
    let mut opened = archive::open(file, |name| archive::ends_in(name, "csv") || name.ends_with(DESCRIPTOR))?;
    // A folder may have been packed with its name; what others pack beside it is not the package.
    let top = |wanted: &str| {
        let places = opened.files.keys().filter_map(|name| name.strip_suffix(wanted));
        places.filter(|place| place.is_empty() || place.ends_with('/')).min_by_key(|place| place.len())
    };
    let top = top(DESCRIPTOR).or_else(|| top("services.csv")).or_else(|| top("organizations.csv"));
    let top = top.unwrap_or_default().to_owned();
    let mut problems = Vec::new();
    let paths = match opened.files.remove(&format!("{top}{DESCRIPTOR}")) {
        Some(descriptor) => described(&descriptor, &mut problems)?,
        None => shapes.iter().map(|shape| (shape.name.to_owned(), shape.file.to_owned())).collect(),
    };
    let mut files = Files::new();
    for shape in shapes {
        let Some(path) = paths.get(shape.name) else { continue };
        if let Some(bytes) = opened.files.remove(&format!("{top}{path}")) {
            files.insert(shape.name, (path.clone(), bytes));
        }
    }
    for name in opened.files.into_keys().chain(opened.passed_over) {
        let (what, remedy) =
            ("no table of the standard is in it", "If there is, give it the name that the standard gives it.");
        problems.push(problem(name, None, "unknown-file", Severity::Remark, what.to_owned(), remedy));
    }
    Ok((files, problems))
}

/// The file of each table that the description names.
fn described(descriptor: &[u8], problems: &mut Vec<Problem>) -> Result<BTreeMap<String, String>, NotAPackage> {
    let descriptor: Value =
        serde_json::from_slice(descriptor).map_err(|error| NotAPackage::Descriptor(error.to_string()))?;
    let resources = descriptor.get("resources").and_then(Value::as_array);
    let resources = resources.ok_or_else(|| NotAPackage::Descriptor("it has no list 'resources'".to_owned()))?;
    let mut paths = BTreeMap::new();
    for (n, resource) in resources.iter().enumerate() {
        let text = |field: &str| resource.get(field).and_then(Value::as_str);
        let (Some(name), Some(path)) = (text("name"), text("path")) else {
            let what = "it does not name one file".to_owned();
            let record = format!("{DESCRIPTOR} resource {}", n + 1);
            problems.push(problem(record, None, "missing", Severity::Error, what, "Give it a name and a path."));
            continue;
        };
        if !PACKAGE.iter().any(|shape| shape.name == name) {
            let what = "the standard has no such table".to_owned();
            let record = format!("{DESCRIPTOR} resource {name:.60}");
            problems.push(problem(record, None, "unknown-table", Severity::Remark, what, "It is not read."));
        }
        paths.insert(name.to_owned(), path.to_owned());
    }
    Ok(paths)
}

/// A table, and where each of its rows is by its id.
struct Loaded {
    shape: &'static Shape,
    rows: Vec<Loose>,
    ids: HashMap<String, usize>,
}

/// A row, and what becomes of it.
struct Loose {
    id: String,
    record: String,
    fields: Map<String, Value>,
    problems: Vec<Problem>,
    end: End,
    /// The rows in which it stands as well, by table and row.
    held_by: Vec<(usize, usize)>,
}

enum End {
    /// It stands by itself, as far as anybody knows.
    Alone,
    /// It is in another, by table and row.
    In(usize, usize),
    /// It is a service or an organisation that was taken.
    Taken,
    /// It is left out.
    Out,
}

fn tables(shapes: &'static [Shape], files: &Files, problems: &mut Vec<Problem>) -> Result<Vec<Loaded>, NotAPackage> {
    if !files.contains_key("service") && !files.contains_key("organization") {
        return Err(NotAPackage::NoServices);
    }
    let mut left = MOST_CELLS;
    shapes
        .iter()
        .map(|shape| match files.get(shape.name) {
            Some((name, bytes)) => loaded(shape, name, bytes, &mut left, problems),
            None => Ok(Loaded { shape, rows: Vec::new(), ids: HashMap::new() }),
        })
        .collect()
}

fn loaded(
    shape: &'static Shape,
    name: &str,
    bytes: &[u8],
    left: &mut usize,
    problems: &mut Vec<Problem>,
) -> Result<Loaded, NotAPackage> {
    let ours = |column| shape.renamed.iter().find(|(theirs, _)| *theirs == column).map_or(column, |(_, ours)| *ours);
    let id_column = shape.renamed.iter().find(|(_, ours)| *ours == "id").map_or("id", |(theirs, _)| *theirs);
    let table = Table::read(bytes, &[id_column], Source::Theirs)
        .map_err(|why| NotAPackage::Table { file: name.to_owned(), why })?;
    problems
        .extend(table.problems().map(|problem| Problem { record: format!("{name} {}", problem.record), ..problem }));
    let mut loaded = Loaded { shape, rows: Vec::new(), ids: HashMap::new() };
    for mut row in table.rows(id_column) {
        let id = row.must(id_column).unwrap_or_default();
        if loaded.ids.contains_key(&id) {
            let what = "the same id is in the table already".to_owned();
            row.error(Some(id_column), "twice", what, "Give one of the two another, or take it out.");
        }
        let mut fields = Map::new();
        for column in table.headings() {
            let Some(cell) = row.said(column) else { continue };
            *left = left.checked_sub(1).ok_or(NotAPackage::TooMuch)?;
            fields.insert(named(ours(column.as_str())), value(column, cell));
        }
        let (row, mut problems) = row.done();
        let record = format!("{name} {row}");
        for problem in &mut problems {
            problem.record.clone_from(&record);
        }
        let is_sound = problems.iter().all(|problem| problem.severity == Severity::Remark);
        if is_sound {
            loaded.ids.insert(id.clone(), loaded.rows.len());
        }
        let end = if is_sound { End::Alone } else { End::Out };
        loaded.rows.push(Loose { id, record, fields, problems, end, held_by: Vec::new() });
    }
    Ok(loaded)
}

/// The name of a column, where no list of rows needs it.
fn named(column: &str) -> String {
    let needed = |shape: &Shape| shape.list == column || shape.holds.iter().any(|(_, _, field)| *field == column);
    if PACKAGE.iter().chain(OLDER).any(needed) { format!("{column}_text") } else { column.to_owned() }
}

/// Columns that hold numbers.
const NUMBERS: [&str; 10] = [
    "amount",
    "extension",
    "minimum_age",
    "maximum_age",
    "year_incorporated",
    "latitude",
    "longitude",
    "timezone",
    "count",
    "interval",
];

/// A cell as JSON has it: a number where that loses nothing of it.
fn value(column: &str, cell: &str) -> Value {
    let number = NUMBERS.contains(&column).then(|| cell.parse::<Number>().ok()).flatten();
    match number.filter(|number| number.to_string() == cell) {
        Some(number) => Value::Number(number),
        None => Value::String(cell.to_owned()),
    }
}

/// Puts each row where it belongs, and accounts for all.
fn settled(mut tables: Vec<Loaded>, problems: Vec<Problem>, mut reading: Reading<'_>) -> Result<Outcome, NotAPackage> {
    let mut left = MOST_COPIED;
    for place in 0..tables.len() {
        settle(&mut tables, place, &mut left)?;
    }
    for (name, kind) in [("organization", Kind::Organisation), ("service", Kind::PublicService)] {
        for row in tables.iter_mut().filter(|table| table.shape.name == name).flat_map(|table| &mut table.rows) {
            let problems = std::mem::take(&mut row.problems);
            if matches!(row.end, End::Out) {
                let word = if kind == Kind::Organisation { "organisation" } else { "service" };
                let name = (!row.id.is_empty()).then(|| reading.name(word, &row.id));
                reading.outcome.account(&row.record, name.as_ref(), kind, problems);
                continue;
            }
            let mut thing = Thing::named(row.record.clone(), std::mem::take(&mut row.fields));
            thing.problems = problems;
            let is_taken = match kind {
                Kind::Organisation => reading.organisation(thing).is_some(),
                _ => reading.service(thing, None),
            };
            row.end = if is_taken { End::Taken } else { End::Out };
        }
    }
    if reading.is_full() {
        return Err(NotAPackage::TooMuch);
    }
    let kept = kept(&tables);
    for table in tables.iter().filter(|table| !is_root(table.shape)) {
        for row in &table.rows {
            account(&tables, &kept, table.shape, row, &mut reading);
        }
    }
    reading.outcome.problems.extend(problems);
    Ok(reading.done())
}

/// Which rows are not lost, by table and row. What belongs to a row comes before it.
fn kept(tables: &[Loaded]) -> Vec<Vec<bool>> {
    let mut kept = vec![Vec::new(); tables.len()];
    for (place, table) in tables.iter().enumerate().rev() {
        let is_kept = |row: &Loose| match row.end {
            End::Out => false,
            End::In(parent, n) => table.shape.alone || kept[parent][n],
            End::Alone | End::Taken => true,
        };
        kept[place] = table.rows.iter().map(is_kept).collect();
    }
    kept
}

fn is_root(shape: &Shape) -> bool {
    matches!(shape.name, "organization" | "service")
}

fn settle(tables: &mut [Loaded], place: usize, left: &mut usize) -> Result<(), NotAPackage> {
    let (before, from) = tables.split_at_mut(place);
    let Some((table, after)) = from.split_first_mut() else { return Ok(()) };
    for (n, row) in table.rows.iter_mut().enumerate().filter(|(_, row)| !matches!(row.end, End::Out)) {
        for (column, target, field) in table.shape.holds {
            let Some(id) = text(&row.fields, column) else { continue };
            let held = before.iter_mut().find(|table| table.shape.name == *target);
            match held.and_then(|table| table.ids.get(id).map(|held| &mut table.rows[*held])) {
                Some(held) => {
                    held.held_by.push((place, n));
                    row.fields.insert((*field).to_owned(), copy(&held.fields, left)?);
                }
                None => row.problems.push(leads_nowhere(row.record.clone(), column, id, Severity::Remark)),
            }
        }
        if table.shape.name == "service" {
            through_its_location(&mut row.fields);
        }
        belong(table.shape, row, place, after, left)?;
    }
    Ok(())
}

/// In the older set a service has its body, and telephones if it has none of its own, through its location.
fn through_its_location(fields: &mut Map<String, Value>) {
    if let Some(text) = fields.remove("documents") {
        fields.insert("required_documents".to_owned(), serde_json::json!([{ "document": text }]));
    }
    for field in ["organization_id", "phones"] {
        let of_location = fields.get("location").and_then(|location| location.get(field)).cloned();
        if let Some(of_location) = of_location.filter(|_| !fields.contains_key(field)) {
            fields.insert(field.to_owned(), of_location);
        }
    }
}

/// Puts a row into the first that it names.
fn belong(
    shape: &Shape,
    row: &mut Loose,
    place: usize,
    after: &mut [Loaded],
    left: &mut usize,
) -> Result<(), NotAPackage> {
    let mut nowhere = None;
    for (column, target) in shape.parents {
        let Some(id) = text(&row.fields, column).map(str::to_owned) else { continue };
        let target = match target.strip_prefix('*') {
            Some(by) => text(&row.fields, by).unwrap_or_default(),
            None => target,
        };
        let table = after.iter().position(|table| table.shape.name == target);
        if let Some((table, parent)) = table.and_then(|table| Some((table, *after[table].ids.get(&id)?))) {
            row.end = End::In(place + 1 + table, parent);
            let whole = if shape.alone {
                copy(&row.fields, left)?
            } else {
                row.fields.shift_remove(*column);
                Value::Object(std::mem::take(&mut row.fields))
            };
            let list = after[table].rows[parent].fields.entry(shape.list).or_insert_with(|| Value::Array(Vec::new()));
            if let Value::Array(list) = list {
                list.push(whole);
            }
            return Ok(());
        }
        nowhere.get_or_insert((*column, id));
    }
    let is_needed = !shape.alone && !is_root(shape);
    let severity = if is_needed { Severity::Error } else { Severity::Remark };
    let parents: Vec<&str> = shape.parents.iter().map(|(column, _)| *column).collect();
    match nowhere {
        Some((column, id)) => row.problems.push(leads_nowhere(row.record.clone(), column, &id, severity)),
        None if is_needed => row.problems.push(problem(
            row.record.clone(),
            Some(parents.join(", ")),
            "missing",
            severity,
            "it does not say what it belongs to".to_owned(),
            "Fill one of them in, or take the row out.",
        )),
        None => {}
    }
    if is_needed {
        row.end = End::Out;
    }
    Ok(())
}

fn text<'a>(fields: &'a Map<String, Value>, field: &str) -> Option<&'a str> {
    fields.get(field).and_then(Value::as_str)
}

/// A row once more, as long as that does not make too much of it.
fn copy(fields: &Map<String, Value>, left: &mut usize) -> Result<Value, NotAPackage> {
    let whole = Value::Object(fields.clone());
    *left = left.checked_sub(whole.to_string().len()).ok_or(NotAPackage::TooMuch)?;
    Ok(whole)
}

/// What became of a row that is neither a service nor an organisation.
fn account(tables: &[Loaded], kept: &[Vec<bool>], shape: &Shape, row: &Loose, reading: &mut Reading<'_>) {
    let mut problems = row.problems.clone();
    let (mut kind, mut verdict) = (None, Verdict::Kept);
    match row.end {
        End::Out => verdict = Verdict::LeftOut,
        End::In(table, n) if kept[table][n] => {
            kind = placed(tables, shape, (table, n));
            verdict = match kind {
                None => Verdict::Kept,
                Some(_) if problems.is_empty() => Verdict::Taken,
                Some(_) => Verdict::TakenWithRemarks,
            };
        }
        _ if row.held_by.iter().any(|(table, n)| kept[*table][*n]) => {}
        _ if shape.alone => by_itself(shape, row, reading),
        _ => {
            let (what, remedy) = ("what it belongs to is left out", "Mend that, or take the row out.");
            problems.push(problem(row.record.clone(), None, "left-out-too", Severity::Error, what.to_owned(), remedy));
            verdict = Verdict::LeftOut;
        }
    }
    reading.outcome.records.push(Record { record: row.record.clone(), kind, verdict });
    reading.outcome.problems.extend(problems);
}

/// What a row is in the model, where that has a place for it.
fn placed(tables: &[Loaded], shape: &Shape, (table, n): (usize, usize)) -> Option<Kind> {
    let parent = tables[table].shape.name;
    let grandparent = match tables[table].rows[n].end {
        End::In(table, _) => tables[table].shape.name,
        _ => "",
    };
    match (shape.name, parent, grandparent) {
        ("phone" | "contact", "service", _) | ("phone", "contact", "service") => Some(Kind::ContactPoint),
        ("cost_option", "service", _) => Some(Kind::Cost),
        ("required_document", "service", _) => Some(Kind::Evidence),
        _ => None,
    }
}

/// Keeps a row that nothing holds, as it came.
fn by_itself(shape: &Shape, row: &Loose, reading: &mut Reading<'_>) {
    let mut said = Thing::named(String::new(), row.fields.clone()).rest();
    let class = Object::Thing(Iri::new(format!("{FIELD}{}", shape.name)));
    said.insert(Statement { property: Iri::new(TYPE), object: class });
    let name = Iri::new(format!("{}{}/{}", reading.base, shape.name, safe(&row.id)));
    reading.inventory.others.insert(name, Other { said });
}

fn leads_nowhere(record: String, column: &str, id: &str, severity: Severity) -> Problem {
    let what = format!("'{id:.60}' is in none of the tables that it may lead to");
    problem(record, Some(column.to_owned()), "leads-nowhere", severity, what, "Add that row, or mend the id.")
}

fn problem(
    record: String,
    field: Option<String>,
    rule: &'static str,
    severity: Severity,
    what: String,
    remedy: &str,
) -> Problem {
    Problem { record, field, rule, severity, what, remedy: remedy.to_owned() }
}
