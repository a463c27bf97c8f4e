//! What one person is asked, by what they have said so far: page by page, and nothing that can't matter any more. A question
//! matters that may still settle whether a service applies, that goes to a body whose service may apply, that may end the
//! journey, or that opens another which matters. Whoever answers everything is told the same.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use values::Day;

use super::{Answers, Exit, Journey, Mistake, Page, Question, Says, Step, Today, lifted::Lifted, rules::Next};

/// In which order the pages of a journey are asked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Order {
    /// As they stand in the file.
    #[default]
    AsWritten,
    /// First those that settle soonest which services apply; then what the bodies need, as it stands in the file.
    Fewest,
}

impl Order {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    pub(super) fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What one person is asked.
pub struct Asking<'j> {
    journey: &'j Journey,
    exit: Option<&'j Exit>,
    /// The pages in the order in which they come, each with what matters on it.
    pages: Vec<(&'j Page, Vec<&'j Question>)>,
    /// By what was said, these are asked.
    asked: BTreeSet<&'j str>,
    lifted: Lifted<'j>,
}

impl Journey {
    /// What a person is asked who has said this, and applies for some services though they do not seem to apply.
    pub fn asking<'j>(&'j self, answers: &Answers, anyway: &[String], day: Day) -> Asking<'j> {
        let mut way = Way::new(self, answers, anyway, day);
        let is_settled = self.ask == Order::AsWritten || way.settle();
        if is_settled {
            self.pages.iter().for_each(|page| way.visit(page));
        }
        Asking { journey: self, exit: self.exit(answers), pages: way.pages, asked: way.asked, lifted: way.lifted }
    }
}

impl<'j> Asking<'j> {
    /// Is the question asked?
    pub fn asks(&self, question: &Question) -> bool {
        self.asked.contains(question.id.as_str())
    }

    /// The pages that are asked, in the order in which they come.
    pub fn pages(&self) -> impl DoubleEndedIterator<Item = &'j Page> {
        self.pages.iter().filter(|(_, matter)| matter.iter().any(|question| self.asks(question))).map(|(page, _)| *page)
    }

    /// What matters on a page. Of these a question that hangs on another of the same page is asked where that one opens it.
    pub fn on(&self, page: &str) -> &[&'j Question] {
        self.pages.iter().find(|(known, _)| known.id == page).map_or(&[], |(_, matter)| matter)
    }

    /// The answers to questions that are asked; that nothing is ticked is one. What else was typed on the way stays in the
    /// draft and goes nowhere.
    pub fn counted(&self, answers: &Answers) -> Answers {
        let mut counted = answers.clone();
        counted.retain(|id, answer| answer.is_given() && self.asked.contains(id.as_str()));
        counted
    }

    /// The questions that are asked and whose day is wrong today, or beside the other answers.
    pub fn wrong_days(&self, answers: &Answers, today: Today<'_>) -> Vec<(&'j Question, Mistake)> {
        self.journey.wrong_days(&self.counted(answers), &self.lifted, today)
    }

    /// Does a page still lack an answer? An empty one to an optional question counts.
    pub fn lacks(&self, page: &str, answers: &Answers) -> bool {
        self.on(page).iter().any(|question| self.asks(question) && !answers.contains_key(&question.id))
    }

    /// What comes next: an exit, the first page that lacks an answer, or checking.
    pub fn next(&self, answers: &Answers) -> Next<'j> {
        if let Some(exit) = self.exit {
            return Next::Leave(exit);
        }
        self.pages().find(|page| self.lacks(&page.id, answers)).map_or(Next::Check, Next::Ask)
    }

    /// The page before this one, among those that are asked.
    pub fn before(&self, page: &str) -> Option<&'j Page> {
        self.pages().take_while(|asked| asked.id != page).last()
    }

    /// Which questions are open.
    pub fn lifted(&self) -> &Lifted<'j> {
        &self.lifted
    }

    /// By which journey.
    pub fn journey(&self) -> &'j Journey {
        self.journey
    }
}

/// Goes over the pages as the person does: each is weighed by what was said before it, so that no later answer takes back a
/// question that was asked.
struct Way<'j, 'a> {
    journey: &'j Journey,
    answers: &'a Answers,
    anyway: &'a [String],
    lifted: Lifted<'j>,
    day: Day,
    /// What was said on the pages so far.
    known: Answers,
    services: Vec<Standing<'j>>,
    /// The questions that are asked of everybody.
    for_itself: BTreeSet<&'j str>,
    pages: Vec<(&'j Page, Vec<&'j Question>)>,
    asked: BTreeSet<&'j str>,
}

/// How a service stands by what was said so far.
struct Standing<'j> {
    step: &'j Step,
    /// The questions that its decision looks at, with those that open one of these.
    looks_at: BTreeSet<&'j str>,
    says: Says,
    /// The questions whose answers would tell.
    open: BTreeSet<String>,
}

