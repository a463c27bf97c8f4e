//! What people answer, in the words of decisions: facts, concepts, and conditions over them.

use std::collections::BTreeMap;

use eligibility::{
    decision::{Fact, Facts},
    question::Condition,
    requirement::{Choice as ConceptChoice, Concept, Texts, Type},
};
use values::{AreaCode, Text};

use super::{Answer, Answers, Choice, Journey, Kind, Question, When};

/// The part of a place that is an area served here.
const AREA: &str = "area";
/// The parts that a place may have.
pub(super) const PARTS: [&str; 2] = [AREA, super::answer::ELSEWHERE];

/// The answers to some questions as facts. Nothing more is asked: what was not answered is nothing.
pub(super) fn facts<'j>(questions: impl Iterator<Item = &'j Question>, answers: &Answers) -> Facts {
    let answer =
        |question: &Question| answers.get(&question.id).map_or(Fact::Nothing, |said| fact(question.kind, said));
    Facts(questions.map(|question| (question.id.clone(), answer(question))).collect())
}

fn fact(kind: Kind, answer: &Answer) -> Fact {
    if answer.is_empty() {
        return Fact::Nothing;
    }
    match (kind, answer) {
        (Kind::YesNo, Answer::Text(text)) => Fact::Boolean(text == "yes"),
        (Kind::Date, Answer::Text(text)) => Fact::Date(text.clone()),
        (Kind::Number | Kind::Money, Answer::Text(text)) => Fact::number(text),
        (_, Answer::Text(text)) => Fact::text(text),
        (_, Answer::Many(values)) => Fact::List(values.iter().map(|value| Fact::text(value)).collect()),
        (_, Answer::Place { area, .. }) => {
            let part = |area: &AreaCode| (AREA.to_owned(), Fact::text(area.as_str()));
            Fact::Record(area.iter().map(part).collect())
        }
        (_, Answer::Address(address)) => Fact::Text(address.to_line()),
        (_, Answer::Elsewhere { .. }) => {
            let elsewhere = super::answer::ELSEWHERE;
            Fact::Record([(elsewhere.to_owned(), Fact::text(elsewhere))].into())
        }
    }
}

/// What journeys ask for, as concepts of their own names. A question that several journeys ask by the same id is one.
pub fn concepts(journeys: &[Journey]) -> Vec<Concept> {
    let both =
        |text: &Text| -> Texts { [("en".to_owned(), text.en.clone()), ("fr".to_owned(), text.fr.clone())].into() };
    let mut concepts: BTreeMap<&str, Concept> = BTreeMap::new();
    for question in journeys.iter().flat_map(|journey| &journey.questions) {
        let option = |option: &Choice| ConceptChoice { value: option.value.clone(), labels: both(&option.label) };
        concepts.entry(&question.id).or_insert_with(|| Concept {
            id: question.id.clone(),
            kind: match question.kind {
                Kind::YesNo => Type::YesNo,
                Kind::Date => Type::Date,
                Kind::Choice | Kind::Choices => Type::Choice,
                Kind::Place => Type::Place,
                Kind::Number | Kind::Money => Type::Number,
                Kind::Text
                | Kind::LongText
                | Kind::People
                | Kind::Email
                | Kind::Phone
                | Kind::Name
                | Kind::Address
                | Kind::Identifier => Type::Text,
            },
            labels: both(&question.label),
            help: question.hint.as_ref().map(both).unwrap_or_default(),
            options: question.options.iter().map(option).collect(),
            constraint: None,
        });
    }
    concepts.into_values().collect()
}

/// The value of a condition as a fact.
fn value(journey: &Journey, question: &str, value: &str) -> Fact {
    match journey.question(question).map(|question| question.kind) {
        Some(Kind::YesNo) => Fact::Boolean(value == "yes"),
        _ => Fact::text(value),
    }
}

pub(super) fn condition(journey: &Journey, when: &When) -> Condition {
    let values = |values: &[String]| values.iter().map(|said| value(journey, &when.question, said)).collect();
    let (is, is_not) = (values(&when.is), values(&when.is_not));
    Condition { concept: when.question.clone(), is, is_not, ..Condition::default() }
}
