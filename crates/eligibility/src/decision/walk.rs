//! The walk over the cells of a table: which rules fired, which are open for want of what, and which cells say no.

use std::{collections::BTreeSet, sync::Arc};

use dsntk_feel::{Evaluator, FeelScope, context::FeelContext, values::Value};
use dsntk_feel_evaluator::{evaluate_max, evaluate_min, evaluate_sum, prepare};
use dsntk_feel_parser::AstNode;
use dsntk_model::{BuiltinAggregator, HitPolicy};

use super::{Fact, Facts, axis::turns, compares::covered};

/// A table whose cells can be asked one by one.
pub(crate) struct Walker {
    pub hit_policy: HitPolicy,
    /// The conditions, rule by rule and column by column; nothing where any value will do. Where rules write the same into
    /// a column it is the same cell, so that it is asked once.
    pub rules: Vec<Vec<Option<Arc<Cell>>>>,
    /// How many different cells there are.
    pub cells: usize,
    /// What each column looks at, where it is a variable and no more.
    pub variables: Vec<Option<String>>,
    /// What a column may be asked at all, where anybody says so.
    pub allowed: Vec<Option<Evaluator>>,
    /// The values at which that changes its mind, where it is made of values alone.
    pub allowed_turns: Vec<Vec<Value>>,
    pub outputs: Vec<Vec<Evaluator>>,
    /// What outputs may say, the first before the others where that order counts.
    pub order: Vec<Value>,
    /// What the outputs speak of.
    pub spoken_of: BTreeSet<String>,
    pub has_default: bool,
    pub names: Vec<Option<String>>,
}

/// One condition.
pub(crate) struct Cell {
    /// Which of the different cells of its table, the first is 0.
    pub place: usize,
    pub holds: Evaluator,
    /// What it has to know.
    needs: BTreeSet<String>,
    /// The values at which it may change its mind, where it is made of values alone.
    pub turns: Option<Vec<Value>>,
    /// A number among its tests of which another of them holds anyway.
    pub covered: Option<Fact>,
}

/// What the cells of a table say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Walk {
    /// The rules whose conditions all hold.
    pub fired: Vec<usize>,
    /// The rules of which no condition fails, and some can't be told yet.
    pub open: Vec<usize>,
    /// What would tell.
    pub missing: BTreeSet<String>,
    /// The rules that do not hold, each with the columns that say so.
    pub why_not: Vec<(usize, Vec<usize>)>,
    /// Of the rules that fired those whose word counts.
    pub cited: Vec<usize>,
}

#[derive(Clone, Copy)]
enum Says {
    Yes,
    No,
    Unknown,
}

