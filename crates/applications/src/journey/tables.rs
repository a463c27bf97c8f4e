//! Decision tables that are made of the conditions of a journey (`when`).

use std::collections::{BTreeMap, BTreeSet};

use eligibility::{
    decision::{Column, Decision, InputData, Rule, Table},
    import::{APPLIES, DOES_NOT_APPLY},
    requirement::{Told, Way},
};

use super::{Journey, Kind, Step, When};

/// The tables that are made of the conditions of a journey, and what they have to be told.
pub(super) struct Own<'j> {
    pub journey: &'j Journey,
    pub told: BTreeMap<String, Told>,
}

/// For each input the cell that has to hold.
type Cells = BTreeMap<String, String>;

/// Conditions of a service may be met in so many ways.
pub(super) const MOST_WAYS: usize = 1_000;

/// In how many ways the conditions of a service may be met, at most: each is a rule of its table.
pub(super) fn ways(journey: &Journey, step: &Step) -> usize {
    let of = |when: &When| {
        let kind = journey.question(&when.question).map(|question| question.kind);
        if matches!(kind, Some(Kind::YesNo | Kind::Choice)) { 1 } else { when.is.len().max(1) }
    };
    step.when.iter().fold(1_usize, |ways, when| ways.saturating_mul(of(when)))
}

impl Own<'_> {
    /// A table that says yes where all conditions of a service hold, and no to everybody else.
    pub fn decision(&mut self, step: &Step) -> Option<Decision> {
        if step.when.is_empty() || step.decision.is_some() {
            return None;
        }
        let mut ways = vec![Cells::new()];
        for when in &step.when {
            let own = self.ways(when);
            ways = ways.iter().flat_map(|way| own.iter().filter_map(|more| joined(way, more))).collect();
        }
        let inputs: BTreeSet<String> = ways.iter().flat_map(|way| way.keys().cloned()).collect();
        let name = step.service_type.name();
        let row = |when: Vec<String>, says: &str| Rule {
            id: None,
            description: None,
            when,
            then: vec![format!("\"{says}\"")],
            notes: Vec::new(),
        };
        let cell = |way: &Cells, input: &String| way.get(input).cloned().unwrap_or_else(|| "-".to_owned());
        let mut rules: Vec<Rule> =
            ways.iter().map(|way| row(inputs.iter().map(|input| cell(way, input)).collect(), APPLIES)).collect();
        rules.push(row(inputs.iter().map(|_| "-".to_owned()).collect(), DOES_NOT_APPLY));
        let column = |input: &String| Column {
            expression: Some(input.clone()),
            type_ref: Some(type_ref(self.journey, &self.told[input]).to_owned()),
            ..Column::default()
        };
        Some(Decision {
            id: name.to_owned(),
            name: name.to_owned(),
            variable: name.to_owned(),
            question: None,
            description: None,
            requires: inputs.iter().map(|input| format!("input-{input}")).collect(),
            logic: None,
            logic_type: None,
            type_ref: Some("string".to_owned()),
            table: Some(Table {
                hit_policy: "FIRST".to_owned(),
                aggregation: None,
                type_ref: None,
                inputs: inputs.iter().map(column).collect(),
                outputs: vec![Column { type_ref: Some("string".to_owned()), ..Column::default() }],
                annotations: Vec::new(),
                rules,
            }),
        })
    }

    /// The ways to meet a condition: one of them has to hold.
    fn ways(&mut self, when: &When) -> Vec<Cells> {
        let question = self.journey.question(&when.question);
        let allowed: Option<Vec<&str>> = question.and_then(|question| match question.kind {
            Kind::YesNo => Some(vec!["yes", "no"]),
            Kind::Choice => Some(question.options.iter().map(|option| option.value.as_str()).collect()),
            _ => None,
        });
        if let Some(allowed) = allowed {
            let meets = |value: &&&str| {
                let is = |values: &[String]| values.iter().any(|known| known == **value);
                (when.is.is_empty() || is(&when.is)) && !is(&when.is_not)
            };
            let left: Vec<&str> = allowed.iter().filter(meets).copied().collect();
            let cell = |value: &str| match value {
                "yes" | "no" if question.is_some_and(|question| question.kind == Kind::YesNo) => {
                    (value == "yes").to_string()
                }
                value => format!("\"{value}\""),
            };
            if left.is_empty() {
                return Vec::new();
            }
            let cells: Vec<String> = left.into_iter().map(cell).collect();
            let input = self.tell(&when.question, Way::Itself);
            return vec![[(input, cells.join(","))].into()];
        }
        let mut none = Cells::new();
        for value in &when.is_not {
            none.insert(self.tell(&when.question, Way::Says(value.clone())), "false".to_owned());
        }
        let says = |own: &mut Self, value: &String| {
            let mut way = none.clone();
            way.insert(own.tell(&when.question, Way::Says(value.clone())), "true".to_owned());
            way
        };
        if when.is.is_empty() { vec![none] } else { when.is.iter().map(|value| says(self, value)).collect() }
    }

    /// The input that is told so.
    fn tell(&mut self, question: &str, way: Way) -> String {
        let plain = |text: &str| text.replace(|sign: char| !sign.is_ascii_alphanumeric(), "_");
        let input = match &way {
            Way::Says(value) => format!("q_{}__{}", plain(question), plain(value)),
            _ => format!("q_{}", plain(question)),
        };
        self.told.insert(input.clone(), Told { input: input.clone(), concept: question.to_owned(), way });
        input
    }
}

/// Both at once; nothing where no answer is in both.
fn joined(one: &Cells, other: &Cells) -> Option<Cells> {
    let mut both = one.clone();
    for (input, cell) in other {
        let cell = match both.get(input) {
            None => cell.clone(),
            Some(known) => {
                let known: BTreeSet<&str> = known.split(',').collect();
                let left: Vec<&str> = cell.split(',').filter(|value| known.contains(value)).collect();
                if left.is_empty() {
                    return None;
                }
                left.join(",")
            }
        };
        both.insert(input.clone(), cell);
    }
    Some(both)
}

fn type_ref(journey: &Journey, told: &Told) -> &'static str {
    match (&told.way, journey.question(&told.concept).map(|question| question.kind)) {
        (Way::Says(_), _) | (Way::Itself, Some(Kind::YesNo)) => "boolean",
        _ => "string",
    }
}

pub(super) fn input(journey: &Journey, told: &Told) -> InputData {
    InputData {
        id: format!("input-{}", told.input),
        name: told.input.clone(),
        label: journey.question(&told.concept).map(|question| question.label.en.clone()),
        type_ref: Some(type_ref(journey, told).to_owned()),
        description: None,
    }
}
