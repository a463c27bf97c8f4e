//! The tables of an edition as staff look at them, and a case that is made up and tried with them. Nothing of it is kept.

use std::collections::BTreeMap;

use catalogue::area::Areas;
use serde::Serialize;
use values::{Day, Text};
use web::{Fields, MessageRef, Mistakes};

use super::{
    Answer, Answers, Journey, Kind, Mistake, Question, Step,
    answer::NO_POSTCODE,
    decisions::Decisions,
    shown::{self, Table, Written},
};

/// The models of an edition, shown and tried.
#[derive(Default, Serialize)]
pub(super) struct Models {
    /// The address that a case is sent to, and the edition that it is tried with where there are several.
    pub(super) at: String,
    pub(super) edition: Option<String>,
    pub(super) tables: Vec<Table>,
    /// What its tables rest on that is no table.
    pub(super) written: Vec<Written>,
    /// What is worth a look about the tables.
    pub(super) findings: Vec<String>,
    pub(super) fields: Vec<Field>,
    /// What came of the case that was tried.
    pub(super) tried: Option<Vec<Tried>>,
}

/// A question that some decision looks at, to be tried.
#[derive(Serialize)]
pub(super) struct Field {
    id: String,
    kind: Kind,
    label: Text,
    options: Vec<Offered>,
    value: String,
    /// Where nothing may be ticked: whether that was the answer.
    none: Option<bool>,
    mistake: Option<MessageRef>,
}

#[derive(Serialize)]
struct Offered {
    value: String,
    label: Text,
    checked: bool,
}

/// What the tables say of a service in that case.
#[derive(Serialize)]
pub(super) struct Tried {
    title: Text,
    says: &'static str,
    because: Vec<Text>,
    laws: Vec<String>,
    /// What would have to be answered first.
    missing: Vec<Text>,
}

/// The answers of a case that is tried; those that can't be taken with what is the matter.
pub(super) type Said = BTreeMap<String, Result<Answer, (Answer, MessageRef)>>;

/// What the names of the fields of a case begin with.
const FIELD: &str = "case-";
/// Names a question of whose options none is ticked.
const NONE: &str = "none";

impl Models {
    /// The tables of a journey, with nothing to be tried yet.
    pub(super) fn of(journey: &Journey, decisions: &Decisions, at: String, title: impl Fn(&Step) -> Text) -> Self {
        let (tables, written) = (shown::tables(journey, decisions, title), shown::written(decisions));
        Self { at, tables, written, ..Self::default() }
    }
}

/// The questions that some decision looks at, with what was said.
pub(super) fn fields(journey: &Journey, decisions: &Decisions, said: &Said) -> Vec<Field> {
    let looked_at = decisions.questions();
    let asked = journey.questions.iter().filter(|question| looked_at.contains(&question.id));
    asked.map(|question| field(question, said.get(&question.id))).collect()
}

/// Reads the case that a form brought.
pub(super) fn said(fields: &Fields, journey: &Journey, areas: &Areas, day: Day) -> Said {
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (name, value) in fields.pairs().filter(|(name, value)| name.starts_with(FIELD) && !value.trim().is_empty()) {
        answers.entry(name[FIELD.len()..].to_owned()).or_default().push(value.trim().to_owned());
    }
    for (_, id) in fields.pairs().filter(|(name, _)| *name == NONE) {
        answers.entry(id.to_owned()).or_default();
    }
    let answer = |(id, values): (String, Vec<String>)| {
        let question = journey.question(&id)?;
        let said = match question.kind {
            Kind::Choices => Answer::Many(values),
            _ => Answer::Text(values.into_iter().next()?),
        };
        let checked = match question.check(said.clone(), areas, day) {
            Err(Mistake::PlaceNotServed(elsewhere)) => Ok(Answer::Elsewhere { postcode: said.to_line(), elsewhere }),
            Err(Mistake::NotAPostcode) if question.kind == Kind::Place => {
                Ok(Answer::Elsewhere { postcode: said.to_line(), elsewhere: NO_POSTCODE.to_owned() })
            }
            other => other.map_err(|mistake| (said, mistake.message(question))),
        };
        Some((id, checked))
    };
    answers.into_iter().filter_map(answer).collect()
}

/// What is the matter with the answers of a case.
pub(super) fn mistakes(said: &Said) -> Mistakes {
    let mut mistakes = Mistakes::none();
    for (id, answer) in said {
        if let Err((_, mistake)) = answer {
            mistakes.add(format!("{FIELD}{id}"), mistake.clone());
        }
    }
    mistakes
}

/// What the tables say of that case.
pub(super) fn tried(journey: &Journey, said: Said, day: Day, title: impl Fn(&Step) -> Text) -> Vec<Tried> {
    let answers: Answers = said.into_iter().filter_map(|(id, answer)| Some((id, answer.ok()?))).collect();
    let case = journey.case_so_far(&answers, day);
    let labels =
        |ids: &[String]| ids.iter().filter_map(|id| Some(journey.question(id)?.label.clone())).collect::<Vec<_>>();
    let tried = |step: &Step| {
        let indication = case.indication(step);
        Tried {
            title: title(step),
            says: indication.says.name(),
            because: labels(&indication.because),
            laws: indication.laws(),
            missing: labels(&indication.missing),
        }
    };
    journey.services.iter().map(tried).collect()
}

fn field(question: &Question, tried: Option<&Result<Answer, (Answer, MessageRef)>>) -> Field {
    let said = tried.map(|tried| tried.as_ref().unwrap_or_else(|(said, _)| said));
    let offered = |value: &str, label: Text| Offered {
        value: value.to_owned(),
        label,
        checked: said.is_some_and(|answer| answer.says(value)),
    };
    let plain = |en: &str, fr: &str| Text { en: en.to_owned(), fr: fr.to_owned() };
    Field {
        id: question.id.clone(),
        kind: question.kind,
        label: question.label.clone(),
        options: match question.kind {
            Kind::YesNo => vec![offered("yes", plain("Yes", "Oui")), offered("no", plain("No", "Non"))],
            _ => question.options.iter().map(|option| offered(&option.value, option.label.clone())).collect(),
        },
        value: said.map(Answer::to_line).unwrap_or_default(),
        none: (question.kind == Kind::Choices && question.optional).then(|| said.is_some_and(Answer::is_empty)),
        mistake: tried.and_then(|tried| Some(tried.as_ref().err()?.1.clone())),
    }
}
