//! Tables in files: CSV with a line of headings, read row by row.

use std::collections::{BTreeMap, BTreeSet};

use csv::{ReaderBuilder, StringRecord};
use thiserror::Error;

use super::{
    Iri, Problem, Severity, cells, names,
    problem::MOST_PROBLEMS,
    quotes::{self, Stray},
    sheet::{self, Bounds},
    words::{CONTROLS, without_controls},
};

/// A file may have so many bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// And so many rows.
const MOST_ROWS: usize = 200_000;
/// And so many cells in all of them.
const MOST_CELLS: usize = 10_000_000;

/// An id may have so many letters.
pub(super) const LONGEST_ID: usize = 200;
/// A cell may list so much.
const MOST_ITEMS: usize = 1_000;

/// A file that can't be read as the table that it should be.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NotATable {
    /// It is larger than we take.
    #[error("the file has more than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It has more rows than we take.
    #[error("the file has more than {MOST_ROWS} rows or {MOST_CELLS} cells")]
    TooMany,
    /// It is not CSV in UTF-8.
    #[error("the file is not CSV in UTF-8: {0}")]
    Csv(String),
    /// It is not a workbook.
    #[error("the file is not a workbook (XLSX) that can be read: {0}")]
    Workbook(String),
    /// Columns are missing.
    #[error("there is no column {}", .0.join(", "))]
    Columns(Vec<String>),
}

impl NotATable {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooMany => {
                "Split it by bodies, and import each part as a source of its own: a file is all that its source says."
            }
            Self::Csv(_) => "Save it as CSV with the encoding UTF-8, separated by commas, and one line of headings.",
            Self::Workbook(_) => "Save it again as XLSX without a password, or as CSV.",
            Self::Columns(_) => "Check that it is the right file; the first line has the names of the columns.",
        }
    }
}

/// A table: its headings and its rows.
#[derive(Debug)]
pub(super) struct Table {
    headings: Vec<String>,
    places: BTreeMap<String, usize>,
    rows: Vec<(u64, StringRecord)>,
    /// What is wrong with a row's quotation marks, by its place.
    strays: BTreeMap<usize, Stray>,
    /// The rows that had letters which can't be shown.
    cleaned: BTreeSet<usize>,
    source: Source,
}

/// Who wrote the cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    /// Somebody else: they say what stands in them.
    Theirs,
    /// People with a table of ours, in which nothing runs as a formula.
    Ours,
}

/// One row, which collects what is wrong with it.
pub(super) struct Row<'a> {
    places: &'a BTreeMap<String, usize>,
    cells: &'a StringRecord,
    source: Source,
    name: String,
    problems: Vec<Problem>,
}

impl Table {
    /// Reads a file that has these columns, perhaps among others.
    pub fn read(file: &[u8], columns: &[&str], source: Source) -> Result<Self, NotATable> {
        if file.len() > MOST_BYTES {
            return Err(NotATable::TooLarge);
        }
        // Empty cells cost more to hold than to write. Commas within texts are counted too: nobody has so many.
        if file.iter().filter(|byte| matches!(byte, b',' | b'\n' | b'\r')).count() > MOST_CELLS {
            return Err(NotATable::TooMany);
        }
        let file = file.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(file);
        let unreadable = |error: csv::Error| NotATable::Csv(error.to_string());
        // A row that is too short or too long is that row's problem, not the file's.
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(file);
        let headings = reader.headers().map_err(unreadable)?.clone();
        let mut rows = Vec::new();
        for row in reader.records() {
            let row = row.map_err(unreadable)?;
            if rows.len() == MOST_ROWS {
                return Err(NotATable::TooMany);
            }
            rows.push((line(file, &row), row));
        }
        let mut strays = BTreeMap::new();
        for stray in quotes::strays(file) {
            let behind = rows.partition_point(|(_, row)| begins(row) <= stray.cell);
            let Some(row) = behind.checked_sub(1) else { return Err(NotATable::Csv(stray.told().0)) };
            strays.entry(row).or_insert(stray);
        }
        Ok(Self { strays, ..Self::new(&headings, rows, columns, source)? })
    }

