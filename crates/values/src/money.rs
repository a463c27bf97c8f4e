//! Money: whole minor units of one currency. Never a float.

use std::fmt;

use serde::{Deserialize, Serialize};

/// An ISO 4217 currency code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Currency {
    /// Pound sterling, in pence.
    GBP,
    /// Euro, in cents.
    EUR,
    /// United States dollar, in cents.
    USD,
}

impl Currency {
    /// The sign that stands for it.
    pub fn symbol(self) -> &'static str {
        match self {
            Self::GBP => "£",
            Self::EUR => "€",
            Self::USD => "$",
        }
    }
}

/// An amount in the currency's minor unit: `Money { minor: 1150, currency: GBP }` is £11.50.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Pence or cents.
    pub minor: i64,
    /// Which currency.
    pub currency: Currency,
}

impl Money {
    /// Nothing to pay?
    pub fn is_zero(&self) -> bool {
        self.minor == 0
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.minor < 0 { "-" } else { "" };
        let symbol = self.currency.symbol();
        let (whole, part) = (self.minor.unsigned_abs() / 100, self.minor.unsigned_abs() % 100);
        if part == 0 { write!(f, "{sign}{symbol}{whole}") } else { write!(f, "{sign}{symbol}{whole}.{part:02}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn money_reads_as_people_write_it() {
        let check = |minor, expected: &str| assert_eq!(Money { minor, currency: Currency::GBP }.to_string(), expected);
        check(1150, "£11.50");
        check(1100, "£11");
        check(0, "£0");
        check(-5, "-£0.05");
        check(i64::MIN, "-£92233720368547758.08");
    }
}
