//! A cell as comparisons with numbers or days, for who says it in words: `< 5, [10..12]`, and `not(...)` around such; and
//! which of them adds nothing.

use std::cmp::Ordering;

use dsntk_feel::{FeelScope, IntervalType, values::Value};
use dsntk_feel_parser::{AstNode, parse_unary_tests};

use super::{
    Fact,
    axis::{compare, constants, turns},
};

/// So many tests of a cell are held against each other.
const MOST_TESTS: usize = 50;

/// What a cell compares with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparisons {
    /// Any of these holds, or none of them.
    pub is_not: bool,
    /// One after the other.
    pub any: Vec<Between>,
}

/// Between two ends. What has no end goes on for ever; one of the two there always is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Between {
    /// From here on.
    pub from: Option<End>,
    /// As far as this.
    pub to: Option<End>,
}

/// An end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// A number or a day.
    pub at: Fact,
    /// Does it belong to what is between the ends?
    pub is_within: bool,
}

/// What a cell compares with; nothing where it asks for more, or for something else.
pub fn comparisons(cell: &str) -> Option<Comparisons> {
    let tests = parse_unary_tests(&FeelScope::default(), cell, false).ok()?;
    let (is_not, nodes) = match tests {
        AstNode::NegatedList(nodes) => (true, nodes),
        AstNode::ExpressionList(nodes) => (false, nodes),
        other => (false, vec![other]),
    };
    Some(Comparisons { is_not, any: nodes.iter().map(between).collect::<Option<_>>()? })
}

fn between(node: &AstNode) -> Option<Between> {
    let end = |node: &AstNode, is_within: bool| Some(End { at: value(node)?, is_within });
    let up_to = |to: End| Some(Between { from: None, to: Some(to) });
    let on_from = |from: End| Some(Between { from: Some(from), to: None });
    match node {
        AstNode::UnaryLt(to) => up_to(end(to, false)?),
        AstNode::UnaryLe(to) => up_to(end(to, true)?),
        AstNode::UnaryGt(from) => on_from(end(from, false)?),
        AstNode::UnaryGe(from) => on_from(end(from, true)?),
        AstNode::Range(from, to) => {
            let (AstNode::IntervalStart(from, starts), AstNode::IntervalEnd(to, ends)) = (from.as_ref(), to.as_ref())
            else {
                return None;
            };
            let is_closed = |kind: &IntervalType| matches!(kind, IntervalType::Closed);
            let (from, to) = (end(from, is_closed(starts))?, end(to, is_closed(ends))?);
            Some(Between { from: Some(from), to: Some(to) })
        }
        AstNode::UnaryEq(same) => between(same),
        one => {
            let one = end(one, true)?;
            Some(Between { from: Some(one.clone()), to: Some(one) })
        }
    }
}

/// The first number among the tests of a cell of which another of them holds anyway.
pub(super) fn covered(tests: &AstNode) -> Option<Fact> {
    let (AstNode::ExpressionList(nodes) | AstNode::NegatedList(nodes)) = tests else { return None };
    let all: Vec<[Option<(Value, bool)>; 2]> =
        nodes.iter().take(MOST_TESTS).filter_map(between).map(|test| [test.from, test.to].map(limit)).collect();
    all.iter().enumerate().find_map(|(n, test)| {
        let asked = number(test)?;
        // Of two that are the same, the later one.
        let mut others = all.iter().enumerate().filter(|(m, other)| *m < n || *m > n && number(other).is_none());
        others.any(|(_, other)| holds(other, asked)).then(|| Fact::of(asked))
    })
}

fn limit(end: Option<End>) -> Option<(Value, bool)> {
    end.and_then(|end| Some((end.at.value()?, end.is_within)))
}

/// The one number that a test is about.
fn number(test: &[Option<(Value, bool)>; 2]) -> Option<&Value> {
    match test {
        [Some((from @ Value::Number(_), true)), Some((to, true))] if from == to => Some(from),
        _ => None,
    }
}