    /// Reads the first sheet of a workbook, whose first row are its headings. Also the names of the other sheets.
    pub fn of_workbook(file: &[u8], columns: &[&str], source: Source) -> Result<(Self, Vec<String>), NotATable> {
        let sheet = sheet::read(file, Bounds { rows: MOST_ROWS + 1, cells: MOST_CELLS, bytes: MOST_BYTES })?;
        let mut rows = sheet.rows.into_iter();
        let headings = rows.next().map(|(_, headings)| headings).unwrap_or_default();
        let mut rows: Vec<(u64, StringRecord)> = rows.collect();
        if rows.len().saturating_mul(headings.len()) > MOST_CELLS {
            return Err(NotATable::TooMany);
        }
        // A sheet leaves out the empty cells at the end of a row.
        for (_, row) in &mut rows {
            for _ in row.len()..headings.len() {
                row.push_field("");
            }
        }
        Ok((Self::new(&headings, rows, columns, source)?, sheet.others))
    }

    fn new(
        headings: &StringRecord,
        mut rows: Vec<(u64, StringRecord)>,
        columns: &[&str],
        source: Source,
    ) -> Result<Self, NotATable> {
        let headings: Vec<String> = headings.iter().map(|heading| source.text(heading).to_owned()).collect();
        let missing: Vec<String> = columns
            .iter()
            .filter(|column| !headings.iter().any(|heading| heading == *column))
            .map(|column| (*column).to_owned())
            .collect();
        if !missing.is_empty() {
            return Err(NotATable::Columns(missing));
        }
        // Of two columns of one name the first counts.
        let places = headings.iter().enumerate().rev().map(|(place, heading)| (heading.clone(), place)).collect();
        let mut cleaned = BTreeSet::new();
        for (number, (_, row)) in rows.iter_mut().enumerate() {
            if without_controls(row.as_slice()).is_some() {
                *row = row.iter().map(|cell| without_controls(cell).unwrap_or_else(|| cell.to_owned())).collect();
                cleaned.insert(number);
            }
        }
        Ok(Self { headings, places, rows, strays: BTreeMap::new(), cleaned, source })
    }

    /// Its headings.
    pub fn headings(&self) -> &[String] {
        &self.headings
    }

    /// What is wrong with its headings: of two columns of one name only the first is read.
    pub fn problems(&self) -> impl Iterator<Item = Problem> + '_ {
        let is_again = |place: usize, heading: &String| !heading.is_empty() && self.places[heading] != place;
        let again = self.headings.iter().enumerate().filter(move |(place, heading)| is_again(*place, heading));
        again.map(|(place, heading)| Problem {
            record: "the headings".to_owned(),
            field: Some(format!("{heading:.60}")),
            rule: "twice",
            severity: Severity::Remark,
            what: format!("column {} has the name of an earlier one", place + 1),
            remedy: "Only the first of them is read. Give each its own name.".to_owned(),
        })
    }

    /// Its rows, each called by its line and what the `named` column says.
    pub fn rows(&self, named: &str) -> impl Iterator<Item = Row<'_>> {
        let place = self.places.get(named).copied();
        self.rows.iter().enumerate().map(move |(number, (line, cells))| {
            let id = self.source.text(place.and_then(|place| cells.get(place)).unwrap_or_default());
            let name = format!("line {line} ({named} {id:.200})");
            let mut row = Row { places: &self.places, cells, source: self.source, name, problems: Vec::new() };
            let (has, needs) = (cells.len(), self.headings.len());
            if self.cleaned.contains(&number) {
                let (rule, what, remedy) = CONTROLS;
                row.remark(None, rule, what.to_owned(), remedy);
            }
            if let Some(stray) = self.strays.get(&number) {
                let (what, remedy) = stray.told();
                row.error(None, "quotation-marks", what, remedy);
            } else if has != needs {
                row.error(
                    None,
                    "cells",
                    format!("it has {has} cells and should have {needs}"),
                    "Look for a comma or a quotation mark too many or too few.",
                );
            }
            row
        })
    }
}

