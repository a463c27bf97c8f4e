//! Words of a source as files write them: in both languages, said of which one they are, and as ids.

use std::collections::BTreeSet;

use values::plain_text;

/// An id has at most so many letters: ids are made longer by what is put before and behind them.
const LONGEST_ID: usize = 70;
/// A title has at most so many letters, with what is said of its language.
pub const LONGEST_TITLE: usize = 170;
/// And any other text.
const LONGEST_TEXT: usize = 4_000;

/// How texts of one language are written.
pub struct Words {
    is_french: bool,
}

impl Words {
    /// Of a source in this language.
    pub fn of(language: &str) -> Self {
        Self { is_french: language == "fr" }
    }

    /// A title in both languages; in the other one it says in which it is.
    pub fn title(&self, title: &str) -> String {
        self.both(&cut(title, LONGEST_TITLE))
    }

    /// A text, likewise.
    pub fn text(&self, text: &str) -> String {
        self.both(&cut(text, LONGEST_TEXT))
    }

    fn both(&self, text: &str) -> String {
        let (en, fr) = if self.is_french {
            (format!("{text} (in French)"), text.to_owned())
        } else {
            (text.to_owned(), format!("{text} (en anglais)"))
        };
        format!("{{ en = {}, fr = {} }}", quoted(&en), quoted(&fr))
    }
}

/// A name or an option: the same in both languages. The line that it stands on ends with [`SAME`] where that has to be said.
pub fn in_both(name: &str) -> String {
    let name = quoted(&cut(name, LONGEST_TITLE));
    format!("{{ en = {name}, fr = {name} }}")
}

/// What a line says whose text is the same in both languages, and meant so.
pub const SAME: &str = "# same in French";

/// One line of text as TOML writes it.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for sign in text.chars() {
        match sign {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            sign => out.push(sign),
        }
    }
    out.push('"');
    out
}

/// A text on one line, without signs that nobody can see, and no longer than this.
pub fn cut(text: &str, most: usize) -> String {
    let plain = plain_text(text);
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= most { line } else { line.chars().take(most - 1).chain(['…']).collect() }
}

/// A name as an id: small letters without accents, digits and `-`.
pub fn slug(name: &str) -> String {
    let plain: String = name.chars().flat_map(char::to_lowercase).map(letter).collect();
    let parts: Vec<&str> = plain.split('-').filter(|part| !part.is_empty()).collect();
    let mut slug = parts.join("-");
    slug.truncate(LONGEST_ID);
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "x".to_owned() } else { slug.to_owned() }
}

fn letter(letter: char) -> char {
    match letter {
        'a'..='z' | '0'..='9' => letter,
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' | 'œ' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        _ => '-',
    }
}

/// An id for each of these names, each of its own.
pub fn slugs<'n>(names: impl IntoIterator<Item = &'n str>) -> Vec<String> {
    let mut known = BTreeSet::new();
    names
        .into_iter()
        .map(|name| {
            let first = slug(name);
            let mut id = first.clone();
            for n in 2_u32.. {
                if known.insert(id.clone()) {
                    break;
                }
                id = format!("{first}-{n}");
            }
            id
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_ids_of_their_own() {
        assert_eq!(slug("Région Île-de-France (n° 1)"), "region-ile-de-france-n-1");
        assert_eq!(slug("…"), "x");
        assert_eq!(slugs(["A b", "a-B", "A B"]), ["a-b", "a-b-2", "a-b-3"]);
        assert!(slug(&"é".repeat(500)).len() <= LONGEST_ID);
    }

    #[test]
    fn a_text_is_one_line_of_toml_whatever_is_in_it() {
        for text in ["a \"b\" \\ c", "line\nbreak\ttab", "\u{202e}turned\u{7f}", "'''", "#"] {
            let line = format!("x = {}", Words::of("en").text(text));
            let table: toml::Table = line.parse().unwrap();
            assert!(!line.contains('\n'), "{line}");
            let fr = table["x"]["fr"].as_str().unwrap();
            assert_eq!(fr, format!("{} (en anglais)", table["x"]["en"].as_str().unwrap()));
        }
        let table: toml::Table = format!("x = {}", quoted("a\n\n\"b\"")).parse().unwrap();
        assert_eq!(table["x"].as_str(), Some("a\n\n\"b\""));
    }
}
