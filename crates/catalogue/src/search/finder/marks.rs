//! Texts with the words that were looked for marked: in pieces, so that no page has to trust them.

use std::collections::BTreeMap;

use serde::Serialize;
use tantivy::{Score, snippet::SnippetGenerator, tokenizer::TextAnalyzer};

use super::fields::Spoken;

/// So many letters of a text are shown around the words that were looked for.
const SHOWN: usize = 240;

/// A text in pieces, to be escaped like any other text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Marked(pub Vec<Piece>);

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Plain text.
    pub text: String,
    /// Was this looked for?
    pub marked: bool,
}

/// Marks the words that were looked for in the texts of one language.
pub(super) struct Marker {
    words: BTreeMap<String, Score>,
    analyzer: TextAnalyzer,
    snippets: SnippetGenerator,
}

impl Marker {
    pub fn new(spoken: &Spoken, words: BTreeMap<String, Score>) -> Self {
        let analyzer = spoken.analyzer();
        let snippets = SnippetGenerator::new(words.clone(), analyzer.clone(), spoken.text, SHOWN);
        Self { words, analyzer, snippets }
    }

    /// All of a text.
    pub fn all(&mut self, text: &str) -> Marked {
        let mut marks = Vec::new();
        self.analyzer.token_stream(text).process(&mut |token| {
            if self.words.contains_key(&token.text) {
                marks.push((token.offset_from, token.offset_to));
            }
        });
        Marked::of(text, marks.into_iter())
    }

    /// The piece of a text where most of the words are; its beginning where none is.
    pub fn some(&self, text: &str) -> Marked {
        let text = text.trim();
        let snippet = self.snippets.snippet(text);
        let mut shown = if snippet.is_empty() { 0..beginning(text).len() } else { snippet.fragment_range() };
        let says_more = |text: &str| text.contains(char::is_alphanumeric);
        let (cut_before, cut_behind) = (says_more(&text[..shown.start]), says_more(&text[shown.end..]));
        if !cut_behind {
            shown.end = text.len();
        }
        let marks = snippet.highlighted().iter().map(|mark| (mark.start, mark.end));
        let mut marked = Marked::of(&text[shown], marks);
        let dots = |text: &str| Piece { text: text.to_owned(), marked: false };
        if cut_before {
            marked.0.insert(0, dots("… "));
        }
        if cut_behind {
            marked.0.push(dots(" …"));
        }
        marked
    }
}

impl Marked {
    fn of(text: &str, marks: impl Iterator<Item = (usize, usize)>) -> Self {
        let mut pieces = Vec::new();
        let mut push = |text: &str, marked| {
            if !text.is_empty() {
                pieces.push(Piece { text: text.to_owned(), marked });
            }
        };
        let mut at = 0;
        for (from, to) in marks {
            push(&text[at..from], false);
            push(&text[from..to], true);
            at = to;
        }
        push(&text[at..], false);
        Self(pieces)
    }

    /// Without its marks.
    pub fn plain(&self) -> String {
        self.0.iter().map(|piece| piece.text.as_str()).collect()
    }
}

/// As much of a text's beginning as is shown, up to the end of a word.
fn beginning(text: &str) -> &str {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => text[..end].rsplit_once(char::is_whitespace).map_or(&text[..end], |(shown, _)| shown),
        None => text,
    }
}
