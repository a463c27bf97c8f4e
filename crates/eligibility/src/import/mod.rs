//! Rules that others wrote in formats of their own, as concepts, questions and decision tables in DMN: nobody types them
//! in again, and what can't be told is said.

pub mod aides_jeunes;
pub mod benefit_finder;

use std::{cmp::Ordering, collections::BTreeMap, sync::Arc};

use serde::Serialize;

use crate::{
    decision::{Column, Decision, InputData, Model, ModelError, Rule, Source, Table},
    question::{Interview, Question, Service},
    requirement::{Concept, Told},
};

/// What a table says of whoever seems to have the right to something.
pub const APPLIES: &str = "applies";
/// What it says of everybody else.
pub const DOES_NOT_APPLY: &str = "does not apply";

/// What was read.
#[derive(Debug, Clone, Serialize)]
pub struct Imported {
    /// What people call it.
    pub title: String,
    /// In which language it speaks.
    pub language: String,
    /// What is asked for.
    pub concepts: Vec<Concept>,
    /// The questions in groups that stand on a page together, each with its title.
    pub pages: Vec<Page>,
    /// What the model is told out of the answers.
    pub told: Vec<Told>,
    /// What somebody may have a right to: each is a decision of the model.
    pub benefits: Vec<Benefit>,
    /// The tables.
    pub model: Source,
    /// What places are called: by the part that an input is about, each value with its name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub places: BTreeMap<String, BTreeMap<String, String>>,
    /// What could not be told in tables, or contradicts itself.
    pub remarks: Vec<Remark>,
}

impl Imported {
    /// The model, with the way through its questions.
    pub fn interview(&self) -> Result<(Arc<Model>, Interview), ModelError> {
        let model = Arc::new(Model::compile(&self.model.to_xml())?);
        let service = |benefit: &Benefit| Service { model: Arc::clone(&model), decision: benefit.id.clone() };
        let pages = self.pages.iter().map(|page| page.questions.clone()).collect();
        let interview = Interview::new(self.benefits.iter().map(service).collect(), pages, self.told.clone());
        Ok((model, interview))
    }
}

/// Questions that stand on a page together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Page {
    /// Its title.
    pub title: String,
    /// Its questions.
    pub questions: Vec<Question>,
}

/// Something that a body gives to whoever has a right to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Benefit {
    /// Its id: that of the decision in the model too.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// What it is, in a few sentences, where the source says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// Which body gives it.
    pub body: String,
    /// For how much of the country that body works.
    pub level: Level,
    /// Where it is told of.
    pub page: Option<String>,
    /// The concepts that it asks for.
    pub concepts: Vec<String>,
    /// What else it asks for in words that no table tells: people have to read them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<String>,
}

/// For how much of the country a body works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// All of it.
    #[default]
    National,
    /// A region, or a part of one.
    Regional,
    /// One town, or a few.
    Local,
}

/// Something about one benefit that a person should look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// Of which benefit.
    pub benefit: String,
    /// About which condition.
    pub condition: String,
    /// What.
    pub what: String,
}

/// One way to have a right to something.
#[derive(Debug, Clone, Default)]
pub(crate) struct Path {
    /// For each input the cell that has to hold.
    pub conditions: Vec<(String, String)>,
    /// Something more has to hold that no cell can tell: then a person decides, where the others hold.
    pub is_partial: bool,
}

impl Path {
    fn cell(&self, input: &str) -> Option<&str> {
        self.conditions.iter().find(|(name, _)| name == input).map(|(_, cell)| cell.as_str())
    }
}

/// An input of a model to be: its name, its type in FEEL, and what may be said where it is a choice.
pub(crate) struct Input {
    pub name: String,
    pub type_ref: &'static str,
    pub values: Option<String>,
    pub label: Option<String>,
}

