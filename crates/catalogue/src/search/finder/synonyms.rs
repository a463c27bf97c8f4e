//! The words that people use, beside those that services are called by.

use std::{collections::BTreeMap, sync::LazyLock};

use serde::Deserialize;
use thiserror::Error;
use values::Language;

use super::{super::words::worth_looking_up, fields::stem};

/// No more words in a row are looked at together.
pub(super) const MOST_WORDS: usize = 3;

static SHIPPED: LazyLock<Synonyms> =
    LazyLock::new(|| Synonyms::read(include_str!("synonyms.toml")).expect("a test reads the list that ships"));

/// For each language: what people say, by the stems of its words, and the words that are looked for beside it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synonyms(BTreeMap<(&'static str, Vec<String>), Vec<Vec<String>>>);

/// Why a list of synonyms is not taken.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadSynonyms {
    /// It is no list.
    #[error("it is not a list of synonyms: {0}")]
    NotAList(String),
    /// Something in it has no words, or too many.
    #[error("'{0}' is not one to three words that say something")]
    NotWords(String),
    /// An entry finds or says nothing.
    #[error("an entry of '{0}' needs words to say and words to find")]
    Empty(&'static str),
    /// The same is said twice.
    #[error("'{0}' stands in two entries; write all that it finds into one")]
    Twice(String),
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    en: Vec<Entry>,
    #[serde(default)]
    fr: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    say: Vec<String>,
    find: Vec<String>,
}

impl Synonyms {
    /// The list that ships with Portico.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// Reads a list (TOML).
    pub fn read(text: &str) -> Result<Self, BadSynonyms> {
        let file: File = toml::from_str(text).map_err(|error| BadSynonyms::NotAList(error.to_string()))?;
        let mut synonyms = Self::default();
        for (language, entries) in [(Language::En, file.en), (Language::Fr, file.fr)] {
            for entry in entries {
                synonyms.add(language, &entry)?;
            }
        }
        Ok(synonyms)
    }

    fn add(&mut self, language: Language, entry: &Entry) -> Result<(), BadSynonyms> {
        if entry.say.is_empty() || entry.find.is_empty() {
            return Err(BadSynonyms::Empty(language.tag()));
        }
        let find = entry.find.iter().map(|text| words(language, text)).collect::<Result<Vec<_>, _>>()?;
        for text in &entry.say {
            let said = stems(language, &words(language, text)?);
            let others = find.iter().filter(|words| stems(language, words) != said).cloned().collect();
            if self.0.insert((language.tag(), said), others).is_some() {
                return Err(BadSynonyms::Twice(text.clone()));
            }
        }
        Ok(())
    }

    /// What else is looked for where somebody says these words.
    pub(super) fn of(&self, language: Language, stems: &[String]) -> Option<&[Vec<String>]> {
        self.0.get(&(language.tag(), stems.to_vec())).map(Vec::as_slice)
    }
}

fn words(language: Language, text: &str) -> Result<Vec<String>, BadSynonyms> {
    let words = worth_looking_up(text, language);
    if (1..=MOST_WORDS).contains(&words.len()) { Ok(words) } else { Err(BadSynonyms::NotWords(text.to_owned())) }
}

fn stems(language: Language, words: &[String]) -> Vec<String> {
    words.iter().map(|word| stem(Some(language), word)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_that_ships_is_sound() {
        let said = Synonyms::shipped().of(Language::En, &["bin".to_owned()]).unwrap();
        assert_eq!(said, [vec!["waste".to_owned()], vec!["refuse".to_owned()]]);
        assert_eq!(Synonyms::shipped().of(Language::Fr, &["bin".to_owned()]), None);
    }

    #[test]
    fn a_list_that_is_not_sound_is_refused_with_what_is_wrong() {
        let check = |text: &str, expected: BadSynonyms| assert_eq!(Synonyms::read(text), Err(expected), "{text}");
        check("[[en]]\nsay = ['the']\nfind = ['?!']", BadSynonyms::NotWords("?!".into()));
        check(
            "[[en]]\nsay = ['one two three four']\nfind = ['five']",
            BadSynonyms::NotWords("one two three four".into()),
        );
        check("[[fr]]\nsay = []\nfind = ['déchets']", BadSynonyms::Empty("fr"));
        check("[[en]]\nsay = ['Bins', 'bin']\nfind = ['waste']", BadSynonyms::Twice("bin".into()));
        for text in ["[[de]]\nsay = ['Müll']\nfind = ['Abfall']", "[[en]]\nsay = ['bin']", "en = 1", "["] {
            assert!(matches!(Synonyms::read(text), Err(BadSynonyms::NotAList(_))), "{text}");
        }
        assert_eq!(Synonyms::read(""), Ok(Synonyms::default()));
    }
}
