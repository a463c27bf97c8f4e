//! What an answer has to be: a concept's constraint, read as the cell of a table that it is.

use super::Type;
use crate::decision::{Column, Decision, Fact, Facts, InputData, Model, ModelError, Rule, Source, Table, Verdict};

/// What the cell looks at, and what comes of it.
const ANSWER: &str = "answer";
const ALLOWED: &str = "allowed";

/// A constraint, ready to be held against answers.
pub struct Constraint(Model);

impl Constraint {
    /// Reads a cell (`>= 0`) for answers of a type; what is the matter with it where it is none.
    pub fn read(cell: &str, kind: Type) -> Result<Self, String> {
        let of = feel(kind).ok_or("an area is looked up, so that there is nothing to write of it")?;
        let model = Model::compile(&table(cell, of).to_xml()).map_err(|error| match error {
            ModelError::Cells(faults) if !faults.is_empty() => faults[0].what.clone(),
            other => other.to_string(),
        })?;
        Ok(Self(model))
    }

    /// Does an answer meet it?
    pub fn allows(&self, answer: &Fact) -> bool {
        let said = self.0.decide(ALLOWED, &Facts::new([(ANSWER, answer.clone())]));
        said.is_ok_and(|(verdict, _)| verdict == Verdict::Decided(Fact::Boolean(true)))
    }
}

/// The type in FEEL's own words; nothing of a place, which is told by its parts.
fn feel(kind: Type) -> Option<&'static str> {
    match kind {
        Type::YesNo => Some("boolean"),
        Type::Number => Some("number"),
        Type::Text | Type::Choice => Some("string"),
        Type::Date => Some("date"),
        Type::Place => None,
    }
}

/// One rule with one cell.
fn table(cell: &str, of: &str) -> Source {
    let type_ref = Some(of.to_owned());
    let rule = Rule {
        id: None,
        description: None,
        when: vec![cell.to_owned()],
        then: vec!["true".to_owned()],
        notes: Vec::new(),
    };
    Source {
        name: ALLOWED.to_owned(),
        namespace: "urn:constraint".to_owned(),
        inputs: vec![InputData {
            id: "i".to_owned(),
            name: ANSWER.to_owned(),
            label: None,
            type_ref: type_ref.clone(),
            description: None,
        }],
        decisions: vec![Decision {
            id: "d".to_owned(),
            name: ALLOWED.to_owned(),
            variable: ALLOWED.to_owned(),
            question: None,
            description: None,
            requires: vec!["i".to_owned()],
            logic: None,
            logic_type: None,
            type_ref: None,
            table: Some(Table {
                hit_policy: "UNIQUE".to_owned(),
                aggregation: None,
                type_ref: None,
                inputs: vec![Column { expression: Some(ANSWER.to_owned()), type_ref, ..Column::default() }],
                outputs: vec![Column::default()],
                annotations: Vec::new(),
                rules: vec![rule],
            }),
        }],
        ..Source::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_meets_its_constraint_or_not() {
        let of = |cell: &str, kind, answer: Fact| Constraint::read(cell, kind).unwrap().allows(&answer);
        assert!(of(">= 0", Type::Number, Fact::number("0")) && !of(">= 0", Type::Number, Fact::number("-0.01")));
        assert!(of("\"a\",\"b\"", Type::Choice, Fact::text("b")) && !of("\"a\",\"b\"", Type::Choice, Fact::text("c")));
        assert!(of("< date(\"2020-01-01\")", Type::Date, Fact::date("2019-12-31")));
        assert!(of("true", Type::YesNo, Fact::Boolean(true)) && !of("true", Type::YesNo, Fact::Boolean(false)));
        assert!(!of(">= 0", Type::Number, Fact::text("0")), "of another type");
    }

    #[test]
    fn what_is_no_cell_is_refused_with_the_reason() {
        let wrong = |cell: &str, kind| Constraint::read(cell, kind).err().unwrap_or_default();
        assert!(wrong(">= ", Type::Number).starts_with("it can't be read"), "{}", wrong(">= ", Type::Number));
        assert!(wrong(">= limit", Type::Number).contains("nobody knows 'limit'"));
        assert!(wrong("\"a\"", Type::Number).contains("the column is number"));
        assert!(wrong("\"a\"", Type::Place).contains("an area is looked up"));
        assert!(!wrong(&"(".repeat(10_000), Type::Number).is_empty());
    }
}
