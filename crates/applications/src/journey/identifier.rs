//! Identifiers that a state gives, such as an insurance number: a shape that the journey says, and figures that check the
//! others.

use serde::{Deserialize, Serialize};

use super::{Mistake, Question};

/// How the figures of an identifier check each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Check {
    /// Every second digit doubled, the sum a multiple of ten (ISO/IEC 7812-1).
    Luhn,
    /// All of it leaves 1 when parted by 97 (ISO/IEC 7064, MOD 97-10); letters count from 10.
    #[serde(rename = "mod-97-10")]
    Mod97,
    /// The last two digits are 97 less what the others leave when parted by 97.
    #[serde(rename = "97-less")]
    Less97,
    /// The last digit makes the sum, weighted by place from the right, a multiple of eleven.
    #[serde(rename = "mod-11")]
    Mod11,
}

/// What parts the groups of an identifier, and is not kept.
fn is_between(sign: char) -> bool {
    sign.is_whitespace() || ".-/".contains(sign)
}

/// Is it a shape: letters (`A`), digits (`9`), either (`X`), and what parts them?
pub(super) fn is_shape(shape: &str) -> bool {
    let signs = shape.chars().filter(|sign| !is_between(*sign));
    shape.chars().all(|sign| "A9X".contains(sign) || is_between(sign)) && (1..=40).contains(&signs.count())
}

fn fits(shape: &str, kept: &str) -> bool {
    let signs: Vec<char> = shape.chars().filter(|sign| !is_between(*sign)).collect();
    let fits = |(sign, said): (&char, char)| match sign {
        'A' => said.is_ascii_uppercase(),
        '9' => said.is_ascii_digit(),
        _ => said.is_ascii_alphanumeric(),
    };
    kept.chars().count() == signs.len() && signs.iter().zip(kept.chars()).all(fits)
}

/// Something of this shape, to show it by: `AB 12 34 56 C`.
pub(super) fn like(shape: &str) -> String {
    let (mut letters, mut digits) = (('A'..='Z').cycle(), ('1'..='9').cycle());
    let sign = |sign: char| match sign {
        'A' => letters.next().unwrap_or(sign),
        '9' | 'X' => digits.next().unwrap_or(sign),
        between => between,
    };
    shape.chars().map(sign).collect()
}

/// An identifier as people read it: in the groups of its shape.
pub fn spoken(question: &Question, kept: &str) -> String {
    let Some(shape) = question.shapes.iter().find(|shape| fits(shape, kept)) else { return kept.to_owned() };
    let mut said = kept.chars();
    shape.chars().filter_map(|sign| if is_between(sign) { Some(sign) } else { said.next() }).collect()
}

/// An identifier as it is kept: capitals and digits alone.
pub(super) fn read(question: &Question, typed: &str) -> Result<String, Mistake> {
    let kept: String = typed.chars().filter(|sign| !is_between(*sign)).map(|sign| sign.to_ascii_uppercase()).collect();
    if !question.shapes.iter().any(|shape| fits(shape, &kept)) {
        return Err(Mistake::OtherShape(question.shapes.first().map(|shape| like(shape)).unwrap_or_default()));
    }
    let is_right = question.check.is_none_or(|check| check.holds(&kept));
    if is_right { Ok(kept) } else { Err(Mistake::MistypedIdentifier) }
}

impl Check {
    /// Do the figures fit each other?
    pub(super) fn holds(self, kept: &str) -> bool {
        let digits: Option<Vec<u32>> = kept.chars().map(|sign| sign.to_digit(10)).collect();
        match (self, digits) {
            (Self::Mod97, _) => left_by_97(kept) == Some(1),
            (_, None) => false,
            (Self::Luhn, Some(digits)) => {
                let doubled = |(place, digit): (usize, &u32)| match digit * (1 + u32::from(place % 2 == 1)) {
                    sum if sum > 9 => sum - 9,
                    sum => sum,
                };
                digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
            }
            (Self::Less97, Some(_)) => {
                let Some((rest, last)) = kept.split_at_checked(kept.len().saturating_sub(2)) else { return false };
                left_by_97(rest).is_some_and(|left| last.parse() == Ok(97 - left))
            }
            (Self::Mod11, Some(digits)) => {
                let weighted = digits.iter().rev().zip(1..).map(|(digit, weight)| digit * weight);
                weighted.sum::<u32>() % 11 == 0
            }
        }
    }
}

/// What is left of it as a number when it is parted by 97; letters count from 10.
fn left_by_97(kept: &str) -> Option<u32> {
    kept.chars().try_fold(0, |left, sign| {
        let value = sign.to_digit(36)?;
        Some((left * if value < 10 { 10 } else { 100 } + value) % 97)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn question(shape: &str, check: &str) -> Question {
        let check = if check.is_empty() { String::new() } else { format!("check = '{check}'\n") };
        let text = format!(
            "id = 'q'\npage = 'p'\nkind = 'identifier'\nlabel = {{ en = 'a', fr = 'b' }}\nshapes = ['{shape}']\n{check}"
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn an_identifier_is_kept_without_what_parts_it_and_said_in_groups() {
        let question = question("AA 99 99 99 A", "");
        assert_eq!(read(&question, " qq12-34 56c").as_deref(), Ok("QQ123456C"));
        assert_eq!(spoken(&question, "QQ123456C"), "QQ 12 34 56 C");
        assert_eq!(read(&question, "QQ12345C"), Err(Mistake::OtherShape("AB 12 34 56 C".to_owned())));
        assert_eq!(read(&question, "QQ12345６C"), Err(Mistake::OtherShape("AB 12 34 56 C".to_owned())));
        assert!(is_shape("9 99 99 99 999 999 99") && !is_shape("NINO") && !is_shape("  "));
    }

    #[test]
    fn its_figures_check_each_other() {
        // Published examples: a card number, the IBAN of ISO 13616 turned as it prescribes, a French number whose key is
        // worked out by its rule, and the number that England's health service prints in its guidance.
        for (check, kept) in [
            ("luhn", "79927398713"),
            ("mod-97-10", "WEST12345698765432GB82"),
            ("97-less", "255081416802538"),
            ("mod-11", "9434765919"),
        ] {
            let right = question(&kept.chars().map(|_| 'X').collect::<String>(), check);
            assert_eq!(read(&right, kept).as_deref(), Ok(kept), "{check}");
            // Two neighbours that are not the same, the other way round, and each digit another.
            let signs: Vec<char> = kept.chars().collect();
            for at in (0..signs.len()).filter(|at| signs[*at].is_ascii_digit()) {
                let mut other = signs.clone();
                other[at] = if other[at] == '9' { '0' } else { '9' };
                if other[at] != signs[at] && other != signs {
                    let typed: String = other.iter().collect();
                    assert_eq!(read(&right, &typed), Err(Mistake::MistypedIdentifier), "{check} {typed}");
                }
            }
        }
    }

    proptest! {
        #[test]
        fn nothing_that_is_typed_is_too_much(typed in ".{0,60}") {
            for check in ["luhn", "mod-97-10", "97-less", "mod-11"] {
                let _ = read(&question("XXXX XXXX", check), &typed);
            }
        }
    }
}
