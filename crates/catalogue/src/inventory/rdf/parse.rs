//! From the letters of a document to what it says.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use oxjsonld::{JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfxml::RdfXmlParser;
use oxttl::TurtleParser;
use thiserror::Error;

use super::{Said, context, terms::STRING};
use crate::inventory::{Iri, Literal, Object, Statement, Tag};

/// A document may have so many bytes.
const MOST_BYTES: usize = 64 * 1024 * 1024;
/// And say so much.
const MOST_STATEMENTS: usize = 2_000_000;
/// With so many letters in all: prefixes and bases make more of them than a document has.
const MOST_LETTERS: usize = 512 * 1024 * 1024;
/// And so many of its things have no name: one has to be made for each.
const MOST_NAMELESS: usize = 200_000;
/// A name of a thing may have so many.
const LONGEST_NAME: usize = 2_000;
/// An XML element may have so many attributes, and so many namespaces may be declared around one.
const MOST_ATTRIBUTES: usize = 1_000;
/// A JSON-LD document may have so many contexts: each is read anew, and all that holds around it is copied for it.
const MOST_CONTEXTS: usize = 10_000;
/// And a context so many colons and commas: the parser goes as deep as one of its names leads to another, and reads each
/// of the contexts that it lists.
const MOST_MARKS: usize = 4_000;
/// Documents may be nested so deep.
const DEEPEST: usize = 200;

/// How a document of linked data is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Turtle, and N-Triples, which is Turtle too.
    Turtle,
    /// JSON-LD.
    JsonLd,
    /// RDF/XML.
    RdfXml,
}

/// A document that can't be read at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unreadable {
    /// It is larger than we take.
    #[error("the file has more than {} MiB", MOST_BYTES / 1024 / 1024)]
    TooLarge,
    /// It says more than we take.
    #[error("the file makes more than {MOST_STATEMENTS} statements, or {} MiB of them", MOST_LETTERS / 1024 / 1024)]
    TooMany,
    /// One of its elements has more attributes or namespaces than we take.
    #[error("an element of the file has more than {MOST_ATTRIBUTES} attributes or namespaces")]
    TooWide,
    /// It is nested deeper than we take.
    #[error("the file is nested deeper than {DEEPEST} levels")]
    TooDeep,
    /// It is not written in the syntax that it should be.
    #[error("{syntax}: {what}")]
    Syntax {
        /// Which.
        syntax: Syntax,
        /// What the parser says, with line and column where it knows them.
        what: String,
    },
    /// It is written in another encoding.
    #[error("the file is not in UTF-8")]
    Encoding,
    /// It needs a JSON-LD context that does not ship with us. Nothing is ever fetched.
    #[error("the JSON-LD context '{0}' is not one that ships with Portico, and nothing is fetched from the network")]
    Context(String),
    /// Its contexts are more, or larger, than we take.
    #[error("the file has more than {MOST_CONTEXTS} contexts, or one of more than {MOST_MARKS} colons and commas")]
    Contexts,
    /// It declares a document type, which could make it grow or reach outside.
    #[error("the XML declares a document type (<!DOCTYPE …>), which is refused")]
    DocumentType,
}

impl Unreadable {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooMany => {
                "Split it by bodies, and import each part as a source of its own: a file is all that its source says."
            }
            Self::TooDeep => "Write it flatter.",
            Self::Encoding => "Save it in UTF-8, whatever its first line says, and import it again.",
            Self::TooWide => "Write what they say as elements, and declare each namespace once.",
            Self::Syntax { .. } => "Mend it there, or name the format if it is another.",
            Self::Context(_) => "Put the context into the file itself, or use that of CPSV-AP 3.2.0 or 2.2.1.",
            Self::Contexts => "Put one context at the beginning, with the names that the file uses.",
            Self::DocumentType => "Take the declaration out, and write what its entities stand for.",
        }
    }
}

impl fmt::Display for Syntax {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Turtle => "Turtle",
            Self::JsonLd => "JSON-LD",
            Self::RdfXml => "RDF/XML",
        })
    }
}