impl<'j, 'a> Way<'j, 'a> {
    fn new(journey: &'j Journey, answers: &'a Answers, anyway: &'a [String], day: Day) -> Self {
        let known = Answers::new();
        let case = journey.case_so_far(&known, day);
        let standing = |step: &'j Step| {
            let (says, open) = case.standing(step);
            Standing { step, looks_at: journey.decided_by_opened(step).collect(), says, open }
        };
        let services = journey.services.iter().map(standing).collect();
        Self {
            journey,
            answers,
            anyway,
            lifted: journey.lifted(answers, anyway, day),
            day,
            known,
            services,
            for_itself: journey.asked_for_itself(),
            pages: Vec::new(),
            asked: BTreeSet::new(),
        }
    }

    /// Asks first what may end the journey, then what settles which services apply, the best first. Is all of it settled?
    fn settle(&mut self) -> bool {
        let ends: BTreeSet<&str> = self.journey.ending();
        let may_end = |page: &&Page| self.journey.questions_on(&page.id).any(|it| ends.contains(it.id.as_str()));
        for page in self.journey.pages.iter().filter(may_end).collect::<Vec<_>>() {
            self.visit(page);
            let lacks = |it: &Question| self.asked.contains(it.id.as_str()) && !self.known.contains_key(&it.id);
            if self.journey.questions_on(&page.id).any(lacks) {
                return false;
            }
        }
        while let Some((page, questions)) = self.journey.next_to_settle(&self.known, self.day) {
            let Some(page) = self.journey.page(&page) else { return true };
            let so_far = self.known.len();
            self.ask(page, self.journey.questions_on(&page.id).filter(|it| questions.contains(&it.id)).collect());
            let is_asked = |question: &String| self.asked.contains(question.as_str());
            if self.known.len() == so_far || questions.iter().any(|it| is_asked(it) && !self.known.contains_key(it)) {
                return false;
            }
        }
        true
    }

    /// Asks what matters on a page.
    fn visit(&mut self, page: &'j Page) {
        let matter = self.matter();
        self.ask(page, self.journey.questions_on(&page.id).filter(|it| matter.contains(it.id.as_str())).collect());
    }

    fn ask(&mut self, page: &'j Page, matter: Vec<&'j Question>) {
        let mut said: Vec<&str> = Vec::new();
        for question in &matter {
            if self.lifted.opens(question, &self.known) {
                self.asked.insert(&question.id);
                if let Some(answer) = self.answers.get(&question.id) {
                    said.push(&question.id);
                    self.known.insert(question.id.clone(), answer.clone());
                }
            }
        }
        match self.pages.iter_mut().find(|(known, _)| known.id == page.id) {
            None => self.pages.push((page, matter)),
            Some((_, known)) => {
                // Some of it was asked before, to settle something: the page keeps its order.
                let both = |it: &&Question| known.contains(it) || matter.contains(it);
                *known = self.journey.questions_on(&page.id).filter(both).collect();
            }
        }
        self.weigh(&said);
    }

    /// How each service stands that is not settled yet and looks at what was said just now.
    fn weigh(&mut self, said: &[&str]) {
        let case = self.journey.case_so_far(&self.known, self.day);
        for standing in self.services.iter_mut().filter(|standing| standing.says == Says::Open) {
            if said.iter().any(|question| standing.looks_at.contains(question)) {
                (standing.says, standing.open) = case.standing(standing.step);
            }
        }
    }

    /// The questions that matter by what was said so far.
    fn matter(&self) -> BTreeSet<&'j str> {
        let journey = self.journey;
        let mut matter = self.for_itself.clone();
        for step in self.services.iter().filter(|standing| self.may_be_sent(standing)).map(|standing| standing.step) {
            matter.extend(step.fields.iter().chain(&step.place).map(String::as_str));
        }
        let open: BTreeSet<&String> = self.services.iter().flat_map(|standing| &standing.open).collect();
        matter.extend(journey.questions.iter().filter(|it| open.contains(&it.id)).map(|it| it.id.as_str()));
        // What opens another stands before it.
        for question in journey.questions.iter().rev() {
            if matter.contains(question.id.as_str()) && !self.is_closed(question) {
                matter.extend(question.when.iter().map(|when| when.question.as_str()));
            }
        }
        matter
    }

    /// May a request come of it, with all that it has to follow?
    fn may_be_sent(&self, standing: &Standing<'j>) -> bool {
        let wanted = |one: &Standing<'j>| {
            one.says != Says::DoesNotApply || self.anyway.iter().any(|name| name == one.step.service_type.name())
        };
        let before = |one: &&Standing<'j>| {
            let after = one.step.after.as_ref()?;
            self.services.iter().find(|other| other.step.service_type == *after)
        };
        // No longer than there are services: a circle has no end.
        let mut chain = std::iter::successors(Some(standing), before).take(self.services.len());
        chain.all(wanted)
    }

    /// Was something said that closes it?
    fn is_closed(&self, question: &Question) -> bool {
        question.when.iter().any(|when| self.known.contains_key(&when.question) && !when.holds(&self.known))
    }
}

