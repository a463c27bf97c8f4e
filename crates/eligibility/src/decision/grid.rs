//! Tables as a grid: along each variable the stretches on which no condition changes its mind, and for each rule the
//! stretches on which it holds. What can still become of a case is read off it without asking the engine.

use std::collections::{BTreeMap, BTreeSet};

use dsntk_feel::{FeelScope, context::FeelContext, values::Value};
use dsntk_model::HitPolicy;

use super::{line::Line, walk::Walker};

/// One table on such lines.
pub(crate) struct Grid {
    pub hit_policy: HitPolicy,
    /// By rule and line: the stretches on which it holds; nothing where it holds on all.
    pub rules: Vec<Vec<Option<Vec<u64>>>>,
    /// By rule: the lines that it asks for and on which it holds where there is nothing.
    of_nothing: Vec<BTreeSet<usize>>,
}

impl Grid {
    /// A table on these lines. A line of a variable that it doesn't ask for is any to it.
    pub fn of(walker: &Walker, lines: &[Line]) -> Self {
        let mut rules = vec![vec![None; lines.len()]; walker.rules.len()];
        let mut of_nothing = vec![BTreeSet::new(); walker.rules.len()];
        for (n, line) in lines.iter().enumerate() {
            let columns: Vec<usize> = (0..walker.variables.len())
                .filter(|column| walker.variables[*column].as_ref() == Some(&line.variable))
                .collect();
            for (stretch, value) in line.values.iter().chain([&Value::Null(None)]).enumerate() {
                let mut known = FeelContext::default();
                known.set_entry(&line.variable.as_str().into(), value.clone());
                let scope = FeelScope::from(known);
                let mut held: Vec<Option<bool>> = vec![None; walker.cells];
                for (rule, cells) in walker.rules.iter().enumerate() {
                    let mut own = columns.iter().filter_map(|column| cells[*column].as_ref()).peekable();
                    if own.peek().is_none() {
                        continue;
                    }
                    let bits = rules[rule][n].get_or_insert_with(|| vec![0_u64; line.values.len().div_ceil(64)]);
                    if !own.all(|cell| *held[cell.place].get_or_insert_with(|| (cell.holds)(&scope).is_true())) {
                        continue;
                    }
                    if stretch == line.values.len() {
                        of_nothing[rule].insert(n);
                    } else {
                        bits[stretch / 64] |= 1 << (stretch % 64);
                    }
                }
            }
        }
        Self { hit_policy: walker.hit_policy, rules, of_nothing }
    }

    /// Does a rule hold on a line where there is nothing?
    pub fn holds_of_nothing(&self, rule: usize, line: usize) -> bool {
        self.rules[rule][line].is_none() || self.of_nothing[rule].contains(&line)
    }

    /// Does any rule ask for a line and hold where there is nothing?
    pub fn asks_for_nothing(&self, line: usize) -> bool {
        self.of_nothing.iter().any(|lines| lines.contains(&line))
    }

    /// Does a rule hold on a stretch of a line?
    pub fn holds(&self, rule: usize, line: usize, stretch: usize) -> bool {
        self.rules[rule][line].as_ref().is_none_or(|bits| bits[stretch / 64] >> (stretch % 64) & 1 == 1)
    }
}

/// The values at which the conditions of several tables change their minds, by variable. `None` for a variable of which
/// nobody can tell, since a condition asks for more than values.
pub(crate) fn turns<'w>(walkers: impl IntoIterator<Item = &'w Walker>) -> BTreeMap<String, Option<Vec<Value>>> {
    let mut turns: BTreeMap<String, Option<Vec<Value>>> = BTreeMap::new();
    for walker in walkers {
        for (variable, allowed) in walker.variables.iter().zip(&walker.allowed_turns) {
            if let (Some(variable), false) = (variable, allowed.is_empty()) {
                let all = turns.entry(variable.clone()).or_insert_with(|| Some(Vec::new()));
                if let Some(all) = all {
                    all.extend(allowed.iter().cloned());
                }
            }
        }
        for cells in &walker.rules {
            for (variable, cell) in walker.variables.iter().zip(cells) {
                let (Some(variable), Some(cell)) = (variable, cell) else { continue };
                let all = turns.entry(variable.clone()).or_insert_with(|| Some(Vec::new()));
                match (&mut *all, &cell.turns) {
                    (Some(all), Some(own)) => all.extend(own.iter().cloned()),
                    _ => *all = None,
                }
            }
        }
    }
    turns
}

/// Does a table look at variables only, and at no more of them than their values?
pub(crate) fn is_plain(walker: &Walker) -> bool {
    let looks = |cells: &Vec<_>| {
        walker.variables.iter().zip(cells).all(|(variable, cell): (_, &Option<_>)| variable.is_some() || cell.is_none())
    };
    walker.rules.iter().all(looks)
}
