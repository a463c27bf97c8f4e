//! The benefit finder of the United States (USAGov): a form whose fields have keys, and benefits with the values of these
//! keys that are acceptable. A benefit is there for whoever has an acceptable value for each of its keys.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter,
};

use serde::Deserialize;
use thiserror::Error;
use values::Day;

use super::{Benefit, Imported, Input, Level, Page, Path, Remark, any_of, decision, id_of, model, without_marks};
use crate::{
    decision::Fact,
    question::{Condition, Question},
    requirement::{Choice, Concept, Texts, Told, Type, Way},
};

/// A file may be this long.
pub const MOST_BYTES: usize = 4 << 20;
/// Fields may hang on the answers to others this deep.
const DEEPEST: usize = 8;
/// Its texts are in this language.
const LANGUAGE: &str = "en";

/// Why a file can't be read.
#[derive(Debug, Error)]
pub enum BadFile {
    /// Too long.
    #[error("this file has more than {MOST_BYTES} bytes. Split it by life event.")]
    TooLong,
    /// Not of this format.
    #[error("this is no export of the benefit finder: {0}")]
    Unreadable(String),
    /// Fields hang on fields too deep.
    #[error("the field '{0}' hangs on others more than {DEEPEST} deep")]
    TooDeep(String),
    /// The same key for two fields.
    #[error("the field '{0}' stands twice. Give one of them another criteriaKey.")]
    Twice(String),
}

