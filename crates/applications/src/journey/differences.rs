//! What one edition of a journey says otherwise than another, for whoever looks it through: in its tables, which parts,
//! options and fields came or went, and what is written otherwise.

use std::collections::{BTreeMap, BTreeSet};

use eligibility::decision::{self, compare};
use serde::Serialize;
use serde_json::Value;
use values::Text;
use web::MessageRef;

use super::{Journey, Question, Step};
use crate::Government;

/// Two values that are longer together are not told.
const LONGEST_SAID: usize = 300;

/// Something that an edition says otherwise.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// In the reader's language.
    Said(MessageRef),
    /// In the words of the file and its tables.
    Words(String),
}

/// What the later of two editions says otherwise.
pub fn differences(government: &Government, before: &Journey, after: &Journey) -> Vec<Difference> {
    let mut said = parts(government, before, after);
    said.extend(tables(before, after).iter().map(|table| Difference::Words(table.to_string())));
    said
}

/// What the tables say otherwise.
pub(super) fn tables(before: &Journey, after: &Journey) -> Vec<decision::Difference> {
    let decisions = before.decisions().zip(after.decisions());
    decisions.map(|(earlier, later)| compare(&earlier.source(), &later.source())).unwrap_or_default()
}

/// What all but the tables says otherwise.
pub(super) fn parts(government: &Government, before: &Journey, after: &Journey) -> Vec<Difference> {
    let mut said = Vec::new();
    let mut sets = |what: &str, of: &dyn Fn(&Journey) -> Labels| said.extend(sets(what, None, &of(before), &of(after)));
    sets("page", &|journey| journey.pages.iter().map(|page| (page.id.clone(), page.title.clone())).collect());
    sets("question", &|journey| journey.questions.iter().map(|one| (one.id.clone(), one.label.clone())).collect());
    sets("exit", &|journey| journey.exits.iter().map(|exit| (exit.id.clone(), exit.title.clone())).collect());
    sets("evidence", &|journey| journey.evidence.iter().map(|kind| (kind.id.clone(), kind.label.clone())).collect());
    sets("service", &|journey| journey.services.iter().map(|step| service(government, step)).collect());
    for question in &after.questions {
        said.extend(before.question(&question.id).into_iter().flat_map(|earlier| options(earlier, question)));
    }
    for step in &after.services {
        let earlier = before.services.iter().find(|earlier| earlier.service_type == step.service_type);
        said.extend(earlier.into_iter().flat_map(|earlier| asked(government, (before, earlier), (after, step))));
    }
    said.extend(written_otherwise(before, after).into_iter().map(Difference::Words));
    said
}

/// What people call things, by their names.
type Labels = Vec<(String, Text)>;

fn service(government: &Government, step: &Step) -> (String, Text) {
    let known = government.catalogue.service_type(&step.service_type);
    let title = known.map_or_else(|| step.why.clone(), |known| known.title.clone());
    (step.service_type.name().to_owned(), title)
}

/// What came and what went, of a whole or of one part of it.
fn sets(what: &str, part: Option<&Text>, before: &Labels, after: &Labels) -> Vec<Difference> {
    let differing = |how: &str, (_, name): &(String, Text)| {
        let message = MessageRef::new(format!("journey-{how}-{what}")).with("name", name.clone());
        Difference::Said(match part {
            Some(part) => message.with("part", part.clone()),
            None => message,
        })
    };
    let lacks = |all: &Labels, name: &str| all.iter().all(|(known, _)| known != name);
    let came = after.iter().filter(|(name, _)| lacks(before, name)).map(|one| differing("came", one));
    came.chain(before.iter().filter(|(name, _)| lacks(after, name)).map(|one| differing("went", one))).collect()
}

/// The options of a question that came or went, or are written otherwise.
fn options(before: &Question, after: &Question) -> Vec<Difference> {
    let labels = |question: &Question| -> Labels {
        question.options.iter().map(|option| (option.value.clone(), option.label.clone())).collect()
    };
    let (was, is) = (labels(before), labels(after));
    let mut said = sets("option", Some(&after.label), &was, &is);
    for option in &after.options {
        let Some(earlier) = before.options.iter().find(|earlier| earlier.value == option.value) else { continue };
        let [earlier, later] = [earlier, option].map(|option| serde_json::to_value(option).unwrap_or_default());
        let what = format!("question {}, option {}, ", after.id, option.value);
        said.extend(keys(&what, &earlier, &later).map(Difference::Words));
    }
    let kept = |labels: &Labels, others: &Labels| -> Vec<String> {
        let names = labels.iter().map(|(name, _)| name.clone());
        names.filter(|name| others.iter().any(|(other, _)| other == name)).collect()
    };
    if kept(&was, &is) != kept(&is, &was) {
        said.push(Difference::Words(format!("question {}, options stand in another order", after.id)));
    }
    said
}

