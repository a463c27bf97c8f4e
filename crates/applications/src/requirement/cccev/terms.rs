//! The names of classes and properties.

/// A name in the core vocabularies of the European Union.
macro_rules! cv {
    ($name:literal) => {
        concat!("http://data.europa.eu/m8g/", $name)
    };
}

pub const REQUIREMENT: &str = cv!("Requirement");
pub const INFORMATION_REQUIREMENT: &str = cv!("InformationRequirement");
pub const CRITERION: &str = cv!("Criterion");
pub const CONSTRAINT: &str = cv!("Constraint");
pub const INFORMATION_CONCEPT: &str = cv!("InformationConcept");
pub const EVIDENCE_TYPE_LIST: &str = cv!("EvidenceTypeList");
pub const EVIDENCE_TYPE: &str = cv!("EvidenceType");
pub const HAS_CONCEPT: &str = cv!("hasConcept");
pub const HAS_EVIDENCE_TYPE_LIST: &str = cv!("hasEvidenceTypeList");
pub const SPECIFIES_EVIDENCE_TYPE: &str = cv!("specifiesEvidenceType");
pub const EXPECTED_VALUE: &str = cv!("expressionOfExpectedValue");

pub const A: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
pub const IDENTIFIER: &str = "http://purl.org/dc/terms/identifier";
pub const DESCRIPTION: &str = "http://purl.org/dc/terms/description";
pub const KIND: &str = "http://purl.org/dc/terms/type";
pub const PUBLISHER: &str = "http://purl.org/dc/terms/publisher";
pub const SUBJECT: &str = "http://purl.org/dc/terms/subject";
pub const AGENT: &str = "http://xmlns.com/foaf/0.1/Agent";
pub const LABEL: &str = "http://www.w3.org/2004/02/skos/core#prefLabel";
pub const CODE: &str = "http://www.w3.org/2004/02/skos/core#Concept";
pub const SCHEME: &str = "http://www.w3.org/2004/02/skos/core#ConceptScheme";
pub const IN_SCHEME: &str = "http://www.w3.org/2004/02/skos/core#inScheme";
pub const NOTATION: &str = "http://www.w3.org/2004/02/skos/core#notation";

/// What the names of our types of concepts begin with.
pub const TYPES: &str = "urn:portico:concept-type:";
