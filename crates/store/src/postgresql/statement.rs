//! Statements on PostgreSQL, and values in its wire types.

use std::error::Error;

use postgres::{
    fallible_iterator::FallibleIterator as _,
    types::{FromSql, IsNull, ToSql, Type, private::BytesMut, to_sql_checked},
};

use super::{Session, failure};
use crate::{
    Cell, Row, StoreError, Value,
    row::Cells,
    tx::{Failure, Visit},
};

type Complaint = Box<dyn Error + Sync + Send>;

impl Session {
    pub(crate) fn execute(&mut self, sql: &str, args: &[Value<'_>]) -> Result<u64, Failure> {
        let mut answered = 0;
        let changed = self.run(sql, args, &mut |_| {
            answered += 1;
            Ok(true)
        })?;
        Ok(changed.unwrap_or(answered))
    }

    pub(crate) fn visit(&mut self, sql: &str, args: &[Value<'_>], each: Visit<'_>) -> Result<(), Failure> {
        self.run(sql, args, each).map(drop)
    }

    /// Answers how many rows the statement changed, where the server says so.
    fn run(&mut self, sql: &str, args: &[Value<'_>], each: Visit<'_>) -> Result<Option<u64>, Failure> {
        let statement = self.prepared(sql, args).map_err(|error| failure(self, &error, sql))?;
        if statement.params().len() != args.len() {
            let expected = statement.params().len();
            return Err(StoreError::Arguments { expected, given: args.len(), sql: sql.to_owned() }.into());
        }
        // The rows borrow the client, so what failed is kept until they are gone.
        let outcome = match self.client.query_raw(&statement, args) {
            Err(error) => Err(error),
            Ok(mut rows) => loop {
                match rows.next() {
                    Err(error) => break Err(error),
                    Ok(None) => break Ok(rows.rows_affected()),
                    Ok(Some(row)) => {
                        if !each(&Row { cells: Cells::Postgres(&row), sql })? {
                            break Ok(rows.rows_affected());
                        }
                    }
                }
            },
        };
        outcome.map_err(|error| failure(self, &error, sql))
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Complaint> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => whole(*number, ty, out),
            Self::Real(number) => match *ty {
                Type::FLOAT8 => number.to_sql(ty, out),
                _ => Err(mismatch("a fraction", ty)),
            },
            Self::Text(text) => match *ty {
                Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => text.to_sql(ty, out),
                _ => Err(mismatch("text", ty)),
            },
            Self::Blob(bytes) => match *ty {
                Type::BYTEA => bytes.as_ref().to_sql(ty, out),
                _ => Err(mismatch("bytes", ty)),
            },
        }
    }

    /// Looked at together with the value.
    fn accepts(_ty: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// A parameter whose first value was nothing has the type that PostgreSQL gave it.
#[expect(clippy::cast_precision_loss, reason = "SQLite makes the same fraction of a whole number")]
fn whole(number: i64, ty: &Type, out: &mut BytesMut) -> Result<IsNull, Complaint> {
    match *ty {
        Type::INT8 => number.to_sql(ty, out),
        Type::INT4 => i32::try_from(number)?.to_sql(ty, out),
        Type::INT2 => i16::try_from(number)?.to_sql(ty, out),
        Type::FLOAT8 => (number as f64).to_sql(ty, out),
        _ => Err(mismatch("a whole number", ty)),
    }
}

fn mismatch(given: &str, wanted: &Type) -> Complaint {
    format!("{given} given where {wanted} is wanted").into()
}

impl<'r> FromSql<'r> for Cell<'r> {
    fn from_sql(ty: &Type, raw: &'r [u8]) -> Result<Self, Complaint> {
        Ok(match *ty {
            Type::INT8 => Cell::Int(i64::from_sql(ty, raw)?),
            Type::INT4 => Cell::Int(i32::from_sql(ty, raw)?.into()),
            Type::INT2 => Cell::Int(i16::from_sql(ty, raw)?.into()),
            Type::BOOL => Cell::Int(bool::from_sql(ty, raw)?.into()),
            Type::FLOAT8 => Cell::Real(f64::from_sql(ty, raw)?),
            Type::FLOAT4 => Cell::Real(f32::from_sql(ty, raw)?.into()),
            Type::TEXT | Type::VARCHAR | Type::BPCHAR | Type::NAME | Type::UNKNOWN => {
                Cell::Text(<&str>::from_sql(ty, raw)?)
            }
            Type::BYTEA => Cell::Blob(raw),
            _ => Cell::Foreign,
        })
    }

    fn from_sql_null(_ty: &Type) -> Result<Self, Complaint> {
        Ok(Cell::Null)
    }

    fn accepts(_ty: &Type) -> bool {
        true
    }
}

pub(crate) fn cell(row: &postgres::Row, place: usize) -> Result<Cell<'_>, String> {
    row.try_get(place).map_err(|_| format!("there is no column {place}"))
}