/// Everything that a document says. The parsers pass over what is wrong with a single name or language: a bad one must not
/// stop the good ones, so that is looked at later.
pub(super) fn statements(syntax: Syntax, document: &[u8]) -> Result<Vec<Said>, Unreadable> {
    if document.len() > MOST_BYTES {
        return Err(Unreadable::TooLarge);
    }
    if std::str::from_utf8(document).is_err() {
        return Err(Unreadable::Encoding);
    }
    match syntax {
        Syntax::Turtle => {
            look_through_turtle(document)?;
            gather(syntax, TurtleParser::new().lenient().for_slice(document))
        }
        Syntax::JsonLd => json_ld(document),
        Syntax::RdfXml => {
            look_through_xml(document)?;
            gather(syntax, RdfXmlParser::new().lenient().for_slice(document))
        }
    }
}

fn json_ld(document: &[u8]) -> Result<Vec<Said>, Unreadable> {
    look_through_json(document)?;
    let unknown = Arc::new(Mutex::new(None));
    let asked = unknown.clone();
    let parser = JsonLdParser::new().lenient().for_slice(document).with_load_document_callback(move |url, _| {
        if let Some(document) = context::shipped(url) {
            return Ok(JsonLdRemoteDocument { document: document.into_bytes(), document_url: url.to_owned() });
        }
        asked.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert_with(|| url.to_owned());
        Err("not one that ships with us".into())
    });
    // Which graph something is said in is of no concern here.
    let said = gather(Syntax::JsonLd, parser.map(|quad| quad.map(Triple::from)));
    match unknown.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(url) => Err(Unreadable::Context(url)),
        None => said,
    }
}

fn gather<E: fmt::Display>(
    syntax: Syntax,
    triples: impl Iterator<Item = Result<Triple, E>>,
) -> Result<Vec<Said>, Unreadable> {
    let mut all = Vec::new();
    let mut left = MOST_LETTERS;
    let mut nameless = 0;
    for triple in triples {
        let triple = triple.map_err(|error| Unreadable::Syntax { syntax, what: error.to_string() })?;
        if all.len() == MOST_STATEMENTS {
            return Err(Unreadable::TooMany);
        }
        let said = said(triple);
        left = left.checked_sub(length(&said)).ok_or(Unreadable::TooMany)?;
        // Each is led to once, or nearly so.
        let leads_to = said.statement.object.thing().is_some_and(|thing| thing.as_str().starts_with("_:"));
        nameless += usize::from(leads_to);
        if nameless > MOST_NAMELESS {
            return Err(Unreadable::TooMany);
        }
        all.push(said);
    }
    Ok(all)
}

fn length(Said { subject, statement: Statement { property, object } }: &Said) -> usize {
    let object = match object {
        Object::Thing(thing) => thing.as_str().len(),
        Object::Literal(literal) => {
            literal.value.len() + literal.datatype.as_ref().map_or(0, |datatype| datatype.as_str().len())
        }
    };
    subject.as_str().len() + property.as_str().len() + object
}

/// A name; one that is too long is cut to what can be no address, and so is reported as any other.
fn named(name: String) -> Iri {
    if name.len() <= LONGEST_NAME {
        return Iri::new(name);
    }
    Iri::new(format!("{}… ({} letters)", name.chars().take(60).collect::<String>(), name.len()))
}

fn said(triple: Triple) -> Said {
    let name = |node: NamedOrBlankNode| match node {
        NamedOrBlankNode::NamedNode(node) => named(node.into_string()),
        NamedOrBlankNode::BlankNode(node) => named(node.to_string()),
    };
    let object = match triple.object {
        Term::NamedNode(node) => Object::Thing(named(node.into_string())),
        Term::BlankNode(node) => Object::Thing(named(node.to_string())),
        Term::Literal(literal) => Object::Literal(letters(&literal)),
    };
    let property = named(triple.predicate.into_string());
    Said { subject: name(triple.subject), statement: Statement { property, object } }
}

fn letters(literal: &oxrdf::Literal) -> Literal {
    let value = literal.value().to_owned();
    match literal.language() {
        Some(tag) => Literal::text(Tag::said(tag).unwrap_or_else(|| Tag::new(Tag::UNDETERMINED)), value),
        None if literal.datatype().as_str() == STRING => Literal::plain(value),
        None => Literal { value, language: None, datatype: Some(named(literal.datatype().as_str().to_owned())) },
    }
}

