//! A model that is ready to decide.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::{Duration, Instant},
};

use dsntk_feel::{FeelType, context::FeelContext, values::Value};
use dsntk_model::{Definitions, ExpressionInstance, NamedElement as _};
use dsntk_model_evaluator::ModelEvaluator;
use serde::Serialize;
use thiserror::Error;

use super::{
    Fact, Facts, Finding, Line, Reasons, Source, Unfit, Verdict, bounds, cut,
    desk::Desk,
    finding, language, nothing,
    read::{Declared, Known, literal, read},
    shape, source,
    type_refs::{self, NoType},
    types::Types,
    walk::Walker,
};

/// So many cases at least, and at most, are tried of a model that somebody brings.
const TRIED: [usize; 2] = [4, 64];

/// A model, compiled once and asked from any thread.
pub struct Model {
    source: Source,
    engine: Arc<ModelEvaluator>,
    types: Types,
    pub(super) decisions: BTreeMap<String, Compiled>,
}

/// A decision, ready to be made.
pub(super) struct Compiled {
    /// What others call its result.
    pub variable: String,
    /// The inputs that it needs itself.
    pub inputs: Vec<String>,
    /// The decisions that it needs, by name.
    pub decisions: Vec<String>,
    /// Its inputs, and those of the decisions that it needs.
    pub all_inputs: BTreeSet<String>,
    /// Its table.
    pub walker: Option<Walker>,
}

/// Why a model can't decide anything.
#[derive(Debug, Error)]
pub enum ModelError {
    /// It is too long, too deep, or calls others.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// The engine can't read it.
    #[error("this is no decision model: {0}")]
    Unreadable(String),
    /// Something needs itself.
    #[error("'{0}' needs itself, by way of others. Take one of the requirements out.")]
    Circle(String),
    /// The same name twice.
    #[error("'{0}' stands twice. Give one of them another name.")]
    Twice(String),
    /// It needs too much.
    #[error("'{0}' needs others too deep, or in too many ways. Divide the model.")]
    Tangled(String),
    /// A type has no end, or too much within it.
    #[error("the type '{0}' holds itself, or more than anybody can fill in. Make it smaller.")]
    Types(String),
    /// The engine reads a part of an expression.
    #[error("line {line}, '{of}': {what}")]
    Cut {
        /// Where.
        line: usize,
        /// What it belongs to.
        of: String,
        /// What cuts it off, and what to do about it.
        what: String,
    },
    /// Something is written in another language than FEEL.
    #[error("line {line}, '{of}': {what}")]
    Language {
        /// Where.
        line: usize,
        /// What it belongs to.
        of: String,
        /// In which language, and what to do about it.
        what: String,
    },
    /// Types that there are none of.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    NoType(Vec<NoType>),
    /// An expression that is no table.
    #[error("decision '{0}': {1}")]
    Expression(String, String),
    /// Cells say nothing that can hold.
    #[error("{} cells can't be used, the first: {}", .0.len(), .0[0])]
    Cells(Vec<Fault>),
}

/// What is the matter with one cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Error)]
#[error("table '{table}', {}, column {column}: {what}", match .rule { Some(rule) => format!("rule {rule}"), None => "heads".to_owned() })]
pub struct Fault {
    /// Of which decision.
    pub table: String,
    /// Which rule, the first is 1; nothing for the head of a column.
    pub rule: Option<usize>,
    /// Which column, inputs before outputs, the first is 1.
    pub column: usize,
    /// What, and what to do about it.
    pub what: String,
}

/// What is wrong with a fact.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Wrong {
    /// There is no such decision.
    #[error("the model decides nothing that is called '{0}'")]
    Decision(String),
    /// It is not of the type that the model says.
    #[error("'{input}' is not of the type that the model says: {expected}")]
    Type {
        /// Which input.
        input: String,
        /// What the model says.
        expected: String,
    },
}

