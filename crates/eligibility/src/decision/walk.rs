//! The walk over the cells of a table: which rules fired, which are open for want of what, and which cells say no.

use std::{collections::BTreeSet, sync::Arc};

use dsntk_feel::{Evaluator, FeelScope, context::FeelContext, values::Value};
use dsntk_feel_evaluator::{evaluate_max, evaluate_min, evaluate_sum, prepare};
use dsntk_feel_parser::AstNode;
use dsntk_model::{BuiltinAggregator, HitPolicy};

use super::{
    Fact, Facts,
    axis::{stretches, turns},
};

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
        walk
    }

    /// A value of a column with which the condition of a rule holds, where it is made of values alone.
    pub fn meeting(&self, rule: usize, column: usize) -> Option<Fact> {
        let (cell, variable) = (self.rules.get(rule)?.get(column)?.as_ref()?, self.variables.get(column)?.as_ref()?);
        let holds = |value: &Value| {
            let mut known = FeelContext::default();
            known.set_entry(&variable.as_str().into(), value.clone());
            (cell.holds)(&known.into()).is_true()
        };
        stretches(cell.turns.clone()?)?.iter().find(|value| holds(value)).map(Fact::of)
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
        let Some(first) = walk.fired.first() else { return self.has_default || engine.is_null() };
        let all = || walk.fired.iter().map(|rule| said(*rule)).collect::<Vec<_>>();
        match self.hit_policy {
            HitPolicy::Unique => walk.fired.len() == 1 && said(*first) == *engine,
            HitPolicy::First => said(*first) == *engine,
            HitPolicy::Any => all().iter().all(|value| value == engine),
            HitPolicy::Priority => all().contains(engine),
            HitPolicy::RuleOrder | HitPolicy::Collect(BuiltinAggregator::List) => Value::List(all()) == *engine,
            HitPolicy::OutputOrder => {
                let Value::List(items) = engine else { return false };
                let all = all();
                items.len() == all.len() && all.iter().all(|value| items.contains(value))
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
        let own = within(tests);
        let node = match allowed {
            Some(allowed) => AstNode::And(Box::new(within(allowed.clone())), Box::new(own)),
            None => own,
        };
        Self { place, holds: prepare(&node), needs, turns }
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
