//! Areas are named by codes of whoever publishes them, and come in kinds.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize};

/// The code of an area: official where there is one (`E07000028`), ours where there is none (`keswick`).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AreaCode(pub Arc<str>);

impl AreaCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for AreaCode {
    fn from(code: &str) -> Self {
        Self(code.into())
    }
}

impl fmt::Display for AreaCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What sort of area it is. A service type names the kind that decides it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// A whole country.
    Country,
    /// An upper-tier council's area.
    County,
    /// A lower-tier council's area.
    District,
    /// The area of a council that does both.
    Unitary,
    /// A national park, which crosses council borders.
    NationalPark,
    /// Where births and deaths are registered.
    RegistrationDistrict,
    /// A parish, town or neighbourhood: the smallest that is asked for.
    Locality,
}
