//! The smallest parts of an inventory: names of things, languages, texts, and statements that have no place of their own.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

/// The name of a thing in linked data.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Iri(pub Arc<str>);

/// A language by its BCP 47 tag, in small letters as RDF compares them: `fr`, `nl-be-x-formal`. `und`: nobody said.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(pub Arc<str>);

/// A text in any number of languages.
pub type Texts = BTreeMap<Tag, String>;
/// Words of any number of languages.
pub type Keywords = BTreeSet<(Tag, String)>;

/// Something said of a thing, in a property that the model has no place for, or once too often. Kept as it came.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Statement {
    /// Which property.
    pub property: Iri,
    /// What is said.
    pub object: Object,
}

/// What a property says: another thing, or a literal.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Object {
    /// Another thing.
    Thing(Iri),
    /// Letters.
    Literal(Literal),
}

/// Letters with what they mean.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Literal {
    /// The letters.
    pub value: String,
    /// Their language, where they are a text of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<Tag>,
    /// Their type, where they are neither a text of a language nor plain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub datatype: Option<Iri>,
}

/// A text without the letters that no text has: controls other than tabs and line ends. Nothing where it has none.
pub(super) fn without_controls(text: &str) -> Option<String> {
    let is_odd = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    text.contains(is_odd).then(|| text.replace(is_odd, ""))
}

/// What is said where a text had some.
pub(super) const CONTROLS: (&str, &str, &str) = (
    "control-characters",
    "a text has letters that can't be shown (control characters)",
    "It is taken without them. Take them out at the source.",
);

impl Iri {
    /// The name out of text.
    pub fn new(text: impl Into<Arc<str>>) -> Self {
        Self(text.into())
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::borrow::Borrow<str> for Iri {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Iri {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Tag {
    /// Where nobody said which language a text is in.
    pub const UNDETERMINED: &str = "und";

    /// The language of a tag.
    pub fn new(tag: &str) -> Self {
        Self(tag.to_ascii_lowercase().into())
    }

    /// The language of a tag that may be none. A part of it may be longer than BCP 47 allows: real catalogues have such.
    pub fn said(tag: &str) -> Option<Self> {
        let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let begins_with_a_letter = tag.starts_with(|letter: char| letter.is_ascii_alphabetic());
        (begins_with_a_letter && tag.split('-').all(is_part)).then(|| Self::new(tag))
    }

    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Object {
    /// The thing, where it is one.
    pub fn thing(&self) -> Option<&Iri> {
        match self {
            Self::Thing(thing) => Some(thing),
            Self::Literal(_) => None,
        }
    }
}

impl Literal {
    /// Plain letters.
    pub fn plain(value: impl Into<String>) -> Self {
        Self { value: value.into(), language: None, datatype: None }
    }

    /// A text in a language.
    pub fn text(language: Tag, value: impl Into<String>) -> Self {
        Self { value: value.into(), language: Some(language), datatype: None }
    }

    /// Letters of a type.
    pub fn typed(datatype: &str, value: impl Into<String>) -> Self {
        Self { value: value.into(), language: None, datatype: Some(Iri::new(datatype)) }
    }
}
