//! Which rules of a table hold for the same case: under UNIQUE the answer would be none, and nobody sees it before the case
//! comes.

use std::collections::{BTreeMap, BTreeSet};

use dsntk_feel::{FeelScope, context::FeelContext, values::Value};
use serde::Serialize;
use thiserror::Error;

use super::{Fact, Facts, axis::stretches, walk::Walker};

/// So many are told of one table: whoever has mended them will see what is left.
const MOST: usize = 100;

/// Two rules that hold for the same case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("table '{table}', rules {} and {}: both hold, such as where {}. Make one of them narrower.", .rules.0, .rules.1, said(.case))]
pub struct Overlap {
    /// Of which decision.
    pub table: String,
    /// Which two, the first is 1.
    pub rules: (usize, usize),
    /// A case for which both hold. Of what it doesn't name, any value will do.
    pub case: Facts,
}

fn said(case: &Facts) -> String {
    if case.0.is_empty() {
        return "anything is the case".to_owned();
    }
    let one = |(name, fact): (&String, &Fact)| match fact {
        Fact::Boolean(value) => format!("{name} is {value}"),
        Fact::Number(value) | Fact::Date(value) => format!("{name} is {value}"),
        Fact::Text(text) => format!("{name} is \"{text}\""),
        other => format!("{name} is {other:?}"),
    };
    case.0.iter().map(one).collect::<Vec<_>>().join(" and ")
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Two rules each, counted from 0, with a case for which both hold.
    pub pairs: Vec<(usize, usize, Facts)>,
    /// The columns of which nobody can tell, counted from 0: they ask for more than values.
    pub unseen: BTreeSet<usize>,
}

/// One variable: a value for each stretch, and for each rule the values to which all its cells say yes.
struct Axis {
    variable: String,
    values: Vec<Value>,
    yes: Vec<Vec<u64>>,
}

/// Looks at every two rules of a table.
pub(super) fn find(walker: &Walker) -> Found {
    let mut columns: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut found = Found::default();
    for (column, variable) in walker.variables.iter().enumerate() {
        match variable {
            Some(variable) => columns.entry(variable).or_default().push(column),
            None => drop(found.unseen.insert(column)),
        }
    }
    let mut axes = Vec::new();
    for (variable, columns) in columns {
        match axis(walker, variable, &columns) {
            Some(axis) => axes.extend(axis),
            None => found.unseen.extend(columns),
        }
    }
    let is_plain = |rule: usize| found.unseen.iter().all(|column| walker.rules[rule][*column].is_none());
    let rules: Vec<usize> = (0..walker.rules.len()).filter(|rule| is_plain(*rule)).collect();
    for (n, one) in rules.iter().enumerate() {
        for other in &rules[n + 1..] {
            let common: Option<Vec<Option<(String, Fact)>>> =
                axes.iter().map(|axis| axis.common(*one, *other)).collect();
            if let Some(case) = common {
                found.pairs.push((*one, *other, Facts(case.into_iter().flatten().collect())));
            }
            if found.pairs.len() == MOST {
                return found;
            }
        }
    }
    found
}

/// `Some(None)`: no rule asks for it. Nothing: nobody can tell.
#[expect(clippy::option_option, reason = "an axis that nobody can tell of is not one that nobody asks for")]
fn axis(walker: &Walker, variable: &str, columns: &[usize]) -> Option<Option<Axis>> {
    let cells = || walker.rules.iter().flat_map(|cells| columns.iter().filter_map(|column| cells[*column].as_ref()));
    let mut turns = Vec::new();
    for cell in cells() {
        turns.extend(cell.turns.clone()?);
    }
    if turns.is_empty() {
        return cells().next().is_none().then_some(None);
    }
    let values = stretches(turns)?;
    let mut yes = vec![vec![0_u64; values.len().div_ceil(64)]; walker.rules.len()];
    for (n, value) in values.iter().enumerate() {
        let mut known = FeelContext::default();
        known.set_entry(&variable.into(), value.clone());
        let scope = FeelScope::from(known);
        for (rule, cells) in walker.rules.iter().enumerate() {
            if columns.iter().all(|column| cells[*column].as_ref().is_none_or(|cell| (cell.holds)(&scope).is_true())) {
                yes[rule][n / 64] |= 1 << (n % 64);
            }
        }
    }
    Some(Some(Axis { variable: variable.to_owned(), values, yes }))
}

impl Axis {
    /// A value to which both rules say yes; `Some(None)` where both take any.
    #[expect(clippy::option_option, reason = "any value is not none")]
    fn common(&self, one: usize, other: usize) -> Option<Option<(String, Fact)>> {
        let both = self.yes[one].iter().zip(&self.yes[other]).map(|(one, other)| one & other);
        let (block, bits) = both.enumerate().find(|(_, bits)| *bits != 0)?;
        let place = block * 64 + bits.trailing_zeros() as usize;
        let is_any = |rule: usize| (0..self.values.len()).all(|n| self.yes[rule][n / 64] >> (n % 64) & 1 == 1);
        if is_any(one) && is_any(other) {
            return Some(None);
        }
        Some(Some((self.variable.clone(), Fact::of(&self.values[place]))))
    }
}
