//! From journeys to requirements: which concept each question asks for, and which concepts each service needs.

use std::collections::{BTreeMap, BTreeSet};

use eligibility::{
    decision::Fact,
    requirement::{Choice as ConceptChoice, Concept, Constraint, Requirement, Texts, Type, Wording},
};
use values::{Day, Id, Text, id};

use super::Concepts;
use crate::{
    Government,
    journey::{Choice, Journey, Kind, Question, Step},
};

/// No question takes a larger number.
const LARGEST: i64 = 999_999_999_999_999;

/// What one service asks for, and for whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Which service.
    pub service_type: Id<id::ServiceType>,
    /// The bodies that decide it on that day, somewhere.
    pub bodies: BTreeSet<Id<id::Organisation>>,
    /// The journeys that lead to it.
    pub journeys: BTreeSet<Id<id::Journey>>,
    /// What it asks for.
    pub requirement: Requirement,
}

impl Question {
    /// The concept that it asks for: the one that it names, or that of its own id.
    pub fn concept_id(&self) -> &str {
        self.concept.as_deref().unwrap_or(&self.id)
    }
}

/// Of which type the answers to a sort of question are.
pub fn type_of(kind: Kind) -> Type {
    match kind {
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
    }
}

/// Why a question does not ask for a concept, if it does not.
pub fn misfit(question: &Question, concept: &Concept) -> Option<String> {
    let (own, wanted) = (type_of(question.kind), concept.kind);
    if own != wanted {
        let (id, concept) = (&question.id, &concept.id);
        return Some(format!("question '{id}' gives a {}, and concept '{concept}' is a {}", name(own), name(wanted)));
    }
    let is_offered = |choice: &&Choice| concept.options.iter().any(|option| option.value == choice.value);
    let other = question.options.iter().find(|choice| !is_offered(choice)).map(|choice| choice.value.clone());
    let other = other.or_else(|| against_constraint(question, concept))?;
    Some(format!("question '{}' takes '{other}', which concept '{}' can't be", question.id, concept.id))
}

/// An answer that the question takes and the constraint of the concept does not. Of days and texts nobody can tell: how
/// much of them a question takes hangs on the day, or on what somebody writes.
fn against_constraint(question: &Question, concept: &Concept) -> Option<String> {
    let cell = concept.constraint.as_ref()?;
    let answers: Vec<(String, Fact)> = match concept.kind {
        Type::YesNo => vec![("yes".to_owned(), Fact::Boolean(true)), ("no".to_owned(), Fact::Boolean(false))],
        Type::Choice => {
            question.options.iter().map(|choice| (choice.value.clone(), Fact::text(&choice.value))).collect()
        }
        Type::Number => numbers(question, cell).into_iter().map(|n| (n.to_string(), Fact::number(n))).collect(),
        Type::Text | Type::Date | Type::Place => Vec::new(),
    };
    let constraint = Constraint::read(cell, concept.kind).ok()?;
    answers.into_iter().find(|(_, answer)| !constraint.allows(answer)).map(|(said, _)| said)
}

/// The ends of what a question takes, and the numbers about which a constraint speaks, with their neighbours.
fn numbers(question: &Question, cell: &str) -> BTreeSet<i64> {
    let (least, most) = (question.least.unwrap_or(0), question.most.unwrap_or(LARGEST));
    let written = cell.split(|sign: char| !sign.is_ascii_digit()).filter_map(|digits| digits.parse::<i64>().ok());
    let about = written.flat_map(|n| [n, -n]).flat_map(|n| [n.saturating_sub(1), n, n.saturating_add(1)]);
    about.chain([least, most]).filter(|n| (least..=most).contains(n)).collect()
}

/// A type, as files write it.
pub fn name(kind: Type) -> &'static str {
    match kind {
        Type::YesNo => "yes-no",
        Type::Number => "number",
        Type::Text => "text",
        Type::Date => "date",
        Type::Choice => "choice",
        Type::Place => "place",
    }
}

