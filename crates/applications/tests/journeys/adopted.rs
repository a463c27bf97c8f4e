//! Rules that nobody here wrote, as a government that people can walk through. The files are no part of the project; without
//! them this says so and passes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use applications::{
    data::{self, GovernmentData},
    gaps,
    journey::{Answer, Answers, Journey, Kind, Says, adopt::adopt, rules::Next},
    world::World,
};
use eligibility::{
    decision::Fact,
    import::{Imported, aides_jeunes, benefit_finder},
    question::persons::person,
    requirement::Way,
};
use values::Day;

use crate::walk::{send, to_check};

/// So many made-up persons go through each journey.
const PERSONS: u64 = 1_000;

/// A file or folder: under `PORTICO_SHARED_DATA`, or under `../shared/data` beside the workspace.
fn found(name: &str) -> Option<PathBuf> {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let data = std::env::var_os("PORTICO_SHARED_DATA").map_or_else(|| workspace.join("../shared/data"), PathBuf::from);
    let path = data.join(name);
    if !path.exists() {
        eprintln!("SKIPPED: there is nothing at {}", path.display());
        return None;
    }
    Some(path)
}

fn american() -> Option<Imported> {
    let file = found("us-benefit-finder/life_event_death.json")?;
    Some(benefit_finder::read(&fs::read(file).unwrap()).unwrap())
}

fn french() -> Option<Imported> {
    let folder = found("fr-aides-jeunes")?;
    let files = |name: &str| -> Vec<(String, String)> {
        let mut files: Vec<PathBuf> =
            fs::read_dir(folder.join(name)).unwrap().map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let stem = |path: &PathBuf| path.file_stem().unwrap().to_string_lossy().into_owned();
        files.iter().map(|path| (stem(path), fs::read_to_string(path).unwrap())).collect()
    };
    let aids = [files("benefits/javascript"), files("benefits/openfisca")].concat();
    let institutions = files("institutions");
    let (aids, institutions) = (aids.iter().map(borrowed), institutions.iter().map(borrowed));
    let (aids, institutions) = (aids.collect::<Vec<_>>(), institutions.collect::<Vec<_>>());
    Some(aides_jeunes::read(&aids, &institutions).unwrap())
}

fn borrowed((name, text): &(String, String)) -> (&str, &str) {
    (name, text)
}

/// The government that was made of it: sound, with nothing missing, and every text of the journey in both languages.
fn government(imported: &Imported) -> GovernmentData {
    let adopted = adopt(imported, "first");
    let data = match data::read(&adopted.files) {
        Ok(data) => data,
        Err(findings) => panic!("{findings:#?}"),
    };
    assert_eq!(data::worth_a_look(&adopted.files), [], "texts say in which language they are");
    let preview = data::preview(&data, jiff::tz::TimeZone::UTC).unwrap();
    assert_eq!(gaps::find(&preview, &data, "2023-03-20".parse().unwrap()), []);
    assert_eq!(data.journeys[0].services.len(), adopted.services);
    assert_eq!(imported.benefits.len(), adopted.services + adopted.remarks.len(), "what is left out is said");
    data
}

/// What a made-up person would answer to every question.
fn answers(imported: &Imported, journey: &Journey, number: u64, day: Day) -> Answers {
    let facts = person(imported, number, day);
    let mut answers: Answers = journey
        .questions
        .iter()
        .filter_map(|question| match question.kind {
            Kind::Name => Some((question.id.clone(), Answer::Text("Robin Example".to_owned()))),
            Kind::Email => Some((question.id.clone(), Answer::Text("robin@example.org".to_owned()))),
            Kind::Date if question.knows => Some((question.id.clone(), Answer::Text("1980-05-17".to_owned()))),
            _ => None,
        })
        .collect();
    let told: BTreeMap<&str, &str> =
        journey.told.iter().map(|told| (told.input.as_str(), told.concept.as_str())).collect();
    for told_of in &imported.told {
        let id = told.get(told_of.input.as_str()).copied().unwrap_or(told_of.input.as_str());
        let (Some(question), Some(fact)) = (journey.question(id), facts.0.get(&told_of.concept)) else { continue };
        let fact = match (&told_of.way, fact) {
            (Way::Part(part), Fact::Record(parts)) => parts.get(part).cloned().unwrap_or(Fact::Nothing),
            _ => fact.clone(),
        };
        let said = match fact {
            Fact::Boolean(said) => if said { "yes" } else { "no" }.to_owned(),
            Fact::Date(day) => day,
            Fact::Number(number) => number,
            Fact::Text(text) if question.options.iter().any(|option| option.value == text) => text,
            Fact::Text(_) => question.options.last().unwrap().value.clone(),
            other => panic!("{other:?} is no answer to {id}"),
        };
        answers.insert(id.to_owned(), Answer::Text(said));
    }
    answers
}

/// The answers to every question that these answers open.
fn everything(journey: &Journey, answers: &Answers) -> Answers {
    let opened = journey.questions.iter().filter(|question| journey.opens(question, answers));
    opened.filter_map(|question| Some((question.id.clone(), answers.get(&question.id)?.clone()))).collect()
}