impl Journey {
    /// The questions that may end it.
    fn ending(&self) -> BTreeSet<&str> {
        self.exits.iter().flat_map(|exit| &exit.when).map(|when| when.question.as_str()).collect()
    }

    /// The questions that are asked of everybody: whoever comes back has to know one, some may end the journey, and some
    /// are looked at by no service, no decision and no other question.
    fn asked_for_itself(&self) -> BTreeSet<&str> {
        let opens = self.questions.iter().flat_map(|question| &question.when);
        let services = self.services.iter().flat_map(|step| step.fields.iter().chain(&step.place));
        let mut looked_at: BTreeSet<&str> = services.map(String::as_str).collect();
        looked_at.extend(opens.map(|when| when.question.as_str()));
        looked_at.extend(self.decided_by());
        let ends = self.ending();
        let for_itself = |it: &&Question| {
            let id = it.id.as_str();
            it.knows || ends.contains(id) || !looked_at.contains(id)
        };
        self.questions.iter().filter(for_itself).map(|question| question.id.as_str()).collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::journey::{
        Answer,
        made_up::{self, all_said, demonstration},
    };

    fn journey() -> Journey {
        toml::from_str(include_str!("fixture.toml")).unwrap()
    }

    fn answers(said: &[(&str, &str)]) -> Answers {
        said.iter().map(|(question, value)| ((*question).to_owned(), Answer::Text((*value).to_owned()))).collect()
    }

    fn day() -> Day {
        "2023-03-30".parse().unwrap()
    }

    #[test]
    fn a_question_is_asked_when_its_condition_holds() {
        let journey = journey();
        let asked = |said: &[(&str, &str)]| {
            journey.asking(&answers(said), &[], day()).pages().map(|page| page.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(asked(&[]), ["about", "car"]);
        assert_eq!(asked(&[("car", "yes")]), ["about", "car", "plate"]);
        assert_eq!(asked(&[("car", "no")]), ["about", "car"]);
    }

    #[test]
    fn an_answer_to_a_question_that_is_not_asked_counts_for_nothing() {
        let journey = journey();
        let said = answers(&[("car", "no"), ("plate", "AB12 CDE"), ("towed", "yes")]);
        assert_eq!(journey.asking(&said, &[], day()).counted(&said).keys().collect::<Vec<_>>(), ["car"]);
    }

    #[test]
    fn the_next_page_is_the_first_that_lacks_an_answer() {
        let journey = journey();
        let next = |said: &[(&str, &str)]| match journey.asking(&answers(said), &[], day()).next(&answers(said)) {
            Next::Ask(page) => page.id.clone(),
            Next::Leave(exit) => format!("exit {}", exit.id),
            Next::Check => "check".into(),
        };
        assert_eq!(next(&[]), "about");
        assert_eq!(next(&[("name", "A"), ("born", "1980-01-02")]), "car");
        assert_eq!(next(&[("name", "A"), ("born", "1980-01-02"), ("car", "no")]), "check");
        assert_eq!(next(&[("name", "A"), ("born", "1980-01-02"), ("car", "yes")]), "plate");
        assert_eq!(next(&[("car", "abroad")]), "exit abroad");
    }

    /// The towing is asked about first, and the plate is needed for nothing else.
    fn towed_first() -> Journey {
        let text = include_str!("fixture.toml").replacen(
            "id = \"towed\"\npage = \"plate\"",
            "id = \"towed\"\npage = \"car\"",
            1,
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_question_that_can_not_matter_any_more_is_not_asked() {
        let journey = towed_first();
        let asked = |said: &[(&str, &str)], anyway: &[String]| {
            let said = answers(said);
            let asking = journey.asking(&said, anyway, day());
            journey.questions.iter().filter(|it| asking.asks(it)).map(|it| it.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(asked(&[("car", "yes"), ("towed", "yes")], &[]), ["name", "born", "car", "plate", "towed"]);
        assert_eq!(asked(&[("car", "yes"), ("towed", "no")], &[]), ["name", "born", "car", "towed"]);
        // Whoever applies anyway is asked what the body needs.
        let anyway = ["towing".to_owned()];
        assert_eq!(asked(&[("car", "yes"), ("towed", "no")], &anyway), ["name", "born", "car", "plate", "towed"]);
    }

    #[test]
    fn what_closes_a_question_settles_the_services_that_look_at_it() {
        let mut journey = towed_first();
        journey.questions.iter_mut().find(|it| it.id == "plate").unwrap().when.clear();
        let asked = |said: &[(&str, &str)]| {
            let asking = journey.asking(&answers(said), &[], day());
            journey.questions.iter().filter(|it| asking.asks(it)).map(|it| it.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(asked(&[("car", "yes")]), ["name", "born", "car", "plate", "towed"]);
        // Whether it was towed is not asked, so nobody needs the plate.
        assert_eq!(asked(&[("car", "no")]), ["name", "born", "car"]);
    }

    #[test]
    fn an_answer_that_speaks_against_a_service_closes_nothing_that_its_body_needs() {
        let asked = |journey: &Journey, said: &[(&str, &str)]| {
            let (said, anyway) = (answers(said), ["towing".to_owned()]);
            let asking = journey.asking(&said, &anyway, day());
            journey.questions.iter().filter(|it| asking.asks(it)).map(|it| it.id.clone()).collect::<Vec<_>>()
        };
        // Whether it was towed hangs on the car, and so does the plate.
        assert_eq!(asked(&journey(), &[("car", "no")]), ["name", "born", "car", "plate"]);
        // What hangs on another matter stays as it was answered.
        let mut other = journey();
        let plate = other.questions.iter_mut().find(|it| it.id == "plate").unwrap();
        plate.when[0].question = "name".to_owned();
        assert_eq!(asked(&other, &[("car", "no"), ("name", "Nobody")]), ["name", "born", "car"]);
        assert_eq!(asked(&other, &[("car", "no"), ("name", "yes")]), ["name", "born", "car", "plate"]);
    }

    #[test]
    fn what_settles_most_is_asked_first_where_a_journey_says_so() {
        let journey = Journey { ask: Order::Fewest, ..towed_first() };
        let pages = |said: &[(&str, &str)]| {
            let said = answers(said);
            journey.asking(&said, &[], day()).pages().map(|page| page.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(pages(&[]), ["car"]);
        assert_eq!(pages(&[("car", "yes")]), ["car"]);
        assert_eq!(pages(&[("car", "yes"), ("towed", "yes")]), ["car", "about", "plate"]);
        assert_eq!(pages(&[("car", "no")]), ["car", "about"]);
    }

    /// Answers page after page, as a person does. What was said, and the pages in their order.
    fn walked(journey: &Journey, all: &Answers) -> (Answers, Vec<String>) {
        let (mut said, mut pages) = (Answers::new(), Vec::new());
        loop {
            let asking = journey.asking(&said, &[], day());
            let Next::Ask(page) = asking.next(&said) else { return (said, pages) };
            let mut more = said.clone();
            for question in asking.on(&page.id).iter().filter(|it| journey.opens(it, all)) {
                more.insert(question.id.clone(), all[&question.id].clone());
            }
            pages.push(page.id.clone());
            assert!(more != said, "{} asks nothing: {pages:?}", page.id);
            said = more;
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Whoever is asked less is told the same, and each body that is written to gets all that it declared.
        #[test]
        fn less_is_asked_and_the_same_is_said(
            numbers in proptest::collection::vec(0..120_usize, 60),
            others in proptest::collection::vec(0..120_usize, 37),
        ) {
            for written in demonstration().into_iter().chain((0..6).map(|n| made_up::journey(&others[n..]))) {
                let all = all_said(&written, &numbers);
                let opened: Answers = written.questions.iter().filter(|it| written.opens(it, &all))
                    .map(|it| (it.id.clone(), all[&it.id].clone())).collect();
                for ask in [Order::AsWritten, Order::Fewest] {
                    let journey = Journey { ask, ..written.clone() };
                    let asking = journey.asking(&all, &[], day());
                    let counted = asking.counted(&all);
                    let (case, whole) = (journey.case(&counted, day()), journey.case(&opened, day()));
                    let mut sent: Vec<&str> = Vec::new();
                    for step in &journey.services {
                        prop_assert_eq!(case.says(step), whole.says(step), "{}", step.service_type);
                        let follows = step.after.as_ref().is_none_or(|after| sent.contains(&after.name()));
                        if case.says(step) != Says::DoesNotApply && follows {
                            sent.push(step.service_type.name());
                            let unasked = step.fields.iter().chain(&step.place).find(|field| {
                                journey.question(field).is_some_and(|it| journey.opens(it, &all) && !asking.asks(it))
                            });
                            prop_assert_eq!(unasked, None, "{}", step.service_type);
                        }
                    }
                    let (said, pages) = walked(&journey, &all);
                    if journey.exit(&all).is_none() {
                        prop_assert_eq!(journey.asking(&said, &[], day()).counted(&said), counted);
                        prop_assert!(pages.len() <= journey.questions.len());
                    }
                }
            }
        }
    }
}
