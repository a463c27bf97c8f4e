//! Which services the answers point to, with reasons. Each table is asked the same way, and what it can't tell is a
//! person's, never a silent no.

use std::collections::BTreeSet;

use eligibility::{
    decision::{Fact, Facts, Reason, Reasons, Rule as TableRule, Table, Verdict},
    import::{APPLIES, DOES_NOT_APPLY},
    question::Step as Next,
    requirement::{Told, Way},
};
use serde::Serialize;
use values::Day;

use super::{
    Answer, Answers, Journey, Kind, Question, Step,
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
    /// The law behind the rule, where the table names it.
    pub law: Option<String>,
    /// Where it is open: the questions whose answers would tell.
    pub missing: Vec<String>,
    /// The rule that fired.
    pub rule: Option<Rule>,
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

/// An answer with which a service would apply.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// To which question.
    pub question: String,
    /// What it would have to say.
    #[serde(flatten)]
    pub to: Wanted,
}

/// What an answer would have to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wanted {
    /// Any of these values.
    Any(Vec<String>),
    /// None of these values.
    Not(Vec<String>),
    /// In the words of the table: `>= 18`.
    #[serde(rename = "cell")]
    Words(String),
    /// Full years that have gone by since, in the words of the table.
    Years(String),
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
    answers: &'c Answers,
    /// Was all asked that is asked? Then what was not answered is nothing.
    is_through: bool,
    day: Day,
}