impl Model {
    /// Reads and checks a model. Whoever takes models from outside does it in a process of its own.
    pub fn compile(xml: &str) -> Result<Self, ModelError> {
        // To the readers the mark that an editor puts before a text is none of it, and their places are counted from behind it.
        let xml = xml.strip_prefix('\u{feff}').unwrap_or(xml);
        bounds::check(xml)?;
        let unreadable = |error: &dyn ToString| ModelError::Unreadable(error.to_string());
        let document = source::parse(xml).map_err(|error| unreadable(&error))?;
        let source = source::of(&document);
        cut::check(&document)?;
        language::check(&document)?;
        shape::check(&document, &source)?;
        type_refs::check(&document)?;
        let definitions = dsntk_model::parse(&nothing::allowed(xml)).map_err(|error| unreadable(&error))?;
        let types = Types::of(&definitions)?;
        // Our own reading of the tables first: it says which cell is the matter.
        let decisions = compiled(&source, &types, &definitions)?;
        let engine = ModelEvaluator::new(std::slice::from_ref(&definitions)).map_err(|error| unreadable(&error))?;
        Ok(Self { source, engine, types, decisions })
    }

    /// The model as it is written.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What is worth telling of its tables before it is published.
    pub fn findings(&self) -> Vec<Finding> {
        let tables = self.decisions.iter().filter_map(|(name, compiled)| Some((name, compiled.walker.as_ref()?)));
        let required: BTreeSet<&String> = self.decisions.values().flat_map(|compiled| &compiled.decisions).collect();
        let last = self.decisions.keys().filter(|name| !required.contains(name));
        let no_verdict = last.filter_map(|name| self.no_verdict(name));
        let found = tables.flat_map(|(name, walker)| finding::find(name, walker));
        found.map(|finding| self.doubted(finding)).chain(no_verdict).collect()
    }

    /// A case in which two things hang on the same input may be none.
    fn doubted(&self, finding: Finding) -> Finding {
        let Some(own) = self.decisions.get(&finding.table) else { return finding };
        let hangs_on = |name: &String| {
            let others = own.decisions.iter().filter_map(|other| self.decisions.get(other));
            let other = others.filter(|other| other.variable == *name).flat_map(|other| &other.all_inputs);
            own.inputs.iter().filter(|input| *input == name).chain(other).cloned().collect::<BTreeSet<_>>()
        };
        finding.doubted(|case| {
            let mut seen = BTreeSet::new();
            case.0.keys().flat_map(hangs_on).any(|input| !seen.insert(input))
        })
    }

    /// Does a table say what is neither yes nor no, whatever its rules are?
    pub fn no_verdict(&self, decision: &str) -> Option<Finding> {
        finding::no_verdict(decision, self.decisions.get(decision)?.walker.as_ref()?)
    }

    /// What the type of an input allows, in the words of a cell.
    pub fn allows(&self, input: &str) -> Option<&str> {
        self.types.allowed.get(input).map(String::as_str)
    }

    /// What has to be known before a decision can be made, whatever the case.
    pub fn inputs_of(&self, decision: &str) -> BTreeSet<String> {
        self.inputs(decision).cloned().collect()
    }

    /// The same, one by one.
    pub fn inputs(&self, decision: &str) -> impl Iterator<Item = &String> {
        self.decisions.get(decision).into_iter().flat_map(|compiled| &compiled.all_inputs)
    }

    /// The type of an input, in FEEL's own words; nothing where any will do.
    pub fn type_of(&self, input: &str) -> Option<String> {
        self.types.inputs.get(input).filter(|of| **of != FeelType::Any).map(ToString::to_string)
    }

    /// The table of a decision that needs inputs alone.
    pub(crate) fn table_over_inputs(&self, decision: &str) -> Option<&Walker> {
        self.decisions.get(decision).filter(|compiled| compiled.decisions.is_empty())?.walker.as_ref()
    }

    /// An input along the values at which a decision may change its mind; nothing where it asks for more than values.
    pub fn line(&self, decision: &str, input: &String) -> Option<Line> {
        let mut turns = Vec::new();
        let (mut names, mut at) = (vec![decision], 0);
        while let Some(compiled) = names.get(at).and_then(|name| self.decisions.get(*name)) {
            if compiled.inputs.contains(input) {
                turns.extend(compiled.walker.as_ref()?.turns_of(input)?);
            }
            for other in &compiled.decisions {
                if !names.contains(&other.as_str()) {
                    names.push(other);
                }
            }
            at += 1;
        }
        Line::of(input.clone(), turns)
    }