/// All concepts: those that the files name, and of each question that asks for none of them the one of its own name.
pub fn concepts<'j>(declared: &Concepts, journeys: impl IntoIterator<Item = &'j Journey>) -> Vec<Concept> {
    let mut concepts: BTreeMap<&str, Concept> =
        declared.0.iter().map(|concept| (concept.id.as_str(), concept.clone())).collect();
    for question in journeys.into_iter().flat_map(|journey| &journey.questions) {
        concepts.entry(question.concept_id()).or_insert_with(|| of_question(question));
    }
    concepts.into_values().collect()
}

/// How the questions of journeys ask for concepts.
pub fn wordings<'j>(journeys: impl IntoIterator<Item = &'j Journey>) -> Vec<Wording> {
    let wording = |question: &Question| Wording {
        concept: question.concept_id().to_owned(),
        labels: both(&question.label),
        shape: shape(question),
    };
    journeys.into_iter().flat_map(|journey| &journey.questions).map(wording).collect()
}

/// The shape of an identifier, however its groups are parted.
fn shape(question: &Question) -> Option<String> {
    let plain = |shape: &String| shape.chars().filter(|sign| !" .-/".contains(*sign)).collect::<String>();
    let shapes: BTreeSet<String> = question.shapes.iter().map(plain).collect();
    (!shapes.is_empty()).then(|| format!("{shapes:?} {:?}", question.check))
}

fn both(text: &Text) -> Texts {
    [("en".to_owned(), text.en.clone()), ("fr".to_owned(), text.fr.clone())].into()
}

fn of_question(question: &Question) -> Concept {
    let option = |option: &Choice| ConceptChoice { value: option.value.clone(), labels: both(&option.label) };
    Concept {
        id: question.concept_id().to_owned(),
        kind: type_of(question.kind),
        labels: both(&question.label),
        help: question.hint.as_ref().map(both).unwrap_or_default(),
        options: question.options.iter().map(option).collect(),
        constraint: None,
    }
}

/// The concepts that a service of a journey needs: its declared fields, and what its decision looks at.
pub fn needs<'j>(journey: &'j Journey, step: &'j Step) -> BTreeSet<&'j str> {
    let decided = journey.looks_at(step);
    let asked = journey
        .questions
        .iter()
        .filter(|question| step.fields.contains(&question.id) || decided.contains(&question.id));
    asked.map(Question::concept_id).collect()
}

/// What every service of these journeys asks for, by service type.
pub fn requirements<'j>(
    government: &Government,
    journeys: impl IntoIterator<Item = &'j Journey>,
    day: Day,
) -> Vec<Asked> {
    let mut all: BTreeMap<&Id<id::ServiceType>, Asked> = BTreeMap::new();
    for journey in journeys {
        for step in &journey.services {
            let asked = all.entry(&step.service_type).or_insert_with(|| begin(government, step, day));
            asked.journeys.insert(journey.id.clone());
            asked.requirement.concepts.extend(needs(journey, step).into_iter().map(str::to_owned));
            for list in &step.evidence {
                if !asked.requirement.evidence.contains(list) {
                    asked.requirement.evidence.push(list.clone());
                }
            }
        }
    }
    all.into_values().collect()
}

