//! Days and months as people write them: a number, `1st` or `1er`; a name in either language, whole or cut short.

const NAMES: [[&str; 2]; 12] = [
    ["january", "janvier"],
    ["february", "fevrier"],
    ["march", "mars"],
    ["april", "avril"],
    ["may", "mai"],
    ["june", "juin"],
    ["july", "juillet"],
    ["august", "aout"],
    ["september", "septembre"],
    ["october", "octobre"],
    ["november", "novembre"],
    ["december", "decembre"],
];

/// The number of the month that a name means, if it means one: at least three letters, a full stop at their end or none.
pub fn named(text: &str) -> Option<u8> {
    let plain: String = text.trim().trim_end_matches('.').chars().flat_map(char::to_lowercase).map(plain).collect();
    if plain.chars().count() < 3 {
        return None;
    }
    let mut found = (1u8..).zip(NAMES).filter(|(_, names)| names.iter().any(|name| name.starts_with(&plain)));
    match (found.next(), found.next()) {
        (Some((number, _)), None) => Some(number),
        _ => None,
    }
}

/// The number of a day, without the letters that may follow it.
pub fn day(text: &str) -> &str {
    let number = text.trim_end_matches(char::is_alphabetic);
    let is_ordinal =
        ["st", "nd", "rd", "th", "er"].iter().any(|known| text[number.len()..].eq_ignore_ascii_case(known));
    if is_ordinal { number.trim_end() } else { text }
}

fn plain(letter: char) -> char {
    match letter {
        'é' => 'e',
        'û' => 'u',
        letter => letter,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_month_is_known_by_its_name_in_both_languages() {
        let check = |text: &str, expected: Option<u8>| assert_eq!(named(text), expected, "{text}");
        for text in ["March", "mars", "Mar", "MAR.", " march "] {
            check(text, Some(3));
        }
        for (text, number) in
            [("févr.", 2), ("FÉVRIER", 2), ("fev", 2), ("mai", 5), ("May", 5), ("août", 8), ("Aug", 8)]
        {
            check(text, Some(number));
        }
        for (text, number) in [("juin", 6), ("jul", 7), ("juil.", 7), ("Sept", 9), ("déc", 12), ("Dec.", 12)] {
            check(text, Some(number));
        }
        // June and July begin alike in French.
        for text in ["jui", "ma", "3", "", ".", "Marchy", "thermidor"] {
            check(text, None);
        }
    }

    #[test]
    fn a_day_may_be_counted_in_both_languages() {
        let check = |text: &str, expected: &str| assert_eq!(day(text), expected, "{text}");
        for (text, number) in [("1st", "1"), ("2nd", "2"), ("3 rd", "3"), ("4TH", "4"), ("1er", "1"), ("5", "5")] {
            check(text, number);
        }
        check("12x", "12x");
        check("st", "");
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = named(&text);
        }
    }
}
