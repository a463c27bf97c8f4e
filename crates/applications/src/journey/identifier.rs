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

const LETTERS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const DIGITS: &str = "0123456789";
const EITHER: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// One sign of a shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign<'a> {
    /// One of these.
    Of(&'a str),
    /// What parts groups.
    Between(char),
}

/// The signs of a shape: letters (`A`), digits (`9`), either (`X`), one of those in square brackets (`[ABCD]`), and what
/// parts them. Nothing where it is no shape.
fn signs(shape: &str) -> Option<Vec<Sign<'_>>> {
    let mut signs = Vec::new();
    let mut rest = shape;
    while let Some(first) = rest.chars().next() {
        let (sign, left) = match (first, &rest[first.len_utf8()..]) {
            ('A', left) => (Sign::Of(LETTERS), left),
            ('9', left) => (Sign::Of(DIGITS), left),
            ('X', left) => (Sign::Of(EITHER), left),
            ('[', left) => {
                let (class, left) = left.split_once(']')?;
                let is_class =
                    (1..=EITHER.len()).contains(&class.len()) && class.chars().all(|one| EITHER.contains(one));
                is_class.then_some((Sign::Of(class), left))?
            }
            (between, left) if is_between(between) => (Sign::Between(between), left),
            _ => return None,
        };
        signs.push(sign);
        rest = left;
    }
    Some(signs)
}

/// Is it a shape?
pub(super) fn is_shape(shape: &str) -> bool {
    let said = |signs: Vec<Sign<'_>>| signs.iter().filter(|sign| matches!(sign, Sign::Of(_))).count();
    signs(shape).is_some_and(|signs| (1..=40).contains(&said(signs)))
}

fn fits(shape: &str, kept: &str) -> bool {
    let Some(signs) = signs(shape) else { return false };
    let mut said = kept.chars();
    let fits = |sign: &Sign<'_>| match sign {
        Sign::Of(these) => said.next().is_some_and(|said| these.contains(said)),
        Sign::Between(_) => true,
    };
    signs.iter().all(fits) && said.next().is_none()
}

/// Something of this shape, to show it by: `AB 12 34 56 C`.
pub(super) fn like(shape: &str) -> String {
    let (mut letters, mut digits) = (('A'..='Z').cycle(), ('1'..='9').cycle());
    // The next of the row that may stand there.
    let sign = |sign: &Sign<'_>| match sign {
        Sign::Of(these) if these.starts_with(|one: char| one.is_ascii_digit()) => {
            digits.by_ref().take(9).find(|one| these.contains(*one)).or(these.chars().next())
        }
        Sign::Of(these) => letters.by_ref().take(26).find(|one| these.contains(*one)),
        Sign::Between(between) => Some(*between),
    };
    signs(shape).unwrap_or_default().iter().filter_map(sign).collect()
}

/// An identifier as people read it: in the groups of its shape.
pub fn spoken(question: &Question, kept: &str) -> String {
    let Some(shape) = question.shapes.iter().find(|shape| fits(shape, kept)) else { return kept.to_owned() };
    let mut said = kept.chars();
    let sign = |sign: Sign<'_>| if let Sign::Between(between) = sign { Some(between) } else { said.next() };
    signs(shape).unwrap_or_default().into_iter().filter_map(sign).collect()
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
    fn a_sign_may_be_one_of_some_only() {
        let shape = "[ABCEGHJKLMNOPRSTWXYZ][ABCEGHJKLMNPRSTWXYZ] 99 99 99 [ABCD]";
        let question = question(shape, "");
        assert_eq!(read(&question, "ab 12 34 56 c").as_deref(), Ok("AB123456C"));
        assert_eq!(spoken(&question, "AB123456C"), "AB 12 34 56 C");
        for wrong in ["DQ123456C", "AB123456E", "AO123456A", "QQ123456C", "AB123456", "AB123456CA", "[B123456C"] {
            assert_eq!(read(&question, wrong), Err(Mistake::OtherShape("AB 12 34 56 C".to_owned())), "{wrong}");
        }
        assert!(is_shape("[12]9-[XYZ]") && is_shape("[A1]"));
        for none in ["[", "[]", "[ab]", "[A", "A]", "[A[B]]", "[É]", "[A-Z]", "[ ]9", &format!("[{}]", "A".repeat(37))]
        {
            assert!(!is_shape(none), "{none}");
        }
        assert_eq!((like("[12]9[0][ZY]"), like("[CA][CA]")), ("120Y".to_owned(), "AC".to_owned()));
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
        fn whatever_a_shape_is_like_fits_it(shape in "[A9X. /\\[\\]BCD12-]{0,50}") {
            prop_assert!(!is_shape(&shape) || fits(&shape, &like(&shape).chars().filter(|sign| !is_between(*sign)).collect::<String>()));
        }

        #[test]
        fn nothing_that_is_typed_is_too_much(typed in ".{0,60}") {
            for check in ["luhn", "mod-97-10", "97-less", "mod-11"] {
                let _ = read(&question("XXXX XXXX", check), &typed);
            }
        }
    }
}