/// A table that says yes where one of some ways holds, and no to everybody else.
pub(crate) fn decision(id: &str, name: &str, inputs: &[Input], ways: &[Path]) -> Decision {
    let asked: Vec<&Input> =
        inputs.iter().filter(|input| ways.iter().any(|way| way.cell(&input.name).is_some())).collect();
    let head = |input: &&Input| Column {
        label: input.label.clone(),
        expression: Some(input.name.clone()),
        type_ref: Some(input.type_ref.to_owned()),
        values: input.values.clone(),
        default: None,
    };
    let rule = |n: usize, when: Vec<String>, says: String| Rule {
        id: Some(format!("{id}-{n}")),
        description: None,
        when,
        then: vec![says],
        notes: Vec::new(),
    };
    let when = |way: &Path| asked.iter().map(|input| way.cell(&input.name).unwrap_or("-").to_owned()).collect();
    let says = |way: &Path| if way.is_partial { "null".to_owned() } else { text(APPLIES) };
    let mut rules: Vec<Rule> = ways.iter().enumerate().map(|(n, way)| rule(n + 1, when(way), says(way))).collect();
    rules.push(rule(ways.len() + 1, asked.iter().map(|_| "-".to_owned()).collect(), text(DOES_NOT_APPLY)));
    let output =
        Column { expression: Some("indication".to_owned()), type_ref: Some("string".to_owned()), ..Column::default() };
    Decision {
        id: id.to_owned(),
        name: name.to_owned(),
        variable: name.to_owned(),
        question: None,
        description: None,
        requires: asked.iter().map(|input| input_id(&input.name)).collect(),
        logic: None,
        logic_type: None,
        type_ref: Some("string".to_owned()),
        table: Some(Table {
            hit_policy: "FIRST".to_owned(),
            aggregation: None,
            type_ref: None,
            inputs: asked.iter().map(head).collect(),
            outputs: vec![output],
            annotations: Vec::new(),
            rules,
        }),
    }
}

/// A model of such tables.
pub(crate) fn model(name: &str, namespace: &str, inputs: &[Input], decisions: Vec<Decision>) -> Source {
    let data = inputs.iter().map(|input| InputData {
        id: input_id(&input.name),
        name: input.name.clone(),
        label: input.label.clone(),
        type_ref: Some(input.type_ref.to_owned()),
        description: None,
    });
    let (name, namespace) = (name.to_owned(), namespace.to_owned());
    Source { name, namespace, inputs: data.collect(), decisions, ..Source::default() }
}

fn input_id(name: &str) -> String {
    format!("input-{name}")
}

/// A text as FEEL writes it.
pub(crate) fn text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Any of these texts.
pub(crate) fn any_of<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    texts.into_iter().map(text).collect::<Vec<_>>().join(",")
}