/// What a service is sent, and what it asks for, otherwise than before.
fn asked(government: &Government, (before, was): (&Journey, &Step), (after, is): (&Journey, &Step)) -> Vec<Difference> {
    let same = |name: &str| Text { en: name.to_owned(), fr: name.to_owned() };
    let fields = |journey: &Journey, step: &Step| -> Labels {
        let label = |field: &String| journey.question(field).map_or_else(|| same(field), |one| one.label.clone());
        step.fields.iter().map(|field| (field.clone(), label(field))).collect()
    };
    let evidence = |journey: &Journey, step: &Step| -> Labels {
        let label = |id: &str| journey.evidence.iter().find(|kind| kind.id == id).map(|kind| kind.label.clone());
        let named = step.evidence_types().into_iter().map(|id| (id.to_owned(), label(id).unwrap_or_else(|| same(id))));
        named.collect()
    };
    let (_, title) = service(government, is);
    let mut said = sets("field", Some(&title), &fields(before, was), &fields(after, is));
    let asks = sets("asked", Some(&title), &evidence(before, was), &evidence(after, is));
    if asks.is_empty() && was.evidence != is.evidence {
        said.push(Difference::Said(MessageRef::new("journey-differs-lists").with("part", title.clone())));
    }
    said.extend(asks);
    if was.after != is.after {
        let followed = is.after.as_ref().and_then(|name| after.services.iter().find(|one| one.service_type == *name));
        said.push(Difference::Said(match followed {
            Some(followed) => MessageRef::new("journey-differs-after")
                .with("part", title)
                .with("name", service(government, followed).1),
            None => MessageRef::new("journey-differs-after-none").with("part", title),
        }));
    }
    said
}

/// The keys of what stands in both editions that are written otherwise.
fn written_otherwise(before: &Journey, after: &Journey) -> Vec<String> {
    let [before, after] = [before, after].map(|journey| serde_json::to_value(journey).unwrap_or_default());
    let parts = |journey: &Value, table: &str| -> BTreeMap<String, Value> {
        let all = journey.get(table).and_then(Value::as_array).cloned().unwrap_or_default();
        let name = |part: &Value| NAMES.into_iter().find_map(|key| part[key].as_str().map(str::to_owned));
        all.into_iter().filter_map(|part| Some((name(&part)?, part))).collect()
    };
    let mut said: Vec<String> = keys("", &before, &after).collect();
    for table in ["page", "question", "exit", "evidence", "service", "told"] {
        let was = parts(&before, table);
        for (name, part) in parts(&after, table) {
            let Some(earlier) = was.get(&name) else { continue };
            // Types are known to people without the prefix of their kind.
            let name = name.strip_prefix("typ_").unwrap_or(&name);
            said.extend(keys(&format!("{table} {name}, "), earlier, &part));
        }
        let order = |journey: &Value| -> Vec<String> {
            let other = parts(if journey == &before { &after } else { &before }, table);
            let all = journey.get(table).and_then(Value::as_array).into_iter().flatten();
            let names = all.filter_map(|part| NAMES.into_iter().find_map(|key| part[key].as_str()));
            names.filter(|name| other.contains_key(*name)).map(str::to_owned).collect()
        };
        if order(&before) != order(&after) {
            said.push(format!("{table}s stand in another order"));
        }
    }
    said
}

/// The keys that name a part.
const NAMES: [&str; 3] = ["id", "type", "input"];

/// The keys of a table that are written otherwise: short values with both.
fn keys<'v>(what: &'v str, before: &'v Value, after: &'v Value) -> impl Iterator<Item = String> + 'v {
    const APART: [&str; 9] = ["page", "question", "exit", "evidence", "service", "told", "dmn", "edition", "model"];
    // What is told with its labels.
    const LABELLED: [&str; 4] = ["options", "fields", "evidence", "after"];
    let of = |value: &'v Value| value.as_object().into_iter().flat_map(|object| object.keys());
    let names: BTreeSet<&String> = of(before).chain(of(after)).collect();
    let is_apart = |name: &str| if what.is_empty() { APART.contains(&name) } else { LABELLED.contains(&name) };
    let short = |value: &Value| match value {
        Value::Null => "nothing".to_owned(),
        Value::Object(text) if text.contains_key("en") => text["en"].to_string(),
        other => other.to_string(),
    };
    names.into_iter().filter(move |name| !is_apart(name) && before.get(name) != after.get(name)).map(move |name| {
        let [was, is] = [before, after].map(|value| short(value.get(name).unwrap_or(&Value::Null)));
        // What is put in other words in another language reads the same here.
        if was == is || was.len() + is.len() > LONGEST_SAID {
            return format!("{what}{name} is written otherwise");
        }
        format!("{what}{name}: {is}, before {was}")
    })
}
