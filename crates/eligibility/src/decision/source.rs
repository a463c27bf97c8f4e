//! A model as it is written: its decisions, inputs and tables, with the ids, labels and annotations that the engine drops.

use std::collections::BTreeSet;

use roxmltree::{Document, Node, ParsingOptions};
use serde::Serialize;

use super::{
    bounds::MOST_ELEMENTS,
    feel::{Token, tokens},
};

/// A model.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Its name.
    pub name: String,
    /// Its namespace.
    pub namespace: String,
    /// What it decides.
    pub decisions: Vec<Decision>,
    /// What it has to be told.
    pub inputs: Vec<InputData>,
    /// The functions that its decisions call.
    pub functions: Vec<Named>,
    /// Its types.
    pub types: Vec<Named>,
    /// What it offers to be asked together.
    pub services: Vec<Named>,
}

/// A part that is held against its other editions by name, and as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is called.
    pub name: String,
    /// All of it, as the file writes it, on one line.
    pub text: String,
}

/// One thing that has to be told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InputData {
    /// Its id in the file.
    pub id: String,
    /// What expressions call it.
    pub name: String,
    /// What people call it.
    pub label: Option<String>,
    /// Its type, as the model names it.
    pub type_ref: Option<String>,
    /// What it means.
    pub description: Option<String>,
}

/// A decision.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Its id in the file.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// What others call its result.
    pub variable: String,
    /// The type of its result, as the model names it: a result of another is nothing.
    pub type_ref: Option<String>,
    /// The question that it answers.
    pub question: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// The ids of the inputs and decisions that it needs.
    pub requires: Vec<String>,
    /// Its table; nothing where it is an expression of another sort.
    pub table: Option<Table>,
    /// Where it is no table: the expression, or what stands in boxes as the file writes it, on one line.
    pub logic: Option<String>,
    /// The type of that expression, as the model names it.
    pub logic_type: Option<String>,
}

/// A decision table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Table {
    /// `UNIQUE`, `FIRST` and so on.
    pub hit_policy: String,
    /// `SUM` and so on, with `COLLECT`.
    pub aggregation: Option<String>,
    /// The type of what it says, as the model names it.
    pub type_ref: Option<String>,
    /// What it looks at.
    pub inputs: Vec<Column>,
    /// What it says.
    pub outputs: Vec<Column>,
    /// The names of the annotations.
    pub annotations: Vec<String>,
    /// Its rules, in their order.
    pub rules: Vec<Rule>,
}

impl Table {
    /// Its hit policy, with what is made of several results: `COLLECT SUM`.
    pub fn policy(&self) -> String {
        let aggregation = self.aggregation.as_ref().map(|aggregation| format!(" {aggregation}"));
        format!("{}{}", self.hit_policy, aggregation.unwrap_or_default())
    }
}

/// A column of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Column {
    /// What people call it.
    pub label: Option<String>,
    /// What it looks at, or the name of the output.
    pub expression: Option<String>,
    /// Its type, as the model names it.
    pub type_ref: Option<String>,
    /// The values that it may have.
    pub values: Option<String>,
    /// What an output says where no rule holds.
    pub default: Option<String>,
}

/// One rule of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Its id in the file: the same in every edition that a modeller makes of it.
    pub id: Option<String>,
    /// What it is for.
    pub description: Option<String>,
    /// Its conditions, column by column; `-` is any.
    pub when: Vec<String>,
    /// What it says then, column by column.
    pub then: Vec<String>,
    /// Its annotations, one for each name.
    pub notes: Vec<String>,
}

impl Source {
    /// The texts that its expressions speak of: those of what is no table first, where anything may hang on them.
    pub fn texts(&self) -> Vec<String> {
        let boxes = self.decisions.iter().filter_map(|decision| decision.logic.as_deref());
        let functions = self.functions.iter().map(|function| function.text.as_str());
        let rules = self.decisions.iter().filter_map(|decision| decision.table.as_ref()).flat_map(|table| &table.rules);
        let cells = rules.flat_map(|rule| rule.when.iter().chain(&rule.then)).map(String::as_str);
        let mut seen = BTreeSet::new();
        let quoted = |text: &str| text.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
        boxes.chain(functions).chain(cells).flat_map(quoted).filter(|text| seen.insert(text.clone())).collect()
    }
}

impl Table {
    /// All that the table can say, in the words of a cell, where it says one of some values.
    pub(super) fn outcomes(&self) -> Option<String> {
        let [output] = self.outputs.as_slice() else { return None };
        if !["UNIQUE", "ANY", "FIRST", "PRIORITY"].contains(&self.hit_policy.as_str()) {
            return None;
        }
        let mut all: BTreeSet<&str> = BTreeSet::new();
        for said in self.rules.iter().filter_map(|rule| rule.then.first()).chain(&output.default) {
            let is_text = tokens(said) == [Token::Quoted];
            if !is_text && said.parse::<f64>().is_err() && !["true", "false"].contains(&said.as_str()) {
                return None;
            }
            all.insert(said);
        }
        (!all.is_empty()).then(|| all.into_iter().collect::<Vec<_>>().join(","))
    }
}

/// Reads a model that is within bounds.
pub(super) fn parse(xml: &str) -> Result<Document<'_>, roxmltree::Error> {
    let options =
        ParsingOptions { nodes_limit: u32::try_from(MOST_ELEMENTS * 4).unwrap_or(u32::MAX), ..Default::default() };
    Document::parse_with_options(xml, options)
}

