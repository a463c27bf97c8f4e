//! The cells of a table, read before anybody relies on them: each is an expression, speaks of what is known, and names
//! values that there are, of the type of its column and among those that the column may have.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use dsntk_feel::{FeelScope, FeelType, context::FeelContext, values::Value};
use dsntk_feel_evaluator::{evaluate, prepare};
use dsntk_feel_parser::{AstNode, parse_expression, parse_unary_tests};
use dsntk_model::{BuiltinAggregator, DecisionTable, HitPolicy, OutputClause};
use thiserror::Error;

use super::{
    axis::{constants, turns},
    cell::{Never, never},
    names::{May, names},
    nothing::NOTHING,
    sorts::{NUMBER, other_type, type_of, word},
    types::plain_type,
    walk::{Cell, Walker},
};

/// What the expressions of a decision may speak of.
#[derive(Default)]
pub(super) struct Known {
    /// Inputs and required decisions, with their types.
    pub types: FeelContext,
    /// What these may be, in the words of a cell.
    pub allowed: BTreeMap<String, String>,
    /// What their types allow: whatever else is written there is a slip.
    pub by_type: BTreeMap<String, String>,
    /// Other inputs and decisions of the model, which this decision does not require.
    pub others: BTreeSet<String>,
    /// The functions of the model.
    pub functions: BTreeSet<String>,
}

/// What the model says of the types of a table.
pub(super) struct Declared {
    /// Of each column of conditions, where it says so.
    pub columns: Vec<Option<FeelType>>,
    /// Of what the table says.
    pub result: Option<FeelType>,
}

/// A cell that can't be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct BadCell {
    /// Which rule, the first is 1; nothing for the head of a column.
    pub rule: Option<usize>,
    /// Which column, inputs before outputs, the first is 1.
    pub column: usize,
    pub why: BadExpression,
}

/// What is the matter with an expression, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub(super) enum BadExpression {
    #[error("it can't be read: {0}")]
    Unreadable(String),
    /// It speaks of something that is neither an input nor a decision that is required.
    #[error(
        "nobody knows '{0}'. Write an input or a required decision as it is called, capitals too, and texts in quotes."
    )]
    Unknown(String),
    /// It speaks of something that the model knows, and that the decision does not require.
    #[error(
        "the model knows '{0}', and this decision doesn't require it. Draw the requirement from '{0}' to the decision."
    )]
    NotRequired(String),
    #[error("it calls the function '{0}', which cells can't. Make a decision of it, and require that.")]
    Function(String),
    #[error("it names a day, a number or a text that there is none of. Look at how it is written.")]
    NoValue,
    #[error(transparent)]
    Never(#[from] Never),
    #[error("it says {said}, and the column is {column}: that never holds. Make both the same.")]
    OtherType { said: &'static str, column: String },
    #[error(
        "it asks for one value, and the column is a list of them ({column}): that never holds. Make an input of it that \
         says whether it was ticked: `way = {{ says = \"{said}\" }}`."
    )]
    OneOfSeveral { said: String, column: String },
    #[error("it says {said}, and the column may have {allowed}. Add it there, or say another.")]
    NotAllowed { said: String, allowed: String },
    #[error("it says {0}, and the table adds up what its rules say. Say numbers, or collect without SUM.")]
    NoSum(&'static str),
    #[error("this hit policy goes by the order of its values, and it has none. Write its values (outputValues).")]
    NoOrder,
}

/// A table on the way to being read.
struct Reading<'k> {
    known: &'k Known,
    scope: FeelScope,
    /// The cells so far, by column and by what is written there.
    cells: BTreeMap<(usize, String), Arc<Cell>>,
    /// Is what the rules say added up?
    sums: bool,
    bad: Vec<BadCell>,
}

/// The head of a column of conditions.
struct Head {
    input: AstNode,
    /// What it may be asked, where the column says so.
    tests: Option<AstNode>,
    /// That in its own words, or in those of its type.
    allowed: Option<String>,
    /// Its name, where it is a variable and no more.
    variable: Option<String>,
    /// Its type, where that can be told.
    of: Option<FeelType>,
}

