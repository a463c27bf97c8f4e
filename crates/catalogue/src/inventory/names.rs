//! Names that are made for what has none of its own in a file.

use std::fmt::Write as _;

use super::{Iri, Literal, Object, Other, Statement, Tag, rdf::terms::skos};

/// An id as part of a name: what has no place in an address is written as its bytes.
pub(super) fn safe(id: &str) -> String {
    let mut safe = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            safe.push(char::from(byte));
        } else {
            write!(safe, "%{byte:02X}").expect("a string takes letters");
        }
    }
    safe
}

/// The address of a page; nothing where it can't be one.
pub(super) fn page(text: &str) -> Option<Iri> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    (is_web && oxrdf::NamedNode::new(text).is_ok()).then(|| Iri::new(text))
}

/// A currency by its three letters, in the list of the European Union; nothing where they are none.
pub(super) fn currency(code: &str) -> Option<Iri> {
    let code = code.to_ascii_uppercase();
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| Iri::new(format!("http://publications.europa.eu/resource/authority/currency/{code}")))
}

/// An entry of a list, with what it is called in English and in French.
pub(super) fn entry(english: &str, french: &str) -> Other {
    let label = |tag: &str, text: &str| Statement {
        property: Iri::new(skos!("prefLabel")),
        object: Object::Literal(Literal::text(Tag::new(tag), text)),
    };
    Other { said: [label("en", english), label("fr", french)].into() }
}