/// A name that is an id: small letters, digits and `-`.
pub(crate) fn id_of(name: &str) -> String {
    let plain: String =
        name.chars().map(|sign| if sign.is_ascii_alphanumeric() { sign.to_ascii_lowercase() } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// A text without the marks of HTML: what is between angle brackets is left out, and spaces stand alone.
pub(crate) fn without_marks(html: &str) -> Option<String> {
    let mut text = String::new();
    let mut is_mark = false;
    for sign in html.chars() {
        match sign {
            '<' => is_mark = true,
            '>' if is_mark => {
                is_mark = false;
                text.push(' ');
            }
            _ if is_mark => {}
            sign => text.push(sign),
        }
    }
    for (name, sign) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&rsquo;", "’"),
        ("&amp;", "&"),
    ] {
        text = text.replace(name, sign);
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Two conditions on the same number as one cell, where both have to hold.
pub(crate) fn both(one: &str, other: &str) -> Option<String> {
    let (one, other) = (Span::read(one)?, Span::read(other)?);
    let later = |one: Bound, other: Bound, is_lower: bool| {
        // Of the same value the one that leaves it out is the narrower.
        match one.value.total_cmp(&other.value) {
            Ordering::Equal => {
                if one.is_in {
                    other
                } else {
                    one
                }
            }
            order => {
                if (order == Ordering::Greater) == is_lower {
                    one
                } else {
                    other
                }
            }
        }
    };
    let narrower = |one: Option<Bound>, other: Option<Bound>, is_lower: bool| match (one, other) {
        (Some(one), Some(other)) => Some(later(one, other, is_lower)),
        (one, other) => one.or(other),
    };
    Some(Span { from: narrower(one.from, other.from, true), to: narrower(one.to, other.to, false) }.cell())
}

/// A stretch of numbers; open where there is no bound.
struct Span {
    from: Option<Bound>,
    to: Option<Bound>,
}

#[derive(Clone, Copy)]
struct Bound {
    value: f64,
    /// Is the value itself within?
    is_in: bool,
}

impl Span {
    /// `>= 18`, `18` or `[18..25)`.
    fn read(cell: &str) -> Option<Self> {
        let bound = |text: &str, is_in| Some(Bound { value: text.trim().parse().ok()?, is_in });
        if let Some(rest) = cell.strip_prefix(['[', '(']) {
            let (from, to) = rest.split_once("..")?;
            let from = bound(from, cell.starts_with('['))?;
            let to = bound(to.strip_suffix([']', ')'])?, cell.ends_with(']'))?;
            return Some(Self { from: Some(from), to: Some(to) });
        }
        let number = cell.trim_start_matches(['<', '>', '=']);
        let sign = &cell[..cell.len() - number.len()];
        let bound = bound(number, sign.is_empty() || sign.ends_with('='))?;
        Some(match sign {
            ">" | ">=" => Self { from: Some(bound), to: None },
            "<" | "<=" => Self { from: None, to: Some(bound) },
            "" => Self { from: Some(bound), to: Some(bound) },
            _ => return None,
        })
    }

    fn cell(&self) -> String {
        let sign = |bound: &Bound, sign: &str| format!("{sign}{} {}", if bound.is_in { "=" } else { "" }, bound.value);
        match (&self.from, &self.to) {
            (Some(from), Some(to)) => {
                let (open, close) = (if from.is_in { '[' } else { '(' }, if to.is_in { ']' } else { ')' });
                format!("{open}{}..{}{close}", from.value, to.value)
            }
            (Some(from), None) => sign(from, ">"),
            (None, Some(to)) => sign(to, "<"),
            (None, None) => "-".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_conditions_on_a_number_are_one_cell() {
        for (one, other, expected) in [
            (">= 16", "<= 25", Some("[16..25]")),
            ("> 16", "< 25.5", Some("(16..25.5)")),
            (">= 16", ">= 18", Some(">= 18")),
            ("> 18", ">= 18", Some("> 18")),
            ("<= 30", "< 25", Some("< 25")),
            ("[16..29]", "<= 25", Some("[16..25]")),
            ("[16..29]", "18", Some("[18..18]")),
            ("\"a\"", "\"b\"", None),
        ] {
            assert_eq!(both(one, other).as_deref(), expected, "{one} {other}");
            assert_eq!(both(other, one).as_deref(), expected, "{other} {one}");
        }
    }

    #[test]
    fn marks_are_no_part_of_a_text() {
        let html = "<p>Help&nbsp;for <a href=\"https://x\">you</a> &amp; others.</p>\n<p>5 > 3</p>";
        assert_eq!(without_marks(html).as_deref(), Some("Help for you & others. 5 > 3"));
        assert_eq!(without_marks("<p></p> "), None);
        assert_eq!(without_marks("a < b never ends").as_deref(), Some("a"));
    }

    #[test]
    fn a_text_within_a_cell_is_one_text_whatever_is_in_it() {
        assert_eq!(text("a \"b\" \\"), "\"a \\\"b\\\" \\\\\"");
        assert_eq!(id_of("Veterans’ burial (VA)"), "veterans-burial-va");
    }
}
