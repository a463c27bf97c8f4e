//! The text of a migration as statements of one engine.

use crate::{Migration, StoreError};

/// Whose words the statements are to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    Sqlite,
    Postgres,
}

/// Types that mean different things on the two engines, or make numbers out of text on one.
const NOT_OURS: &[&str] = &[
    "INT",
    "INTEGER",
    "SMALLINT",
    "BIGINT",
    "SERIAL",
    "BIGSERIAL",
    "REAL",
    "FLOAT",
    "DOUBLE",
    "NUMERIC",
    "DECIMAL",
    "BLOB",
    "BYTEA",
    "JSON",
    "JSONB",
    "UUID",
    "TIMESTAMP",
    "TIMESTAMPTZ",
    "DATE",
    "BOOLEAN",
    "VARCHAR",
    "AUTOINCREMENT",
    "STRICT",
];

/// The statements of a migration, in the engine's words.
pub(crate) fn statements(migration: &Migration, dialect: Dialect) -> Result<Vec<String>, StoreError> {
    let pieces = split(migration.sql);
    if let Some(word) = pieces.iter().flat_map(|piece| words(piece)).find(|word| is_not_ours(word)) {
        let why = format!("{word} differs between the engines; write {{INT}}, TEXT, {{REAL}} or {{BLOB}}");
        return Err(StoreError::Migration { name: migration.name.to_owned(), why });
    }
    Ok(pieces.iter().map(|piece| translate(piece, dialect)).collect())
}

pub(crate) fn translate(statement: &str, dialect: Dialect) -> String {
    let (int, real, blob) = match dialect {
        Dialect::Sqlite => ("INTEGER", "REAL", "BLOB"),
        Dialect::Postgres => ("BIGINT", "DOUBLE PRECISION", "BYTEA"),
    };
    let mut text = statement.replace("{INT}", int).replace("{REAL}", real).replace("{BLOB}", blob);
    if dialect == Dialect::Sqlite && is_create_table(statement) {
        text.push_str(" STRICT");
    }
    text
}

fn is_create_table(statement: &str) -> bool {
    let mut words = statement.split_whitespace().map(str::to_ascii_uppercase);
    words.next().as_deref() == Some("CREATE") && words.next().as_deref() == Some("TABLE")
}

fn is_not_ours(word: &str) -> bool {
    NOT_OURS.iter().any(|theirs| word.eq_ignore_ascii_case(theirs))
}

/// The bare words of a statement: nothing quoted, nothing in `{…}`.
fn words(statement: &str) -> Vec<&str> {
    let bare = |from: usize, to: usize| {
        let quotes = statement[..from].matches('\'').count();
        let before = statement[..from].chars().next_back();
        (quotes.is_multiple_of(2) && before != Some('{')).then(|| &statement[from..to])
    };
    let mut found = Vec::new();
    let mut start = None;
    for (at, letter) in statement.char_indices().chain([(statement.len(), ' ')]) {
        match (start, letter.is_alphanumeric() || letter == '_') {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                found.extend(bare(from, at));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Splits at `;` outside quotes; drops `--` comments.
fn split(script: &str) -> Vec<String> {
    let (mut pieces, mut piece) = (Vec::new(), String::new());
    let (mut quoted, mut letters) = (false, script.chars().peekable());
    while let Some(letter) = letters.next() {
        match letter {
            '-' if !quoted && letters.peek() == Some(&'-') => while letters.next_if(|next| *next != '\n').is_some() {},
            ';' if !quoted => pieces.push(std::mem::take(&mut piece)),
            _ => {
                quoted ^= letter == '\'';
                piece.push(letter);
            }
        }
    }
    pieces.push(piece);
    pieces.into_iter().map(|piece| piece.trim().to_owned()).filter(|piece| !piece.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(sql: &'static str, dialect: Dialect) -> Result<Vec<String>, StoreError> {
        statements(&Migration { name: "one", sql }, dialect)
    }

    #[test]
    fn one_text_becomes_each_engines_words() {
        let sql =
            "CREATE TABLE a (id TEXT PRIMARY KEY, n {INT}, x {REAL}, b {BLOB}); -- a; b\nCREATE INDEX a_n ON a (n);";
        assert_eq!(
            of(sql, Dialect::Sqlite).unwrap(),
            ["CREATE TABLE a (id TEXT PRIMARY KEY, n INTEGER, x REAL, b BLOB) STRICT", "CREATE INDEX a_n ON a (n)"]
        );
        assert_eq!(
            of(sql, Dialect::Postgres).unwrap()[0],
            "CREATE TABLE a (id TEXT PRIMARY KEY, n BIGINT, x DOUBLE PRECISION, b BYTEA)"
        );
    }

    #[test]
    fn a_semicolon_in_quotes_ends_nothing() {
        assert_eq!(of("UPDATE a SET t = 'x;y''z;'", Dialect::Sqlite).unwrap(), ["UPDATE a SET t = 'x;y''z;'"]);
    }

    #[test]
    fn a_type_that_differs_between_the_engines_is_refused() {
        for theirs in ["INTEGER", "bigint", "JSONB", "UUID", "BLOB"] {
            let sql: &'static str = Box::leak(format!("CREATE TABLE a (n {theirs})").into_boxed_str());
            assert!(of(sql, Dialect::Sqlite).is_err(), "{theirs} passed");
        }
        assert!(of("UPDATE a SET t = 'the date, a uuid'", Dialect::Sqlite).is_ok());
    }
}