    /// Decides a case, with reasons.
    pub fn decide(&self, decision: &str, facts: &Facts) -> Result<(Verdict, Reasons), Wrong> {
        if !self.decisions.contains_key(decision) {
            return Err(Wrong::Decision(decision.to_owned()));
        }
        let context = self.checked(facts)?;
        Ok(Desk::new(self, facts, context).decide(decision))
    }

    /// Makes every decision for some cases, each input with a value of its type, above all those that the model speaks of, or
    /// with nothing: whoever reads models of others does it within bounds, before anybody waits for an answer. Answers which
    /// decision took longest, and how long.
    pub fn try_out(&self) -> Option<(&str, Duration)> {
        let texts = self.source.texts();
        let sample = |of: &FeelType, n: usize| match of {
            FeelType::Number => Fact::number(n * 20),
            FeelType::Boolean => Fact::Boolean(n.is_multiple_of(2)),
            FeelType::String => Fact::text(texts.get(n).map_or("x", String::as_str)),
            FeelType::Date => Fact::date("2020-01-01"),
            FeelType::List(_) => Fact::List(Vec::new()),
            _ => Fact::Nothing,
        };
        let mut longest: Option<(&str, Duration)> = None;
        for n in 0..(texts.len() + 1).clamp(TRIED[0], TRIED[1]) {
            let case = |(name, of): (&String, &FeelType)| (name.clone(), sample(of, n));
            let facts = Facts(self.types.inputs.iter().map(case).collect());
            for decision in self.decisions.keys() {
                // What comes of it is no matter here, and how long it takes is.
                let begun = Instant::now();
                drop(self.decide(decision, &facts));
                let took = begun.elapsed();
                if longest.is_none_or(|(_, most)| took > most) {
                    longest = Some((decision.as_str(), took));
                }
            }
        }
        longest
    }

    /// The engine alone with these facts, made ready beforehand: what a measurement is held against.
    pub fn bare(&self, facts: &Facts) -> Result<Bare<'_>, Wrong> {
        Ok(Bare { model: self, context: self.checked(facts)? })
    }

    /// What the engine says of anything that can be called, with nothing of our own about it.
    pub fn call(&self, name: &str, facts: &Facts) -> Result<Fact, Wrong> {
        let context = self.checked(facts)?;
        Ok(Fact::of(&self.ask_engine(name, &context)))
    }

    pub(super) fn ask_engine(&self, name: &str, context: &FeelContext) -> Value {
        self.engine.evaluate_invocable(&self.source.namespace, &self.source.name, name, context)
    }

    /// The facts as the engine takes them, if each is of its type.
    fn checked(&self, facts: &Facts) -> Result<FeelContext, Wrong> {
        let expected = |input: &str| self.types.inputs.get(input).map_or_else(String::new, ToString::to_string);
        let wrong = |input: &str| Wrong::Type { input: input.to_owned(), expected: expected(input) };
        let context = facts.context().map_err(|input| wrong(&input))?;
        for (name, value) in context.iter() {
            let is_plain = |of: &FeelType| {
                matches!(
                    (of, value),
                    (FeelType::Number, Value::Number(_))
                        | (FeelType::String, Value::String(_))
                        | (FeelType::Boolean, Value::Boolean(_))
                        | (FeelType::Date, Value::Date(_))
                )
            };
            let is_fit = |of: &FeelType| value.is_null() || is_plain(of) || !value.coerced(of).is_null();
            if !self.types.inputs.get(name.as_str()).is_none_or(is_fit) {
                return Err(wrong(name.as_str()));
            }
        }
        Ok(context)
    }
}

/// The engine alone, with nothing of our own about it.
pub struct Bare<'m> {
    model: &'m Model,
    context: FeelContext,
}

impl Bare<'_> {
    /// Does it say anything of this decision?
    pub fn ask(&self, decision: &str) -> bool {
        !self.model.ask_engine(decision, &self.context).is_null()
    }
}

