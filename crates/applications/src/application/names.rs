//! Finding an application by somebody's name and date of birth, though answers are sealed: each part of the name is
//! kept as a keyed digest together with the date. Without the key file nothing can be tried.

use std::collections::BTreeSet;

use catalogue::search::plain_letters;
use store::seal::Vault;
use values::Day;

use crate::journey::{Answer, Answers, Journey};

/// The digests of every name that these answers hold.
pub(crate) fn digests(vault: &Vault, journey: &Journey, answers: &Answers) -> BTreeSet<String> {
    let found = journey.questions.iter().filter_map(|question| {
        let born = answers.get(question.named_born.as_ref()?)?;
        let name = answers.get(&question.id)?;
        let born: Day = Answer::to_line(born).parse().ok()?;
        Some(of(vault, &Answer::to_line(name), born))
    });
    found.flatten().collect()
}

/// The digest of each part of a name, whatever its case, accents and order.
pub(crate) fn of(vault: &Vault, name: &str, born: Day) -> BTreeSet<String> {
    let digest = |part: String| {
        let digest = vault.keyed_digest("somebody's name", format!("{part}|{born}").as_bytes());
        hex::encode(&digest[..16])
    };
    parts(name).into_iter().map(digest).collect()
}

/// At most so many parts of one name count.
const PARTS: usize = 12;

fn parts(name: &str) -> BTreeSet<String> {
    let plain = plain_letters(name);
    let words = plain.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    words.map(|word| word.replace(['\'', '’'], "")).filter(|word| !word.is_empty()).take(PARTS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_order_do_not_matter() {
        let check = |a: &str, b: &str| assert_eq!(parts(a), parts(b));
        check("Zoë O’Neill-Fell", "fell ZOE o'neill");
        check("  Jean   Müller ", "muller jean");
        check("Łukasz Weiß", "lukasz weiss");
        check("Søren Æbelø", "soren aebelo");
        check("Đorđe", "dorde");
        check("Jose\u{301}", "josé");
        assert_ne!(parts("Ann Fell"), parts("Anna Fell"));
    }

    #[test]
    fn the_same_name_born_on_another_day_is_somebody_else() {
        let vault = Vault::for_tests();
        let born = |text: &str| text.parse().unwrap();
        assert_ne!(of(&vault, "Ann Fell", born("1980-01-01")), of(&vault, "Ann Fell", born("1980-01-02")));
        assert!(of(&vault, " - ", born("1980-01-01")).is_empty());
    }
}
