//! Which services the answers point to, with reasons. Each table is asked the same way, and what it can't tell is a
//! person's, never a silent no.

use std::collections::BTreeSet;

use eligibility::{
    decision::{Because, Fact, Facts, Model, Reason, Reasons, Verdict},
    import::{APPLIES, DOES_NOT_APPLY},
    question::Step as Next,
};
use serde::Serialize;
use values::Day;

use super::{
    Answers, Change, Journey, Question, Step,
    change::change,
    decisions::{Decided, Decisions},
    facts::facts,
};

/// The column of a table whose annotations name the law behind each rule.
const LAW: &str = "law";

/// What the answers say of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Indication {
    /// Does it apply?
    pub says: Says,
    /// The questions whose answers settle it.
    pub because: Vec<String>,
    /// Where it does not apply: the answers with which it would. The way that is nearest to what was answered.
    pub change: Vec<Change>,
    /// The rules that say so, of every table on the way; that of the service first.
    pub rules: Vec<Rule>,
    /// Where it is open: the questions whose answers would tell.
    pub missing: Vec<String>,
}

impl Indication {
    /// The law behind the rules, where tables name it.
    pub fn laws(&self) -> Vec<String> {
        let mut laws: Vec<String> = Vec::new();
        for law in self.rules.iter().filter_map(|rule| rule.law.as_ref()) {
            if !laws.contains(law) {
                laws.push(law.clone());
            }
        }
        laws
    }
}

/// A rule of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rule {
    /// Of which decision.
    pub decision: String,
    /// Which one, the first is 1.
    pub rule: usize,
    /// Its id in the model, the same in every edition.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The law behind it, where the table names it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
}

/// Does a service apply? An indication: people may apply anyway.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Says {
    /// It does.
    #[default]
    Applies,
    /// It does not.
    DoesNotApply,
    /// No rule tells: a person decides.
    Person,
    /// It can't be told yet: something is not answered.
    Open,
}

impl Says {
    /// Its name, for machines and in the language files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Applies => "applies",
            Self::DoesNotApply => "does-not-apply",
            Self::Person => "person",
            Self::Open => "open",
        }
    }
}

impl Journey {
    /// Does the service apply, by these answers on this day, and why?
    pub fn indicate(&self, step: &Step, answers: &Answers, day: Day) -> Indication {
        self.case(answers, day).indication(step)
    }

    /// These answers, as the tables are told them on this day.
    pub fn case<'c>(&'c self, answers: &'c Answers, day: Day) -> Case<'c> {
        Case { journey: self, answers, is_through: true, day }
    }

    /// The same of somebody who is not through yet: what was not answered is not known, and no longer nothing.
    pub fn case_so_far<'c>(&'c self, answers: &'c Answers, day: Day) -> Case<'c> {
        Case { is_through: false, ..self.case(answers, day) }
    }

    /// What to ask next so that it is settled soonest which services apply: the page, and those of its questions that can
    /// still matter. Nothing once all is settled, or only a person can settle it.
    pub fn next_to_settle(&self, answers: &Answers, day: Day) -> Option<(String, Vec<String>)> {
        let (decisions, said) = (self.decisions()?, |question: &&Question| answers.contains_key(&question.id));
        let known = facts(decisions.looked_at(self).filter(said), answers);
        match decisions.interview.next(&known, day).ok()? {
            Next::Ask { page, concepts, .. } => Some((self.pages.get(page)?.id.clone(), concepts)),
            Next::Settled => None,
        }
    }
}

/// One person's answers, as the tables are told them.
pub struct Case<'c> {
    /// By which journey.
    pub journey: &'c Journey,
    pub(super) answers: &'c Answers,
    /// Was all asked that is asked? Then what was not answered is nothing.
    pub(super) is_through: bool,
    pub(super) day: Day,
}

/// What the tables said of one service.
pub(super) struct Decision<'c> {
    decisions: &'c Decisions,
    pub own: &'c Decided,
    /// What they were told.
    pub told: Facts,
    verdict: Verdict,
    pub reasons: Reasons,
}

impl<'c> Case<'c> {
    /// Does the service apply?
    pub fn says(&self, step: &Step) -> Says {
        if step.when.is_empty() && step.decision.is_none() {
            return Says::Applies;
        }
        self.decide(step).map_or(Says::Person, |decision| says(&decision.verdict))
    }

    /// Does it apply, and where that is open: the questions whose answers would tell.
    pub(super) fn standing(&self, step: &Step) -> (Says, BTreeSet<String>) {
        if step.when.is_empty() && step.decision.is_none() {
            return (Says::Applies, BTreeSet::new());
        }
        let decision = self.decide(step);
        decision.map_or((Says::Person, BTreeSet::new()), |decision| (says(&decision.verdict), decision.missing()))
    }

