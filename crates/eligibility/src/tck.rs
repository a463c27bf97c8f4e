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
    /// What is called instead of decisions: a service, a function.
    pub calls: Option<String>,
    /// What is known.
    pub facts: Facts,
    /// What has to come out, by decision.
    pub expected: Vec<(String, Fact)>,
}

/// What came of one decision of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// The case.
    pub case: String,
    /// The decision.
    pub decision: String,
    /// Why it is not what it should be; nothing: it is.
    pub failed: Option<String>,
}

/// Reads a file of cases. `Err` says what it is not.
pub fn read(xml: &str) -> Result<Cases, String> {
    let document = Document::parse(xml).map_err(|error| error.to_string())?;
    let root = document.root_element();
    let model = named(root, "modelName").next().and_then(|node| node.text());
    Ok(Cases {
        model: model.ok_or("it names no model")?.trim().to_owned(),
        cases: named(root, "testCase").map(case).collect::<Result<_, _>>()?,
    })
}

/// Runs a case.
pub fn check(model: &Model, case: &Case) -> Vec<Checked> {
    let run = |(decision, expected): &(String, Fact)| {
        let said = match &case.calls {
            Some(called) => model.call(called, &case.facts),
            // What we leave to a person is null to the engine.
            None => model.decide(decision, &case.facts).map(|(verdict, _)| match verdict {
                Verdict::Decided(fact) => fact,
                Verdict::Open(_) | Verdict::Person(_) => Fact::Nothing,
            }),
        };
        let failed = match said {
            Err(wrong) => Some(wrong.to_string()),
            Ok(fact) if is_same(&fact, expected) => None,
            Ok(fact) => Some(format!("{fact:?} instead of {expected:?}")),
        };
        Checked { case: case.id.clone(), decision: decision.clone(), failed }
    };
    case.expected.iter().map(run).collect()
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

fn case(node: Node<'_, '_>) -> Result<Case, String> {
    let attribute = |name: &str| node.attribute(name).map(str::to_owned);
    let mut facts = Facts::default();
    for input in named(node, "inputNode") {
        facts.0.insert(input.attribute("name").unwrap_or_default().to_owned(), value(input)?);
    }
    let mut expected = Vec::new();
    for result in named(node, "resultNode") {
        let fact = named(result, "expected").next().map_or(Ok(Fact::Nothing), value)?;
        expected.push((result.attribute("name").unwrap_or_default().to_owned(), fact));
    }
    Ok(Case { id: attribute("id").unwrap_or_default(), calls: attribute("invocableName"), facts, expected })
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
