//! Telephone numbers as people write them: digits with what parts them, and an extension perhaps. Pure.

/// No text is a number that is longer.
const LONGEST: usize = 60;

/// What stands before an extension, in English or in French.
const EXTENSION: [&str; 6] = ["ext", "extn", "extension", "x", "poste", "p"];

/// Is it a telephone number?
pub(super) fn is_one(text: &str) -> bool {
    let at = text.find(char::is_alphabetic).unwrap_or(text.len());
    let (number, extension) = text.split_at(at);
    let digits = number.chars().filter(char::is_ascii_digit).count();
    let may_stand = |c: char| c.is_ascii_digit() || "+() -./".contains(c);
    text.len() <= LONGEST
        && (6..=18).contains(&digits)
        && number.trim_end_matches([' ', ',']).chars().all(may_stand)
        && (extension.is_empty() || is_extension(extension))
}

fn is_extension(text: &str) -> bool {
    let Some(at) = text.find(|c: char| c.is_ascii_digit()) else { return false };
    let (word, digits) = text.split_at(at);
    let word = word.trim_end_matches([' ', '.', ':']).to_lowercase();
    EXTENSION.contains(&word.as_str()) && digits.len() <= 6 && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_taken_as_people_write_it_and_nothing_else_is() {
        for number in [
            "01632 960001",
            "01632/960001",
            "+44 (0)1632 960-001",
            "01.63.29.60.00",
            "01632 960001 ext 5",
            "01632 960001 ext. 5",
            "01632 960001, extension 1234",
            "01632 960001x5",
            "01 63 29 60 00 poste 5",
            "01 63 29 60 00 Poste 12",
        ] {
            assert!(is_one(number), "{number}");
        }
        for other in [
            "",
            "12345",
            "1234567890123456789",
            "01632 960001 ext",
            "01632 960001 ext 1234567",
            "01632 960001 ext 5 or 6",
            "01632 960001 5 ext",
            "01632 960001 next 5",
            "ext 5",
            "none",
            "01632_960001",
            "01632 960001 or 960002",
            "0１632 960001",
        ] {
            assert!(!is_one(other), "{other}");
        }
        assert!(!is_one(&format!("01632 960001{}", " ".repeat(100))));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,80}") {
            let _ = is_one(&text);
        }
    }
}
