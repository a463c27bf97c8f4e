//! The receipt: short enough to read out on the telephone, with a check symbol that finds a slip.

use std::{fmt, str::FromStr};

/// Crockford's symbols: no I, L, O or U, so that a person can't mistake one for another.
const SYMBOLS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// `7KQ2-M9XD-4T3`: ten symbols of chance and one that checks them. It opens nothing by itself.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Receipt(String);

impl Receipt {
    /// A receipt from eight bytes of chance.
    pub fn from_chance(chance: [u8; 8]) -> Self {
        let number = u64::from_be_bytes(chance);
        let symbols: Vec<u8> = (0..10).map(|n| ((number >> (n * 5)) & 31) as u8).collect();
        let text = |n: usize| char::from(SYMBOLS[usize::from(symbols[n])]);
        let mut receipt: String = (0..10).map(text).collect();
        receipt.push(char::from(SYMBOLS[usize::from(check(&symbols))]));
        receipt.insert(8, '-');
        receipt.insert(4, '-');
        Self(receipt)
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Weights are odd and distinct modulo 32 for neighbours: one wrong symbol is found, and most swaps are too.
fn check(symbols: &[u8]) -> u8 {
    let weights = (1u8..).step_by(2);
    symbols.iter().zip(weights).fold(0u8, |sum, (symbol, weight)| sum.wrapping_add(weight.wrapping_mul(*symbol))) % 32
}

impl fmt::Display for Receipt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Reads what people type: small letters, spaces, any dashes or none, O for 0, I or L for 1.
impl FromStr for Receipt {
    type Err = ();
    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() > 80 {
            return Err(());
        }
        let symbols = text
            .chars()
            .filter(|c| c.is_alphanumeric())
            .map(|c| match c.to_ascii_uppercase() {
                'O' => '0',
                'I' | 'L' => '1',
                c => c,
            })
            .map(|c| SYMBOLS.iter().position(|symbol| char::from(*symbol) == c).and_then(|n| u8::try_from(n).ok()))
            .collect::<Option<Vec<u8>>>()
            .ok_or(())?;
        if symbols.len() != 11 || check(&symbols[..10]) != symbols[10] {
            return Err(());
        }
        let mut receipt: String = symbols.iter().map(|n| char::from(SYMBOLS[usize::from(*n)])).collect();
        receipt.insert(8, '-');
        receipt.insert(4, '-');
        Ok(Self(receipt))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_receipt_reads_back_however_it_is_typed(chance: [u8; 8]) {
            let receipt = Receipt::from_chance(chance);
            prop_assert_eq!(receipt.as_str().parse::<Receipt>().unwrap(), receipt.clone());
            let typed = receipt.as_str().to_lowercase().replace('-', " ").replace('0', "o").replace('1', "l");
            prop_assert_eq!(typed.parse::<Receipt>().unwrap(), receipt.clone());
            let typed = receipt.as_str().replace('-', " – ");
            prop_assert_eq!(typed.parse::<Receipt>().unwrap(), receipt);
        }

        #[test]
        fn one_wrong_symbol_is_found(chance: [u8; 8], place in 0usize..10, other in 1u8..32) {
            let receipt = Receipt::from_chance(chance);
            let mut typed: Vec<u8> = receipt.as_str().bytes().filter(|b| *b != b'-').collect();
            let was = SYMBOLS.iter().position(|symbol| *symbol == typed[place]).unwrap();
            typed[place] = SYMBOLS[(was + usize::from(other)) % 32];
            prop_assert!(String::from_utf8(typed).unwrap().parse::<Receipt>().is_err());
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = text.parse::<Receipt>();
        }
    }
}
