//! The planner asks no more than it has to, and comes to the same as if everything had been asked.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use proptest::prelude::*;

use super::{Condition, How, Interview, Next, Planner, Question, Service, Step};
use crate::decision::{Fact, Facts, Model, Verdict};

/// What a cell of a number asks for, the last one more than values; and one of yes or no.
const NUMBERS: [&str; 5] = ["-", "&lt; 10", "[10..20]", "&gt; 20", "&gt; abs(-7)"];
const BOOLEANS: [&str; 3] = ["-", "true", "false"];
const NAMES: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// A table over the first so many inputs: the first ones are numbers, the others yes or no.
fn model(numbers: usize, inputs: usize, rules: &[Vec<u8>]) -> Arc<Model> {
    let of = |n: usize| if n < numbers { "number" } else { "boolean" };
    let named = NAMES[..inputs].iter().enumerate();
    let data: Vec<String> = named
        .clone()
        .map(|(n, name)| {
            format!(
                "<inputData id=\"{name}\" name=\"{name}\"><variable name=\"{name}\" typeRef=\"{}\"/></inputData>",
                of(n)
            )
        })
        .collect();
    let needs: Vec<String> = named
        .clone()
        .map(|(_, name)| format!("<informationRequirement><requiredInput href=\"#{name}\"/></informationRequirement>"))
        .collect();
    let columns: Vec<String> = named
        .map(|(n, name)| {
            format!("<input><inputExpression typeRef=\"{}\"><text>{name}</text></inputExpression></input>", of(n))
        })
        .collect();
    let rule = |(says, cells): (usize, &Vec<u8>)| {
        let cell = |(n, cell): (usize, &u8)| {
            let text = if n < numbers { NUMBERS[usize::from(*cell)] } else { BOOLEANS[usize::from(*cell) % 3] };
            format!("<inputEntry><text>{text}</text></inputEntry>")
        };
        let cells: Vec<String> = cells.iter().take(inputs).enumerate().map(cell).collect();
        format!("<rule>{}<outputEntry><text>\"{says}\"</text></outputEntry></rule>", cells.concat())
    };
    let rules: Vec<String> = rules.iter().enumerate().map(rule).collect();
    let model = Model::compile(&format!(
        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20230324/MODEL/\" namespace=\"urn:m\" name=\"m\">{}
         <decision id=\"d\" name=\"d\"><variable name=\"d\" typeRef=\"string\"/>{}
         <decisionTable hitPolicy=\"FIRST\">{}<output/>{}</decisionTable></decision></definitions>",
        data.concat(),
        needs.concat(),
        columns.concat(),
        rules.concat()
    ));
    Arc::new(model.unwrap())
}

fn services(models: &[Arc<Model>]) -> Vec<Service> {
    models.iter().map(|model| Service { model: Arc::clone(model), decision: "d".to_owned() }).collect()
}

fn rules(inputs: usize) -> impl Strategy<Value = Vec<Vec<u8>>> {
    // Most cells of real tables are empty.
    let cell = prop_oneof![3 => Just(0_u8), 2 => 1..4_u8];
    proptest::collection::vec(proptest::collection::vec(cell, inputs), 1..6)
}

/// All that may be answered: a value on each stretch between the turns of a number, and the turns.
fn answers(n: usize, numbers: usize) -> Vec<Fact> {
    if n < numbers { [9, 10, 15, 20, 21].map(Fact::number).to_vec() } else { [true, false].map(Fact::Boolean).to_vec() }
}

/// What is open, as the decisions themselves say.
fn open(models: &[Arc<Model>], facts: &Facts) -> BTreeSet<String> {
    let of = |model: &Arc<Model>| match model.decide("d", facts).unwrap().0 {
        Verdict::Open(missing) => missing,
        _ => BTreeSet::new(),
    };
    models.iter().flat_map(of).collect()
}

