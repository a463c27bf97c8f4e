//! What staff see of the models of a journey: their tables rule by rule, and what those rest on.

use eligibility::decision::{Column, Source};
use serde::Serialize;
use values::Text;

use super::{Journey, Step, decisions::Decisions};

/// A decision as a table.
#[derive(Serialize)]
pub(super) struct Table {
    name: String,
    /// The service that it decides.
    title: Option<Text>,
    question: Option<String>,
    /// Its hit policy, with what is made of several results.
    policy: String,
    inputs: Vec<Text>,
    outputs: Vec<String>,
    /// The values that an output may have; under `PRIORITY` the first that is said counts.
    values: Vec<Option<String>>,
    has_values: bool,
    notes: Vec<String>,
    rules: Vec<Row>,
    /// What each output says where no rule holds.
    defaults: Vec<Option<String>>,
    has_defaults: bool,
}

#[derive(Serialize)]
struct Row {
    when: Vec<String>,
    then: Vec<String>,
    notes: Vec<String>,
}

/// What stands in a model beside its tables.
#[derive(Serialize)]
pub(super) struct Written {
    name: String,
    /// Is it a function, that decisions call?
    is_function: bool,
    text: String,
}

/// The decisions of a journey that are tables, with the service that each decides.
pub(super) fn tables(journey: &Journey, decisions: &Decisions, title: impl Fn(&Step) -> Text) -> Vec<Table> {
    let head = |column: &Column| column.label.clone().or_else(|| column.expression.clone()).unwrap_or_default();
    let same = |text: String| Text { fr: text.clone(), en: text };
    let decides = |name: &str| {
        let own = |step: &&Step| step.decision.as_deref().unwrap_or_else(|| step.service_type.name()) == name;
        journey.services.iter().find(own).map(&title)
    };
    let mut tables = Vec::new();
    for decision in decisions.models().flat_map(|model| &model.source().decisions) {
        let Some(table) = &decision.table else { continue };
        let input = |column: &Column| {
            let known = column.expression.as_deref().and_then(|input| decisions.label(journey, input));
            known.unwrap_or_else(|| same(head(column)))
        };
        tables.push(Table {
            name: decision.name.clone(),
            title: decides(&decision.name),
            question: decision.question.clone().or_else(|| decision.description.clone()),
            policy: table.policy(),
            values: table.outputs.iter().map(|output| output.values.clone()).collect(),
            has_values: table.outputs.iter().any(|output| output.values.is_some()),
            inputs: table.inputs.iter().map(input).collect(),
            outputs: table.outputs.iter().map(head).collect(),
            notes: table.annotations.clone(),
            defaults: table.outputs.iter().map(|output| output.default.clone()).collect(),
            has_defaults: table.outputs.iter().any(|output| output.default.is_some()),
            rules: table
                .rules
                .iter()
                .map(|rule| Row { when: rule.when.clone(), then: rule.then.clone(), notes: rule.notes.clone() })
                .collect(),
        });
    }
    tables
}

/// Decisions that are no table, and the functions that decisions call: tables may rest on them.
pub(super) fn written(decisions: &Decisions) -> Vec<Written> {
    let of_model = |source: &Source| {
        let logic = source.decisions.iter().filter_map(|decision| {
            Some(Written { name: decision.name.clone(), is_function: false, text: decision.logic.clone()? })
        });
        let functions = source.functions.iter().map(|function| Written {
            name: function.name.clone(),
            is_function: true,
            text: function.text.clone(),
        });
        logic.chain(functions).collect::<Vec<_>>()
    };
    decisions.models().flat_map(|model| of_model(model.source())).collect()
}
