//! Which body somebody means who has an old telephone number, page address, postal address or name of it.

use catalogue::organisation::Organisation;
use values::Text;

use super::pages::is_under;

/// A number with fewer figures is not looked at: too many would end in it.
const FEWEST_FIGURES: usize = 6;
/// What may stand before a number: the way out of a country, its own number, a nought in brackets.
const MOST_BEFORE: usize = 6;
/// A shorter text names nobody.
const SHORTEST: usize = 3;

/// What of a body was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Recognised {
    /// Its telephone number.
    Telephone,
    /// The address of one of its pages.
    Page,
    /// Its postal address.
    PostalAddress,
    /// Its name.
    Name,
}

/// What of this body the text is; nothing where it is none of its.
pub fn recognise(typed: &str, body: &Organisation) -> Option<Recognised> {
    let contact = &body.contact;
    if contact.phone.as_deref().is_some_and(|phone| is_number(typed, phone)) {
        Some(Recognised::Telephone)
    } else if contact.page.as_deref().is_some_and(|page| is_page(typed, page)) {
        Some(Recognised::Page)
    } else if contact.address.as_ref().is_some_and(|address| begins_words_of(typed, address)) {
        Some(Recognised::PostalAddress)
    } else {
        begins_words_of(typed, &body.name).then_some(Recognised::Name)
    }
}

/// Is it this number, however it was typed: with spaces, brackets, dashes, the country's number before it?
fn is_number(typed: &str, phone: &str) -> bool {
    let written = |c: char| c.is_ascii_digit() || c.is_whitespace() || "+()-./\u{2010}\u{2011}\u{2013}".contains(c);
    let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    let (asked, known) = (figures(typed), figures(phone));
    let known = known.trim_start_matches('0');
    typed.chars().all(written)
        && known.len() >= FEWEST_FIGURES
        && asked.strip_suffix(known).is_some_and(|before| before.len() <= MOST_BEFORE)
}

/// Is it an address under the name of this page, with or without its `https://` and its path?
fn is_page(typed: &str, page: &str) -> bool {
    let name = typed.split_once("://").map_or(typed, |(_, rest)| rest).split(['/', '?', '#', ':']).next();
    name.is_some_and(|name| name.contains('.') && is_under(page, name.trim()))
}

/// Does each word of what was typed begin a word of the text, in one of its languages?
fn begins_words_of(typed: &str, text: &Text) -> bool {
    let asked = words(typed);
    let letters: usize = asked.iter().map(String::len).sum();
    let fits = |known: &str| {
        let known = words(known);
        asked.iter().all(|word| known.iter().any(|of| of.starts_with(word)))
    };
    letters >= SHORTEST
        && asked.iter().any(|word| word.chars().any(char::is_alphabetic))
        && [&text.en, &text.fr].into_iter().any(|text| fits(text))
}

fn words(text: &str) -> Vec<String> {
    let folded = catalogue::search::folded(text);
    folded.split_whitespace().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_known_however_it_is_typed() {
        for typed in [
            "01632 960102",
            "01632960102",
            "(01632) 960 102",
            "01632-960-102",
            "+44 1632 960102",
            "+44 (0)1632 960102",
            "0044 1632 960 102",
            "00 44 (0) 1632 960102",
        ] {
            assert!(is_number(typed, "01632 960102"), "{typed}");
        }
        for typed in ["", "960102", "01632 960103", "01632 96010", "A01632 960102", "9999999901632960102"] {
            assert!(!is_number(typed, "01632 960102"), "{typed}");
        }
        assert!(!is_number("111", "111"), "too short to be anybody's");
    }

    #[test]
    fn a_page_is_known_by_its_host_wherever_it_is_below_it() {
        for typed in ["www.old.example/bins", "https://old.example", "OLD.example/a?b#c", "http://www.old.example:80/"]
        {
            assert!(is_page(typed, "https://www.old.example/home"), "{typed}");
        }
        for typed in
            ["", "/bins", "old", "older.example/bins", "new.example/www.old.example", "old.example.attacker.example"]
        {
            assert!(!is_page(typed, "https://www.old.example"), "{typed}");
        }
    }

    #[test]
    fn a_name_or_an_address_is_known_by_the_beginnings_of_its_words_in_either_language() {
        let text = Text { en: "Old Élan Council, High Street".into(), fr: "Conseil d’Élan".into() };
        for typed in ["old elan", "ÉLAN", "high st", "conseil elan", "council old"] {
            assert!(begins_words_of(typed, &text), "{typed}");
        }
        for typed in ["", "el", "new elan", "conseil high", "7KQ2-M9XD-4T3", "1234"] {
            assert!(!begins_words_of(typed, &text), "{typed}");
        }
    }
}