/// What a cell lists, with semicolons between.
pub(super) fn list(cell: &str) -> impl Iterator<Item = String> {
    cell.split(';').map(str::trim).filter(|item| !item.is_empty()).map(str::to_owned)
}

/// The line that a row begins in. The reader says where it stopped before: at the line feed of a return, or at empty lines.
fn line(file: &[u8], row: &StringRecord) -> u64 {
    let Some(position) = row.position() else { return 0 };
    let before = file.get(begins(row)..).unwrap_or_default().iter().take_while(|byte| matches!(byte, b'\r' | b'\n'));
    position.line() + before.filter(|byte| **byte == b'\n').count() as u64
}

/// The place in the file that a row begins at.
fn begins(row: &StringRecord) -> usize {
    row.position().and_then(|position| usize::try_from(position.byte()).ok()).unwrap_or(usize::MAX)
}

impl Source {
    fn text(self, cell: &str) -> &str {
        match self {
            Self::Theirs => cell.trim(),
            Self::Ours => cells::plain(cell.trim()),
        }
    }
}

impl Row<'_> {
    /// What a cell says, without spaces around it. Nothing where there is no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.source.text(self.places.get(column).and_then(|place| self.cells.get(*place)).unwrap_or_default())
    }

    /// A cell that says something.
    pub fn said(&self, column: &str) -> Option<&str> {
        Some(self.cell(column)).filter(|cell| !cell.is_empty())
    }

    /// The address of a page; one that can't be an address is a remark, and stays out.
    pub fn page(&mut self, column: &str) -> Option<Iri> {
        let text = self.said(column)?.to_owned();
        let page = names::page(&text);
        if page.is_none() {
            let what = "it is not the address of a page".to_owned();
            self.remark(Some(column), "not-an-address", what, "It is left out. Write a whole address without spaces.");
        }
        page
    }

    /// A cell that must say something.
    pub fn must(&mut self, column: &str) -> Option<String> {
        let said = self.said(column).map(str::to_owned);
        if said.is_none() {
            self.error(
                Some(column),
                "missing",
                "there is nothing in it".to_owned(),
                "Fill it in, then import it again: without it the record is of no use.",
            );
        }
        said
    }

    /// An id that must be there, short enough that names can be made of it.
    pub fn must_id(&mut self, column: &str) -> Option<String> {
        let id = self.must(column)?;
        if id.len() > LONGEST_ID {
            let what = format!("it has {} letters, and an id {LONGEST_ID} at most", id.len());
            self.error(Some(column), "too-long", what, "Give it a shorter one. Is it in the right column?");
            return None;
        }
        Some(id)
    }

    /// What a cell lists, with semicolons between.
    pub fn list(&mut self, column: &str) -> Vec<String> {
        let mut items: Vec<String> = list(self.cell(column)).take(MOST_ITEMS + 1).collect();
        if items.len() > MOST_ITEMS {
            items.pop();
            let what = format!("it lists more than {MOST_ITEMS} things");
            self.remark(Some(column), "too-many", what, "The others are left out. Is it in the right column?");
        }
        items
    }

    /// What it is called, and what is wrong with it.
    pub fn done(self) -> (String, Vec<Problem>) {
        (self.name, self.problems)
    }

    /// Something for which the row is left out.
    pub fn error(&mut self, column: Option<&str>, rule: &'static str, what: String, remedy: &str) {
        self.problem(column, rule, Severity::Error, what, remedy);
    }

    /// Something that somebody should look at.
    pub fn remark(&mut self, column: Option<&str>, rule: &'static str, what: String, remedy: &str) {
        self.problem(column, rule, Severity::Remark, what, remedy);
    }

    fn problem(&mut self, column: Option<&str>, rule: &'static str, severity: Severity, what: String, remedy: &str) {
        if self.problems.len() >= MOST_PROBLEMS && severity == Severity::Remark {
            return;
        }
        self.problems.push(Problem {
            record: self.name.clone(),
            field: column.map(str::to_owned),
            rule,
            severity,
            what,
            remedy: remedy.to_owned(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_called_by_the_line_that_an_editor_shows() {
        let check = |file: &str, expected: &[&str]| {
            let table = Table::read(file.as_bytes(), &["id"], Source::Theirs).unwrap();
            let names: Vec<String> = table.rows("id").map(|row| row.done().0).collect();
            assert_eq!(names, expected, "{file:?}");
        };
        check("id,x\n1,a\n2,b\n", &["line 2 (id 1)", "line 3 (id 2)"]);
        check("id,x\r\n1,a\r\n2,b\r\n", &["line 2 (id 1)", "line 3 (id 2)"]);
        check("id,x\n\n\n1,a\n\n2,b\n", &["line 4 (id 1)", "line 6 (id 2)"]);
        check("id,x\r\n\r\n1,a\r\n\r\n\r\n2,b\r\n", &["line 3 (id 1)", "line 6 (id 2)"]);
        check("\u{feff}id,x\r\n1,\"a\r\nb\"\r\n2,b", &["line 2 (id 1)", "line 4 (id 2)"]);
    }

    #[test]
    fn a_mark_that_nobody_closes_takes_its_row_and_says_which_others_are_in_it() {
        let check = |file: &str, expected: &[(&str, &[&str])]| {
            let table = Table::read(file.as_bytes(), &["id"], Source::Ours).unwrap();
            let told: Vec<(String, Vec<&str>)> = table
                .rows("id")
                .map(Row::done)
                .map(|(name, problems)| (name, problems.iter().map(|problem| problem.rule).collect()))
                .collect();
            let told: Vec<(&str, &[&str])> = told.iter().map(|(name, rules)| (name.as_str(), &rules[..])).collect();
            assert_eq!(told, expected, "{file:?}");
        };
        let sound: &[&str] = &[];
        check("id,x\n1,\"a\n2,b\n3,c\n", &[("line 2 (id 1)", &["quotation-marks"])]);
        check(
            "id,x\n1,a\n2,\"b\n3,\"c\",d\n4,e\n",
            &[("line 2 (id 1)", sound), ("line 3 (id 2)", &["quotation-marks"]), ("line 5 (id 4)", sound)],
        );
        let refused = Table::read(b"id,\"x\n1,a\n", &["id"], Source::Ours).unwrap_err();
        assert!(refused.to_string().contains("begins a cell in line 1 is never closed"), "{refused}");
    }

    #[test]
    fn two_columns_of_one_name_and_letters_that_cannot_be_shown_are_said() {
        let table = Table::read(b"id,x,x,\n1,a\0b,c,\n2,\ta\n,c,\n", &["id"], Source::Ours).unwrap();
        let told: Vec<String> = table.problems().map(|problem| problem.to_string()).collect();
        assert_eq!(told.len(), 1, "{told:?}");
        assert!(told[0].starts_with("the headings, x: column 3 has the name of an earlier one"), "{told:?}");
        let row = table.rows("id").next().unwrap();
        assert_eq!(row.cell("x"), "ab");
        assert_eq!(row.done().1[0].rule, "control-characters");
    }

    #[test]
    fn a_row_says_so_much_and_no_more() {
        let rows = format!("id,x\n{},{}\n", "i".repeat(LONGEST_ID + 1), "a;".repeat(MOST_ITEMS + 1));
        let table = Table::read(rows.as_bytes(), &["id"], Source::Theirs).unwrap();
        let mut row = table.rows("id").next().unwrap();
        assert_eq!((row.must_id("id"), row.list("x").len()), (None, MOST_ITEMS));
        for _ in 0..100 {
            row.remark(Some("x"), "unknown-code", String::new(), "");
        }
        row.error(Some("x"), "twice", String::new(), "");
        let rules: Vec<&str> = row.done().1.iter().map(|problem| problem.rule).collect();
        assert_eq!(
            (rules.len(), &rules[..2], rules.last()),
            (MOST_PROBLEMS + 1, &["too-long", "too-many"][..], Some(&"twice"))
        );
    }

    #[test]
    fn a_table_of_empty_cells_is_refused_before_it_is_held() {
        let commas = format!("id\n{}", ",".repeat(MOST_CELLS));
        assert_eq!(Table::read(commas.as_bytes(), &["id"], Source::Theirs).unwrap_err(), NotATable::TooMany);
    }
}
