//! Data files that people write by hand: read with their lines, so that a finding names file, line and fix.

use std::{fmt, ops::Range};

use serde::de::DeserializeOwned;
pub use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::plain_text;

/// More than this is no name and no title.
const LONGEST_NAME: usize = 200;
/// More than this is no text of one field.
const LONGEST_TEXT: usize = 20_000;

/// One file of hand-written data.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its path, as findings show it.
    pub file: String,
    /// Its text.
    pub text: String,
}

/// Something wrong in a data file, with what to do about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which file.
    pub file: String,
    /// Which line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub fix: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}. {}", self.file, self.line, self.what, self.fix)
    }
}

impl Source {
    /// Reads the file as TOML. A mistake in the format, or a text that nobody could read, becomes one finding with its
    /// line.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Finding> {
        let read = toml::from_str(&self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            let what = error.message().lines().collect::<Vec<_>>().join("; ");
            self.finding(at, what, "See docs/reference/demo-format.md for the keys this table takes.")
        })?;
        match self.unfit() {
            Some(finding) => Err(finding),
            None => Ok(read),
        }
    }

    /// The first text in it that nobody could read: with signs that nobody can see, or far too long.
    pub fn unfit(&self) -> Option<Finding> {
        let table = DeTable::parse(&self.text).ok()?;
        let (at, unfit) = in_table(table.get_ref(), LONGEST_TEXT)?;
        Some(self.finding(at, unfit.what(), unfit.fix()))
    }

    /// A finding at a place in this file.
    pub fn finding(&self, at: Range<usize>, what: impl Into<String>, fix: impl Into<String>) -> Finding {
        Finding { file: self.file.clone(), line: self.line(at.start), what: what.into(), fix: fix.into() }
    }

    /// The line of a byte of this file, from 1.
    pub fn line(&self, byte: usize) -> usize {
        let before = self.text.as_bytes().get(..byte).unwrap_or(self.text.as_bytes());
        before.split(|byte| *byte == b'\n').count()
    }
}

/// What makes a text unfit.
enum Unfit {
    NotPlain,
    Long(usize),
}

impl Unfit {
    fn what(&self) -> String {
        match self {
            Self::NotPlain => "this text has signs that nobody can see".to_owned(),
            Self::Long(most) => format!("this text is longer than {most} characters"),
        }
    }

    fn fix(&self) -> &'static str {
        match self {
            Self::NotPlain => "Type it anew: what was copied brought control characters or signs of no width along.",
            Self::Long(_) => "Say it shorter.",
        }
    }
}

/// The first text in it that is unfit, and where.
fn in_table(table: &DeTable<'_>, most: usize) -> Option<(Range<usize>, Unfit)> {
    table.iter().find_map(|(key, value)| {
        let most = match key.get_ref().as_ref() {
            "name" | "title" => LONGEST_NAME,
            "en" | "fr" => most,
            _ => LONGEST_TEXT,
        };
        in_value(value, most)
    })
}

fn in_value(value: &Spanned<DeValue<'_>>, most: usize) -> Option<(Range<usize>, Unfit)> {
    match value.get_ref() {
        DeValue::String(text) if plain_text(text) != text.replace("\r\n", "\n") => {
            Some((value.span(), Unfit::NotPlain))
        }
        DeValue::String(text) if text.chars().count() > most => Some((value.span(), Unfit::Long(most))),
        DeValue::Array(values) => values.iter().find_map(|value| in_value(value, most)),
        DeValue::Table(table) => in_table(table, most),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct One {
        name: Spanned<String>,
    }

    #[test]
    fn a_finding_names_the_line() {
        let source = Source { file: "demo/x.toml".into(), text: "# first\nname = \"a\"\n".into() };
        let one: One = source.read().unwrap();
        let finding = source.finding(one.name.span(), "'a' is too short", "Write a longer name.");
        assert_eq!(finding.to_string(), "demo/x.toml:2: 'a' is too short. Write a longer name.");
    }

    #[test]
    fn a_text_that_nobody_could_read_is_found_wherever_it_stands() {
        let check = |text: &str, expected: Option<(usize, &str)>| {
            let source = Source { file: "x.toml".into(), text: text.into() };
            let read = source.read::<toml::Table>().err();
            assert_eq!(read.as_ref().map(|finding| (finding.line, finding.what.as_str())), expected, "{text}");
        };
        let unseen = "this text has signs that nobody can see";
        check("name = \"a\"\n[[row]]\ncharter = { en = \"a\\u202Eb\", fr = \"b\" }\n", Some((3, unseen)));
        check("rows = [\n\"a\",\n\"\\u0000\"]\n", Some((3, unseen)));
        check("text = \"\"\"one\r\ntwo\tthree\"\"\"\n", None);
        let long = "é".repeat(201);
        let too_long = Some((1, "this text is longer than 200 characters"));
        check(&format!("name = \"{long}\""), too_long);
        check(&format!("title = {{ en = \"a\", fr = \"{long}\" }}"), too_long);
        check(&format!("charter = {{ en = \"a\", fr = \"{long}\" }}"), None);
        check(&format!("charter = \"{}\"", "e".repeat(20_001)), Some((1, "this text is longer than 20000 characters")));
    }

    #[test]
    fn an_unknown_key_is_found_with_its_line() {
        let source = Source { file: "demo/x.toml".into(), text: "name = \"a\"\n\nnmae = 1\n".into() };
        let finding = source.read::<One>().unwrap_err();
        assert_eq!(finding.line, 3);
        assert!(finding.what.contains("nmae"), "{finding}");
    }
}
