//! The hash of a plan: what people see of it, and what an approval binds.

use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The SHA-256 of a plan, written as 64 hexadecimal digits where people see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlanHash(pub [u8; 32]);

impl std::fmt::Display for PlanHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl Serialize for PlanHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl std::str::FromStr for PlanHash {
    type Err = BadHash;

    fn from_str(text: &str) -> Result<Self, BadHash> {
        let (mut bytes, digits) = ([0; 32], text.as_bytes());
        let digit = |n: usize| char::from(digits[n]).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        if digits.len() != 64 {
            return Err(BadHash);
        }
        for (n, byte) in bytes.iter_mut().enumerate() {
            *byte = digit(2 * n).zip(digit(2 * n + 1)).map(|(high, low)| high << 4 | low).ok_or(BadHash)?;
        }
        Ok(Self(bytes))
    }
}

impl<'de> Deserialize<'de> for PlanHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

/// What is no hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("64 hexadecimal digits wanted")]
pub struct BadHash;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hash_is_64_hexadecimal_digits() {
        let read = |text: &str| serde_json::from_value::<PlanHash>(serde_json::json!(text)).ok();
        let digits = "0123456789abcdef".repeat(4);
        assert_eq!(read(&digits).map(|hash| hash.to_string()), Some(digits));
        assert_eq!(read(&"AB".repeat(32)), Some(PlanHash([0xab; 32])));
        for wrong in ["+1".repeat(32), "0g".repeat(32), "é".repeat(32), "01".repeat(33), "01".repeat(31)] {
            assert_eq!(read(&wrong), None, "{wrong}");
        }
    }
}
