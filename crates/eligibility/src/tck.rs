//! The test kit of DMN (Decision Model and Notation Technology Compatibility Kit): models with cases, and what has to
//! come out. Read and run through [`Model`](crate::decision::Model), as any case is.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use serde::Serialize;

use crate::decision::{Fact, Facts, Model, Verdict};

/// Numbers that differ by no more than this are the same: the kit writes some with eight places.
const NEAR: f64 = 1e-8;

/// A file of cases.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cases {
    /// The file of the model.
    pub model: String,
    /// Its cases.
    pub cases: Vec<Case>,
}

/// One case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its name in the file.
    pub id: String,
    /// What it asks. `Err` says why it asks nothing that can be checked.
    pub asks: Result<Asks, String>,
}

/// What a case asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asks {
    /// What is called instead of decisions: a service, a function.
    pub calls: Option<String>,
    /// What is known.
    pub facts: Facts,
    /// What has to come out, by decision: at least one.
    pub expected: Vec<(String, Expected)>,
}

/// What has to come out of a decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// This.
    Value(Fact),
    /// No value: it can't be decided.
    Error,
}

impl Case {
    /// How many results it is counted as: one that can't be checked is one.
    pub fn results(&self) -> usize {
        self.asks.as_ref().map_or(1, |asks| asks.expected.len())
    }
}

/// What came of one decision of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The case.
    pub case: String,
    /// The decision; nothing where the case itself can't be checked.
    pub decision: Option<String>,
    /// Why it is not what it should be; nothing: it is.
    pub failed: Option<String>,
}

/// Reads a file of cases; nothing where it is XML of something else. `Err` says why it can't be read.
pub fn read(xml: &str) -> Result<Option<Cases>, String> {
    let document = Document::parse(xml).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "testCases" {
        return Ok(None);
    }
    let model = named(root, "modelName").next().and_then(|node| node.text()).ok_or("it names no model")?;
    let cases: Vec<Case> = named(root, "testCase").map(case).collect();
    if cases.is_empty() {
        return Err("it has no case".to_owned());
    }
    Ok(Some(Cases { model: model.trim().to_owned(), cases }))
}

/// Runs a case.
pub fn check(model: &Model, case: &Case) -> Vec<Checked> {
    let checked =
        |decision: Option<&String>, failed| Checked { case: case.id.clone(), decision: decision.cloned(), failed };
    match &case.asks {
        Err(why) => vec![checked(None, Some(why.clone()))],
        Ok(asks) => {
            let run = |(name, expected): &(String, Expected)| checked(Some(name), failed(model, asks, name, expected));
            asks.expected.iter().map(run).collect()
        }
    }
}

/// Why a decision is not what it should be, if so.
fn failed(model: &Model, asks: &Asks, decision: &str, expected: &Expected) -> Option<String> {
    let said = match &asks.calls {
        Some(called) => model.call(called, &asks.facts),
        // What we leave to a person is null to the engine.
        None => model.decide(decision, &asks.facts).map(|(verdict, _)| match verdict {
            Verdict::Decided(fact) => fact,
            Verdict::Open(_) | Verdict::Person(_) => Fact::Nothing,
        }),
    };
    match (said, expected) {
        // To the engine an error is null.
        (Err(_) | Ok(Fact::Nothing), Expected::Error) => None,
        (Ok(fact), Expected::Error) => Some(format!("{fact:?} instead of an error")),
        (Err(wrong), Expected::Value(_)) => Some(wrong.to_string()),
        (Ok(fact), Expected::Value(expected)) => {
            (!is_same(&fact, expected)).then(|| format!("{fact:?} instead of {expected:?}"))
        }
    }
}

fn is_same(one: &Fact, other: &Fact) -> bool {
    match (one, other) {
        (Fact::Number(one), Fact::Number(other)) => match (one.parse::<f64>(), other.parse::<f64>()) {
            (Ok(one), Ok(other)) => (one - other).abs() <= NEAR,
            _ => one == other,
        },
        (Fact::List(one), Fact::List(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| is_same(one, other))
        }
        (Fact::Record(one), Fact::Record(other)) => {
            one.len() == other.len()
                && one.iter().all(|(name, fact)| other.get(name).is_some_and(|known| is_same(fact, known)))
        }
        _ => one == other,
    }
}

fn named<'a, 'input>(node: Node<'a, 'input>, name: &'static str) -> impl Iterator<Item = Node<'a, 'input>> {
    node.children().filter(move |child| child.is_element() && child.tag_name().name() == name)
}

fn case(node: Node<'_, '_>) -> Case {
    Case { id: node.attribute("id").unwrap_or_default().to_owned(), asks: asks(node) }
}

fn asks(node: Node<'_, '_>) -> Result<Asks, String> {
    let mut facts = Facts::default();
    for input in named(node, "inputNode") {
        facts.0.insert(input.attribute("name").unwrap_or_default().to_owned(), value(input)?);
    }
    let result = |result: Node<'_, '_>| {
        let is_error = matches!(result.attribute("errorResult"), Some("true" | "1"));
        let value = || named(result, "expected").next().map_or(Ok(Fact::Nothing), value);
        let expected = if is_error { Expected::Error } else { Expected::Value(value()?) };
        Ok((result.attribute("name").unwrap_or_default().to_owned(), expected))
    };
    let expected = named(node, "resultNode").map(result).collect::<Result<Vec<_>, String>>()?;
    if expected.is_empty() {
        return Err("it has no result".to_owned());
    }
    Ok(Asks { calls: node.attribute("invocableName").map(str::to_owned), facts, expected })
}

/// The value that an element holds: one, a list, or components with names.
fn value(node: Node<'_, '_>) -> Result<Fact, String> {
    if let Some(list) = named(node, "list").next() {
        return Ok(Fact::List(named(list, "item").map(value).collect::<Result<_, _>>()?));
    }
    let components: Vec<_> = named(node, "component").collect();
    if !components.is_empty() {
        let entry = |node: Node<'_, '_>| Ok((node.attribute("name").unwrap_or_default().to_owned(), value(node)?));
        return Ok(Fact::Record(components.into_iter().map(entry).collect::<Result<BTreeMap<_, _>, String>>()?));
    }
    let Some(simple) = named(node, "value").next() else { return Ok(Fact::Nothing) };
    let of =
        |name: &str| simple.attributes().find(|attribute| attribute.name() == name).map(|attribute| attribute.value());
    if of("nil") == Some("true") {
        return Ok(Fact::Nothing);
    }
    let text = simple.text().unwrap_or_default().to_owned();
    Ok(match of("type").and_then(|of| of.rsplit(':').next()).unwrap_or("string") {
        "string" => Fact::Text(text),
        "boolean" => Fact::Boolean(text.trim() == "true"),
        "decimal" | "double" | "integer" | "float" | "long" | "int" => Fact::Number(text.trim().to_owned()),
        "date" => Fact::Date(text),
        "time" => Fact::Time(text),
        "dateTime" => Fact::DateTime(text),
        "duration" => Fact::Duration(text),
        other => return Err(format!("the case has a value of the type '{other}', which nobody knows")),
    })
}
