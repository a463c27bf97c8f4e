//! What a model may hold, looked at before anything reads it: the engine's parser goes down the stack with what is nested
//! and ends the process where the stack ends, and an expression can loop for hours.

use quick_xml::{Reader, events::Event};
use thiserror::Error;

use super::feel::{Token, tokens};

/// A model has at most so many bytes.
pub const MOST_BYTES: usize = 4 << 20;
/// So many elements.
pub const MOST_ELEMENTS: usize = 200_000;
/// Elements stand within each other this deep.
pub const DEEPEST_ELEMENTS: usize = 64;
/// An expression has at most so many bytes.
pub const LONGEST_TEXT: usize = 2_000;
/// So many brackets of an expression are open at a time.
pub const DEEPEST_BRACKETS: usize = 24;
/// An expression has at most so many signs and words that lead deeper: `+`, `-`, `and`, `if` and the like.
pub const MOST_SIGNS: usize = 200;
/// An expression goes over lists at most so often.
pub const MOST_LOOPS: usize = 1;

/// Why a model is not even read.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unfit {
    /// It is too long.
    #[error("the model has more than {MOST_BYTES} bytes. Divide it into several.")]
    TooLong,
    /// It has too many elements.
    #[error("the model has more than {MOST_ELEMENTS} elements. Divide it into several.")]
    TooMany,
    /// Elements stand too deep within each other.
    #[error("line {line}: elements stand within each other more than {DEEPEST_ELEMENTS} deep")]
    TooDeep {
        /// Where.
        line: usize,
    },
    /// It is no XML.
    #[error("line {line}: this is not XML: {why}")]
    NotXml {
        /// Where.
        line: usize,
        /// What the reader says.
        why: String,
    },
    /// It declares a document type.
    #[error("line {line}: a document type is declared. Leave it out: entities are not read.")]
    DocumentType {
        /// Where.
        line: usize,
    },
    /// It calls a program.
    #[error("line {line}: the function is another program's. Only what the model says itself is evaluated.")]
    External {
        /// Where.
        line: usize,
    },
    /// An expression is too long.
    #[error("line {line}: the expression has more than {LONGEST_TEXT} bytes. Divide it, or make a table of it.")]
    LongText {
        /// Where.
        line: usize,
    },
    /// An expression is too deep.
    #[error("line {line}: the expression is nested too deep. Divide it, or make a table of it.")]
    DeepText {
        /// Where.
        line: usize,
    },
    /// An expression goes over a range of numbers, or too often over lists.
    #[error("line {line}: the expression counts through a range, or through lists in lists. Make a table of it.")]
    Loop {
        /// Where.
        line: usize,
    },
    /// A function without a name: given to itself it never ends.
    #[error(
        "line {line}: a function without a name can call itself without end. Make a business knowledge model of it."
    )]
    Function {
        /// Where.
        line: usize,
    },
    /// An expression asks a clock.
    #[error(
        "line {line}: the expression asks the clock ({what}). Make the day an input: the same case is decided alike on every machine."
    )]
    Clock {
        /// Where.
        line: usize,
        /// What it calls.
        what: &'static str,
    },
}

/// Is the model small and shallow enough to be read, and does it keep to itself?
pub fn check(xml: &str) -> Result<(), Unfit> {
    if xml.len() > MOST_BYTES {
        return Err(Unfit::TooLong);
    }
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut elements) = (0_usize, 0_usize);
    let mut text = String::new();
    let mut begins = 0_usize;
    loop {
        let at = place(&reader);
        let line = || 1 + xml[..at.min(xml.len())].bytes().filter(|byte| *byte == b'\n').count();
        match reader.read_event() {
            Err(error) => return Err(Unfit::NotXml { line: line(), why: error.to_string() }),
            Ok(Event::Eof) if depth > 0 => {
                return Err(Unfit::NotXml { line: line(), why: "an element has no end".to_owned() });
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(Event::DocType(_)) => return Err(Unfit::DocumentType { line: line() }),
            Ok(event @ (Event::Start(_) | Event::Empty(_))) => {
                elements += 1;
                if let Event::Start(start) | Event::Empty(start) = &event {
                    let kind =
                        start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == "kind");
                    if kind.is_some_and(|kind| matches!(kind.value.as_ref(), "Java" | "PMML")) {
                        return Err(Unfit::External { line: line() });
                    }
                }
                depth += usize::from(matches!(event, Event::Start(_)));
                (text, begins) = (String::new(), at);
            }
            Ok(Event::Text(piece)) => text.push_str(&piece),
            Ok(Event::CData(piece)) => text.push_str(&piece),
            // A reference stands for one sign, and for nothing that leads deeper but `<` and `>`.
            Ok(Event::GeneralRef(name)) => text.push(match name.as_ref() {
                "quot" => '"',
                _ => '<',
            }),
            Ok(Event::End(end)) => {
                depth = depth.saturating_sub(1);
                let from = 1 + xml[..begins.min(xml.len())].bytes().filter(|byte| *byte == b'\n').count();
                if end.local_name().as_ref() == "text" {
                    expression(&text, from)?;
                }
                text.clear();
            }
            Ok(_) => {}
        }
        if elements > MOST_ELEMENTS {
            return Err(Unfit::TooMany);
        }
        if depth > DEEPEST_ELEMENTS {
            return Err(Unfit::TooDeep {
                line: 1 + xml[..at.min(xml.len())].bytes().filter(|byte| *byte == b'\n').count(),
            });
        }
    }
}

fn place(reader: &Reader<&[u8]>) -> usize {
    usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX)
}

/// Is an expression short and shallow, and does it end soon?
fn expression(text: &str, line: usize) -> Result<(), Unfit> {
    if text.len() > LONGEST_TEXT {
        return Err(Unfit::LongText { line });
    }
    let (mut open, mut signs, mut loops, mut has_range, mut has_function) = (0_usize, 0, 0, false, false);
    let tokens = tokens(text);
    for (n, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{' | ']') if opens(*token, open) => open += 1,
            Token::Sign(')' | ']' | '}') => open = open.saturating_sub(1),
            Token::Sign('+' | '-' | '*' | '/' | '=' | '<' | '>')
            | Token::Word("and" | "or" | "if" | "not" | "between" | "in") => signs += 1,
            Token::Word("for" | "some" | "every") => loops += 1,
            Token::Word("external") => return Err(Unfit::External { line }),
            Token::Word("function") if tokens.get(n + 1) == Some(&Token::Sign('(')) => has_function = true,
            Token::Word(word @ ("today" | "now")) if calls(&tokens[n + 1..]) => {
                let what = if *word == "today" { "today()" } else { "now()" };
                return Err(Unfit::Clock { line, what });
            }
            Token::Range => has_range = true,
            _ => {}
        }
        if open > DEEPEST_BRACKETS || signs > MOST_SIGNS {
            return Err(Unfit::DeepText { line });
        }
    }
    if has_function {
        return Err(Unfit::Function { line });
    }
    // `for x in a, y in b` is a loop in a loop.
    let lists = tokens.iter().filter(|token| **token == Token::Word("in")).count();
    if loops > MOST_LOOPS || loops > 0 && (has_range || lists > MOST_LOOPS) {
        Err(Unfit::Loop { line })
    } else {
        Ok(())
    }
}

/// `]` opens a range where nothing else is open.
fn opens(token: Token<'_>, open: usize) -> bool {
    token != Token::Sign(']') || open == 0
}

/// Is what follows a call without arguments?
fn calls(following: &[Token<'_>]) -> bool {
    matches!(following, [Token::Sign('('), Token::Sign(')'), ..])
}
