//! What the cells of a table say along one variable: a value for each stretch on which none of them changes its mind. What
//! holds of all these values holds of every value; so two rules overlap where, on each axis, both say yes to one of them.

use std::cmp::Ordering;

use dsntk_feel::{FeelNumber, FeelScope, context::FeelContext, values::Value};
use dsntk_feel_evaluator::evaluate;
use dsntk_feel_parser::AstNode;

/// The values at which a condition may change its mind; nothing where it is not made of values alone.
pub(super) fn turns(tests: &AstNode) -> Option<Vec<Value>> {
    let mut values = Vec::new();
    gather(tests, &mut values).then_some(values)
}

/// The values that a condition names, or that an expression is; of one that is made of more, those before that.
pub(super) fn constants(node: &AstNode) -> Vec<Value> {
    let mut values = Vec::new();
    gather(node, &mut values);
    values
}

fn gather(node: &AstNode, values: &mut Vec<Value>) -> bool {
    match node {
        AstNode::ExpressionList(nodes) | AstNode::NegatedList(nodes) | AstNode::CommaList(nodes) => {
            nodes.iter().all(|node| gather(node, values))
        }
        AstNode::UnaryEq(node) | AstNode::UnaryNe(node) => gather(node, values),
        AstNode::UnaryLt(node)
        | AstNode::UnaryLe(node)
        | AstNode::UnaryGt(node)
        | AstNode::UnaryGe(node)
        | AstNode::IntervalStart(node, _)
        | AstNode::IntervalEnd(node, _) => bound(node, values),
        AstNode::Range(from, to) => bound(from, values) && bound(to, values),
        // Nothing is no value, and looked at by itself.
        AstNode::Irrelevant | AstNode::Null => true,
        AstNode::Numeric(..) | AstNode::String(_) | AstNode::Boolean(_) | AstNode::At(_) | AstNode::Neg(_) => {
            constant(node, values)
        }
        AstNode::FunctionInvocation(function, said) if is_date(function) || is_time(function, said) => {
            constant(node, values)
        }
        _ => false,
    }
}

/// A bound of a stretch. Between two texts there are more than can be told.
fn bound(node: &AstNode, values: &mut Vec<Value>) -> bool {
    gather(node, values) && !matches!(values.last(), Some(Value::String(_)))
}

fn is_date(function: &AstNode) -> bool {
    matches!(function, AstNode::Name(name) if name.as_str() == "date")
}

/// A span of time, a moment or a time of day that stands there by itself.
fn is_time(function: &AstNode, said: &AstNode) -> bool {
    let is_text = |all: &[AstNode]| matches!(all, [AstNode::String(_)]);
    matches!(function, AstNode::Name(name) if ["duration", "date and time", "time"].contains(&name.as_str()))
        && matches!(said, AstNode::PositionalParameters(all) if is_text(all))
}

/// Only of values that have an order, or none at all, is anything known.
fn constant(node: &AstNode, values: &mut Vec<Value>) -> bool {
    let value = evaluate(&FeelScope::from(FeelContext::default()), node);
    let is_known = matches!(value, Value::Number(_) | Value::String(_) | Value::Boolean(_) | Value::Date(_));
    values.push(value);
    is_known
}

/// A value for each stretch between the turns, and the turns themselves. Nothing where they are not of one type.
pub(super) fn stretches(mut turns: Vec<Value>) -> Option<Vec<Value>> {
    let first = turns.first()?.clone();
    match first {
        Value::Boolean(_) => turns
            .iter()
            .all(|value| matches!(value, Value::Boolean(_)))
            .then(|| [true, false].map(Value::Boolean).to_vec()),
        Value::String(_) => {
            if !turns.iter().all(|value| matches!(value, Value::String(_))) {
                return None;
            }
            let mut other = "something else".to_owned();
            while turns.contains(&Value::String(other.clone())) {
                other.push('!');
            }
            turns.push(Value::String(other));
            turns.sort_by_cached_key(ToString::to_string);
            turns.dedup();
            Some(turns)
        }
        _ => ordered(turns),
    }
}

fn ordered(mut turns: Vec<Value>) -> Option<Vec<Value>> {
    for value in &turns {
        compare(value, &turns[0])?;
    }
    turns.sort_by(|one, other| compare(one, other).unwrap_or(Ordering::Equal));
    turns.dedup();
    let mut values = vec![step(turns.first()?, Step::Back)?];
    for pair in turns.windows(2) {
        values.push(pair[0].clone());
        values.extend(between(&pair[0], &pair[1]));
    }
    let last = turns.last()?;
    values.extend([last.clone(), step(last, Step::On)?]);
    Some(values)
}

pub(super) fn compare(one: &Value, other: &Value) -> Option<Ordering> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one.partial_cmp(other),
        (Value::Date(one), Value::Date(other)) => one.partial_cmp(other),
        _ => None,
    }
}

enum Step {
    Back,
    On,
}

/// The next value of that sort, one away; of a number so large that one more is the same to the engine, as much again.
fn step(value: &Value, to: Step) -> Option<Value> {
    let day = Value::try_from_xsd_duration("P1D").ok()?;
    let far = |number: &FeelNumber| {
        let one = FeelNumber::from(1_u64);
        let is_the_same = |other: FeelNumber| other == *number;
        if is_the_same(*number + one) || is_the_same(*number - one) { number.abs() } else { one }
    };
    match (value, to, day) {
        (Value::Number(number), Step::Back, _) => Some(Value::Number(*number - far(number))),
        (Value::Number(number), Step::On, _) => Some(Value::Number(*number + far(number))),
        (Value::Date(date), Step::Back, Value::DaysAndTimeDuration(day)) => (date.clone() - day).map(Value::Date),
        (Value::Date(date), Step::On, Value::DaysAndTimeDuration(day)) => (date.clone() + day).map(Value::Date),
        _ => None,
    }
}

/// Something between two values; nothing where there is none.
fn between(one: &Value, other: &Value) -> Option<Value> {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => Some(Value::Number((*one + *other) / FeelNumber::from(2_u64))),
        _ => step(one, Step::On).filter(|next| compare(next, other) == Some(Ordering::Less)),
    }
}
