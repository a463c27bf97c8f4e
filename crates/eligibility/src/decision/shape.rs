//! What a model looks like as a whole, before the engine takes it: rules as long as their heads, names that stand once, and
//! requirements that come to an end soon. The engine goes down them again and again, and stops the process where they don't.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::{Document, Node};

use super::{
    Fault, ModelError, Source, Table,
    feel::{Token, tokens},
};

/// Whatever a decision needs may be reached from it in so many ways.
const MOST_WAYS: u64 = 10_000;
/// Requirements stand one behind the other so deep.
const DEEPEST: usize = 100;

/// Looks at a model.
pub(super) fn check(document: &Document<'_>, source: &Source) -> Result<(), ModelError> {
    rules(source)?;
    let parts = parts(document)?;
    let mut seen: BTreeMap<usize, (u64, usize)> = BTreeMap::new();
    for at in 0..parts.len() {
        walk(&parts, at, &mut BTreeSet::new(), &mut seen)?;
    }
    Ok(())
}

/// Each rule has a cell for each column, and says something.
fn rules(source: &Source) -> Result<(), ModelError> {
    let mut faults = Vec::new();
    for decision in &source.decisions {
        let Some(table) = &decision.table else { continue };
        faults.extend(outputs(&decision.name, table));
        for (n, rule) in table.rules.iter().enumerate() {
            let (inputs, outputs) = (table.inputs.len(), table.outputs.len());
            if (rule.when.len(), rule.then.len()) != (inputs, outputs) {
                faults.push(Fault {
                    table: decision.name.clone(),
                    rule: Some(n + 1),
                    column: rule.when.len().min(inputs) + 1,
                    what: format!(
                        "it has {} conditions and {} outputs, and the heads have {inputs} and {outputs}. Fill in each cell, with '-' for any.",
                        rule.when.len(),
                        rule.then.len()
                    ),
                });
                continue;
            }
            let empty = rule.then.iter().enumerate().filter(|(_, says)| says.is_empty());
            faults.extend(empty.map(|(output, _)| Fault {
                table: decision.name.clone(),
                rule: Some(n + 1),
                column: inputs + output + 1,
                what: "it is empty. Write what the rule says.".to_owned(),
            }));
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(ModelError::Cells(faults)) }
}

/// Where there are several outputs, each has a name of its own.
fn outputs(decision: &str, table: &Table) -> Vec<Fault> {
    let names: Vec<Option<&str>> = table.outputs.iter().map(|output| output.expression.as_deref()).collect();
    let what = |n: usize| match names[n] {
        _ if names.len() == 1 => None,
        None => Some("it is one of several outputs and has no name. Give it one.".to_owned()),
        Some(name) if names[..n].contains(&Some(name)) => {
            Some(format!("two outputs are called '{name}', and one of them is lost. Give each a name of its own."))
        }
        Some(_) => None,
    };
    let fault = |n: usize| {
        Some(Fault { table: decision.to_owned(), rule: None, column: table.inputs.len() + n + 1, what: what(n)? })
    };
    (0..names.len()).filter_map(fault).collect()
}

/// A decision, or a function that decisions call.
struct Part {
    name: String,
    needs: Vec<usize>,
}

fn parts(document: &Document<'_>) -> Result<Vec<Part>, ModelError> {
    let is_part = |node: &Node<'_, '_>| ["decision", "businessKnowledgeModel"].contains(&node.tag_name().name());
    let nodes: Vec<Node<'_, '_>> = document.root_element().children().filter(is_part).collect();
    let name = |node: &Node<'_, '_>| node.attribute("name").unwrap_or_default().trim().to_owned();
    let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, node) in nodes.iter().enumerate() {
        if by_name.insert(name(node), at).is_some() {
            return Err(ModelError::Twice(name(node)));
        }
        if let Some(id) = node.attribute("id") {
            by_id.insert(id, at);
        }
    }
    let functions: Vec<(String, usize)> = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.tag_name().name() == "businessKnowledgeModel")
        .map(|(at, node)| (format!(" {} ", words(&name(node))), at))
        .collect();
    let part = |node: &Node<'_, '_>| {
        // What is called twice is gone through twice.
        let mut needs: Vec<usize> = Vec::new();
        for within in node.descendants() {
            if let Some(href) = within.attribute("href") {
                needs.extend(by_id.get(href.trim_start_matches('#')));
            }
            // A function is called by its name, whether or not it is said to be required.
            if within.tag_name().name() == "text" {
                let said: String = within.children().filter_map(|child| child.text()).collect();
                let said = format!(" {} ", words(&said));
                let calls = functions.iter().flat_map(|(name, at)| said.matches(name.as_str()).map(|_| *at));
                needs.extend(calls);
            }
        }
        Part { name: name(node), needs }
    };
    Ok(nodes.iter().map(part).collect())
}

/// The words of a text, each with spaces of its own.
fn words(text: &str) -> String {
    let words = tokens(text).into_iter().filter_map(|token| match token {
        Token::Word(word) => Some(word),
        _ => None,
    });
    words.collect::<Vec<_>>().join("  ")
}

/// In how many ways something is reached, and how deep what it needs stands.
fn walk(
    parts: &[Part],
    at: usize,
    on_path: &mut BTreeSet<usize>,
    seen: &mut BTreeMap<usize, (u64, usize)>,
) -> Result<(u64, usize), ModelError> {
    if let Some(known) = seen.get(&at) {
        return Ok(*known);
    }
    if !on_path.insert(at) {
        return Err(ModelError::Circle(parts[at].name.clone()));
    }
    if on_path.len() > DEEPEST {
        return Err(ModelError::Tangled(parts[at].name.clone()));
    }
    let (mut ways, mut deep) = (1_u64, 0);
    for needed in &parts[at].needs {
        let (own, below) = walk(parts, *needed, on_path, seen)?;
        ways = ways.saturating_add(own);
        deep = deep.max(below + 1);
    }
    on_path.remove(&at);
    if ways > MOST_WAYS || deep > DEEPEST {
        return Err(ModelError::Tangled(parts[at].name.clone()));
    }
    seen.insert(at, (ways, deep));
    Ok((ways, deep))
}
