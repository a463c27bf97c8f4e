//! What people type, as words that can be looked up: small letters without accents, bounded, without filler.

use std::ops::Range;

use tantivy::tokenizer::{AsciiFoldingFilter, LowerCaser, RawTokenizer, SimpleTokenizer, Stemmer, TextAnalyzer};
use values::Language;

/// What is typed beyond this many letters is not looked at.
pub(super) const LONGEST_TEXT: usize = 200;
/// Nor are more words than this.
const MOST_WORDS: usize = 12;
/// Nor longer words.
const LONGEST_WORD: usize = 40;

/// Words that say nothing about what somebody needs.
fn filler(language: Language) -> &'static [&'static str] {
    match language {
        Language::En => &[
            "am", "an", "and", "are", "at", "can", "do", "does", "for", "from", "get", "has", "have", "how", "if",
            "in", "is", "it", "me", "my", "need", "of", "on", "or", "our", "out", "should", "that", "the", "their",
            "them", "they", "this", "to", "was", "we", "what", "when", "where", "who", "will", "with", "you", "your",
        ],
        Language::Fr => &[
            "ai", "au", "aux", "avec", "ce", "ces", "cette", "comment", "dans", "de", "des", "dois", "doit", "du",
            "en", "est", "et", "faire", "faut", "il", "je", "la", "le", "les", "leur", "ma", "mes", "mon", "nos",
            "notre", "nous", "on", "ou", "par", "pas", "pour", "que", "quel", "quelle", "qui", "sa", "ses", "son",
            "sont", "sur", "un", "une", "vos", "votre", "vous",
        ],
    }
}

/// Splits a text into words as they were written, but small and without accents.
pub(super) fn plain() -> TextAnalyzer {
    TextAnalyzer::builder(SimpleTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter).build()
}

/// As [`plain`], with each word cut to its stem.
pub(super) fn stemmed(language: Language) -> TextAnalyzer {
    let stemmer = match language {
        Language::En => Stemmer::new(tantivy::tokenizer::Language::English),
        Language::Fr => Stemmer::new(tantivy::tokenizer::Language::French),
    };
    TextAnalyzer::builder(SimpleTokenizer::default())
        .filter(LowerCaser)
        .filter(AsciiFoldingFilter)
        .filter(stemmer)
        .build()
}

/// A word that somebody typed, small and without accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Typed {
    pub word: String,
    /// Where it stands in the text.
    pub place: Range<usize>,
}

/// The words of what somebody typed that are worth looking up. If all of it is filler, the filler.
pub(super) fn typed(text: &str, language: Language) -> Vec<Typed> {
    let end = text.char_indices().nth(LONGEST_TEXT).map_or(text.len(), |(end, _)| end);
    let mut words = Vec::new();
    let mut analyzer = plain();
    analyzer.token_stream(&text[..end]).process(&mut |token| {
        words.push(Typed { word: token.text.clone(), place: token.offset_from..token.offset_to });
    });
    words.retain(|typed| typed.word.chars().count() <= LONGEST_WORD);
    let telling = |typed: &Typed| typed.word.chars().count() > 1 && !filler(language).contains(&typed.word.as_str());
    if words.iter().any(telling) {
        words.retain(telling);
    }
    words.truncate(MOST_WORDS);
    words
}

/// The same without where they stand.
pub(super) fn worth_looking_up(text: &str, language: Language) -> Vec<String> {
    typed(text, language).into_iter().map(|typed| typed.word).collect()
}

/// A text in small letters without accents: what titles are sorted by.
pub fn folded(text: &str) -> String {
    tokens(&mut plain(), text).join(" ")
}

/// A text as somebody types it who has no other keys than the plain ones: small letters without accents, Ł as l, ß as
/// ss. What is no letter stays.
pub fn plain_letters(text: &str) -> String {
    let composed: String = text.chars().filter(|letter| !('\u{300}'..='\u{36f}').contains(letter)).collect();
    let raw = TextAnalyzer::builder(RawTokenizer::default()).filter(LowerCaser).filter(AsciiFoldingFilter);
    tokens(&mut raw.build(), &composed).concat()
}

/// The tokens of a text.
pub(super) fn tokens(analyzer: &mut TextAnalyzer, text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut stream = analyzer.token_stream(text);
    stream.process(&mut |token| tokens.push(token.text.clone()));
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_folded_as_people_type_them() {
        let check = |text: &str, expected: &str| assert_eq!(plain_letters(text), expected);
        check("Łukasz Søren", "lukasz soren");
        check("Weiß ẞ", "weiss ss");
        check("Æsa Đorđe Þór", "aesa dorde thor");
        check("Jürgen Ångström", "jurgen angstrom");
        check("Ju\u{308}rgen", "jurgen");
        check("Ōno Čapek Żak Œuvre", "ono capek zak oeuvre");
        check("Ольга", "ольга");
        check("", "");
    }

    #[test]
    fn filler_accents_and_capitals_go() {
        let check =
            |text, language, expected: &[&str]| assert_eq!(worth_looking_up(text, language), expected, "{text}");
        check("How do I register a Death?", Language::En, &["register", "death"]);
        check("Comment déclarer un DÉCÈS à l’état civil", Language::Fr, &["declarer", "deces", "etat", "civil"]);
        check("what is this", Language::En, &["what", "is", "this"]);
        check("", Language::En, &[]);
        check("?!…", Language::Fr, &[]);
    }

    #[test]
    fn what_is_looked_at_is_bounded() {
        assert!(worth_looking_up(&"death ".repeat(10_000), Language::En).len() <= MOST_WORDS);
        assert_eq!(worth_looking_up(&"x".repeat(10_000), Language::En), Vec::<String>::new());
    }
}
