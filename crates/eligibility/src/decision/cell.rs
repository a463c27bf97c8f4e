//! Whether a condition is one at all. The engine compares the value of a column with what stands in the cell, and has no
//! other use for a cell that says yes or no by itself: `? > 5` is read, published, and never holds.

use dsntk_feel_parser::AstNode;
use thiserror::Error;

/// Why no value ever meets a condition.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum Never {
    #[error(
        "it says yes or no by itself, and the engine compares that with the value of the column, so it never holds. Write \
         a test of the value, such as `>= 5`, `[5..18)` or `not(\"a\")`, each after a comma; or make an input of it."
    )]
    YesOrNo,
    #[error("a sign such as < or > stands where only a value can. Write `[5..18)` for 5 and more and below 18.")]
    Sign,
    #[error("the number {0} begins with 0: a comma parts two tests, and no thousands. Write it without one.")]
    Thousands(String),
}

/// What is the matter with a list of tests, if anything.
pub(super) fn never(tests: &AstNode) -> Option<Never> {
    match tests {
        AstNode::ExpressionList(nodes) | AstNode::NegatedList(nodes) | AstNode::CommaList(nodes) => {
            nodes.iter().find_map(never)
        }
        AstNode::UnaryEq(value)
        | AstNode::UnaryNe(value)
        | AstNode::UnaryLt(value)
        | AstNode::UnaryLe(value)
        | AstNode::UnaryGt(value)
        | AstNode::UnaryGe(value) => no_value(value),
        other => no_value(other),
    }
}

/// Why an expression is no value, if it is none.
fn no_value(node: &AstNode) -> Option<Never> {
    match node {
        AstNode::UnaryEq(_)
        | AstNode::UnaryNe(_)
        | AstNode::UnaryLt(_)
        | AstNode::UnaryLe(_)
        | AstNode::UnaryGt(_)
        | AstNode::UnaryGe(_) => Some(Never::Sign),
        node if says_yes_or_no(node) => Some(Never::YesOrNo),
        AstNode::Numeric(whole, ..) if whole.len() > 1 && whole.starts_with('0') => {
            Some(Never::Thousands(whole.clone()))
        }
        AstNode::Add(one, other)
        | AstNode::Sub(one, other)
        | AstNode::Mul(one, other)
        | AstNode::Div(one, other)
        | AstNode::Exp(one, other)
        | AstNode::Range(one, other)
        | AstNode::If(_, one, other) => no_value(one).or_else(|| no_value(other)),
        AstNode::Neg(inner)
        | AstNode::EvaluatedExpression(inner)
        | AstNode::IntervalStart(inner, _)
        | AstNode::IntervalEnd(inner, _) => no_value(inner),
        _ => None,
    }
}

/// Does an expression say yes or no, whatever it is about?
pub(super) fn says_yes_or_no(node: &AstNode) -> bool {
    match node {
        AstNode::Eq(..)
        | AstNode::Nq(..)
        | AstNode::Lt(..)
        | AstNode::Le(..)
        | AstNode::Gt(..)
        | AstNode::Ge(..)
        | AstNode::And(..)
        | AstNode::Or(..)
        | AstNode::Between(..)
        | AstNode::In(..)
        | AstNode::InstanceOf(..)
        | AstNode::Some(..)
        | AstNode::Every(..) => true,
        AstNode::FunctionInvocation(function, _) => is_yes_or_no(function),
        _ => false,
    }
}

/// The built-in functions that say yes or no.
fn is_yes_or_no(function: &AstNode) -> bool {
    const THEY: [&str; 26] = [
        "after",
        "all",
        "any",
        "before",
        "coincides",
        "contains",
        "during",
        "ends with",
        "even",
        "finished by",
        "finishes",
        "includes",
        "is",
        "list contains",
        "matches",
        "meets",
        "met by",
        "not",
        "odd",
        "overlapped by",
        "overlaps",
        "overlaps after",
        "overlaps before",
        "started by",
        "starts",
        "starts with",
    ];
    matches!(function, AstNode::Name(name) if THEY.contains(&name.to_string().as_str()))
}