/// What the tables said of one service.
struct Decision<'c> {
    decisions: &'c Decisions,
    own: &'c Decided,
    verdict: Verdict,
    reasons: Reasons,
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
        let own = decisions.services.get(step.service_type.name())?;
        let (verdict, reasons) = own.service.model.decide(&own.service.decision, &self.told(own, decisions)).ok()?;
        Some(Decision { decisions, own, verdict, reasons })
    }

    /// What the tables of a service are told: only what its decision needs, so that a fact of another type elsewhere is none of
    /// its business.
    fn told(&self, own: &Decided, decisions: &Decisions) -> Facts {
        let is_known = |question: &&Question| self.is_through || self.answers.contains_key(&question.id);
        let answers = facts(own.looked_at(self.journey).filter(is_known), self.answers);
        decisions.interview.facts_of(&own.told, &answers, self.day)
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

impl Decision<'_> {
    /// The questions whose answers would tell, where it can't be told yet.
    fn missing(&self) -> BTreeSet<String> {
        let Verdict::Open(inputs) = &self.verdict else { return BTreeSet::new() };
        inputs.iter().filter_map(|input| Some(self.decisions.told.get(input)?.concept.clone())).collect()
    }

    fn indication(&self, case: &Case<'_>) -> Indication {
        let says = says(&self.verdict);
        if says == Says::Open {
            return Indication { says, missing: self.missing().into_iter().collect(), ..Indication::default() };
        }
        let service = &self.own.service;
        let reason = self.reasons.0.iter().find(|reason| reason.decision == service.decision);
        let table = service.model.source().decisions.iter().find(|known| known.name == service.decision);
        let (Some(reason), Some(table)) = (reason, table.and_then(|known| known.table.as_ref())) else {
            return Indication { says, ..Indication::default() };
        };
        // Where a person decides because the rules say two things, or the engine another, none of them is the reason.
        let is_said = !matches!(self.verdict, Verdict::Person(_));
        let fired = reason.fired.first().copied().filter(|_| is_said);
        let rule = fired.map(|rule| &table.rules[rule]);
        let law = table.annotations.iter().position(|name| name == LAW);
        Indication {
            says,
            because: self.because(case, table, rule, reason),
            change: if says == Says::DoesNotApply { self.change(case, table, reason) } else { Vec::new() },
            law: rule.and_then(|rule| rule.notes.get(law?)).filter(|law| !law.is_empty()).cloned(),
            rule: fired.map(|n| Rule {
                decision: service.decision.clone(),
                rule: n + 1,
                id: rule.and_then(|rule| rule.id.clone()),
            }),
            missing: Vec::new(),
        }
    }

    /// The questions that the rule which fired looks at; where it looks at none, those that said no to the others. For one
    /// that is not asked stands the one whose answer closes it.
    fn because(&self, case: &Case<'_>, table: &Table, fired: Option<&TableRule>, reason: &Reason) -> Vec<String> {
        let asks =
            |rule: &TableRule| (0..rule.when.len()).filter(|column| is_asked(&rule.when[*column])).collect::<Vec<_>>();
        let mut columns: BTreeSet<usize> = fired.map(asks).unwrap_or_default().into_iter().collect();
        if columns.is_empty() {
            columns = reason.why_not.iter().flat_map(|(_, columns)| columns.iter().copied()).collect();
        }
        let mut questions: Vec<String> = Vec::new();
        for told in columns.into_iter().filter_map(|column| self.told_by(table, column)) {
            let question = case.closed_by(&told.concept, 0).unwrap_or(&told.concept);
            if !questions.iter().any(|known| known == question) {
                questions.push(question.to_owned());
            }
        }
        questions
    }

    /// The fewest other answers with which it would apply: each way is tried before anybody is told of it.
    fn change(&self, case: &Case<'_>, table: &Table, reason: &Reason) -> Vec<Change> {
        let mut ways: Vec<&(usize, Vec<usize>)> = reason.why_not.iter().collect();
        ways.sort_by_key(|(_, columns)| columns.len());
        let mut ways = ways.into_iter().take(MOST_TRIED);
        ways.find_map(|(rule, columns)| self.way(case, table, *rule, columns)).unwrap_or_default()
    }

    /// The other answers with which one rule would hold, if it would: what is closed is opened first, and then perhaps what
    /// was answered there before is enough.
    fn way(&self, case: &Case<'_>, table: &Table, rule: usize, columns: &[usize]) -> Option<Vec<Change>> {
        let mut wanted_of = Vec::new();
        for column in columns {
            let (told, cell) = (self.told_by(table, *column)?, table.rules[rule].when.get(*column)?);
            wanted_of.push((told, *column, wanted(&told.way, cell)));
        }
        let of = |question: &Question| Some((question.id.clone(), case.answers.get(&question.id)?.clone()));
        let answers = self.own.looked_at(case.journey).filter_map(of).collect();
        let mut other = Other { journey: case.journey, answers, changes: Vec::new() };
        for (told, ..) in &wanted_of {
            other.open(&told.concept, 0)?;
        }
        let told = |other: &Other<'_>| Case { answers: &other.answers, ..*case }.told(self.own, self.decisions);
        if !other.changes.is_empty() && self.applies(&told(&other)) {
            return Some(other.changes);
        }
        let mut opened = std::mem::take(&mut other.changes);
        let mut facts = Vec::new();
        for (told, column, wanted) in wanted_of {
            facts.push((told.input.clone(), self.meets(case.journey, told, (rule, column), &wanted)?));
            other.want(&told.concept, wanted);
        }
        let mut known = told(&other);
        known.0.extend(facts);
        // What was opened may not be closed again by what is wanted.
        let is_open = |change: &Change| {
            case.journey.question(&change.question).is_some_and(|q| case.journey.opens(q, &other.answers))
        };
        if !self.applies(&known) || !other.changes.iter().all(is_open) {
            return None;
        }
        opened.retain(|change| other.changes.iter().all(|known| known.question != change.question));
        Some(opened.into_iter().chain(other.changes).collect())
    }

    fn applies(&self, facts: &Facts) -> bool {
        let verdict = self.own.service.model.decide(&self.own.service.decision, facts);
        verdict.is_ok_and(|(verdict, _)| says(&verdict) == Says::Applies)
    }

    /// Something with which a cell holds; nothing where nobody can tell.
    fn meets(&self, journey: &Journey, told: &Told, (rule, column): (usize, usize), wanted: &Wanted) -> Option<Fact> {
        let any = || self.own.service.model.meeting(&self.own.service.decision, rule, column);
        match wanted {
            Wanted::Not(values) if told.way == Way::Itself => {
                Some(Fact::text(other_than(journey.question(&told.concept)?, values)?))
            }
            _ => any(),
        }
    }

    fn told_by(&self, table: &Table, column: usize) -> Option<&Told> {
        self.decisions.told.get(table.inputs.get(column)?.expression.as_ref()?)
    }
}

/// So many ways are tried, the nearest first.
const MOST_TRIED: usize = 20;

/// One of the values that a question may say and that is none of these.
fn other_than<'q>(question: &'q Question, values: &[String]) -> Option<&'q str> {
    let yes_or_no = ["yes", "no"].into_iter().filter(|_| question.kind == Kind::YesNo);
    let options = question.options.iter().map(|option| option.value.as_str());
    yes_or_no.chain(options).find(|value| !values.iter().any(|not| not == value))
}

/// Answers that are changed so that something else comes of them, and what was changed.
struct Other<'j> {
    journey: &'j Journey,
    answers: Answers,
    changes: Vec<Change>,
}

