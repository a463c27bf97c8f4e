//! Which questions are asked, which page comes next, where the journey ends, which services come of it. Pure.

use values::{Id, id};

use super::{Answer, Answers, Exit, Journey, Page, Question, When, answer::ELSEWHERE};

/// Where a person is in a journey.
#[derive(Debug, PartialEq, Eq)]
pub enum Next<'a> {
    /// This page still lacks an answer.
    Ask(&'a Page),
    /// It ends here.
    Leave(&'a Exit),
    /// Everything is answered.
    Check,
}

impl When {
    /// Does the condition hold? An unanswered question meets no condition.
    pub fn holds(&self, answers: &Answers) -> bool {
        answers.get(&self.question).filter(|answer| !answer.is_empty()).is_some_and(|answer| {
            (self.is.is_empty() || self.is.iter().any(|value| answer.says(value)))
                && !self.is_not.iter().any(|value| answer.says(value))
        })
    }
}

impl Journey {
    /// Is the question asked, given these answers? A condition over a question that is not asked itself never holds.
    pub fn asks(&self, question: &Question, answers: &Answers) -> bool {
        question.when.iter().all(|when| self.counts(when, answers, 0))
    }

    /// Does the condition hold, and was its question really asked?
    pub(super) fn counts(&self, when: &When, answers: &Answers, depth: usize) -> bool {
        depth < self.questions.len()
            && when.holds(answers)
            && self
                .question(&when.question)
                .is_some_and(|question| question.when.iter().all(|deeper| self.counts(deeper, answers, depth + 1)))
    }

    /// The answers with an empty one for every optional question that is asked and was passed over, as a page leaves it.
    pub fn with_passed_over(&self, mut answers: Answers) -> Answers {
        for question in self.questions.iter().filter(|question| question.optional) {
            if self.asks(question, &answers) {
                answers.entry(question.id.clone()).or_insert_with(Answer::nothing);
            }
        }
        answers
    }

    /// The pages that are asked, given these answers, in order.
    pub fn asked<'a>(&'a self, answers: &Answers) -> Vec<&'a Page> {
        let asks = |page: &&Page| {
            self.questions.iter().any(|question| question.page == page.id && self.asks(question, answers))
        };
        self.pages.iter().filter(asks).collect()
    }

    /// The answers to questions that are asked. What else was typed on the way stays in the draft and goes nowhere.
    pub fn counted(&self, answers: &Answers) -> Answers {
        let mut counted = answers.clone();
        counted.retain(|id, answer| {
            !answer.is_empty() && self.question(id).is_some_and(|question| self.asks(question, answers))
        });
        counted
    }

    /// The exit that these answers lead to.
    pub fn exit<'a>(&'a self, answers: &Answers) -> Option<&'a Exit> {
        self.exits.iter().find(|exit| exit.when.iter().all(|when| self.counts(when, answers, 0)))
    }

    /// The exit that a place outside the area served leads to, if this is the question about it.
    pub fn exit_elsewhere(&self, question: &str) -> Option<&Exit> {
        let waits = |when: &When| when.question == question && when.is.iter().any(|value| value == ELSEWHERE);
        self.exits.iter().find(|exit| exit.when.iter().all(waits))
    }

    /// Could anything be sent if this place were none of those served here?
    pub fn could_send_without(&self, place: &str) -> bool {
        let mut possible: Vec<&Id<id::ServiceType>> = Vec::new();
        for step in &self.services {
            let follows = step.after.as_ref().is_none_or(|before| possible.contains(&before));
            if step.place.as_deref() != Some(place) && follows {
                possible.push(&step.service_type);
            }
        }
        !possible.is_empty()
    }

    /// What comes next: an exit, the first page that lacks an answer (an empty one to an optional question counts), or
    /// checking.
    pub fn next<'a>(&'a self, answers: &Answers) -> Next<'a> {
        if let Some(exit) = self.exit(answers) {
            return Next::Leave(exit);
        }
        let lacks = |page: &Page| {
            self.questions_on(&page.id)
                .any(|question| self.asks(question, answers) && !answers.contains_key(&question.id))
        };
        self.asked(answers).into_iter().find(|page| lacks(page)).map_or(Next::Check, Next::Ask)
    }

    /// The page before this one, among those that are asked.
    pub fn before<'a>(&'a self, page: &str, answers: &Answers) -> Option<&'a Page> {
        let asked = self.asked(answers);
        let place = asked.iter().position(|asked| asked.id == page)?;
        place.checked_sub(1).map(|before| asked[before])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const JOURNEY: &str = include_str!("fixture.toml");

    fn journey() -> Journey {
        toml::from_str(JOURNEY).unwrap()
    }

    fn answers(said: &[(&str, &str)]) -> Answers {
        said.iter().map(|(question, value)| ((*question).to_owned(), Answer::Text((*value).to_owned()))).collect()
    }

    #[test]
    fn a_question_is_asked_when_its_condition_holds() {
        let journey = journey();
        let asked = |said: &[(&str, &str)]| {
            journey.asked(&answers(said)).iter().map(|page| page.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(asked(&[]), ["about", "car"]);
        assert_eq!(asked(&[("car", "yes")]), ["about", "car", "plate"]);
        assert_eq!(asked(&[("car", "no")]), ["about", "car"]);
    }

    #[test]
    fn an_answer_to_a_question_that_is_not_asked_counts_for_nothing() {
        let journey = journey();
        let said = answers(&[("car", "no"), ("plate", "AB12 CDE"), ("towed", "yes")]);
        assert_eq!(journey.counted(&said).keys().collect::<Vec<_>>(), ["car"]);
    }

    #[test]
    fn the_next_page_is_the_first_that_lacks_an_answer() {
        let journey = journey();
        let next = |said: &[(&str, &str)]| match journey.next(&answers(said)) {
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
}