/// Every decision of a model, ready to be made.
fn compiled(
    source: &Source,
    types: &Types,
    definitions: &Definitions,
) -> Result<BTreeMap<String, Compiled>, ModelError> {
    let inputs: BTreeMap<&str, &str> =
        source.inputs.iter().map(|input| (input.id.as_str(), input.name.as_str())).collect();
    let by_id: BTreeMap<&str, &source::Decision> =
        source.decisions.iter().map(|decision| (decision.id.as_str(), decision)).collect();
    let functions: BTreeSet<String> = source.functions.iter().map(|function| function.name.clone()).collect();
    let variables = source.decisions.iter().map(|decision| &decision.variable);
    let all: BTreeSet<String> = source.inputs.iter().map(|input| &input.name).chain(variables).cloned().collect();
    let (mut compiled, mut faults) = (BTreeMap::new(), Vec::new());
    for decision in &source.decisions {
        let own: Vec<String> =
            decision.requires.iter().filter_map(|id| inputs.get(id.as_str())).map(ToString::to_string).collect();
        let needed = || decision.requires.iter().filter_map(|id| by_id.get(id.as_str()));
        let mut known = known(&own, &needed().copied().collect::<Vec<_>>(), types, &functions);
        known.others = all
            .iter()
            .filter(|name| **name != decision.variable && !known.types.contains_entry(&name.as_str().into()))
            .cloned()
            .collect();
        let table = definitions.decisions().into_iter().find(|known| known.name() == decision.name);
        let mut walker = None;
        match table.as_ref().and_then(|known| known.decision_logic().as_ref()) {
            Some(ExpressionInstance::DecisionTable(table)) => match read(table, &known, &declared(decision, types)) {
                Ok(read) => walker = Some(read),
                Err(bad) => faults.extend(bad.into_iter().map(|bad| Fault {
                    table: decision.name.clone(),
                    rule: bad.rule,
                    column: bad.column,
                    what: bad.why.to_string(),
                })),
            },
            Some(ExpressionInstance::LiteralExpression(expression)) => {
                if let Some(why) = expression.text().as_deref().and_then(|text| literal(text, &known)) {
                    return Err(ModelError::Expression(decision.name.clone(), why.to_string()));
                }
            }
            _ => {}
        }
        let row = Compiled {
            variable: decision.variable.clone(),
            inputs: own,
            decisions: needed().map(|other| other.name.clone()).collect(),
            all_inputs: BTreeSet::new(),
            walker,
        };
        compiled.insert(decision.name.clone(), row);
    }
    if !faults.is_empty() {
        return Err(ModelError::Cells(faults));
    }
    let names: Vec<String> = compiled.keys().cloned().collect();
    for name in names {
        let all = all_inputs(&compiled, &name);
        if let Some(row) = compiled.get_mut(&name) {
            row.all_inputs = all;
        }
    }
    Ok(compiled)
}

/// What the model says of the types of a decision's table.
fn declared(decision: &source::Decision, types: &Types) -> Declared {
    let columns = decision.table.iter().flat_map(|table| &table.inputs);
    let named = |column: &source::Column| types.of_name(column.type_ref.as_deref()?);
    Declared { columns: columns.map(named).collect(), result: types.results.get(&decision.name).cloned() }
}

/// What the expressions of a decision may speak of.
fn known(own: &[String], needed: &[&source::Decision], types: &Types, functions: &BTreeSet<String>) -> Known {
    let mut known = Known { functions: functions.clone(), ..Known::default() };
    let mut add = |name: &str, of: Option<&FeelType>, outcomes: Option<String>| {
        let by_type = types.allowed.get(name);
        known.by_type.extend(by_type.map(|allowed| (name.to_owned(), allowed.clone())));
        let allowed = outcomes.or_else(|| by_type.cloned());
        known.types.set_entry(&name.into(), Value::FeelType(of.cloned().unwrap_or(FeelType::Any)));
        known.allowed.extend(allowed.map(|allowed| (name.to_owned(), allowed)));
    };
    for name in own {
        add(name, types.inputs.get(name), None);
    }
    for other in needed {
        let outcomes = other.table.as_ref().and_then(source::Table::outcomes);
        add(&other.variable, types.results.get(&other.name), outcomes);
    }
    known
}

/// All inputs of a decision, those of the decisions that it needs included. There is no circle.
fn all_inputs(compiled: &BTreeMap<String, Compiled>, name: &str) -> BTreeSet<String> {
    let Some(own) = compiled.get(name) else { return BTreeSet::new() };
    let others = own.decisions.iter().flat_map(|other| all_inputs(compiled, other));
    own.inputs.iter().cloned().chain(others).collect()
}
