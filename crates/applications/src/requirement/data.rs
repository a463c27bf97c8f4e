//! Reads `concepts.toml`, and holds the questions of journeys against it.

use std::{collections::BTreeSet, fmt::Write as _};

use eligibility::requirement::{Choice, Concept, Constraint, Texts, Type};
use serde::Deserialize;
use values::source::{Finding, Source, Spanned};

use super::{Concepts, rules};
use crate::journey::adopt::quoted;

/// The name of the file. It may be left out.
pub const FILE: &str = "concepts.toml";
/// The languages that every text stands in; others may be there too.
const LANGUAGES: [&str; 2] = ["en", "fr"];
/// No more concepts than this, and no more options of one.
const MOST: usize = 5_000;
/// A constraint is one cell, not a text.
const LONGEST_CONSTRAINT: usize = 500;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default, rename = "concept")]
    concepts: Vec<Spanned<Concept>>,
}

/// Reads and checks the file.
pub fn read(source: &Source) -> Result<Concepts, Vec<Finding>> {
    let file: File = source.read().map_err(|finding| vec![finding])?;
    let mut findings = Vec::new();
    let mut seen = BTreeSet::new();
    if file.concepts.len() > MOST {
        findings.push(source.finding(0..0, format!("there are more than {MOST} concepts"), "Make some of them one."));
    }
    for spanned in &file.concepts {
        let concept = spanned.get_ref();
        let mut find = |what: String, fix: &str| findings.push(source.finding(spanned.span(), what, fix));
        let id = concept.id.as_str();
        if !is_id(id) {
            find(format!("'{id}' is not an id"), "Use lowercase letters, digits and '-', at most 100.");
        }
        if !seen.insert(id) {
            find(format!("concept '{id}' stands twice"), "A concept has one meaning: keep one, or give it another id.");
        }
        for wrong in wrong(concept) {
            find(wrong.0, wrong.1);
        }
    }
    if findings.is_empty() {
        Ok(Concepts(file.concepts.into_iter().map(Spanned::into_inner).collect()))
    } else {
        Err(findings)
    }
}

/// Concepts that came from elsewhere with every text in each language: where one is missing, that of another stands in its
/// place. What was put there is said.
pub fn complete(concepts: &[Concept]) -> (Concepts, Vec<String>) {
    let mut said = Vec::new();
    let mut complete = |texts: &Texts, otherwise: &str, of: &str| {
        let mut all = texts.clone();
        all.retain(|_, text| !text.trim().is_empty());
        let any = all.values().next().cloned().unwrap_or_else(|| otherwise.to_owned());
        for tag in LANGUAGES.iter().filter(|_| !any.is_empty()) {
            all.entry((*tag).to_owned()).or_insert_with(|| {
                said.push(format!("{of}: it says nothing in '{tag}', so '{any}' stands there"));
                any.clone()
            });
        }
        all
    };
    let mut of = |concept: &Concept| {
        let id = concept.id.as_str();
        Concept {
            labels: complete(&concept.labels, id, id),
            help: complete(&concept.help, "", id),
            options: concept
                .options
                .iter()
                .map(|option| Choice {
                    labels: complete(&option.labels, &option.value, &format!("{id}, {}", option.value)),
                    value: option.value.clone(),
                })
                .collect(),
            ..concept.clone()
        }
    };
    let mut complete = Concepts(concepts.iter().map(&mut of).collect());
    for concept in &mut complete.0 {
        if let Some(why) = concept.constraint.as_ref().and_then(|cell| no_constraint(cell, concept.kind)) {
            said.push(format!("{}: its constraint is left out, since it is no cell of ours: {why}", concept.id));
            concept.constraint = None;
        }
    }
    (complete, said)
}

/// Concepts as a file.
pub fn written(concepts: &Concepts) -> String {
    let texts = |texts: &Texts| {
        let pairs: Vec<String> =
            texts.iter().map(|(tag, text)| format!("{} = {}", quoted(tag), quoted(text))).collect();
        format!("{{ {} }}", pairs.join(", "))
    };
    let mut out = String::from("# What questions mean, the same to every body that is told the answer.\n");
    for concept in &concepts.0 {
        let (id, kind) = (quoted(&concept.id), rules::name(concept.kind));
        let labels = texts(&concept.labels);
        let _ = writeln!(out, "\n[[concept]]\nid = {id}\ntype = \"{kind}\"\nlabels = {labels}");
        if !concept.help.is_empty() {
            let _ = writeln!(out, "help = {}", texts(&concept.help));
        }
        if let Some(constraint) = &concept.constraint {
            let _ = writeln!(out, "constraint = {}", quoted(constraint));
        }
        if !concept.options.is_empty() {
            out.push_str("options = [\n");
            for option in &concept.options {
                let _ = writeln!(out, "  {{ value = {}, labels = {} }},", quoted(&option.value), texts(&option.labels));
            }
            out.push_str("]\n");
        }
    }
    out
}

pub(super) fn is_id(id: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !id.is_empty() && id.len() <= 100 && id.bytes().all(is_plain)
}

