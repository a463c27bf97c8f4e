//! One object of the document, whose fields are taken out one after the other; what is left stays as it came.

use std::collections::BTreeSet;

use serde_json::{Map, Number, Value};

use crate::inventory::{
    Iri, Literal, Object, Problem, Severity, Statement, names,
    table::LONGEST_ID,
    words::{CONTROLS, without_controls},
};

/// JSON as it came, where a field holds more than letters.
pub(super) const JSON: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";
/// What begins the names of fields that the model has no place for.
pub(super) const FIELD: &str = "urn:portico:hsds:";

/// What ids have to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ids {
    /// UUIDs, as the standard asks since 3.0.
    Uuids,
    /// Whatever they are.
    Any,
}

/// Takes the letters that can't be shown out of all texts. Were there any?
fn clean(value: &mut Value) -> bool {
    match value {
        Value::String(text) => without_controls(text).map(|clean| *text = clean).is_some(),
        Value::Array(list) => list.iter_mut().filter_map(|item| clean(item).then_some(())).count() > 0,
        Value::Object(object) => object.values_mut().filter_map(|item| clean(item).then_some(())).count() > 0,
        _ => false,
    }
}

pub(super) struct Thing {
    fields: Map<String, Value>,
    /// What it is called in a report.
    pub record: String,
    pub problems: Vec<Problem>,
}

impl Thing {
    pub fn new(kind: &str, fields: Map<String, Value>) -> Self {
        let said =
            |field: &str| fields.get(field).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let record = match (said("id"), said("name")) {
            (Some(id), _) => format!("{kind} {id:.200}"),
            (None, Some(name)) => format!("{kind} without an id '{name:.200}'"),
            (None, None) => format!("{kind} without an id"),
        };
        Self::named(record, fields)
    }

    /// One that has a name of its own in a report, such as its row.
    pub fn named(record: String, mut fields: Map<String, Value>) -> Self {
        let mut has_some = false;
        fields.values_mut().for_each(|value| has_some |= clean(value));
        let mut thing = Self { record, fields, problems: Vec::new() };
        if has_some {
            let (rule, what, remedy) = CONTROLS;
            let (record, remedy) = (thing.record.clone(), remedy.to_owned());
            let what = what.to_owned();
            thing.problems.push(Problem { record, field: None, rule, severity: Severity::Remark, what, remedy });
        }
        thing
    }

    /// A text that says something. Another value is a remark, and stays.
    pub fn text(&mut self, field: &str) -> Option<String> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Some(other) => {
                let what = format!("{other:.60} is not text");
                self.remark(field, "not-a-text", what, "It is kept as it came, outside the field. Write it as text.");
                self.fields.insert(field.to_owned(), other);
                None
            }
        }
    }

    /// A text, where it is one. Another value stays without a word.
    pub fn words(&mut self, field: &str) -> Option<String> {
        self.fields.get(field)?.is_string().then(|| self.text(field)).flatten()
    }

    /// A text without which the record is of no use.
    pub fn must(&mut self, field: &str) -> Option<String> {
        let text = self.text(field);
        if text.is_none() {
            let remedy = "Fill it in, then import it again: without it the record is of no use.";
            self.problem(field, "missing", Severity::Error, format!("there is no {field}"), remedy);
        }
        text
    }

    /// An id, which the standard wants to be a UUID.
    pub fn id(&mut self, ids: Ids) -> Option<String> {
        let id = self.must("id")?;
        if id.len() > LONGEST_ID {
            let what = format!("it has {} letters, and an id {LONGEST_ID} at most", id.len());
            self.problem(
                "id",
                "too-long",
                Severity::Error,
                what,
                "Give it a shorter one. The standard asks for a UUID.",
            );
            return None;
        }
        if ids == Ids::Uuids && !names::is_uuid(&id) {
            let what = format!("'{id:.60}' is no UUID");
            self.remark("id", "not-a-uuid", what, "It is taken as it stands. The standard asks for a UUID.");
        }
        Some(id)
    }

    /// A number as it is written. Another value is a remark, and stays.
    pub fn number(&mut self, field: &str) -> Option<String> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::Number(number)) => Some(number.to_string()),
            // A table writes numbers as text, and so do many who should not.
            Some(Value::String(text)) if text.parse::<Number>().is_ok() => Some(text),
            Some(other) => {
                let what = format!("{other:.60} is not a number");
                self.remark(field, "not-a-number", what, "It is kept as it came, as words. Write it as 12.50.");
                self.fields.insert(field.to_owned(), other);
                None
            }
        }
    }

    /// An object in a field.
    pub fn object(&mut self, field: &str) -> Option<Map<String, Value>> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => None,
            Some(Value::Object(object)) => Some(object),
            Some(other) => {
                let what = "it is not an object".to_owned();
                self.remark(field, "not-an-object", what, "It is kept as it came, outside the field.");
                self.fields.insert(field.to_owned(), other);
                None
            }
        }
    }

    /// The objects in a list. A list that holds anything else is a remark, and stays.
    pub fn objects(&mut self, field: &str) -> Vec<Map<String, Value>> {
        match self.fields.remove(field) {
            None | Some(Value::Null) => Vec::new(),
            Some(Value::Array(list)) if list.iter().all(Value::is_object) => list
                .into_iter()
                .filter_map(|item| match item {
                    Value::Object(object) => Some(object),
                    _ => None,
                })
                .collect(),
            Some(other) => {
                let what = "it is not a list of objects".to_owned();
                self.remark(field, "not-a-list", what, "It is kept as it came, outside the field.");
                self.fields.insert(field.to_owned(), other);
                Vec::new()
            }
        }
    }

    /// The address of a page; one that can't be an address is a remark, and stays.
    pub fn page(&mut self, field: &str) -> Option<Iri> {
        let text = self.text(field)?;
        let page = names::page(&text);
        if page.is_none() {
            let what = format!("'{text:.60}' is not the address of a page");
            let remedy = "It is kept as it came, outside the field. Write a whole address without spaces.";
            self.remark(field, "not-an-address", what, remedy);
            self.fields.insert(field.to_owned(), Value::String(text));
        }
        page
    }

    /// Takes over what is wrong with something nested in one of its lists.
    pub fn adopt(&mut self, list: &str, nested: Thing) {
        self.problems.extend(nested.problems.into_iter().map(|problem| Problem {
            record: self.record.clone(),
            field: Some(problem.field.map_or_else(|| list.to_owned(), |field| format!("{list}.{field}"))),
            ..problem
        }));
    }

    pub fn remark(&mut self, field: &str, rule: &'static str, what: String, remedy: &str) {
        self.problem(field, rule, Severity::Remark, what, remedy);
    }

    pub fn problem(&mut self, field: &str, rule: &'static str, severity: Severity, what: String, remedy: &str) {
        self.problems.push(Problem {
            record: self.record.clone(),
            field: Some(field.to_owned()),
            rule,
            severity,
            what,
            remedy: remedy.to_owned(),
        });
    }

    /// Everything that was not taken out.
    pub fn rest(&mut self) -> BTreeSet<Statement> {
        let statement = |(field, value): (String, Value)| {
            let literal = match value {
                Value::Null => return None,
                Value::String(text) => Literal::plain(text),
                other => Literal::typed(JSON, other.to_string()),
            };
            let property = Iri::new(format!("{FIELD}{}", names::safe(&field)));
            Some(Statement { property, object: Object::Literal(literal) })
        };
        std::mem::take(&mut self.fields).into_iter().filter_map(statement).collect()
    }
}
