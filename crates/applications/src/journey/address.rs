//! A postal address: the lines that a letter needs, the town, and the postcode.

use std::fmt;

use serde::{Deserialize, Serialize};
use web::plain_text;

use super::Mistake;

/// A postal address.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Address {
    /// The building and the street: one line or two.
    pub lines: Vec<String>,
    /// The town.
    pub town: String,
    /// The postcode.
    pub postcode: String,
}

/// Printed for debugging it shows nothing: it is personal.
impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Address(…)")
    }
}

/// A part of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first line.
    Line,
    /// The town.
    Town,
    /// The postcode.
    Postcode,
}

/// More lines are no address.
const MOST_LINES: usize = 4;
/// A line is no longer.
const LONGEST: usize = 100;

impl Part {
    /// What a field of it is called, after the question's id.
    pub fn field(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Town => "town",
            Self::Postcode => "postcode",
        }
    }
}

impl Address {
    /// Is nothing said?
    pub fn is_empty(&self) -> bool {
        self.lines.iter().chain([&self.town, &self.postcode]).all(|part| part.trim().is_empty())
    }

    /// An address in one text: its parts on lines of their own or between commas, town and postcode last.
    pub fn from_line(text: &str) -> Self {
        let mut parts: Vec<String> = text.split(['\n', ',']).map(|part| part.trim().to_owned()).collect();
        parts.retain(|part| !part.is_empty());
        let postcode = if parts.len() > 1 { parts.pop() } else { None };
        let town = if parts.len() > 1 { parts.pop() } else { None };
        Self { lines: parts, town: town.unwrap_or_default(), postcode: postcode.unwrap_or_default() }
    }

    /// On one line, as an agency reads it.
    pub fn to_line(&self) -> String {
        let parts = self.lines.iter().chain([&self.town, &self.postcode]).map(String::as_str);
        parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }

    /// The parts that are not there.
    pub fn missing(&self) -> impl Iterator<Item = Part> {
        let is_empty = |text: &String| text.trim().is_empty();
        let parts = [
            (Part::Line, self.lines.iter().all(is_empty)),
            (Part::Town, is_empty(&self.town)),
            (Part::Postcode, is_empty(&self.postcode)),
        ];
        parts.into_iter().filter(|(_, is_missing)| *is_missing).map(|(part, _)| part)
    }

    /// As it is kept, or which part is not right.
    pub(super) fn checked(&self) -> Result<Self, Mistake> {
        let plain = |text: &String| plain_text(text).split_whitespace().collect::<Vec<_>>().join(" ");
        let mut lines: Vec<String> = self.lines.iter().map(plain).collect();
        lines.retain(|line| !line.is_empty());
        let kept = Self { lines, town: plain(&self.town), postcode: plain(&self.postcode).to_uppercase() };
        if let Some(part) = kept.missing().next() {
            return Err(Mistake::AddressWithout(part));
        }
        let is_long = |part: &String| part.chars().count() > LONGEST;
        if kept.lines.len() > MOST_LINES || kept.lines.iter().chain([&kept.town]).any(is_long) {
            return Err(Mistake::TooLong(LONGEST));
        }
        // Whatever the country: some digits, perhaps letters, and no more than a postcode ever has.
        let signs = kept.postcode.chars().filter(|sign| sign.is_alphanumeric()).count();
        let is_plain = kept.postcode.chars().all(|sign| sign.is_alphanumeric() || " -".contains(sign))
            && kept.postcode.contains(char::is_numeric);
        if is_plain && (3..=10).contains(&signs) { Ok(kept) } else { Err(Mistake::NotAPostcode) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_line_a_town_and_a_postcode() {
        let of = |text: &str| Address::from_line(text).checked();
        let kept = of("Flat 2\n 1  Sample Street\nCarlisle\nca1 1aa").unwrap();
        assert_eq!(kept.to_line(), "Flat 2, 1 Sample Street, Carlisle, CA1 1AA");
        assert_eq!(Address::from_line(&kept.to_line()), kept);
        assert_eq!(of("Carlisle"), Err(Mistake::AddressWithout(Part::Town)));
        assert_eq!(of("1 Sample Street, CA1 1AA"), Err(Mistake::AddressWithout(Part::Town)));
        assert_eq!(of("1 Sample Street, Carlisle, Cumbria"), Err(Mistake::NotAPostcode));
        assert_eq!(of("1 Sample Street, Carlisle, C@1"), Err(Mistake::NotAPostcode));
        assert_eq!(of(&format!("{}, Carlisle, CA1 1AA", "x".repeat(101))), Err(Mistake::TooLong(100)));
        let town = Address { town: "Carlisle".to_owned(), ..Address::default() };
        assert_eq!(town.checked(), Err(Mistake::AddressWithout(Part::Line)));
    }
}
