//! Data files that people write by hand: read with their lines, so that a finding names file, line and fix.

use std::{fmt, ops::Range};

use serde::de::DeserializeOwned;

pub use toml::Spanned;

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
    /// Reads the file as TOML. A mistake in the format becomes one finding with its line.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, Finding> {
        toml::from_str(&self.text).map_err(|error| {
            let at = error.span().unwrap_or(0..0);
            let what = error.message().lines().collect::<Vec<_>>().join("; ");
            self.finding(at, what, "See docs/reference/demo-format.md for the keys this table takes.")
        })
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
    fn an_unknown_key_is_found_with_its_line() {
        let source = Source { file: "demo/x.toml".into(), text: "name = \"a\"\n\nnmae = 1\n".into() };
        let finding = source.read::<One>().unwrap_err();
        assert_eq!(finding.line, 3);
        assert!(finding.what.contains("nmae"), "{finding}");
    }
}