    /// The same with its reasons, and what would change it.
    pub fn indication(&self, step: &Step) -> Indication {
        if step.when.is_empty() && step.decision.is_none() {
            return Indication::default();
        }
        let person = Indication { says: Says::Person, ..Indication::default() };
        self.decide(step).map_or(person, |decision| decision.indication(self))
    }

    /// What the tables say of a service.
    fn decide(&self, step: &Step) -> Option<Decision<'c>> {
        let decisions = self.journey.decisions()?;
        Decision::of(self, decisions.services.get(step.service_type.name())?, decisions)
    }

    /// What the tables of a service are told: only what its decision needs, so that a fact of another type elsewhere is none of
    /// its business.
    fn told(&self, own: &Decided, decisions: &Decisions) -> Facts {
        decisions.interview.facts_of(&own.told, &self.known(own), self.day)
    }

    /// What is known of the questions that a service's decision hangs on.
    fn known(&self, own: &Decided) -> Facts {
        let is_known = |question: &&Question| self.is_through || self.answers.contains_key(&question.id);
        facts(own.looked_at(self.journey).filter(is_known), self.answers)
    }

    /// The question whose answer closes this one, if it is not asked.
    fn closed_by(&self, id: &str, depth: usize) -> Option<&'c str> {
        let question = self.journey.question(id).filter(|_| depth < self.journey.questions.len())?;
        question.when.iter().find_map(|when| {
            let is_known = self.is_through || self.answers.contains_key(&when.question);
            let own = || (is_known && !when.holds(self.answers)).then_some(when.question.as_str());
            self.closed_by(&when.question, depth + 1).or_else(own)
        })
    }
}

impl<'c> Decision<'c> {
    fn of(case: &Case<'_>, own: &'c Decided, decisions: &'c Decisions) -> Option<Self> {
        let told = case.told(own, decisions);
        let (verdict, reasons) = own.service.model.decide(&own.service.decision, &told).ok()?;
        Some(Self { decisions, own, told, verdict, reasons })
    }

    /// What they say of other answers.
    pub fn tried(&self, case: &Case<'_>, answers: &Answers) -> Option<(Says, Reasons)> {
        let Self { verdict, reasons, .. } = Self::of(&Case { answers, ..*case }, self.own, self.decisions)?;
        Some((says(&verdict), reasons))
    }

    /// What the table of the service itself said.
    pub fn reason<'r>(&self, reasons: &'r Reasons) -> Option<&'r Reason> {
        reasons.0.iter().find(|reason| reason.decision == self.own.service.decision)
    }

    /// The questions whose answers would tell, where it can't be told yet.
    fn missing(&self) -> BTreeSet<String> {
        let Verdict::Open(inputs) = &self.verdict else { return BTreeSet::new() };
        inputs.iter().filter_map(|input| Some(self.decisions.told.get(input)?.concept.clone())).collect()
    }

    fn indication(&self, case: &Case<'_>) -> Indication {
        let says = says(&self.verdict);
        if says == Says::Open {
            // What hangs on another question is told only once that one is answered.
            let (known, interview) = (case.known(self.own), &self.decisions.interview);
            let first = self.missing().into_iter().map(|it| interview.asked_first(&it, &known, case.day));
            let missing = first.collect::<BTreeSet<_>>().into_iter().collect();
            return Indication { says, missing, ..Indication::default() };
        }
        let (model, decision) = (&self.own.service.model, &self.own.service.decision);
        let Because { inputs, rules } = model.because(decision, &self.reasons);
        Indication {
            says,
            because: self.because(case, &inputs),
            change: if says == Says::DoesNotApply { self.change(case) } else { Vec::new() },
            rules: rules.into_iter().filter_map(|cited| rule(model, cited)).collect(),
            missing: Vec::new(),
        }
    }

    /// What would change it, whatever else is said; where more has to be known for that, with nothing but these answers: what
    /// is not asked then may keep a rule from holding, and makes none hold.
    fn change(&self, case: &Case<'_>) -> Vec<Change> {
        let whatever_else = change(self, case, case);
        if !whatever_else.is_empty() || case.is_through {
            return whatever_else;
        }
        let through = Case { is_through: true, ..*case };
        let decision = Self::of(&through, self.own, self.decisions);
        let closed = decision.filter(|decision| says(&decision.verdict) == Says::DoesNotApply);
        closed.map_or_else(Vec::new, |decision| change(&decision, &through, case))
    }

    /// The questions that tell these inputs; for one that is not asked stands the one whose answer closes it.
    fn because(&self, case: &Case<'_>, inputs: &[String]) -> Vec<String> {
        let mut questions: Vec<String> = Vec::new();
        for told in inputs.iter().filter_map(|input| self.decisions.told.get(input)) {
            let question = case.closed_by(&told.concept, 0).unwrap_or(&told.concept);
            if !questions.iter().any(|known| known == question) {
                questions.push(question.to_owned());
            }
        }
        questions
    }
}

