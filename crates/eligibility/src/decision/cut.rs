//! Texts that the engine cuts off: of an expression it reads what stands before the first comment, instruction or element
//! within it. People read on, and so do our own readers: what they see there would not be what counts.

use roxmltree::{Document, Node, NodeType};

use super::{Fault, ModelError};

/// An expression is a text and nothing else.
pub(super) fn check(document: &Document<'_>) -> Result<(), ModelError> {
    let texts = document.root_element().descendants().filter(is_expression);
    let (mut faults, mut first) = (Vec::new(), None);
    for (text, within) in texts.filter_map(|text| Some((text, text.children().find(|within| !within.is_text())?))) {
        match text.parent().and_then(|around| fault(&around, what(&within))) {
            Some(fault) => faults.push(fault),
            None => first = first.or(Some((text, within))),
        }
    }
    if !faults.is_empty() {
        return Err(ModelError::Cells(faults));
    }
    let Some((text, within)) = first else { return Ok(()) };
    Err(ModelError::Cut {
        line: document.text_pos_at(within.range().start).row as usize,
        of: text.ancestors().find_map(|node| node.attribute("name")).unwrap_or_default().to_owned(),
        what: what(&within),
    })
}

/// Annotations are for people, and other vocabularies for other programs.
fn is_expression(node: &Node<'_, '_>) -> bool {
    let is_no_expression = |around: Node<'_, '_>| {
        ["annotationEntry", "textAnnotation", "extensionElements"].contains(&around.tag_name().name())
    };
    node.tag_name().name() == "text" && !node.ancestors().any(is_no_expression)
}

fn what(within: &Node<'_, '_>) -> String {
    let stands = match within.node_type() {
        NodeType::Comment => "a comment stands".to_owned(),
        NodeType::Element => format!("the element '{}' stands", within.tag_name().name()),
        _ => "an instruction for a program (<? ?>) stands".to_owned(),
    };
    format!("{stands} within the text, and the engine reads nothing behind it. Take it out.")
}

/// What is the matter with a cell or the head of a column, with its place; nothing where it is neither.
pub(super) fn fault(around: &Node<'_, '_>, what: String) -> Option<Fault> {
    let (column, rule) = match around.tag_name().name() {
        "inputEntry" | "outputEntry" => (*around, Some(around.parent()?)),
        "inputExpression" | "inputValues" | "outputValues" | "defaultOutputEntry" => (around.parent()?, None),
        _ => return None,
    };
    let table = column.ancestors().find(|node| node.tag_name().name() == "decisionTable")?;
    let is_input = column.tag_name().name().starts_with("input");
    let inputs = table.children().filter(|node| node.tag_name().name() == "input").count();
    Some(Fault {
        table: table.ancestors().find_map(|node| node.attribute("name"))?.to_owned(),
        rule: rule.map(|rule| place(&rule)),
        column: place(&column) + if is_input { 0 } else { inputs },
        what,
    })
}

/// Which one it is of those that are called so, the first is 1.
fn place(node: &Node<'_, '_>) -> usize {
    node.prev_siblings().filter(|other| other.tag_name() == node.tag_name()).count()
}