/// Reads a table.
pub(super) fn read(table: &DecisionTable, known: &Known, declared: &Declared) -> Result<Walker, Vec<BadCell>> {
    let scope = FeelScope::default();
    scope.push(known.types.clone());
    let sums = matches!(table.hit_policy(), HitPolicy::Collect(BuiltinAggregator::Sum));
    let mut reading = Reading { known, scope, cells: BTreeMap::new(), sums, bad: Vec::new() };
    let heads = reading.heads(table, &declared.columns);
    let clauses: Vec<_> = table.output_clauses().collect();
    // Of the column's own type, and, where it is the only one, of that of the decision.
    let types = |clause: &OutputClause| {
        let own = clause.type_ref.as_deref().and_then(plain_type);
        [own, declared.result.clone().filter(|_| clauses.len() == 1)]
    };
    for (column, clause) in clauses.iter().enumerate() {
        let default = clause.default_output_entry.as_deref().filter(|text| !text.trim().is_empty());
        let at = (None, heads.len() + column + 1);
        if let Some(text) = default {
            reading.output(text, (types(clause), clause.allowed_output_values.as_deref()), at);
        }
    }
    let is_by_order = matches!(table.hit_policy(), HitPolicy::Priority | HitPolicy::OutputOrder);
    if is_by_order && clauses.iter().all(|clause| clause.allowed_output_values.is_none()) {
        reading.bad(None, heads.len() + 1, BadExpression::NoOrder);
    }
    reading.whole()?;
    let (mut rules, mut outputs, mut spoken_of) = (Vec::new(), Vec::new(), BTreeSet::new());
    for (n, rule) in table.rules().enumerate() {
        let conditions = heads.iter().zip(&rule.input_entries).enumerate();
        rules.push(
            conditions
                .map(|(column, (head, entry))| reading.condition(head, &entry.text, (n + 1, column + 1)))
                .collect(),
        );
        let mut says = Vec::new();
        for (column, (clause, entry)) in clauses.iter().zip(&rule.output_entries).enumerate() {
            let at = (Some(n + 1), heads.len() + column + 1);
            let node = reading.output(&entry.text, (types(clause), clause.allowed_output_values.as_deref()), at);
            if let Some(node) = node {
                spoken_of.extend(names(&node).into_keys());
                says.push(prepare(&node));
            }
        }
        outputs.push(says);
    }
    reading.whole()?;
    let allowed = heads.iter().map(|head| reading.allowed(head)).collect::<Vec<_>>();
    let within = |(head, tests): (&Head, &Option<AstNode>)| {
        let tests = tests.clone()?;
        Some(prepare(&AstNode::In(Box::new(head.input.clone()), Box::new(tests))))
    };
    Ok(Walker {
        hit_policy: table.hit_policy(),
        allowed_turns: allowed.iter().map(|tests| tests.as_ref().and_then(turns).unwrap_or_default()).collect(),
        allowed: heads.iter().zip(&allowed).map(within).collect(),
        variables: heads.into_iter().map(|head| head.variable).collect(),
        rules,
        cells: reading.cells.len(),
        order: reading.order(table),
        outputs,
        spoken_of,
        has_default: clauses.iter().any(|clause| clause.default_output_entry.is_some()),
        names: clauses.iter().map(|clause| clause.name.clone()).collect(),
    })
}

/// What is the matter with the expression of a decision that is no table, if anything is.
pub(super) fn literal(text: &str, known: &Known) -> Option<BadExpression> {
    let scope = FeelScope::default();
    let mut all = known.types.clone();
    for function in &known.functions {
        all.set_entry(&function.as_str().into(), Value::FeelType(FeelType::Any));
    }
    scope.push(all);
    match parse_expression(&scope, text, false) {
        Err(error) => Some(BadExpression::Unreadable(error.to_string())),
        Ok(node) => stranger(&node, known)
            .filter(|bad| matches!(bad, BadExpression::Unknown(_) | BadExpression::NotRequired(_))),
    }
}

