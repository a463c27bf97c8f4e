//! In which language somebody wrote, so that a page in another can say so to those who hear it read.

use values::Language;

/// Small words that stand in most sentences of one language and in none of the other.
const ENGLISH: [&str; 16] =
    ["the", "and", "is", "are", "to", "of", "we", "you", "your", "for", "with", "this", "have", "has", "at", "was"];
const FRENCH: [&str; 16] = [
    "le", "la", "les", "et", "est", "sont", "nous", "vous", "votre", "pour", "avec", "cette", "avez", "une", "de", "du",
];

/// Guessed by the small words; without any, the language that was asked for.
pub fn language(text: &str, asked_for: Language) -> Language {
    let words = || text.split(|c: char| !c.is_alphabetic()).map(str::to_lowercase);
    let count = |known: &[&str]| words().filter(|word| known.contains(&word.as_str())).count();
    match count(&ENGLISH).cmp(&count(&FRENCH)) {
        std::cmp::Ordering::Greater => Language::En,
        std::cmp::Ordering::Less => Language::Fr,
        std::cmp::Ordering::Equal => asked_for,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_words_tell_the_language() {
        let check = |text: &str, asked_for, expected| assert_eq!(language(text, asked_for), expected, "{text}");
        check("We have done what you asked for.", Language::Fr, Language::En);
        check("Done. Nothing else is needed from you.", Language::Fr, Language::En);
        check("Nous avons fait ce que vous demandiez.", Language::En, Language::Fr);
        check("Cette demande relève d'un autre organisme.", Language::En, Language::Fr);
        check("OK", Language::Fr, Language::Fr);
        check("", Language::En, Language::En);
    }
}
