//! The walk over the cells of a table: which rules fired, which are open for want of what, and which cells say no.

use std::collections::{BTreeMap, BTreeSet};

use dsntk_feel::{Evaluator, FeelScope, bif::is_built_in_function_name, context::FeelContext, values::Value};
use dsntk_feel_evaluator::{evaluate_max, evaluate_min, evaluate_sum, prepare};
use dsntk_feel_parser::{AstNode, ClosureBuilder, parse_expression, parse_unary_tests};
use dsntk_model::{BuiltinAggregator, DecisionTable, HitPolicy};

use super::{Facts, axis::turns};

/// A table whose cells can be asked one by one.
pub(crate) struct Walker {
    pub hit_policy: HitPolicy,
    /// The conditions, rule by rule and column by column; nothing where any value will do.
    pub rules: Vec<Vec<Option<Cell>>>,
    /// What each column looks at, where it is a variable and no more.
    pub variables: Vec<Option<String>>,
    /// What a column may be asked at all, where anybody says so.
    pub allowed: Vec<Option<Evaluator>>,
    /// The values at which that changes its mind, where it is made of values alone.
    pub allowed_turns: Vec<Vec<Value>>,
    outputs: Vec<Vec<Evaluator>>,
    pub has_default: bool,
    names: Vec<Option<String>>,
}

/// One condition.
pub(crate) struct Cell {
    pub holds: Evaluator,
    /// What it has to know.
    needs: BTreeSet<String>,
    /// The values at which it may change its mind, where it is made of values alone.
    pub turns: Option<Vec<Value>>,
}

/// An expression that can't be read, or that speaks of something that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadCell {
    /// Which rule, the first is 1; nothing for the head of a column.
    pub rule: Option<usize>,
    /// Which column, inputs before outputs, the first is 1.
    pub column: usize,
    pub why: BadExpression,
}

/// What is the matter with an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum BadExpression {
    /// It is none.
    Unreadable(String),
    /// It speaks of something that is neither an input nor a decision that is required.
    Unknown(String),
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

enum Says {
    Yes,
    No,
    Unknown,
}

impl Walker {
    /// Reads the cells of a table. `types` are the names that it may use, with their types, and `allowed` what these allow.
    pub fn new(
        table: &DecisionTable,
        types: &FeelContext,
        allowed: &BTreeMap<String, String>,
    ) -> Result<Self, Vec<BadCell>> {
        let scope = FeelScope::default();
        scope.push(types.clone());
        let mut bad = Vec::new();
        let mut columns = Vec::new();
        for (n, clause) in table.input_clauses().enumerate() {
            let tests =
                clause.allowed_input_values.as_deref().map(|text| parse_unary_tests(&scope, text, false)).transpose();
            let read = parse_expression(&scope, &clause.input_expression, false).and_then(|input| Ok((input, tests?)));
            match read {
                Ok((input, tests)) => {
                    if let Some(unknown) = unknown(&input, types) {
                        bad.push(BadCell { rule: None, column: n + 1, why: BadExpression::Unknown(unknown) });
                    }
                    columns.push((input, tests));
                }
                Err(error) => {
                    bad.push(BadCell { rule: None, column: n + 1, why: BadExpression::Unreadable(error.to_string()) });
                }
            }
        }
        if !bad.is_empty() {
            return Err(bad);
        }
        let (mut rules, mut outputs) = (Vec::new(), Vec::new());
        for (n, rule) in table.rules().enumerate() {
            let mut note = |column: usize, read: Result<AstNode, String>| match read {
                Err(why) => {
                    bad.push(BadCell { rule: Some(n + 1), column, why: BadExpression::Unreadable(why) });
                    None
                }
                Ok(node) => match unknown(&node, types) {
                    Some(name) => {
                        bad.push(BadCell { rule: Some(n + 1), column, why: BadExpression::Unknown(name) });
                        None
                    }
                    None => Some(node),
                },
            };
            let mut cells = Vec::new();
            for (column, ((input, tests), entry)) in columns.iter().zip(&rule.input_entries).enumerate() {
                let text = entry.text.trim();
                if text == "-" || text.is_empty() {
                    cells.push(None);
                    continue;
                }
                let read = parse_unary_tests(&scope, text, false).map_err(|error| error.to_string());
                cells.push(note(column + 1, read).map(|node| Cell::new(input, tests.as_ref(), node)));
            }
            let mut says = Vec::new();
            for (column, entry) in rule.output_entries.iter().enumerate() {
                let read = parse_expression(&scope, entry.text.trim(), false).map_err(|error| error.to_string());
                says.extend(note(columns.len() + column + 1, read).map(|node| prepare(&node)));
            }
            rules.push(cells);
            outputs.push(says);
        }
        if !bad.is_empty() {
            return Err(bad);
        }
        let variable = |input: &AstNode| match input {
            AstNode::Name(name) => Some(name.to_string()),
            _ => None,
        };
        // What the type allows, where the column says nothing of its own; what can't be read there allows all.
        let by_type = |input: &AstNode| {
            let tests = allowed.get(&variable(input)?)?;
            parse_unary_tests(&scope, tests, false).ok()
        };
        let allows = |(input, tests): &(AstNode, Option<AstNode>)| {
            let tests = tests.clone().or_else(|| by_type(input))?;
            Some(prepare(&AstNode::In(Box::new(input.clone()), Box::new(tests))))
        };
        let turns_of = |(input, tests): &(AstNode, Option<AstNode>)| {
            tests.clone().or_else(|| by_type(input)).and_then(|tests| turns(&tests)).unwrap_or_default()
        };
        Ok(Self {
            hit_policy: table.hit_policy(),
            allowed_turns: columns.iter().map(turns_of).collect(),
            variables: columns.iter().map(|(input, _)| variable(input)).collect(),
            allowed: columns.iter().map(allows).collect(),
            rules,
            outputs,
            has_default: table.output_clauses().any(|clause| clause.default_output_entry.is_some()),
            names: table.output_clauses().map(|clause| clause.name.clone()).collect(),
        })
    }

    /// Walks over all cells. `known` are the names that have a value in the scope.
    pub fn walk(&self, scope: &FeelScope, known: &Facts) -> Walk {
        let mut walk = Walk::default();
        for (rule, cells) in self.rules.iter().enumerate() {
            let mut wanted: BTreeSet<&String> = BTreeSet::new();
            let mut against = Vec::new();
            for (column, cell) in cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                match cell.says(scope, known) {
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
    fn new(input: &AstNode, allowed: Option<&AstNode>, tests: AstNode) -> Self {
        let mut needs = names(input);
        needs.extend(names(&tests));
        let both = [Some(&tests), allowed].into_iter().flatten().map(turns).collect::<Option<Vec<_>>>();
        let turns = both.map(|all| all.concat());
        let within = |tests: AstNode| AstNode::In(Box::new(input.clone()), Box::new(tests));
        let own = within(tests);
        let node = match allowed {
            Some(allowed) => AstNode::And(Box::new(within(allowed.clone())), Box::new(own)),
            None => own,
        };
        Self { holds: prepare(&node), needs, turns }
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

/// The names of inputs and decisions that an expression speaks of.
fn names(node: &AstNode) -> BTreeSet<String> {
    let closure = ClosureBuilder::from_node(node);
    let first = closure.iter().filter_map(|name| name.first().map(ToString::to_string));
    first.filter(|name| name != "?" && !is_built_in_function_name(name)).collect()
}

/// The first name that nobody knows.
fn unknown(node: &AstNode, types: &FeelContext) -> Option<String> {
    names(node).into_iter().find(|name| !types.contains_entry(&name.as_str().into()))
}
