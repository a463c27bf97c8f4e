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
    if !answer.is_given() {
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

#[cfg(test)]
mod tests {
    use super::{
        super::{decide::Says, made_up::answered},
        *,
    };

    const THINGS: &str = r#"
[[question]]
id = "things"
page = "about"
kind = "choices"
optional = true
label = { en = "Things?", fr = "Choses ?" }
options = [
  { value = "car", label = { en = "A car", fr = "Une voiture" } },
  { value = "boat", label = { en = "A boat", fr = "Un bateau" } },
]
[[told]]
input = "towed"
concept = "things"
way = { says = "car" }
[[service]]
type = "no-boat"
when = [{ question = "things", is_not = ["boat"] }]
why = { en = "No boat", fr = "Pas de bateau" }
why_not = { en = "A boat", fr = "Un bateau" }
fields = ["name"]
[[service]]
type = "any-thing"
when = [{ question = "things", is = ["boat", "car"] }]
why = { en = "A thing", fr = "Une chose" }
why_not = { en = "Nothing", fr = "Rien" }
fields = ["name"]
"#;

    /// Towing is decided by the model, which is told whether a car is ticked.
    fn journey() -> Journey {
        let asks = "when = [{ question = \"towed\", is = [\"yes\"] }]\nwhy = { en = \"It was towed\"";
        let text =
            include_str!("fixture.toml").replacen(asks, "decision = \"towing\"\nwhy = { en = \"It was towed\"", 1);
        let told = "[[told]]\ninput = \"age\"\nconcept = \"born\"\nway = \"years-since\"\n";
        let otherwise = "<text>-</text></inputEntry><outputEntry><text>\"does not apply\"";
        let dmn = include_str!("fixture.dmn").replacen(otherwise, &otherwise.replace('-', "false"), 1);
        Journey { dmn: Some(dmn), ..toml::from_str(&(text + THINGS + told)).unwrap() }
    }

    #[test]
    fn whoever_ticks_nothing_has_answered() {
        let journey = journey();
        let says = |things: Option<&[&str]>, service: usize| {
            let things = things.map(|said| Answer::Many(said.iter().map(ToString::to_string).collect()));
            let question = journey.question("things").unwrap();
            let things = things.map(|said| {
                question.check(said, &catalogue::area::Areas::default(), "2023-03-30".parse().unwrap()).unwrap()
            });
            let mut answers: Answers = [("born", "2000-01-01"), ("car", "yes")]
                .map(|(id, said)| (id.to_owned(), Answer::Text(said.to_owned())))
                .into();
            answers.extend(things.map(|said| ("things".to_owned(), said)));
            // What counts of the answers says the same.
            let day = "2023-03-30".parse().unwrap();
            let counted = journey.asking(&answers, &[], day).counted(&answers);
            let step = &journey.services[service];
            let said = journey.case(&answers, day).says(step);
            assert_eq!(journey.case(&counted, day).says(step), said);
            if !step.when.is_empty() {
                assert_eq!(step.when.iter().all(|when| when.holds(&answers)), said == Says::Applies);
            }
            (said, journey.case_so_far(&answers, day).says(step))
        };
        let (yes, no) = ((Says::Applies, Says::Applies), (Says::DoesNotApply, Says::DoesNotApply));
        for (service, expected) in [(1, [yes, no, no]), (2, [yes, no, yes]), (3, [yes, yes, no])] {
            let things: [&[&str]; 3] = [&["car"], &["boat"], &[]];
            assert_eq!(things.map(|things| says(Some(things), service)), expected, "service {service}");
        }
        // Only who was not asked has not answered.
        assert_eq!(says(None, 1), (Says::Person, Says::Open));
        assert_eq!(says(None, 2).1, Says::Open);
        let question = journey.question("things").unwrap();
        assert_eq!(fact(question.kind, &question.passed_over()), Fact::List(Vec::new()));
        assert!((1..10).filter_map(|n| answered(question, n)).all(|said| said.is_given()));
    }
}
