//! Names that are made for what has none of its own in a file.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use aws_lc_rs::digest;

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

/// The id that a part of a name was made of.
pub(super) fn unsafe_again(part: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(if byte == b'%' {
            let digit = |byte: u8| char::from(byte).to_digit(16);
            u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?
        } else {
            byte
        });
    }
    String::from_utf8(bytes).ok()
}

/// A UUID for a name, the same each time (RFC 9562, version 8).
pub(crate) fn uuid(name: &str) -> String {
    let digest = digest::digest(&digest::SHA256, name.as_bytes());
    let mut bytes: [u8; 16] = digest.as_ref()[..16].try_into().expect("a digest is longer");
    bytes[6] = bytes[6] & 0x0F | 0x80;
    bytes[8] = bytes[8] & 0x3F | 0x80;
    let hex = hex::encode(bytes);
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]].join("-")
}

/// Is it a UUID, by its form?
pub(super) fn is_uuid(id: &str) -> bool {
    let is_right =
        |(n, byte): (usize, u8)| if matches!(n, 8 | 13 | 18 | 23) { byte == b'-' } else { byte.is_ascii_hexdigit() };
    id.len() == 36 && id.bytes().enumerate().all(is_right)
}

/// A code for each thing by which it is found again: its own identifier, where that fits and no other thing has it;
/// else what is `made` of its name.
pub(super) fn codes<'a>(
    things: &[(&'a Iri, Option<&str>)],
    fits: impl Fn(&str) -> bool,
    made: impl Fn(&Iri) -> String,
) -> BTreeMap<&'a Iri, String> {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for identifier in things.iter().filter_map(|(_, identifier)| *identifier) {
        *times.entry(identifier.trim()).or_default() += 1;
    }
    let all_made: BTreeSet<String> = things.iter().map(|(name, _)| made(name)).collect();
    let code = |(name, identifier): &(&'a Iri, Option<&str>)| {
        let identifier = identifier.map(str::trim).filter(|identifier| {
            !identifier.is_empty() && fits(identifier) && times[identifier] == 1 && !all_made.contains(*identifier)
        });
        (*name, identifier.map_or_else(|| made(name), str::to_owned))
    };
    things.iter().map(code).collect()
}

/// The address of a page; nothing where it can't be one.
pub(super) fn page(text: &str) -> Option<Iri> {
    let is_web = text.starts_with("https://") || text.starts_with("http://");
    (is_web && oxrdf::NamedNode::new(text).is_ok()).then(|| Iri::new(text))
}

/// Is it a whole address, whatever it is of?
pub(super) fn address(text: &str) -> bool {
    oxrdf::NamedNode::new(text).is_ok()
}

/// A currency by its three letters, in the list of the European Union; nothing where they are none.
pub(super) fn currency(code: &str) -> Option<Iri> {
    let code = code.to_ascii_uppercase();
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    is_code.then(|| Iri::new(format!("http://publications.europa.eu/resource/authority/currency/{code}")))
}

/// The three letters of a currency of that list.
pub(super) fn code_of(currency_: &Iri) -> Option<&str> {
    let (_, code) = currency_.as_str().rsplit_once('/')?;
    currency(code).filter(|known| known == currency_).map(|_| code)
}

/// An entry of a list, with what it is called in English and in French.
pub(super) fn entry(english: &str, french: &str) -> Other {
    let label = |tag: &str, text: &str| Statement {
        property: Iri::new(skos!("prefLabel")),
        object: Object::Literal(Literal::text(Tag::new(tag), text)),
    };
    Other { said: [label("en", english), label("fr", french)].into() }
}
