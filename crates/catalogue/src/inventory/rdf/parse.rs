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
/// JSON and XML may be nested so deep.
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
    #[error("the file makes more than {MOST_STATEMENTS} statements")]
    TooMany,
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
    /// It needs a JSON-LD context that does not ship with us. Nothing is ever fetched.
    #[error("the JSON-LD context '{0}' is not one that ships with Portico, and nothing is fetched from the network")]
    Context(String),
    /// It declares a document type, which could make it grow or reach outside.
    #[error("the XML declares a document type (<!DOCTYPE …>), which is refused")]
    DocumentType,
}

impl Unreadable {
    /// What to do about it.
    pub fn remedy(&self) -> &'static str {
        match self {
            Self::TooLarge | Self::TooMany => "Split it, and import one part after another.",
            Self::TooDeep => "Write it flatter.",
            Self::Syntax { .. } => "Mend it there, or name the format if it is another.",
            Self::Context(_) => "Put the context into the file itself, or use that of CPSV-AP 3.2.0 or 2.2.1.",
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
    match syntax {
        Syntax::Turtle => gather(syntax, TurtleParser::new().lenient().for_slice(document)),
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
    for triple in triples {
        let triple = triple.map_err(|error| Unreadable::Syntax { syntax, what: error.to_string() })?;
        if all.len() == MOST_STATEMENTS {
            return Err(Unreadable::TooMany);
        }
        all.push(said(triple));
    }
    Ok(all)
}

fn said(triple: Triple) -> Said {
    let name = |node: NamedOrBlankNode| match node {
        NamedOrBlankNode::NamedNode(node) => Iri::new(node.into_string()),
        NamedOrBlankNode::BlankNode(node) => Iri::new(node.to_string()),
    };
    let object = match triple.object {
        Term::NamedNode(node) => Object::Thing(Iri::new(node.into_string())),
        Term::BlankNode(node) => Object::Thing(Iri::new(node.to_string())),
        Term::Literal(literal) => Object::Literal(letters(&literal)),
    };
    let property = Iri::new(triple.predicate.into_string());
    Said { subject: name(triple.subject), statement: Statement { property, object } }
}

fn letters(literal: &oxrdf::Literal) -> Literal {
    let value = literal.value().to_owned();
    match literal.language() {
        Some(tag) => Literal::text(Tag::said(tag).unwrap_or_else(|| Tag::new(Tag::UNDETERMINED)), value),
        None if literal.datatype().as_str() == STRING => Literal::plain(value),
        None => Literal::typed(literal.datatype().as_str(), value),
    }
}

/// Is the JSON nested too deep? Whether it is JSON at all is for the parser to say.
fn look_through_json(document: &[u8]) -> Result<(), Unreadable> {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in document {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'[' | b'{' if !in_string => depth += 1,
            b']' | b'}' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEEPEST {
            return Err(Unreadable::TooDeep);
        }
    }
    Ok(())
}

/// Does the XML declare a document type, or is it nested too deep? Whether it is XML at all is for the parser to say.
fn look_through_xml(document: &[u8]) -> Result<(), Unreadable> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_reader(document);
    reader.config_mut().check_end_names = false;
    let mut depth = 0_usize;
    loop {
        match reader.read_event() {
            Ok(Event::DocType(_)) => return Err(Unreadable::DocumentType),
            Ok(Event::Start(_)) if depth == DEEPEST => return Err(Unreadable::TooDeep),
            Ok(Event::Start(_)) => depth += 1,
            Ok(Event::End(_)) => depth = depth.saturating_sub(1),
            Ok(Event::Eof) | Err(_) => return Ok(()),
            Ok(_) => {}
        }
    }
}
