//! The words of a FEEL expression, so far as bounds need them: not what it means.

/// A word, a number or a sign of an expression. What is quoted or remarked is passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Word(&'a str),
    /// `..`, as in a range.
    Range,
    Sign(char),
    /// A text in quotes.
    Quoted,
}

/// The tokens of an expression, in their order.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(remark) = rest.strip_prefix("/*") {
            remark.find("*/").map_or(rest.len(), |end| end + 4)
        } else if first == '"' {
            tokens.push(Token::Quoted);
            quoted(rest)
        } else if is_of_word(first) {
            let word = rest.find(|letter| !is_of_word(letter)).unwrap_or(rest.len());
            tokens.push(Token::Word(&rest[..word]));
            word
        } else if rest.starts_with("..") {
            tokens.push(Token::Range);
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(Token::Sign(first));
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// How long a text in quotes is, with them.
fn quoted(text: &str) -> usize {
    let mut is_escaped = false;
    for (place, letter) in text.char_indices().skip(1) {
        match letter {
            _ if is_escaped => is_escaped = false,
            '\\' => is_escaped = true,
            '"' => return place + 1,
            _ => {}
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::{Token::*, *};

    #[test]
    fn what_is_quoted_or_remarked_is_no_word() {
        assert_eq!(tokens(r#"for "for \" x" // for"#), [Word("for"), Quoted]);
        assert_eq!(tokens("a/* for */b /* c"), [Word("a"), Word("b")]);
        assert_eq!(tokens("[1..2[é"), [Sign('['), Word("1"), Range, Word("2"), Sign('['), Word("é")]);
        assert_eq!(tokens("\"open"), [Quoted]);
    }
}