impl Reading<'_> {
    /// Is nothing the matter so far?
    fn whole(&mut self) -> Result<(), Vec<BadCell>> {
        if self.bad.is_empty() { Ok(()) } else { Err(std::mem::take(&mut self.bad)) }
    }

    fn bad(&mut self, rule: Option<usize>, column: usize, why: BadExpression) {
        self.bad.push(BadCell { rule, column, why });
    }

    fn heads(&mut self, table: &DecisionTable, declared: &[Option<FeelType>]) -> Vec<Head> {
        let mut heads = Vec::new();
        for (n, clause) in table.input_clauses().enumerate() {
            let tests = clause.allowed_input_values.as_deref();
            let tests = tests.map(|text| parse_unary_tests(&self.scope, text, false)).transpose();
            let read = parse_expression(&self.scope, &clause.input_expression, false);
            match read.and_then(|input| Ok((input, tests?))) {
                Err(error) => self.bad(None, n + 1, BadExpression::Unreadable(error.to_string())),
                Ok((input, tests)) => {
                    if let Some(why) = stranger(&input, self.known) {
                        self.bad(None, n + 1, why);
                    }
                    let variable = if let AstNode::Name(name) = &input { Some(name.to_string()) } else { None };
                    // To the engine a variable is of its own type, whatever the column says.
                    let declared = || declared.get(n)?.clone().filter(|_| variable.is_none());
                    let of = type_of(&input, &self.known.types).or_else(declared);
                    let own = clause.allowed_input_values.as_deref();
                    let own = own.map(|text| text.strip_prefix(NOTHING).unwrap_or(text).trim().to_owned());
                    let allowed = own.or_else(|| self.known.by_type.get(variable.as_ref()?).cloned());
                    heads.push(Head { input, tests, allowed, variable, of });
                }
            }
        }
        heads
    }

    /// A condition; nothing where any value will do.
    fn condition(&mut self, head: &Head, text: &str, (rule, column): (usize, usize)) -> Option<Arc<Cell>> {
        let text = text.trim();
        if text == "-" || text.is_empty() {
            return None;
        }
        let at = (column, text.to_owned());
        if let Some(cell) = self.cells.get(&at) {
            return Some(Arc::clone(cell));
        }
        let read =
            parse_unary_tests(&self.scope, text, false).map_err(|error| BadExpression::Unreadable(error.to_string()));
        let read = read.and_then(|node| {
            let bad = stranger(&node, self.known).or_else(|| Some(never(&node)?.into()));
            let said = constants(&node);
            let other = || other_type(&node, head.of.as_ref()?, &self.known.types);
            match bad.or_else(|| no_value(&said)).or_else(other).or_else(|| self.not_allowed(&said, head)) {
                Some(why) => Err(why),
                None => Ok(node),
            }
        });
        match read {
            Ok(node) => {
                let is_known = |name: &String| self.known.types.contains_entry(&name.as_str().into());
                let needs = names(&head.input).into_keys().chain(names(&node).into_keys()).filter(is_known).collect();
                let cell = Arc::new(Cell::new(self.cells.len(), &head.input, head.tests.as_ref(), node, needs));
                self.cells.insert(at, Arc::clone(&cell));
                Some(cell)
            }
            Err(why) => {
                self.bad(Some(rule), column, why);
                None
            }
        }
    }

    /// What a rule says, if that can be used.
    fn output(
        &mut self,
        text: &str,
        (of, allowed): ([Option<FeelType>; 2], Option<&str>),
        (rule, column): (Option<usize>, usize),
    ) -> Option<AstNode> {
        let why = match parse_expression(&self.scope, text.trim(), false) {
            Err(error) => BadExpression::Unreadable(error.to_string()),
            Ok(node) => {
                let said = constants(&node);
                let not_allowed = || {
                    let allowed = allowed.filter(|_| said.len() == 1)?;
                    let tests = parse_unary_tests(&self.scope, allowed, false).ok()?;
                    turns(&tests)?;
                    let holds = prepare(&AstNode::In(Box::new(node.clone()), Box::new(tests)));
                    let is_allowed = holds(&self.scope).is_true();
                    (!is_allowed).then(|| BadExpression::NotAllowed {
                        said: text.trim().to_owned(),
                        allowed: allowed.trim().to_owned(),
                    })
                };
                let other_type = || of.iter().find_map(|of| misfit(&said, of.as_ref()));
                let no_sum =
                    || said.iter().filter_map(sort).find(|sort| self.sums && *sort != NUMBER).map(BadExpression::NoSum);
                match stranger(&node, self.known).or_else(no_sum).or_else(other_type).or_else(not_allowed) {
                    Some(why) => why,
                    None => return Some(node),
                }
            }
        };
        self.bad(rule, column, why);
        None
    }

    /// What the outputs may say, as the engine reads it: the values of all columns, one after the other.
    fn order(&self, table: &DecisionTable) -> Vec<Value> {
        let allowed = table.output_clauses().filter_map(|clause| clause.allowed_output_values.as_deref());
        let values = |text: &str| match evaluate(&self.scope, &parse_unary_tests(&self.scope, text, false).ok()?) {
            Value::ExpressionList(values) => Some(values),
            _ => None,
        };
        allowed.filter_map(values).flatten().collect()
    }

    /// A text that the column may never be.
    fn not_allowed(&self, said: &[Value], head: &Head) -> Option<BadExpression> {
        let allowed = head.allowed.as_ref()?;
        let tests = parse_unary_tests(&self.scope, allowed, false).ok().filter(|tests| turns(tests).is_some())?;
        let is_allowed = |text: &String| {
            let within = AstNode::In(Box::new(AstNode::String(text.clone())), Box::new(tests.clone()));
            prepare(&within)(&self.scope).is_true()
        };
        let mut texts = said.iter().filter_map(|value| if let Value::String(text) = value { Some(text) } else { None });
        let text = texts.find(|text| !is_allowed(text))?;
        Some(BadExpression::NotAllowed { said: format!("\"{text}\""), allowed: allowed.clone() })
    }

    /// What a column may be asked: as it says itself, else as its type does. What can't be read there allows all.
    fn allowed(&self, head: &Head) -> Option<AstNode> {
        let by_type = || {
            let tests = self.known.allowed.get(head.variable.as_ref()?)?;
            parse_unary_tests(&self.scope, tests, false).ok()
        };
        head.tests.clone().or_else(by_type)
    }
}

/// Something that it speaks of and can't.
fn stranger(node: &AstNode, known: &Known) -> Option<BadExpression> {
    let unknown = names(node).into_iter().find(|(name, may)| {
        *may == May::Only && !known.types.contains_entry(&name.as_str().into()) || known.functions.contains(name)
    });
    let (name, _) = unknown?;
    Some(if known.functions.contains(&name) {
        BadExpression::Function(name)
    } else if known.others.contains(&name) {
        BadExpression::NotRequired(name)
    } else {
        BadExpression::Unknown(name)
    })
}

/// A value that there is none of.
fn no_value(values: &[Value]) -> Option<BadExpression> {
    values.iter().any(Value::is_null).then_some(BadExpression::NoValue)
}

/// A value that there is none of, or of another type than the column.
fn misfit(values: &[Value], of: Option<&FeelType>) -> Option<BadExpression> {
    let other = || {
        let of = of.filter(|of| word(of).is_some())?;
        let other = values.iter().filter_map(sort).find(|sort| Some(*sort) != word(of))?;
        Some(BadExpression::OtherType { said: other, column: of.to_string() })
    };
    no_value(values).or_else(other)
}

fn sort(value: &Value) -> Option<&'static str> {
    word(&value.type_of())
}
