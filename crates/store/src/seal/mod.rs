//! Personal answers are sealed with a key per person; the keys are wrapped with one that lives outside the database.
//!
//! Sealed bytes are bound to their table, row and column: moved elsewhere they do not open. Shredding a person's key
//! makes everything sealed with it noise, in every copy, while the audit log stays whole.

mod key_file;
mod keys;
mod vault;

pub use keys::PersonKey;
pub use vault::Vault;

/// Where sealed bytes belong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// The table.
    pub table: &'a str,
    /// The row's id.
    pub row: &'a str,
    /// The column.
    pub column: &'a str,
}