fn holds([from, to]: &[Option<(Value, bool)>; 2], of: &Value) -> bool {
    let side = |end: &Option<(Value, bool)>, wanted: Ordering| {
        end.as_ref().is_none_or(|(at, is_within)| {
            let side = compare(of, at);
            side == Some(wanted) || *is_within && side == Some(Ordering::Equal)
        })
    };
    side(from, Ordering::Greater) && side(to, Ordering::Less)
}

/// A number or a day that stands there by itself.
fn value(node: &AstNode) -> Option<Fact> {
    let (AstNode::Numeric(..) | AstNode::Neg(_) | AstNode::At(_) | AstNode::FunctionInvocation(..)) = node else {
        return None;
    };
    turns(node)?;
    let fact = Fact::of(constants(node).first()?);
    matches!(fact, Fact::Number(_) | Fact::Date(_)).then_some(fact)
}

#[cfg(test)]
mod tests {
    use dsntk_feel::context::FeelContext;
    use dsntk_feel_evaluator::evaluate;
    use proptest::prelude::*;

    use super::*;

    /// Does the engine say that the cell holds of a value?
    fn holds(cell: &str, value: &Fact) -> bool {
        let tests = parse_unary_tests(&FeelScope::default(), cell, false).unwrap();
        let mut known = FeelContext::default();
        known.set_entry(&"x".into(), value.value().unwrap());
        let node = AstNode::In(Box::new(AstNode::Name("x".into())), Box::new(tests));
        evaluate(&FeelScope::from(known), &node).is_true()
    }

    fn is_said(comparisons: &Comparisons, value: &Fact) -> bool {
        let value = value.value().unwrap();
        let is_between = |test: &Between| super::holds(&[test.from.clone(), test.to.clone()].map(limit), &value);
        comparisons.any.iter().any(is_between) != comparisons.is_not
    }

    fn test(form: usize, one: &str, other: &str) -> String {
        match form {
            0 => format!("< {one}"),
            1 => format!("<= {one}"),
            2 => format!("> {one}"),
            3 => format!(">= {one}"),
            4 => format!("[{one}..{other}]"),
            5 => format!("({one}..{other}]"),
            6 => format!("[{one}..{other})"),
            7 => format!("]{one}..{other}["),
            _ => one.to_owned(),
        }
    }

    proptest! {
        #[test]
        fn comparisons_hold_where_the_cell_holds(
            tests in proptest::collection::vec((0..9_usize, -3..12_i32, 0..4_i32), 1..4),
            (is_not, are_days) in any::<(bool, bool)>(),
            at in -4..16_i32,
        ) {
            let number = |n: i32| format!("{n}.5");
            let day = |n: i32| format!("2020-01-{:02}", n + 5);
            let literal = |n: i32| if are_days { format!("date(\"{}\")", day(n)) } else { number(n) };
            let value = if are_days { Fact::Date(day(at)) } else { Fact::Number(number(at)) };
            let all: Vec<String> =
                tests.iter().map(|(form, one, more)| test(*form, &literal(*one), &literal(one + more))).collect();
            let cell = if is_not { format!("not({})", all.join(",")) } else { all.join(",") };
            // The engine reads no `]-2.5..-1.5[`.
            let Some(said) = comparisons(&cell) else {
                prop_assert!(parse_unary_tests(&FeelScope::default(), &cell, false).is_err(), "{}", cell);
                return Ok(());
            };
            prop_assert_eq!(is_said(&said, &value), holds(&cell, &value), "{} of {:?}", cell, value);
        }
    }

    #[test]
    fn what_asks_for_more_is_not_said_so() {
        for cell in
            ["-", "\"a\"", "true", "< age", "abs(-7)", "> 5, \"a\"", "[\"a\"..\"b\"]", "null", "!= 5", "@\"P1D\"", "<"]
        {
            assert_eq!(comparisons(cell), None, "{cell}");
        }
    }
}