/// What is wrong with a concept by itself, and what to do.
fn wrong(concept: &Concept) -> Vec<(String, &'static str)> {
    let id = &concept.id;
    let mut wrong = Vec::new();
    let lacks = |texts: &Texts| LANGUAGES.iter().any(|tag| texts.get(*tag).is_none_or(|text| text.trim().is_empty()));
    if lacks(&concept.labels) {
        wrong.push((
            format!("the labels of '{id}' are not there in every language"),
            "Write { en = \"…\", fr = \"…\" }.",
        ));
    }
    if !concept.help.is_empty() && lacks(&concept.help) {
        wrong.push((format!("the help of '{id}' is not there in every language"), "Write { en = \"…\", fr = \"…\" }."));
    }
    if (concept.kind == Type::Choice) == concept.options.is_empty() {
        let has = if concept.options.is_empty() { "has no options" } else { "takes no options" };
        wrong.push((format!("'{id}' {has}"), "Options go with type = \"choice\", and only with it."));
    }
    let mut values = BTreeSet::new();
    for option in concept.options.iter().take(MOST) {
        if option.value.trim().is_empty() || !values.insert(&option.value) {
            wrong.push((format!("the option '{}' of '{id}' stands twice or says nothing", option.value), "Keep one."));
        }
        if lacks(&option.labels) {
            let what = format!("the labels of the option '{}' of '{id}' are not there in every language", option.value);
            wrong.push((what, "Write { en = \"…\", fr = \"…\" }."));
        }
    }
    if concept.options.len() > MOST {
        wrong.push((format!("'{id}' has more than {MOST} options"), "Ask for a text or a place instead."));
    }
    if let Some(why) = concept.constraint.as_ref().and_then(|cell| no_constraint(cell, concept.kind)) {
        wrong.push((format!("the constraint of '{id}' is no cell: {why}"), "Write one, such as \">= 0\"."));
    }
    wrong
}

/// Why a text is no constraint, if it is none.
fn no_constraint(cell: &str, kind: Type) -> Option<String> {
    match cell.trim() {
        "" | "-" => Some("it says nothing".to_owned()),
        cell if cell.len() > LONGEST_CONSTRAINT => Some(format!("it is longer than {LONGEST_CONSTRAINT} bytes")),
        cell => Constraint::read(cell, kind).err(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = "[[concept]]
id = \"born\"
type = \"date\"
labels = { en = \"Born\", fr = \"Naissance\" }
help = { en = \"The day.\", fr = \"Le jour.\", de = \"Der Tag.\" }

[[concept]]
id = \"tenure\"
type = \"choice\"
labels = { en = \"Tenure\", fr = \"Statut\" }
options = [{ value = \"owner\", labels = { en = \"Owner\", fr = \"Propriétaire\" } }]

[[concept]]
id = \"income\"
type = \"number\"
labels = { en = \"Income\", fr = \"Revenu\" }
constraint = \">= 0\"
";

    fn check(text: &str) -> Result<Concepts, Vec<String>> {
        read(&Source { file: FILE.to_owned(), text: text.to_owned() })
            .map_err(|findings| findings.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_sound_file_is_read() {
        let concepts = check(SOUND).unwrap();
        assert_eq!(concepts.0.len(), 3);
        assert_eq!(concepts.get("income").unwrap().constraint.as_deref(), Some(">= 0"));
        assert_eq!(check("").unwrap(), Concepts::default());
    }

    #[test]
    fn what_is_written_is_read_again_and_what_is_missing_is_put_there_aloud() {
        let concepts = check(SOUND).unwrap();
        assert_eq!(check(&written(&concepts)).unwrap(), concepts);
        let mut foreign = concepts.0[1].clone();
        foreign.labels = [("de".to_owned(), "Wohnung \"A\"\n".to_owned())].into();
        foreign.options[0].labels.clear();
        let (complete, said) = complete(&[foreign]);
        assert_eq!(complete.0[0].labels["fr"], "Wohnung \"A\"\n");
        assert_eq!(complete.0[0].options[0].labels["en"], "owner");
        assert_eq!(said.len(), 4, "{said:?}");
        assert_eq!(check(&written(&complete)).unwrap(), complete);
    }

    #[test]
    fn each_planted_fault_is_found_at_its_line() {
        let faulty = |from: &str, to: &str, expected: &str| {
            assert!(SOUND.contains(from), "{from}");
            let findings = check(&SOUND.replacen(from, to, 1)).unwrap_err();
            assert!(findings.iter().any(|finding| finding.contains(expected)), "{from} → {to}: {findings:?}");
        };
        faulty("id = \"tenure\"", "id = \"born\"", "concepts.toml:7: concept 'born' stands twice");
        faulty("id = \"tenure\"", "id = \"Tenure\"", "'Tenure' is not an id");
        faulty("type = \"date\"", "type = \"day\"", "concepts.toml:3: ");
        faulty("fr = \"Naissance\"", "de = \"Geburt\"", "the labels of 'born' are not there in every language");
        faulty("fr = \"Le jour.\"", "fr = \" \"", "the help of 'born' is not there in every language");
        faulty("type = \"choice\"", "type = \"text\"", "'tenure' takes no options");
        faulty("type = \"number\"", "type = \"choice\"", "'income' has no options");
        faulty("fr = \"Propriétaire\"", "fr = \"\"", "the labels of the option 'owner' of 'tenure'");
        faulty("value = \"owner\"", "value = \"\"", "says nothing");
        faulty("\">= 0\"", "\"\"", "the constraint of 'income' is no cell: it says nothing");
        faulty("\">= 0\"", "\">= limit\"", "the constraint of 'income' is no cell: nobody knows 'limit'");
        faulty("labels = { en = \"Income\"", "lables = { en = \"Income\"", "concepts.toml:");
    }
}
