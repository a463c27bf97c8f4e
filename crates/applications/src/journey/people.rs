//! Several people in one answer, each on a line of their own: a name, then a date of birth. Pure.

use values::{Day, Language, Text};
use web::language::dates;

use super::{birth, months};

/// Somebody: a name and a date of birth.
pub type Person = (String, Day);

/// The first line that does not say who somebody is, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unread {
    /// It is not a name with a date after it.
    Line(usize),
    /// Its date is not in the calendar.
    Date(usize),
}

/// The people that a text names, or the first line that can't be read.
pub fn read(text: &str) -> Result<Vec<Person>, Unread> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| person(line, number)).collect()
}

/// As it is kept and as a body reads it: `Kit Example, 2015-02-09`, line by line.
pub fn kept(people: &[Person]) -> String {
    lines(people, |born| born.to_string())
}

/// As people write it in a language: `Kit Example, 9 February 2015`, line by line. It is read as what it was.
pub fn written(people: &[Person], language: Language) -> String {
    lines(people, |born| dates::day(language, born))
}

fn lines(people: &[Person], date: impl Fn(Day) -> String) -> String {
    people.iter().map(|(name, born)| format!("{name}, {}", date(*born))).collect::<Vec<_>>().join("\n")
}

/// As people read it, in one line.
pub fn spoken(people: &[Person]) -> Text {
    let said = |language| {
        let one = |(name, born): &Person| format!("{name} ({})", dates::day(language, *born));
        people.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    Text { en: said(Language::En), fr: said(Language::Fr) }
}

fn person(line: &str, number: usize) -> Result<Person, Unread> {
    let unclear = Unread::Line(number);
    let (name, date) = line.split_at(line.find(char::is_numeric).ok_or(unclear)?);
    let (name, parts) = (birth::name(name).ok_or(unclear)?, parts(date).ok_or(unclear)?);
    Ok((name, parts.parse().map_err(|_| Unread::Date(number))?))
}

/// `9 2 2015`, `9/2/2015`, `9 February 2015`, `1er mars 2015` or `2015-02-09` as the last of them, whether there is such a
/// day or not.
fn parts(text: &str) -> Option<String> {
    let between = ["st", "nd", "rd", "th", "er", "of", "de"];
    let parts = text.split(|c: char| !c.is_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty() && !between.contains(part)).collect();
    let [first, month, last] = parts[..] else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let (day, year): (u8, u16) = (months::day(day).parse().ok()?, (year.len() == 4).then(|| year.parse().ok())??);
    let month = months::named(month).or_else(|| month.parse().ok())?;
    Some(format!("{year:0>4}-{month:0>2}-{day:0>2}"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn each_line_is_a_name_and_a_date_however_it_is_written() {
        let dates =
            ["9 2 2015", "09/02/2015", "9.2.2015", "9 February 2015", "9th Feb 2015", "9 févr. 2015", "2015-02-09"];
        for date in dates {
            for between in [" ", ", ", " – ", " (", ": "] {
                let people = read(&format!("\nKit  Example{between}{date}\n\n")).unwrap();
                assert_eq!(kept(&people), "Kit Example, 2015-02-09", "{between}{date}");
            }
        }
        let both = read("Kit Example, 2015-02-09\nÉlodie d’Exemple, 1er mars 2017").unwrap();
        assert_eq!(kept(&both), "Kit Example, 2015-02-09\nÉlodie d’Exemple, 2017-03-01");
        assert_eq!(read(&kept(&both)), Ok(both));
    }

    #[test]
    fn words_that_tell_of_a_birth_are_no_part_of_a_name() {
        let check = |line: &str, kept_as: &str| {
            assert_eq!(read(line).map(|people| kept(&people)).as_deref(), Ok(kept_as), "{line}");
        };
        for words in [
            "(born",
            "born",
            "b.",
            "(b.",
            ", b.",
            "born on",
            "Born on",
            "– Born",
            ", DOB:",
            "(d.o.b.",
            "date of birth",
            "Date of Birth:",
            "on",
            ", on",
        ] {
            check(&format!("Kit Example {words} 9 February 2015)"), "Kit Example, 2015-02-09");
        }
        for words in [
            "née le",
            "né le",
            "né(e) le",
            "(née le",
            "NÉE LE",
            "née",
            "nee le",
            ", née",
            "date de naissance :",
            "(naissance",
            "le",
            "est née le",
        ] {
            check(&format!("Léa Martin {words} 9 février 2015"), "Léa Martin, 2015-02-09");
        }
        check("sam example b. 1 march 2012", "sam example, 2012-03-01");
        // These are names, or parts of them.
        for name in [
            "Max Born",
            "Minh Le",
            "Sam B.",
            "Mei Ne",
            "Example, Kit",
            "Sam Example Jr.",
            "Ellen Example née Sample",
            "max born",
        ] {
            check(&format!("{name}, 9 2 2015"), &format!("{name}, 2015-02-09"));
        }
        check("Max Born, born 9 2 2015", "Max Born, 2015-02-09");
        check("Max Born dob 9 2 2015", "Max Born, 2015-02-09");
    }

    #[test]
    fn the_first_line_that_lacks_something_is_named() {
        let check = |text: &str, unread| assert_eq!(read(text), Err(unread), "{text}");
        for text in [
            "Kit Example",
            "9 2 2015",
            "born 9 2 2015",
            "(born) 9 2 2015",
            "Kit Example, 9 2 15",
            "Kit Example, Feb 9 2015",
            "Kit (Kitty) Example, 9 2 2015",
            "Kit [Example, 9 2 2015",
            "Kit2 Example, 9 2 2015",
            "Kit Example²  9 2 2015",
            "Kit Example was born in Carlisle on 9 2 2015",
            "Léa Martin née à Paris le 9 2 2015",
            "Kit Born 9 2 2015",
        ] {
            check(text, Unread::Line(1));
        }
        check("Kit Example, 9 2 2015\nSam Example", Unread::Line(2));
        check("Kit, 29 February 2015", Unread::Date(1));
        check("Kit Example, 9 2 2015\nKit Example, 31/4/2015", Unread::Date(2));
    }

    proptest! {
        #[test]
        fn what_is_written_out_is_read_as_it_was(
            names in prop::collection::vec(
                prop_oneof![
                    "[A-Za-zé’'.(), -]{1,20}",
                    "(Kit|max|Léa )( Example|,| )( [Bb]orn| b\\.| B| née| Le| le| on| dob| Date of Birth| naissance| Jr\\.){0,3}[ ,:(]{0,2}",
                ],
                1..4,
            ),
            days in prop::collection::vec((1900i16..2100, 1i8..13, 1i8..29), 4),
        ) {
            let lines = names.iter().zip(&days).map(|(name, (year, month, day))| format!("{name} {day}/{month}/{year}"));
            if let Ok(people) = read(&lines.collect::<Vec<_>>().join("\n")) {
                prop_assert_eq!(read(&kept(&people)), Ok(people.clone()));
                for language in Language::ALL {
                    prop_assert_eq!(read(&written(&people, language)), Ok(people.clone()), "{:?}", language);
                }
            }
        }

        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = read(&text);
        }
    }
}