/// How many questions it takes on average with the best order there is: found by trying all of them.
fn average(models: &[Arc<Model>], numbers: usize, facts: &Facts, known: &mut BTreeMap<String, f64>) -> f64 {
    let key = format!("{facts:?}");
    if let Some(known) = known.get(&key) {
        return *known;
    }
    let costs = open(models, facts).into_iter().map(|input| 1.0 + left(models, numbers, facts, &input, known));
    let least = costs.collect::<Vec<_>>().into_iter().min_by(f64::total_cmp).unwrap_or(0.0);
    known.insert(key, least);
    least
}

/// What is left on average after a question.
fn left(models: &[Arc<Model>], numbers: usize, facts: &Facts, input: &str, known: &mut BTreeMap<String, f64>) -> f64 {
    let ways = ways(numbers, facts, input);
    let sum: f64 = ways.iter().map(|way| average(models, numbers, way, known)).sum();
    sum / f64::from(u32::try_from(ways.len()).unwrap())
}

fn ways(numbers: usize, facts: &Facts, input: &str) -> Vec<Facts> {
    let n = NAMES.iter().position(|name| *name == input).unwrap();
    let way = |answer| {
        let mut next = facts.clone();
        next.0.insert(input.to_owned(), answer);
        next
    };
    answers(n, numbers).into_iter().map(way).collect()
}

/// How many questions the planner asks on average.
fn asked(planner: &Planner, numbers: usize, facts: &Facts) -> f64 {
    let Next::Ask { inputs, how, .. } = planner.next(facts).unwrap() else { return 0.0 };
    assert_eq!((inputs.len(), how), (1, How::Weighed));
    let ways = ways(numbers, facts, &inputs[0]);
    let sum: f64 = ways.iter().map(|way| asked(planner, numbers, way)).sum();
    1.0 + sum / f64::from(u32::try_from(ways.len()).unwrap())
}

#[test]
fn a_page_has_the_questions_that_can_still_matter_and_no_others() {
    // A number first: above 20 nothing else matters; below 10 the first of the others does, else the second.
    let model = model(1, 3, &[vec![3, 0, 0], vec![1, 1, 0], vec![2, 0, 1]]);
    let groups = vec![vec!["A".to_owned()], vec!["B".to_owned(), "C".to_owned()]];
    let models = [model];
    let planner = Planner::new(services(&models), groups);
    let next = |facts: &Facts| planner.next(facts).unwrap();
    let ask = |group: usize, inputs: &[&str]| Next::Ask {
        group,
        inputs: inputs.iter().map(ToString::to_string).collect(),
        how: How::Weighed,
    };
    assert_eq!(next(&Facts::default()), ask(0, &["A"]));
    assert_eq!(next(&Facts::new([("A", Fact::number(30))])), Next::Settled);
    assert_eq!(next(&Facts::new([("A", Fact::number(5))])), ask(1, &["B"]));
    assert_eq!(next(&Facts::new([("A", Fact::number(15))])), ask(1, &["C"]));
    assert_eq!(next(&Facts::new([("A", Fact::number(15)), ("C", Fact::Boolean(false))])), Next::Settled);
}

