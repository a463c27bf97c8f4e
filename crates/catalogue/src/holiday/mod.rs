//! Holidays, and the calendar of working days that leaves them out. Which days are holidays is data.

pub(crate) mod data;
pub(crate) mod store;

use serde::{Deserialize, Serialize};
use values::{AreaCode, Day, Text};

mod calendar;

pub use calendar::Holidays;

/// A day on which offices are shut.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Which day.
    pub day: Day,
    /// What it is called.
    pub name: Text,
    /// Where it is kept. Empty: everywhere.
    pub areas: Vec<AreaCode>,
}
