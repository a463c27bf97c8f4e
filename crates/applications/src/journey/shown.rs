//! What staff see of the models of a journey: their tables rule by rule, and what those rest on.

use eligibility::decision::{self, Column, Decision, Named, Rule, Source};
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

impl Table {
    /// A table, with the service that it decides. `asks` is what people read of an input.
    fn of(
        decision: &Decision,
        table: &decision::Table,
        title: Option<Text>,
        asks: impl Fn(&str) -> Option<Text>,
    ) -> Self {
        let head = |column: &Column| column.label.clone().or_else(|| column.expression.clone()).unwrap_or_default();
        let same = |text: String| Text { fr: text.clone(), en: text };
        let input =
            |column: &Column| column.expression.as_deref().and_then(&asks).unwrap_or_else(|| same(head(column)));
        let row = |rule: &Rule| Row { when: rule.when.clone(), then: rule.then.clone(), notes: rule.notes.clone() };
        Self {
            name: decision.name.clone(),
            title,
            question: decision.question.clone().or_else(|| decision.description.clone()),
            policy: table.policy(),
            inputs: table.inputs.iter().map(input).collect(),
            outputs: table.outputs.iter().map(head).collect(),
            values: table.outputs.iter().map(|output| output.values.clone()).collect(),
            has_values: table.outputs.iter().any(|output| output.values.is_some()),
            notes: table.annotations.clone(),
            defaults: table.outputs.iter().map(|output| output.default.clone()).collect(),
            has_defaults: table.outputs.iter().any(|output| output.default.is_some()),
            rules: table.rules.iter().map(row).collect(),
        }
    }
}

/// The decisions of a journey that are tables, with the service that each decides.
pub(super) fn tables(journey: &Journey, decisions: &Decisions, title: impl Fn(&Step) -> Text) -> Vec<Table> {
    let decides = |name: &str| {
        let own = |step: &&Step| step.decision.as_deref().unwrap_or_else(|| step.service_type.name()) == name;
        journey.services.iter().find(own).map(&title)
    };
    let all = decisions.models().flat_map(|model| &model.source().decisions);
    let table = |decision: &Decision| {
        let asks = |input: &str| decisions.label(journey, input);
        Some(Table::of(decision, decision.table.as_ref()?, decides(&decision.name), asks))
    };
    all.filter_map(table).collect()
}

/// What stands in the models beside their tables.
pub(super) fn written(decisions: &Decisions) -> Vec<Written> {
    decisions.models().flat_map(|model| of_model(model.source())).collect()
}

/// Decisions that are no table, and the functions that decisions call: tables may rest on them.
fn of_model(source: &Source) -> impl Iterator<Item = Written> {
    let logic = source.decisions.iter().filter_map(|decision| {
        Some(Written { name: decision.name.clone(), is_function: false, text: decision.logic.clone()? })
    });
    let function =
        |function: &Named| Written { name: function.name.clone(), is_function: true, text: function.text.clone() };
    logic.chain(source.functions.iter().map(function))
}

#[cfg(test)]
mod tests {
    use eligibility::decision::Model;

    use super::*;

    #[test]
    fn the_order_of_values_and_what_is_no_table_is_seen() {
        let values = "<outputValues><text>\"applies\", \"does not apply\"</text></outputValues>";
        let beside = "<decision id=\"fee\" name=\"fee\"><variable name=\"fee\" typeRef=\"number\"/>\
             <informationRequirement><requiredInput href=\"#i-age\"/></informationRequirement>\
             <literalExpression><text>age + 1</text></literalExpression></decision>\
             <businessKnowledgeModel id=\"f\" name=\"more\"><variable name=\"more\"/><encapsulatedLogic>\
             <literalExpression><text>1</text></literalExpression></encapsulatedLogic></businessKnowledgeModel>";
        let dmn = include_str!("fixture.dmn")
            .replace("hitPolicy=\"FIRST\"", "hitPolicy=\"PRIORITY\"")
            .replace("<output typeRef=\"string\"/>", &format!("<output typeRef=\"string\">{values}</output>"))
            .replace("</definitions>", &format!("{beside}</definitions>"));
        let model = Model::compile(&dmn).unwrap();
        let written: Vec<_> = of_model(model.source()).map(|one| (one.name, one.is_function, one.text)).collect();
        assert_eq!(written[0], ("fee".to_owned(), false, "age + 1".to_owned()));
        assert_eq!((written[1].0.as_str(), written[1].1, written.len()), ("more", true, 2));
        let decision = &model.source().decisions[0];
        let shown = Table::of(decision, decision.table.as_ref().unwrap(), None, |_| None);
        assert_eq!((shown.policy.as_str(), shown.has_values), ("PRIORITY", true));
        assert_eq!(shown.values, [Some("\"applies\", \"does not apply\"".to_owned())]);
    }
}
