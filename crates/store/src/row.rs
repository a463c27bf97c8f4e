//! One row of an answer, and how its cells become our types.

use std::fmt;

use serde::de::DeserializeOwned;
use values::{AreaCode, Day, Id, Kind, Moment, RealTime};

use crate::StoreError;

/// What an engine holds in one cell.
#[derive(Clone, Copy, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Null,
    /// A whole number, a time, a yes or no.
    Int(i64),
    /// A fraction.
    Real(f64),
    /// Text.
    Text(&'r str),
    /// Bytes.
    Blob(&'r [u8]),
    /// A type that only one engine has, such as the NUMERIC of a sum without a CAST.
    Foreign,
}

/// Cells are personal data more often than not: only their kind is shown.
impl fmt::Debug for Cell<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind())
    }
}

impl Cell<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Int(_) => "a whole number",
            Self::Real(_) => "a fraction",
            Self::Text(_) => "text",
            Self::Blob(_) => "bytes",
            Self::Foreign => "a type that only one engine has (CAST it)",
        }
    }
}

/// One row of an answer.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    pub(crate) cells: Cells<'r>,
    pub(crate) sql: &'r str,
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Cells<'r> {
    Sqlite(&'r rusqlite::Row<'r>),
    Postgres(&'r postgres::Row),
}

impl Row<'_> {
    /// The cell at a place, counted from 0, as one of our types.
    pub fn get<T: Column>(&self, place: usize) -> Result<T, StoreError> {
        let cell = self.cell(place).map_err(|why| self.unreadable(place, why))?;
        T::read(cell).map_err(|why| self.unreadable(place, why))
    }

    /// The cell at a place, kept as JSON by [`Value::json`](crate::Value::json).
    pub fn json<T: DeserializeOwned>(&self, place: usize) -> Result<T, StoreError> {
        let cell = self.cell(place).map_err(|why| self.unreadable(place, why))?;
        let Cell::Text(text) = cell else { return Err(self.unreadable(place, format!("JSON wanted, {cell:?} found"))) };
        serde_json::from_str(text).map_err(|error| {
            let why = format!("not the JSON we wrote ({:?} at column {})", error.classify(), error.column());
            self.unreadable(place, why)
        })
    }

    /// An error that names this row's table, column and id, for values that only the caller can judge.
    pub fn unreadable(&self, place: usize, why: impl Into<String>) -> StoreError {
        StoreError::Unreadable {
            table: table_of(self.sql).to_owned(),
            column: self.column_name(place),
            row: self.id(),
            why: why.into(),
        }
    }

    fn cell(&self, place: usize) -> Result<Cell<'_>, String> {
        match self.cells {
            Cells::Sqlite(row) => crate::sqlite::cell(row, place),
            Cells::Postgres(row) => crate::postgresql::cell(row, place),
        }
    }

    fn column_name(&self, place: usize) -> String {
        let name = match self.cells {
            Cells::Sqlite(row) => row.as_ref().column_name(place).ok().map(str::to_owned),
            Cells::Postgres(row) => row.columns().get(place).map(|column| column.name().to_owned()),
        };
        name.unwrap_or_else(|| format!("#{place}"))
    }

    /// The first cell, where it looks like an id of ours. Never anything a person wrote.
    fn id(&self) -> String {
        match self.cell(0) {
            Ok(Cell::Text(text)) if text.len() < 110 && text.as_bytes().get(3) == Some(&b'_') => text.to_owned(),
            _ => "?".to_owned(),
        }
    }
}

/// The first table a statement names, for messages.
pub(crate) fn table_of(sql: &str) -> &str {
    let mut words = sql.split_whitespace();
    while let Some(word) = words.next() {
        if ["FROM", "INTO", "UPDATE"].iter().any(|key| word.eq_ignore_ascii_case(key)) {
            let table = words.next().unwrap_or("?").trim_start_matches('(');
            return table.split(['(', ',', ')', ';']).next().unwrap_or("?");
        }
    }
    "the answer"
}

/// A type that a cell can become.
pub trait Column: Sized {
    /// Reads it, or says what was wanted.
    fn read(cell: Cell<'_>) -> Result<Self, String>;
}

fn wanted<T>(what: &str, cell: Cell<'_>) -> Result<T, String> {
    Err(format!("{what} wanted, {} found", cell.kind()))
}

impl Column for i64 {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Int(number) = cell { Ok(number) } else { wanted("a whole number", cell) }
    }
}
impl Column for u32 {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        Self::try_from(i64::read(cell)?).map_err(|_| "does not fit 32 bits without a sign".to_owned())
    }
}
impl Column for i32 {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        Self::try_from(i64::read(cell)?).map_err(|_| "does not fit 32 bits".to_owned())
    }
}
impl Column for bool {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        match cell {
            Cell::Int(0) => Ok(false),
            Cell::Int(1) => Ok(true),
            _ => wanted("0 or 1", cell),
        }
    }
}
impl Column for f64 {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Real(number) = cell { Ok(number) } else { wanted("a fraction", cell) }
    }
}
impl Column for String {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Text(text) = cell { Ok(text.to_owned()) } else { wanted("text", cell) }
    }
}
impl Column for std::sync::Arc<str> {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Text(text) = cell { Ok(text.into()) } else { wanted("text", cell) }
    }
}
impl Column for Vec<u8> {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Blob(bytes) = cell { Ok(bytes.to_vec()) } else { wanted("bytes", cell) }
    }
}
impl<const N: usize> Column for [u8; N] {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        match cell {
            Cell::Blob(bytes) => bytes.try_into().map_err(|_| format!("{N} bytes wanted, {} found", bytes.len())),
            _ => wanted("bytes", cell),
        }
    }
}
impl<K: Kind> Column for Id<K> {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        match cell {
            Cell::Text(text) => text.parse().map_err(|_| format!("an id of the form {}_… wanted", K::PREFIX)),
            _ => wanted("an id", cell),
        }
    }
}
impl Column for AreaCode {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if let Cell::Text(text) = cell { Ok(Self::from(text)) } else { wanted("an area code", cell) }
    }
}
impl Column for Day {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        match cell {
            Cell::Text(text) => text.parse().map_err(|_| "a day (YYYY-MM-DD) wanted".to_owned()),
            _ => wanted("a day", cell),
        }
    }
}
impl Column for Moment {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        i64::read(cell).map(Self)
    }
}
impl Column for RealTime {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        i64::read(cell).map(Self)
    }
}
impl<T: Column> Column for Option<T> {
    fn read(cell: Cell<'_>) -> Result<Self, String> {
        if cell == Cell::Null { Ok(None) } else { T::read(cell).map(Some) }
    }
}