/// A rule that the answer rests on, with the law behind it where the table names it.
fn rule(model: &Model, (decision, place): (String, usize)) -> Option<Rule> {
    let known = model.source().decisions.iter().find(|known| known.name == decision)?;
    let table = known.table.as_ref()?;
    let own = table.rules.get(place)?;
    let law = table.annotations.iter().position(|name| name == LAW).and_then(|law| own.notes.get(law));
    let (id, law) = (own.id.clone(), law.filter(|law| !law.is_empty()).cloned());
    Some(Rule { decision, rule: place + 1, id, law })
}

/// What a verdict says of a service: yes, no, or nothing that anybody but a person can read.
fn says(verdict: &Verdict) -> Says {
    match verdict {
        Verdict::Decided(Fact::Boolean(true)) => Says::Applies,
        Verdict::Decided(Fact::Boolean(false)) => Says::DoesNotApply,
        Verdict::Decided(Fact::Text(text)) if text == APPLIES => Says::Applies,
        Verdict::Decided(Fact::Text(text)) if text == DOES_NOT_APPLY => Says::DoesNotApply,
        Verdict::Open(_) => Says::Open,
        _ => Says::Person,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{
            Answer, Kind, Wanted, When,
            made_up::{answered, demonstration},
        },
        *,
    };

    fn answers(said: &[(&str, &str)]) -> Answers {
        said.iter().map(|(question, value)| ((*question).to_owned(), Answer::Text((*value).to_owned()))).collect()
    }

    fn journey(text: &str) -> Journey {
        Journey { dmn: Some(include_str!("fixture.dmn").to_owned()), ..toml::from_str(text).unwrap() }
    }

    /// Towing is decided by the model.
    fn decided() -> Journey {
        let text = include_str!("fixture.toml").replacen(
            "when = [{ question = \"towed\", is = [\"yes\"] }]\nwhy = { en = \"It was towed\"",
            "decision = \"towing\"\nwhy = { en = \"It was towed\"",
            1,
        );
        journey(&(text + "[[told]]\ninput = \"age\"\nconcept = \"born\"\nway = \"years-since\"\n"))
    }

    fn indicate(journey: &Journey, said: &[(&str, &str)]) -> Indication {
        journey.indicate(&journey.services[1], &answers(said), "2023-03-30".parse().unwrap())
    }

    #[test]
    fn a_condition_says_why_and_what_would_change_it() {
        let journey = journey(include_str!("fixture.toml"));
        let towed = indicate(&journey, &[("car", "yes"), ("towed", "yes")]);
        assert_eq!((towed.says, towed.because), (Says::Applies, vec!["towed".to_owned()]));
        let change = |said: &[(&str, &str)]| {
            let indication = indicate(&journey, said);
            assert_eq!(indication.says, Says::DoesNotApply);
            indication.change
        };
        let to_yes = Change { question: "towed".to_owned(), to: Wanted::Any(vec!["yes".to_owned()]) };
        assert_eq!(change(&[("car", "yes"), ("towed", "no")]), std::slice::from_ref(&to_yes));
        // An answer to a question that is not asked any more counts for nothing: it is opened first.
        let open = journey.question("towed").unwrap().when[0].is.clone();
        let opening = Change { question: "car".to_owned(), to: Wanted::Any(open) };
        assert_eq!(change(&[("car", "no"), ("towed", "yes")]), std::slice::from_ref(&opening));
        assert_eq!(change(&[("car", "no"), ("towed", "no")]), [opening, to_yes]);
        let why = |said: &[(&str, &str)]| indicate(&journey, said).because;
        assert_eq!(
            (why(&[("car", "no")]), why(&[("car", "yes"), ("towed", "no")])),
            (vec!["car".into()], vec!["towed".into()])
        );
        assert_eq!(
            journey.indicate(&journey.services[0], &Answers::new(), "2023-03-30".parse().unwrap()).says,
            Says::Applies
        );
    }

    #[test]
    fn a_table_says_why_under_which_law_and_what_would_change_it() {
        let journey = decided();
        let towed = indicate(&journey, &[("born", "2000-01-01"), ("car", "yes"), ("towed", "yes")]);
        assert_eq!((towed.says, towed.because.len()), (Says::Applies, 3));
        assert_eq!(towed.laws(), ["The Towing Act, section 3"]);
        // Nobody but a person says what is to be done with a child's car.
        assert_eq!(indicate(&journey, &[("born", "2010-01-01"), ("car", "yes"), ("towed", "yes")]).says, Says::Person);
        let not = indicate(&journey, &[("born", "2010-01-01"), ("car", "yes"), ("towed", "no")]);
        let years = Change { question: "born".to_owned(), to: Wanted::Years(">= 18".to_owned()) };
        let towed = Change { question: "towed".to_owned(), to: Wanted::Any(vec!["yes".to_owned()]) };
        assert_eq!((not.says, not.change), (Says::DoesNotApply, vec![years, towed]));
    }

    /// The answers with what would change it; nothing where there is no such thing, or a place or a bound in it.
    fn changed(journey: &Journey, answers: &Answers, changes: &[Change]) -> Option<Answers> {
        let mut changed = answers.clone();
        for Change { question, to } in changes {
            let asked = journey.question(question).unwrap();
            let mut ticked = match changed.get(question) {
                Some(Answer::Many(values)) => values.clone(),
                _ => Vec::new(),
            };
            let yes_or_no = ["yes", "no"].map(str::to_owned).into_iter().filter(|_| asked.kind == Kind::YesNo);
            let mut options = yes_or_no.chain(asked.options.iter().map(|option| option.value.clone()));
            let answer = match (asked.kind, to) {
                (Kind::Choices, Wanted::Any(values)) => {
                    ticked.extend(values.iter().cloned());
                    Answer::Many(ticked)
                }
                (Kind::Choices, Wanted::Not(values)) => {
                    ticked.retain(|value| !values.contains(value));
                    Answer::Many(ticked)
                }
                (Kind::YesNo | Kind::Choice, Wanted::Any(values)) => Answer::Text(values[0].clone()),
                (Kind::YesNo | Kind::Choice, Wanted::Not(values)) => {
                    Answer::Text(options.find(|value| !values.contains(value)).unwrap())
                }
                _ => return None,
            };
            assert_ne!(Some(&answer), changed.get(question), "{question} says so already");
            changed.insert(question.clone(), answer);
        }
        (!changes.is_empty()).then_some(changed)
    }

    /// What a service hangs on, and what that hangs on.
    fn all_conditions<'j>(journey: &'j Journey, step: &'j Step) -> impl Iterator<Item = &'j When> {
        let mut all: Vec<&When> = step.when.iter().collect();
        let mut at = 0;
        while let Some(when) = all.get(at) {
            all.extend(&journey.question(&when.question).unwrap().when);
            at += 1;
        }
        all.into_iter()
    }

    proptest! {
        /// A table that is made of conditions says what the conditions say, whatever was answered and whatever was not.
        #[test]
        fn a_table_says_what_its_conditions_say(said in proptest::collection::vec(0..25_usize, 60)) {
            for journey in demonstration() {
                let answer = |(question, n): (&Question, &usize)| Some((question.id.clone(), answered(question, *n)?));
                let answers: Answers = journey.questions.iter().zip(&said).filter_map(answer).collect();
                for step in journey.services.iter().filter(|step| step.decision.is_none()) {
                    let holds = step.when.iter().all(|when| journey.counts(when, &answers, 0));
                    let expected = if holds { Says::Applies } else { Says::DoesNotApply };
                    let indication = journey.indicate(step, &answers, "2023-03-30".parse().unwrap());
                    prop_assert_eq!(indication.says, expected, "{} {:?}", step.service_type, step.when);
                    prop_assert!(indication.change.is_empty() || !holds);
                    // What would change it does, and is a change; only of places nobody can make one up.
                    if let Some(changed) = changed(&journey, &answers, &indication.change) {
                        let then = journey.indicate(step, &changed, "2023-03-30".parse().unwrap()).says;
                        prop_assert_eq!(then, Says::Applies, "{} {:?}", step.service_type, indication.change);
                    } else {
                        let about_places = |when: &When| journey.question(&when.question).unwrap().kind == Kind::Place;
                        prop_assert!(holds || all_conditions(&journey, step).any(about_places), "{}", step.service_type);
                    }
                    for question in indication.because.iter().filter(|_| !holds) {
                        let asked = journey.question(question).unwrap();
                        prop_assert!(journey.opens(asked, &answers), "{} because of {}", step.service_type, question);
                    }
                }
                let day = "2023-03-30".parse().unwrap();
                for step in journey.services.iter().filter(|step| step.decision.is_some()) {
                    let change = journey.indicate(step, &answers, day).change;
                    if let Some(changed) = changed(&journey, &answers, &change) {
                        prop_assert_eq!(journey.indicate(step, &changed, day).says, Says::Applies, "{:?}", change);
                    }
                }
            }
        }
    }

    #[test]
    fn a_model_that_can_not_be_read_leaves_it_to_a_person() {
        let journey = Journey { dmn: Some("<nothing/>".to_owned()), ..decided() };
        assert_eq!(indicate(&journey, &[]).says, Says::Person);
    }
}
