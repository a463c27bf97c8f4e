//! The names of properties and classes: CPSV-AP 3.2.0, what 2.2.1 called otherwise, and the Flemish catalogue of concepts.

/// A name in the core vocabularies of the European Union.
macro_rules! cv {
    ($name:literal) => {
        concat!("http://data.europa.eu/m8g/", $name)
    };
}
/// A name in the Core Public Service Vocabulary.
macro_rules! cpsv {
    ($name:literal) => {
        concat!("http://purl.org/vocab/cpsv#", $name)
    };
}
/// A name in the Dublin Core terms.
macro_rules! dct {
    ($name:literal) => {
        concat!("http://purl.org/dc/terms/", $name)
    };
}
/// A name in the Simple Knowledge Organization System.
macro_rules! skos {
    ($name:literal) => {
        concat!("http://www.w3.org/2004/02/skos/core#", $name)
    };
}
/// A name in the Data Catalog Vocabulary.
macro_rules! dcat {
    ($name:literal) => {
        concat!("http://www.w3.org/ns/dcat#", $name)
    };
}
/// A name in the European Legislation Identifier's ontology.
macro_rules! eli {
    ($name:literal) => {
        concat!("http://data.europa.eu/eli/ontology#", $name)
    };
}
/// A name in schema.org, in either of its two spellings.
macro_rules! schema {
    ($name:literal) => {
        concat!("https://schema.org/", $name)
    };
    (http $name:literal) => {
        concat!("http://schema.org/", $name)
    };
}
/// A name in Friend of a Friend.
macro_rules! foaf {
    ($name:literal) => {
        concat!("http://xmlns.com/foaf/0.1/", $name)
    };
}
/// A name in the catalogue of products and services of the Flemish authorities.
macro_rules! lpdc {
    ($name:literal) => {
        concat!("https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#", $name)
    };
}

/// A name in the Organization Ontology.
macro_rules! org {
    ($name:literal) => {
        concat!("http://www.w3.org/ns/org#", $name)
    };
}

/// A name of our own, where no vocabulary of the field has one.
macro_rules! ours {
    ($name:literal) => {
        concat!("urn:portico:ns:", $name)
    };
}

pub(crate) use {cpsv, cv, dcat, dct, eli, foaf, lpdc, org, ours, schema, skos};

/// Properties that no field of the model has, whose values the official shapes want to be of a class (opening hours).
pub(super) const BEYOND: [(&str, &str); 1] = [(cv!("frequency"), skos!("Concept"))];

/// `rdf:type`.
pub const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
/// `rdf:langString`.
pub const LANG_STRING: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString";
/// `xsd:string`.
pub const STRING: &str = "http://www.w3.org/2001/XMLSchema#string";
/// `xsd:duration`.
pub const DURATION: &str = "http://www.w3.org/2001/XMLSchema#duration";
/// `xsd:date`.
pub const DATE: &str = "http://www.w3.org/2001/XMLSchema#date";
/// `xsd:double`.
pub const DOUBLE: &str = "http://www.w3.org/2001/XMLSchema#double";

/// How the names are cut short in what is written.
pub const PREFIXES: [(&str, &str); 18] = [
    ("adms", "http://www.w3.org/ns/adms#"),
    ("cpsv", "http://purl.org/vocab/cpsv#"),
    ("cv", "http://data.europa.eu/m8g/"),
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("eli", "http://data.europa.eu/eli/ontology#"),
    ("epo", "http://data.europa.eu/a4g/ontology#"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("locn", "http://www.w3.org/ns/locn#"),
    ("lpdc", "https://productencatalogus.data.vlaanderen.be/ns/ipdc-lpdc#"),
    ("org", "http://www.w3.org/ns/org#"),
    ("portico", "urn:portico:ns:"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("schema", "https://schema.org/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("time", "http://www.w3.org/2006/time#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];
