//! Which parts of an entry are made up for the demonstration, so that pages can say so.

use serde::{Deserialize, Serialize};

/// What is made up. Written in data as `true`, `false` or a list of fields.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Illustrative {
    /// All of it (`true`) or nothing (`false`).
    Whole(bool),
    /// These fields, such as `contact.phone`.
    Fields(Vec<String>),
}

impl Default for Illustrative {
    fn default() -> Self {
        Self::Whole(false)
    }
}

impl Illustrative {
    /// Is this field made up? A field inside another (`contact.phone`) is covered by it (`contact`).
    pub fn covers(&self, field: &str) -> bool {
        match self {
            Self::Whole(whole) => *whole,
            Self::Fields(fields) => fields.iter().any(|named| {
                field.strip_prefix(named.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_covered_by_itself_and_by_what_it_is_part_of() {
        let some = Illustrative::Fields(vec!["contact".into(), "name".into()]);
        assert!(some.covers("contact.phone"));
        assert!(some.covers("name"));
        assert!(!some.covers("contacts"));
        assert!(!some.covers("from"));
        assert!(Illustrative::Whole(true).covers("anything"));
        assert!(!Illustrative::default().covers("anything"));
    }
}
