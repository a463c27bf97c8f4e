//! Concepts that look the same and are not yet one: whoever is asked for both is asked twice.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Concept, Texts, Type};

/// Two concepts that look the same.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Alike {
    /// Which two, by id.
    pub concepts: (String, String),
    /// What they have in common.
    pub by: By,
}

/// What two concepts have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// The label, in this language.
    Label(String),
    /// The label of a question that asks for it, in this language.
    Question(String),
    /// The same may be said.
    Options,
    /// The constraint.
    Constraint,
}

/// How a question asks for a concept.
#[derive(Debug, Clone)]
pub struct Wording {
    /// For which, by id.
    pub concept: String,
    /// What people read.
    pub labels: Texts,
    /// The shape that an answer must have, where it has one.
    pub shape: Option<String>,
}

/// Every two concepts with the same label in some language, of their own or of questions, the same options or the same
/// constraint or shape. Labels are the same however they are written in capitals, spaces and signs.
pub fn alike(concepts: &[Concept], wordings: &[Wording]) -> Vec<Alike> {
    let mut same: BTreeMap<(By, String), Vec<&str>> = BTreeMap::new();
    for concept in concepts {
        for (by, key) in keys(concept) {
            same.entry((by, key)).or_default().push(&concept.id);
        }
    }
    for wording in wordings {
        for (by, key) in asked(wording) {
            same.entry((by, key)).or_default().push(&wording.concept);
        }
    }
    let mut found: BTreeMap<(String, String), By> = BTreeMap::new();
    for ((by, _), ids) in same {
        for (n, one) in ids.iter().enumerate() {
            for other in ids[n + 1..].iter().filter(|other| *other != one) {
                let (one, other) = if one < other { (one, other) } else { (other, one) };
                // The first reason is the best: labels come before what is behind them.
                found.entry(((*one).to_owned(), (*other).to_owned())).or_insert_with(|| by.clone());
            }
        }
    }
    found.into_iter().map(|(concepts, by)| Alike { concepts, by }).collect()
}

fn keys(concept: &Concept) -> Vec<(By, String)> {
    let mut keys: Vec<(By, String)> = labels(&concept.labels, By::Label).collect();
    if concept.kind == Type::Choice && concept.options.len() > 1 {
        let mut options: Vec<String> =
            concept.options.iter().map(|option| shown(&option.value, &option.labels)).collect();
        options.sort();
        keys.push((By::Options, options.join("\n")));
    }
    if let Some(constraint) = &concept.constraint {
        let constraint: String = constraint.chars().filter(|sign| !sign.is_whitespace()).collect();
        keys.push((By::Constraint, format!("{:?} {constraint}", concept.kind)));
    }
    keys
}

fn asked(wording: &Wording) -> impl Iterator<Item = (By, String)> {
    let shape = wording.shape.iter().map(|shape| (By::Constraint, format!("shape {shape}")));
    labels(&wording.labels, By::Question).chain(shape)
}

fn labels(texts: &Texts, by: fn(String) -> By) -> impl Iterator<Item = (By, String)> {
    let all = texts.iter().map(move |(language, label)| (by(language.clone()), plain(label)));
    all.filter(|(_, label)| !label.is_empty())
}

fn shown(value: &str, labels: &Texts) -> String {
    plain(labels.values().next().map_or(value, String::as_str))
}

/// Letters and digits only, in small letters.
fn plain(text: &str) -> String {
    text.chars().filter(|sign| sign.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::requirement::Choice;

    fn concept(id: &str, kind: Type, label: &str) -> Concept {
        Concept {
            id: id.to_owned(),
            kind,
            labels: [("en".to_owned(), label.to_owned())].into(),
            help: Texts::new(),
            options: Vec::new(),
            constraint: None,
        }
    }

    fn options(values: &[&str]) -> Vec<Choice> {
        values.iter().map(|value| Choice { value: (*value).to_owned(), labels: Texts::new() }).collect()
    }

    #[test]
    fn what_looks_the_same_is_told_once_and_with_its_best_reason() {
        let concepts = [
            concept("born", Type::Date, "Date of birth"),
            concept("dob", Type::Date, "Date of Birth:"),
            concept("died", Type::Date, "Date of death"),
            Concept { options: options(&["yes", "no"]), ..concept("a", Type::Choice, "One") },
            Concept { options: options(&["No", "Yes"]), ..concept("b", Type::Choice, "Other") },
            Concept { options: options(&["yes", "no", "unknown"]), ..concept("c", Type::Choice, "Third") },
            Concept { constraint: Some(">= 0".to_owned()), ..concept("x", Type::Number, "Income") },
            Concept { constraint: Some(">=0".to_owned()), ..concept("y", Type::Number, "income") },
            Concept { constraint: Some(">=0".to_owned()), ..concept("z", Type::Number, "Children") },
            concept("insurance", Type::Text, "Insurance number"),
            concept("pension", Type::Text, "Pension number"),
        ];
        let wording = |id: &str, label: &str, shape: Option<&str>| Wording {
            concept: id.to_owned(),
            labels: [("en".to_owned(), label.to_owned())].into(),
            shape: shape.map(str::to_owned),
        };
        let wordings = [
            // Two journeys ask for the same; that is no likeness.
            wording("died", "When was it?", None),
            wording("died", "When was it", None),
            wording("born", "when was it", None),
            wording("a", "", None),
            wording("c", "?", None),
            wording("insurance", "Your number", Some("99")),
            wording("pension", "Their number", Some("99")),
        ];
        let told: Vec<_> = alike(&concepts, &wordings)
            .into_iter()
            .map(|alike| (alike.concepts.0, alike.concepts.1, alike.by))
            .collect();
        let pair = |one: &str, other: &str, by: By| (one.to_owned(), other.to_owned(), by);
        let expected = [
            pair("a", "b", By::Options),
            pair("born", "died", By::Question("en".to_owned())),
            pair("born", "dob", By::Label("en".to_owned())),
            pair("insurance", "pension", By::Constraint),
            pair("x", "y", By::Label("en".to_owned())),
            pair("x", "z", By::Constraint),
            pair("y", "z", By::Constraint),
        ];
        assert_eq!(told, expected);
    }
}
