//! Several people in one answer, each on a line of their own: a name, then a date of birth. Pure.

use values::{Day, Text};

use super::months;

/// Somebody: a name and a date of birth.
pub type Person = (String, Day);

/// The people that a text names, or the number of the first line that is not a name with a date after it.
pub fn read(text: &str) -> Result<Vec<Person>, usize> {
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| person(line).ok_or(number)).collect()
}

/// As it is kept and as a body reads it: `Kit Example, 2015-02-09`, line by line.
pub fn kept(people: &[Person]) -> String {
    people.iter().map(|(name, born)| format!("{name}, {born}")).collect::<Vec<_>>().join("\n")
}

/// As people read it, in one line.
pub fn spoken(people: &[Person]) -> Text {
    let said = |language| {
        let one = |(name, born): &Person| format!("{name} ({})", web::language::dates::day(language, *born));
        people.iter().map(one).collect::<Vec<_>>().join("; ")
    };
    Text { en: said(values::Language::En), fr: said(values::Language::Fr) }
}

fn person(line: &str) -> Option<Person> {
    let (name, date) = line.split_at(line.find(|c: char| c.is_ascii_digit())?);
    let words: Vec<&str> = name.split_whitespace().collect();
    let name = words.join(" ").trim_matches(|c: char| !c.is_alphanumeric() && c != '.').to_owned();
    (name.chars().any(char::is_alphabetic) && name.chars().count() <= 120).then_some((name, day(date)?))
}

/// `9 2 2015`, `9/2/2015`, `9 February 2015`, `1er mars 2015` or `2015-02-09`.
fn day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).collect();
    let [first, month, last] = parts[..] else { return None };
    let (day, year) = if first.len() == 4 { (last, first) } else { (first, last) };
    let day = day.trim_end_matches(|c: char| c.is_alphabetic());
    let month = months::named(month).or_else(|| month.parse().ok())?;
    (year.len() == 4).then(|| format!("{year}-{month:0>2}-{day:0>2}").parse().ok())?
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
    fn the_first_line_that_lacks_something_is_named() {
        let check = |text: &str, line| assert_eq!(read(text), Err(line), "{text}");
        check("Kit Example", 1);
        check("Kit Example, 9 2 2015\nSam Example", 2);
        check("9 2 2015", 1);
        check("Kit Example, 31 2 2015", 1);
        check("Kit Example, 9 2 15", 1);
        check("Kit Example, Feb 9 2015", 1);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text: String) {
            let _ = read(&text);
        }
    }
}
