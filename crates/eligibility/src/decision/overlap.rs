//! Which rules of a table hold for the same case: under UNIQUE the answer would be none, and nobody sees it before the case
//! comes.

use std::collections::BTreeSet;

use serde::Serialize;
use thiserror::Error;

use super::{
    Fact, Facts,
    grid::{Grid, Line, turns},
    walk::Walker,
};

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

/// Looks at every two rules of a table.
pub(super) fn find(walker: &Walker) -> Found {
    let lines = turns([walker]).into_iter().filter_map(|(variable, turns)| Line::of(variable, turns?));
    let lines: Vec<Line> = lines.collect();
    let is_seen = |variable: &Option<String>| {
        variable.as_ref().is_some_and(|variable| lines.iter().any(|line| line.variable == *variable))
    };
    let asks = |column: usize| walker.rules.iter().any(|cells| cells[column].is_some());
    let unseen = (0..walker.variables.len()).filter(|column| asks(*column) && !is_seen(&walker.variables[*column]));
    let mut found = Found { pairs: Vec::new(), unseen: unseen.collect() };
    let grid = Grid::of(walker, &lines);
    let is_plain = |rule: usize| found.unseen.iter().all(|column| walker.rules[rule][*column].is_none());
    let rules: Vec<usize> = (0..walker.rules.len()).filter(|rule| is_plain(*rule)).collect();
    for (n, one) in rules.iter().enumerate() {
        for other in &rules[n + 1..] {
            let common = |line: usize| grid.common(*one, *other, line);
            let Some(stretches) = (0..lines.len()).map(common).collect::<Option<Vec<_>>>() else { continue };
            let named = lines.iter().zip(stretches);
            let case =
                named.filter_map(|(line, stretch)| Some((line.variable.clone(), Fact::of(&line.values[stretch?]))));
            found.pairs.push((*one, *other, Facts(case.collect())));
            if found.pairs.len() == MOST {
                return found;
            }
        }
    }
    found
}
