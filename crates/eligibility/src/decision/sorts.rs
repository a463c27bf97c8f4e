//! Of which type an expression is, so far as that can be told before anybody asks it; and what in a cell is of another type
//! than its column. To the engine the two are not equal, nor is one less than the other: the cell never holds, and with
//! `not(...)` around it it always does.

use dsntk_feel::{FeelScope, FeelType, context::FeelContext, values::Value};
use dsntk_feel_evaluator::evaluate;
use dsntk_feel_parser::AstNode;

use super::{cell::says_yes_or_no, read::BadExpression};

pub(super) const NUMBER: &str = "a number";

/// The first that a list of tests says of another type than its column.
pub(super) fn other_type(tests: &AstNode, column: &FeelType, known: &FeelContext) -> Option<BadExpression> {
    let other = |tests: &AstNode| other_type(tests, column, known);
    match tests {
        AstNode::ExpressionList(nodes) | AstNode::NegatedList(nodes) | AstNode::CommaList(nodes) => {
            nodes.iter().find_map(other)
        }
        // To be among some is to be one of them; and of several none is.
        AstNode::List(items) if !matches!(column, FeelType::List(_)) => items.iter().find_map(other),
        AstNode::List(items) => {
            let is_one = |item: &AstNode| type_of(item, known).is_some_and(|of| word(&of).is_some());
            items.iter().all(is_one).then(|| one_of_several(items.first(), column))
        }
        AstNode::Range(from, to) => other(from).or_else(|| other(to)),
        AstNode::UnaryEq(value)
        | AstNode::UnaryNe(value)
        | AstNode::UnaryLt(value)
        | AstNode::UnaryLe(value)
        | AstNode::UnaryGt(value)
        | AstNode::UnaryGe(value)
        | AstNode::IntervalStart(value, _)
        | AstNode::IntervalEnd(value, _) => other_value(value, column, known),
        value => other_value(value, column, known),
    }
}

fn other_value(value: &AstNode, column: &FeelType, known: &FeelContext) -> Option<BadExpression> {
    let of = type_of(value, known)?;
    let said = word(&of)?;
    match column {
        FeelType::List(_) => Some(one_of_several(Some(value), column)),
        _ if word(column).is_none() || of == *column => None,
        _ => Some(BadExpression::OtherType { said, column: column.to_string() }),
    }
}

fn one_of_several(value: Option<&AstNode>, column: &FeelType) -> BadExpression {
    let said = match value {
        Some(AstNode::String(text)) => text.clone(),
        _ => "...".to_owned(),
    };
    BadExpression::OneOfSeveral { said, column: column.to_string() }
}

/// What people call a value of this type, of which there is only one at a time.
pub(super) fn word(of: &FeelType) -> Option<&'static str> {
    Some(match of {
        FeelType::Number => NUMBER,
        FeelType::String => "a text",
        FeelType::Boolean => "true or false",
        FeelType::Date => "a day",
        FeelType::Time => "a time of day",
        FeelType::DateTime => "a day with a time",
        FeelType::DaysAndTimeDuration => "a span of days and hours",
        FeelType::YearsAndMonthsDuration => "a span of years and months",
        _ => return None,
    })
}

/// Of which type an expression is, where it is anything at all; nothing where nobody can tell.
pub(super) fn type_of(node: &AstNode, known: &FeelContext) -> Option<FeelType> {
    let both = |one: &AstNode, other: &AstNode| {
        let of = type_of(one, known)?;
        (Some(&of) == type_of(other, known).as_ref()).then_some(of)
    };
    Some(match node {
        AstNode::Numeric(..) => FeelType::Number,
        AstNode::String(_) => FeelType::String,
        AstNode::Boolean(_) => FeelType::Boolean,
        node if says_yes_or_no(node) => FeelType::Boolean,
        AstNode::List(_) | AstNode::For(..) => FeelType::List(Box::new(FeelType::Any)),
        AstNode::Name(name) => match known.get_entry(name)? {
            Value::FeelType(of) if *of != FeelType::Any => of.clone(),
            _ => return None,
        },
        AstNode::Path(whole, part) => match (type_of(whole, known)?, part.as_ref()) {
            (FeelType::Context(parts), AstNode::Name(name)) => {
                parts.get(name).filter(|of| **of != FeelType::Any).cloned()?
            }
            _ => return None,
        },
        AstNode::Neg(value) | AstNode::EvaluatedExpression(value) => type_of(value, known)?,
        AstNode::If(_, one, other) => both(one, other)?,
        AstNode::Add(one, other) => both(one, other).filter(|of| [FeelType::Number, FeelType::String].contains(of))?,
        AstNode::Sub(one, other) | AstNode::Mul(one, other) | AstNode::Div(one, other) | AstNode::Exp(one, other) => {
            both(one, other).filter(|of| *of == FeelType::Number)?
        }
        AstNode::At(_) => written(node)?,
        AstNode::FunctionInvocation(function, _) => match function.as_ref() {
            AstNode::Name(name) if name.as_str() == "duration" => written(node)?,
            AstNode::Name(name) => of_function(name.as_str())?,
            _ => return None,
        },
        _ => return None,
    })
}

/// The type of what stands there as it is.
fn written(node: &AstNode) -> Option<FeelType> {
    let value = evaluate(&FeelScope::from(FeelContext::default()), node);
    (!value.is_null()).then(|| value.type_of())
}

/// What the functions of FEEL say that say the same of whatever they are given.
fn of_function(name: &str) -> Option<FeelType> {
    Some(match name {
        "ceiling" | "count" | "day of year" | "decimal" | "exp" | "floor" | "log" | "modulo" | "number"
        | "round down" | "round half down" | "round half up" | "round up" | "sqrt" | "stddev" | "string length"
        | "week of year" => FeelType::Number,
        "day of week" | "lower case" | "month of year" | "replace" | "string" | "string join" | "substring"
        | "substring after" | "substring before" | "upper case" => FeelType::String,
        "date" => FeelType::Date,
        "time" => FeelType::Time,
        "date and time" => FeelType::DateTime,
        "years and months duration" => FeelType::YearsAndMonthsDuration,
        "append" | "concatenate" | "distinct values" | "flatten" | "index of" | "insert before" | "remove"
        | "reverse" | "sort" | "split" | "sublist" | "union" => FeelType::List(Box::new(FeelType::Any)),
        _ => return None,
    })
}
