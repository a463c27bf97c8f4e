//! One variable along the values at which conditions change their minds: what comes of one value of a stretch comes of all.

use std::cmp::Ordering;

use dsntk_feel::{FeelNumber, values::Value};

use super::{
    Fact,
    axis::{compare, stretches},
};

/// One variable, with a value for each of its stretches.
pub struct Line {
    pub(crate) variable: String,
    pub(crate) values: Vec<Value>,
    turns: Vec<Value>,
}

impl Line {
    /// The line of a variable on which conditions change their minds at these values. Nothing where they have no order.
    pub(crate) fn of(variable: String, turns: Vec<Value>) -> Option<Self> {
        Some(Self { variable, values: stretches(turns.clone())?, turns })
    }

    /// A value of each stretch, in their order.
    pub fn facts(&self) -> impl Iterator<Item = Fact> {
        self.values.iter().map(Fact::of)
    }

    /// Does a condition name the value of this stretch, so that it is a stretch by itself?
    pub fn is_named(&self, stretch: usize) -> bool {
        self.values.get(stretch).is_some_and(|value| self.turns.contains(value))
    }

    /// A whole number on this stretch, if there is one.
    pub fn whole(&self, stretch: usize) -> Option<i64> {
        let Value::Number(number) = self.values.get(stretch)? else { return None };
        let is_on = |whole: &FeelNumber| self.place(&Value::Number(*whole)) == Some(stretch);
        let whole = [number.floor(0), number.ceiling(0)].into_iter().flatten().find(is_on)?;
        whole.to_string().parse().ok()
    }

    /// On which stretch a fact is.
    pub fn stretch(&self, fact: &Fact) -> Option<usize> {
        self.place(&fact.value()?)
    }

    /// On which stretch a value is.
    pub(crate) fn place(&self, value: &Value) -> Option<usize> {
        if let Some(place) = self.values.iter().position(|known| known == value) {
            return Some(place);
        }
        if matches!(value, Value::String(_)) {
            // None of those that are named: on the stretch of all others.
            return self.values.iter().position(|known| !self.turns.contains(known));
        }
        let after = self.values.iter().position(|known| compare(value, known) == Some(Ordering::Less));
        let after = after.unwrap_or(self.values.len());
        compare(value, self.values.first()?)?;
        // Between a turn and what is no turn: on the stretch of the latter.
        let is_open = |place: &usize| self.values.get(*place).is_some_and(|known| !self.turns.contains(known));
        [after.checked_sub(1), Some(after)].into_iter().flatten().find(is_open)
    }

    /// Some stretches of numbers or days, in their order, in the words of a cell.
    pub fn words(&self, stretches: &[usize]) -> String {
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for stretch in stretches {
            match runs.last_mut() {
                Some((_, to)) if *to + 1 == *stretch => *to = *stretch,
                _ => runs.push((*stretch, *stretch)),
            }
        }
        runs.into_iter().map(|run| self.run(run)).collect::<Vec<_>>().join(", ")
    }

    /// All from one stretch to another. What is no turn itself lies between its neighbours, which are.
    fn run(&self, (from, to): (usize, usize)) -> String {
        let (is_least, is_most) = (self.is_named(from), self.is_named(to));
        let least =
            if is_least { self.values.get(from) } else { from.checked_sub(1).and_then(|at| self.values.get(at)) };
        let most = self.values.get(if is_most { to } else { to + 1 });
        match (least.map(written), most.map(written)) {
            (None, None) => "-".to_owned(),
            (Some(least), Some(most)) if least == most => least,
            (Some(least), None) => format!("{} {least}", if is_least { ">=" } else { ">" }),
            (None, Some(most)) => format!("{} {most}", if is_most { "<=" } else { "<" }),
            (Some(least), Some(most)) => {
                let (opening, closing) = (if is_least { '[' } else { '(' }, if is_most { ']' } else { ')' });
                format!("{opening}{least}..{most}{closing}")
            }
        }
    }
}

/// A value as a cell writes it.
fn written(value: &Value) -> String {
    match value {
        Value::Date(day) => format!("date(\"{day}\")"),
        other => other.to_string(),
    }
}
