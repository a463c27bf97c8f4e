//! Editions: each change of the catalogue is a whole new one beside the old ones, which stay as they were.

mod load;
mod store;

#[cfg(test)]
mod tests;

pub use load::load_into;

/// What came of loading data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Loaded {
    /// It is a new edition, with this number.
    Anew(u64),
    /// It is the same as the current edition, which has this number. Nothing was written.
    AsBefore(u64),
}

impl Loaded {
    /// The number of the edition that is current now.
    pub fn edition(self) -> u64 {
        match self {
            Self::Anew(number) | Self::AsBefore(number) => number,
        }
    }
}
