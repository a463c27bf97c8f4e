// One journey's file, whatever it is, as whoever publishes it would have it read: for the fuzz target and for the tests of
// what it found.

use std::collections::{BTreeMap, HashMap, HashSet};

use applications::{
    journey::{Answer, Answers, Journey, Order, data},
    requirement::Concepts,
};
use catalogue::area::Areas;
use values::{Id, source::Source};

/// Reads a file. What comes of it can be asked and answered.
pub fn one(file: &[u8]) {
    let Ok(text) = std::str::from_utf8(file) else { return };
    let of_no_place = |name| (Id::named(name).expect("a name"), false);
    let (types, events): (HashMap<_, _>, HashSet<_>) =
        (["car-tax", "towing"].map(of_no_place).into(), [Id::named("moving").expect("a name")].into());
    let known = data::Known {
        service_types: &types,
        life_events: &events,
        areas: &Areas::default(),
        models: &BTreeMap::new(),
        concepts: &Concepts::default(),
    };
    let source = Source { file: "journeys/j.toml".to_owned(), text: text.to_owned() };
    let journey = match data::read(&source, &known) {
        Ok((journey, _)) => journey,
        Err(findings) => return assert!(findings.iter().all(|finding| !finding.to_string().is_empty())),
    };
    let day = "2026-01-01".parse().expect("a day");
    for said in ["", "yes", "no", "2000-01-01"] {
        let answers: Answers =
            journey.questions.iter().map(|question| (question.id.clone(), Answer::Text(said.to_owned()))).collect();
        for ask in [Order::AsWritten, Order::Fewest] {
            let mut journey: Journey = journey.clone();
            journey.ask = ask;
            let asking = journey.asking(&answers, &[], day);
            let _ = (asking.next(&answers), asking.pages().count(), asking.counted(&answers));
        }
        for step in &journey.services {
            let _ = journey.indicate(step, &answers, day);
        }
    }
}
