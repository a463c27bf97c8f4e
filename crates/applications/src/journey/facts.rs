//! What people answer, in the words of decisions: facts, and conditions over them.

use eligibility::{
    decision::{Fact, Facts},
    question::Condition,
};
use values::AreaCode;

use super::{Answer, Answers, Journey, Kind, Question, When};

/// The part of a place that is an area served here.
pub(super) const AREA: &str = "area";
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