impl Other<'_> {
    /// Has a question asked, where other answers close it; nothing where these would have to say two things, or something
    /// that nobody can make up: a place.
    fn open(&mut self, id: &str, depth: usize) -> Option<()> {
        let question = self.journey.question(id).filter(|_| depth < self.journey.questions.len())?;
        for when in &question.when {
            self.open(&when.question, depth + 1)?;
            if when.holds(&self.answers) {
                continue;
            }
            let is_set = self.changes.iter().any(|change| change.question == when.question);
            let opener = self.journey.question(&when.question).filter(|_| !is_set)?;
            let value = when.is.first().map(String::as_str).or_else(|| other_than(opener, &when.is_not))?;
            self.answers.insert(opener.id.clone(), said(opener, value, self.answers.get(&opener.id))?);
            let to = if when.is.is_empty() { Wanted::Not(when.is_not.clone()) } else { Wanted::Any(when.is.clone()) };
            self.changes.push(Change { question: opener.id.clone(), to });
        }
        Some(())
    }

    /// Another answer to a question, as far as that can be made up.
    fn want(&mut self, id: &str, to: Wanted) {
        if let Some(question) = self.journey.question(id) {
            let value = match &to {
                Wanted::Any(values) => values.first().map(String::as_str),
                Wanted::Not(values) => other_than(question, values),
                Wanted::Words(_) | Wanted::Years(_) => None,
            };
            let answer = value.and_then(|value| said(question, value, self.answers.get(id)));
            self.answers.extend(answer.map(|answer| (id.to_owned(), answer)));
        }
        match (self.changes.iter_mut().find(|known| known.question == id).map(|known| &mut known.to), to) {
            (Some(Wanted::Any(known)), Wanted::Any(more)) | (Some(Wanted::Not(known)), Wanted::Not(more)) => {
                known.extend(more);
            }
            (_, to) => self.changes.push(Change { question: id.to_owned(), to }),
        }
    }
}

/// The answer to a question that says a value, beside what it says already where it may say several.
fn said(question: &Question, value: &str, before: Option<&Answer>) -> Option<Answer> {
    match (question.kind, before) {
        (Kind::YesNo | Kind::Choice, _) => Some(Answer::Text(value.to_owned())),
        (Kind::Choices, Some(Answer::Many(values))) => {
            Some(Answer::Many(values.iter().cloned().chain([value.to_owned()]).collect()))
        }
        (Kind::Choices, _) => Some(Answer::Many(vec![value.to_owned()])),
        _ => None,
    }
}

fn is_asked(cell: &str) -> bool {
    !cell.is_empty() && cell != "-"
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

/// What a cell wants.
fn wanted(way: &Way, cell: &str) -> Wanted {
    let texts = |cell: &str| cell.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>();
    match (way, cell) {
        (Way::Says(value), "true") => Wanted::Any(vec![value.clone()]),
        (Way::Says(value), "false") => Wanted::Not(vec![value.clone()]),
        (Way::YearsSince, _) => Wanted::Years(cell.to_owned()),
        (_, "true") => Wanted::Any(vec!["yes".to_owned()]),
        (_, "false") => Wanted::Any(vec!["no".to_owned()]),
        _ if cell.starts_with('"') => Wanted::Any(texts(cell)),
        _ if cell.starts_with("not(\"") => Wanted::Not(texts(cell)),
        _ => Wanted::Words(cell.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::{
            When,
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
        assert_eq!(towed.law.as_deref(), Some("The Towing Act, section 3"));
        // Nobody but a person says what is to be done with a child's car.
        assert_eq!(indicate(&journey, &[("born", "2010-01-01"), ("car", "yes"), ("towed", "yes")]).says, Says::Person);
        let not = indicate(&journey, &[("born", "2010-01-01"), ("car", "yes"), ("towed", "no")]);
        let years = Change { question: "born".to_owned(), to: Wanted::Years(">= 18".to_owned()) };
        let towed = Change { question: "towed".to_owned(), to: Wanted::Any(vec!["yes".to_owned()]) };
        assert_eq!((not.says, not.change), (Says::DoesNotApply, vec![years, towed]));
    }

    /// The answers with what would change it; nothing where there is no such thing.
    fn changed(journey: &Journey, answers: &Answers, changes: &[Change]) -> Option<Answers> {
        let mut changed = answers.clone();
        for Change { question, to } in changes {
            let asked = journey.question(question).unwrap();
            let values = match to {
                Wanted::Any(values) => values.clone(),
                Wanted::Not(values) => vec![other_than(asked, values).unwrap().to_owned()],
                Wanted::Words(_) | Wanted::Years(_) => continue,
            };
            let several = if asked.kind == Kind::Choices { values.len() } else { 1 };
            for value in values.iter().take(several) {
                let answer = said(asked, value, changed.get(question)).unwrap();
                assert_ne!(Some(&answer), changed.get(question), "{question} says so already");
                changed.insert(question.clone(), answer);
            }
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
                    let is_plain = |change: &Change| matches!(change.to, Wanted::Any(_) | Wanted::Not(_));
                    if let Some(changed) = changed(&journey, &answers, &change).filter(|_| change.iter().all(is_plain)) {
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