/// Is the JSON nested too deep, or are its contexts too many or too large? Whether it is JSON at all is for the parser to
/// say.
fn look_through_json(document: &[u8]) -> Result<(), Unreadable> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    let mut string = 0..0;
    // At which depth the context stands that is being read, and how many marks it has so far.
    let mut context: Option<(usize, usize)> = None;
    let mut contexts = 0;
    for (place, byte) in document.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => {
                string = if in_string { string.start..place } else { place + 1..place + 1 };
                in_string = !in_string;
            }
            _ if in_string => {}
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            b',' => match &mut context {
                Some((at, marks)) if depth > *at => *marks += 1,
                _ => context = None,
            },
            b':' => match &mut context {
                Some((at, marks)) if depth > *at => *marks += 1,
                _ if is_context(&document[string.clone()]) => {
                    contexts += 1;
                    context = Some((depth, 0));
                }
                _ => context = None,
            },
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Unreadable::TooDeep);
        }
        if contexts > MOST_CONTEXTS || context.is_some_and(|(_, marks)| marks > MOST_MARKS) {
            return Err(Unreadable::Contexts);
        }
    }
    Ok(())
}

/// Is it the key of a context, or one that may be, since its letters are written as numbers?
fn is_context(key: &[u8]) -> bool {
    key == b"@context" || key.contains(&b'\\')
}

/// Is the Turtle nested too deep? Brackets count where they are not in a name, a text or a comment.
fn look_through_turtle(document: &[u8]) -> Result<(), Unreadable> {
    let (mut depth, mut at) = (0_usize, 0);
    let to = |at: usize, end: &[u8]| {
        let rest = document.get(at..).unwrap_or_default();
        rest.windows(end.len()).position(|part| part == end).map_or(document.len(), |found| at + found + end.len())
    };
    while let Some(byte) = document.get(at) {
        at = match byte {
            b'\\' => at + 2,
            b'#' => to(at, b"\n"),
            b'"' | b'\'' => past_text(document, at),
            // A name has no spaces; what is smaller than something is no name.
            b'<' => {
                let name = document[at + 1..].iter().position(|byte| byte.is_ascii_whitespace() || *byte == b'>');
                name.map_or(document.len(), |end| at + 1 + end)
            }
            b'[' | b'(' => {
                depth += 1;
                at + 1
            }
            b']' | b')' => {
                depth = depth.saturating_sub(1);
                at + 1
            }
            _ => at + 1,
        };
        if depth > DEEPEST {
            return Err(Unreadable::TooDeep);
        }
    }
    Ok(())
}

/// The place behind a text that begins here. One in single marks ends with its line at the latest.
fn past_text(document: &[u8], at: usize) -> usize {
    let mark = document[at];
    let is_long = document.get(at..at + 3) == Some(&[mark; 3]);
    let (mut at, width) = if is_long { (at + 3, 3) } else { (at + 1, 1) };
    while let Some(byte) = document.get(at) {
        match byte {
            b'\\' => at += 2,
            b'\n' if !is_long => return at,
            byte if *byte == mark && (!is_long || document.get(at..at + 3) == Some(&[mark; 3])) => return at + width,
            _ => at += 1,
        }
    }
    document.len()
}

/// Does the XML declare a document type, or is it nested too deep or too wide? For each attribute the parser looks through
/// all of its element, and for each name through all namespaces around it.
fn look_through_xml(document: &[u8]) -> Result<(), Unreadable> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(document);
    reader.config_mut().check_end_names = false;
    // How many namespaces each element declares that is open here.
    let mut open: Vec<usize> = Vec::new();
    loop {
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Err(Unreadable::DocumentType),
            Ok(Event::Start(_)) if open.len() == DEEPEST => return Err(Unreadable::TooDeep),
            Ok(Event::Start(tag)) => {
                let declared = declared(&tag)?;
                open.push(declared);
                if open.iter().sum::<usize>() > MOST_ATTRIBUTES {
                    return Err(Unreadable::TooWide);
                }
            }
            Ok(Event::Empty(tag)) => {
                declared(&tag)?;
            }
            Ok(Event::End(_)) => {
                open.pop();
            }
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            // Where this reader stops, nobody has looked at what comes after.
            Err(error) => return Err(Unreadable::Syntax { syntax: Syntax::RdfXml, what: error.to_string() }),
        }
    }
}

/// How many namespaces an element declares.
fn declared(tag: &quick_xml::events::BytesStart<'_>) -> Result<usize, Unreadable> {
    let mut declared = 0;
    for (n, attribute) in tag.attributes().with_checks(false).flatten().enumerate() {
        if n == MOST_ATTRIBUTES {
            return Err(Unreadable::TooWide);
        }
        declared += usize::from(attribute.key.as_namespace_binding().is_some());
    }
    Ok(declared)
}