/// What the engine drops. The engine has the last word on whether it is a model.
pub(super) fn of(document: &Document<'_>) -> Source {
    let definitions = document.root_element();
    let all = |name: &'static str| definitions.children().filter(move |node| node.has_tag_name_of(name));
    Source {
        name: attribute(definitions, "name").unwrap_or_default(),
        namespace: attribute(definitions, "namespace").unwrap_or_default(),
        decisions: all("decision").map(decision).collect(),
        inputs: all("inputData").map(input_data).collect(),
        functions: all("businessKnowledgeModel").map(named).collect(),
        types: all("itemDefinition").map(named).collect(),
        services: all("decisionService").map(named).collect(),
    }
}

trait Local {
    /// Is it an element of this name, in whichever edition's namespace?
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Local for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.is_element() && self.tag_name().name() == name
    }
}

fn attribute(node: Node<'_, '_>, name: &str) -> Option<String> {
    node.attribute(name).map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
}

fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.has_tag_name_of(name))
}

/// The text within a child, trimmed.
fn said(node: Node<'_, '_>, name: &str) -> Option<String> {
    // All of it: a remark may stand between two pieces.
    let pieces = child(node, name)?.children().filter(Node::is_text).filter_map(|piece| piece.text());
    let text = pieces.collect::<String>().trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// The text of an element that wraps it in `text`.
fn wrapped(node: Node<'_, '_>, name: &str) -> Option<String> {
    said(child(node, name)?, "text")
}

fn named(node: Node<'_, '_>) -> Named {
    Named { name: attribute(node, "name").unwrap_or_default(), text: whole(node) }
}

/// An element as the file writes it, on one line.
fn whole(node: Node<'_, '_>) -> String {
    let text = node.document().input_text().get(node.range()).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What a decision says where it is no table.
fn logic(node: Node<'_, '_>) -> Option<String> {
    const AROUND: [&str; 14] = [
        "description",
        "extensionElements",
        "question",
        "allowedAnswers",
        "variable",
        "informationRequirement",
        "knowledgeRequirement",
        "authorityRequirement",
        "supportedObjective",
        "impactedPerformanceIndicator",
        "decisionMaker",
        "decisionOwner",
        "usingProcess",
        "usingTask",
    ];
    let own = node.children().find(|child| child.is_element() && !AROUND.contains(&child.tag_name().name()))?;
    match own.tag_name().name() {
        "decisionTable" => None,
        "literalExpression" => said(own, "text"),
        _ => Some(whole(own)),
    }
}

fn input_data(node: Node<'_, '_>) -> InputData {
    let variable = child(node, "variable");
    let name = attribute(node, "name").unwrap_or_default();
    InputData {
        id: attribute(node, "id").unwrap_or_default(),
        name: variable.and_then(|variable| attribute(variable, "name")).unwrap_or(name),
        label: attribute(node, "label"),
        type_ref: variable.and_then(|variable| attribute(variable, "typeRef")),
        description: said(node, "description"),
    }
}

fn decision(node: Node<'_, '_>) -> Decision {
    let name = attribute(node, "name").unwrap_or_default();
    let requirements = node.children().filter(|child| child.has_tag_name_of("informationRequirement"));
    let required = requirements.flat_map(|requirement| requirement.children()).filter(Node::is_element);
    Decision {
        id: attribute(node, "id").unwrap_or_default(),
        variable: child(node, "variable")
            .and_then(|variable| attribute(variable, "name"))
            .unwrap_or_else(|| name.clone()),
        type_ref: child(node, "variable").and_then(|variable| attribute(variable, "typeRef")),
        name,
        question: said(node, "question"),
        description: said(node, "description"),
        requires: required
            .filter_map(|node| Some(attribute(node, "href")?.trim_start_matches('#').to_owned()))
            .collect(),
        table: child(node, "decisionTable").map(table),
        logic: logic(node),
        logic_type: child(node, "literalExpression").and_then(|own| attribute(own, "typeRef")),
    }
}

fn table(node: Node<'_, '_>) -> Table {
    let all = |name: &'static str| node.children().filter(move |child| child.has_tag_name_of(name));
    Table {
        hit_policy: attribute(node, "hitPolicy").unwrap_or_else(|| "UNIQUE".to_owned()),
        aggregation: attribute(node, "aggregation"),
        type_ref: attribute(node, "typeRef"),
        inputs: all("input").map(input).collect(),
        outputs: all("output").map(output).collect(),
        annotations: all("annotation").map(|node| attribute(node, "name").unwrap_or_default()).collect(),
        rules: all("rule").map(rule).collect(),
    }
}

fn input(node: Node<'_, '_>) -> Column {
    let expression = child(node, "inputExpression");
    Column {
        label: attribute(node, "label"),
        expression: expression.and_then(|expression| said(expression, "text")),
        type_ref: expression.and_then(|expression| attribute(expression, "typeRef")),
        values: wrapped(node, "inputValues"),
        default: None,
    }
}

fn output(node: Node<'_, '_>) -> Column {
    Column {
        label: attribute(node, "label"),
        expression: attribute(node, "name"),
        type_ref: attribute(node, "typeRef"),
        values: wrapped(node, "outputValues"),
        default: wrapped(node, "defaultOutputEntry"),
    }
}

fn rule(node: Node<'_, '_>) -> Rule {
    let texts = |name: &'static str| {
        let entries = node.children().filter(move |child| child.has_tag_name_of(name));
        entries.map(|entry| said(entry, "text").unwrap_or_default()).collect()
    };
    Rule {
        id: attribute(node, "id"),
        description: said(node, "description"),
        when: texts("inputEntry"),
        then: texts("outputEntry"),
        notes: texts("annotationEntry"),
    }
}