#[derive(Deserialize)]
struct File {
    data: Data,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Data {
    life_event_form: Form,
    benefits: Vec<Wrapped>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Form {
    id: String,
    title: String,
    sections_eligibility_criteria: Vec<SectionWrapped>,
}

#[derive(Deserialize)]
struct SectionWrapped {
    section: Section,
}

#[derive(Deserialize)]
struct Section {
    heading: String,
    fieldsets: Vec<FieldsetWrapped>,
}

#[derive(Deserialize)]
struct FieldsetWrapped {
    fieldset: Fieldset,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Fieldset {
    criteria_key: String,
    legend: String,
    #[serde(default)]
    hint: String,
    inputs: Vec<InputWrapped>,
    #[serde(default)]
    children: Vec<Children>,
}

#[derive(Deserialize)]
struct InputWrapped {
    #[serde(rename = "inputCriteria")]
    criteria: InputCriteria,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InputCriteria {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    child_dependency_option: String,
    #[serde(default)]
    values: Vec<Offered>,
}

#[derive(Deserialize)]
struct Offered {
    /// An option; of a date an empty object.
    #[serde(default)]
    value: serde_json::Value,
}

#[derive(Deserialize)]
struct Children {
    fieldsets: Vec<FieldsetWrapped>,
}

#[derive(Deserialize)]
struct Wrapped {
    benefit: Given,
}

#[derive(Deserialize)]
struct Given {
    title: String,
    #[serde(default)]
    summary: String,
    #[serde(rename = "SourceLink", default)]
    source: String,
    agency: Agency,
    eligibility: Vec<Criterion>,
}

#[derive(Deserialize)]
struct Agency {
    title: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Criterion {
    criteria_key: String,
    #[serde(default)]
    label: String,
    acceptable_values: Vec<String>,
}

/// Reads a file.
pub fn read(file: &[u8]) -> Result<Imported, BadFile> {
    if file.len() > MOST_BYTES {
        return Err(BadFile::TooLong);
    }
    let File { data } = serde_json::from_slice(file).map_err(|error| BadFile::Unreadable(error.to_string()))?;
    let mut fields = Fields::default();
    let mut pages = Vec::new();
    for SectionWrapped { section } in &data.life_event_form.sections_eligibility_criteria {
        let mut questions = Vec::new();
        for FieldsetWrapped { fieldset } in &section.fieldsets {
            fields.take(fieldset, Vec::new(), &mut questions, 0)?;
        }
        pages.push(Page { title: section.heading.clone(), questions });
    }
    let mut remarks = Vec::new();
    fields.opened(&mut remarks);
    let mut given: Vec<(Benefit, Path)> =
        data.benefits.into_iter().map(|wrapped| fields.benefit(wrapped.benefit, &mut remarks)).collect();
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (benefit, _) in &mut given {
        let ids = (2..).map(|n| format!("{}-{n}", benefit.id));
        benefit.id = iter::once(benefit.id.clone()).chain(ids).find(|id| !known.contains(id)).unwrap_or_default();
        known.insert(benefit.id.clone());
    }
    let inputs = fields.inputs(&given);
    let decisions = given
        .iter()
        .map(|(benefit, path)| decision(&benefit.id, &benefit.id, &inputs, std::slice::from_ref(path)))
        .collect();
    let namespace = format!("urn:benefit-finder:{}", data.life_event_form.id);
    Ok(Imported {
        model: model(&data.life_event_form.title, &namespace, &inputs, decisions),
        title: data.life_event_form.title,
        language: LANGUAGE.to_owned(),
        told: inputs.iter().map(|input| told(&input.name)).collect(),
        concepts: fields.concepts,
        pages,
        benefits: given.into_iter().map(|(benefit, _)| benefit).collect(),
        places: BTreeMap::new(),
        remarks,
    })
}

/// The fields of the form.
#[derive(Default)]
struct Fields {
    concepts: Vec<Concept>,
    by_key: BTreeMap<String, usize>,
    /// Fields that open others with an answer that a question can't wait for.
    opens: Vec<(String, String)>,
}

/// What an input that counts years is called beside the day itself.
const YEARS: &str = "_years";

impl Fields {
    fn take(
        &mut self,
        fieldset: &Fieldset,
        when: Vec<Condition>,
        questions: &mut Vec<Question>,
        deep: usize,
    ) -> Result<(), BadFile> {
        let key = &fieldset.criteria_key;
        if deep > DEEPEST {
            return Err(BadFile::TooDeep(key.clone()));
        }
        let criteria = fieldset.inputs.first().map(|input| &input.criteria);
        let options: Vec<&str> =
            criteria.into_iter().flat_map(|input| &input.values).filter_map(|offered| offered.value.as_str()).collect();
        let kind = match criteria.map(|input| input.kind.as_str()) {
            Some("Date") => Type::Date,
            _ if options == ["Yes", "No"] => Type::YesNo,
            _ if options.is_empty() => Type::Text,
            _ => Type::Choice,
        };
        let texts = |text: &str| -> Texts {
            let text = text.trim();
            (!text.is_empty()).then(|| (LANGUAGE.to_owned(), text.to_owned())).into_iter().collect()
        };
        let choice = |value: &&str| Choice { value: (*value).to_owned(), labels: texts(value) };
        if self.by_key.insert(key.clone(), self.concepts.len()).is_some() {
            return Err(BadFile::Twice(key.clone()));
        }
        self.concepts.push(Concept {
            id: key.clone(),
            kind,
            labels: texts(&fieldset.legend),
            help: texts(&fieldset.hint),
            options: if kind == Type::Choice { options.iter().map(choice).collect() } else { Vec::new() },
            constraint: None,
        });
        questions.push(Question { concept: key.clone(), when });
        let opens = criteria.map(|input| input.child_dependency_option.as_str()).unwrap_or_default();
        for FieldsetWrapped { fieldset: child } in fieldset.children.iter().flat_map(|children| &children.fieldsets) {
            // Where nobody says which answer opens it, any does.
            let is: Vec<Fact> = self.fact(key, opens).into_iter().collect();
            let years = |opens: &str| opens.strip_prefix(">=")?.strip_suffix("years")?.trim().parse().ok();
            let aged: Option<u16> = (kind == Type::Date).then_some(opens).and_then(years);
            if is.is_empty() && aged.is_none() && !opens.is_empty() && !self.opens.iter().any(|(known, _)| known == key)
            {
                self.opens.push((key.clone(), opens.to_owned()));
            }
            let when = Condition { concept: key.clone(), is, is_not: Vec::new(), aged };
            self.take(child, vec![when], questions, deep + 1)?;
        }
        Ok(())
    }

    /// Names what opens questions and is no one answer.
    fn opened(&self, remarks: &mut Vec<Remark>) {
        let what = "what hangs on it is asked after any answer, since a question waits for one answer and no bound";
        remarks.extend(self.opens.iter().map(|(key, opens)| Remark {
            benefit: "the form".to_owned(),
            condition: format!("{key} {opens}"),
            what: what.to_owned(),
        }));
    }

    fn concept(&self, key: &str) -> Option<&Concept> {
        Some(&self.concepts[*self.by_key.get(key)?])
    }

    /// An answer as a fact.
    fn fact(&self, key: &str, answer: &str) -> Option<Fact> {
        match self.concept(key)?.kind {
            Type::YesNo if answer == "Yes" => Some(Fact::Boolean(true)),
            Type::YesNo if answer == "No" => Some(Fact::Boolean(false)),
            Type::Choice | Type::Text if !answer.is_empty() => Some(Fact::text(answer)),
            _ => None,
        }
    }

    fn benefit(&self, given: Given, remarks: &mut Vec<Remark>) -> (Benefit, Path) {
        let name = given.title.trim().to_owned();
        let mut path = Path::default();
        for criterion in &given.eligibility {
            let mut remark = |what: String| {
                let condition = format!("{} {}", criterion.criteria_key, criterion.acceptable_values.join(", "));
                remarks.push(Remark { benefit: name.clone(), condition, what });
            };
            let condition = self.cell(criterion, &mut remark);
            let is_twice = condition.as_ref().is_some_and(|(input, _)| path.cell(input).is_some());
            if let Some(condition) = condition.filter(|_| !is_twice) {
                path.conditions.push(condition);
            } else {
                path.is_partial = true;
                remark("no cell of a table can tell it, so a person decides where all else holds".to_owned());
            }
        }
        let concepts: BTreeSet<String> = path.conditions.iter().map(|(input, _)| key_of(input).to_owned()).collect();
        let benefit = Benefit {
            id: id_of(&name),
            summary: without_marks(&given.summary),
            level: Level::National,
            body: given.agency.title.trim().to_owned(),
            page: Some(given.source).filter(|source| source.starts_with("https://")),
            concepts: concepts.into_iter().collect(),
            words: Vec::new(),
            name,
        };
        (benefit, path)
    }

    /// The input that a criterion looks at, and the cell that has to hold.
    fn cell(&self, criterion: &Criterion, remark: &mut impl FnMut(String)) -> Option<(String, String)> {
        let key = &criterion.criteria_key;
        let concept = self.concept(key)?;
        let accepted = &criterion.acceptable_values;
        match concept.kind {
            Type::Date => {
                let [value] = accepted.as_slice() else { return None };
                let number = value.trim_start_matches(['<', '>', '=']);
                let sign = &value[..value.len() - number.len()];
                if !["<", "<=", ">", ">="].contains(&sign) {
                    return None;
                }
                if let Some(years) = number.strip_suffix("years") {
                    let years: u16 = years.trim().parse().ok()?;
                    let label = criterion.label.to_lowercase();
                    if label.contains("under") && sign.starts_with('>')
                        || label.contains("over") && sign.starts_with('<')
                    {
                        // Which of them is meant, nobody here knows.
                        remark(format!("the value says {sign} {years} years and the label '{}'", criterion.label));
                        return None;
                    }
                    return Some((format!("{key}{YEARS}"), format!("{sign} {years}")));
                }
                let day = american_day(number)?;
                Some((key.clone(), format!("{sign} date(\"{day}\")")))
            }
            Type::YesNo => match accepted.as_slice() {
                [only] => Some((key.clone(), (only == "Yes").to_string())).filter(|_| only == "Yes" || only == "No"),
                _ => None,
            },
            Type::Choice => {
                let is_known = |value: &&String| concept.options.iter().any(|option| option.value == **value);
                for value in accepted.iter().filter(|value| !is_known(value)) {
                    remark(format!("'{value}' is none of the options, so it never holds"));
                }
                let known: Vec<&str> = accepted.iter().filter(is_known).map(String::as_str).collect();
                (!known.is_empty()).then(|| (key.clone(), any_of(known)))
            }
            _ => None,
        }
    }

    /// The inputs that some benefit asks for, in the order of the form.
    fn inputs(&self, given: &[(Benefit, Path)]) -> Vec<Input> {
        let asked: BTreeSet<&str> =
            given.iter().flat_map(|(_, path)| &path.conditions).map(|(input, _)| input.as_str()).collect();
        let mut inputs = Vec::new();
        for concept in &self.concepts {
            let years = format!("{}{YEARS}", concept.id);
            let label = concept.labels.get(LANGUAGE);
            if asked.contains(concept.id.as_str()) {
                let options = concept.options.iter().map(|option| option.value.as_str());
                inputs.push(Input {
                    name: concept.id.clone(),
                    type_ref: match concept.kind {
                        Type::YesNo => "boolean",
                        Type::Date => "date",
                        _ => "string",
                    },
                    values: (concept.kind == Type::Choice).then(|| any_of(options)),
                    label: label.cloned(),
                });
            }
            if asked.contains(years.as_str()) {
                let label = label.map(|label| format!("{label}: full years since"));
                inputs.push(Input { name: years, type_ref: "number", values: None, label });
            }
        }
        inputs
    }
}

fn told(input: &str) -> Told {
    let key = key_of(input);
    let way = if key == input { Way::Itself } else { Way::YearsSince };
    Told { input: input.to_owned(), concept: key.to_owned(), way }
}

/// The key of the field that an input comes from.
fn key_of(input: &str) -> &str {
    input.strip_suffix(YEARS).unwrap_or(input)
}

/// A day as Americans write it: month, day, year.
fn american_day(text: &str) -> Option<Day> {
    let parts: Vec<&str> = text.trim().split('-').collect();
    let [month, day, year] = parts.as_slice() else { return None };
    format!("{year}-{month}-{day}").parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn field(key: &str, kind: &str, values: &[&str], opens: &str, children: &[Value]) -> Value {
        let values: Vec<Value> = values.iter().map(|value| json!({ "value": value })).collect();
        json!({ "fieldset": {
            "criteriaKey": key, "legend": key, "hint": "",
            "inputs": [{ "inputCriteria": { "type": kind, "childDependencyOption": opens, "values": values } }],
            "children": if children.is_empty() { json!([]) } else { json!([{ "fieldsets": children }]) },
        } })
    }

    fn file(fields: &[Value], criteria: &Value) -> Vec<u8> {
        let benefit = json!({ "title": "Help", "agency": { "title": "Office" }, "eligibility": criteria });
        let section = json!({ "section": { "heading": "You", "fieldsets": fields } });
        let form = json!({ "id": "x", "title": "Event", "sectionsEligibilityCriteria": [section] });
        json!({ "data": { "lifeEventForm": form, "benefits": [{ "benefit": benefit }] } }).to_string().into_bytes()
    }

    fn criterion(key: &str, label: &str, values: &[&str]) -> Value {
        json!({ "criteriaKey": key, "label": label, "acceptableValues": values })
    }

    #[test]
    fn each_sort_of_condition_becomes_a_cell() {
        let fields = [
            field("born", "Date", &[], "", &[]),
            field("who", "Select", &["Spouse", "Child"], "", &[]),
            field("paid", "Radio", &["Yes", "No"], "Yes", &[field("much", "Radio", &["Yes", "No"], "", &[])]),
        ];
        let criteria = json!([
            criterion("born", "", &[">=60years"]),
            criterion("born", "", &["<12-31-1978"]),
            criterion("who", "", &["Spouse", "Child"]),
            criterion("paid", "", &["Yes"]),
        ]);
        let imported = read(&file(&fields, &criteria)).unwrap();
        assert_eq!(imported.remarks, []);
        let table = imported.model.decisions[0].table.as_ref().unwrap();
        assert_eq!(table.rules[0].when, ["< date(\"1978-12-31\")", ">= 60", "\"Spouse\",\"Child\"", "true"]);
        let much = imported.pages[0].questions.iter().find(|question| question.concept == "much").unwrap();
        assert_eq!((much.when[0].concept.as_str(), much.when[0].is.as_slice()), ("paid", &[Fact::Boolean(true)][..]));
    }

    #[test]
    fn a_second_condition_on_one_field_is_a_persons_and_two_benefits_may_have_one_title() {
        let fields = [
            field("born", "Date", &[], ">=18years", &[field("work", "Radio", &["Yes", "No"], "", &[])]),
            field("died", "Date", &[], "<2years", &[field("lately", "Radio", &["Yes", "No"], "", &[])]),
        ];
        let criteria = json!([criterion("born", "", &[">=60years"]), criterion("born", "", &["<70years"])]);
        let mut twice: Value = serde_json::from_slice(&file(&fields, &criteria)).unwrap();
        let benefits = twice["data"]["benefits"].as_array_mut().unwrap();
        benefits.push(benefits[0].clone());
        let imported = read(twice.to_string().as_bytes()).unwrap();
        let ids: Vec<&str> = imported.benefits.iter().map(|benefit| benefit.id.as_str()).collect();
        assert_eq!(ids, ["help", "help-2"]);
        let rule = &imported.model.decisions[0].table.as_ref().unwrap().rules[0];
        assert_eq!((rule.when.as_slice(), rule.then.as_slice()), (&[">= 60".to_owned()][..], &["null".to_owned()][..]));
        assert_eq!(imported.remarks[0].condition, "died <2years");
        let work = imported.pages[0].questions.iter().find(|question| question.concept == "work").unwrap();
        assert_eq!(work.when[0].aged, Some(18));
        assert!(imported.interview().is_ok());
    }

    #[test]
    fn what_can_not_hold_or_can_not_be_told_is_said_and_never_taken_for_a_yes() {
        let fields = [field("who", "Select", &["Spouse", "Child"], "", &[]), field("born", "Date", &[], "", &[])];
        let remarks = |criteria: Value| -> Vec<String> {
            let imported = read(&file(&fields, &criteria)).unwrap();
            let rule = &imported.model.decisions[0].table.as_ref().unwrap().rules[0];
            let is_partial = rule.then == ["null"];
            let own = imported.remarks.into_iter().map(|remark| remark.what);
            own.chain(is_partial.then(|| "a person decides".to_owned())).collect()
        };
        assert_eq!(
            remarks(json!([criterion("who", "", &["Spouse", "Parent"])])),
            ["'Parent' is none of the options, so it never holds"]
        );
        let under = remarks(json!([criterion("born", "You are under 18", &[">18years"])]));
        assert_eq!(under[0], "the value says > 18 years and the label 'You are under 18'");
        assert_eq!(under.last().map(String::as_str), Some("a person decides"), "{under:?}");
        for wrong in
            [criterion("born", "", &["soon"]), criterion("nobody", "", &["Yes"]), criterion("who", "", &["Uncle"])]
        {
            let said = remarks(json!([criterion("who", "", &["Child"]), wrong]));
            assert_eq!(said.last().map(String::as_str), Some("a person decides"), "{said:?}");
        }
    }

    #[test]
    fn a_file_that_is_none_has_its_own_error() {
        let twice = [field("a", "Date", &[], "", &[]), field("a", "Date", &[], "", &[])];
        let deep = (0..12).fold(field("end", "Date", &[], "", &[]), |inner, n| {
            field(&format!("f{n}"), "Radio", &["Yes", "No"], "Yes", &[inner])
        });
        for (file, expected) in [
            (b"{}".to_vec(), "this is no export"),
            (vec![b'['; 100_000], "this is no export"),
            (vec![b' '; MOST_BYTES + 1], "more than"),
            (file(&twice, &json!([])), "stands twice"),
            (file(&[deep], &json!([])), "more than 8 deep"),
        ] {
            let refused = read(&file).unwrap_err().to_string();
            assert!(refused.contains(expected), "{refused}");
        }
    }
}