#[test]
fn what_can_not_be_read_as_a_grid_is_asked_in_the_order_of_the_pages() {
    let models = [model(1, 2, &[vec![4, 0], vec![0, 1]])];
    let planner = Planner::new(services(&models), vec![vec!["B".to_owned()]]);
    assert_eq!(planner.groups(), [["B"], ["A"]], "an input of no group has a page of its own");
    let ask = |group, input: &str| Next::Ask { group, inputs: vec![input.to_owned()], how: How::InOrder };
    assert_eq!(planner.next(&Facts::default()).unwrap(), ask(0, "B"));
    assert_eq!(planner.next(&Facts::new([("B", Fact::Boolean(true))])).unwrap(), ask(1, "A"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    /// Whoever is asked until nothing is left to ask gets what they would have got had they answered everything.
    #[test]
    fn it_comes_to_the_same_as_asking_everything(
        tables in proptest::collection::vec(rules(6), 1..4),
        answers in proptest::collection::vec((5..30_i32, any::<bool>()), 6),
    ) {
        let models: Vec<Arc<Model>> = tables.iter().map(|rules| model(2, 6, rules)).collect();
        let planner = Planner::new(services(&models), vec![vec!["C".into(), "A".into()], vec!["B".into()]]);
        let answer = |input: &str| {
            let n = NAMES.iter().position(|name| *name == input).unwrap();
            if n < 2 { Fact::number(answers[n].0) } else { Fact::Boolean(answers[n].1) }
        };
        let all = Facts(NAMES[..6].iter().map(|name| ((*name).to_owned(), answer(name))).collect());
        let mut known = Facts::default();
        while let Next::Ask { inputs, .. } = planner.next(&known).unwrap() {
            prop_assert!(!inputs.is_empty());
            for input in inputs {
                prop_assert_eq!(known.0.insert(input.clone(), answer(&input)), None, "{} is asked twice", input);
            }
        }
        for model in &models {
            let (settled, whole) = (model.decide("d", &known).unwrap().0, model.decide("d", &all).unwrap().0);
            prop_assert!(!matches!(settled, Verdict::Open(_)));
            prop_assert_eq!(settled, whole);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Against the best there is: all orders of all questions, for all that may be answered.
    #[test]
    fn it_asks_at_most_a_fifth_more_than_the_best(
        (numbers, inputs) in prop_oneof![Just((0, 8)), Just((1, 6)), Just((2, 5))],
        tables in proptest::collection::vec(rules(8), 1..3),
    ) {
        let models: Vec<Arc<Model>> = tables.iter().map(|rules| model(numbers, inputs, rules)).collect();
        let planner = Planner::new(services(&models), Vec::new());
        let best = average(&models, numbers, &Facts::default(), &mut BTreeMap::new());
        let asked = asked(&planner, numbers, &Facts::default());
        prop_assert!(asked <= best * 1.2 + 1e-6, "{} instead of {}", asked, best);
    }
}

#[test]
fn a_question_that_hangs_on_another_comes_after_it_or_never() {
    // Yes to `B` settles it by itself; `B` is asked only of whoever said no to `A`, and `A` settles nothing.
    let models = [model(0, 3, &[vec![0, 1, 0], vec![0, 2, 1]])];
    let question = |concept: &str, when: &[(&str, bool)]| Question {
        concept: concept.to_owned(),
        when: when
            .iter()
            .map(|(concept, is)| Condition {
                concept: (*concept).to_owned(),
                is: vec![Fact::Boolean(*is)],
                ..Condition::default()
            })
            .collect(),
    };
    let pages = vec![vec![question("A", &[]), question("B", &[("A", false)])], vec![question("C", &[])]];
    let interview = Interview::new(services(&models), pages, Vec::new());
    let today = "2026-01-01".parse().unwrap();
    let next = |answers: &[(&str, bool)]| {
        let answers = answers.iter().map(|(concept, is)| ((*concept).to_owned(), Fact::Boolean(*is)));
        match interview.next(&Facts(answers.collect()), today).unwrap() {
            Step::Ask { page, concepts, .. } => format!("{page} {}", concepts.join(" ")),
            Step::Settled => "settled".to_owned(),
        }
    };
    assert_eq!(next(&[]), "0 A");
    assert_eq!(next(&[("A", false)]), "0 B");
    assert_eq!(next(&[("A", false), ("B", true)]), "settled");
    // Of whoever said yes nobody asks `B`: it is nothing, whatever was typed before, and no rule is for that.
    assert_eq!(next(&[("A", true)]), "settled");
    let facts = interview.facts(&Facts::new([("A", Fact::Boolean(true)), ("B", Fact::Boolean(true))]), today);
    assert_eq!(facts.0.get("B"), Some(&Fact::Nothing));
}
