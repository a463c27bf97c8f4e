// One posted form, whatever it is, as a page with a question of every kind takes it: for the fuzz target and for the tests
// of what it found.

use std::{collections::BTreeMap, sync::Arc};

use applications::{
    draft::{
        Body,
        form::{Filled, Typed, read},
        seen::Seen,
    },
    journey::{Answer, Answers, Journey, Today},
};
use catalogue::{area::Areas, holiday::Holidays};
use values::Language;
use web::Fields;

/// A page with a question of every kind.
const PAGE: &str = include_str!("every_kind.toml");

/// Reads a form. What is kept of it is kept again as it is, and fills the page so that it is kept a third time. Where
/// something is wrong, the page that comes next says of it what this form would have been told.
pub fn form(body: &[u8]) {
    let journey: Journey = toml::from_str(PAGE).expect("the page can be read");
    let (areas, holidays) = (Areas::default(), Holidays::new(Vec::new(), Arc::new(Areas::default())));
    let today = Today { day: "2026-01-01".parse().expect("a day"), holidays: &holidays };
    let fields = Fields::parse(body);
    let typed = Typed::from_pairs(fields.pairs()).on_form(journey.questions_on("p"));
    let nothing: Answers = BTreeMap::new();
    let asking = journey.asking(&nothing, &[], today.day);
    let filled = Filled { typed, shown: Seen::default() };
    let (kept, mistakes) = filled.read((&asking, "p"), &nothing, &areas, today);
    let said = &kept.answers;
    let answers: Answers = said.iter().cloned().collect();
    for (id, answer) in said {
        let question = journey.question(id).expect("only what is asked is answered");
        let again = question.check(answer.clone(), &areas, today.day);
        assert_eq!(again.as_ref(), Ok(answer), "{id} is kept as it is");
        let json = serde_json::to_string(answer).expect("an answer is JSON");
        assert_eq!(serde_json::from_str::<Answer>(&json).ok().as_ref(), Some(answer), "{id} is found as it was kept");
    }
    for language in Language::ALL {
        let mut body = Body::default();
        body.say(&kept);
        let shown = Typed::of_page(&journey, "p", &body, language).on_form(journey.questions_on("p"));
        let (_, again) =
            read(&journey.asking(&body.answers, &[], today.day), "p", &body.answers, &shown, &areas, today);
        assert_eq!(format!("{again:?}"), format!("{mistakes:?}"), "the page says what is wrong");

        let shown = Typed::from_answers(journey.questions_on("p"), &answers, language);
        let shown = shown.on_form(journey.questions_on("p"));
        let (posted, more) = read(&asking, "p", &nothing, &shown, &areas, today);
        assert!(more.is_empty(), "what was kept is taken again: {more:?}");
        if mistakes.is_empty() {
            assert_eq!(posted, *said, "a page that is not touched says the same");
        }
    }
}
