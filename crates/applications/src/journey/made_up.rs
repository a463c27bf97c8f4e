//! Journeys and answers to try rules with.

use std::fmt::Write as _;

use super::{Answer, Answers, Journey, Kind, Question};

/// The journeys of the demonstration.
pub(super) fn demonstration() -> Vec<Journey> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../demo/journeys");
    let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
    let journeys = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let read = |path: std::path::PathBuf| {
        let journey: Journey = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let dmn = journey.model.as_ref().map(|model| std::fs::read_to_string(folder.join(model)).unwrap());
        Journey { dmn, ..journey }
    };
    journeys.map(read).collect()
}

/// One of the answers that a question may get, or none.
pub(super) fn answered(question: &Question, n: usize) -> Option<Answer> {
    if n.is_multiple_of(5) { None } else { Some(said(question, n)) }
}

/// One of the answers that a question may get.
pub(super) fn said(question: &Question, n: usize) -> Answer {
    let values: Vec<&str> = match question.kind {
        Kind::YesNo => vec!["yes", "no"],
        _ => question.options.iter().map(|option| option.value.as_str()).collect(),
    };
    match (question.kind, n % 5) {
        (_, 1) if question.optional => question.passed_over(),
        (Kind::Choices, n) => Answer::Many(values.into_iter().skip(n).step_by(n.max(1)).map(str::to_owned).collect()),
        (Kind::Place, 4) => Answer::Elsewhere { postcode: "ZZ1".to_owned(), elsewhere: "ZZ1".to_owned() },
        (Kind::Place, _) => Answer::Place { postcode: "CA1".to_owned(), area: Some("carlisle-city".into()) },
        (_, _) if values.is_empty() => Answer::Text("2000-01-01".to_owned()),
        (_, _) => Answer::Text(values[n % values.len()].to_owned()),
    }
}

/// An answer to each question, whether it is asked or not.
pub(super) fn all_said(journey: &Journey, numbers: &[usize]) -> Answers {
    let said = |(question, n): (&Question, &usize)| (question.id.clone(), said(question, *n));
    journey.questions.iter().zip(numbers.iter().cycle()).map(said).collect()
}

/// A journey of eight questions with yes or no and four in words on four pages, and four services: which question hangs on
/// which, which service on which and what each needs, the numbers say.
pub(super) fn journey(numbers: &[usize]) -> Journey {
    let mut numbers = numbers.iter().copied().cycle();
    let mut throw = |sides: usize| numbers.next().unwrap_or_default() % sides;
    let both = |text: &str| format!("{{ en = \"{text}\", fr = \"{text}\" }}");
    let mut text = format!(
        "id = \"j\"\nlife_event = \"l\"\nedition = \"1\"\ntitle = {0}\nsummary = {0}\nbefore_you_start = {0}\n",
        both("J")
    );
    for page in 0..4 {
        let _ = writeln!(text, "[[page]]\nid = \"p{page}\"\ntitle = {0}\nsection = {0}", both("P"));
    }
    for n in 0..12 {
        let (kind, page) = (if n % 3 == 2 { "text" } else { "yes-no" }, n / 3);
        let _ =
            writeln!(text, "[[question]]\nid = \"q{n}\"\npage = \"p{page}\"\nkind = \"{kind}\"\nlabel = {}", both("Q"));
        if n > 0 && throw(3) == 0 {
            let other = throw(n);
            let is = if other % 3 == 2 { "" } else { ", is = [\"yes\"]" };
            let _ = writeln!(text, "when = [{{ question = \"q{other}\"{is} }}]");
        }
    }
    for n in 0..4 {
        let _ = writeln!(text, "[[service]]\ntype = \"s{n}\"\nwhy = {0}\nwhy_not = {0}", both("S"));
        let yes_no = |n: usize| n / 2 * 3 + n % 2;
        let when: Vec<String> = (0..=throw(2))
            .map(|_| (yes_no(throw(8)), ["yes", "no"][throw(2)]))
            .map(|(other, is)| format!("{{ question = \"q{other}\", is = [\"{is}\"] }}"))
            .collect();
        let fields: Vec<String> = (0..=throw(3)).map(|_| format!("\"q{}\"", throw(12))).collect();
        let _ = writeln!(text, "when = [{}]\nfields = [{}]", when.join(", "), fields.join(", "));
        if n > 0 && throw(2) == 0 {
            let _ = writeln!(text, "after = \"s{}\"", throw(n));
        }
    }
    toml::from_str(&text).unwrap()
}
