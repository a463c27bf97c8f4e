//! Statements on SQLite: `$n` bound by its number, as PostgreSQL does.

use rusqlite::{
    CachedStatement, ToSql,
    types::{ToSqlOutput, ValueRef},
};

use crate::{
    Cell, Row, StoreError, Value,
    row::Cells,
    tx::{Failure, Visit},
};

use super::failure;

pub(crate) fn execute(connection: &rusqlite::Connection, sql: &str, args: &[Value<'_>]) -> Result<u64, Failure> {
    let mut statement = bound(connection, sql, args)?;
    if statement.column_count() == 0 {
        return statement.raw_execute().map(|changed| changed as u64).map_err(|error| failure(error, sql));
    }
    let mut rows = statement.raw_query();
    let mut answered = 0;
    while rows.next().map_err(|error| failure(error, sql))?.is_some() {
        answered += 1;
    }
    Ok(answered)
}

pub(crate) fn visit(
    connection: &rusqlite::Connection,
    sql: &str,
    args: &[Value<'_>],
    each: Visit<'_>,
) -> Result<(), Failure> {
    let mut statement = bound(connection, sql, args)?;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next().map_err(|error| failure(error, sql))? {
        if !each(&Row { cells: Cells::Sqlite(row), sql })? {
            break;
        }
    }
    Ok(())
}

/// SQLite takes `$1` for a name and numbers names by first appearance, so `SELECT $2, $1` would swap them.
fn bound<'c>(
    connection: &'c rusqlite::Connection,
    sql: &str,
    args: &[Value<'_>],
) -> Result<CachedStatement<'c>, Failure> {
    let mut statement = connection.prepare_cached(sql).map_err(|error| failure(error, sql))?;
    let mut highest = 0;
    for place in 1..=statement.parameter_count() {
        let number = statement
            .parameter_name(place)
            .and_then(|name| name.strip_prefix('$'))
            .and_then(|number| number.parse::<usize>().ok())
            .filter(|number| *number > 0)
            .ok_or_else(|| mismatch(sql, "placeholders are $1, $2, …"))?;
        highest = highest.max(number);
        let Some(value) = args.get(number - 1) else { continue };
        if matches!(value, Value::Text(text) if text.as_bytes().contains(&0)) {
            return Err(mismatch(sql, "text with a NUL, which PostgreSQL cannot keep"));
        }
        statement.raw_bind_parameter(place, value).map_err(|error| failure(error, sql))?;
    }
    if highest == args.len() {
        Ok(statement)
    } else {
        Err(StoreError::Arguments { expected: highest, given: args.len(), sql: sql.to_owned() }.into())
    }
}

fn mismatch(sql: &str, why: &str) -> Failure {
    StoreError::Statement { code: "client".to_owned(), why: why.to_owned(), sql: sql.to_owned() }.into()
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Self::Null => ValueRef::Null,
            Self::Int(number) => ValueRef::Integer(*number),
            Self::Real(number) => ValueRef::Real(*number),
            Self::Text(text) => ValueRef::Text(text.as_bytes()),
            Self::Blob(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

pub(crate) fn cell<'r>(row: &'r rusqlite::Row<'r>, place: usize) -> Result<Cell<'r>, String> {
    match row.get_ref(place).map_err(|_| format!("there is no column {place}"))? {
        ValueRef::Null => Ok(Cell::Null),
        ValueRef::Integer(number) => Ok(Cell::Int(number)),
        ValueRef::Real(number) => Ok(Cell::Real(number)),
        ValueRef::Text(text) => std::str::from_utf8(text).map(Cell::Text).map_err(|_| "not UTF-8".to_owned()),
        ValueRef::Blob(bytes) => Ok(Cell::Blob(bytes)),
    }
}
