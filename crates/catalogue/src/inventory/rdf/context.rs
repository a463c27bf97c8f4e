//! The JSON-LD contexts that ship with us: the terms of CPSV-AP 3.2.0 and of 2.2.1, in a table of our own.

use serde_json::{Map, Value, json};

use super::terms::PREFIXES;

/// Where each context is published, without how it is fetched, and its terms.
const KNOWN: [(&str, &str); 5] = [
    ("semiceu.github.io/uri.semic.eu-generated/CPSV-AP/releases/3.2.0/context/cpsv-ap.jsonld", V3_2_0),
    ("semiceu.github.io/CPSV-AP/releases/3.2.0/context/cpsv-ap.jsonld", V3_2_0),
    ("raw.githubusercontent.com/SEMICeu/CPSV-AP/master/releases/3.2.0/context/cpsv-ap.jsonld", V3_2_0),
    ("raw.githubusercontent.com/catalogue-of-services-isa/CPSV-AP/master/releases/2.2.1/CPSV-AP_v2.2.1.jsonld", V2_2_1),
    ("raw.githubusercontent.com/SEMICeu/CPSV-AP/master/releases/2.2.1/CPSV-AP_v2.2.1.jsonld", V2_2_1),
];
const V3_2_0: &str = include_str!("cpsv-ap-3.2.0.terms");
const V2_2_1: &str = include_str!("cpsv-ap-2.2.1.terms");

/// The context at this address, where it is one that ships with us.
pub(super) fn shipped(url: &str) -> Option<String> {
    let (_, place) = url.split_once("://")?;
    let (_, terms) = KNOWN.iter().find(|(known, _)| *known == place)?;
    Some(json!({ "@context": context(terms) }).to_string())
}

fn context(terms: &str) -> Map<String, Value> {
    let prefixes = PREFIXES.iter().map(|(prefix, name)| ((*prefix).to_owned(), Value::from(*name)));
    prefixes.chain(terms.lines().filter(|line| !line.starts_with('#')).filter_map(term)).collect()
}

fn term(line: &str) -> Option<(String, Value)> {
    let mut words = line.split_whitespace();
    let (term, name) = (words.next()?.to_owned(), words.next()?);
    let value = match words.next() {
        None => Value::from(name),
        Some("thing") => json!({ "@id": name, "@type": "@id" }),
        Some(datatype) => json!({ "@id": name, "@type": datatype }),
    };
    Some((term, value))
}