/// Asked the fewest questions, page by page, a person comes to the same for every service as if they had answered all that
/// the journey could ask. How many questions were asked on average, and how often something applied.
fn all_come_to_the_same(imported: &Imported) -> (u64, u64) {
    let data = government(imported);
    let [journey] = data.journeys.as_slice() else { panic!("one journey") };
    let day: Day = "2025-02-06".parse().unwrap();
    let parts = 4;
    let (mut questions, mut applied) = (0, 0);
    std::thread::scope(|scope| {
        let part = |part: u64| {
            scope.spawn(move || {
                some_come_to_the_same(imported, journey, day, part * PERSONS / parts..(part + 1) * PERSONS / parts)
            })
        };
        for running in (0..parts).map(part).collect::<Vec<_>>() {
            let (asked, right) = running.join().unwrap();
            questions += asked;
            applied += right;
        }
    });
    assert!(applied > 500, "made-up persons have rights too: {applied}");
    (questions / PERSONS, applied)
}

/// The benefit whose source says one thing and means another: a person decides.
fn contradicted(imported: &Imported) -> BTreeSet<&str> {
    let is_left = |name: &str| {
        imported.remarks.iter().any(|remark| remark.benefit == name && remark.what.contains("a person decides"))
    };
    let left: BTreeSet<&str> =
        imported.benefits.iter().filter(|one| is_left(&one.name)).map(|one| one.id.as_str()).collect();
    assert!(left.len() < 2, "{left:?}");
    left
}

/// The same for some of them: how many questions were asked in all, and how often something applied.
fn some_come_to_the_same(imported: &Imported, journey: &Journey, day: Day, numbers: Range<u64>) -> (u64, u64) {
    let (mut questions, mut applied) = (0, 0);
    let left = contradicted(imported);
    for number in numbers {
        let person = answers(imported, journey, number, day);
        let mut said = Answers::new();
        for n in 0.. {
            assert!(n < 50, "person {number} is asked for ever");
            let asking = journey.asking(&said, &[], day);
            let Next::Ask(page) = asking.next(&said) else { break };
            let asked = asking.on(&page.id).iter().filter(|question| asking.asks(question));
            let fresh: Vec<String> = asked.map(|question| question.id.clone()).collect();
            said.extend(fresh.into_iter().map(|id| (id.clone(), person[&id].clone())));
        }
        let few = journey.asking(&said, &[], day).counted(&said);
        let all = everything(journey, &person);
        let (few_case, all_case) = (journey.case(&few, day), journey.case(&all, day));
        for step in &journey.services {
            let (few, all) = (few_case.says(step), all_case.says(step));
            assert_eq!(few, all, "person {number}, {}", step.service_type.name());
            // Their rules are for every case: nothing else is left to a person, whatever is not asked.
            let is_left = left.contains(step.service_type.name());
            assert!(all != Says::Person || is_left, "person {number}, {}", step.service_type.name());
            applied += u64::from(all == Says::Applies);
        }
        questions += few.len() as u64;
    }
    (questions, applied)
}

/// A made-up person walks through the pages, sends, and each body has at its desk what applies.
async fn walk(imported: &Imported) {
    let data = government(imported);
    let journey = data.journeys[0].clone();
    let world = World::of(data).await;
    let day = world.platform.today();
    let applies = |answers: &Answers| {
        let answers = everything(&journey, answers);
        let case = journey.case(&answers, day);
        journey.services.iter().filter(|step| case.says(step) == Says::Applies).count()
    };
    let most = (0..50).map(|number| answers(imported, &journey, number, day)).max_by_key(applies).unwrap();
    let expected = applies(&most);
    assert!(expected > 1, "several bodies have to do with it: {expected}");
    let browser = world.browser();
    let check = to_check(&world, &browser, journey.id.name(), &most).await;
    assert!(check.path.ends_with("/check"), "{}: {}", check.path, check.text());
    let (page, id) = send(&browser, &check).await;
    assert!(page.says("We have it"), "{}", page.text());
    let case = world.until(&id, |case| world.only_desks_are_left(case)).await;
    assert!(case.requests.len() >= expected, "{} of {expected}", case.requests.len());
    assert!(case.requests.iter().all(|part| part.state == "sent"), "each is at a desk");
}

#[test]
fn americans_come_to_the_same_by_the_fewest_questions() {
    let Some(imported) = american() else { return };
    let (questions, applied) = all_come_to_the_same(&imported);
    println!("{questions} questions on average; {applied} times a service applied");
    assert!(questions <= 16, "{questions}");
}

#[test]
fn the_french_come_to_the_same_by_the_fewest_questions() {
    let Some(imported) = french() else { return };
    let data = government(&imported);
    assert!(data.journeys[0].services.len() >= 100, "{}", data.journeys[0].services.len());
    let (questions, applied) = all_come_to_the_same(&imported);
    println!("{questions} questions on average; {applied} times a service applied");
}

#[tokio::test]
async fn an_american_walks_through_and_sends() {
    if let Some(imported) = american() {
        walk(&imported).await;
    }
}

#[tokio::test]
async fn somebody_young_in_france_walks_through_and_sends() {
    if let Some(imported) = french() {
        walk(&imported).await;
    }
}
