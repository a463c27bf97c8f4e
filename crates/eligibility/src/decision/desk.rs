//! One case on the way to its decision: the decisions that it needs first, then the cells of its table, then the engine.

use std::collections::{BTreeMap, BTreeSet};

use dsntk_feel::{FeelScope, context::FeelContext, values::Value};

use super::{
    Fact, Facts, Model,
    model::Compiled,
    walk::{Walk, Walker},
};

/// What came of it: an indication, never a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// This.
    Decided(Fact),
    /// It can't be told yet, for want of these inputs.
    Open(BTreeSet<String>),
    /// A person decides.
    Person(Person),
}

/// Why a person decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Person {
    /// No rule is for such a case.
    NoRule,
    /// The model says nothing about it.
    Nothing,
    /// A decision that it needs is a person's.
    Needs(String),
    /// The engine and the cells of the table don't say the same.
    Disagree,
}

/// Why: what the tables said, decision by decision.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reasons(pub Vec<Reason>);

/// What one table said. Rules and columns are counted from 0.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// Which decision.
    pub decision: String,
    /// The rules whose conditions all hold.
    pub fired: Vec<usize>,
    /// Those of them whose word the answer is; none where it is open, or no rule says that a person decides.
    pub cited: Vec<usize>,
    /// The rules that can't be told yet.
    pub open: Vec<usize>,
    /// The rules that do not hold, each with the columns that say so.
    pub why_not: Vec<(usize, Vec<usize>)>,
}

/// What a decision came to on the way.
#[derive(Clone)]
struct Judged {
    verdict: Verdict,
    value: Option<Value>,
}

/// One case on the way to its decision.
pub(super) struct Desk<'m> {
    model: &'m Model,
    facts: &'m Facts,
    context: FeelContext,
    judged: BTreeMap<String, Judged>,
    reasons: Reasons,
}

impl<'m> Desk<'m> {
    /// A case of which this is known, as the engine takes it too.
    pub fn new(model: &'m Model, facts: &'m Facts, context: FeelContext) -> Self {
        Self { model, facts, context, judged: BTreeMap::new(), reasons: Reasons::default() }
    }

    /// Decides it.
    pub fn decide(mut self, decision: &str) -> (Verdict, Reasons) {
        let verdict = self.judge(decision).verdict;
        (verdict, self.reasons)
    }

    fn judge(&mut self, name: &str) -> Judged {
        if let Some(judged) = self.judged.get(name) {
            return judged.clone();
        }
        let model = self.model;
        let judged = match &model.decisions[name] {
            compiled @ Compiled { walker: Some(walker), .. } => self.walk(name, compiled, walker),
            compiled => self.call(name, compiled),
        };
        self.judged.insert(name.to_owned(), judged.clone());
        judged
    }

    /// A table: the decisions that it needs first, then its cells, then the engine.
    fn walk(&mut self, name: &str, compiled: &Compiled, walker: &Walker) -> Judged {
        // Cells speak of nothing but its own inputs: whatever else is known is in nobody's way.
        if compiled.decisions.is_empty() {
            let scope = FeelScope::from(self.context.clone());
            return self.judged(name, walker, &scope, self.facts, &BTreeMap::new());
        }
        let mut known = Facts::default();
        let mut values = FeelContext::default();
        for input in &compiled.inputs {
            if let (Some(fact), Some(value)) = (self.facts.0.get(input), self.context.get_entry(&input.as_str().into()))
            {
                known.0.insert(input.clone(), fact.clone());
                values.set_entry(&input.as_str().into(), value.clone());
            }
        }
        let mut others = BTreeMap::new();
        for other in &compiled.decisions {
            let judged = self.judge(other);
            let variable = &self.model.decisions[other].variable;
            if let Some(value) = &judged.value {
                known.0.insert(variable.clone(), Fact::of(value));
                values.set_entry(&variable.as_str().into(), value.clone());
            }
            others.insert(variable.clone(), (other.clone(), judged.verdict));
        }
        self.judged(name, walker, &values.into(), &known, &others)
    }

    /// The cells, then the engine, with what is known of the case and of the decisions that it needs.
    fn judged(
        &mut self,
        name: &str,
        walker: &Walker,
        scope: &FeelScope,
        known: &Facts,
        others: &BTreeMap<String, (String, Verdict)>,
    ) -> Judged {
        let walk = walker.walk(scope, known);
        let settled = walker.is_settled(&walk).then(|| self.settled(name, walker, &walk, scope));
        // To the engine what is not known is nothing, and `not("a")` holds of it: where that makes it say otherwise, we wait.
        let is_early = |judged: &Judged| judged.verdict == Verdict::Person(Person::Disagree) && !walk.open.is_empty();
        let judged = settled
            .filter(|judged| !is_early(judged))
            .unwrap_or_else(|| Judged { verdict: waiting(&walk, others), value: None });
        let Walk { fired, open, why_not, mut cited, .. } = walk;
        // That a person decides may be what a rule says itself.
        if !matches!(judged.verdict, Verdict::Decided(_) | Verdict::Person(Person::Nothing)) {
            cited.clear();
        }
        self.reasons.0.push(Reason { decision: name.to_owned(), fired, cited, open, why_not });
        judged
    }

    /// A table of which nothing open is of account: the engine decides, if the cells say the same.
    fn settled(&self, name: &str, walker: &Walker, walk: &Walk, scope: &FeelScope) -> Judged {
        let value = self.engine(name);
        let person = |why| Judged { verdict: Verdict::Person(why), value: None };
        if !walker.agrees(walk, scope, &value) {
            person(Person::Disagree)
        } else if value.is_null() && walk.fired.is_empty() {
            person(Person::NoRule)
        } else {
            said(value)
        }
    }

    /// Anything else: once all is known that it could ask for.
    fn call(&mut self, name: &str, compiled: &Compiled) -> Judged {
        let missing = self.facts.missing(&compiled.all_inputs);
        if missing.is_empty() {
            said(self.engine(name))
        } else {
            Judged { verdict: Verdict::Open(missing), value: None }
        }
    }

    fn engine(&self, name: &str) -> Value {
        self.model.ask_engine(name, &self.context)
    }
}

fn said(value: Value) -> Judged {
    if value.is_null() {
        return Judged { verdict: Verdict::Person(Person::Nothing), value: None };
    }
    Judged { verdict: Verdict::Decided(Fact::of(&value)), value: Some(value) }
}

/// What a table waits for that is not settled: inputs, those of the decisions that it needs; where none would tell, a person.
fn waiting(walk: &Walk, others: &BTreeMap<String, (String, Verdict)>) -> Verdict {
    let (mut missing, mut person) = (BTreeSet::new(), None);
    for name in &walk.missing {
        match others.get(name) {
            None => drop(missing.insert(name.clone())),
            Some((_, Verdict::Open(inputs))) => missing.extend(inputs.iter().cloned()),
            Some((decision, _)) => person = Some(decision.clone()),
        }
    }
    match person {
        Some(decision) if missing.is_empty() => Verdict::Person(Person::Needs(decision)),
        _ => Verdict::Open(missing),
    }
}