impl Walker {
    /// Walks over all cells. `known` are the names that have a value in the scope.
    pub fn walk(&self, scope: &FeelScope, known: &Facts) -> Walk {
        let mut walk = Walk::default();
        let mut said: Vec<Option<Says>> = vec![None; self.cells];
        for (rule, cells) in self.rules.iter().enumerate() {
            let mut wanted: BTreeSet<&String> = BTreeSet::new();
            let mut against = Vec::new();
            for (column, cell) in cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                match *said[cell.place].get_or_insert_with(|| cell.says(scope, known)) {
                    Says::Yes => {}
                    Says::No => against.push(column),
                    Says::Unknown => wanted.extend(cell.needs.iter().filter(|name| !known.0.contains_key(*name))),
                }
            }
            if !against.is_empty() {
                walk.why_not.push((rule, against));
            } else if wanted.is_empty() {
                walk.fired.push(rule);
            } else {
                walk.open.push(rule);
                walk.missing.extend(wanted.into_iter().cloned());
            }
        }
        walk.cited = self.cited(&walk.fired, scope);
        walk
    }

    /// Of the rules that fired those whose word counts, by the hit policy.
    fn cited(&self, fired: &[usize], scope: &FeelScope) -> Vec<usize> {
        let first = |rules: &[usize]| rules.first().copied().into_iter().collect();
        match self.hit_policy {
            HitPolicy::Unique | HitPolicy::First => first(fired),
            HitPolicy::Priority => first(&self.ranked(fired, scope)),
            HitPolicy::OutputOrder => self.ranked(fired, scope),
            HitPolicy::Any | HitPolicy::RuleOrder | HitPolicy::Collect(_) => fired.to_vec(),
        }
    }

    /// Rules in the order in which the values stand that outputs may say; what stands in none comes last.
    fn ranked(&self, fired: &[usize], scope: &FeelScope) -> Vec<usize> {
        let place = |said: &Value| self.order.iter().position(|known| known == said).unwrap_or(usize::MAX);
        let mut ranked = fired.to_vec();
        ranked.sort_by_cached_key(|rule| {
            self.outputs[*rule].iter().map(|output| place(&output(scope))).collect::<Vec<_>>()
        });
        ranked
    }

    /// The columns of which a rule asks something.
    pub fn asks(&self, rule: usize) -> impl Iterator<Item = usize> {
        self.rules[rule].iter().enumerate().filter(|(_, cell)| cell.is_some()).map(|(column, _)| column)
    }

    /// What a condition speaks of.
    pub fn needs(&self, rule: usize, column: usize) -> impl Iterator<Item = &String> {
        self.rules.get(rule).and_then(|cells| cells.get(column)?.as_ref()).into_iter().flat_map(|cell| &cell.needs)
    }

    /// The values of an input at which the table may change its mind; nothing where it asks for more than values.
    pub fn turns_of(&self, input: &String) -> Option<Vec<Value>> {
        if self.spoken_of.contains(input) {
            return None;
        }
        let own: Vec<bool> = self.variables.iter().map(|variable| variable.as_ref() == Some(input)).collect();
        let allowed = self.allowed_turns.iter().zip(&own).filter(|(_, is_own)| **is_own);
        let mut turns: Vec<Value> = allowed.flat_map(|(allowed, _)| allowed).cloned().collect();
        let mut seen = BTreeSet::new();
        for (cell, is_own) in self.rules.iter().flat_map(|cells| cells.iter().zip(&own)) {
            let Some(cell) = cell.as_ref().filter(|cell| cell.needs.contains(input) && seen.insert(cell.place)) else {
                continue;
            };
            turns.extend(cell.turns.as_ref().filter(|_| *is_own)?.iter().cloned());
        }
        Some(turns)
    }

    /// Is what is open of no account any more?
    pub fn is_settled(&self, walk: &Walk) -> bool {
        is_settled(self.hit_policy, &walk.fired, &walk.open)
    }

    /// What a rule says of a case.
    pub fn says(&self, rule: usize, case: &Facts) -> Value {
        self.said(rule, &case.context().unwrap_or_default().into())
    }

    fn said(&self, rule: usize, scope: &FeelScope) -> Value {
        let values: Vec<Value> = self.outputs[rule].iter().map(|output| output(scope)).collect();
        if let [value] = values.as_slice() {
            return value.clone();
        }
        let mut context = FeelContext::default();
        for (name, value) in self.names.iter().zip(values) {
            context.set_entry(&name.as_deref().unwrap_or_default().into(), value);
        }
        Value::Context(context)
    }

    /// Does the engine say what the cells say?
    pub fn agrees(&self, walk: &Walk, scope: &FeelScope, engine: &Value) -> bool {
        let said = |rule: usize| self.said(rule, scope);
        let Some(first) = walk.cited.first() else { return self.has_default || engine.is_null() };
        let all = || walk.cited.iter().map(|rule| said(*rule)).collect::<Vec<_>>();
        match self.hit_policy {
            HitPolicy::Unique => walk.fired.len() == 1 && said(*first) == *engine,
            HitPolicy::First | HitPolicy::Priority => said(*first) == *engine,
            HitPolicy::Any => all().iter().all(|value| value == engine),
            HitPolicy::RuleOrder | HitPolicy::OutputOrder | HitPolicy::Collect(BuiltinAggregator::List) => {
                Value::List(all()) == *engine
            }
            HitPolicy::Collect(BuiltinAggregator::Count) => {
                *engine == Value::Number(u64::try_from(walk.fired.len()).unwrap_or(u64::MAX).into())
            }
            HitPolicy::Collect(BuiltinAggregator::Sum) => evaluate_sum(all()) == *engine,
            HitPolicy::Collect(BuiltinAggregator::Min) => evaluate_min(all()) == *engine,
            HitPolicy::Collect(BuiltinAggregator::Max) => evaluate_max(all()) == *engine,
        }
    }
}

/// Is what is open of no account any more, when these rules have fired? Both in their order.
pub(crate) fn is_settled(hit_policy: HitPolicy, fired: &[usize], open: &[usize]) -> bool {
    let Some(first_open) = open.first() else { return true };
    match (hit_policy, fired.first()) {
        // Another rule that fired would be against the policy: what fired is the answer.
        (HitPolicy::Unique | HitPolicy::Any, Some(_)) => true,
        (HitPolicy::First, Some(fired)) => fired < first_open,
        _ => false,
    }
}

impl Cell {
    /// What a column asks, within what it allows.
    pub fn new(
        place: usize,
        input: &AstNode,
        allowed: Option<&AstNode>,
        tests: AstNode,
        needs: BTreeSet<String>,
    ) -> Self {
        let both = [Some(&tests), allowed].into_iter().flatten().map(turns).collect::<Option<Vec<_>>>();
        let turns = both.map(|all| all.concat());
        let within = |tests: AstNode| AstNode::In(Box::new(input.clone()), Box::new(tests));
        let covered = covered(&tests);
        let own = within(tests);
        let node = match allowed {
            Some(allowed) => AstNode::And(Box::new(within(allowed.clone())), Box::new(own)),
            None => own,
        };
        Self { place, holds: prepare(&node), needs, turns, covered }
    }

    fn says(&self, scope: &FeelScope, known: &Facts) -> Says {
        if !known.knows(&self.needs) {
            Says::Unknown
        } else if (self.holds)(scope).is_true() {
            Says::Yes
        } else {
            Says::No
        }
    }
}
