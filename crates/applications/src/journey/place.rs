//! Which place a postcode means: one that is served, one of several, one outside the area served, or none at all.

use catalogue::area::{Areas, Resolved};
use values::{AreaCode, Text};

use super::{Answer, Mistake, answer::NO_POSTCODE};

/// What stands for a place without a British postcode is not longer.
const LONGEST: usize = 100;

/// What a person said beside the postcode.
pub enum Said {
    /// Nothing.
    Nothing,
    /// It is this one of several areas.
    In(AreaCode),
    /// It is none that is served here, or they don't know: go on without it.
    Elsewhere,
    /// It has no British postcode: it is abroad, or there is no such place.
    NoPostcode,
}

/// The answer that a postcode is, with what was said beside it.
pub fn answer(postcode: &str, said: Said, areas: &Areas) -> Result<Answer, Mistake> {
    let typed = postcode.split_whitespace().collect::<Vec<_>>().join(" ");
    if typed.chars().count() > LONGEST {
        return Err(Mistake::TooLong(LONGEST));
    }
    let postcode = typed.to_uppercase();
    match (areas.resolve(&postcode), said) {
        (Resolved::One(area), _) => Ok(Answer::Place { postcode, area: Some(area) }),
        (Resolved::Choose(among), Said::In(area)) if among.iter().any(|offered| offered.code == area) => {
            Ok(Answer::Place { postcode, area: Some(area) })
        }
        (Resolved::Choose(_), Said::Elsewhere) => {
            let elsewhere = outward(&postcode).unwrap_or_else(|| postcode.clone());
            Ok(Answer::Elsewhere { postcode, elsewhere })
        }
        (Resolved::Choose(among), _) => {
            Err(Mistake::WhichPlace(among.iter().map(|offered| offered.code.clone()).collect()))
        }
        (Resolved::Unknown, said) => match (outward(&postcode), said) {
            (None, Said::NoPostcode) => Ok(Answer::Elsewhere { postcode: typed, elsewhere: NO_POSTCODE.to_owned() }),
            (None, _) => Err(Mistake::NotAPostcode),
            (Some(elsewhere), Said::Elsewhere) => Ok(Answer::Elsewhere { postcode, elsewhere }),
            (Some(outward), _) => Err(Mistake::PlaceNotServed(outward)),
        },
    }
}

/// A place without a British postcode as people read it, with what was typed for one.
pub fn without_postcode(typed: &str) -> Text {
    let said = |alone: &str, beside: &str| match typed {
        "" => alone.to_owned(),
        typed => format!("{typed} ({beside})"),
    };
    Text {
        en: said("Not in the UK, or no home", "not in the UK, or no home"),
        fr: said("Hors du Royaume-Uni, ou pas de domicile", "hors du Royaume-Uni, ou pas de domicile"),
    }
}

/// The first half, if the text has the shape of a postcode or of its first half: one or two letters, a figure, perhaps
/// one more letter or figure; then, if at all, a figure and two letters. Whether such a place exists nobody here knows.
pub fn outward(text: &str) -> Option<String> {
    let plain: String = text.split_whitespace().collect::<String>().to_ascii_uppercase();
    let whole = (plain.is_ascii() && plain.len() > 4).then(|| plain.split_at(plain.len() - 3));
    match whole {
        Some((first, second)) if is_inward(second) => is_outward(first).then(|| first.to_owned()),
        _ => is_outward(&plain).then_some(plain),
    }
}

fn is_outward(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_uppercase).count();
    let rest = &text.as_bytes()[letters..];
    (1..=2).contains(&letters)
        && match rest {
            [figure] => figure.is_ascii_digit(),
            [figure, last] => figure.is_ascii_digit() && last.is_ascii_alphanumeric(),
            _ => false,
        }
}

fn is_inward(text: &str) -> bool {
    matches!(text.as_bytes(), [figure, a, b] if figure.is_ascii_digit() && a.is_ascii_uppercase() && b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_postcode_is_told_from_other_text() {
        let check = |text: &str, expected: Option<&str>| assert_eq!(outward(text).as_deref(), expected, "{text}");
        for (text, first) in [
            ("NE1 4LP", "NE1"),
            ("ne14lp", "NE1"),
            ("M1 1AE", "M1"),
            ("LA1", "LA1"),
            ("CF10 1EP", "CF10"),
            ("SW1A 1AA", "SW1A"),
            ("SW1A", "SW1A"),
            ("B33 8TH", "B33"),
        ] {
            check(text, Some(first));
        }
        for text in ["", "Newcastle", "12345", "NE", "NE1 4L", "NE1 4LP X", "1NE 4LP", "ÉE1 4LP", "NEW1 4LP", "CA1 2A1"]
        {
            check(text, None);
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = outward(&text);
        }
    }
}