fn begin(government: &Government, step: &Step, day: Day) -> Asked {
    let title = government.catalogue.service_type(&step.service_type).map(|known| &known.title);
    let labels = title.map(|title| [("en".to_owned(), title.en.clone()), ("fr".to_owned(), title.fr.clone())].into());
    Asked {
        service_type: step.service_type.clone(),
        bodies: government.deciders(&step.service_type, day).into_iter().cloned().collect(),
        journeys: BTreeSet::new(),
        requirement: Requirement {
            id: step.service_type.name().to_owned(),
            labels: labels.unwrap_or_default(),
            concepts: BTreeSet::new(),
            evidence: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use eligibility::requirement::alike;

    use super::*;

    fn journey() -> Journey {
        toml::from_str(include_str!("../journey/fixture.toml")).unwrap()
    }

    #[test]
    fn a_service_needs_what_it_is_sent_and_what_decides_it_by_the_names_of_concepts() {
        let mut journey = journey();
        let born = journey.questions.iter_mut().find(|question| question.id == "towed").unwrap();
        born.concept = Some("was-towed".to_owned());
        let towing = journey.services.iter().find(|step| step.service_type.name() == "towing").unwrap();
        let needed = needs(&journey, towing);
        assert!(needed.contains("was-towed") && !needed.contains("towed"), "{needed:?}");
        assert!(towing.fields.iter().all(|field| needed.contains(journey.question(field).unwrap().concept_id())));
        let all = concepts(&Concepts::default(), [&journey]);
        assert!(all.iter().any(|concept| concept.id == "was-towed" && concept.kind == Type::YesNo));
    }

    #[test]
    fn identifiers_of_one_shape_are_alike_however_their_groups_are_parted() {
        let mut journey = journey();
        let ask = |question: &mut Question, shape: &str, label: &str| {
            question.shapes = vec![shape.to_owned()];
            question.label = Text { en: label.to_owned(), fr: label.to_owned() };
        };
        ask(&mut journey.questions[0], "AA 99", "One");
        ask(&mut journey.questions[1], "AA-99", "Other");
        let ids = [0, 1].map(|n: usize| journey.questions[n].id.clone());
        let found = alike(&[], &wordings([&journey]));
        assert!(found.iter().any(|one| ids.contains(&one.concepts.0) && ids.contains(&one.concepts.1)), "{found:?}");
        journey.questions[1].shapes = vec!["AA 999".to_owned()];
        assert!(alike(&[], &wordings([&journey])).is_empty());
    }

    #[test]
    fn a_question_takes_nothing_that_the_constraint_of_its_concept_does_not() {
        let of = |text: &str| -> Question {
            let both = "label = { en = \"A\", fr = \"A\" }\n";
            toml::from_str(&format!("id = \"a\"\npage = \"p\"\n{both}{text}")).unwrap()
        };
        let misfits = |text: &str, cell: &str| {
            let question = of(text);
            let constraint = Some(cell.to_owned());
            misfit(&question, &Concept { constraint, ..of_question(&question) })
        };
        assert_eq!(misfits("kind = \"number\"", ">= 0"), None, "nought is the least unless another is said");
        let found = misfits("kind = \"number\"\nleast = -5", ">= 0").unwrap();
        assert_eq!(found, "question 'a' takes '-5', which concept 'a' can't be");
        assert!(misfits("kind = \"number\"", "[0..120]").unwrap().contains("takes '121'"));
        assert_eq!(misfits("kind = \"number\"\nmost = 120", "[0..120]"), None);
        assert!(misfits("kind = \"number\"\nmost = 120", "not(65)").unwrap().contains("takes '65'"));
        assert!(misfits("kind = \"yes-no\"", "true").unwrap().contains("takes 'no'"));
        let options = "kind = \"choice\"\noptions = [{ value = \"b\", label = { en = \"B\", fr = \"B\" } }]";
        assert_eq!(misfits(options, "\"b\",\"c\""), None);
        assert!(misfits(options, "\"c\"").unwrap().contains("takes 'b'"));
    }

    #[test]
    fn a_question_fits_a_concept_of_its_type_that_has_its_options() {
        let journey = journey();
        let own = concepts(&Concepts::default(), [&journey]);
        for (question, concept) in
            journey.questions.iter().filter_map(|q| Some((q, own.iter().find(|concept| concept.id == q.id)?)))
        {
            assert_eq!(misfit(question, concept), None);
        }
        let car = journey.question("car").unwrap();
        let mut concept = own.iter().find(|concept| concept.id == "car").unwrap().clone();
        concept.options.pop();
        assert_eq!(misfit(car, &concept).unwrap(), "question 'car' takes 'abroad', which concept 'car' can't be");
        concept.kind = Type::Number;
        assert_eq!(misfit(car, &concept).unwrap(), "question 'car' gives a choice, and concept 'car' is a number");
    }
}
